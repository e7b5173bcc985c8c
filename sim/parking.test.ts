import { expect, test } from 'vitest'
import { addGate } from '../server/modules/gate/service-gate.ts'
import { listStays } from '../server/modules/parking/stay-acts.ts'
import { anEstate, aUnit } from '../test/factories.ts'
import { actor, system, testHouse } from '../test/harness.ts'
import type { MadeHousehold } from './households.ts'
import { loadParking } from './load/parking.ts'
import type { Crew } from './load/staff.ts'
import { random } from './random.ts'

const t = await testHouse()

test('the demo’s cars park through the room’s own verbs', async () => {
  t.clock.set('2026-03-02T20:00:00+08:00')
  const { id: estateId } = await anEstate(t)
  await addGate(t.ctx(system), { estateId, name: '西门', kind: 'vehicle' })
  const households: MadeHousehold[] = []
  for (let i = 0; i < 34; i++) {
    await aUnit(t, estateId, `1-1-${101 + i}`)
    const unit = {
      building: '1',
      section: '1',
      number: String(101 + i),
      floor: 1,
      area: 8000,
      use: 'home',
      occupied: true,
    }
    // of a household only its room and its plates are read
    households.push({ unit, plates: [`琼A${10_000 + i}`] } as unknown as MadeHousehold)
  }
  const hand = (role: 'manager' | 'guard') =>
    ({ actor: actor(role, 'estate', estateId), account: { role } }) as unknown as Crew
  const world = { house: t.house, r: random('test'), now: t.clock.now(), town: system, say: () => {} }
  const crew = { 'ah.jingli': hand('manager'), guard: hand('guard') }
  const cars = await loadParking(world, { estateId, crew, households })
  const { total, items } = await listStays(t.ctx(system), { estateId, limit: 500 })
  expect(cars).toBeGreaterThan(30)
  expect(total).toBeGreaterThan(30)
  expect(items.some(s => s.paid > 0)).toBe(true)
})
