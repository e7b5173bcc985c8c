/** A count that is begun while one is running: whoever taps again in a fire ticks on the same list as the others (S6-34). */
import { beforeEach, expect, test } from 'vitest'
import { anAttempt, aSite, type GateSite, hour } from '../../../test/gate-factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import { beginMuster, endMuster, listMusters, oneMuster, tickMuster } from './service-muster.ts'
import { register } from './service-register.ts'

const t = await testHouse()
let site: GateSite
let people: string[]

const guard = (name: string) => t.ctx({ ...actor('guard', 'estate', site.estateId), name })
const begin = (name: string, kind: 'fire' | 'drill' | 'other', key = newId(), deviceAt?: string) =>
  beginMuster(guard(name), { estateId: site.estateId, key, kind, ...(deviceAt ? { deviceAt } : {}) })
const tick = (name: string, key: string, personId: string) =>
  tickMuster(guard(name), {
    estateId: site.estateId,
    key,
    ticks: [{ personId, safe: true, at: t.clock.now().toString() }],
  })
const running = async () =>
  (await listMusters(guard('赵刚'), { estateId: site.estateId })).items.filter(m => m.endedAt === null)

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await aSite(t)
  people = []
  for (const name of ['王小明', '李雷']) {
    const persons = [{ kind: 'resident' as const, name, unit: '1-2-301', reason: '回家' }]
    const done = await register(t.ctx(site.guard), anAttempt(site, { direction: 'in', persons }))
    people.push(done.persons[0]?.registrantId ?? '')
  }
})

test('[S6-34] a second fire count is the running one, and what two tablets tick stands on one list', async () => {
  const first = await begin('赵刚', 'fire')
  t.clock.advance({ minutes: 2 })
  const second = newId()
  expect(await begin('孙强', 'fire', second)).toMatchObject({ key: first.key, begunBy: '赵刚' })
  // once more by the same tablet, as after a lost answer
  expect(await begin('孙强', 'fire', second)).toMatchObject({ key: first.key })
  expect(await running()).toHaveLength(1)
  await tick('赵刚', first.key, people[0]!)
  expect(await tick('孙强', second, people[1]!)).toMatchObject({ key: first.key, safe: 2 })
  const seen = await oneMuster(guard('孙强'), { estateId: site.estateId, key: second })
  expect([seen.key, seen.people.map(p => p.by)]).toEqual([
    first.key,
    expect.arrayContaining(['赵刚', '孙强']),
  ])
  // over for both; whoever ends it again changes nothing
  await endMuster(guard('孙强'), { estateId: site.estateId, key: second })
  expect(await endMuster(guard('赵刚'), { estateId: site.estateId, key: first.key })).toMatchObject({
    endedBy: '孙强',
  })
  expect(await begin('赵刚', 'fire')).not.toMatchObject({ key: first.key })
})

test('[S6-34] of two tablets that begin at the same moment one list remains', async () => {
  const made = await Promise.all(['赵刚', '孙强', '钱进'].map(name => begin(name, 'fire')))
  expect(new Set(made.map(m => m.key)).size).toBe(1)
  expect(await running()).toHaveLength(1)
})

test('[S6-34] in a fire nobody lands in a drill, which is over then; a drill that is begun in a fire is the fire', async () => {
  const drill = await begin('赵刚', 'drill')
  const fire = await begin('孙强', 'fire')
  expect(fire.key).not.toBe(drill.key)
  expect((await running()).map(m => m.key)).toEqual([fire.key])
  expect(await begin('赵刚', 'drill')).toMatchObject({ key: fire.key, kind: 'fire' })
  const other = await begin('钱进', 'other')
  expect((await running()).map(m => m.key).sort()).toEqual([fire.key, other.key].sort())
})

test('[S6-34] a count of six hours ago that nobody ended is joined, one a millisecond older is not and is over', async () => {
  const old = await begin('赵刚', 'fire')
  t.clock.set('2026-03-02T15:00:00.000+08:00')
  expect((await begin('孙强', 'fire')).key).toBe(old.key)
  t.clock.set('2026-03-02T15:00:00.001+08:00')
  const next = await begin('孙强', 'fire')
  expect(next).toMatchObject({ begunBy: '孙强', safe: 0 })
  expect((await running()).map(m => m.key)).toEqual([next.key])
})

test('[S6-34] [SX-13] begun without network while another ran, it joins that one also when it arrives after its end', async () => {
  const first = await begin('赵刚', 'fire')
  t.clock.set('2026-03-02T09:40:00.000+08:00')
  await endMuster(guard('赵刚'), { estateId: site.estateId, key: first.key })
  t.clock.set('2026-03-02T10:00:00.000+08:00')
  const during = await begin('孙强', 'fire', newId(), '2026-03-02T09:39:59.999+08:00')
  expect(during).toMatchObject({ key: first.key, endedBy: '赵刚' })
  const after = await begin('孙强', 'fire', newId(), '2026-03-02T09:40:00.000+08:00')
  expect(after).toMatchObject({ begunBy: '孙强', endedAt: null })
})
