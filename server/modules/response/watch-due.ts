/** Who is told that a weekly review is due or late (J-08), and that a plan's version lies unread (S6-02). Safe to repeat. */
import { localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { reporters } from '../gate/store-report.ts'
import { dues, reviewRef } from './reviews.ts'
import { reviewState } from './rules-watch.ts'
import { placesWithin } from './store-place.ts'
import * as store from './store-told.ts'
import { tell } from './tell.ts'

async function tellReviews(ctx: Ctx): Promise<void> {
  const { due } = await dues(ctx, '')
  const today = localDate(ctx.now).toString()
  const paths = new Map((await placesWithin(ctx.db, '')).map(p => [p.id, p.region_path]))
  for (const group of Map.groupBy(due, c => reviewRef(c.decision, c.dueOn)).values()) {
    const [first] = group
    const state = first && reviewState(first.dueOn, today)
    if (first === undefined || state === undefined || state === 'early') continue
    const late = state === 'late'
    const { decision, dueOn, estate_id: estateId } = first
    const n = group.length
    await tell(ctx, {
      topic: 'response_review',
      id: reviewRef(decision, dueOn),
      what: state,
      estateId,
      to: await reporters(ctx.db, { path: paths.get(estateId) ?? '' }, 'headquarters', ctx.now),
      urgent: late,
      atOnce: true,
      title: late
        ? { zh: `封闭复核已逾期：${decision}`, en: `Review of a closure overdue: ${decision}` }
        : { zh: `今天复核封闭措施：${decision}`, en: `Review the closure today: ${decision}` },
      body: {
        zh: `${decision} 涉及 ${n} 个小区，应于 ${dueOn} 复核封闭是否仍有必要、是否可以放宽或解除。`,
        en: `${decision} binds ${n} estates; by ${dueOn} it is to be judged whether it is still needed, or can be eased or lifted.`,
      },
    })
  }
}

async function tellUnread(ctx: Ctx): Promise<void> {
  const today = localDate(ctx.now).toString()
  const { hours } = await ruleFor<{ hours: number }>(ctx.db, 'response.unread', NIL, today)
  for (const u of await store.unread(ctx.db, ctx.now.subtract({ hours }))) {
    const [place] = await placesWithin(ctx.db, u.region_path)
    if (place === undefined) continue
    const named = `${u.title} v${u.version}`
    const of = { topic: 'response_paper', estateId: place.id, urgent: false, atOnce: true }
    await tell(ctx, {
      ...of,
      id: `${u.paper_id}/${u.unit_id}`,
      what: 'unread',
      to: await store.peopleOfUnit(ctx.db, { kind: u.unit_kind, id: u.unit_id }, ctx.now),
      title: { zh: `请确认收到：${named}`, en: `Please confirm: ${named}` },
      body: {
        zh: `${u.unit_name} 已 ${hours} 小时没有确认收到《${named}》，请打开“方案与指令”阅读并确认。`,
        en: `${u.unit_name} has not confirmed “${named}” for ${hours} hours; open plan and orders, read and confirm it.`,
      },
    })
    if (u.sent_by === null) continue
    await tell(ctx, {
      ...of,
      id: `${u.paper_id}/${u.unit_id}`,
      what: 'unread_sender',
      to: [{ id: u.sent_by, name: u.sent_name ?? '' }],
      title: { zh: `${u.unit_name} 未确认：${named}`, en: `${u.unit_name} has not confirmed: ${named}` },
      body: {
        zh: `《${named}》发出已满 ${hours} 小时，${u.unit_name} 还没有确认收到。`,
        en: `“${named}” was sent ${hours} hours ago; ${u.unit_name} has not confirmed it.`,
      },
    })
  }
}

export async function watchDue(ctx: Ctx): Promise<void> {
  await tellReviews(ctx)
  await tellUnread(ctx)
}
