/**
 * Charges, payments, receipts, corrections. Rows are only added; the receipt's number is taken last in the transaction,
 * so that numbers have no gap and nobody waits for another's work.
 */
import { dayEnd, dayStart, localDate } from '../../core/clock.ts'
import type { InputOf } from '../../core/contract.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { ledgerApi, ledgerFail } from './contract.ts'
import { ownedBy } from './own.ts'
import { presentCharge, presentReceipt, refundAllowed, reverseAllowed } from './present.ts'
import { openOf, shares } from './rules.ts'
import * as store from './store.ts'

const nameOf = (ctx: Ctx) => ('name' in ctx.actor ? ctx.actor.name : '')
const yuan = (fen: number) => (fen / 100).toFixed(2)
const ANY = { state: 'all', offset: 0, limit: 500 } as const

export interface NewCharge {
  estateId: string
  source: 'order' | 'stay' | 'permit' | 'damage'
  sourceId: string
  unitId: string | null
  accountId: string | null
  personId: string | null
  title: string
  unitPrice: number | null
  unit: string | null
  quantity: number
  amount: number
  /** Whose work it charges. */
  by: string
  /** C-15: it comes in for the use of common ground and belongs to the owners. */
  publicIncome?: boolean
}

/** Makes a charge once per source; again it does nothing. @returns the new charge's id, or nothing when it was there */
export function makeCharge(outer: Ctx, c: NewCharge): Promise<string | undefined> {
  return within(outer, async ctx => {
    const id = newId<'ledger_charge'>(ctx.now.epochMilliseconds)
    const made = await store.insertCharge(ctx.db, {
      estate_id: c.estateId,
      id,
      source: c.source,
      source_id: c.sourceId,
      unit_id: c.unitId,
      account_id: c.accountId,
      person_id: c.personId,
      title: c.title,
      unit_price: c.unitPrice,
      unit: c.unit,
      quantity: c.quantity,
      amount: c.amount,
      made_by: c.by,
      made_at: ctx.now,
      public_income: c.publicIncome ?? false,
    })
    if (!made) return undefined
    await ctx.audit(
      {
        action: 'ledger.charge',
        subject: 'ledger_charge',
        subjectId: id,
        after: { source: c.source, sourceId: c.sourceId, amount: c.amount },
      },
      c.estateId,
    )
    await ctx.signal({ topic: 'ledger', ref: id, estateId: c.estateId })
    return id
  })
}

export const listCharges = query(
  'ledger.charges',
  ledgerApi['GET /api/estates/:estateId/ledger/charges'],
  async (ctx, input) => {
    const { rows, total, open } = await store.charges(ctx.db, input.estateId, input)
    return { items: rows.map(presentCharge), total, open }
  },
)

export const myCharges = query(
  'ledger.my_charges',
  ledgerApi['GET /api/estates/:estateId/my/charges'],
  async (ctx, input) => {
    const own = await ownedBy(ctx, input.estateId)
    const { rows, open } = await store.charges(ctx.db, input.estateId, { ...ANY, own })
    // a reversed charge and its correction are the house's bookkeeping; nothing is asked for either
    const items = rows.filter(c => c.reverses === null && !c.reversed).map(presentCharge)
    // S3-107: what is still to be paid comes before what is done
    return { items: items.toSorted((a, b) => Number(a.state === 'paid') - Number(b.state === 'paid')), open }
  },
)

async function chargeById(ctx: Ctx, estateId: string, id: string): Promise<store.ChargeRow> {
  const [row] = (await store.charges(ctx.db, estateId, { ...ANY, id })).rows
  if (row === undefined) throw fail('core.not_found')
  return row
}

