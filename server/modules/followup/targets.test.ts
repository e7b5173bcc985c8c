/** The standard of the place and the estate's own, never lower target (S7-07). */
import { expect, test } from 'vitest'
import { aDesk, raise } from '../../../test/desk.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { getReport } from './reads.ts'
import { openSurvey } from './survey.ts'
import { belowStandard, targetOf } from './target-rules.ts'
import { listTargets, setStandard, setTarget } from './targets.ts'

const t = await testHouse()
const admin = () => t.ctx(actor('administrator', 'system'))

test('[S7-07] an own target at the standard holds, one percent below is refused, and the higher of the two is measured', () => {
  expect([belowStandard(90, 89), belowStandard(90, 90), belowStandard(null, 1)]).toEqual([true, false, false])
  expect(targetOf({ standard: 90, own: 95 })).toBe(95)
  expect(targetOf({ standard: 90, own: 80 })).toBe(90)
  expect(targetOf({ standard: 90, own: null })).toBe(90)
  expect(targetOf({ standard: null, own: 80 })).toBe(80)
  expect(targetOf({ standard: null, own: null })).toBeNull()
})

test('[S7-07] each figure has the standard of the place and the estate’s own; lower is refused, higher is what reports and surveys use', async () => {
  t.clock.set('2026-03-02T01:00:00Z')
  const [d, other] = [await aDesk(t), await aDesk(t)]
  const { estateId } = d
  const manager = t.ctx({ ...d.manager, name: '陈经理' })
  const see = async (key: string, at = estateId) =>
    (await listTargets(t.ctx(actor('manager', 'estate', at)), { estateId: at })).items.find(
      i => i.key === key,
    )
  expect(await see('followup.satisfied')).toMatchObject({
    standard: { percent: 90, source: 'S1-52' },
    own: null,
    target: 90,
  })
  expect((await listTargets(manager, { estateId })).items.map(i => [i.key, i.target])).toEqual([
    ['followup.rate', 50],
    ['followup.major', 100],
    ['followup.satisfied', 90],
    ['survey.satisfied', 90],
    ['promise.kept', null],
    ['inquiry.at_once', null],
    ['order.three_minutes', null],
  ])
  const set = (
    key: 'followup.satisfied' | 'survey.satisfied' | 'promise.kept',
    percent: number,
    by = manager,
  ) => setTarget(by, { estateId, key, percent, reason: '公司年度目标' })
  await expect(set('followup.satisfied', 89)).rejects.toMatchObject({
    code: 'followup.target_below',
    params: { standard: '90' },
  })
  await expect(set('followup.satisfied', 95, t.ctx(d.clerk))).rejects.toMatchObject({
    code: 'core.forbidden',
  })
  await set('followup.satisfied', 90)
  t.clock.advance({ minutes: 1 })
  await set('followup.satisfied', 95)
  await set('survey.satisfied', 93)
  await set('promise.kept', 98)
  expect(await see('followup.satisfied')).toMatchObject({
    standard: { percent: 90 },
    own: { percent: 95, from: '2026-03-02', by: '陈经理', reason: '公司年度目标' },
    target: 95,
    below: false,
  })
  expect((await see('followup.satisfied', other.estateId))?.own).toBeNull()
  // what is measured is the own target
  await raise(t, d, { kind: 'inquiry', class: 'general', text: '泳池', answer: '九点' })
  const director = t.ctx(actor('duty_director', 'estate', estateId))
  const figures = (await getReport(director, { estateId, month: '2026-03' })).figures
  const target = (key: string) => figures.find(f => f.key === key)?.target
  expect([target('followup.satisfied'), target('promise.kept'), target('followup.rate')]).toEqual([
    95, 98, 50,
  ])
  const questions = [{ key: 'reply', weight: 100, zh: '处理', en: 'Handling' }]
  expect((await openSurvey(t.ctx(actor('office', 'estate', estateId)), { estateId, questions })).target).toBe(
    93,
  )
})

test('[S7-07] the province’s standard is entered by an administrator for every estate there; an own target below it gives way', async () => {
  t.clock.set('2026-03-02T01:00:00Z')
  const [d, near, far] = [await aDesk(t), await aDesk(t), await aDesk(t)]
  const move = (estateId: string, jurisdiction: string) =>
    t.pool.query('UPDATE estate SET jurisdiction = $2, version = version + 1 WHERE id = $1', [
      estateId,
      jurisdiction,
    ])
  for (const x of [d, near]) await move(x.estateId, 'CN-130200')
  await move(far.estateId, 'CN-46')
  const own = { estateId: d.estateId, key: 'promise.kept' as const, percent: 80, reason: '试行' }
  await setTarget(t.ctx(d.manager), own)
  const rule = { estateId: d.estateId, key: 'promise.kept' as const, percent: 85, source: '唐山市标准' }
  await expect(setStandard(t.ctx(d.manager), rule)).rejects.toMatchObject({ code: 'core.forbidden' })
  const after = await setStandard(admin(), rule)
  expect(after.items.find(i => i.key === 'promise.kept')).toMatchObject({
    standard: { percent: 85, source: '唐山市标准' },
    own: { percent: 80 },
    target: 85,
    below: true,
  })
  await expect(setTarget(t.ctx(d.manager), { ...own, percent: 84 })).rejects.toMatchObject({
    code: 'followup.target_below',
  })
  const target = async (estateId: string) =>
    (await listTargets(admin(), { estateId })).items.find(i => i.key === 'promise.kept')?.target
  expect([await target(near.estateId), await target(far.estateId)]).toEqual([85, null])
  expect(after.history.map(h => [h.what, h.percent, h.source])).toEqual(
    expect.arrayContaining([
      ['own', 80, '试行'],
      ['standard', 85, '唐山市标准'],
    ]),
  )
})
