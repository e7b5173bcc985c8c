/** Money of the booth: shifts with their counted hand-over, days that are closed, the month's income. */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { dayEnd, dayStart, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { boothEndpoints, boothFail, type ParkingDay, type Shift } from './contract-booth.ts'
import { stayEndpoints } from './contract-stay.ts'
import { idOf, nameOf } from './place.ts'
import { presentFee } from './stay-present.ts'
import * as store from './store-money.ts'
import { yuan } from './tariff-words.ts'

const P = '/api/estates/:estateId/parking' as const

export const listFees = query('parking.fees', stayEndpoints[`GET ${P}/fees`], async (ctx, input) => {
  const { estateId, from, to, ...f } = input
  const cipher = await ctx.cipher(estateId)
  const rows = await store.fees(ctx.db, estateId, {
    ...f,
    ...(from ? { from: dayStart(from) } : {}),
    ...(to ? { until: dayEnd(to) } : {}),
  })
  return {
    items: rows.map(r => presentFee(cipher, r)),
    total: rows[0]?.total_rows ?? 0,
    sum: rows[0]?.sum ?? 0,
  }
})

async function present(ctx: Ctx, estateId: string, s: store.ShiftRow): Promise<z.input<typeof Shift>> {
  const totals = s.totals ?? (await store.totals(ctx.db, estateId, { shiftId: s.id }))
  const systemCash = s.system_cash ?? s.float_cash + totals.cash
  return {
    id: s.id,
    booth: s.booth,
    name: s.name,
    mine: s.account_id === idOf(ctx),
    openedAt: s.opened_at.toString(),
    closedAt: s.closed_at?.toString() ?? null,
    float: s.float_cash,
    totals,
    systemCash,
    countedCash: s.counted_cash,
    difference: s.counted_cash === null ? null : s.counted_cash - systemCash,
    reason: s.reason,
    handedTo: s.handed_to,
  }
}

async function shiftOf(ctx: Ctx, estateId: string, id: string): Promise<store.ShiftRow> {
  const [row] = await store.shifts(ctx.db, estateId, { id, offset: 0, limit: 1 })
  if (row === undefined) throw fail('core.not_found')
  return row
}

export const myShift = query('parking.my_shift', boothEndpoints[`GET ${P}/my-shift`], async (ctx, input) => {
  const { estateId } = input
  const [mine] = await store.shifts(ctx.db, estateId, {
    accountId: idOf(ctx),
    open: true,
    offset: 0,
    limit: 1,
  })
  return { shift: mine ? await present(ctx, estateId, mine) : null }
})

export const listShifts = query('parking.shifts', boothEndpoints[`GET ${P}/shifts`], async (ctx, input) => {
  const { estateId, from, to, ...page } = input
  const rows = await store.shifts(ctx.db, estateId, {
    ...page,
    ...(from ? { from: dayStart(from) } : {}),
    ...(to ? { until: dayEnd(to) } : {}),
  })
  return {
    items: await Promise.all(rows.map(s => present(ctx, estateId, s))),
    total: rows[0]?.total ?? 0,
  }
})

export const openShift = verb(
  'parking.open_shift',
  boothEndpoints[`POST ${P}/shifts`],
  async (ctx, input) => {
    const { estateId, booth, float } = input
    const id = newId<'parking_shift'>(ctx.now.epochMilliseconds)
    const made = await store.insertShift(ctx.db, estateId, {
      id,
      booth,
      accountId: idOf(ctx),
      name: nameOf(ctx),
      at: ctx.now,
      float,
    })
    if (!made) throw boothFail('parking.shift_there')
    await ctx.audit(
      { action: 'parking.open_shift', subject: 'parking_shift', subjectId: id, after: { booth, float } },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: id })
    return present(ctx, estateId, await shiftOf(ctx, estateId, id))
  },
)

/** @throws parking.count_reason when the count differs and nothing says why */
export const closeShift = verb(
  'parking.close_shift',
  boothEndpoints[`POST ${P}/shifts/:shiftId/close`],
  async (ctx, input) => {
    const { estateId, shiftId, counted } = input
    const row = await shiftOf(ctx, estateId, shiftId)
    if (row.account_id !== idOf(ctx)) throw boothFail('parking.shift_not_yours')
    if (!(await store.lockShift(ctx.db, estateId, shiftId))) throw boothFail('parking.shift_over')
    const totals = await store.totals(ctx.db, estateId, { shiftId })
    const system = row.float_cash + totals.cash
    const reason = input.reason || null
    if (counted !== system && reason === null)
      throw boothFail('parking.count_reason', { params: { difference: yuan(counted - system) } })
    await store.closeShift(ctx.db, estateId, {
      id: shiftId,
      at: ctx.now,
      system,
      counted,
      totals,
      reason,
      handedTo: input.handedTo || null,
    })
    await ctx.audit(
      {
        action: 'parking.close_shift',
        subject: 'parking_shift',
        subjectId: shiftId,
        after: { system, counted, difference: counted - system, handedTo: input.handedTo ?? null },
        ...(reason ? { reason } : {}),
      },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: shiftId })
    return present(ctx, estateId, await shiftOf(ctx, estateId, shiftId))
  },
)

