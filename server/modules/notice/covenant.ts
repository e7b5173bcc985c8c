/** The guide to correct use (S7-25) and the owners' covenant (S7-26): versions, publication, a receipt per home. */
import { may } from '../../core/access.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { parseRoom, roomText } from '../../core/room.ts'
import { query, verb } from '../../core/verb.ts'
import { actorId } from '../people/accounts.ts'
import { myPersons } from '../people/own.ts'
import { presentTie } from '../people/present.ts'
import { unitIdsByLabel } from '../people/store-homes.ts'
import { ties } from '../people/store-persons.ts'
import { covenantApi, covenantFail } from './contract-covenant.ts'
import * as store from './store-covenant.ts'

const nameOf = (ctx: Ctx) => ('name' in ctx.actor ? ctx.actor.name : '')

/** Whether the caller keeps these texts here. */
function keeps(ctx: Ctx, estateId: string): boolean {
  if (ctx.actor.kind === 'system') return true
  return (
    ctx.actor.kind === 'account' &&
    ctx.actor.grants.some(g => may(g.role, 'rulebook.write') && (g.estateId ?? estateId) === estateId)
  )
}

/** The caller's homes here: those he owns, and with them those he lives in. */
export async function myUnits(
  ctx: Ctx,
  estateId: string,
): Promise<Map<string, { unit: string; owner: boolean }>> {
  const persons = (await myPersons(ctx)).get(estateId) ?? []
  const out = new Map<string, { unit: string; owner: boolean }>()
  if (persons.length === 0) return out
  for (const t of await ties(ctx.db, estateId, 'estate', { personIds: persons }))
    if (presentTie(ctx, t).live)
      out.set(t.unit_id, { unit: t.unit, owner: t.tie === 'owner' || (out.get(t.unit_id)?.owner ?? false) })
  return out
}

/** The newest published one of its kind. */
const currentOf = (rows: readonly store.TextRow[], kind: string) =>
  rows.find(r => r.kind === kind && r.published_at !== null)

/** The covenant that holds now, for who records that an article of it was broken. */
export async function currentCovenant(ctx: Ctx, estateId: string): Promise<string | null> {
  return currentOf(await store.texts(ctx.db, estateId), 'covenant')?.id ?? null
}

async function present(ctx: Ctx, estateId: string, row: store.TextRow, rows: readonly store.TextRow[]) {
  const current = currentOf(rows, row.kind)?.id === row.id
  const units = current ? await myUnits(ctx, estateId) : new Map<string, { unit: string; owner: boolean }>()
  const asked = [...units].filter(([, u]) => row.kind === 'guide' || u.owner).map(([id]) => id)
  const mine =
    asked.length === 0
      ? []
      : (
          await store.receipts(ctx.db, estateId, row.id, {
            show: 'all',
            unitIds: asked,
            offset: 0,
            limit: 100,
          })
        ).rows
  return {
    id: row.id,
    kind: row.kind,
    version: row.version,
    title: row.title,
    body: row.body,
    decision: row.decision,
    madeBy: row.made_name,
    madeAt: row.made_at.toString(),
    publishedAt: row.published_at?.toString() ?? null,
    publishedBy: row.published_name,
    current,
    receipts: current && keeps(ctx, estateId) ? await store.receiptCount(ctx.db, estateId, row.id) : null,
    mine: mine.map(r => ({ unitId: r.unit_id, unit: r.unit, at: r.at?.toString() ?? null })),
  }
}

export const listTexts = query(
  'covenant.texts',
  covenantApi['GET /api/estates/:estateId/owner-texts'],
  async (ctx, input) => {
    const rows = await store.texts(ctx.db, input.estateId)
    const shown = rows.filter(r => keeps(ctx, input.estateId) || currentOf(rows, r.kind)?.id === r.id)
    const items = []
    for (const row of shown) items.push(await present(ctx, input.estateId, row, rows))
    return { items }
  },
)

/** Writes the draft that waits, or the next version. */
export const writeText = verb(
  'covenant.write',
  covenantApi['POST /api/estates/:estateId/owner-texts'],
  async (ctx, input) => {
    const { estateId, kind } = input
    const rows = (await store.texts(ctx.db, estateId, true)).filter(r => r.kind === kind)
    const draft = rows.find(r => r.published_at === null)
    const id = draft?.id ?? newId<'owner_text'>(ctx.now.epochMilliseconds)
    await store.putText(ctx.db, estateId, {
      id,
      kind,
      version: draft?.version ?? (rows[0]?.version ?? 0) + 1,
      title: input.title,
      body: input.body,
      decision: input.decision || null,
      made_by: actorId(ctx),
      made_name: nameOf(ctx),
      made_at: ctx.now,
      published_at: null,
      published_name: null,
    })
    return changed(ctx, estateId, id, 'owner_text.write')
  },
)

