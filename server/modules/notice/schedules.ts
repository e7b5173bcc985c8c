/** Regular bulletins and the alarm about a missed date (S1-23); explanations given face to face (S1-24). */
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { nameFor } from '../roster/names.ts'
import { nameOf } from './bulletins.ts'
import { noticeApi } from './contract.ts'
import { noticeFail } from './errors.ts'
import { knownFlags } from './households.ts'
import { notify } from './notify.ts'
import { missedDates } from './rules-bulletins.ts'
import { zoneOf } from './store.ts'
import * as store from './store-bulletins.ts'

function present(s: store.ScheduleRow) {
  return {
    id: s.id,
    category: s.category,
    title: s.title,
    everyDays: s.every_days,
    nextDue: s.next_due,
    audience: { ...s.audience, roles: s.audience.roles as never, homes: (s.audience.homes ?? []) as never },
    accountId: s.account_id,
    name: s.name,
    ended: s.ended_at !== null,
    missed: s.missed,
    version: s.version,
  }
}

export const listSchedules = query(
  'notice.schedules',
  noticeApi['GET /api/estates/:estateId/bulletin-schedules'],
  async (ctx, input) => ({ items: (await store.schedules(ctx.db, input.estateId)).map(present) }),
)

async function byId(ctx: Ctx, estateId: string, id: string): Promise<store.ScheduleRow> {
  const [found] = await store.schedules(ctx.db, estateId, id)
  if (found === undefined) throw fail('core.not_found')
  return found
}

export const planBulletin = verb(
  'notice.plan',
  noticeApi['POST /api/estates/:estateId/bulletin-schedules'],
  async (ctx, input) => {
    const known = await store.categories(ctx.db, input.estateId)
    if (!known.some(c => c.key === input.category))
      throw noticeFail('notice.category', { params: { category: input.category } })
    await knownFlags(ctx, input.estateId, input.audience)
    const row = {
      estate_id: input.estateId,
      id: newId<'bulletin_schedule'>(ctx.now.epochMilliseconds),
      category: input.category,
      title: input.title,
      every_days: input.everyDays,
      next_due: input.firstDue,
      audience: input.audience,
      account_id: input.accountId,
      name: await nameFor(ctx, input.estateId, input.accountId),
    }
    await store.insertSchedule(ctx.db, row)
    await ctx.audit(
      { action: 'bulletin_schedule.plan', subject: 'bulletin_schedule', subjectId: row.id, after: row },
      input.estateId,
    )
    return present(await byId(ctx, input.estateId, row.id))
  },
)

export const endSchedule = verb(
  'notice.end_schedule',
  noticeApi['POST /api/estates/:estateId/bulletin-schedules/:scheduleId/end'],
  async (ctx, input) => {
    const before = await byId(ctx, input.estateId, input.scheduleId)
    await store.endSchedule(ctx.db, input.estateId, before.id, ctx.now)
    await ctx.audit(
      { action: 'bulletin_schedule.end', subject: 'bulletin_schedule', subjectId: before.id },
      input.estateId,
    )
    return present(await byId(ctx, input.estateId, before.id))
  },
)

/** Alarms each date that passed without its bulletin, once: the responsible person, then the management duty. */
export async function alarmMissed(ctx: Ctx): Promise<void> {
  // The earliest zone of the country decides who may be overdue; each estate's own zone then decides the day.
  const latest = localDate(ctx.now, 'Asia/Shanghai').add({ days: 1 }).toString()
  for (const s of await store.overdue(ctx.db, latest))
    await within(ctx, async inner => {
      const today = localDate(inner.now, await zoneOf(inner.db, s.estate_id)).toString()
      const fresh: string[] = []
      for (const date of missedDates(s.next_due, s.every_days, today))
        if (await store.noteMiss(inner.db, s.estate_id, s.id, date, inner.now)) fresh.push(date)
      if (fresh.length === 0) return
      await notify(inner, {
        estateId: s.estate_id,
        to: { accountId: s.account_id, name: s.name },
        kind: 'bulletin.missed',
        ref: { topic: 'bulletin_schedule', id: s.id },
        title: { zh: `通报逾期：${s.title}`, en: `Bulletin missed: ${s.title}` },
        body: {
          zh: `应于 ${fresh.join('、')} 发布的“${s.title}”尚未发布，请补发。`,
          en: `“${s.title}” was due on ${fresh.join(', ')} and is not published. Publish it now.`,
        },
      })
      await inner.audit(
        {
          action: 'bulletin_schedule.missed',
          subject: 'bulletin_schedule',
          subjectId: s.id,
          after: { dates: fresh },
        },
        s.estate_id,
      )
    })
}

export const logExplanation = verb(
  'notice.explain',
  noticeApi['POST /api/estates/:estateId/explanations'],
  async (ctx, input) => {
    const id = newId<'explanation'>(ctx.now.epochMilliseconds)
    await store.insertExplanation(ctx.db, input.estateId, {
      id,
      unit_id: input.unitId,
      topic: input.topic,
      on_date: input.onDate,
      by_id: ctx.actor.kind === 'account' ? ctx.actor.id : null,
      by_name: nameOf(ctx),
      at: ctx.now,
    })
    await ctx.audit(
      { action: 'explanation.log', subject: 'unit', subjectId: input.unitId, after: { topic: input.topic } },
      input.estateId,
    )
    return { id }
  },
)

export const listExplanations = query(
  'notice.explanations',
  noticeApi['GET /api/estates/:estateId/explanations'],
  async (ctx, input) => ({
    items: (await store.explanations(ctx.db, input.estateId, input.unitId)).map(e => ({
      id: e.id,
      unit: e.unit,
      topic: e.topic,
      onDate: e.on_date,
      by: e.by_name,
    })),
  }),
)
