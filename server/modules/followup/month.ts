/** A month as everybody of the follow-up looks at it: its items, counts, frozen versions, and where it stands. */
import type { z } from 'zod'
import type { Instant } from '../../core/clock.ts'
import { localDate } from '../../core/clock.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { answers } from '../desk/answers.ts'
import { type EstateRules, rulesOf } from '../desk/rulebook.ts'
import { promiseSums } from '../desk/store-wall.ts'
import type { MonthView, Report } from './contract.ts'
import { cutsOf, monthOf, monthSpan } from './draw.ts'
import { followupFail } from './errors.ts'
import { type FollowUpTargets, followUpReport, forecast, type Outlook } from './measures.ts'
import { deskFigures, followFigures, keptBy, kindLabels } from './report.ts'
import { type CallRules, closeRefusal, type Item, isShort } from './rules.ts'
import * as store from './store.ts'
import * as tickets from './store-tickets.ts'
import { followUpTargets, targetsOn } from './targets.ts'

export type MonthState = 'running' | 'open' | 'closed'
export type ReportView = z.output<typeof Report>

/** What a month's work needs before it. */
export interface Month {
  estate: store.EstateRow
  month: string
  from: Instant
  until: Instant
  state: MonthState
  targets: FollowUpTargets
  /** Of every figure, by its key (S7-07). */
  goals: Awaited<ReturnType<typeof targetsOn>>
  rules: CallRules
  desk: EstateRules
  draws: store.DrawRow[]
  items: store.ItemRow[]
  /** Closed in the month, but in a round that is not cut or drawn yet. */
  waiting: store.ClosedTicket[]
  versions: store.VersionRow[]
}

/**
 * `only`: a call needs its own matter and not the thousands of a month; then `items` holds that one and `waiting` nothing.
 * @throws core.not_found for a month that has not begun, or an estate that does not exist
 */
export async function loadMonth(ctx: Ctx, estateId: string, month: string, only?: string): Promise<Month> {
  const estate = await store.estateOf(ctx.db, estateId)
  if (!estate) throw fail('core.not_found')
  const span = monthSpan(month, estate.zone)
  if (ctx.now.epochMilliseconds < span.from.epochMilliseconds) throw fail('core.not_found')
  const day = localDate(ctx.now, estate.zone).toString()
  const versions = await store.versions(ctx.db, estateId, month)
  const over = ctx.now.epochMilliseconds >= span.until.epochMilliseconds
  const goals = await targetsOn(ctx, estateId, day)
  return {
    estate,
    month,
    ...span,
    state: versions.length > 0 ? 'closed' : over ? 'open' : 'running',
    targets: followUpTargets(goals),
    goals,
    rules: await ruleFor<CallRules>(ctx.db, 'followup.rules', estateId, day),
    desk: await rulesOf(ctx.house, estateId, ctx.now),
    draws: await store.draws(ctx.db, estateId, month),
    items: await store.items(ctx.db, estateId, month, only ? { ticketId: only } : {}),
    waiting:
      versions.length > 0 || only ? [] : await store.closedIn(ctx.db, estateId, month, span.from, span.until),
    versions,
  }
}

/** The cut of each round whose end has passed and that is not drawn. */
export function roundsDue(m: Month, now: Instant) {
  return cutsOf(m.month, m.estate.zone).filter(
    c => c.until.epochMilliseconds <= now.epochMilliseconds && !m.draws.some(d => d.round === c.round),
  )
}

export const itemOf = (i: store.ItemRow): Item => ({
  major: i.major,
  finalRefusal: i.final_refusal,
  result: i.result,
  how: i.how,
  attempts: i.attempts,
  attemptDays: i.attempt_days,
})

/** Everything closed in the month as the rates count it. */
export function casesOf(m: Month): Item[] {
  const waiting = m.waiting.map(w => ({
    major: w.severity === 'major',
    finalRefusal: w.outcome === 'refused',
    result: null,
    how: null,
    attempts: 0,
    attemptDays: 0,
  }))
  return [...m.items.map(itemOf), ...waiting]
}

