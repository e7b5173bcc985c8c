/** The library: documents read, written in versions, approved by another, acknowledged, checked for effect. */
import { may } from '../../core/access.ts'
import { localDate } from '../../core/clock.ts'
import type { InputOf } from '../../core/contract.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Permission } from '../../core/permissions.ts'
import { roles } from '../../core/roles.ts'
import { query, verb } from '../../core/verb.ts'
import { nameFor } from '../roster/names.ts'
import { staffOf } from '../roster/store-staff.ts'
import { noticeApi } from './contract.ts'
import { noticeFail } from './errors.ts'
import { mayApprove, nextReview, reviewDue } from './rules-library.ts'
import { zoneOf } from './store.ts'
import * as store from './store-library.ts'

const accountOf = (ctx: Ctx) => (ctx.actor.kind === 'account' ? ctx.actor.id : null)
const nameOf = (ctx: Ctx) => ('name' in ctx.actor ? ctx.actor.name : '')

function has(ctx: Ctx, permission: Permission, estateId: string): boolean {
  try {
    return ctx.reach(permission, estateId) === 'estate'
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

/** Whether the caller reads here as somebody who works, not only as somebody who lives here. */
function isStaff(ctx: Ctx, estateId: string): boolean {
  if (ctx.actor.kind !== 'account') return ctx.actor.kind === 'system'
  return ctx.actor.grants.some(
    g =>
      may(g.role, 'rulebook.read') &&
      roles[g.role].shell !== 'resident' &&
      (g.estateId ?? estateId) === estateId,
  )
}

interface Viewer {
  me: string | null
  staff: boolean
  writes: boolean
  approves: boolean
  today: string
  /** How many work here; only counted for who keeps the library. */
  crew: number
}

async function viewerOf(ctx: Ctx, estateId: string): Promise<Viewer> {
  const writes = has(ctx, 'rulebook.write', estateId)
  return {
    me: accountOf(ctx),
    staff: isStaff(ctx, estateId),
    writes,
    approves: has(ctx, 'rulebook.approve', estateId),
    today: localDate(ctx.now, await zoneOf(ctx.db, estateId)).toString(),
    crew: writes ? (await staffOf(ctx.db, estateId, ctx.now, { regions: false })).length : 0,
  }
}

function presentItem(d: store.DocumentRow, v: Viewer) {
  const holds = d.current_version !== null && d.withdrawn_at === null
  const asked = d.acknowledge && holds
  return {
    id: d.id,
    kind: d.kind,
    title: d.title,
    code: d.code,
    openToResidents: d.open_to_residents,
    acknowledge: d.acknowledge,
    owner: d.owner_id === null ? null : { accountId: d.owner_id, name: d.owner_name ?? '' },
    reviewMonths: d.review_months,
    nextReview: v.staff ? d.next_review : null,
    reviewDue: v.staff && holds && reviewDue(d.next_review, v.today),
    withdrawn: d.withdrawn_at !== null,
    current:
      d.current_version === null
        ? null
        : { version: d.current_version, approvedBy: d.approved_name, effectiveFrom: d.effective_from },
    draft: v.staff && d.draft_version !== null ? { version: d.draft_version, by: d.draft_by ?? '' } : null,
    acknowledged: asked && v.staff ? d.acknowledged : null,
    acknowledgements: asked && v.writes ? { done: d.done, of: v.crew } : null,
  }
}

export const listLibrary = query(
  'notice.library',
  noticeApi['GET /api/estates/:estateId/library'],
  async (ctx, input) => {
    const v = await viewerOf(ctx, input.estateId)
    const rows = await store.documents(ctx.db, input.estateId, {
      kind: input.kind,
      q: input.q,
      me: v.me,
      open: !v.staff,
    })
    // a text that nobody approved yet concerns only who writes or approves
    const shown = rows.filter(d => d.current_version !== null || v.writes || v.approves)
    return { items: shown.map(d => presentItem(d, v)), total: shown.length }
  },
)

/** One document as the caller may see it. @throws core.not_found */
export async function documentOf(ctx: Ctx, estateId: string, id: string) {
  const v = await viewerOf(ctx, estateId)
  const [d] = await store.documents(ctx.db, estateId, { id, me: v.me, open: !v.staff })
  if (d === undefined) throw fail('core.not_found')
  const versions = await store.versions(ctx.db, estateId, id)
  const current = versions.find(one => one.version === d.current_version)
  if (current === undefined && !v.writes && !v.approves) throw fail('core.not_found')
  const keeps = v.writes || v.approves
  return {
    ...presentItem(d, v),
    basis: d.basis.map(b => ({ text: b.text, documentId: b.documentId ?? null })),
    body: current?.body ?? null,
    versions: (v.staff ? versions : [])
      .filter(one => keeps || one.state === 'approved' || one.state === 'replaced')
      .map(one => ({
        version: one.version,
        body: one.body,
        changeNote: one.change_note,
        state: one.state,
        madeBy: one.made_name,
        madeAt: one.made_at.toString(),
        approvedBy: one.approved_name,
        approvedAt: one.approved_at?.toString() ?? null,
        effectiveFrom: one.effective_from,
        refused: one.refused,
        allowed: { approve: mayApprove(one, { id: v.me, approves: v.approves }) },
      })),
    reviews: v.staff
      ? (await store.reviews(ctx.db, estateId, id)).map(r => ({
          id: r.id,
          version: r.version,
          onDate: r.on_date,
          result: r.result,
          finding: r.finding,
          measure: r.measure,
          by: r.by_name,
        }))
      : [],
    people: d.acknowledge && v.writes && current ? await people(ctx, estateId, id, current.version) : null,
  }
}

/** Who works here, with when he acknowledged; those who have not come first. */
async function people(ctx: Ctx, estateId: string, id: string, version: number) {
  const done = await store.acknowledgements(ctx.db, estateId, id, version)
  const staff = await staffOf(ctx.db, estateId, ctx.now, { regions: false })
  return staff
    .map(s => ({ name: s.name, at: done.find(a => a.account_id === s.id)?.at.toString() ?? null }))
    .sort((a, b) => Number(a.at !== null) - Number(b.at !== null))
}

export const getDocument = query(
  'notice.library_document',
  noticeApi['GET /api/estates/:estateId/library/:documentId'],
  (ctx, input) => documentOf(ctx, input.estateId, input.documentId),
)

type Fields = Omit<
  InputOf<(typeof noticeApi)['PUT /api/estates/:estateId/library/:documentId']>,
  'documentId'
>

/** @throws notice.basis for a legal basis that is not in this library, roster.no_staff for an owner who does not work here */
async function fieldsOf(ctx: Ctx, input: Fields): Promise<store.DocumentFields> {
  for (const b of input.basis)
    if (b.documentId) {
      const [found] = await store.documents(ctx.db, input.estateId, {
        id: b.documentId,
        me: null,
        open: false,
      })
      if (found === undefined) throw noticeFail('notice.basis', { params: { text: b.text } })
    }
  return {
    title: input.title,
    code: input.code || null,
    basis: input.basis,
    open_to_residents: input.openToResidents,
    acknowledge: input.acknowledge,
    owner_id: input.ownerId ?? null,
    owner_name: input.ownerId ? await nameFor(ctx, input.estateId, input.ownerId) : null,
    review_months: input.reviewMonths,
  }
}

/** @throws notice.library_one when the estate has its one text of this kind already */
export const addDocument = verb(
  'notice.add_document',
  noticeApi['POST /api/estates/:estateId/library'],
  async (ctx, input) => {
    const fields = await fieldsOf(ctx, input)
    const id = newId<'library_document'>(ctx.now.epochMilliseconds)
    await store
      .insertDocument(ctx.db, input.estateId, { ...fields, id, kind: input.kind, at: ctx.now })
      .catch((error: unknown) => {
        throw isUniqueViolation(error, 'library_document_one_key') ? noticeFail('notice.library_one') : error
      })
    await store.putDraft(ctx.db, input.estateId, id, {
      body: input.body,
      change_note: input.changeNote || null,
      made_id: accountOf(ctx),
      made_name: nameOf(ctx),
      at: ctx.now,
    })
    await ctx.audit(
      {
        action: 'library.add',
        subject: 'library_document',
        subjectId: id,
        after: { ...fields, kind: input.kind },
      },
      input.estateId,
    )
    return documentOf(ctx, input.estateId, id)
  },
)

async function known(ctx: Ctx, estateId: string, id: string): Promise<store.DocumentRow> {
  const [found] = await store.documents(ctx.db, estateId, { id, me: accountOf(ctx), open: false })
  if (found === undefined) throw fail('core.not_found')
  if (found.withdrawn_at !== null) throw noticeFail('notice.library_withdrawn')
  return found
}

export const changeDocument = verb(
  'notice.change_document',
  noticeApi['PUT /api/estates/:estateId/library/:documentId'],
  async (ctx, input) => {
    const before = await known(ctx, input.estateId, input.documentId)
    const fields = await fieldsOf(ctx, input)
    await store.updateDocument(ctx.db, input.estateId, before.id, fields)
    await ctx.audit(
      { action: 'library.change', subject: 'library_document', subjectId: before.id, before, after: fields },
      input.estateId,
    )
    return documentOf(ctx, input.estateId, before.id)
  },
)

export const writeVersion = verb(
  'notice.write_version',
  noticeApi['POST /api/estates/:estateId/library/:documentId/versions'],
  async (ctx, input) => {
    const d = await known(ctx, input.estateId, input.documentId)
    const version = await store.putDraft(ctx.db, input.estateId, d.id, {
      body: input.body,
      change_note: input.changeNote,
      made_id: accountOf(ctx),
      made_name: nameOf(ctx),
      at: ctx.now,
    })
    await ctx.audit(
      {
        action: 'library.version',
        subject: 'library_document',
        subjectId: d.id,
        after: { version, note: input.changeNote },
      },
      input.estateId,
    )
    return documentOf(ctx, input.estateId, d.id)
  },
)

/** The number of a version that waits for a decision. @throws core.not_found, notice.own_version, notice.decided */
async function waiting(ctx: Ctx, estateId: string, id: string, version: string): Promise<number> {
  const found = (await store.versions(ctx.db, estateId, id)).find(v => String(v.version) === version)
  if (found === undefined) throw fail('core.not_found')
  const allowed = mayApprove(found, { id: accountOf(ctx), approves: true })
  if (allowed === 'core.forbidden') throw fail('core.forbidden')
  if (allowed !== true) throw noticeFail(allowed)
  return found.version
}

/** Approved, a version holds and everybody acknowledges anew. @throws notice.own_version, notice.decided */
export const approveVersion = verb(
  'notice.approve_version',
  noticeApi['POST /api/estates/:estateId/library/:documentId/versions/:version/approve'],
  async (ctx, input) => {
    const d = await known(ctx, input.estateId, input.documentId)
    const version = await waiting(ctx, input.estateId, d.id, input.version)
    const done = await store.approve(ctx.db, input.estateId, d.id, version, {
      id: accountOf(ctx) ?? '',
      name: nameOf(ctx),
      at: ctx.now,
      from: input.effectiveFrom,
      nextReview: nextReview(input.effectiveFrom, d.review_months),
    })
    if (!done) throw noticeFail('notice.decided')
    await ctx.audit(
      {
        action: 'library.approve',
        subject: 'library_document',
        subjectId: d.id,
        after: { version, from: input.effectiveFrom },
      },
      input.estateId,
    )
    await ctx.signal({ topic: 'library', ref: d.id, estateId: input.estateId })
    return documentOf(ctx, input.estateId, d.id)
  },
)

export const refuseVersion = verb(
  'notice.refuse_version',
  noticeApi['POST /api/estates/:estateId/library/:documentId/versions/:version/refuse'],
  async (ctx, input) => {
    const d = await known(ctx, input.estateId, input.documentId)
    const version = await waiting(ctx, input.estateId, d.id, input.version)
    if (!(await store.refuse(ctx.db, input.estateId, d.id, version, input.reason)))
      throw noticeFail('notice.decided')
    await ctx.audit(
      {
        action: 'library.refuse',
        subject: 'library_document',
        subjectId: d.id,
        reason: input.reason,
        after: { version },
      },
      input.estateId,
    )
    return documentOf(ctx, input.estateId, d.id)
  },
)

/** Only what holds now can be acknowledged, and only by who works here. @throws notice.other_version */
export const acknowledgeDocument = verb(
  'notice.acknowledge_document',
  noticeApi['POST /api/estates/:estateId/library/:documentId/acknowledge'],
  async (ctx, input) => {
    const d = await known(ctx, input.estateId, input.documentId)
    const me = accountOf(ctx)
    if (me === null || !isStaff(ctx, input.estateId)) throw fail('core.not_found')
    if (d.current_version !== input.version) throw noticeFail('notice.other_version')
    await store.acknowledge(ctx.db, input.estateId, d.id, input.version, {
      id: me,
      name: nameOf(ctx),
      at: ctx.now,
    })
    await ctx.audit(
      {
        action: 'library.acknowledge',
        subject: 'library_document',
        subjectId: d.id,
        after: { version: input.version },
      },
      input.estateId,
    )
    return documentOf(ctx, input.estateId, d.id)
  },
)