async function changed(ctx: Ctx, estateId: string, id: string, action: string) {
  const rows = await store.texts(ctx.db, estateId)
  const row = rows.find(r => r.id === id)
  if (row === undefined) throw fail('core.not_found')
  const { kind, version, title, decision } = row
  await ctx.audit(
    { action, subject: 'owner_text', subjectId: id, after: { kind, version, title, decision } },
    estateId,
  )
  return present(ctx, estateId, row, rows)
}

/** @throws covenant.decision: a covenant holds by the owners' decision only (民法典 278) */
export const publishText = verb(
  'covenant.publish',
  covenantApi['POST /api/estates/:estateId/owner-texts/:textId/publish'],
  async (ctx, input) => {
    const row = (await store.texts(ctx.db, input.estateId, true)).find(r => r.id === input.textId)
    if (row === undefined) throw fail('core.not_found')
    if (row.published_at !== null) throw covenantFail('covenant.published')
    if (row.kind === 'covenant' && !row.decision) throw covenantFail('covenant.decision')
    await store.publishText(ctx.db, input.estateId, row.id, nameOf(ctx), ctx.now)
    return changed(ctx, input.estateId, row.id, 'owner_text.publish')
  },
)

/** The version that holds. @throws covenant.not_current for any other */
async function holding(ctx: Ctx, estateId: string, textId: string): Promise<store.TextRow> {
  const rows = await store.texts(ctx.db, estateId)
  const row = rows.find(r => r.id === textId)
  if (row === undefined) throw fail('core.not_found')
  if (currentOf(rows, row.kind)?.id !== textId) throw covenantFail('covenant.not_current')
  return row
}

function presentReceipt(r: store.ReceiptRow) {
  return {
    unitId: r.unit_id,
    unit: r.unit,
    at: r.at?.toString() ?? null,
    name: r.name,
    channel: r.channel,
    enteredBy: r.on_behalf ? r.entered_name : null,
  }
}

export const listReceipts = query(
  'covenant.receipts',
  covenantApi['GET /api/estates/:estateId/owner-texts/:textId/receipts'],
  async (ctx, input) => {
    if (!(await store.texts(ctx.db, input.estateId)).some(r => r.id === input.textId))
      throw fail('core.not_found')
    const { rows, total } = await store.receipts(ctx.db, input.estateId, input.textId, input)
    return { items: rows.map(presentReceipt), total }
  },
)

async function receive(
  ctx: Ctx,
  estateId: string,
  text: store.TextRow,
  r: { unitId: string; unit: string; name: string; channel: 'app' | 'desk' | 'paper' },
): Promise<void> {
  const made = await store.insertReceipt(ctx.db, estateId, {
    ...r,
    id: newId<'owner_text_receipt'>(ctx.now.epochMilliseconds),
    textId: text.id,
    at: ctx.now,
    by: actorId(ctx),
    byName: nameOf(ctx),
    onBehalf: r.channel !== 'app',
  })
  if (!made) throw covenantFail('covenant.received', { params: { room: r.unit } })
  const { kind, version } = text
  await ctx.audit(
    {
      action: 'owner_text.receipt',
      subject: 'unit',
      subjectId: r.unitId,
      after: { textId: text.id, kind, version, channel: r.channel },
    },
    estateId,
  )
}

/** @throws conduct.room style refusals when no such room is there */
export async function unitOf(
  ctx: Ctx,
  estateId: string,
  room: string,
): Promise<{ id: string; label: string }> {
  const parsed = parseRoom(room)
  const label = parsed.ok ? roomText(parsed.value) : room
  const id = (await unitIdsByLabel(ctx.db, estateId, [label])).get(label)
  if (id === undefined) throw covenantFail('conduct.room', { params: { room } })
  return { id, label }
}

export const enterReceipt = verb(
  'covenant.enter_receipt',
  covenantApi['POST /api/estates/:estateId/owner-texts/:textId/receipts'],
  async (ctx, input) => {
    const { estateId } = input
    const text = await holding(ctx, estateId, input.textId)
    const unit = await unitOf(ctx, estateId, input.room)
    const { name, channel } = input
    await receive(ctx, estateId, text, { unitId: unit.id, unit: unit.label, name, channel })
    const one = { show: 'all' as const, unitIds: [unit.id], offset: 0, limit: 1 }
    const [row] = (await store.receipts(ctx.db, estateId, text.id, one)).rows
    if (row === undefined) throw fail('core.not_found')
    return presentReceipt(row)
  },
)

export const acknowledge = verb(
  'covenant.acknowledge',
  covenantApi['POST /api/estates/:estateId/owner-texts/:textId/acknowledge'],
  async (ctx, input) => {
    const { estateId, unitId } = input
    const mine = (await myUnits(ctx, estateId)).get(unitId)
    if (mine === undefined) throw fail('core.not_found')
    const text = await holding(ctx, estateId, input.textId)
    // the covenant binds the owners; a lessee reads it, the owner signs it
    if (text.kind === 'covenant' && !mine.owner) throw fail('core.forbidden')
    await receive(ctx, estateId, text, { unitId, unit: mine.unit, name: nameOf(ctx), channel: 'app' })
    return { at: ctx.now.toString() }
  },
)
