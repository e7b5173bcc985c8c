/** Money of the booth: shifts, days, the month; tariffs published; disputes reckoned again. */
import { expect, test } from 'vitest'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { aTariff, aYard, passed, type Yard } from '../../../test/parking.ts'
import { newId } from '../../core/ids.ts'
import { toPdf } from '../../core/print-pdf.ts'
import { listReceipts, refundPayment } from '../ledger/service.ts'
import * as disputes from './disputes.ts'
import { forgetStays } from './forget.ts'
import { parkingLists } from './lists.ts'
import { parkingPrints } from './prints.ts'
import * as shifts from './shifts.ts'
import * as acts from './stay-acts.ts'
import * as tariffs from './tariffs.ts'

const t = await testHouse()
const code = (c: string) => ({ code: c })
const local = (text: string) => t.clock.set(`2026-${text.length === 5 ? `03-02T${text}` : text}:00+08:00`)

/** One car in, two hours later paid in this way, out. */
async function visit(y: Yard, plate: string, way: 'cash' | 'wechat', hour = 9) {
  local(`${String(hour).padStart(2, '0')}:00`)
  await passed(t, y, plate, 'in')
  local(`${String(hour + 2).padStart(2, '0')}:00`)
  const { stay } = await acts.findStay(t.ctx(y.guard), { estateId: y.estateId, plate })
  const done = await acts.payStay(t.ctx(y.guard), { estateId: y.estateId, stayId: stay!.id, way })
  await passed(t, y, plate, 'out')
  return done
}

test('a shift is handed over with its count: a difference needs its reason, then nothing changes', async () => {
  local('08:00')
  const y = await aYard(t)
  const open = await shifts.openShift(t.ctx(y.guard), {
    estateId: y.estateId,
    booth: '车行门',
    float: 20_000,
  })
  await expect(
    shifts.openShift(t.ctx(y.guard), { estateId: y.estateId, booth: '车行门', float: 0 }),
  ).rejects.toMatchObject(code('parking.shift_there'))
  await visit(y, '琼A10001', 'cash')
  await visit(y, '琼A10002', 'wechat', 12)
  const mine = (await shifts.myShift(t.ctx(y.guard), { estateId: y.estateId })).shift
  expect([mine?.systemCash, mine?.totals.cash, mine?.totals.wechat, mine?.totals.cars]).toEqual([
    20_400, 400, 400, 2,
  ])
  const close = (counted: number, reason?: string) =>
    shifts.closeShift(t.ctx(y.guard), {
      estateId: y.estateId,
      shiftId: open.id,
      counted,
      ...(reason ? { reason } : {}),
      handedTo: '老王',
    })
  await expect(close(20_390)).rejects.toMatchObject(code('parking.count_reason'))
  const other = { ...actor('guard', 'estate', y.estateId), name: '老王' }
  await expect(
    shifts.closeShift(t.ctx(other), { estateId: y.estateId, shiftId: open.id, counted: 20_400 }),
  ).rejects.toMatchObject(code('parking.shift_not_yours'))
  const closed = await close(20_390, '找零少收 0.10 元')
  expect([closed.difference, closed.handedTo]).toEqual([-10, '老王'])
  await expect(close(20_400)).rejects.toMatchObject(code('parking.shift_over'))
})

