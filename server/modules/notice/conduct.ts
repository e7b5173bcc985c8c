/** Improper conduct of owners and users (S7-17, W25): dissuaded, recorded, counted, reported, closed. */
import { Temporal } from 'temporal-polyfill'
import { localDate } from '../../core/clock.ts'
import type { FieldCipher } from '../../core/crypto.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { actorId } from '../people/accounts.ts'
import { allowedActs, type ConductTerms, mustReport } from './conduct-rules.ts'
import { conductApi, conductKinds, covenantFail } from './contract-covenant.ts'
import { currentCovenant, myUnits, unitOf } from './covenant.ts'
import { notify } from './notify.ts'
import { zoneOf } from './store.ts'
import * as store from './store-covenant.ts'

const nameOf = (ctx: Ctx) => ('name' in ctx.actor ? ctx.actor.name : '')
/** A ciphertext opens only in its own record and field. */
const place = (id: string, field: string) => `conduct.${field}.${id}`

function termsOf(ctx: Ctx, estateId: string): Promise<ConductTerms> {
  return ruleFor<ConductTerms>(ctx.db, 'conduct.terms', estateId, localDate(ctx.now).toString())
}

/** The same kind at this home within the rule's months before an instant. */
async function repeats(ctx: Ctx, estateId: string, unitId: string, kind: string, at: Temporal.Instant) {
  const { repeatMonths } = await termsOf(ctx, estateId)
  const zone = await zoneOf(ctx.db, estateId)
  const from = at.toZonedDateTimeISO(zone).subtract({ months: repeatMonths }).toInstant()
  return store.earlier(ctx.db, estateId, { unitId, kind, from, until: at })
}

/** @throws conduct.who, conduct.room, conduct.ahead */
export const recordConduct = verb(
  'conduct.record',
  conductApi['POST /api/estates/:estateId/conduct'],
  async (ctx, input) => {
    const { estateId, kind, result } = input
    if (!input.room && !input.who) throw covenantFail('conduct.who')
    const at = input.happenedAt ? Temporal.Instant.from(input.happenedAt) : ctx.now
    if (Temporal.Instant.compare(at, ctx.now) > 0) throw covenantFail('conduct.ahead')
    const unit = input.room ? await unitOf(ctx, estateId, input.room) : null
    const before = unit ? await repeats(ctx, estateId, unit.id, kind, at) : []
    const repeatNo = before.length + 1
    const reportDue = mustReport(await termsOf(ctx, estateId), kind, result, repeatNo)
    const id = newId<'conduct'>(ctx.now.epochMilliseconds)
    const cipher = await ctx.cipher(estateId)
    const sealed = (field: string, text: string | undefined) =>
      text ? cipher.seal(place(id, field), text) : null
    const textId = input.article ? await currentCovenant(ctx, estateId) : null
    const row = { id, kind, unitId: unit?.id ?? null, result, repeatNo, reportDue }
    await store.insertConduct(ctx.db, estateId, {
      ...row,
      who: sealed('who', input.who),
      what: cipher.seal(place(id, 'what'), input.what),
      place: input.place || null,
      happenedAt: at,
      at: ctx.now,
      by: actorId(ctx),
      byName: nameOf(ctx),
      resultNote: sealed('note', input.resultNote),
      article: input.article || null,
      textId,
      photoId: input.photoId ?? null,
    })
    await ctx.audit(
      {
        action: 'conduct.record',
        subject: 'conduct',
        subjectId: id,
        after: { ...row, article: input.article },
      },
      estateId,
    )
    if (reportDue) await tellDue(ctx, estateId, id, unit?.label ?? '', repeatNo)
    return { id, repeatNo, reportDue }
  },
)

