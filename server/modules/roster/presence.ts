/** Check-in with proof of place, signs of presence, hand-over, also told later by a phone without network (S6-45). */
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { verb } from '../../core/verb.ts'
import { rosterApi } from './contract.ts'
import { rosterFail } from './errors.ts'
import { instantOf, proofOf } from './proof.ts'
import { coverSpans, lateFrom } from './rules.ts'
import { happenedAt } from './rules-proof.ts'
import { type Around, around, emptiness, postNow, presenceEvery, presenceRule, self } from './service.ts'
import { settlePost } from './settle.ts'
import * as store from './store.ts'
import * as presence from './store-presence.ts'

/** When the act happened by the device that captured it, in epoch milliseconds. */
function deviceMs(ctx: Ctx, text: string | undefined): number | undefined {
  const at = text === undefined ? ctx.deviceTime : Temporal.Instant.from(text)
  return at?.epochMilliseconds
}

/** The moment of an act: now, or the device's time where a phone without network kept it back (SX-06). */
async function momentOf(ctx: Ctx, estateId: string, deviceTime: string | undefined) {
  const rule = await presenceRule(ctx, estateId)
  const device = deviceMs(ctx, deviceTime)
  const { at, later } = happenedAt(ctx.now.epochMilliseconds, device, rule)
  return {
    rule,
    later,
    at: later ? instantOf(at) : ctx.now,
    device: device === undefined ? null : instantOf(device),
    learnedAt: later ? ctx.now : null,
  }
}

/** Begins at a post, with the proof of place; ends its unattended period and takes back the alarm about it. */
export const checkIn = verb(
  'roster.check_in',
  rosterApi['POST /api/estates/:estateId/posts/:postId/check-in'],
  async (ctx, input) => {
    const me = self(ctx.actor)
    const { estateId } = input
    const post = await store.lockPost(ctx.db, estateId, input.postId)
    if (post === undefined) throw fail('core.not_found')
    const when = await momentOf(ctx, estateId, input.deviceTime)
    if (post.closed_at !== null && !when.later) throw rosterFail('roster.post_closed')
    const proof = await proofOf(ctx, estateId, post.id, input.proof, when.at.epochMilliseconds, when.rule)
    const turns = await store.dutiesBetween(ctx.db, estateId, {
      from: when.at.subtract({ minutes: 60 }),
      until: when.at.add({ minutes: 60 }),
      accountId: me.id,
    })
    const row = {
      id: newId<'presence'>(ctx.now.epochMilliseconds),
      post_id: post.id,
      account_id: me.id,
      name: me.name,
      duty_id: turns.find(d => d.post_id === post.id)?.id ?? null,
      in_at: when.at,
      in_proof: proof,
    }
    const a = await around(ctx, estateId)
    const unseen = await unseenSince(ctx, post, a)
    const open = await presence.openStay(ctx.db, estateId, post.id, me.id)
    if (open !== undefined && !when.later) throw rosterFail('roster.already_there')
    if (open === undefined) await store.insertPresence(ctx.db, estateId, row, when.device, when.learnedAt)
    else await presence.cameEarlier(ctx.db, estateId, open.id, when.at, ctx.now)
    await settled(ctx, post, a, when, unseen)
    await ctx.audit(
      {
        action: 'post.check_in',
        subject: 'post',
        subjectId: post.id,
        after: { ...row, in_at: when.at.toString(), learnedAt: when.learnedAt?.toString() ?? null },
      },
      estateId,
    )
    await watchShown(ctx, post, a, when.at)
    await ctx.signal({ topic: 'post', ref: post.id, estateId })
    return postNow(ctx, estateId, post.id)
  },
)

/** Since when the post was empty for too long although no alarm stands: the watch had not come round yet. */
async function unseenSince(ctx: Ctx, post: store.PostRow, a: Around): Promise<number | undefined> {
  const { since, late } = emptiness(post, a, ctx.now)
  const open = a.vacancies.some(v => v.post_id === post.id)
  return late && !open && since !== null ? since : undefined
}

/** The record follows what became known: at once the open period ends, afterwards all of it is judged anew. */
async function settled(
  ctx: Ctx,
  post: store.PostRow,
  a: Around,
  when: { at: Instant; later: boolean },
  unseen?: number,
): Promise<void> {
  if (when.later) await settlePost(ctx, post, a, when.at.epochMilliseconds)
  else if (unseen !== undefined) await settlePost(ctx, post, a, unseen)
  if (!when.later) await filled(ctx, post.estate_id, post.id, ctx.now)
}

/** Looks again when a stay without another sign would have been over for too long. */
async function watchShown(ctx: Ctx, post: store.PostRow, a: Around, from: Instant): Promise<void> {
  const every = presenceEvery(post, a)
  if (every === 0) return
  const minutes = post.unattended_minutes ?? a.rule.unattendedMinutes
  await watchLater(ctx, post, from.epochMilliseconds + every * 60_000, minutes)
}

/**
 * A sign of presence at one's post (S6-45); where it ends an alarm, the alarm is taken back.
 * @throws roster.not_there for who has not checked in
 */