test('a day is closed when its shifts are, agrees with the ledger, and shows what came after', async () => {
  local('08:00')
  const y = await aYard(t)
  const open = await shifts.openShift(t.ctx(y.guard), { estateId: y.estateId, booth: '车行门', float: 0 })
  await visit(y, '琼A10001', 'cash')
  const day = { estateId: y.estateId, day: '2026-03-02' }
  await expect(shifts.closeDay(t.ctx(y.manager), day)).rejects.toMatchObject(code('parking.day_open_shift'))
  await expect(shifts.closeDay(t.ctx(y.manager), { ...day, day: '2026-03-03' })).rejects.toMatchObject(
    code('parking.day_ahead'),
  )
  await shifts.closeShift(t.ctx(y.guard), { estateId: y.estateId, shiftId: open.id, counted: 400 })
  const closed = await shifts.closeDay(t.ctx(y.manager), day)
  expect([closed.sums.received, closed.sums.ledger, closed.sums.difference, closed.changed]).toEqual([
    400,
    400,
    0,
    false,
  ])
  await expect(shifts.closeDay(t.ctx(y.manager), day)).rejects.toMatchObject(code('parking.day_closed'))
  await visit(y, '琼A10002', 'wechat', 14)
  const [after] = (await shifts.listDays(t.ctx(y.manager), { estateId: y.estateId, month: '2026-03' })).items
  expect([after?.changed, after?.sums.received, after?.closed?.sums.received]).toEqual([true, 800, 400])
  const income = await shifts.income(t.ctx(y.manager), { estateId: y.estateId, month: '2026-03' })
  expect([income.received, income.publicIncome, income.cars]).toEqual([800, 800, 2])
})

test('tariffs: an absurd one is refused with its stay, a published one is fixed and announced in time', async () => {
  local('08:00')
  const y = await aYard(t)
  const manager = () => t.ctx(y.manager)
  const draft = { estateId: y.estateId, lotId: y.lotId, name: '调价方案', basis: '业主大会决定〔2026〕1号' }
  await expect(
    tariffs.addTariff(manager(), {
      ...draft,
      body: {
        ...aTariff,
        cap: { kind: 'none', amount: 0 },
        periods: [{ from: '00:00', price: 10_000, cap: null }],
      },
    }),
  ).rejects.toMatchObject({
    code: 'parking.tariff_fault',
    params: { case: expect.stringMatching(/停 24 小时收 2400\.00 元/) },
  })
  const body = { ...aTariff, periods: [{ from: '00:00', price: 300, cap: null }] }
  const made = await tariffs.addTariff(manager(), { ...draft, body })
  const publish = (effectiveOn: string, version = made.version) =>
    tariffs.publishTariff(manager(), { estateId: y.estateId, tariffId: made.id, effectiveOn, version })
  await expect(publish('2026-03-08')).rejects.toMatchObject(code('parking.tariff_notice'))
  const published = await publish('2026-03-09')
  expect([published.state, published.current]).toEqual(['published', false])
  await expect(
    tariffs.changeTariff(manager(), { ...draft, tariffId: made.id, body, version: published.version }),
  ).rejects.toMatchObject(code('parking.tariff_published'))
  local('03-09T00:00')
  const list = await tariffs.listTariffs(manager(), { estateId: y.estateId, lotId: y.lotId })
  expect(list.items.find(x => x.current)?.id).toBe(made.id)
  await expect(
    tariffs.withdrawTariff(manager(), { estateId: y.estateId, tariffId: made.id, reason: '反悔' }),
  ).rejects.toMatchObject(code('parking.tariff_begun'))
})

test('the simulator: one stay explained, and the last month’s real stays under both tariffs', async () => {
  local('08:00')
  const y = await aYard(t)
  await visit(y, '琼A10001', 'wechat')
  await visit(y, '琼A10002', 'wechat', 12)
  const body = { ...aTariff, periods: [{ from: '00:00', price: 300, cap: null }] }
  const tried = await tariffs.tryTariff(t.ctx(y.manager), {
    estateId: y.estateId,
    lotId: y.lotId,
    body,
    from: '2026-03-02T09:12:00+08:00',
    until: '2026-03-02T11:24:00+08:00',
  })
  expect([tried.faults, tried.tried?.total, tried.current?.total]).toEqual([[], 600, 400])
  expect(tried.table.find(r => r.minutes === 1440)).toEqual({ minutes: 1440, tried: 1000, current: 1000 })
  const replay = await tariffs.replayTariff(t.ctx(y.manager), {
    estateId: y.estateId,
    lotId: y.lotId,
    body,
    days: 30,
  })
  expect([replay.stays, replay.charged, replay.current, replay.tried, replay.dearer]).toEqual([
    2, 800, 800, 1200, 2,
  ])
  expect(replay.most[0]?.plate).toMatch(/^琼A\*\*/)
})

