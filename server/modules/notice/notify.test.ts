import { expect, test } from 'vitest'
import { anEstate } from '../../../test/factories.ts'
import { system, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import { insertDuty } from '../roster/store.ts'
import { escalate, notify, withdrawNotices } from './notify.ts'
import { acknowledgeThread, attemptsOf, messageById } from './store.ts'

const t = await testHouse()
const text = { title: { zh: '岗位无人', en: 'Post empty' }, body: { zh: '东门', en: 'East gate' } }

async function rostered() {
  const estate = await anEstate(t)
  const person = () => ({ id: newId<'account'>(), name: '' })
  const [guard, chief, manager] = [
    { ...person(), name: '赵队员' },
    { ...person(), name: '钱队长' },
    { ...person(), name: '孙经理' },
  ]
  const duty = (kind: string, who: typeof guard, superior: typeof guard | null) =>
    insertDuty(
      t.house.db,
      estate.id,
      {
        id: newId(),
        kind,
        post_id: null,
        account_id: who.id,
        name: who.name,
        party: 'company',
        starts_at: t.clock.now(),
        ends_at: null,
        superior_id: superior?.id ?? null,
        superior_name: superior?.name ?? null,
        absent_at: null,
        absence_reason: null,
        version: 1,
      },
      'test',
    )
  await duty('security', guard, chief)
  await duty('management', manager, null)
  return { estate, guard, chief, manager }
}

const steps = (estateId: string) =>
  t.pool
    .query<{ name: string; step: number; id: string }>(
      'SELECT id, name, step FROM message WHERE estate_id = $1 ORDER BY step',
      [estateId],
    )
    .then(r => r.rows)

test('[SX-09] an alarm names the person on duty, then his superior, then the management duty, each in its time', async () => {
  const { estate, guard, chief, manager } = await rostered()
  const told = await notify(t.ctx(system), {
    estateId: estate.id,
    duty: 'security',
    kind: 'test.alarm',
    ...text,
    urgent: true,
    escalateAfterMinutes: 5,
  })
  expect(told).toMatchObject({ accountId: guard.id, name: guard.name })
  t.clock.advance({ minutes: 5 })
  await escalate(t.ctx(system), estate.id, told.messageId)
  expect((await steps(estate.id)).map(s => s.name)).toEqual([guard.name])
  t.clock.advance({ milliseconds: 1 })
  await escalate(t.ctx(system), estate.id, told.messageId)
  await escalate(t.ctx(system), estate.id, told.messageId)
  expect((await steps(estate.id)).map(s => s.name)).toEqual([guard.name, chief.name])
  t.clock.advance({ minutes: 5, milliseconds: 1 })
  await escalate(t.ctx(system), estate.id, (await steps(estate.id))[1]!.id)
  expect((await steps(estate.id)).map(s => s.name)).toEqual([guard.name, chief.name, manager.name])
  const third = (await steps(estate.id))[2]!
  t.clock.advance({ minutes: 60 })
  await escalate(t.ctx(system), estate.id, third.id)
  expect(await steps(estate.id)).toHaveLength(3)
  const attempts = await attemptsOf(
    t.house.db,
    estate.id,
    (await steps(estate.id)).map(s => s.id),
  )
  expect(attempts.map(a => [a.channel, a.target, a.ok])).toEqual([
    ['in_app', guard.name, true],
    ['in_app', chief.name, true],
    ['in_app', manager.name, true],
  ])
})

test('[SX-09] an acknowledged or withdrawn alarm goes no further', async () => {
  const { estate } = await rostered()
  const order = { estateId: estate.id, duty: 'security' as const, kind: 'test.alarm', ...text, urgent: true }
  const one = await notify(t.ctx(system), { ...order, escalateAfterMinutes: 5 })
  await acknowledgeThread(t.house.db, estate.id, one.messageId, t.clock.now())
  const two = await notify(t.ctx(system), {
    ...order,
    escalateAfterMinutes: 5,
    ref: { topic: 'post', id: 'p1' },
  })
  await withdrawNotices(t.ctx(system), estate.id, { topic: 'post', id: 'p1' })
  t.clock.advance({ hours: 1 })
  await escalate(t.ctx(system), estate.id, one.messageId)
  await escalate(t.ctx(system), estate.id, two.messageId)
  expect((await steps(estate.id)).map(s => s.step)).toEqual([1, 1])
})

test('[SX-09] a matter that is not urgent waits for the morning; an urgent one does not', async () => {
  const { estate } = await rostered()
  t.clock.set('2026-03-03T13:00:00Z') // 21:00 local
  const order = { estateId: estate.id, duty: 'security' as const, kind: 'test.news', ...text }
  const calm = await notify(t.ctx(system), order)
  const loud = await notify(t.ctx(system), { ...order, urgent: true })
  expect(calm.deliverAt.toString()).toBe('2026-03-04T00:00:00Z')
  expect((await messageById(t.house.db, estate.id, calm.messageId))?.delivered_at).toBeNull()
  expect((await messageById(t.house.db, estate.id, loud.messageId))?.delivered_at).not.toBeNull()
  await t.drain()
  expect((await messageById(t.house.db, estate.id, calm.messageId))?.delivered_at).toBeNull()
})

test('[SX-09] with nobody on any roster the alarm is kept without a name, not lost', async () => {
  const estate = await anEstate(t)
  const told = await notify(t.ctx(system), { estateId: estate.id, kind: 'test.alarm', ...text, urgent: true })
  expect(told.accountId).toBeNull()
  const [attempt] = await attemptsOf(t.house.db, estate.id, [told.messageId])
  expect(attempt).toMatchObject({ ok: false, error: 'nobody on duty' })
})

test('[SX-09] who is named stays first though he is named again and the roster names him too', async () => {
  const { estate, guard, manager } = await rostered()
  const told = await notify(t.ctx(system), {
    estateId: estate.id,
    to: { accountId: manager.id, name: manager.name },
    next: [{ accountId: guard.id, name: guard.name }],
    duty: 'security',
    kind: 'test.named',
    ...text,
    escalateAfterMinutes: 5,
  })
  expect(told.name).toBe('孙经理')
})
