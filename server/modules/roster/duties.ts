/** Turns of duty: assigning, copying weeks, absence, and the gaps they leave. */
import { Temporal } from 'temporal-polyfill'
import { may } from '../../core/access.ts'
import { dayStart, localDate } from '../../core/clock.ts'
import type { InputOf } from '../../core/contract.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { DutyKind, parties, rosterApi } from './contract.ts'
import { onDuty } from './duty.ts'
import { rosterFail } from './errors.ts'
import { partyLabels } from './labels.ts'
import { nameFor } from './names.ts'
import { coverSpans, gaps } from './rules.ts'
import { postRule } from './service.ts'
import * as store from './store.ts'

function presentDuty(d: store.DutyFull) {
  return {
    id: d.id,
    kind: DutyKind.parse(d.kind),
    postId: d.post_id,
    accountId: d.account_id,
    name: d.name,
    party: d.party,
    startsAt: d.starts_at.toString(),
    endsAt: d.ends_at?.toString() ?? null,
    superior: d.superior_id === null ? null : { accountId: d.superior_id, name: d.superior_name ?? '' },
    absence: d.absent_at === null ? null : { at: d.absent_at.toString(), reason: d.absence_reason ?? '' },
    version: d.version,
  }
}

const instant = (text: string) => Temporal.Instant.from(text)

export const listDuties = query(
  'roster.duties',
  rosterApi['GET /api/estates/:estateId/duties'],
  async (ctx, input) => {
    const rows = await store.dutiesBetween(ctx.db, input.estateId, {
      from: instant(input.from),
      until: instant(input.until),
      accountId: input.accountId,
    })
    return { items: rows.map(presentDuty) }
  },
)

type NewDuty = InputOf<(typeof rosterApi)['POST /api/estates/:estateId/duties']>['duties'][number]

async function dutyRow(ctx: Ctx, estateId: string, d: NewDuty): Promise<store.DutyFull> {
  const post = d.postId === undefined ? undefined : await store.postById(ctx.db, estateId, d.postId)
  if (d.postId !== undefined && post === undefined) throw fail('core.not_found')
  if (post !== undefined && post.closed_at !== null) throw rosterFail('roster.post_closed')
  return {
    id: newId<'duty'>(ctx.now.epochMilliseconds),
    kind: post?.kind ?? d.kind ?? 'other',
    post_id: post?.id ?? null,
    account_id: d.accountId,
    name: await nameFor(ctx, estateId, d.accountId),
    party: d.party ?? post?.party ?? 'company',
    starts_at: instant(d.startsAt),
    ends_at: d.endsAt == null ? null : instant(d.endsAt),
    superior_id: d.superior ?? null,
    superior_name: d.superior ? await nameFor(ctx, estateId, d.superior) : null,
    absent_at: null,
    absence_reason: null,
    version: 1,
  }
}

/**
 * Assigns turns, all or none.
 * @throws roster.overlap when the person already has a turn in that time
 */
export const assignDuties = verb(
  'roster.assign',
  rosterApi['POST /api/estates/:estateId/duties'],
  async (ctx, input) => {
    const made: store.DutyFull[] = []
    for (const d of input.duties) {
      const row = await dutyRow(ctx, input.estateId, d)
      const other = await store.overlapping(ctx.db, input.estateId, row)
      if (other !== undefined)
        throw rosterFail('roster.overlap', {
          params: { name: other.name, from: localText(other.starts_at.epochMilliseconds) },
        })
      await store.insertDuty(
        ctx.db,
        input.estateId,
        row,
        ctx.actor.kind === 'account' ? ctx.actor.id : 'system',
      )
      made.push(row)
    }
    await ctx.audit(
      { action: 'duty.assign', subject: 'estate', subjectId: input.estateId, after: made.map(presentDuty) },
      input.estateId,
    )
    await ctx.signal({ topic: 'roster', ref: input.estateId, estateId: input.estateId })
    return { items: made.map(presentDuty) }
  },
)

/** `03-02 08:00` of the estate's zone, for sentences. */
function localText(ms: number, zone = 'Asia/Shanghai'): string {
  const z = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
  return `${z.toPlainDate().toString().slice(5)} ${z.toPlainTime().toString({ smallestUnit: 'minute' })}`
}

