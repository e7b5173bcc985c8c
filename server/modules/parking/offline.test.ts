/** What a guard wrote down without network: it happened then, it opens nothing later, and money is put right after it. */
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { testHouse } from '../../../test/harness.ts'
import { aDevice } from '../../../test/lane-factories.ts'
import { aYard, passed, type Yard } from '../../../test/parking.ts'
import { newId } from '../../core/ids.ts'
import { passByHand } from '../lane/settle.ts'
import { worldOf } from '../lane/world.ts'
import * as acts from './stay-acts.ts'

const t = await testHouse()
const at = (time: string) => t.clock.set(`2026-03-02T${time}:00+08:00`)

async function aBooth(): Promise<Yard> {
  at('09:00')
  const y = await aYard(t)
  await aDevice(t, y.estateId, y.outLane, 'out')
  await worldOf(t.house).look()
  return y
}

const written = (y: Yard, time: string, plate: string, more: { free?: boolean; note?: string } = {}) =>
  passByHand(t.ctx(y.guard, { deviceTime: Temporal.Instant.from(`2026-03-02T${time}:00+08:00`) }), {
    estateId: y.estateId,
    laneId: y.outLane,
    direction: 'out',
    plate,
    reason: '道闸断网，手动抬杆',
    barrier: true,
    ...more,
  })

const stayOf = async (y: Yard, plate: string) => {
  await t.drain()
  const { items } = await acts.listStays(t.ctx(y.manager), { estateId: y.estateId, limit: 20 })
  return items.find(s => s.plate === plate)
}

test('[SX-13] [S4-16] a free passage written without network ends the stay at its own time, lets the fee off with the reason, and moves no barrier', async () => {
  const y = await aBooth()
  await passed(t, y, '琼A10001', 'in')
  at('13:00')
  const done = await written(y, '11:00', '琼A10001', { free: true })
  expect(done.commandId).toBeNull()
  expect(done.event).toMatchObject({ replay: true, manual: true, deviceAt: '2026-03-02T03:00:00Z' })
  const stay = await stayOf(y, '琼A10001')
  // two hours by the guard's clock, half an hour of them free: two units, not the three of when it was sent
  expect(stay).toMatchObject({
    state: 'left',
    leftAt: '2026-03-02T03:00:00Z',
    fee: 400,
    waived: 400,
    owed: 0,
  })
  const { fees } = await acts.getStay(t.ctx(y.manager), { estateId: y.estateId, stayId: stay!.id })
  expect(fees).toMatchObject([{ kind: 'waived', reason: '道闸断网，手动抬杆' }])
})

test('[SX-13] cash on a paper receipt: the stay owes until the cashier enters it', async () => {
  const y = await aBooth()
  await passed(t, y, '琼A10002', 'in')
  at('13:00')
  await written(y, '11:00', '琼A10002', { note: '纸质收据 12，现金 4 元' })
  const stay = await stayOf(y, '琼A10002')
  expect([stay?.owed, stay?.waived]).toEqual([400, 0])
  const paid = await acts.payStay(t.ctx(y.manager), {
    estateId: y.estateId,
    stayId: stay!.id,
    way: 'other',
    reference: '纸质收据 12',
  })
  expect([paid.stay.owed, paid.stay.paid]).toEqual([0, 400])
})

test('[SX-13] the same record sent twice is one passage; two minutes are no delay, a millisecond more is', async () => {
  const y = await aBooth()
  await passed(t, y, '琼A10003', 'in')
  at('11:00')
  const send = () =>
    t.http(
      y.guard,
      'POST',
      `/api/estates/${y.estateId}/lanes/${y.outLane}/pass`,
      { direction: 'out', plate: '琼A10003', reason: '断网', barrier: false },
      { 'x-client-id': key, 'x-device-time': '2026-03-02T10:00:00+08:00' },
    )
  const key = newId()
  const [first, second] = [await send(), await send()]
  expect([first.statusCode, second.json().event.id]).toEqual([200, first.json().event.id])
  const stay = await stayOf(y, '琼A10003')
  expect(stay?.leftAt).toBe('2026-03-02T02:00:00Z')
  const age = async (ms: number) =>
    (
      await passByHand(t.ctx(y.guard, { deviceTime: t.clock.now().subtract({ milliseconds: ms }) }), {
        estateId: y.estateId,
        laneId: y.outLane,
        direction: 'out',
        plate: '琼A10009',
        reason: '断网',
        barrier: false,
      })
    ).event.replay
  expect([await age(120_000), await age(120_001)]).toEqual([false, true])
})
