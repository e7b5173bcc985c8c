/** Use cases of the directory: services outside the centre (S1-44), procedures and fees of others (S1-46). */
import { Temporal } from 'temporal-polyfill'
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { readSetting } from '../estate/settings.ts'
import { catalogueApi } from './contract.ts'
import { bestFirst } from './finding.ts'
import { nameOf } from './service.ts'
import { catalogueSettings } from './settings.ts'
import * as store from './store.ts'

/** The first day on which an unchecked entry counts as stale, today (S1-44, S1-46). */
async function staleBefore(ctx: Ctx, estateId: string): Promise<string> {
  const setting = catalogueSettings['catalogue.directory_days']
  const days = (await readSetting(ctx, setting, { estateId })) ?? 0
  return localDate(ctx.now).subtract({ days }).toString()
}

function present(e: store.EntryRow, before: string) {
  const { checked_on: checkedOn, checked_by: checkedBy, ...rest } = e
  const stale =
    checkedOn === null ||
    Temporal.PlainDate.compare(Temporal.PlainDate.from(checkedOn), Temporal.PlainDate.from(before)) < 0
  return { ...rest, checkedOn, checkedBy, stale }
}

export const listEntries = query(
  'catalogue.directory',
  catalogueApi['GET /api/estates/:estateId/catalogue/directory'],
  async (ctx, input) => {
    const before = await staleBefore(ctx, input.estateId)
    const rows = await store.entries(ctx.db, input.estateId, { kind: input.kind })
    const found = bestFirst(input.q ?? '', rows, e => ({ name: e.name, texts: [e.body, e.price, e.contact] }))
    const items = found.map(e => present(e, before))
    return { items: items.filter(e => input.stale === undefined || e.stale) }
  },
)

interface Written {
  kind: 'outside' | 'procedure'
  name: string
  body: string
  price?: string | null | undefined
  contact?: string | null | undefined
  source?: string | null | undefined
}

export const rowOf = (ctx: Ctx, id: string, version: number, e: Written): store.EntryRow => ({
  id,
  kind: e.kind,
  name: e.name,
  body: e.body,
  price: e.price || null,
  contact: e.contact || null,
  checked_on: localDate(ctx.now).toString(),
  checked_by: nameOf(ctx),
  source: e.source || null,
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
    return present(row, await staleBefore(ctx, input.estateId))
  },
)

async function mustFind(ctx: Ctx, estateId: string, id: string): Promise<store.EntryRow> {
  const [found] = await store.entries(ctx.db, estateId, { id })
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
    return present({ ...row, version: row.version + 1 }, await staleBefore(ctx, input.estateId))
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

/** Somebody asked there again and it still holds: checked today, by him. */
export const checkEntry = verb(
  'catalogue.check_entry',
  catalogueApi['POST /api/estates/:estateId/catalogue/directory/:entryId/check'],
  async (ctx, input) => {
    const before = await mustFind(ctx, input.estateId, input.entryId)
    const row = { ...before, checked_on: localDate(ctx.now).toString(), checked_by: nameOf(ctx) }
    if (!(await store.updateEntry(ctx.db, input.estateId, row))) throw fail('core.stale')
    await ctx.audit(
      {
        action: 'catalogue.check_entry',
        subject: 'catalogue_directory',
        subjectId: row.id,
        before: { checkedOn: before.checked_on },
        after: { checkedOn: row.checked_on },
      },
      input.estateId,
    )
    return present({ ...row, version: row.version + 1 }, await staleBefore(ctx, input.estateId))
  },
)
