/** The record of a post set right when a device tells later what it saw, and the alarms taken back (S6-45). */
import { Temporal } from 'temporal-polyfill'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { attendedSpans, emptySpans, settle } from './rules-settle.ts'
import { type Around, presenceEvery } from './service.ts'
import type { PostRow } from './store.ts'
import * as store from './store-presence.ts'

const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms)

const reasons = {
  attended: '离线期间有人在岗，联网后补传',
  changed: '联网后按设备时间更正起止',
  entered: '离线期间无人在岗，联网后补记',
} as const

/**
 * Judges the post anew from the earliest instant that the news touches. What turns out attended is closed with its
 * reason, what was empty and unknown is entered; the stretch that is empty now stays with the watch.
 * @param from epoch milliseconds of the presence that became known
 */
export async function settlePost(ctx: Ctx, post: PostRow, a: Around, from: number): Promise<void> {
  const estateId = post.estate_id
  // the very millisecond of the news counts: who comes now ends the stretch before it
  const now = ctx.now.epochMilliseconds + 1
  const every = presenceEvery(post, a)
  const spansOf = async (since: number) =>
    attendedSpans(
      (await store.staysSince(ctx.db, estateId, post.id, instant(since))).map(s => ({
        from: s.in_at.epochMilliseconds,
        until: s.out_at?.epochMilliseconds ?? null,
        signs: (s.signs ?? []).map(Number),
      })),
      every,
      now,
    )
  // the stretch before the news is judged too, back to when somebody was last there
  const before = (await spansOf(from - 48 * 3_600_000)).filter(s => s.until <= from).at(-1)
  const least = before?.until ?? from
  const periods = await store.periodsSince(ctx.db, estateId, post.id, instant(least))
  const begin = Math.min(least, ...periods.map(p => p.since.epochMilliseconds))
  const attended = await spansOf(begin)
  const minutes = post.unattended_minutes ?? a.rule.unattendedMinutes
  const watched = {
    covers: post.covers,
    zone: a.zone,
    openedAt: post.opened_at.epochMilliseconds,
    closedAt: post.closed_at?.epochMilliseconds ?? null,
  }
  const found = settle(
    periods.map(p => ({
      id: p.id,
      since: p.since.epochMilliseconds,
      until: p.ended_at?.epochMilliseconds ?? null,
    })),
    emptySpans(watched, attended, minutes, begin, now),
    minutes,
    now,
  )
  for (const s of found) await enter(ctx, post, s, minutes)
}

async function enter(
  ctx: Ctx,
  post: PostRow,
  s: ReturnType<typeof settle>[number],
  minutes: number,
): Promise<void> {
  const estateId = post.estate_id
  const reason = reasons[s.did]
  if (s.did === 'attended') await store.settleAttended(ctx.db, estateId, s.id, reason, ctx.now)
  else if (s.did === 'changed') {
    const until = s.until === null ? null : instant(s.until)
    await store.settleChanged(ctx.db, estateId, {
      id: s.id,
      since: instant(s.since),
      until,
      reason,
      at: ctx.now,
    })
  } else
    await store.enterVacancy(ctx.db, estateId, {
      id: newId<'vacancy'>(ctx.now.epochMilliseconds),
      postId: post.id,
      since: instant(s.since),
      until: instant(s.until),
      alarmAt: instant(s.alarmAt),
      minutes,
      reason,
      at: ctx.now,
    })
  const over = s.did === 'attended' || (s.did === 'changed' && s.until !== null)
  if (over) await ctx.enqueue('notice.withdraw', { estateId, topic: 'vacancy', id: s.id }, { estateId })
  await ctx.audit(
    { action: `post.vacancy_${s.did}`, subject: 'post', subjectId: post.id, after: s, reason },
    estateId,
  )
}
