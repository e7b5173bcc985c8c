/** Check-in, check-out, hand-over, and the watch over posts that nobody stands at (S6-45). */
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../core/clock.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { rosterApi } from './contract.ts'
import { onDuty } from './duty.ts'
import { rosterFail } from './errors.ts'
import { coverSpans, lateFrom } from './rules.ts'
import { around, emptiness, postNow, self } from './service.ts'
import * as store from './store.ts'

const instant = (text: string | undefined, ctx: Ctx): Instant | null =>
  text === undefined ? (ctx.deviceTime ?? null) : Temporal.Instant.from(text)

/** Begins at a post; ends its unattended period and takes back the alarm about it. */
export const checkIn = verb(
  'roster.check_in',
  rosterApi['POST /api/estates/:estateId/posts/:postId/check-in'],
  async (ctx, input) => {
    const me = self(ctx.actor)
    const post = await store.lockPost(ctx.db, input.estateId, input.postId)
    if (post === undefined) throw fail('core.not_found')
    if (post.closed_at !== null) throw rosterFail('roster.post_closed')
    const turns = await store.dutiesBetween(ctx.db, input.estateId, {
      from: ctx.now.subtract({ minutes: 60 }),
      until: ctx.now.add({ minutes: 60 }),
      accountId: me.id,
    })
    const row = {
      id: newId<'presence'>(ctx.now.epochMilliseconds),
      post_id: post.id,
      account_id: me.id,
      name: me.name,
      duty_id: turns.find(d => d.post_id === post.id)?.id ?? null,
      in_at: ctx.now,
    }
    await store
      .insertPresence(ctx.db, input.estateId, row, instant(input.deviceTime, ctx))
      .catch((error: unknown) => {
        throw isUniqueViolation(error, 'presence_open_key') ? rosterFail('roster.already_there') : error
      })
    await filled(ctx, input.estateId, post.id, ctx.now)
    await ctx.audit(
      { action: 'post.check_in', subject: 'post', subjectId: post.id, after: row },
      input.estateId,
    )
    await ctx.signal({ topic: 'post', ref: post.id, estateId: input.estateId })
    return postNow(ctx, input.estateId, post.id)
  },
)

async function filled(ctx: Ctx, estateId: string, postId: string, at: Instant): Promise<void> {
  const ended = await store.endVacancy(ctx.db, estateId, postId, at)
  if (ended !== undefined)
    await ctx.enqueue('notice.withdraw', { estateId, topic: 'vacancy', id: ended }, { estateId })
}

/**
 * Leaves a post. While it should be covered the last one there hands over to somebody who has checked in, or gives
 * the reason why nobody follows; the watch then runs from this moment.
 */
export const checkOut = verb(
  'roster.check_out',
  rosterApi['POST /api/estates/:estateId/posts/:postId/check-out'],
  async (ctx, input) => {
    const me = self(ctx.actor)
    const post = await store.lockPost(ctx.db, input.estateId, input.postId)
    if (post === undefined) throw fail('core.not_found')
    const before = await around(ctx, input.estateId)
    const here = before.present.filter(p => p.post_id === post.id)
    const mine = here.find(p => p.account_id === me.id)
    if (mine === undefined) throw rosterFail('roster.not_there')
    const next = here.find(p => p.account_id === input.handedTo)
    if (input.handedTo !== undefined && next === undefined) throw rosterFail('roster.nobody_follows')
    const covered = coverSpans(
      post.covers,
      ctx.now.epochMilliseconds,
      ctx.now.epochMilliseconds + 1,
      before.zone,
    )
    const leavesEmpty = here.length === 1 && covered.length > 0 && post.closed_at === null
    if (leavesEmpty && !input.reason) throw rosterFail('roster.nobody_follows')
    await store.endPresence(ctx.db, input.estateId, mine.id, {
      at: ctx.now,
      deviceTime: instant(input.deviceTime, ctx),
      note: input.note || null,
      handedTo: next?.account_id ?? null,
      handedName: next?.name ?? null,
    })
    await ctx.audit(
      {
        action: 'post.check_out',
        subject: 'post',
        subjectId: post.id,
        before: { since: mine.in_at },
        after: { note: input.note ?? null, handedTo: next?.name ?? null },
        reason: input.reason,
      },
      input.estateId,
    )
    if (leavesEmpty) await watchLater(ctx, post, before.rule.unattendedMinutes)
    await ctx.signal({ topic: 'post', ref: post.id, estateId: input.estateId })
    return postNow(ctx, input.estateId, post.id)
  },
)

async function watchLater(ctx: Ctx, post: store.PostRow, minutes: number): Promise<void> {
  const runAt = Temporal.Instant.fromEpochMilliseconds(
    lateFrom(ctx.now.epochMilliseconds, post.unattended_minutes ?? minutes),
  )
  await ctx.enqueue(
    'roster.watch',
    { estateId: post.estate_id, postId: post.id },
    { estateId: post.estate_id, runAt },
  )
}

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
