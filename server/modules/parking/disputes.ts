/** The dispute file: the fee is reckoned again from the stay itself, under the tariffs that were in force then. */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { dayStart, type Instant, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { type Dispute, type DisputeLine, disputeEndpoints, disputeFail } from './contract-dispute.ts'
import { type Reckoning, reckon } from './fees.ts'
import { nameOf } from './place.ts'
import { presentFee, presentQuote, presentStay } from './stay-present.ts'
import * as store from './store-dispute.ts'
import { fees, feesOf } from './store-money.ts'
import { type StayRow, stayById } from './store-stay.ts'
import { tariffs } from './store-tariff.ts'
import { yuan } from './tariff-words.ts'

const P = '/api/estates/:estateId/parking' as const

interface Party {
  name: string
  phone: string
  room: string
}

/** The state machine: action → from, to. */
const moves = {
  mediate: { from: ['open', 'mediating'], to: 'mediating' },
  settle: { from: ['mediating'], to: 'settled' },
  close: { from: ['settled'], to: 'closed' },
} as const

const may = (state: store.DisputeRow['state'], act: keyof typeof moves): true | string => {
  if ((moves[act].from as readonly string[]).includes(state)) return true
  return act === 'settle' && state === 'open' ? 'parking.dispute_mediate' : 'parking.dispute_state'
}

/** 王小明 → 王** */
const masked = (name: string) => `${[...name][0] ?? ''}**`

async function partyOf(ctx: Ctx, estateId: string, sealed: Buffer): Promise<Party> {
  const cipher = await ctx.cipher(estateId)
  return JSON.parse(cipher.open('party', sealed)) as Party
}

async function presentLine(
  ctx: Ctx,
  estateId: string,
  d: store.DisputeRow,
): Promise<z.input<typeof DisputeLine>> {
  return {
    id: d.id,
    number: d.number,
    kind: d.kind,
    title: d.title,
    party: masked((await partyOf(ctx, estateId, d.party)).name),
    state: d.state,
    result: d.result,
    mediator: d.mediator,
    dueOn: d.due_on,
    late: d.state !== 'closed' && d.due_on !== null && d.due_on < localDate(ctx.now).toString(),
    madeBy: d.made_by,
    madeAt: d.made_at.toString(),
    closedAt: d.closed_at?.toString() ?? null,
    version: d.version,
  }
}

/**
 * The fee as it was owed. Who has paid has his minutes to leave: a unit that began on the way out is nobody's debt, so the
 * instant counts for which the last payment was reckoned.
 */
async function reckonedFor(ctx: Ctx, estateId: string, stay: StayRow, until: Instant): Promise<Reckoning> {
  const r = await reckon(ctx, estateId, stay, until)
  const last = (await feesOf(ctx.db, estateId, stay.id)).filter(f => f.kind !== 'owed').at(-1)
  if (r.due > 0 || last === undefined || Temporal.Instant.compare(last.until_at, until) >= 0) return r
  return reckon(ctx, estateId, stay, last.until_at)
}

/** The stay's fee as it is reckoned now, and what was really charged of it. */
async function recomputed(ctx: Ctx, estateId: string, stay: StayRow) {
  const until = stay.left_at ?? ctx.now
  const r = await reckonedFor(ctx, estateId, stay, until)
  const rows = await fees(ctx.db, estateId, { stayId: stay.id, offset: 0, limit: 100 })
  const charged = rows.reduce((sum, f) => sum + f.amount, 0)
  const all = await tariffs(ctx.db, estateId, { lotId: stay.lot_id, published: true })
  const from = (stay.entered_at ?? until).epochMilliseconds
  const inOrder = all.toSorted((a, b) => (a.effective_on! < b.effective_on! ? -1 : 1))
  const used = inOrder.filter((t, i) => {
    const next = inOrder[i + 1]
    const ends = next ? dayStart(next.effective_on!).epochMilliseconds : Number.POSITIVE_INFINITY
    return dayStart(t.effective_on!).epochMilliseconds < until.epochMilliseconds && ends > from
  })
  return { r, rows, charged, used }
}

export async function disputeFile(ctx: Ctx, estateId: string, id: string): Promise<z.input<typeof Dispute>> {
  const [d] = await store.disputes(ctx.db, estateId, { id, state: 'all', offset: 0, limit: 1 })
  if (d === undefined) throw fail('core.not_found')
  const cipher = await ctx.cipher(estateId)
  const stay = d.stay_id ? await stayById(ctx.db, estateId, d.stay_id) : undefined
  const again = stay ? await recomputed(ctx, estateId, stay) : undefined
  return {
    ...(await presentLine(ctx, estateId, d)),
    claim: d.claim,
    partyFull: await partyOf(ctx, estateId, d.party),
    otherParty: d.other_party ? await partyOf(ctx, estateId, d.other_party) : null,
    resultText: d.result_text,
    refund: d.refund,
    entries: (await store.entries(ctx.db, estateId, id)).map(e => ({
      id: e.id,
      kind: e.kind,
      text: e.text,
      files: e.files,
      madeBy: e.made_by,
      madeAt: e.made_at.toString(),
    })),
    stay: stay ? presentStay(cipher, stay) : null,
    fees: again ? again.rows.map(f => presentFee(cipher, f)) : [],
    again: again ? presentQuote(again.r, again.r.at.toString()) : null,
    charged: again ? again.charged : null,
    difference: again ? again.r.total - again.charged : null,
    tariffs: again ? again.used.map(t => ({ name: t.name, from: t.effective_on ?? '', basis: t.basis })) : [],
    allowed: {
      add: d.state === 'closed' ? 'parking.dispute_state' : true,
      mediate: may(d.state, 'mediate'),
      settle: may(d.state, 'settle'),
      close: may(d.state, 'close'),
    },
  }
}

export const listDisputes = query(
  'parking.disputes',
  disputeEndpoints[`GET ${P}/disputes`],
  async (ctx, input) => {
    const { estateId, ...f } = input
    const rows = await store.disputes(ctx.db, estateId, f)
    return {
      items: await Promise.all(rows.map(d => presentLine(ctx, estateId, d))),
      total: rows[0]?.total ?? 0,
    }
  },
)

/** Names and numbers of the parties are shown in full here, so the look stands in the audit. */
export const getDispute = query(
  'parking.dispute',
  disputeEndpoints[`GET ${P}/disputes/:disputeId`],
  async (ctx, input) => {
    const file = await disputeFile(ctx, input.estateId, input.disputeId)
    await ctx.audit(
      { action: 'parking.dispute_look', subject: 'parking_dispute', subjectId: input.disputeId },
      input.estateId,
    )
    return file
  },
)

export const addDispute = verb(
  'parking.add_dispute',
  disputeEndpoints[`POST ${P}/disputes`],
  async (ctx, input) => {
    const { estateId, kind, title, claim } = input
    if (kind === 'fee' && !input.stayId) throw disputeFail('parking.dispute_stay')
    if (input.stayId && !(await stayById(ctx.db, estateId, input.stayId))) throw fail('core.not_found')
    const cipher = await ctx.cipher(estateId)
    const id = newId<'parking_dispute'>(ctx.now.epochMilliseconds)
    const { year } = localDate(ctx.now)
    const number = `${year}-${String(await store.nextNumber(ctx.db, estateId, year)).padStart(4, '0')}`
    const seal = (p: Party) => cipher.seal('party', JSON.stringify(p))
    await store.insertDispute(ctx.db, estateId, {
      id,
      number,
      kind,
      stayId: input.stayId ?? null,
      title,
      claim,
      party: seal(input.party),
      otherParty: input.otherParty ? seal(input.otherParty) : null,
      mediator: input.mediator || null,
      dueOn: input.dueOn ?? null,
      by: nameOf(ctx),
      at: ctx.now,
    })
    if (input.files.length > 0)
      await store.insertEntry(ctx.db, estateId, {
        id: newId(ctx.now.epochMilliseconds),
        disputeId: id,
        kind: 'evidence',
        text: claim,
        files: input.files,
        made_by: nameOf(ctx),
        made_at: ctx.now,
      })
    await ctx.audit(
      {
        action: 'parking.dispute',
        subject: 'parking_dispute',
        subjectId: id,
        after: { kind, number, stayId: input.stayId ?? null },
        sensitive: { party: input.party.name, phone: input.party.phone },
      },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: id })
    const [made] = await store.disputes(ctx.db, estateId, { id, state: 'all', offset: 0, limit: 1 })
    return presentLine(ctx, estateId, made!)
  },
)

