/** Money that comes by a payee's code finds its slip by the number in the code; what does not waits for the cashier. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { actor, START, system, testHouse } from '../../../test/harness.ts'
import { aYard, passed, type Yard } from '../../../test/parking.ts'
import { newId } from '../../core/ids.ts'
import { forgetStays } from './forget.ts'
import { changeLot, listLots } from './lots.ts'
import { payeeCode, slipFor, unknownPlaceholders } from './pay-notice-rules.ts'
import * as notices from './pay-notices.ts'
import { openShift } from './shifts.ts'
import * as acts from './stay-acts.ts'
import { slipStay } from './stay-slips.ts'

const t = await testHouse()
const at = (time: string) => t.clock.set(`2026-03-02T${time}+08:00`)
beforeEach(() => t.clock.set(START))

const serviceOf = (estateId: string) => ({
  kind: 'device' as const,
  id: newId(),
  name: '收款接口',
  estateId,
  grants: [{ role: 'integration_payment' as const, scope: 'estate' as const, target: estateId }],
})

/** A car two hours inside: 4 yuan, and its slip of 10:00 that holds until 10:10. */
async function aSlip(plate = '琼A10001', yard?: Yard) {
  at('08:00:00')
  const y = yard ?? (await aYard(t))
  await passed(t, y, plate, 'in')
  at('10:00:00')
  const { stay } = await acts.findStay(t.ctx(y.guard), { estateId: y.estateId, plate })
  const slip = await slipStay(t.ctx(y.guard), { estateId: y.estateId, stayId: stay!.id })
  return { y, stayId: stay!.id, slip, service: serviceOf(y.estateId) }
}

const tell = (s: Awaited<ReturnType<typeof aSlip>>, more: object) =>
  t.http(s.service, 'POST', `/api/estates/${s.y.estateId}/parking/payment-notices`, {
    ...{ reference: 'T1', slip: s.slip.number, amount: 400, way: 'wechat', ...more },
  })
const answered = async (s: Awaited<ReturnType<typeof aSlip>>, more: object) => (await tell(s, more)).json()
const dueOf = async (s: Awaited<ReturnType<typeof aSlip>>) =>
  (await acts.getStay(t.ctx(s.y.guard), { estateId: s.y.estateId, stayId: s.stayId })).quote.due

describe('rules', () => {
  test('the code carries number and sum where the text has room for them, and is the same for all where not', () => {
    const slip = { number: '004219', amount: 405 }
    expect(payeeCode('https://pay.example/a?no={slip}&yuan={amount}&fen={fen}&again={slip}', slip)).toBe(
      'https://pay.example/a?no=004219&yuan=4.05&fen=405&again=004219',
    )
    expect(payeeCode('wxp://f2f0abc', slip)).toBe('wxp://f2f0abc')
    expect(unknownPlaceholders('https://pay.example/{slip}/{plate}/{}')).toEqual(['plate', ''])
  })

  test('a payment at the slip’s last instant is in time, one a millisecond later is late', () => {
    const told = (paidAt: number, amount = 400) => ({ number: '1', amount, paidAt })
    const slips = [{ id: 'a', amount: 400, paid: false, until: 1000 }]
    expect(slipFor(told(1000), slips)).toEqual({ slipId: 'a' })
    expect(slipFor(told(1001), slips)).toEqual({ why: 'late' })
    expect(slipFor(told(1000, 401), slips)).toEqual({ why: 'amount' })
    expect(slipFor(told(1000), [])).toEqual({ why: 'unknown' })
    expect(slipFor(told(1000), [{ ...slips[0]!, paid: true }])).toEqual({ why: 'paid' })
    expect(slipFor({ ...told(1000), number: null }, slips)).toEqual({ why: 'no_number' })
  })

  test('a number that came again: the slip that ran at the time of paying is meant', () => {
    const [old, late] = [
      { id: 'old', amount: 400, paid: false, until: 1000 },
      { id: 'late', amount: 400, paid: false, until: 9000 },
    ]
    expect(slipFor({ number: '1', amount: 400, paidAt: 900 }, [late, old])).toEqual({ slipId: 'old' })
    expect(slipFor({ number: '1', amount: 400, paidAt: 1001 }, [late, old])).toEqual({ slipId: 'late' })
  })
})

test('the slip’s code carries number and sum, and the notice of it pays the stay with a receipt', async () => {
  const s = await aSlip()
  const [lot] = (await listLots(t.ctx(s.y.manager), { estateId: s.y.estateId })).items
  const { counts: _c, byUse: _b, landArea: _l, disposal: _d, disposalOn: _o, ...facts } = lot!
  const change = (payeeText: string) =>
    changeLot(t.ctx(s.y.manager), { ...facts, estateId: s.y.estateId, lotId: facts.id, payeeText })
  await expect(change('https://pay.example/anhe?no={number}')).rejects.toMatchObject({
    code: 'core.invalid',
    fields: [{ path: 'payeeText', zh: expect.stringContaining('{number}') }],
  })
  await change('https://pay.example/anhe?no={slip}&yuan={amount}')
  const again = await slipStay(t.ctx(s.y.guard), { estateId: s.y.estateId, stayId: s.stayId })
  expect(again.payee).toBe(`https://pay.example/anhe?no=${again.number}&yuan=4.00`)
  const print = await t.http(
    s.y.guard,
    'GET',
    `/api/prints/parking-slip?estateId=${s.y.estateId}&slipId=${again.id}&format=html`,
  )
  expect(print.body).toContain(again.number)
  at('10:09:00')
  const first = await answered(
    { ...s, slip: again },
    { reference: '4200001', paidAt: '2026-03-02T10:08:00+08:00' },
  )
  expect(first).toMatchObject({ state: 'matched', why: null, receipt: expect.any(String) })
  expect(await dueOf(s)).toBe(0)
  // the service tells until it is answered: one payment, one receipt
  const twice = await answered({ ...s, slip: again }, { reference: '4200001' })
  expect(twice).toEqual(first)
  const paid = await sql<{
    n: number
  }>`SELECT count(*)::int AS n FROM ledger_receipt WHERE estate_id = ${s.y.estateId}`.execute(t.house.db)
  expect(paid.rows[0]?.n).toBe(1)
  const other = await tell({ ...s, slip: again }, { reference: '4200001', amount: 500 })
  expect([other.statusCode, other.json().code]).toEqual([409, 'parking.notice_differs'])
})