/** The same local hours a week later; a person who already has a turn then is left out and counted. */
export const copyWeek = verb(
  'roster.copy_week',
  rosterApi['POST /api/estates/:estateId/duties/copy-week'],
  async (ctx, input) => {
    const zone = await store.zoneOf(ctx.db, input.estateId)
    const monday = Temporal.PlainDate.from(input.monday)
    const start = dayStart(monday, zone)
    const end = dayStart(monday.add({ days: 7 }), zone)
    const week = (await store.dutiesBetween(ctx.db, input.estateId, { from: start, until: end })).filter(
      d => d.ends_at !== null && Temporal.Instant.compare(d.starts_at, start) >= 0 && d.absent_at === null,
    )
    let made = 0
    let skipped = 0
    for (let ahead = 1; ahead <= input.weeks; ahead++)
      for (const d of week) {
        const shift = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).add({ weeks: ahead }).toInstant()
        const row: store.DutyFull = {
          ...d,
          id: newId<'duty'>(ctx.now.epochMilliseconds),
          starts_at: shift(d.starts_at),
          ends_at: d.ends_at === null ? null : shift(d.ends_at),
          version: 1,
        }
        if ((await store.overlapping(ctx.db, input.estateId, row)) !== undefined) skipped += 1
        else {
          await store.insertDuty(
            ctx.db,
            input.estateId,
            row,
            ctx.actor.kind === 'account' ? ctx.actor.id : 'system',
          )
          made += 1
        }
      }
    await ctx.audit(
      {
        action: 'duty.copy_week',
        subject: 'estate',
        subjectId: input.estateId,
        after: { monday: input.monday, weeks: input.weeks, made, skipped },
      },
      input.estateId,
    )
    return { made, skipped }
  },
)

/** A turn that has not begun is taken back; one that runs ends now; one that is over stays as it was. */
export const removeDuty = verb(
  'roster.remove',
  rosterApi['DELETE /api/estates/:estateId/duties/:dutyId'],
  async (ctx, input) => {
    const d = await store.dutyById(ctx.db, input.estateId, input.dutyId)
    if (d === undefined) throw fail('core.not_found')
    if (d.ends_at !== null && Temporal.Instant.compare(d.ends_at, ctx.now) <= 0)
      throw rosterFail('roster.duty_over')
    const began = Temporal.Instant.compare(d.starts_at, ctx.now) < 0
    if (began) await store.endDuty(ctx.db, input.estateId, d.id, ctx.now)
    else await store.removeDuty(ctx.db, input.estateId, d.id)
    await ctx.audit(
      {
        action: began ? 'duty.end' : 'duty.remove',
        subject: 'duty',
        subjectId: d.id,
        before: presentDuty(d),
      },
      input.estateId,
    )
    return { ended: began }
  },
)

/** Who has the post's next turn: he is asked to come sooner when nobody above answers. */
async function nextAt(ctx: Ctx, estateId: string, d: store.DutyFull) {
  if (d.post_id === null) return []
  const from = d.starts_at
  const until = (d.ends_at ?? ctx.now).add({ hours: 24 })
  const turns = await store.dutiesBetween(ctx.db, estateId, { from, until })
  return turns
    .filter(
      x => x.post_id === d.post_id && x.id !== d.id && x.absent_at === null && x.account_id !== d.account_id,
    )
    .slice(0, 2)
    .map(x => ({ accountId: x.account_id, name: x.name }))
}

/** Reports absence (S6-45): the turn no longer counts as cover, and whoever keeps the roster is told. */
export const reportAbsence = verb(
  'roster.absence',
  rosterApi['POST /api/estates/:estateId/duties/:dutyId/absence'],
  async (ctx, input) => {
    const d = await store.dutyById(ctx.db, input.estateId, input.dutyId)
    if (d === undefined) throw fail('core.not_found')
    const own = ctx.actor.kind === 'account' && ctx.actor.id === d.account_id
    const keeps =
      ctx.actor.kind === 'system' ||
      (ctx.actor.kind === 'account' && ctx.actor.grants.some(g => may(g.role, 'roster.write')))
    if (!own && !keeps) throw rosterFail('roster.not_yours')
    if (d.absent_at !== null) throw rosterFail('roster.already_absent')
    if (d.ends_at !== null && Temporal.Instant.compare(d.ends_at, ctx.now) <= 0)
      throw rosterFail('roster.duty_over')
    await store.markAbsent(ctx.db, input.estateId, d.id, ctx.now, input.reason)
    await ctx.audit(
      {
        action: 'duty.absence',
        subject: 'duty',
        subjectId: d.id,
        before: presentDuty(d),
        reason: input.reason,
      },
      input.estateId,
    )
    const when = localText(d.starts_at.epochMilliseconds, await store.zoneOf(ctx.db, input.estateId))
    await ctx.enqueue(
      'notice.send',
      {
        estateId: input.estateId,
        ...(d.superior_id === null ? {} : { to: { accountId: d.superior_id, name: d.superior_name ?? '' } }),
        next: await nextAt(ctx, input.estateId, d),
        escalateAfterMinutes: (await postRule(ctx, input.estateId)).escalateMinutes,
        kind: 'duty.absence',
        urgent: true,
        ref: { topic: 'duty', id: d.id },
        title: { zh: `缺勤：${d.name}`, en: `Absent: ${d.name}` },
        body: {
          zh: `${d.name} ${when} 的班次缺勤：${input.reason}。请安排替班。`,
          en: `${d.name} is absent from the turn at ${when}: ${input.reason}. Find a replacement.`,
        },
      },
      { estateId: input.estateId },
    )
    return presentDuty((await store.dutyById(ctx.db, input.estateId, d.id)) ?? d)
  },
)