/** @throws ledger.refund_first for a paid charge, ledger.reversed for the second time */
export const reverseCharge = verb(
  'ledger.reverse',
  ledgerApi['POST /api/estates/:estateId/ledger/charges/:chargeId/reverse'],
  async (ctx, input) => {
    const { estateId, chargeId, reason } = input
    if ((await store.lockCharges(ctx.db, estateId, [chargeId])) === 0) throw fail('core.not_found')
    const before = await chargeById(ctx, estateId, chargeId)
    const refusal = reverseAllowed(before)
    if (refusal !== true) throw new AppError(refusal)
    const id = newId<'ledger_charge'>(ctx.now.epochMilliseconds)
    await store.insertCharge(ctx.db, {
      estate_id: estateId,
      id,
      source: 'reversal',
      source_id: chargeId,
      unit_id: before.unit_id,
      account_id: before.account_id,
      person_id: before.person_id,
      title: before.title,
      unit_price: before.unit_price,
      unit: before.unit,
      quantity: before.quantity,
      amount: -before.amount,
      reverses: chargeId,
      reason,
      made_by: nameOf(ctx),
      made_at: ctx.now,
      public_income: before.public_income,
    })
    await ctx.audit(
      {
        action: 'ledger.reverse',
        subject: 'ledger_charge',
        subjectId: chargeId,
        after: { reversal: id, amount: -before.amount },
        reason,
      },
      estateId,
    )
    await ctx.signal({ topic: 'ledger', ref: chargeId, estateId })
    return presentCharge(await chargeById(ctx, estateId, chargeId))
  },
)

async function receiptOf(ctx: Ctx, estateId: string, paymentId: string) {
  const [row] = await store.receipts(ctx.db, estateId, { paymentId, offset: 0, limit: 1 })
  if (row === undefined) throw fail('core.not_found')
  return { row, shown: presentReceipt(row, await store.lines(ctx.db, estateId, [paymentId])) }
}

/** The receipt, its number taken last. */
async function giveReceipt(ctx: Ctx, estateId: string, paymentId: string) {
  await store.insertReceipt(ctx.db, {
    estateId,
    id: newId<'ledger_receipt'>(ctx.now.epochMilliseconds),
    paymentId,
    year: localDate(ctx.now).year,
    by: nameOf(ctx),
    at: ctx.now,
  })
  return (await receiptOf(ctx, estateId, paymentId)).shown
}

type PayInput = InputOf<(typeof ledgerApi)['POST /api/estates/:estateId/ledger/payments']>

/**
 * Takes a payment: all that is open of the charges, or a given part of it, the oldest settled first. For rooms that have
 * judged who may take it, inside their transaction.
 * @throws ledger.paid when nothing is open, ledger.too_much, ledger.tendered when the cash does not reach
 */
export async function settle(ctx: Ctx, input: PayInput) {
  const { estateId, way } = input
  const ids = [...new Set(input.chargeIds)].sort()
  if ((await store.lockCharges(ctx.db, estateId, ids)) < ids.length) throw fail('core.not_found')
  const { rows } = await store.charges(ctx.db, estateId, { ...ANY, state: 'open', ids })
  const open = rows.reduce((sum, c) => sum + openOf(c), 0)
  if (open === 0) throw ledgerFail('ledger.paid')
  const amount = input.amount ?? open
  if (amount > open) throw ledgerFail('ledger.too_much', { params: { open: yuan(open) } })
  if (input.tendered !== undefined && way !== 'cash') throw ledgerFail('ledger.tendered_way')
  if (input.tendered !== undefined && input.tendered < amount) throw ledgerFail('ledger.tendered')
  const id = newId<'ledger_payment'>(ctx.now.epochMilliseconds)
  await store.insertPayment(ctx.db, {
    estate_id: estateId,
    id,
    way,
    amount,
    tendered: input.tendered ?? null,
    reference: input.reference || null,
    made_by: nameOf(ctx),
    made_at: ctx.now,
  })
  const parts = shares(rows, amount)
  await store.insertShares(ctx.db, estateId, id, parts)
  await ctx.audit(
    { action: 'ledger.pay', subject: 'ledger_payment', subjectId: id, after: { way, amount, parts } },
    estateId,
  )
  for (const part of parts) await ctx.signal({ topic: 'ledger', ref: part.chargeId, estateId })
  return giveReceipt(ctx, estateId, id)
}

export const takePayment = verb(
  'ledger.pay',
  ledgerApi['POST /api/estates/:estateId/ledger/payments'],
  settle,
)

