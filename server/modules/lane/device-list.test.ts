/** Cameras' own white lists that go record by record, and makers that have none for us. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeDevices, digestDevice } from '../../../test/digest-device.ts'
import { hour } from '../../../test/gate-factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { aDevice, aRight, type Lanes, someLanes } from '../../../test/lane-factories.ts'
import { newId } from '../../core/ids.ts'
import { pushList } from './device-list.ts'
import * as devices from './devices.ts'
import { endRightsOf } from './rights.ts'

const t = await testHouse()
let site: Lanes
beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await someLanes(t, 'hold')
})
afterEach(closeDevices)

const manager = () => t.ctx(actor('manager', 'estate', site.estateId))
const list = async (id: string) => {
  await pushList(manager(), { estateId: site.estateId, id })
  await t.drain()
  return (await devices.oneDevice(manager(), { estateId: site.estateId, id })).list
}

test('[S4-16] Dahua: the list is put in record by record, and the former one taken out by its numbers first', async () => {
  const records = new Map<string, string>()
  let next = 100
  const device = await digestDevice('right', (_, url) => {
    const q = new URL(url, 'http://camera').searchParams
    if (q.get('action') === 'remove') return records.delete(q.get('recno') ?? '') ? 'OK' : 'Error'
    records.set(
      String(++next),
      `${q.get('PlateNumber')} ${q.get('OpenGate')} ${q.get('BeginTime')} ${q.get('CancelTime')}`,
    )
    return `RecNo=${next}`
  })
  const login = { user: 'admin', password: 'right' }
  const camera = await aDevice(t, site.estateId, site.inLane, 'in', 'dahua', { host: device.host, login })
  const sourceId = newId()
  await aRight(t, site.estateId, { plate: '琼A20001', sourceId })
  await aRight(t, site.estateId, {
    plate: '琼A20002',
    kind: 'monthly',
    until: t.clock.now().add({ hours: 48 }),
  })
  await aRight(t, site.estateId, { plate: '琼A66886', kind: 'barred' })
  expect(await list(camera.id)).toMatchObject({ state: 'confirmed', plates: 2 })
  expect([...records.values()].sort()).toEqual([
    '琼A20001 true 2026-03-02 08:00:00 2037-12-31 23:59:59',
    '琼A20002 true 2026-03-02 08:00:00 2026-03-04 09:00:00',
  ])
  await endRightsOf(manager(), site.estateId, 'permit', sourceId)
  expect(await list(camera.id)).toMatchObject({ state: 'confirmed', plates: 1 })
  expect([...records.values()].map(r => r.split(' ')[0])).toEqual(['琼A20002'])
  expect(device.asked[0]).toContain('BeginTime=2026-03-02%2008%3A00%3A00')
})

test('[S4-16] Dahua: a camera that breaks off is shown as failed, and the next list cleans up what it had taken', async () => {
  const records = new Set<string>()
  let left = 1
  const device = await digestDevice('right', (_, url) => {
    const q = new URL(url, 'http://camera').searchParams
    if (q.get('action') === 'remove') return records.delete(q.get('recno') ?? '') ? 'OK' : 'Error'
    if (left-- <= 0) return 'Error\nErrorID=1'
    records.add(String(left + 500))
    return `RecNo=${left + 500}`
  })
  const login = { user: 'admin', password: 'right' }
  const camera = await aDevice(t, site.estateId, site.inLane, 'in', 'dahua', { host: device.host, login })
  for (const plate of ['琼A20001', '琼A20002']) await aRight(t, site.estateId, { plate })
  expect(await list(camera.id)).toMatchObject({ state: 'failed' })
  expect(records.size).toBe(1)
  left = 10
  expect(await list(camera.id)).toMatchObject({ state: 'confirmed', plates: 2 })
  expect(records.size).toBe(2)
})

test('[S4-16] a maker whose list has no known format says so, as does a camera without login', async () => {
  const hik = await aDevice(t, site.estateId, site.inLane, 'in', 'hikvision')
  const dahua = await aDevice(t, site.estateId, site.outLane, 'out', 'dahua', { way: 'none' })
  const { items } = await devices.listDevices(manager(), { estateId: site.estateId })
  const why = (id: string) => items.find(d => d.id === id)?.noList
  expect([why(hik.id), why(dahua.id), why(site.in.id)]).toEqual(['maker', 'login', null])
  const give = (id: string) => pushList(manager(), { estateId: site.estateId, id })
  await expect(give(hik.id)).rejects.toMatchObject({ code: 'lane.no_list' })
  await expect(give(dahua.id)).rejects.toMatchObject({ code: 'lane.no_login' })
})