/** W25: whoever has the management duty hears at once that something must be reported; what happened stands in the record. */
async function tellDue(ctx: Ctx, estateId: string, id: string, room: string, repeatNo: number) {
  await notify(ctx, {
    estateId,
    duty: 'management',
    kind: 'conduct.due',
    title: {
      zh: `须报告的不当行为${room ? `：${room}` : ''}`,
      en: `Conduct to be reported${room ? `: ${room}` : ''}`,
    },
    body: {
      zh: `第 ${repeatNo} 次。请打开“不当行为”，向业委会或有关部门报告并登记。`,
      en: `Time ${repeatNo}. Open “Improper conduct”, report it to the committee or an authority and record that.`,
    },
    ref: { topic: 'conduct', id },
  })
}

function presentRow(cipher: FieldCipher, c: store.ConductStored) {
  const open = (field: string, value: Buffer | null) =>
    value ? cipher.open(place(c.id, field), value) : null
  return {
    id: c.id,
    kind: conductKinds.find(k => k === c.kind) ?? ('other' as const),
    unit: c.unit,
    unitId: c.unit_id,
    who: open('who', c.who),
    what: open('what', c.what) ?? '',
    place: c.place,
    happenedAt: c.happened_at.toString(),
    recordedAt: c.recorded_at.toString(),
    recordedBy: c.recorded_name,
    result: c.result,
    resultNote: open('note', c.result_note),
    article: c.article,
    covenantVersion: c.covenant_version,
    photoId: c.photo_id,
    repeatNo: c.repeat_no,
    reportDue: c.report_due,
    state: c.state,
    reply: open('reply', c.reply),
    replyBy: c.reply_by,
    closedAt: c.closed_at?.toString() ?? null,
    closedBy: c.closed_name,
    outcome: c.outcome,
  }
}

export const listConduct = query(
  'conduct.list',
  conductApi['GET /api/estates/:estateId/conduct'],
  async (ctx, input) => {
    const { rows, total } = await store.conducts(ctx.db, input.estateId, input)
    const cipher = await ctx.cipher(input.estateId)
    return { items: rows.map(c => presentRow(cipher, c)), total }
  },
)

const one = { show: 'all', offset: 0, limit: 1 } as const

async function conductById(ctx: Ctx, estateId: string, id: string): Promise<store.ConductStored> {
  const [row] = (await store.conducts(ctx.db, estateId, { ...one, id })).rows
  if (row === undefined) throw fail('core.not_found')
  return row
}

async function present(ctx: Ctx, estateId: string, id: string) {
  const row = await conductById(ctx, estateId, id)
  const cipher = await ctx.cipher(estateId)
  const before = row.unit_id ? await repeats(ctx, estateId, row.unit_id, row.kind, row.happened_at) : []
  return {
    ...presentRow(cipher, row),
    reports: (await store.reports(ctx.db, estateId, id)).map(r => ({
      id: r.id,
      toWhom: r.to_whom,
      toName: r.to_name,
      text: cipher.open(place(r.id, 'report'), r.text),
      at: r.at.toString(),
      by: r.by_name,
    })),
    before: before.map(b => ({ id: b.id, happenedAt: b.happened_at.toString(), result: b.result })),
    allowed: allowedActs(row.state, row.report_due),
  }
}

export const getConduct = query(
  'conduct.get',
  conductApi['GET /api/estates/:estateId/conduct/:conductId'],
  (ctx, input) => present(ctx, input.estateId, input.conductId),
)

/** To the owners' committee or an authority, as often as needed until it is closed. */
export const reportConduct = verb(
  'conduct.report',
  conductApi['POST /api/estates/:estateId/conduct/:conductId/report'],
  async (ctx, input) => {
    const { estateId, conductId, toWhom, toName } = input
    const row = await conductById(ctx, estateId, conductId)
    const { report } = allowedActs(row.state, row.report_due)
    if (report !== true) throw covenantFail(report)
    const id = newId<'conduct_report'>(ctx.now.epochMilliseconds)
    const cipher = await ctx.cipher(estateId)
    if (!(await store.setReported(ctx.db, estateId, conductId))) throw covenantFail('conduct.closed')
    await store.insertReport(ctx.db, estateId, conductId, {
      id,
      to_whom: toWhom,
      to_name: toName,
      text: cipher.seal(place(id, 'report'), input.text),
      at: ctx.now,
      by_name: nameOf(ctx),
    })
    await ctx.audit(
      {
        action: 'conduct.report',
        subject: 'conduct',
        subjectId: conductId,
        before: { state: row.state },
        after: { state: 'reported', toWhom, toName },
      },
      estateId,
    )
    return present(ctx, estateId, conductId)
  },
)

