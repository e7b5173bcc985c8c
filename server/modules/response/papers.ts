/** Use cases of the work plan and the instructions: written, sent to every unit, read and confirmed (S6-02, S6-22). */
import { reachRegion } from '../../core/access.ts'
import { instantText, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { able, pathOf, self } from './actor.ts'
import { responseApi } from './contract.ts'
import { InstructionBody, PlanBody } from './contract-paper.ts'
import { responseFail } from './errors.ts'
import { needsBrigade } from './rules.ts'
import { type Unit, unitsFor } from './rules-paper.ts'
import { brigades } from './store-brigade.ts'
import * as store from './store-paper.ts'
import { placeById, placesWithin, regionsBelow } from './store-place.ts'

const head = (p: store.PaperRow) => ({
  id: p.id,
  kind: p.kind,
  series: p.series,
  version: p.version,
  title: p.title,
  state: p.state,
  dueOn: p.due_on,
  madeBy: p.made_name,
  sentBy: p.sent_name,
  sentAt: p.sent_at && instantText(p.sent_at),
  units: p.units,
  read: p.read,
})

const bodyOf = (p: store.PaperRow) =>
  p.kind === 'plan' ? PlanBody.parse(p.body) : InstructionBody.parse(p.body)

const presentUnit = (u: store.UnitRow, dueOn: string | null, today: string) => ({
  kind: u.unit_kind,
  id: u.unit_id,
  name: u.unit_name,
  readBy: u.read_name,
  readAt: u.read_at && instantText(u.read_at),
  reply: u.reply,
  late: u.read_at === null && dueOn !== null && dueOn < today,
})

async function present(ctx: Ctx, p: store.PaperRow) {
  const today = localDate(ctx.now).toString()
  const writes = able(() => reachRegion(ctx.actor, 'response.write', pathOf(ctx, p.region_id)))
  const draft = p.state === 'draft' ? (true as const) : 'response.paper_state'
  const units = await store.unitsOf(ctx.db, p.id)
  return {
    ...head(p),
    body: bodyOf(p),
    reason: p.reason,
    receipts: units.map(u => presentUnit(u, p.due_on, today)),
    revision: p.revision,
    allowed: {
      change: writes ? draft : 'core.forbidden',
      send: writes ? draft : 'core.forbidden',
      next: writes
        ? p.state === 'sent'
          ? (true as const)
          : 'response.paper_open'
        : ('core.forbidden' as const),
    },
  }
}

async function load(ctx: Ctx, regionId: string, id: string): Promise<store.PaperRow> {
  const row = await store.paperById(ctx.db, regionId, id)
  if (row === undefined) throw fail('core.not_found')
  return row
}

const shown = async (ctx: Ctx, regionId: string, id: string) => present(ctx, await load(ctx, regionId, id))

export const listPapers = query(
  'response.papers',
  responseApi['GET /api/regions/:regionId/response/papers'],
  async (ctx, input) => {
    const path = pathOf(ctx, input.regionId)
    // who keeps a brigade reads for it too
    const own = (await brigades(ctx.db)).filter(
      b => b.region_path === path && able(() => reachRegion(ctx.actor, 'brigade.manage', b.region_path)),
    )
    const units: { kind: store.UnitKind; id: string }[] = [
      { kind: 'region', id: input.regionId },
      ...own.map(b => ({ kind: 'organisation' as const, id: b.id })),
    ]
    const may = able(() => reachRegion(ctx.actor, 'response.report', path))
    return {
      items: (await store.papersOf(ctx.db, input.regionId)).map(head),
      received: await receivedBy(ctx, units, () => may),
      writes: able(() => reachRegion(ctx.actor, 'response.write', path)),
    }
  },
)

async function receivedBy(
  ctx: Ctx,
  units: readonly { kind: store.UnitKind; id: string }[],
  may: (unit: store.UnitRow) => boolean,
) {
  const today = localDate(ctx.now).toString()
  return (await store.received(ctx.db, units)).map(r => ({
    ...head(r),
    body: bodyOf(r),
    from: r.region_name,
    unit: presentUnit(r, r.due_on, today),
    allowed: { read: may(r) ? (true as const) : 'core.forbidden' },
  }))
}

export const getPaper = query(
  'response.paper',
  responseApi['GET /api/regions/:regionId/response/papers/:paperId'],
  (ctx, input) => shown(ctx, input.regionId, input.paperId),
)

/** Writes a paper, or the next version of one that was sent. @throws response.paper_open while a draft waits */
export const writePaper = verb(
  'response.write_paper',
  responseApi['POST /api/regions/:regionId/response/papers'],
  async (ctx, input) => {
    const { paper } = input
    const id = newId<'paper'>(ctx.now.epochMilliseconds)
    const all = (await store.papersOf(ctx.db, input.regionId)).filter(
      p => input.series !== undefined && p.series === input.series,
    )
    const before = all.toSorted((a, b) => b.version - a.version)[0]
    if (input.series !== undefined && before === undefined) throw fail('core.not_found')
    if (before?.state === 'draft')
      throw responseFail('response.paper_open', { params: { version: before.version } })
    const by = self(ctx)
    const row = {
      id,
      regionId: input.regionId,
      kind: before?.kind ?? paper.kind,
      series: before?.series ?? id,
      version: (before?.version ?? 0) + 1,
      title: paper.title,
      body: paper.body,
      reason: input.reason ?? null,
      dueOn: paper.dueOn ?? null,
      by: by.id,
      name: by.name,
      at: ctx.now,
    }
    if (row.kind !== paper.kind) throw fail('core.not_found')
    if (!(await store.insertPaper(ctx.db, row))) throw fail('core.stale')
    await ctx.audit({
      action: 'response.write_paper',
      subject: 'response_paper',
      subjectId: id,
      after: { kind: row.kind, title: row.title, version: row.version },
      reason: input.reason,
    })
    return shown(ctx, input.regionId, id)
  },
)

export const changePaper = verb(
  'response.change_paper',
  responseApi['PUT /api/regions/:regionId/response/papers/:paperId'],
  async (ctx, input) => {
    const row = await load(ctx, input.regionId, input.paperId)
    if (row.state !== 'draft') throw responseFail('response.paper_state')
    if (row.kind !== input.paper.kind) throw fail('core.not_found')
    const { title, body, dueOn } = input.paper
    if (!(await store.changePaper(ctx.db, row.id, input.revision, { title, body, dueOn: dueOn ?? null })))
      throw fail('core.stale')
    await ctx.audit({
      action: 'response.change_paper',
      subject: 'response_paper',
      subjectId: row.id,
      before: { title: row.title, body: row.body },
      after: { title, body },
    })
    return shown(ctx, input.regionId, row.id)
  },
)

async function addressees(ctx: Ctx, regionId: string, kind: store.PaperKind): Promise<Unit[]> {
  const path = pathOf(ctx, regionId)
  const places = await placesWithin(ctx.db, path)
  // the brigade of the county keeps gates here too, though it belongs to a region above
  const kept = places.some(p => needsBrigade({ care: p.care, hasSubjectUnit: p.subject_id !== null }))
  return unitsFor(kind, {
    regionId,
    regions: await regionsBelow(ctx.db, path),
    places,
    brigades: (await brigades(ctx.db)).filter(
      b => b.region_path.startsWith(path) || (kept && path.startsWith(b.region_path)),
    ),
  })
}

export const sendPaper = verb(
  'response.send_paper',
  responseApi['POST /api/regions/:regionId/response/papers/:paperId/send'],
  async (ctx, input) => {
    const row = await load(ctx, input.regionId, input.paperId)
    if (row.state !== 'draft') throw responseFail('response.paper_state')
    const units = await addressees(ctx, input.regionId, row.kind)
    if (units.length === 0) throw responseFail('response.no_units')
    const by = self(ctx)
    const sent = {
      id: row.id,
      series: row.series,
      revision: input.revision,
      by: by.id,
      name: by.name,
      at: ctx.now,
    }
    if (!(await store.sendPaper(ctx.db, sent))) throw fail('core.stale')
    await store.addUnits(ctx.db, row.id, units)
    await ctx.audit({
      action: 'response.send_paper',
      subject: 'response_paper',
      subjectId: row.id,
      after: { kind: row.kind, title: row.title, version: row.version, units: units.length },
    })
    return shown(ctx, input.regionId, row.id)
  },
)

async function readFor(
  ctx: Ctx,
  paperId: string,
  unit: { kind: store.UnitKind; id: string },
  reply: string | undefined,
  estateId?: string,
) {
  const by = self(ctx)
  const row = await store.readUnit(ctx.db, paperId, unit, {
    by: by.id,
    name: by.name,
    at: ctx.now,
    reply: reply || null,
  })
  if (row === undefined) throw fail('core.not_found')
  await ctx.audit(
    {
      action: 'response.read_paper',
      subject: 'response_paper',
      subjectId: paperId,
      after: { unit: row.unit_name, reply: row.reply },
    },
    estateId,
  )
  return presentUnit(row, null, localDate(ctx.now).toString())
}

export const readInRegion = verb(
  'response.read_region_paper',
  responseApi['POST /api/regions/:regionId/response/papers/:paperId/read'],
  async (ctx, input) => {
    if (input.brigadeId === undefined)
      return readFor(ctx, input.paperId, { kind: 'region', id: input.regionId }, input.reply)
    const path = pathOf(ctx, input.regionId)
    const brigade = (await brigades(ctx.db)).find(b => b.id === input.brigadeId && b.region_path === path)
    if (brigade === undefined) throw fail('core.not_found')
    reachRegion(ctx.actor, 'brigade.manage', path)
    return readFor(ctx, input.paperId, { kind: 'organisation', id: brigade.id }, input.reply)
  },
)

/** The units that speak for an estate: its company, its subject unit, and itself. */
async function unitsOfEstate(ctx: Ctx, estateId: string) {
  const place = await placeById(ctx.db, estateId)
  if (place === undefined) throw fail('core.not_found')
  return [
    ...[place.company_id, place.subject_id].flatMap(id =>
      id === null ? [] : [{ kind: 'organisation' as const, id }],
    ),
    { kind: 'estate' as const, id: estateId },
  ]
}

/** The brigade that keeps an estate alone (S6-29): its people at that gate read what was sent to it. */
async function brigadeOf(ctx: Ctx, estateId: string) {
  const place = await placeById(ctx.db, estateId)
  if (place?.care !== 'abandoned' || place.subject_id !== null) return []
  return (await brigades(ctx.db))
    .filter(b => place.region_path.startsWith(b.region_path))
    .map(b => ({ kind: 'organisation' as const, id: b.id }))
}

/** Who answers for the unit: those who plan its people, not every guard at a gate. */
const speaks = (ctx: Ctx, estateId: string) => able(() => ctx.reach('roster.write', estateId))

export const estatePapers = query(
  'response.estate_papers',
  responseApi['GET /api/estates/:estateId/response/papers'],
  async (ctx, input) => {
    const own = await unitsOfEstate(ctx, input.estateId)
    const all = [...own, ...(await brigadeOf(ctx, input.estateId))]
    const answers = speaks(ctx, input.estateId)
    // the forestry bureau confirms for its brigade, in its own region
    const ours = (unit: store.UnitRow) => own.some(u => u.kind === unit.unit_kind && u.id === unit.unit_id)
    return { items: await receivedBy(ctx, all, unit => answers && ours(unit)) }
  },
)

export const readAtEstate = verb(
  'response.read_paper',
  responseApi['POST /api/estates/:estateId/response/papers/:paperId/read'],
  async (ctx, input) => {
    ctx.reach('roster.write', input.estateId)
    const units = await unitsOfEstate(ctx, input.estateId)
    const sent = (await store.received(ctx.db, units)).find(r => r.paper_id === input.paperId)
    if (sent === undefined) throw fail('core.not_found')
    const unit = { kind: sent.unit_kind, id: sent.unit_id }
    return readFor(ctx, input.paperId, unit, input.reply, input.estateId)
  },
)
