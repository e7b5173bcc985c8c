/** The watch over posts that nobody stands at: the alarm by name, exact at its millisecond, and the course of a post (S6-45). */
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { rosterApi } from './contract.ts'
import { onDuty } from './duty.ts'
import { filled } from './presence.ts'
import { coverSpans } from './rules.ts'
import { around, emptiness } from './service.ts'
import * as store from './store.ts'

/**
 * Looks at one post: empty for longer than allowed opens an unattended period and alarms the person whose turn it is,
 * then his superior; somebody there again, or no cover due, ends it. Safe to repeat.
 */
export function watchPost(ctx: Ctx, estateId: string, postId: string): Promise<void> {
  return within(ctx, async inner => {
    const post = await store.lockPost(inner.db, estateId, postId)
    if (post === undefined) return
    const a = await around(inner, estateId)
    const { since, minutes, late } = emptiness(post, a, inner.now)
    if (since === null || post.closed_at !== null)
      return filled(inner, estateId, postId, endOfCover(post, a.zone, inner.now))
    if (late) await alarm(inner, post, a, since, minutes)
  })
}

/** Cover that ended without anybody coming ends the period too, at the end of the cover. */
function endOfCover(post: store.PostRow, zone: string, now: Instant): Instant {
  const to = now.epochMilliseconds
  const last = coverSpans(post.covers, to - 2 * 86_400_000, to, zone).at(-1)
  return Temporal.Instant.fromEpochMilliseconds(last?.until ?? to)
}

async function alarm(
  ctx: Ctx,
  post: store.PostRow,
  a: Awaited<ReturnType<typeof around>>,
  since: number,
  minutes: number,
): Promise<void> {
  const estateId = post.estate_id
  const turns = a.duties.filter(d => d.post_id === post.id && d.absent_at === null)
  const people = [
    ...turns.map(d => ({ accountId: d.account_id, name: d.name })),
    ...turns.flatMap(d =>
      d.superior_id === null ? [] : [{ accountId: d.superior_id, name: d.superior_name ?? '' }],
    ),
    ...(await onDuty(ctx, estateId, ctx.now, 'management')).map(p => ({
      accountId: p.accountId,
      name: p.name,
    })),
  ]
  const [first, ...next] = people
  const id = newId<'vacancy'>(ctx.now.epochMilliseconds)
  const made = await store.openVacancy(ctx.db, estateId, {
    id,
    post_id: post.id,
    since: Temporal.Instant.fromEpochMilliseconds(since),
    limit_minutes: minutes,
    alarmed_at: ctx.now,
    alarmed_id: first?.accountId ?? null,
    alarmed_name: first?.name ?? null,
  })
  if (!made) return
  await ctx.enqueue(
    'notice.send',
    {
      estateId,
      ...(first ? { to: first } : {}),
      next,
      kind: 'post.unattended',
      urgent: true,
      escalateAfterMinutes: a.rule.escalateMinutes,
      ref: { topic: 'vacancy', id },
      title: { zh: `空岗：${post.name}`, en: `Unattended post: ${post.name}` },
      body: {
        zh: `${post.name}已超过 ${minutes} 分钟无人值守，请立即到岗或安排人员。`,
        en: `${post.name} has had nobody for more than ${minutes} minutes. Go there or send somebody now.`,
      },
    },
    { estateId },
  )
  await ctx.audit(
    {
      action: 'post.unattended',
      subject: 'post',
      subjectId: post.id,
      after: { since: Temporal.Instant.fromEpochMilliseconds(since), alarmed: first?.name ?? null },
    },
    estateId,
  )
  await ctx.signal({ topic: 'post', ref: post.id, estateId })
}

/** Each minute over all posts: begins of cover and posts whose job was lost; only those that change are locked. */
export async function watchAll(ctx: Ctx): Promise<void> {
  for (const estateId of await store.estatesWithPosts(ctx.db)) {
    const a = await around(ctx, estateId)
    for (const post of await store.posts(ctx.db, estateId)) {
      const { since, late } = emptiness(post, a, ctx.now)
      const open = a.vacancies.some(v => v.post_id === post.id)
      if ((late && !open) || (since === null && open)) await watchPost(ctx, estateId, post.id)
    }
  }
}

export const postCourse = query(
  'roster.course',
  rosterApi['GET /api/estates/:estateId/posts/:postId/course'],
  async (ctx, input) => {
    if ((await store.postById(ctx.db, input.estateId, input.postId)) === undefined)
      throw fail('core.not_found')
    const presences = await store.presencesOf(ctx.db, input.estateId, input.postId, input.limit)
    const vacancies = await store.vacancies(ctx.db, input.estateId, {
      postId: input.postId,
      limit: input.limit,
    })
    return {
      presences: presences.map(p => ({
        accountId: p.account_id,
        name: p.name,
        inAt: p.in_at.toString(),
        outAt: p.out_at?.toString() ?? null,
        note: p.note,
        handedTo: p.handed_name,
      })),
      vacancies: vacancies.map(v => ({
        since: v.since.toString(),
        alarmedAt: v.alarmed_at.toString(),
        alarmed: v.alarmed_name,
        endedAt: v.ended_at?.toString() ?? null,
      })),
    }
  },
)
