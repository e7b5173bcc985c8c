/** Small good deeds of the staff, told and recognised (S3-106). */
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { nameFor } from '../roster/names.ts'
import { catalogueApi, catalogueFail } from './contract.ts'
import { nameOf, today } from './service.ts'
import * as store from './store-performance.ts'

function present(d: store.DeedRow) {
  return {
    id: d.id,
    on: d.on_date,
    staffId: d.staff_id,
    staffName: d.staff_name,
    text: d.text,
    madeBy: d.made_by,
    madeAt: d.made_at.toString(),
    recognisedBy: d.recognised_by,
    recognisedAt: d.recognised_at?.toString() ?? null,
    words: d.words,
  }
}

/** Staff see every deed; a resident the recognised ones and what he told himself. */
function onlyOf(ctx: Ctx, estateId: string): string | undefined {
  try {
    ctx.reach('service.record', estateId)
    return undefined
  } catch {
    return 'id' in ctx.actor ? ctx.actor.id : undefined
  }
}

export const listDeeds = query(
  'catalogue.deeds',
  catalogueApi['GET /api/estates/:estateId/catalogue/deeds'],
  async (ctx, input) => {
    const { rows, total } = await store.deeds(ctx.db, input.estateId, {
      recognised: input.state === undefined ? undefined : input.state === 'recognised',
      onlyOf: onlyOf(ctx, input.estateId),
      offset: input.offset,
      limit: input.limit,
    })
    return { items: rows.map(present), total }
  },
)

export const tellDeed = verb(
  'catalogue.tell_deed',
  catalogueApi['POST /api/estates/:estateId/catalogue/deeds'],
  async (ctx, input) => {
    const on = input.on ?? today(ctx)
    if (on > today(ctx)) throw catalogueFail('catalogue.future')
    const staffName = input.staffId
      ? await nameFor(ctx, input.estateId, input.staffId)
      : input.staffName?.trim() || '—'
    const row: store.DeedRow = {
      id: newId<'catalogue_deed'>(ctx.now.epochMilliseconds),
      on_date: on,
      staff_id: input.staffId ?? null,
      staff_name: staffName,
      text: input.text,
      made_by_id: ctx.actor.kind === 'account' ? ctx.actor.id : null,
      made_by: nameOf(ctx),
      made_at: ctx.now,
      recognised_by: null,
      recognised_at: null,
      words: null,
    }
    await store.insertDeed(ctx.db, input.estateId, row)
    await ctx.audit(
      { action: 'catalogue.tell_deed', subject: 'catalogue_deed', subjectId: row.id, after: present(row) },
      input.estateId,
    )
    return present(row)
  },
)

/** @throws catalogue.recognised for the second time */
export const recogniseDeed = verb(
  'catalogue.recognise_deed',
  catalogueApi['POST /api/estates/:estateId/catalogue/deeds/:deedId/recognise'],
  async (ctx, input) => {
    const { estateId, deedId: id } = input
    const one = { id, offset: 0, limit: 1 }
    const [before] = (await store.deeds(ctx.db, estateId, one)).rows
    if (before === undefined) throw fail('core.not_found')
    const said = { id, by: nameOf(ctx), at: ctx.now, words: input.words || null }
    if (!(await store.recogniseDeed(ctx.db, estateId, said))) throw catalogueFail('catalogue.recognised')
    await ctx.audit(
      { action: 'catalogue.recognise_deed', subject: 'catalogue_deed', subjectId: id, after: said },
      estateId,
    )
    const [row] = (await store.deeds(ctx.db, estateId, one)).rows
    return present(row ?? before)
  },
)