test('[S4-07] a dispute recomputes the fee step by step, is mediated, settled, closed and printed', async () => {
  local('08:00')
  const y = await aYard(t)
  const paid = await visit(y, '琼A10001', 'wechat')
  const manager = () => t.ctx(y.manager)
  const at = { estateId: y.estateId }
  await expect(
    disputes.addDispute(t.ctx(y.guard), {
      ...at,
      kind: 'fee',
      title: '多收',
      claim: '只停了半小时',
      party: { name: '王小明' },
    }),
  ).rejects.toMatchObject(code('parking.dispute_stay'))
  const made = await disputes.addDispute(t.ctx(y.guard), {
    ...at,
    kind: 'fee',
    stayId: paid.stay.id,
    title: '临停多收费',
    claim: '只停了一个半小时，收了两小时',
    party: { name: '王小明', phone: '13812345678' },
    otherParty: { name: '安居停车公司' },
    dueOn: '2026-03-09',
  })
  expect([made.party, made.number]).toEqual(['王**', '2026-0001'])
  const id = { ...at, disputeId: made.id }
  // a dearer tariff that came later changes nothing of what was in force then
  const file = await disputes.getDispute(manager(), id)
  expect([file.again?.total, file.charged, file.difference, file.tariffs.map(x => x.name)]).toEqual([
    400,
    400,
    0,
    ['临时停车标准'],
  ])
  expect(file.again?.cost.lines.map(l => l.text)).toEqual([
    '03-02 09:00–09:30 免费 30 分',
    '03-02 09:30–11:00 每 1 小时 2.00 元 × 2 = 4.00 元',
    '合计 4.00 元',
  ])
  const settle = (version: number, more: object) =>
    disputes.settleDispute(manager(), {
      ...id,
      result: 'corrected',
      text: '离场排队超时，退 2 元',
      version,
      ...more,
    })
  await expect(settle(file.version, { refund: 200 })).rejects.toMatchObject(code('parking.dispute_mediate'))
  local('14:00')
  await disputes.addEntry(manager(), { ...id, kind: 'evidence', text: '入场 09:00、离场 11:00 照片各一' })
  const shown = await disputes.getDispute(manager(), id)
  expect([shown.partyFull.name, shown.otherParty?.name, shown.entries.map(e => e.text)]).toEqual([
    '王小明',
    '安居停车公司',
    ['入场 09:00、离场 11:00 照片各一'],
  ])
  local('14:05')
  const mediated = await disputes.addEntry(manager(), {
    ...id,
    kind: 'mediation',
    text: '双方到场，调看出入场照片',
  })
  await expect(settle(mediated.version, { refund: 900 })).rejects.toMatchObject(
    code('parking.dispute_refund'),
  )
  local('14:10')
  const settled = await settle(mediated.version, { refund: 400 })
  expect([settled.state, settled.result]).toEqual(['settled', 'corrected'])
  const [receipt] = (await listReceipts(manager(), { ...at })).items
  await refundPayment(manager(), {
    ...at,
    paymentId: receipt!.paymentId,
    reason: `纠纷 ${made.number}`,
    way: 'wechat',
  })
  local('14:20')
  const closed = await disputes.closeDispute(manager(), {
    ...id,
    text: '当事人签收',
    version: settled.version,
  })
  expect([closed.state, closed.entries.map(e => e.kind)]).toEqual([
    'closed',
    ['evidence', 'mediation', 'result', 'closure'],
  ])
  const print = parkingPrints.find(p => p.key === 'parking-dispute')!
  const paper = await print.document(manager(), id)
  expect(JSON.stringify(paper.blocks)).toContain('复算与已计费用一致：4.00 元')
  expect((await toPdf(paper)).bytes.length).toBeGreaterThan(1000)
})