test('another sum, no number, a foreign number, after its time, paid at the booth meanwhile: each waits with its reason', async () => {
  const s = await aSlip()
  expect(await answered(s, { reference: 'a', amount: 500 })).toMatchObject({ state: 'open', why: 'amount' })
  expect(await answered(s, { reference: 'b', slip: undefined })).toMatchObject({ why: 'no_number' })
  expect(await answered(s, { reference: 'c', slip: '999' })).toMatchObject({ why: 'unknown' })
  at('10:10:00.001')
  expect(await answered(s, { reference: 'd' })).toMatchObject({ state: 'open', why: 'late' })
  // paid in time, told later: the time of paying counts, and no clock of another house pays in the future
  await openShift(t.ctx(s.y.guard), { estateId: s.y.estateId, booth: '西门', float: 0 })
  at('10:05:00')
  const { stay } = await acts.findStay(t.ctx(s.y.guard), { estateId: s.y.estateId, plate: '琼A10001' })
  await acts.payStay(t.ctx(s.y.guard), {
    estateId: s.y.estateId,
    stayId: stay!.id,
    way: 'cash',
    tendered: 500,
  })
  expect(await answered(s, { reference: 'e' })).toMatchObject({ state: 'open', why: 'changed' })
  const list = await notices.listNotices(t.ctx(s.y.manager), { estateId: s.y.estateId, state: 'open' })
  expect([list.total, list.open]).toEqual([5, 5])
})

test('the cashier matches what ran out by hand, is told when sums differ, and writes where the rest went', async () => {
  const s = await aSlip()
  const cashier = actor('cashier', 'estate', s.y.estateId)
  at('10:12:00')
  const late = await answered(s, { reference: 'late' })
  const wrong = await answered(s, { reference: 'wrong', amount: 500 })
  const ids = { estateId: s.y.estateId, noticeId: late.id }
  const shown = await notices.getNotice(t.ctx(cashier), ids)
  expect(shown.slips.map(x => [x.id, x.state])).toEqual([[s.slip.id, 'over']])
  await expect(
    notices.matchNotice(t.ctx(cashier), { ...ids, noticeId: wrong.id, slipId: s.slip.id }),
  ).rejects.toMatchObject({ code: 'parking.notice_amount', params: { told: '5.00', due: '4.00' } })
  // whoever only writes slips takes no money, and a service does not match by trying
  const standIn = actor('brigade_member', 'estate', s.y.estateId)
  const match = `/api/estates/${s.y.estateId}/parking/payment-notices/${late.id}/match`
  for (const who of [standIn, s.service])
    expect((await t.http(who, 'POST', match, { slipId: s.slip.id })).statusCode).toBe(403)
  const matched = await notices.matchNotice(t.ctx(cashier), { ...ids, slipId: s.slip.id })
  expect(matched).toMatchObject({ state: 'matched', plate: '琼A10001', settledBy: cashier.name })
  expect(matched.receipt).not.toBeNull()
  await expect(notices.matchNotice(t.ctx(cashier), { ...ids, slipId: s.slip.id })).rejects.toMatchObject({
    code: 'parking.notice_settled',
  })
  await expect(
    notices.matchNotice(t.ctx(cashier), { ...ids, noticeId: wrong.id, slipId: s.slip.id }),
  ).rejects.toMatchObject({ code: 'parking.notice_slip_paid' })
  const gone = await notices.dismissNotice(t.ctx(cashier), {
    ...ids,
    noticeId: wrong.id,
    reason: '多付，已原路退回',
  })
  expect(gone).toMatchObject({ state: 'dismissed', settledReason: '多付，已原路退回', receipt: null })
  const left = await notices.listNotices(t.ctx(cashier), { estateId: s.y.estateId })
  expect([left.total, left.open]).toEqual([2, 0])
})

test('two notices of one slip at once make one payment', async () => {
  const s = await aSlip()
  const told = await Promise.all(['x', 'y', 'z'].map(reference => answered(s, { reference })))
  expect(told.map(n => n.state).sort()).toEqual(['matched', 'open', 'open'])
  expect(told.filter(n => n.state === 'open').map(n => n.why)).toEqual(['paid', 'paid'])
})

test('what a payer wrote is forgotten with the plates; number and sum stay', async () => {
  const s = await aSlip()
  const told = await answered(s, { reference: 'n', slip: undefined, note: '王某 停车' })
  const noteNow = async () =>
    (await notices.getNotice(t.ctx(s.y.manager), { estateId: s.y.estateId, noticeId: told.id })).note
  t.clock.advance({ hours: 180 * 24 })
  await forgetStays(t.ctx(system))
  expect(await noteNow()).toBe('王某 停车')
  t.clock.advance({ milliseconds: 1 })
  await forgetStays(t.ctx(system))
  expect(await noteNow()).toBeNull()
})