/** The report as of now; closing a month freezes exactly this. */
export async function buildReport(ctx: Ctx, m: Month): Promise<ReportView> {
  const { id } = m.estate
  const follow = followUpReport(casesOf(m), m.targets)
  const promises = await promiseSums(ctx.db, id, m.from, earlier(m.until, ctx.now))
  const postponed = await tickets.postponements(ctx.db, id, m.from, m.until)
  const explained = await tickets.explained(ctx.db, id, m.from, m.until)
  // the desk's own count: one definition for the same figure on both screens
  const inquiries = await answers(ctx, { estateId: id, month: m.month })
  const { beyond } = inquiries
  const all = inquiries.rows.find(r => r.class === '')
  const classLabel = (kind: string, name: string) => {
    const c = m.desk.classOf(kind, name)
    return c ? { zh: c.zh, en: c.en } : { zh: name, en: name }
  }
  return {
    month: m.month,
    estate: m.estate.name,
    from: m.from.toString(),
    until: m.until.toString(),
    asOf: ctx.now.toString(),
    figures: [
      ...followFigures(follow, m.targets),
      ...deskFigures({
        promises,
        atOnce: all?.atOnce ?? { count: 0, of: 0 },
        later: all?.laterInTime ?? { count: 0, of: 0 },
        beyond: beyond.length,
        postponed: postponed.length,
        explained,
        goals: m.goals,
      }),
    ],
    byType: keptBy(
      promises,
      p => p.kind,
      p => kindLabels[p.kind] ?? { zh: p.kind, en: p.kind },
    ),
    byClass: keptBy(
      promises,
      p => `${p.kind}/${p.class}`,
      p => classLabel(p.kind, p.class),
    ),
    byPerson: keptBy(
      promises,
      p => p.person_id ?? '',
      p => (p.person ? { zh: p.person, en: p.person } : { zh: '（未派人）', en: '(nobody)' }),
    ),
    counts: {
      closed: m.items.length + m.waiting.length,
      drawn: m.items.filter(i => i.how !== null).length,
      ...follow.counts,
      explained,
    },
    beyond: beyond.map(b => ({
      ticketId: b.id,
      number: b.number,
      amount: b.amount,
      max: b.max,
      unit: b.unit,
      dueAt: b.dueAt,
      reason: b.reason,
      by: b.by,
    })),
    postponed: postponed.map(p => ({
      ticketId: p.ticket_id,
      number: p.number,
      at: p.at.toString(),
      reason: p.reason,
      by: p.person,
    })),
  }
}

const earlier = (a: Instant, b: Instant): Instant => (a.epochMilliseconds < b.epochMilliseconds ? a : b)

export function presentVersion(v: store.VersionRow) {
  return { version: v.version, at: v.at.toString(), by: v.by_name, reason: v.reason, hash: v.hash }
}

export function presentRound(d: store.DrawRow) {
  return {
    round: d.round,
    from: d.cut_from.toString(),
    until: d.cut_until.toString(),
    percent: d.percent,
    population: d.population,
    drawn: d.drawn,
    listHash: d.list_hash,
    seed: d.seed,
    at: d.at.toString(),
    by: d.by_name,
  }
}

/** May the actor do this here? true, or the code of why not. */
function permitted(ctx: Ctx, estateId: string, permission: 'followup.run' | 'followup.close'): true | string {
  try {
    ctx.reach(permission, estateId)
    return true
  } catch (error) {
    return error instanceof AppError ? error.code : 'core.forbidden'
  }
}

const outlook = (o: Outlook, target: number) => ({
  target,
  present: { numerator: o.present.numerator, denominator: o.present.denominator },
  best: { numerator: o.best.numerator, denominator: o.best.denominator },
  needed: o.needed,
  left: o.left,
  reachable: o.reachable,
})

/** The month for the screen. A closed one answers its frozen figures. */
export async function presentMonth(ctx: Ctx, m: Month): Promise<z.input<typeof MonthView>> {
  const cases = casesOf(m)
  const now = followUpReport(cases, m.targets)
  const look = forecast(cases, m.targets)
  const closed = m.state === 'closed'
  const due = roundsDue(m, ctx.now)
  const kept = closed
    ? ((await store.frozen(ctx.db, m.estate.id, m.month)) as ReportView)
    : await buildReport(ctx, m)
  const closedBy = m.versions.at(-1)
  const run = permitted(ctx, m.estate.id, 'followup.run')
  const close = permitted(ctx, m.estate.id, 'followup.close')
  const closing = closeRefusal({
    over: m.state !== 'running',
    closed,
    roundsLeft: due.length,
    items: m.items.map(itemOf),
    report: now,
    reason: 'to be asked',
  })
  const next = cutsOf(m.month, m.estate.zone).find(c => c.until.epochMilliseconds > ctx.now.epochMilliseconds)
  return {
    month: m.month,
    state: m.state,
    rounds: m.draws.map(presentRound),
    roundsDue: due.length,
    nextCut: next?.until.toString() ?? null,
    figures: kept.figures.filter(f => f.key.startsWith('followup.')),
    counts: kept.counts,
    outlook: {
      followed: outlook(look.followed, m.targets.normalPercent),
      major: outlook(look.major, m.targets.majorPercent),
      satisfied: outlook(look.satisfied, m.targets.satisfactionPercent),
    },
    daysLeft: daysLeft(m, ctx.now),
    short: isShort(now),
    versions: m.versions.map(presentVersion),
    reopened: closedBy
      ? (await tickets.reopenedSince(ctx.db, m.estate.id, m.month, closedBy.at)).map(r => ({
          ticketId: r.ticket_id,
          number: r.number,
          at: r.at.toString(),
        }))
      : [],
    allowed: {
      draw: run === true ? (closed ? 'followup.month_closed' : true) : run,
      assign: run === true ? (closed ? 'followup.month_closed' : true) : run,
      close: close === true ? (closing ?? true) : close,
      correct: close === true ? (closed ? true : 'followup.month_open') : close,
    },
  }
}

/** Whole local days that remain of the month, today counted. */
function daysLeft(m: Month, now: Instant): number {
  const today = localDate(now, m.estate.zone)
  const end = localDate(m.until, m.estate.zone)
  return Math.max(0, today.until(end).days)
}

/** @throws followup.month_closed once its figures are frozen */
export function insistOpen(m: Month): void {
  if (m.state === 'closed') throw followupFail('followup.month_closed')
}

export const currentMonth = (ctx: Ctx, zone: string): string => monthOf(ctx.now, zone)