test('the board of a gate shows operator, hours, items, price, basis and complaint phone', async () => {
  local('08:00')
  const y = await aYard(t)
  const board = parkingPrints.find(p => p.key === 'parking-board')!
  const text = JSON.stringify(
    (await board.document(t.ctx(y.manager), { estateId: y.estateId, lotId: y.lotId })).blocks,
  )
  for (const part of [
    '安和物业',
    '全天',
    '0898-66668888',
    '每 1 小时 2.00 元',
    '每 24 小时 10.00 元',
    '业主大会决定〔2025〕2号',
    '归全体业主所有',
  ])
    expect(text).toContain(part)
})

test('after the rule’s days a stay keeps its money and no plate; one in dispute keeps it', async () => {
  local('08:00')
  const y = await aYard(t)
  const old = await visit(y, '琼A10001', 'wechat')
  const kept = await visit(y, '琼A10002', 'wechat', 12)
  await disputes.addDispute(t.ctx(y.guard), {
    estateId: y.estateId,
    kind: 'fee',
    stayId: kept.stay.id,
    title: '多收',
    claim: '多收',
    party: { name: '王小明' },
  })
  local('08-30T12:00')
  await forgetStays(t.ctx(system))
  const { items } = await acts.listStays(t.ctx(y.manager), { estateId: y.estateId })
  expect(items.map(s => [s.id === old.stay.id, s.plate, s.paid])).toEqual([
    [false, '琼A10002', 400],
    [true, null, 400],
  ])
})

test('[S4-07] the photos of a stay in dispute outlast the lanes’ own days, and go when it is closed and its days are over', async () => {
  local('08:00')
  const y = await aYard(t)
  const { stay } = await visit(y, '琼A10003', 'wechat')
  const { files, db } = t.house
  const at = { estateId: y.estateId, stayId: stay.id }
  const seen = Buffer.from('what the camera at the entry saw')
  const lanes = await files.put(db, t.clock.now(), y.estateId, seen, 'image/jpeg', 'lane', 'lane.event')
  await t.pool.query('UPDATE parking_stay SET entry_picture = $1 WHERE id = $2', [lanes.id, stay.id])
  const made = await disputes.addDispute(t.ctx(y.guard), {
    ...at,
    kind: 'fee',
    title: '多收',
    claim: '多收',
    party: { name: '王小明' },
  })
  local('03-31T03:40')
  await forgetStays(t.ctx(system))
  await files.remove(db, y.estateId, lanes.id)
  const shown = async () =>
    (await disputes.getDispute(t.ctx(y.manager), { estateId: y.estateId, disputeId: made.id })).stay
      ?.entryPicture
  const own = await shown()
  expect((await files.get(db, y.estateId, own!)).bytes).toEqual(seen)
  // once: the next night makes no further copy
  await forgetStays(t.ctx(system))
  expect(await shown()).toBe(own)
  local('08-30T12:00')
  await forgetStays(t.ctx(system))
  expect(await shown()).toBe(own)
  const id = { estateId: y.estateId, disputeId: made.id }
  const manager = t.ctx(y.manager)
  const { version } = await disputes.addEntry(manager, { ...id, kind: 'mediation', text: '双方到场' })
  const settled = await disputes.settleDispute(manager, {
    ...id,
    result: 'upheld',
    text: '收费无误',
    version,
  })
  await disputes.closeDispute(manager, { ...id, text: '当事人签收', version: settled.version })
  await forgetStays(t.ctx(system))
  expect(await shown()).toBeNull()
  await expect(files.get(db, y.estateId, own!)).rejects.toMatchObject(code('core.not_found'))
})

