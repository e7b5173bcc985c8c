/** Posts: what stands there, who should be there and who is. */
import { Temporal } from 'temporal-polyfill'
import type { Actor } from '../../core/access.ts'
import { type Instant, localDate } from '../../core/clock.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { Party, rosterApi } from './contract.ts'
import { rosterFail } from './errors.ts'
import { emptySince, isUnattended, lateFrom } from './rules.ts'
import { type PresenceRule, strengthOf } from './rules-proof.ts'
import * as store from './store.ts'
import { postsWithMeans } from './store-presence.ts'

export interface PostRule {
  unattendedMinutes: number
  escalateMinutes: number
  gapHours: number
}

/** The estate's rule of posts on the day: minutes without a person, minutes to acknowledge, hours ahead for gaps. */
export function postRule(ctx: Pick<Ctx, 'db' | 'now'>, estateId: string): Promise<PostRule> {
  return ruleFor<PostRule>(ctx.db, 'roster.post', estateId, localDate(ctx.now).toString())
}

/** How codes and signs of presence are judged at the estate. */
export function presenceRule(ctx: Pick<Ctx, 'db' | 'now'>, estateId: string): Promise<PresenceRule> {
  return ruleFor<PresenceRule>(ctx.db, 'roster.presence', estateId, localDate(ctx.now).toString())
}

/** The account that acts, with its name as the roster keeps it. */
export function self(actor: Actor): { id: string; name: string } {
  if (actor.kind !== 'account') throw rosterFail('roster.not_yours')
  return { id: actor.id, name: actor.name }
}

const iso = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString()
const ms = (at: Instant) => at.epochMilliseconds

/** Everything that a post's card shows, read once for all posts of an estate. */
export interface Around {
  zone: string
  rule: PostRule
  presence: PresenceRule
  /** posts that have a tablet or a mark */
  means: Set<string>
  present: store.PresenceRow[]
  left: store.PresenceRow[]
  duties: store.DutyFull[]
  vacancies: store.VacancyRow[]
}

export async function around(ctx: Pick<Ctx, 'db' | 'now'>, estateId: string): Promise<Around> {
  return {
    zone: await store.zoneOf(ctx.db, estateId),
    rule: await postRule(ctx, estateId),
    presence: await presenceRule(ctx, estateId),
    means: await postsWithMeans(ctx.db, estateId),
    present: await store.present(ctx.db, estateId),
    left: await store.lastLeft(ctx.db, estateId),
    duties: await store.dutiesBetween(ctx.db, estateId, {
      from: ctx.now,
      until: ctx.now.add({ milliseconds: 1 }),
    }),
    vacancies: await store.vacancies(ctx.db, estateId, { open: true }),
  }
}

/** Minutes within which somebody there shows it again; 0 where nothing could be shown. */
export function presenceEvery(post: store.PostRow, a: Pick<Around, 'presence' | 'means'>): number {
  return post.presence_minutes ?? (a.means.has(post.id) ? a.presence.presenceMinutes : 0)
}

/** Until when a stay counts without another sign, in epoch milliseconds; nothing where none is asked for. */
export function shownUntil(p: store.PresenceRow, every: number): number | null {
  return every === 0 ? null : (p.signed_at ?? p.in_at).epochMilliseconds + every * 60_000
}

/** Who counts as there, and when those who do not show themselves any more stopped to. */
function standing(post: store.PostRow, a: Around, now: number) {
  const every = presenceEvery(post, a)
  const here = a.present.filter(p => p.post_id === post.id)
  const gone = here.map(p => shownUntil(p, every)).filter(until => until !== null && until < now)
  const left = a.left.find(p => p.post_id === post.id)?.out_at?.epochMilliseconds
  const ends = [...gone, left].filter(x => x !== undefined && x !== null)
  return { present: here.length - gone.length, lastOutAt: ends.length === 0 ? null : Math.max(...ends) }
}

/** Since when the post has nobody although it should be covered, and whether that is longer than allowed. */
export function emptiness(post: store.PostRow, a: Around, now: Instant) {
  const since = emptySince(
    {
      covers: post.covers,
      zone: a.zone,
      openedAt: ms(post.opened_at),
      ...standing(post, a, ms(now)),
    },
    ms(now),
  )
  const minutes = post.unattended_minutes ?? a.rule.unattendedMinutes
  return { since, minutes, late: isUnattended(since, minutes, ms(now)) }
}