export const closeConduct = verb(
  'conduct.close',
  conductApi['POST /api/estates/:estateId/conduct/:conductId/close'],
  async (ctx, input) => {
    const { estateId, conductId, outcome } = input
    const row = await conductById(ctx, estateId, conductId)
    const { close } = allowedActs(row.state, row.report_due)
    if (close !== true) throw covenantFail(close)
    const change = { state: row.state, outcome, name: nameOf(ctx), at: ctx.now }
    if (!(await store.closeConduct(ctx.db, estateId, conductId, change))) throw fail('core.stale')
    await ctx.audit(
      {
        action: 'conduct.close',
        subject: 'conduct',
        subjectId: conductId,
        before: { state: row.state },
        after: { state: 'closed' },
        reason: outcome,
      },
      estateId,
    )
    return present(ctx, estateId, conductId)
  },
)

/** What was recorded of one's own home: without who recorded it, and without other persons' names. */
export const myConduct = query(
  'conduct.mine',
  conductApi['GET /api/estates/:estateId/my/conduct'],
  async (ctx, input) => {
    const unitIds = [...(await myUnits(ctx, input.estateId)).keys()]
    if (unitIds.length === 0) return { items: [] }
    const asked = { show: 'all' as const, unitIds, offset: 0, limit: 100 }
    const { rows } = await store.conducts(ctx.db, input.estateId, asked)
    const cipher = await ctx.cipher(input.estateId)
    return {
      items: rows.map(c => {
        const { who: _who, recordedBy: _by, photoId: _photo, ...shown } = presentRow(cipher, c)
        return shown
      }),
    }
  },
)

export const replyConduct = verb(
  'conduct.reply',
  conductApi['POST /api/estates/:estateId/my/conduct/:conductId/reply'],
  async (ctx, input) => {
    const { estateId, conductId } = input
    const row = await conductById(ctx, estateId, conductId)
    if (row.unit_id === null || !(await myUnits(ctx, estateId)).has(row.unit_id)) throw fail('core.not_found')
    if (row.state === 'closed') throw covenantFail('conduct.closed')
    await keepReply(ctx, input, null)
    return { at: ctx.now.toString() }
  },
)

async function keepReply(
  ctx: Ctx,
  input: { estateId: string; conductId: string; text: string },
  by: string | null,
): Promise<void> {
  const { estateId, conductId } = input
  const cipher = await ctx.cipher(estateId)
  const reply = cipher.seal(place(conductId, 'reply'), input.text)
  await store.replyConduct(ctx.db, estateId, conductId, reply, ctx.now, by)
  await ctx.audit(
    { action: 'conduct.reply', subject: 'conduct', subjectId: conductId, after: { enteredBy: by } },
    estateId,
  )
}

/** SX-12: the home says it at the desk or on paper. @throws conduct.closed, conduct.no_home where no home stands in the record */
export const enterReply = verb(
  'conduct.enter_reply',
  conductApi['POST /api/estates/:estateId/conduct/:conductId/reply'],
  async (ctx, input) => {
    const row = await conductById(ctx, input.estateId, input.conductId)
    if (row.unit_id === null) throw covenantFail('conduct.no_home')
    if (row.state === 'closed') throw covenantFail('conduct.closed')
    await keepReply(ctx, input, 'name' in ctx.actor ? ctx.actor.name : '')
    return present(ctx, input.estateId, input.conductId)
  },
)