type Sums = z.input<typeof ParkingDay>['sums']
const received = (t: store.WayTotals) => t.cash + t.pos + t.wechat + t.alipay + t.transfer + t.other

/** The sums of a day: by shift, outside shifts, and what the ledger holds; the difference must be nothing. */
async function sumsOf(ctx: Ctx, estateId: string, day: string): Promise<Sums> {
  const span = { from: dayStart(day), until: dayEnd(day) }
  const shifts = await store.shifts(ctx.db, estateId, { ...span, offset: 0, limit: 200 })
  const lines = await Promise.all(shifts.map(s => present(ctx, estateId, s)))
  const all = await store.totals(ctx.db, estateId, span)
  const elsewhere = received(await store.totals(ctx.db, estateId, { ...span, noShift: true }))
  const ledger = (await store.ledgerSums(ctx.db, estateId, span.from, span.until)).filter(
    l => l.source === 'stay',
  )
  const inLedger = ledger.reduce((sum, l) => sum + l.received, 0)
  return {
    shifts: lines.map(s => ({
      booth: s.booth,
      name: s.name,
      received: received(s.totals),
      cash: s.totals.cash,
      difference: s.difference,
    })),
    elsewhere,
    received: received(all),
    waived: all.waived,
    owed: all.owed,
    ledger: inLedger,
    refunded: ledger.reduce((sum, l) => sum + l.refunded, 0),
    difference: received(all) - inLedger,
  }
}

async function dayShown(
  ctx: Ctx,
  estateId: string,
  day: string,
  closed?: store.DayRow,
): Promise<z.input<typeof ParkingDay>> {
  const sums = await sumsOf(ctx, estateId, day)
  const frozen = closed ? (closed.totals as Sums) : undefined
  return {
    day,
    sums,
    closed:
      closed && frozen
        ? { by: closed.closed_by, at: closed.closed_at.toString(), sums: frozen, note: closed.note }
        : null,
    changed: frozen !== undefined && frozen.received !== sums.received,
  }
}

export const listDays = query('parking.days', boothEndpoints[`GET ${P}/days`], async (ctx, input) => {
  const { estateId, month } = input
  const first = Temporal.PlainDate.from(`${month}-01`)
  const next = first.add({ months: 1 })
  const today = localDate(ctx.now)
  const closed = await store.days(ctx.db, estateId, first.toString(), next.toString())
  const out = []
  for (
    let d = first;
    Temporal.PlainDate.compare(d, next) < 0 && Temporal.PlainDate.compare(d, today) <= 0;
    d = d.add({ days: 1 })
  )
    out.push(
      await dayShown(
        ctx,
        estateId,
        d.toString(),
        closed.find(c => c.day === d.toString()),
      ),
    )
  return { items: out.reverse() }
})

export const closeDay = verb(
  'parking.close_day',
  boothEndpoints[`POST ${P}/days/:day/close`],
  async (ctx, input) => {
    const { estateId, day } = input
    if (Temporal.PlainDate.compare(Temporal.PlainDate.from(day), localDate(ctx.now)) > 0)
      throw boothFail('parking.day_ahead')
    const [open] = await store.shifts(ctx.db, estateId, {
      open: true,
      until: dayEnd(day),
      offset: 0,
      limit: 1,
    })
    if (open) throw boothFail('parking.day_open_shift', { params: { who: open.name } })
    const sums = await sumsOf(ctx, estateId, day)
    const made = await store.insertDay(ctx.db, estateId, {
      day,
      totals: sums,
      note: input.note || null,
      by: nameOf(ctx),
      at: ctx.now,
    })
    if (!made) throw boothFail('parking.day_closed')
    await ctx.audit(
      { action: 'parking.close_day', subject: 'parking_day', subjectId: estateId, after: { day, ...sums } },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: estateId })
    const [closed] = await store.days(
      ctx.db,
      estateId,
      day,
      Temporal.PlainDate.from(day).add({ days: 1 }).toString(),
    )
    return dayShown(ctx, estateId, day, closed)
  },
)

/** S4-10, C-15: a month's parking money, for the report that sets it beside the work done. */
export async function monthIncome(ctx: Ctx, estateId: string, month: string) {
  const from = dayStart(`${month}-01`)
  const until = dayStart(Temporal.PlainDate.from(`${month}-01`).add({ months: 1 }).toString())
  const items = (await store.ledgerSums(ctx.db, estateId, from, until)).map(l => ({
    source: l.source as 'stay' | 'permit',
    publicIncome: l.public_income,
    charged: l.charged,
    received: l.received,
    refunded: l.refunded,
  }))
  const all = await store.totals(ctx.db, estateId, { from, until })
  const net = (list: typeof items) => list.reduce((sum, l) => sum + l.received + l.refunded, 0)
  return {
    month,
    items,
    received: net(items),
    publicIncome: net(items.filter(l => l.publicIncome)),
    cars: all.cars,
    waived: all.waived,
    owed: all.owed,
  }
}

export const income = query('parking.income', boothEndpoints[`GET ${P}/income`], (ctx, input) =>
  monthIncome(ctx, input.estateId, input.month),
)