export function presentPost(post: store.PostRow, a: Around, now: Instant, me: string | undefined) {
  const here = a.present.filter(p => p.post_id === post.id)
  const left = a.left.find(p => p.post_id === post.id)
  const { since, minutes, late } = emptiness(post, a, now)
  const mine = here.some(p => p.account_id === me)
  return {
    id: post.id,
    kind: post.kind,
    name: post.name,
    buildingId: post.building_id,
    sectionId: post.section_id,
    party: post.party,
    covers: post.covers,
    unattendedMinutes: minutes,
    headcount: post.headcount,
    certificate: post.certificate,
    presenceMinutes: presenceEvery(post, a),
    demands: post.demands.map(d => Party.parse(d)),
    closed: post.closed_at !== null,
    version: post.version,
    present: here.map(p => {
      const until = shownUntil(p, presenceEvery(post, a))
      return {
        accountId: p.account_id,
        name: p.name,
        since: p.in_at.toString(),
        shownUntil: until === null ? null : iso(until),
        strength: strengthOf(p.in_proof),
      }
    }),
    onDuty: a.duties
      .filter(d => d.post_id === post.id && d.absent_at === null)
      .map(d => ({ accountId: d.account_id, name: d.name, until: d.ends_at?.toString() ?? null })),
    unattended:
      since === null
        ? null
        : {
            since: iso(since),
            lateAt: iso(lateFrom(since, minutes)),
            late,
            alarmed: a.vacancies.find(v => v.post_id === post.id)?.alarmed_name ?? null,
          },
    handover: handedOver(left),
    allowed: {
      checkIn:
        post.closed_at !== null ? 'roster.post_closed' : mine ? 'roster.already_there' : (true as const),
      checkOut: mine ? (true as const) : 'roster.not_there',
    },
  }
}

/** What the last one left for who comes next, and whether that one has confirmed it. */
function handedOver(left: store.PresenceRow | undefined) {
  if (left === undefined || !(left.note || left.matters.length > 0 || left.handed_to)) return null
  return {
    note: left.note ?? '',
    by: left.name,
    at: (left.out_at ?? left.in_at).toString(),
    matters: left.matters,
    to: left.handed_to === null ? null : { accountId: left.handed_to, name: left.handed_name ?? '' },
    confirmedAt: left.read_at?.toString() ?? null,
  }
}

const meOf = (ctx: Ctx) => (ctx.actor.kind === 'account' ? ctx.actor.id : undefined)

/** One post as its card shows it now. @throws core.not_found */
export async function postNow(ctx: Ctx, estateId: string, postId: string) {
  const post = await store.postById(ctx.db, estateId, postId)
  if (post === undefined) throw fail('core.not_found')
  return presentPost(post, await around(ctx, estateId), ctx.now, meOf(ctx))
}

export const listPosts = query(
  'roster.posts',
  rosterApi['GET /api/estates/:estateId/posts'],
  async (ctx, input) => {
    const all = await around(ctx, input.estateId)
    const rows = await store.posts(ctx.db, input.estateId, { closed: input.closed })
    return { items: rows.map(p => presentPost(p, all, ctx.now, meOf(ctx))), total: rows.length }
  },
)

const nameTaken = (error: unknown, name: string) =>
  isUniqueViolation(error, 'post_name_key') ? rosterFail('roster.post_name', { params: { name } }) : error

/** Sets up a post (S1-01: a lobby's post names its building or entrance). */
export const createPost = verb(
  'roster.create_post',
  rosterApi['POST /api/estates/:estateId/posts'],
  async (ctx, input) => {
    const row: store.PostRow = {
      estate_id: input.estateId,
      id: newId<'post'>(ctx.now.epochMilliseconds),
      kind: input.kind,
      name: input.name,
      building_id: input.buildingId ?? null,
      section_id: input.sectionId ?? null,
      party: input.party,
      covers: input.covers,
      unattended_minutes: input.unattendedMinutes ?? null,
      headcount: input.headcount ?? null,
      certificate: input.certificate ?? null,
      presence_minutes: input.presenceMinutes ?? null,
      demands: input.demands ?? [],
      opened_at: ctx.now,
      closed_at: null,
      version: 1,
    }
    try {
      await store.insertPost(ctx.db, row)
    } catch (error) {
      throw nameTaken(error, input.name)
    }
    await ctx.audit({ action: 'post.create', subject: 'post', subjectId: row.id, after: row }, input.estateId)
    return postNow(ctx, input.estateId, row.id)
  },
)

/** Changes a post. @throws core.stale when somebody changed it meanwhile */
export const changePost = verb(
  'roster.change_post',
  rosterApi['PUT /api/estates/:estateId/posts/:postId'],
  async (ctx, input) => {
    const before = await store.postById(ctx.db, input.estateId, input.postId)
    if (before === undefined) throw fail('core.not_found')
    const row: store.PostRow = {
      ...before,
      kind: input.kind,
      name: input.name,
      building_id: input.buildingId ?? null,
      section_id: input.sectionId ?? null,
      party: input.party,
      covers: input.covers,
      unattended_minutes: input.unattendedMinutes ?? null,
      headcount: input.headcount ?? null,
      certificate: input.certificate ?? null,
      presence_minutes: input.presenceMinutes === undefined ? before.presence_minutes : input.presenceMinutes,
      demands: input.demands ?? before.demands,
      closed_at: input.closed ? (before.closed_at ?? ctx.now) : null,
      version: input.version,
    }
    const done = await store.updatePost(ctx.db, row).catch(error => {
      throw nameTaken(error, input.name)
    })
    if (!done) throw fail('core.stale')
    if (input.closed) await store.endVacancy(ctx.db, input.estateId, row.id, ctx.now)
    await ctx.audit(
      { action: 'post.change', subject: 'post', subjectId: row.id, before, after: row },
      input.estateId,
    )
    return postNow(ctx, input.estateId, row.id)
  },
)
