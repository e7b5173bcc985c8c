/** Members and vehicles of a brigade, entered, changed and ended on the screen. */
import { beforeEach, expect, test } from 'vitest'
import { START, testHouse } from '../../../test/harness.ts'
import { aTown, type Town } from '../../../test/response-factories.ts'
import { giveVehicle, listMembers, listVehicles } from './brigade.ts'
import {
  addMember,
  addVehicle,
  changeMember,
  changeVehicle,
  endMember,
  endVehicle,
  listBrigades,
} from './brigade-own.ts'

const t = await testHouse()
let w: Town
let brigadeId: string
const boss = () => t.ctx(w.forestry)
beforeEach(async () => {
  t.clock.set(START)
  w = await aTown(t)
  brigadeId = w.brigade
})
const members = async () =>
  (await listMembers(boss(), { regionId: w.regions.district })).items.filter(m => m.brigadeId === brigadeId)
const vehicles = async () =>
  (await listVehicles(boss(), { regionId: w.regions.district })).items.filter(v => v.brigadeId === brigadeId)
/** Plates are one for the whole installation. */
let plates = 0
const aPlate = () => `黑N${String(52_000 + ++plates)}`

test('[S6-12] a member is entered, changed, leaves and comes back under his number; another’s number is refused', async () => {
  const mine = await listBrigades(boss(), { regionId: w.neighbourhood })
  expect(mine.items.map(b => b.id)).toContain(brigadeId)
  const { id } = await addMember(boss(), { brigadeId, number: 'PH-900', name: '刘勇', phone: '13812340000' })
  expect(await members()).toMatchObject([{ number: 'PH-900', name: '刘勇', own: true, phone: '138****0000' }])
  await expect(addMember(boss(), { brigadeId, number: 'PH-900', name: '张三' })).rejects.toMatchObject({
    code: 'response.number_taken',
  })
  await changeMember(boss(), { brigadeId, memberId: id, name: '刘勇', squad: '二中队' })
  // a phone that was left out stays
  expect(await members()).toMatchObject([{ squad: '二中队', phone: '138****0000' }])
  const end = (day: string) => endMember(boss(), { brigadeId, memberId: id, day })
  await expect(end('2026-03-03')).rejects.toMatchObject({ code: 'response.left_later' })
  await end('2026-03-02')
  expect(await members()).toEqual([])
  await expect(end('2026-03-02')).rejects.toMatchObject({ code: 'core.not_found' })
  expect(await addMember(boss(), { brigadeId, number: 'PH-900', name: '刘勇' })).toEqual({ id })
  expect(await members()).toHaveLength(1)
})

test('[S6-13] a vehicle is entered, changed and ended; never while it is in use', async () => {
  const plate = aPlate()
  const { id } = await addVehicle(boss(), { brigadeId, plate, kind: '运兵车', seats: 20 })
  await expect(addVehicle(boss(), { brigadeId, plate, kind: '运兵车' })).rejects.toMatchObject({
    code: 'response.plate_taken',
  })
  await expect(addVehicle(boss(), { brigadeId, plate: 'xyz', kind: '车' })).rejects.toMatchObject({
    code: 'response.plate_odd',
  })
  await changeVehicle(boss(), { brigadeId, vehicleId: id, kind: '水罐车', seats: 4 })
  expect(await vehicles()).toMatchObject([{ plate, kind: '水罐车', seats: 4, own: true }])
  await giveVehicle(t.ctx(w.officer), {
    regionId: w.neighbourhood,
    vehicleId: id,
    estateId: w.abandoned,
    from: '2026-03-02',
  })
  const end = () => endVehicle(boss(), { brigadeId, vehicleId: id, day: '2026-03-02' })
  await expect(end()).rejects.toMatchObject({ code: 'response.vehicle_busy' })
})

test('[S6-12] nobody but who manages the brigade changes it', async () => {
  const { id } = await addMember(boss(), { brigadeId, number: 'PH-901', name: '刘勇' })
  for (const who of [w.officer, w.town])
    await expect(endMember(t.ctx(who), { brigadeId, memberId: id, day: '2026-03-02' })).rejects.toMatchObject(
      { status: 403 },
    )
  const other = await aTown(t)
  await expect(
    endMember(t.ctx(other.forestry), { brigadeId, memberId: id, day: '2026-03-02' }),
  ).rejects.toMatchObject({ code: 'core.not_found' })
  // a member of another brigade is not reached through one's own
  await expect(
    endMember(t.ctx(other.forestry), { brigadeId: other.brigade, memberId: id, day: '2026-03-02' }),
  ).rejects.toMatchObject({ code: 'core.not_found' })
})