test('the lists go out as files with what the screen shows', async () => {
  local('08:00')
  const y = await aYard(t)
  await visit(y, '琼A10001', 'wechat')
  for (const list of parkingLists) {
    const cells = []
    for await (const row of list.cells(t.ctx(y.manager), { estateId: y.estateId })) cells.push(row)
    if (list.key === 'parking.stays') expect(cells[0]).toContain('琼A10001')
    if (list.key === 'parking.fees') expect(cells[0]?.join()).toContain('免费 30 分')
  }
})

test('[S4-07] a unit that began in the minutes to leave is nobody’s debt; past them it is charged, and agrees too', async () => {
  const y = await aYard(t)
  const differs = async (plate: string, left: string) => {
    local('08:00')
    await passed(t, y, plate, 'in')
    // thirty minutes free, two units of 2 yuan until 10:30
    local('10:25')
    const { stay } = await acts.findStay(t.ctx(y.guard), { estateId: y.estateId, plate })
    await acts.payStay(t.ctx(y.guard), { estateId: y.estateId, stayId: stay!.id, way: 'wechat' })
    local(left)
    await passed(t, y, plate, 'out')
    const made = await disputes.addDispute(t.ctx(y.guard), {
      ...{ estateId: y.estateId, kind: 'fee', stayId: stay!.id, title: '多收', claim: '多收了' },
      party: { name: '王小明' },
    })
    const file = await disputes.getDispute(t.ctx(y.manager), { estateId: y.estateId, disputeId: made.id })
    return [file.again?.total, file.charged, file.difference]
  }
  // fifteen minutes to leave: until 10:40, that minute with it
  expect(await differs('琼A10001', '10:40')).toEqual([400, 400, 0])
  expect(await differs('琼A10002', '10:41')).toEqual([600, 600, 0])
})

test('receiving money is a right of its own: who stands in at the gate, and a payment service, have one without the other', async () => {
  local('08:00')
  const y = await aYard(t)
  await passed(t, y, '琼A10001', 'in')
  local('10:00')
  const { stay } = await acts.findStay(t.ctx(y.guard), { estateId: y.estateId, plate: '琼A10001' })
  const address = `/api/estates/${y.estateId}/parking`
  const standIn = actor('brigade_member', 'estate', y.estateId)
  const made = await t.http(standIn, 'POST', `${address}/stays/${stay!.id}/slip`, {})
  expect(made.statusCode).toBe(200)
  const slip = made.json()
  const come = { way: 'wechat', reference: '2103' }
  for (const [path, body] of [
    [`stays/${stay!.id}/pay`, { way: 'cash' }],
    [`slips/${slip.id}/paid`, come],
  ] as const)
    expect((await t.http(standIn, 'POST', `${address}/${path}`, body)).statusCode).toBe(403)
  const service = {
    kind: 'device' as const,
    id: newId(),
    name: '收款接口',
    estateId: y.estateId,
    grants: [{ role: 'integration_payment' as const, scope: 'estate' as const, target: y.estateId }],
  }
  expect((await t.http(service, 'GET', `${address}/stays`)).statusCode).toBe(403)
  expect(
    (await t.http(service, 'POST', `${address}/stays/${stay!.id}/pay`, { way: 'wechat' })).statusCode,
  ).toBe(403)
  const waiting = (await t.http(service, 'GET', `${address}/slips`)).json().items
  expect(waiting).toMatchObject([{ id: slip.id, amount: 400, plate: '琼A**001' }])
  const paid = await t.http(service, 'POST', `${address}/slips/${slip.id}/paid`, come)
  expect([paid.statusCode, paid.json().stay.plate, paid.json().stay.quote.due]).toEqual([200, null, 0])
  expect((await t.http(y.guard, 'GET', `${address}/fees`)).json().items).toMatchObject([
    { amount: 400, way: 'wechat' },
  ])
})