interface NewEntry {
  kind: store.EntryRow['kind']
  text: string
  files?: string[]
}

async function note(ctx: Ctx, estateId: string, disputeId: string, e: NewEntry): Promise<void> {
  await store.insertEntry(ctx.db, estateId, {
    id: newId(ctx.now.epochMilliseconds),
    disputeId,
    kind: e.kind,
    text: e.text,
    files: e.files ?? [],
    made_by: nameOf(ctx),
    made_at: ctx.now,
  })
  await ctx.audit(
    {
      action: `parking.dispute_${e.kind}`,
      subject: 'parking_dispute',
      subjectId: disputeId,
      after: { files: e.files ?? [] },
      reason: e.text.slice(0, 300),
    },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'parking', ref: disputeId })
}

export const addEntry = verb(
  'parking.dispute_entry',
  disputeEndpoints[`POST ${P}/disputes/:disputeId/entries`],
  async (ctx, input) => {
    const { estateId, disputeId } = input
    const file = await disputeFile(ctx, estateId, disputeId)
    if (file.state === 'closed') throw disputeFail('parking.dispute_state')
    if (input.kind === 'mediation') {
      const done = await store.moveDispute(ctx.db, estateId, { id: disputeId, ...moves.mediate })
      if (!done) throw disputeFail('parking.dispute_state')
    }
    await note(ctx, estateId, disputeId, input)
    return disputeFile(ctx, estateId, disputeId)
  },
)

