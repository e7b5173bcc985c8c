/** What a stay owes at an instant, and the acts that settle it: charge and payment, or let off with a reason. */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { dayStart, type Instant } from '../../core/clock.ts'
import type { InputOf } from '../../core/contract.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { endRightsOf, setRight } from '../lane/rights.ts'
import type { ledgerApi } from '../ledger/contract.ts'
import { makeCharge, settle } from '../ledger/service.ts'
import type { Cost } from './contract-tariff.ts'
import { idOf, maskPlate, nameOf } from './place.ts'
import { coveredKinds } from './stay-rules.ts'
import { type FeeRow, feePaid, feesOf, insertFee } from './store-money.ts'
import { permitTime } from './store-permit.ts'
import { priorDays, type StayRow, setFee } from './store-stay.ts'
import { tariffs } from './store-tariff.ts'
import { coveredUntil, feeOf, type StayInput, type TariffVersion, versionAt } from './tariff.ts'
import { costOf } from './tariff-words.ts'

const ms = (at: Instant) => at.epochMilliseconds
const instant = (at: number) => Temporal.Instant.fromEpochMilliseconds(at)

/** The published tariffs of a lot in the order in which they take effect. */
export async function versionsOf(ctx: Ctx, estateId: string, lotId: string): Promise<TariffVersion[]> {
  const rows = await tariffs(ctx.db, estateId, { lotId, published: true })
  return rows
    .flatMap(t => (t.effective_on === null ? [] : [{ ...t, from: dayStart(t.effective_on) }]))
    .map(({ from, name, body }) => ({ from: from.epochMilliseconds, name, body }))
    .toSorted((a, b) => a.from - b.from)
}

export interface Reckoning {
  /** fen for the whole stay until `at`, before what was paid or let off */
  total: number
  paid: number
  waived: number
  /** still to be paid now; 0 within the minutes of grace after a payment */
  due: number
  /** epoch ms until which it may leave with what is paid and let off; at least the instant itself */
  freeUntil: number
  cost: z.input<typeof Cost>
  byDay: Record<string, number>
  graceMinutes: number
  /** the instant it is reckoned for */
  at: Instant
}

/** From when on a stay under a permit is charged: never while the permit lasts; from its end on after that. */
async function chargedFrom(ctx: Ctx, estateId: string, stay: StayRow): Promise<number | undefined> {
  const entered = ms(stay.entered_at ?? stay.left_at ?? ctx.now)
  if (stay.right_kind === 'special') return undefined
  if (stay.permit_id === null) return coveredKinds.includes(stay.right_kind) ? undefined : entered
  const permit = await permitTime(ctx.db, estateId, stay.permit_id)
  if (permit === undefined) return entered
  return permit.until === null ? undefined : Math.max(entered, ms(permit.until))
}

const nothing = (reason: string): z.input<typeof Cost> => ({ total: 0, lines: [], why: reason })

async function costUntil(ctx: Ctx, estateId: string, stay: StayRow, at: number) {
  const versions = await versionsOf(ctx, estateId, stay.lot_id)
  const from = await chargedFrom(ctx, estateId, stay)
  const body = (versionAt(versions, at) ?? versions[0])?.body
  const zh = ctx.lang === 'zh'
  const graceMinutes = body?.graceMinutes ?? 0
  if (from === undefined || (stay.permit_id !== null && from >= at))
    return {
      total: 0,
      byDay: {},
      graceMinutes,
      cost: nothing(zh ? '许可有效，不收费' : 'Free while the permit lasts'),
      free: (_paid: number) => at + 31 * 86_400_000,
    }
  if (stay.flags.includes('no_entry') && body) {
    const why = zh
      ? `无入场记录，按规定收 ${(body.noEntry / 100).toFixed(2)} 元`
      : `No entry on record: ${(body.noEntry / 100).toFixed(2)} yuan by rule`
    const line = { kind: 'no_entry', from: null, until: null, amount: body.noEntry, text: why }
    return {
      total: body.noEntry,
      byDay: {},
      graceMinutes,
      cost: { total: body.noEntry, lines: [line], why },
      free: (_paid: number) => at,
    }
  }
  const prior = stay.plate_blind
    ? await priorDays(ctx.db, estateId, {
        blind: stay.plate_blind,
        lotId: stay.lot_id,
        not: stay.id,
        from: instant(from - 86_400_000),
        until: instant(at),
      })
    : {}
  const input: StayInput = {
    from,
    to: at,
    big: stay.class === 'big',
    nev: stay.nev,
    disabled: stay.disabled,
    couponMinutes: stay.coupon_minutes,
    couponAmount: stay.coupon_amount,
    prior,
  }
  const fee = feeOf(versions, input)
  return {
    total: fee.total,
    byDay: fee.byDay,
    graceMinutes,
    cost: costOf(fee, from, at, ctx.lang),
    free: (paid: number) => coveredUntil(versions, input, paid),
  }
}