export const showPresence = verb(
  'roster.show_presence',
  rosterApi['POST /api/estates/:estateId/posts/:postId/presence'],
  async (ctx, input) => {
    const me = self(ctx.actor)
    const { estateId } = input
    const post = await store.lockPost(ctx.db, estateId, input.postId)
    if (post === undefined) throw fail('core.not_found')
    const when = await momentOf(ctx, estateId, input.deviceTime)
    const proof = await proofOf(ctx, estateId, post.id, input.proof, when.at.epochMilliseconds, when.rule)
    const stay = await presence.stayAt(ctx.db, estateId, post.id, me.id, when.at)
    if (stay === undefined) throw rosterFail('roster.not_there')
    const a = await around(ctx, estateId)
    // while nobody had shown himself the time counted as empty; that stretch ends here and stays on record
    const unseen = await unseenSince(ctx, post, a)
    await presence.insertSign(ctx.db, estateId, {
      id: newId<'sign'>(ctx.now.epochMilliseconds),
      presenceId: stay.id,
      at: when.at,
      proof,
      learnedAt: when.learnedAt,
    })
    await settled(ctx, post, a, when, unseen)
    await ctx.audit(
      {
        action: 'post.presence',
        subject: 'post',
        subjectId: post.id,
        after: { at: when.at.toString(), proof },
      },
      estateId,
    )
    await watchShown(ctx, post, a, when.at)
    await ctx.signal({ topic: 'post', ref: post.id, estateId })
    const every = presenceEvery(post, a)
    return { at: when.at.toString(), until: every === 0 ? null : when.at.add({ minutes: every }).toString() }
  },
)

/** Who takes over confirms what the one before handed to him: both have then said so. */
export const confirmHandover = verb(
  'roster.confirm_handover',
  rosterApi['POST /api/estates/:estateId/posts/:postId/handover'],
  async (ctx, input) => {
    const me = self(ctx.actor)
    const handed = await presence.handedTo(ctx.db, input.estateId, input.postId, me.id)
    if (handed === undefined) throw rosterFail('roster.nothing_handed')
    await presence.confirmHandover(ctx.db, input.estateId, handed.id, ctx.now)
    await ctx.audit(
      {
        action: 'post.handover',
        subject: 'post',
        subjectId: input.postId,
        after: { from: handed.name, to: me.name },
      },
      input.estateId,
    )
    await ctx.signal({ topic: 'post', ref: input.postId, estateId: input.estateId })
    return { from: handed.name, at: ctx.now.toString() }
  },
)

/** Ends the open unattended period and takes back what was told about it. */
export async function filled(ctx: Ctx, estateId: string, postId: string, at: Instant): Promise<void> {
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
    const when = await momentOf(ctx, input.estateId, input.deviceTime)
    const before = await around(ctx, input.estateId)
    const here = before.present.filter(p => p.post_id === post.id)
    const mine = here.find(p => p.account_id === me.id)
    if (mine === undefined) throw rosterFail('roster.not_there')
    const next = here.find(p => p.account_id === input.handedTo)
    if (input.handedTo !== undefined && next === undefined && !when.later)
      throw rosterFail('roster.nobody_follows')
    const atMs = when.at.epochMilliseconds
    const covered = coverSpans(post.covers, atMs, atMs + 1, before.zone)
    const leavesEmpty = here.length === 1 && covered.length > 0 && post.closed_at === null
    // without network a phone cannot know who follows: what it says is taken as it was, and the gap shows itself
    if (leavesEmpty && !input.reason && !when.later) throw rosterFail('roster.nobody_follows')
    await store.endPresence(ctx.db, input.estateId, mine.id, {
      at: when.at,
      deviceTime: when.device,
      note: input.note || null,
      handedTo: next?.account_id ?? null,
      handedName: next?.name ?? null,
      matters: input.matters ?? [],
      reason: input.reason || null,
      learnedAt: when.learnedAt,
    })
    await ctx.audit(
      {
        action: 'post.check_out',
        subject: 'post',
        subjectId: post.id,
        before: { since: mine.in_at },
        after: {
          note: input.note ?? null,
          matters: input.matters ?? [],
          handedTo: next?.name ?? null,
          at: when.at.toString(),
        },
        reason: input.reason,
      },
      input.estateId,
    )
    if (when.later) await settlePost(ctx, post, before, atMs)
    if (leavesEmpty)
      await watchLater(ctx, post, atMs, post.unattended_minutes ?? before.rule.unattendedMinutes)
    await ctx.signal({ topic: 'post', ref: post.id, estateId: input.estateId })
    return postNow(ctx, input.estateId, post.id)
  },
)

/** Looks again at the first millisecond at which an emptiness since `from` (epoch milliseconds) would be late. */
async function watchLater(ctx: Ctx, post: store.PostRow, from: number, minutes: number): Promise<void> {
  const runAt = Temporal.Instant.fromEpochMilliseconds(
    Math.max(lateFrom(from, minutes), ctx.now.epochMilliseconds),
  )
  await ctx.enqueue(
    'roster.watch',
    { estateId: post.estate_id, postId: post.id },
    { estateId: post.estate_id, runAt },
  )
}
