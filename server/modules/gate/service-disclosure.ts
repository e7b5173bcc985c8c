/**
 * Crime prevention (S3-94): lists of visitors and tenants for an authority that asks lawfully. One enters the request with
 * its paper, another approves it, the list leaves once, and who stands in it can read so (PIPL 13, 18, 34, 35).
 */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { dayStart, type Instant, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { gateApi, gateFail } from './contract.ts'
import { type Disclosure, disclosureFail } from './contract-disclosure.ts'
import { disclosedRows, sheetOf } from './disclosed.ts'
import { actorId, actorName } from './service-gate.ts'
import { localTime, siteOf } from './site.ts'
import * as store from './store-disclosure.ts'

const P = '/api/estates/:estateId/gate/disclosures' as const

interface DisclosureRule {
  /** the bases that compel full values */
  full: string[]
  /** the longest period of one request, in days */
  mostDays: number
  /** how long residents may be left untold where the case asks for it, in days */
  secretDays: number
}

const ruleOf = (ctx: Ctx, estateId: string) =>
  ruleFor<DisclosureRule>(ctx.db, 'gate.disclosure', estateId, localDate(ctx.now).toString())

const open = (d: store.DisclosureRow) =>
  d.state === 'asked' ? (true as const) : ('gate.disclosure_state' as const)

/** What the reader may do with it, each true or the code of why not. */
function allowedOf(ctx: Ctx, d: store.DisclosureRow) {
  const own = d.asked_by === actorId(ctx)
  const decide = own ? ('gate.own_request' as const) : d.paper ? open(d) : ('gate.disclosure_paper' as const)
  const given = d.state === 'approved' ? (true as const) : ('gate.disclosure_state' as const)
  return {
    paper: open(d),
    decide: d.state === 'asked' ? decide : open(d),
    export: d.state === 'asked' ? ('gate.disclosure_wait' as const) : given,
  }
}

function present(ctx: Ctx, d: store.DisclosureRow): z.input<typeof Disclosure> {
  return {
    id: d.id,
    number: d.number,
    authority: d.authority,
    officer: d.officer,
    document: d.document,
    basis: d.basis,
    kinds: d.kinds,
    from: d.from_on,
    until: d.until_on,
    buildings: d.buildings,
    extent: d.extent,
    secretUntil: d.secret_until,
    paper: d.paper,
    state: d.state,
    askedBy: d.asked_name,
    askedAt: d.asked_at.toString(),
    decidedBy: d.decided_name,
    decidedAt: d.decided_at?.toString() ?? null,
    note: d.note,
    exportedBy: d.exported_name,
    exportedAt: d.exported_at?.toString() ?? null,
    rows: d.rows,
    allowed: allowedOf(ctx, d),
  }
}

async function rowOf(ctx: Ctx, estateId: string, id: string): Promise<store.DisclosureRow> {
  const { rows } = await store.disclosures(ctx.db, estateId, { id, offset: 0, limit: 1 })
  if (rows[0] === undefined) throw fail('core.not_found')
  return rows[0]
}

export const listDisclosures = query('gate.disclosures', gateApi[`GET ${P}`], async (ctx, input) => {
  const { rows, total } = await store.disclosures(ctx.db, input.estateId, input)
  const { full, mostDays, secretDays } = await ruleOf(ctx, input.estateId)
  return { items: rows.map(d => present(ctx, d)), total, rule: { full, mostDays, secretDays } }
})

const daysTo = (from: string, until: string) =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until)).days

/** Both days count; the period ends today at the latest. */
function checkAsked(
  rule: DisclosureRule,
  today: string,
  d: { basis: string; extent: string; from: string; until: string; secretUntil?: string | undefined },
): void {
  if (d.extent === 'full' && !rule.full.includes(d.basis)) throw disclosureFail('gate.disclosure_extent')
  const days = daysTo(d.from, d.until) + 1
  if (days < 1 || days > rule.mostDays || d.until > today)
    throw disclosureFail('gate.disclosure_period', { params: { days: rule.mostDays } })
  if (d.secretUntil === undefined) return
  const silent = daysTo(today, d.secretUntil)
  if (silent < 0 || silent > rule.secretDays)
    throw disclosureFail('gate.disclosure_secret', { params: { days: rule.secretDays } })
}