export const whoIsOnDuty = query(
  'roster.on_duty',
  rosterApi['GET /api/estates/:estateId/on-duty'],
  async (ctx, input) => ({
    items: await onDuty(
      ctx,
      input.estateId,
      input.at === undefined ? ctx.now : instant(input.at),
      input.kind,
    ),
  }),
)

export interface PostGap {
  postId: string
  post: string
  from: Temporal.Instant
  until: Temporal.Instant
  /** a demanded party that has nobody then (S6-44) */
  party?: (typeof parties)[number]
}

/**
 * Covered time in [from, until) for which nobody is assigned (S1-02), or nobody of a party that the post demands
 * (S6-44), post by post, earliest first.
 */
export async function gapsOf(
  ctx: Pick<Ctx, 'db'>,
  estateId: string,
  from: Temporal.Instant,
  until: Temporal.Instant,
): Promise<PostGap[]> {
  const zone = await store.zoneOf(ctx.db, estateId)
  const duties = (await store.dutiesBetween(ctx.db, estateId, { from, until })).filter(
    d => d.absent_at === null,
  )
  const found: PostGap[] = []
  for (const post of await store.posts(ctx.db, estateId)) {
    const begin = Math.max(from.epochMilliseconds, post.opened_at.epochMilliseconds)
    const wanted = coverSpans(post.covers, begin, until.epochMilliseconds, zone)
    const own = duties.filter(d => d.post_id === post.id)
    const spansOf = (some: typeof own) =>
      some.map(d => ({
        from: d.starts_at.epochMilliseconds,
        until: d.ends_at?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
      }))
    const add = (party: PostGap['party'] | undefined, open: ReturnType<typeof gaps>) => {
      for (const g of open)
        found.push({
          postId: post.id,
          post: post.name,
          from: Temporal.Instant.fromEpochMilliseconds(g.from),
          until: Temporal.Instant.fromEpochMilliseconds(g.until),
          ...(party ? { party } : {}),
        })
    }
    add(undefined, gaps(wanted, spansOf(own)))
    // where anybody is there at all, a demanded party may still be missing
    const somebody = gaps(wanted, gaps(wanted, spansOf(own)))
    for (const party of parties.filter(p => post.demands.includes(p)))
      add(party, gaps(somebody, spansOf(own.filter(d => d.party === party))))
  }
  return found.sort((a, b) => Temporal.Instant.compare(a.from, b.from))
}

/** At most 62 days in one look. */
const LONGEST_HOURS = 62 * 24

export const listGaps = query(
  'roster.gaps',
  rosterApi['GET /api/estates/:estateId/roster/gaps'],
  async (ctx, input) => {
    const from = instant(input.from)
    const last = from.add({ hours: LONGEST_HOURS })
    const until = instant(input.until)
    const found = await gapsOf(
      ctx,
      input.estateId,
      from,
      Temporal.Instant.compare(until, last) < 0 ? until : last,
    )
    return { items: found.map(g => ({ ...g, from: g.from.toString(), until: g.until.toString() })) }
  },
)

/** Tells the management duty of gaps in the hours ahead, each gap once a day (S1-02: before it happens). */
export async function tellGaps(ctx: Ctx): Promise<void> {
  for (const estateId of await store.estatesWithPosts(ctx.db))
    await within(ctx, async inner => {
      const { gapHours } = await postRule(inner, estateId)
      const zone = await store.zoneOf(inner.db, estateId)
      const today = dayStart(localDate(inner.now, zone), zone)
      const ahead = await gapsOf(inner, estateId, today, inner.now.add({ hours: gapHours }))
      const fresh: PostGap[] = []
      for (const g of ahead.filter(g => Temporal.Instant.compare(g.until, inner.now) > 0))
        if (
          // two parties may be missing from the same hour: the post and the hour are told once, both in one message
          fresh.some(f => f.postId === g.postId && f.from.equals(g.from)) ||
          (await store.noteGap(inner.db, estateId, {
            post_id: g.postId,
            from: g.from,
            until: g.until,
            at: inner.now,
          }))
        )
          fresh.push(g)
      if (fresh.length > 0) await inner.enqueue('notice.send', gapNotice(estateId, fresh, zone), { estateId })
    })
}

function gapNotice(estateId: string, fresh: PostGap[], zone: string): object {
  const lines = fresh
    .slice(0, 10)
    .map(
      g =>
        `${g.post}${g.party ? `（${partyLabels[g.party]?.zh ?? g.party}）` : ''} ${localText(g.from.epochMilliseconds, zone)}–${localText(g.until.epochMilliseconds, zone)}`,
    )
    .join('\n')
  return {
    estateId,
    kind: 'roster.gap',
    ref: { topic: 'roster', id: estateId },
    title: { zh: `排班空缺 ${fresh.length} 处`, en: `${fresh.length} gap(s) in the roster` },
    body: {
      zh: `以下时段尚无人值班，请安排：\n${lines}`,
      en: `Nobody is assigned in these hours; assign somebody:\n${lines}`,
    },
  }
}