/** @throws parking.dispute_mediate before any mediation, parking.dispute_refund */
export const settleDispute = verb(
  'parking.dispute_settle',
  disputeEndpoints[`POST ${P}/disputes/:disputeId/settle`],
  async (ctx, input) => {
    const { estateId, disputeId, result, text, refund } = input
    const file = await disputeFile(ctx, estateId, disputeId)
    const refusal = may(file.state, 'settle')
    if (refusal !== true)
      throw disputeFail(refusal === 'parking.dispute_mediate' ? refusal : 'parking.dispute_state')
    const paid = file.fees.reduce((sum, f) => sum + (f.kind === 'paid' ? f.amount : 0), 0)
    if (file.kind === 'fee' && result === 'corrected' && (!refund || refund > paid))
      throw disputeFail('parking.dispute_refund', { params: { paid: yuan(paid) } })
    const done = await store.moveDispute(ctx.db, estateId, {
      id: disputeId,
      ...moves.settle,
      version: input.version,
      result,
      text,
      refund: refund ?? null,
    })
    if (!done) throw fail('core.stale')
    await note(ctx, estateId, disputeId, { kind: 'result', text })
    return disputeFile(ctx, estateId, disputeId)
  },
)

export const closeDispute = verb(
  'parking.dispute_close',
  disputeEndpoints[`POST ${P}/disputes/:disputeId/close`],
  async (ctx, input) => {
    const { estateId, disputeId, text, version } = input
    await disputeFile(ctx, estateId, disputeId)
    const done = await store.moveDispute(ctx.db, estateId, {
      id: disputeId,
      ...moves.close,
      version,
      by: nameOf(ctx),
      at: ctx.now,
    })
    if (!done) throw disputeFail('parking.dispute_state')
    await note(ctx, estateId, disputeId, { kind: 'closure', text })
    return disputeFile(ctx, estateId, disputeId)
  },
)