/** @throws gate.disclosure_extent, gate.disclosure_period, gate.disclosure_secret by the rule `gate.disclosure` */
export const askDisclosure = verb('gate.disclosure_ask', gateApi[`POST ${P}`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const today = localTime(site, ctx.now).toPlainDate().toString()
  checkAsked(await ruleOf(ctx, input.estateId), today, input)
  const id = newId<'disclosure'>(ctx.now.epochMilliseconds)
  const row = {
    id,
    number: `DQ${today.replaceAll('-', '')}-${id.slice(-6).toUpperCase()}`,
    authority: input.authority,
    officer: input.officer,
    document: input.document,
    basis: input.basis,
    kinds: [...new Set(input.kinds)],
    from_on: input.from,
    until_on: input.until,
    buildings: input.buildings && input.buildings.length > 0 ? input.buildings : null,
    extent: input.extent,
    secret_until: input.secretUntil ?? null,
  }
  const by = { asked_by: actorId(ctx), asked_name: actorName(ctx), asked_at: ctx.now }
  await store.insertDisclosure(ctx.db, input.estateId, { ...row, ...by })
  await ctx.audit(
    { action: 'gate.disclosure_ask', subject: 'gate_disclosure', subjectId: id, after: row },
    input.estateId,
  )
  return present(ctx, await rowOf(ctx, input.estateId, id))
})

export const addPaper = verb('gate.disclosure_paper', gateApi[`POST ${P}/:id/paper`], async (ctx, input) => {
  if (input.upload === undefined) throw fail('core.media_type', { params: { accepted: 'JPEG, PNG' } })
  const { bytes } = input.upload
  await rowOf(ctx, input.estateId, input.id)
  const file = await ctx.house.files.putPhoto(
    ctx.db,
    ctx.now,
    input.estateId,
    bytes,
    actorId(ctx),
    'gate.disclosure',
  )
  if (!(await store.setPaper(ctx.db, input.estateId, input.id, file.id)))
    throw disclosureFail('gate.disclosure_state')
  await ctx.audit(
    {
      action: 'gate.disclosure_paper',
      subject: 'gate_disclosure',
      subjectId: input.id,
      after: { file: file.id },
    },
    input.estateId,
  )
  return present(ctx, await rowOf(ctx, input.estateId, input.id))
})

/** @throws gate.own_request for the asker, gate.disclosure_paper without the photo, gate.disclosure_state once decided */
export const decideDisclosure = verb(
  'gate.disclosure_decide',
  gateApi[`POST ${P}/:id/decision`],
  async (ctx, input) => {
    const before = await rowOf(ctx, input.estateId, input.id)
    if (before.asked_by === actorId(ctx)) throw gateFail('gate.own_request')
    if (input.approve && before.paper === null) throw disclosureFail('gate.disclosure_paper')
    const state = input.approve ? 'approved' : 'refused'
    const by = { state, by: actorId(ctx), name: actorName(ctx), at: ctx.now, note: input.note } as const
    if (!(await store.decideDisclosure(ctx.db, input.estateId, input.id, by)))
      throw disclosureFail('gate.disclosure_state')
    await ctx.audit(
      {
        action: 'gate.disclosure_decide',
        subject: 'gate_disclosure',
        subjectId: input.id,
        before: { state: before.state },
        after: { state },
        reason: input.note,
      },
      input.estateId,
    )
    return present(ctx, await rowOf(ctx, input.estateId, input.id))
  },
)

/** The instants of the first day's beginning and the last day's end, in the estate's zone. */
function periodOf(d: store.DisclosureRow, zone: string): { from: Instant; until: Instant } {
  const last = Temporal.PlainDate.from(d.until_on).add({ days: 1 })
  return { from: dayStart(d.from_on, zone), until: dayStart(last, zone) }
}

/** Gives the list out, once; each person of the register who stands in it gets a line he can read. */
export const exportDisclosure = verb(
  'gate.disclosure_export',
  gateApi[`POST ${P}/:id/export`],
  async (ctx, input) => {
    const d = await rowOf(ctx, input.estateId, input.id)
    if (d.state === 'asked') throw disclosureFail('gate.disclosure_wait')
    if (d.state !== 'approved') throw disclosureFail('gate.disclosure_state')
    const site = await siteOf(ctx, input.estateId)
    const { full } = await ruleOf(ctx, input.estateId)
    const compelled = full.includes(d.basis)
    const { rows, personIds } = await disclosedRows(ctx, site, d, periodOf(d, site.zone), compelled)
    const done = { name: actorName(ctx), at: ctx.now, rows: rows.length }
    if (!(await store.exportedOnce(ctx.db, input.estateId, d.id, done)))
      throw disclosureFail('gate.disclosure_state')
    const after = { number: d.number, rows: rows.length, extent: d.extent, kinds: d.kinds }
    await ctx.audit(
      { action: 'gate.disclosure_export', subject: 'gate_disclosure', subjectId: d.id, after },
      input.estateId,
    )
    for (const subjectId of personIds)
      await ctx.audit(
        {
          action: 'person.disclose',
          subject: 'person',
          subjectId,
          after: { field: 'listed', number: d.number, ...(d.secret_until ? { from: d.secret_until } : {}) },
          reason: `${d.authority} ${d.document}`,
        },
        input.estateId,
      )
    const xlsx = Buffer.from(await sheetOf(ctx, d, rows)).toString('base64')
    const disclosure = present(ctx, await rowOf(ctx, input.estateId, d.id))
    return { name: `${d.number}.xlsx`, xlsx, rows: rows.length, disclosure }
  },
)
