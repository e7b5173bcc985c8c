/** The mission's county as the demo fills it, asked through the rooms' own verbs. */
import { expect, test } from 'vitest'
import { beginClosure } from '../server/modules/gate/service-closure.ts'
import { addGate } from '../server/modules/gate/service-gate.ts'
import { listMembers, listVehicles } from '../server/modules/response/brigade.ts'
import { regionDuty } from '../server/modules/response/duty.ts'
import { listGroupings } from '../server/modules/response/grouping.ts'
import { getSurvey } from '../server/modules/response/survey.ts'
import { aUnit } from '../test/factories.ts'
import { paper } from '../test/gate-factories.ts'
import { testHouse } from '../test/harness.ts'
import { loadCounty, loadRegions } from './load/county.ts'
import { loadResponse } from './load/response.ts'
import { hireAuthorities } from './load/staff.ts'
import type { World } from './load/world.ts'
import { random } from './random.ts'

const t = await testHouse()

test('[SX-16] [S6-12] [S6-13] the filled county has 300 members in groups over 131 estates, 70 vehicles, five neighbourhoods with their leaders, and a survey that sums to 165 and 266', {
  timeout: 180_000,
}, async () => {
  t.clock.set('2026-03-02T09:00:00+08:00')
  const w: World = {
    house: t.house,
    r: random('anju:town'),
    now: t.clock.now(),
    town: { kind: 'system', name: '演示数据' },
    say: () => {},
  }
  const places = await loadRegions(w)
  const officers = await hireAuthorities(w, places)
  const county = await loadCounty(w, places, {
    bureau: officers.bureau!.actor,
    town: officers.subdistrict!.actor,
  })
  // one estate is told in full: its closure stands before somebody in it is looked after
  const estateId = county.estates[0]!.id
  const gate = await addGate(t.ctx(w.town), { estateId, name: '北门' })
  await aUnit(t, estateId, '1-1-101')
  await beginClosure(t.ctx(officers.headquarters!.actor), {
    estateId,
    ...paper,
    number: '防控〔2026〕1号',
    startsAt: '2026-03-01T00:00:00+08:00',
    endsAt: '2026-03-15T00:00:00+08:00',
    reason: '疫情防控',
    purposeZh: '登记出入人员',
    entranceGateId: gate.id,
  })
  await loadResponse({ ...w, r: random('anju:response') }, county, {
    neighbourhood: officers.neighbourhood!,
    grid: officers.grid!,
    bureau: officers.bureau!,
    headquarters: officers.headquarters!,
    police: officers.police!,
  })
  const at = { regionId: places.district }
  const head = t.ctx(officers.headquarters!.actor)
  expect(await listMembers(head, { ...at, limit: 1 })).toMatchObject({ all: 300, assigned: 300 })
  expect(await listVehicles(head, { ...at, limit: 1 })).toMatchObject({ all: 70 })
  const duty = await regionDuty(head, at)
  expect(duty.figures).toMatchObject({ estates: 165, subject: 34, brigadeNeeded: 131, brigadeThere: 131 })
  const town = await regionDuty(head, { regionId: places.subdistrict })
  expect(town.holders.map(h => h.kind)).toEqual(['main'])
  expect(town.children.map(c => [c.kind, c.lacking])).toEqual(Array(5).fill(['neighbourhood', []]))
  const groups = (await listGroupings(head, at)).items
  expect(groups.map(g => [g.needed === g.assigned, g.open])).toEqual(Array(5).fill([true, null]))
  expect(groups.reduce((n, g) => n + g.needed, 0)).toBe(131)
  const survey = await getSurvey(head, at)
  expect(survey.faults).toEqual([])
  expect(survey.sums).toMatchObject({
    estates: 165,
    buildings: 266,
    company: 118,
    abandoned: 33,
    selfManaged: 14,
    subject: 34,
  })
})
