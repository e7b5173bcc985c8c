/** Public services: what was recorded of them, and the warning when a month has nothing of one (S3-95..99). */
import { Temporal } from 'temporal-polyfill'
import { localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { readSetting } from '../estate/settings.ts'
import { notify } from '../notice/notify.ts'
import { catalogueApi, catalogueFail } from './contract.ts'
import { lackingPublic } from './rules.ts'
import { listItems, nameOf, oneItem, today } from './service.ts'
import { catalogueSettings } from './settings.ts'
import * as store from './store-performance.ts'

const span = (month: string) => {
  const first = Temporal.PlainYearMonth.from(month)
  const from = first.toPlainDate({ day: 1 }).toString()
  return { from, until: first.add({ months: 1 }).toPlainDate({ day: 1 }).toString() }
}

/** The active public services of an estate with their records of a month. */
export async function performanceOf(ctx: Ctx, estateId: string, month: string) {
  const { items } = await listItems(ctx, { estateId, service: 'public', state: 'active' })
  const counts = new Map(
    (await store.performanceCounts(ctx.db, estateId, span(month))).map(c => [c.item_id, c]),
  )
  return items.map(i => {
    const c = counts.get(i.id)
    return {
      itemId: i.id,
      name: i.name,
      management: i.management,
      clause: i.clause,
      standard: i.standard,
      records: c?.records ?? 0,
      last: c?.last ?? null,
      lastText: c?.last_text ?? null,
      missing: (c?.records ?? 0) === 0,
    }
  })
}

const monthOf = (ctx: Ctx, asked: string | undefined) => asked ?? today(ctx).slice(0, 7)

export const listPerformance = query(
  'catalogue.performance',
  catalogueApi['GET /api/estates/:estateId/catalogue/performance'],
  async (ctx, input) => {
    const month = monthOf(ctx, input.month)
    const items = await performanceOf(ctx, input.estateId, month)
    const recorded = items.filter(i => !i.missing).length
    return { month, items, recorded, total: items.length, lacking: lackingPublic(items) }
  },
)

function present(p: store.PerformanceRow) {
  return {
    id: p.id,
    on: p.on_date,
    text: p.text,
    fileId: p.file_id,
    madeBy: p.made_by,
    madeAt: p.made_at.toString(),
  }
}

export const itemPerformance = query(
  'catalogue.item_performance',
  catalogueApi['GET /api/estates/:estateId/catalogue/items/:itemId/performance'],
  async (ctx, input) => {
    await oneItem(ctx, input.estateId, input.itemId)
    const range = span(monthOf(ctx, input.month))
    const rows = await store.performance(ctx.db, input.estateId, { itemId: input.itemId, ...range })
    return { items: rows.map(present) }
  },
)

/** S3-98: one line of what was done for everybody. @throws catalogue.not_public, catalogue.future */
export const recordPerformance = verb(
  'catalogue.record_performance',
  catalogueApi['POST /api/estates/:estateId/catalogue/items/:itemId/performance'],
  async (ctx, input) => {
    const { item } = await oneItem(ctx, input.estateId, input.itemId)
    if (item.service !== 'public') throw catalogueFail('catalogue.not_public')
    const on = input.on ?? today(ctx)
    if (on > today(ctx)) throw catalogueFail('catalogue.future')
    const row = {
      id: newId<'catalogue_performance'>(ctx.now.epochMilliseconds),
      item_id: item.id,
      on_date: on,
      text: input.text,
      file_id: input.fileId ?? null,
      made_by: nameOf(ctx),
      made_at: ctx.now,
    }
    await store.insertPerformance(ctx.db, input.estateId, row)
    await ctx.audit(
      {
        action: 'catalogue.record_performance',
        subject: 'catalogue_item',
        subjectId: item.id,
        after: { on, text: input.text },
      },
      input.estateId,
    )
    return present(row)
  },
)

/** Tells the manager on duty which public services have no record this month; once a month and stage. */
export async function warnMissing(outer: Ctx, estateId: string): Promise<boolean> {
  const day = localDate(outer.now)
  const setting = catalogueSettings['catalogue.performance_day']
  const from = (await readSetting(outer, setting, { estateId })) ?? 25
  const stage = day.day === day.daysInMonth ? 'last_day' : day.day >= from ? 'soon' : undefined
  if (stage === undefined) return false
  const month = day.toString().slice(0, 7)
  return within(outer, async ctx => {
    const missing = (await performanceOf(ctx, estateId, month)).filter(i => i.missing)
    if (missing.length === 0) return false
    if (!(await store.markWarned(ctx.db, estateId, { month, stage, at: ctx.now }))) return false
    const names = missing.map(i => i.name)
    await notify(ctx, {
      estateId,
      duty: 'management',
      kind: 'catalogue.unrecorded',
      title: {
        zh: `本月有 ${missing.length} 项公共服务没有履行记录`,
        en: `${missing.length} public service(s) have no record this month`,
      },
      body: {
        zh: `${names.join('、')}。请安排补记或查明原因。`,
        en: `${names.join(', ')}. Have them recorded, or find out why nothing was done.`,
      },
      ref: { topic: 'catalogue', id: month },
    })
    return true
  })
}

/** Each morning, over all estates; one estate's trouble does not silence the others'. */
export async function warnAll(ctx: Ctx): Promise<void> {
  for (const estateId of await store.estatesWithPublic(ctx.db)) {
    try {
      await warnMissing(ctx, estateId)
    } catch (error) {
      ctx.house.log.error({ err: error, estate: estateId }, 'warning about unrecorded services')
    }
  }
}
