import { expect, test } from 'vitest'
import { aDesk, raise } from '../../../test/desk.ts'
import { testHouse } from '../../../test/harness.ts'
import { askToLearn, learnEstate, learnt, learnWhereNew, propose } from './service.ts'

const t = await testHouse()

test('from the first day the desk gets proposals for a text, and none for an idle one', async () => {
  const d = await aDesk(t)
  const said = await propose(t.ctx(d.clerk), { estateId: d.estateId, text: '楼上半夜拖桌椅，声音很大' })
  expect(said.proposals[0]).toMatchObject({ kind: 'complaint', class: 'conduct', subtype: 'rest_noise' })
  expect(said.danger).toBeNull()
  const idle = await propose(t.ctx(d.clerk), { estateId: d.estateId, text: '喂' })
  expect(idle.proposals).toEqual([])
})

test('an estate learns from the tickets its people confirmed, and only it', async () => {
  const d = await aDesk(t)
  const other = await aDesk(t)
  // here the desk takes questions about the swimming pool as suggestions
  for (let i = 0; i < 60; i++) {
    await raise(t, d, {
      kind: 'suggestion',
      class: 'service',
      text: `第${i}次问游泳池开放时间`,
      unitId: d.home,
    })
  }
  const ask = (who: typeof d) =>
    propose(t.ctx(who.clerk), { estateId: who.estateId, text: '游泳池什么时候开放' })
  expect((await ask(d)).proposals[0]).toMatchObject({ kind: 'inquiry', class: 'general' })
  await learnEstate(t.ctx(d.manager), d.estateId)
  expect((await ask(d)).proposals[0]).toMatchObject({ kind: 'suggestion', class: 'service' })
  expect((await ask(other)).proposals[0]).toMatchObject({ kind: 'inquiry', class: 'general' })
  const facts = await learnt(t.ctx(d.manager), { estateId: d.estateId })
  expect(facts.learnt).toMatchObject({
    tickets: 60,
    classes: [{ label: 'suggestion/service', tickets: 60, right: 60 }],
  })
})

test('the manager asks for a lesson once; the nightly turn asks only where something is new', async () => {
  const d = await aDesk(t)
  const waiting = async () =>
    (
      await t.pool.query(
        "SELECT count(*)::int AS n FROM outbox WHERE kind = 'triage.learn' AND estate_id = $1",
        [d.estateId],
      )
    ).rows[0].n
  await learnWhereNew(t.ctx(d.manager))
  expect(await waiting()).toBe(0)
  await askToLearn(t.ctx(d.manager), { estateId: d.estateId })
  await askToLearn(t.ctx(d.manager), { estateId: d.estateId })
  expect(await waiting()).toBe(1)
  expect((await learnt(t.ctx(d.manager), { estateId: d.estateId })).running).toBe(true)
})
