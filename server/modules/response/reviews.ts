/** The weekly review: is the closure still needed, and still the mildest measure (J-08). */
import { reachRegion } from '../../core/access.ts'
import { instantText, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { able, pathOf, self } from './actor.ts'
import { responseApi } from './contract.ts'
import { responseFail } from './errors.ts'
import { reviewDue, reviewState } from './rules-watch.ts'
import { placesWithin } from './store-place.ts'
import { toldOf } from './store-told.ts'
import * as store from './store-watch.ts'

interface Due extends store.ReviewedClosure {
  dueOn: string
}

/** Names one review of one decision, for the messages about it. */
export const reviewRef = (decision: string, dueOn: string): string => `${decision} ${dueOn}`

/** Every closure in force in the region with the day of its next review. */
export async function dues(ctx: Ctx, path: string): Promise<{ due: Due[]; made: store.ReviewRow[] }> {
  const ids = (await placesWithin(ctx.db, path)).map(p => p.id)
  const closures = await store.closuresInForce(ctx.db, ids, ctx.now)
  const made = await store.reviews(ctx.db, ids)
  const today = localDate(ctx.now).toString()
  const due = await Promise.all(
    closures.map(async c => {
      const rule = await ruleFor<{ days: number }>(ctx.db, 'response.review', c.estate_id, today)
      const last = made.find(r => r.closure_id === c.id)
      const lastOn = last && localDate(last.made_at).toString()
      return { ...c, dueOn: reviewDue(localDate(c.starts_at).toString(), lastOn, rule.days) }
    }),
  )
  return { due, made }
}

export const listReviews = query(
  'response.reviews',
  responseApi['GET /api/regions/:regionId/response/reviews'],
  async (ctx, input) => {
    const path = pathOf(ctx, input.regionId)
    const { due, made } = await dues(ctx, path)
    const today = localDate(ctx.now).toString()
    const number = new Map(due.map(c => [c.id, c.decision]))
    return {
      due: [...Map.groupBy(due, c => `${c.decision} ${c.dueOn}`).values()]
        .flatMap(group => {
          const first = group[0]
          if (first === undefined) return []
          return [
            {
              decision: first.decision,
              dueOn: first.dueOn,
              late: reviewState(first.dueOn, today) === 'late',
              estates: group.length,
              closureIds: group.map(c => c.id),
            },
          ]
        })
        .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1)),
      made: [
        ...Map.groupBy(
          made,
          r => `${number.get(r.closure_id) ?? ''} ${r.due_on} ${r.result} ${r.note}`,
        ).values(),
      ]
        .flatMap(group => {
          const first = group[0]
          if (first === undefined) return []
          return [
            {
              decision: number.get(first.closure_id) ?? '',
              dueOn: first.due_on,
              result: first.result,
              note: first.note,
              by: first.made_name,
              at: instantText(first.made_at),
              estates: group.length,
            },
          ]
        })
        .slice(0, 60),
      allowed: {
        review: able(() => reachRegion(ctx.actor, 'closure.decide', path))
          ? (true as const)
          : 'core.forbidden',
      },
    }
  },
)

/** Records the review of every closure of a decision that is due. @throws response.review_early */
export const review = verb(
  'response.review',
  responseApi['POST /api/regions/:regionId/response/reviews'],
  async (ctx, input) => {
    const { due } = await dues(ctx, pathOf(ctx, input.regionId))
    const mine = due.filter(c => c.decision === input.decision)
    const today = localDate(ctx.now).toString()
    const ready = mine.filter(c => reviewState(c.dueOn, today) !== 'early')
    const [next] = mine.map(c => c.dueOn).sort()
    if (next === undefined) throw fail('core.not_found')
    if (ready.length === 0) throw responseFail('response.review_early', { params: { day: next } })
    const by = self(ctx)
    for (const c of ready) {
      const id = newId<'review'>(ctx.now.epochMilliseconds)
      await store.insertReview(ctx.db, {
        id,
        estate_id: c.estate_id,
        closure_id: c.id,
        due_on: c.dueOn,
        result: input.result,
        note: input.note,
        by: by.id,
        made_name: by.name,
        made_at: ctx.now,
      })
      await ctx.audit(
        {
          action: 'closure.review',
          subject: 'closure',
          subjectId: c.id,
          after: { dueOn: c.dueOn, result: input.result, note: input.note },
        },
        c.estate_id,
      )
    }
    for (const ref of new Set(ready.map(c => reviewRef(c.decision, c.dueOn))))
      for (const estateId of await toldOf(ctx.db, 'response_review', ref))
        await ctx.enqueue('notice.withdraw', { estateId, topic: 'response_review', id: ref }, { estateId })
    return { reviewed: ready.length }
  },
)