/** Pays back: a payment of the opposite sign over the same charges. @throws ledger.refunded for the second time */
export const refundPayment = verb(
  'ledger.refund',
  ledgerApi['POST /api/estates/:estateId/ledger/payments/:paymentId/refund'],
  async (ctx, input) => {
    const { estateId, paymentId, reason, way } = input
    if (!(await store.lockPayment(ctx.db, estateId, paymentId))) throw fail('core.not_found')
    const { row } = await receiptOf(ctx, estateId, paymentId)
    const refusal = refundAllowed(row)
    if (refusal !== true) throw new AppError(refusal)
    const paid = await store.lines(ctx.db, estateId, [paymentId])
    await store.lockCharges(
      ctx.db,
      estateId,
      paid.map(l => l.charge_id),
    )
    const id = newId<'ledger_payment'>(ctx.now.epochMilliseconds)
    await store.insertPayment(ctx.db, {
      estate_id: estateId,
      id,
      way,
      amount: -row.amount,
      refunds: paymentId,
      reason,
      made_by: nameOf(ctx),
      made_at: ctx.now,
    })
    const back = paid.map(l => ({ chargeId: l.charge_id, amount: -l.amount }))
    await store.insertShares(ctx.db, estateId, id, back)
    await ctx.audit(
      {
        action: 'ledger.refund',
        subject: 'ledger_payment',
        subjectId: paymentId,
        after: { refund: id, way, amount: -row.amount },
        reason,
      },
      estateId,
    )
    for (const part of back) await ctx.signal({ topic: 'ledger', ref: part.chargeId, estateId })
    return giveReceipt(ctx, estateId, id)
  },
)

export const listReceipts = query(
  'ledger.receipts',
  ledgerApi['GET /api/estates/:estateId/ledger/receipts'],
  async (ctx, input) => {
    const { from, to, estateId, ...rest } = input
    const rows = await store.receipts(ctx.db, estateId, {
      ...rest,
      from: from ? dayStart(from) : undefined,
      until: to ? dayEnd(to) : undefined,
    })
    const lines = await store.lines(
      ctx.db,
      estateId,
      rows.map(r => r.payment_id),
    )
    const [first] = rows
    return {
      items: rows.map(r => presentReceipt(r, lines)),
      total: first?.total ?? 0,
      sum: first?.sum ?? 0,
    }
  },
)

/** One receipt by its id. @throws core.not_found */
export async function receiptById(ctx: Ctx, estateId: string, id: string) {
  const [row] = await store.receipts(ctx.db, estateId, { id, offset: 0, limit: 1 })
  if (row === undefined) throw fail('core.not_found')
  const lines = await store.lines(ctx.db, estateId, [row.payment_id])
  return { receipt: presentReceipt(row, lines), lines }
}

const presentPrint = (p: store.PrintRow) => ({
  copy: p.copy,
  paper: p.paper,
  madeBy: p.made_by,
  madeAt: p.made_at.toString(),
})

export const getReceipt = query(
  'ledger.receipt',
  ledgerApi['GET /api/estates/:estateId/ledger/receipts/:receiptId'],
  async (ctx, input) => {
    const { receipt } = await receiptById(ctx, input.estateId, input.receiptId)
    const prints = await store.printLog(ctx.db, input.estateId, input.receiptId)
    return { ...receipt, prints: prints.map(presentPrint) }
  },
)

/** The reprint log: who printed which copy, when, on which paper. */
export const recordPrint = verb(
  'ledger.print',
  ledgerApi['POST /api/estates/:estateId/ledger/receipts/:receiptId/prints'],
  async (ctx, input) => {
    const { estateId, receiptId, paper } = input
    if (!(await store.lockReceipt(ctx.db, estateId, receiptId))) throw fail('core.not_found')
    const copy = (await store.printLog(ctx.db, estateId, receiptId)).length + 1
    const row = { copy, paper, made_by: nameOf(ctx), made_at: ctx.now }
    await store.insertPrint(ctx.db, { estate_id: estateId, receipt_id: receiptId, ...row })
    await ctx.audit(
      { action: 'ledger.print', subject: 'ledger_receipt', subjectId: receiptId, after: { copy, paper } },
      estateId,
    )
    return presentPrint(row)
  },
)
