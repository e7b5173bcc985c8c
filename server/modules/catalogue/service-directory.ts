/** Use cases of the directory: services outside the centre (S1-44), procedures and fees of others (S1-46). */
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { likeTerms } from '../../core/terms.ts'
import { query, verb } from '../../core/verb.ts'
import { catalogueApi } from './contract.ts'
import * as store from './store.ts'

function present(e: store.EntryRow) {
  const { checked_on: checkedOn, ...rest } = e
  return { ...rest, checkedOn }
}

export const listEntries = query(
  'catalogue.directory',
  catalogueApi['GET /api/estates/:estateId/catalogue/directory'],
  async (ctx, input) => ({
    items: (
      await store.entries(ctx.db, input.estateId, { kind: input.kind, like: likeTerms(input.q ?? '') })
    ).map(present),
  }),
)

interface Written {
  kind: 'outside' | 'procedure'
  name: string
  body: string
  price?: string | null | undefined
  contact?: string | null | undefined
}

const rowOf = (ctx: Ctx, id: string, version: number, e: Written): store.EntryRow => ({
  id,
  kind: e.kind,
  name: e.name,
  body: e.body,
  price: e.price || null,
  contact: e.contact || null,
  checked_on: localDate(ctx.now).toString(),
  version,
})

export const createEntry = verb(
  'catalogue.create_entry',
  catalogueApi['POST /api/estates/:estateId/catalogue/directory'],
  async (ctx, input) => {
    const row = rowOf(ctx, newId<'catalogue_entry'>(ctx.now.epochMilliseconds), 1, input)
    await store.insertEntry(ctx.db, input.estateId, row)
    await ctx.audit(
      { action: 'catalogue.create_entry', subject: 'catalogue_directory', subjectId: row.id, after: row },
      input.estateId,
    )
    return present(row)
  },
)

async function mustFind(ctx: Ctx, estateId: string, id: string): Promise<store.EntryRow> {
  const [found] = await store.entries(ctx.db, estateId, { like: [], id })
  if (found === undefined) throw fail('core.not_found')
  return found
}

export const editEntry = verb(
  'catalogue.edit_entry',
  catalogueApi['PUT /api/estates/:estateId/catalogue/directory/:entryId'],
  async (ctx, input) => {
    const before = await mustFind(ctx, input.estateId, input.entryId)
    const row = rowOf(ctx, input.entryId, input.version, input)
    if (!(await store.updateEntry(ctx.db, input.estateId, row))) throw fail('core.stale')
    await ctx.audit(
      {
        action: 'catalogue.edit_entry',
        subject: 'catalogue_directory',
        subjectId: row.id,
        before,
        after: row,
      },
      input.estateId,
    )
    return present({ ...row, version: row.version + 1 })
  },
)

export const removeEntry = verb(
  'catalogue.remove_entry',
  catalogueApi['DELETE /api/estates/:estateId/catalogue/directory/:entryId'],
  async (ctx, input) => {
    const before = await mustFind(ctx, input.estateId, input.entryId)
    await store.deleteEntry(ctx.db, input.estateId, input.entryId)
    await ctx.audit(
      { action: 'catalogue.remove_entry', subject: 'catalogue_directory', subjectId: before.id, before },
      input.estateId,
    )
    return {}
  },
)