/** Reckons a stay until an instant: the same function serves booth, phone, exit, dispute and print. */
export async function reckon(ctx: Ctx, estateId: string, stay: StayRow, until: Instant): Promise<Reckoning> {
  const at = stay.left_at ? Math.min(ms(until), ms(stay.left_at)) : ms(until)
  const c = await costUntil(ctx, estateId, stay, at)
  const fees = await feesOf(ctx.db, estateId, stay.id)
  const settled = fees.filter(f => f.kind !== 'owed')
  const paid = settled.filter(f => f.kind === 'paid').reduce((sum, f) => sum + f.amount, 0)
  const waived = settled.filter(f => f.kind === 'waived').reduce((sum, f) => sum + f.amount, 0)
  const last = settled.at(-1)
  const grace = last ? ms(last.made_at) + c.graceMinutes * 60_000 : 0
  const due = at <= grace ? 0 : Math.max(0, c.total - paid - waived)
  return {
    total: c.total,
    paid,
    waived,
    due,
    freeUntil: due > 0 ? at : Math.max(grace, c.free(paid + waived)),
    cost: c.cost,
    byDay: c.byDay,
    graceMinutes: c.graceMinutes,
    at: instant(at),
  }
}

/** The right to leave: until the instant at which something more is owed, that instant included. */
export async function letOut(ctx: Ctx, estateId: string, stay: StayRow, until: number): Promise<void> {
  if (stay.plate_sealed === null || stay.state !== 'inside') return
  const cipher = await ctx.cipher(estateId)
  const last = Math.max(until, ms(ctx.now))
  await setRight(ctx, {
    estateId,
    kind: 'exit',
    plate: cipher.open('plate', stay.plate_sealed),
    direction: 'out',
    from: stay.entered_at && ms(stay.entered_at) < last ? stay.entered_at : ctx.now,
    until: instant(last + 1),
    source: 'stay',
    sourceId: stay.id,
  })
}

/** The right to leave ends with the stay. */
export const shutOut = (ctx: Ctx, estateId: string, stayId: string): Promise<number> =>
  endRightsOf(ctx, estateId, 'stay', stayId)

async function titleOf(ctx: Ctx, estateId: string, stay: StayRow): Promise<string> {
  const word = ctx.lang === 'zh' ? '停车费' : 'Parking'
  if (stay.plate_sealed === null) return `${word} ${stay.lot}`
  const cipher = await ctx.cipher(estateId)
  return `${word} ${stay.lot} ${maskPlate(cipher.open('plate', stay.plate_sealed))}`
}

type Way = InputOf<(typeof ledgerApi)['POST /api/estates/:estateId/ledger/payments']>['way']

export interface Settling {
  kind: FeeRow['kind']
  reason?: string | undefined
  pictureId?: string | undefined
  shiftId?: string | undefined
  /** whose money it is, where that is known */
  owner?: { unitId: string | null; accountId: string | null; personId: string | null }
  pay?: { way: Way; tendered?: number | undefined; reference?: string | undefined }
}

/** Writes what is due now as paid, owed or let off; paid and owed are charges of the ledger, public income where the ground is common. */
export async function settleFee(ctx: Ctx, estateId: string, stay: StayRow, r: Reckoning, how: Settling) {
  const id = newId<'parking_fee'>(ctx.now.epochMilliseconds)
  let receipt: Awaited<ReturnType<typeof settle>> | undefined
  if (how.kind !== 'waived') {
    const chargeId = await makeCharge(ctx, {
      estateId,
      source: 'stay',
      sourceId: id,
      unitId: how.owner?.unitId ?? null,
      accountId: how.owner?.accountId ?? null,
      personId: how.owner?.personId ?? null,
      title: await titleOf(ctx, estateId, stay),
      unitPrice: null,
      unit: ctx.lang === 'zh' ? '次' : 'stay',
      quantity: 100,
      amount: r.due,
      by: nameOf(ctx),
      publicIncome: stay.ground === 'common',
    })
    if (chargeId && how.pay) receipt = await settle(ctx, { estateId, chargeIds: [chargeId], ...how.pay })
  }
  await insertFee(ctx.db, estateId, {
    id,
    stay_id: stay.id,
    kind: how.kind,
    until_at: r.at,
    total: r.total,
    before: r.paid + r.waived,
    amount: r.due,
    lines: r.cost.lines,
    way: how.pay?.way ?? null,
    shift_id: how.shiftId ?? null,
    payment_id: receipt?.paymentId ?? null,
    reason: how.reason ?? null,
    picture_id: how.pictureId ?? null,
    made_by: idOf(ctx),
    made_name: nameOf(ctx),
    made_at: ctx.now,
  })
  await setFee(ctx.db, estateId, stay.id, {
    fee: r.total,
    byDay: r.byDay,
    waived: stay.waived + (how.kind === 'waived' ? r.due : 0),
  })
  await ctx.audit(
    {
      action: `parking.fee_${how.kind}`,
      subject: 'parking_stay',
      subjectId: stay.id,
      after: { fee: id, total: r.total, due: r.due, way: how.pay?.way ?? null },
      ...(how.reason ? { reason: how.reason } : {}),
    },
    estateId,
  )
  return { feeId: id, receipt }
}

/** Takes what a stay that has left still owes. @returns the receipts */
export async function payOwed(
  ctx: Ctx,
  estateId: string,
  owed: readonly FeeRow[],
  chargeIds: readonly string[],
  pay: NonNullable<Settling['pay']>,
  shiftId: string | null,
) {
  const receipt = await settle(ctx, { estateId, chargeIds: [...chargeIds], ...pay })
  for (const f of owed)
    await feePaid(ctx.db, estateId, f.id, { way: pay.way, shiftId, paymentId: receipt.paymentId })
  return receipt
}
