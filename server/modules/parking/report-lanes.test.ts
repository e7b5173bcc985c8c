/** Peak and planner on what cameras saw: every figure below was counted by hand from the list of cars. */
import { beforeAll, describe, expect, test } from 'vitest'
import { anAttempt, aSite, aPerson as aVisitor } from '../../../test/gate-factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { aDevice, aRight, type Device, eventsOf, shoot } from '../../../test/lane-factories.ts'
import { newId } from '../../core/ids.ts'
import { addGate, addLane } from '../gate/service-gate.ts'
import { register } from '../gate/service-register.ts'
import { setLane } from '../lane/devices.ts'
import { worldOf } from '../lane/world.ts'
import { basisOf, staysOf } from './plan-basis.ts'
import { parkingPeak } from './report.ts'
import { carEvents } from './store-plan.ts'

const t = await testHouse()
const at = (text: string) => t.clock.set(`2026-03-${text}+08:00`)
let estateId = ''
let gateId = ''
let entry: Device
let exit: Device
let guardDrives: (plate: string, direction: 'in' | 'out') => Promise<unknown>

beforeAll(async () => {
  at('05T09:00:00')
  const site = await aSite(t)
  estateId = site.estateId
  gateId = (await addGate(t.ctx(system), { estateId, name: '东门', kind: 'vehicle' })).id
  const lane = async (name: string, direction: 'in' | 'out') =>
    (await addLane(t.ctx(system), { estateId, gateId, name, direction, carries: 'vehicle' })).lanes.find(
      l => l.name === name,
    )?.id ?? ''
  const [inLane, outLane] = [await lane('进口', 'in'), await lane('出口', 'out')]
  await setLane(t.ctx(system), {
    estateId,
    laneId: inLane,
    temporary: 'open',
    leaving: 'right',
    passback: 'mark',
    version: 0,
  })
  entry = await aDevice(t, estateId, inLane, 'in')
  exit = await aDevice(t, estateId, outLane, 'out')
  for (const plate of ['琼A11111', '琼B22222']) await aRight(t, estateId, { plate })
  await worldOf(t.house).look()
  const { idNumber: _idOnlyUnderClosure, ...guest } = aVisitor()
  guardDrives = (plate, direction) =>
    register(t.ctx(site.guard), {
      ...anAttempt(site, { clientId: newId(), direction, persons: [guest] }),
      vehicle: { plate, licenceChecked: false, drivingLicenceChecked: false, occupants: 1 },
    })

  // before the camera hung there: a guard with the book
  at('05T18:00:00')
  await guardDrives('琼C00001', 'in')
  at('06T08:00:00')
  await guardDrives('琼C00001', 'out')
  // two days of the camera
  for (const [time, device, plate] of [
    ['09T18:01:00', entry, '琼A11111'],
    ['09T18:04:59.999', entry, '琼B22222'],
    ['09T18:05:00', entry, '琼C5P731'],
    ['10T07:30:00', exit, '琼A11111'],
    ['10T07:31:00', exit, '琼B22222'],
    ['10T18:02:00', entry, '琼A11111'],
  ] as const) {
    at(time)
    await shoot(t, device, { plate })
  }
  // the guard books one more on a day that the camera saw: the camera's day is not counted twice
  at('10T18:20:00')
  await guardDrives('琼C00009', 'in')
  // the line had been cut: the next morning the camera tells of a car of the evening before
  at('11T09:00:00')
  await shoot(t, entry, {
    plate: '琼D6Q842',
    offline: true,
    at: Date.parse('2026-03-10T18:03:00+08:00'),
  })
  // a car that was not let through is no arrival
  at('11T09:01:00')
  await shoot(t, entry, { plate: '_无_' })
  at('11T10:00:00')
})

describe('the lanes as the measure', () => {
  test('[S4-06] the peak of a gate: cars let through, a replay at its own time, a held car not at all', async () => {
    expect((await eventsOf(t, estateId)).filter(e => !e.let_through).map(e => e.outcome)).toEqual(['hold'])
    const peak = await parkingPeak(t.ctx(actor('manager', 'estate', estateId)), { estateId, gateId })
    expect([peak.source, peak.from, peak.to]).toEqual(['lanes', '2026-02-26', '2026-03-11'])
    const seen = (counts: number[]) => counts.flatMap((n, slot) => (n > 0 ? [[slot, n]] : []))
    // in 14 days: 18:00–18:05 four cars (A and B, A again, D told late), 18:05 one; 07:30 two going out
    expect(seen(peak.now.in)).toEqual([
      [216, 0.29],
      [217, 0.07],
    ])
    expect(seen(peak.now.out)).toEqual([[90, 0.14]])
    expect(peak.now.busiest).toMatchObject({ slot: 216, direction: 'in' })
    const evening = await parkingPeak(t.ctx(actor('manager', 'estate', estateId)), {
      estateId,
      gateId,
      from: '2026-03-10',
      to: '2026-03-10',
    })
    // of that one evening: A, and D though it was told on the 11th
    expect(seen(evening.now.in)).toEqual([[216, 2]])
  })

  test('[S4-06] the planner’s arrivals: the camera’s days by the camera, earlier ones by the guard’s book', async () => {
    const events = await carEvents(t.house.db, estateId, { from: null, until: null })
    const local = (s: number) => new Date((s + 8 * 3600) * 1000).toISOString().slice(5, 19)
    expect(events.map(e => `${local(e.at)} ${e.direction}`)).toEqual([
      '03-05T18:00:00 in',
      '03-06T08:00:00 out',
      '03-09T18:01:00 in',
      '03-09T18:04:59 in',
      '03-09T18:05:00 in',
      '03-10T07:30:00 out',
      '03-10T07:31:00 out',
      '03-10T18:02:00 in',
      '03-10T18:03:00 in',
    ])
    expect(new Set(events.map(e => e.car)).size).toBe(5)
    const basis = basisOf(staysOf(events))
    expect([basis.from, basis.until, basis.stays]).toEqual(['2026-03-06', '2026-03-09', 6])
    // the car that came on the 5th stands inside at midnight, and leaves at 8:00; nobody is there on the weekend
    const millis = (list: number[]) => list.map(s => Math.round(s * 1000) / 1000)
    expect(basis.days.map(d => [d.date, d.work, d.inside, millis(d.ins), millis(d.outs)])).toEqual([
      ['2026-03-06', true, 1, [], [28_800]],
      ['2026-03-07', false, 0, [], []],
      ['2026-03-08', false, 0, [], []],
      ['2026-03-09', true, 0, [64_860, 65_099.999, 65_100], []],
    ])
    // a span of one day asks for that day alone, the late one with it
    const one = await carEvents(t.house.db, estateId, { from: '2026-03-10', until: '2026-03-10' })
    expect(one.map(e => local(e.at).slice(6))).toEqual(['07:30:00', '07:31:00', '18:02:00', '18:03:00'])
  })
})
