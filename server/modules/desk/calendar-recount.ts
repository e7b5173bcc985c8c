/** Running promises after a holiday notice: counted anew ticket by ticket, each move in the ticket's course (SX-05). */
import type { CalendarYear } from '../../core/calendar.ts'
import { instantText } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { within } from '../../core/within.ts'
import { moved } from './calendar-change.ts'
import { head, type Promised } from './clocks.ts'
import { tellMoved } from './customer.ts'
import { calendarAs, forgetRules, rulesOf } from './rulebook.ts'
import * as store from './store.ts'
import { type Touched, touchedBy } from './store-recount.ts'
import { viewpoint } from './viewpoint.ts'

/** One notice: which year of which jurisdiction, and since when (epoch milliseconds). */
export interface NoticeRef {
  year: number
  jurisdiction: string
  version: number
  /** name and number of the document */
  source: string
}

/** The data of the event `calendar`: which promises a notice moved, shown on each of them. */
export interface CalendarMove {
  year: number
  source: string
  moved: { promiseId: string; clock: string; from: string | null; to: string | null }[]
}

/** The years as they were before a notice; those the program brings have version 0. */
const without = (n: NoticeRef) => (all: readonly CalendarYear[]) =>
  all.filter(
    y => !(y.jurisdiction === n.jurisdiction && y.year === n.year && y.version >= Math.max(n.version, 1)),
  )

/** How many running tickets a notice would move if it were kept now. */
export async function wouldMove(ctx: Ctx, tried: CalendarYear): Promise<number> {
  let count = 0
  for (const [estateId, tickets] of await byEstate(ctx, tried.year)) {
    const rules = await rulesOf(ctx.house, estateId, ctx.now)
    const { cal, chain } = await calendarAs(ctx.house, estateId, all => [...all, tried])
    if (!chain.includes(tried.jurisdiction)) continue
    const terms = { cal, hours: rules.hours }
    for (const t of tickets)
      if (t.promises.some(p => p.dueAt && moved(p, t.pauses, rules.cal, terms, ctx.now))) count++
  }
  return count
}

async function byEstate(ctx: Ctx, year: number): Promise<Map<string, Touched[]>> {
  return Map.groupBy(await touchedBy(ctx.db, year), t => t.estateId)
}

/** After a notice was kept. Run twice it changes nothing more. @returns how many tickets it moved */
export async function recountYear(outer: Ctx, notice: NoticeRef): Promise<number> {
  forgetRules(outer.house)
  let count = 0
  for (const [estateId, tickets] of await byEstate(outer, notice.year)) {
    const { cal: before, chain } = await calendarAs(outer.house, estateId, without(notice))
    if (!chain.includes(notice.jurisdiction)) continue
    const { cal: now } = await calendarAs(outer.house, estateId, all => [...all])
    const terms = { hours: (await rulesOf(outer.house, estateId, outer.now)).hours, cal: now }
    for (const t of tickets) {
      if (!t.promises.some(p => moved(p, t.pauses, before, terms, outer.now))) continue
      const done = await within(outer, async ctx => {
        const v = viewpoint(ctx, estateId, 'ticket.read')
        if (!(await store.lockTicket(ctx.db, estateId, t.ticketId, v, false))) return false
        const [b] = await store.bundles(ctx.db, estateId, [t.ticketId], v, false)
        if (!b) return false
        const pauses = b.pauses.map(store.pauseOf)
        const moves = b.promises.flatMap(p => {
          const next = moved(p, pauses, before, terms, ctx.now)
          return next ? [{ from: p, to: next }] : []
        })
        if (moves.length === 0) return false
        await write(ctx, b, moves, { year: notice.year, source: notice.source })
        await tellMoved(
          ctx,
          b.ticket,
          moves.map(m => ({ clock: m.to.clock, from: m.from.dueAt, to: m.to.dueAt })),
          { source: notice.source, zone: now.zone },
        )
        return true
      })
      if (done) count++
    }
  }
  return count
}

const text = (p: Promised) => (p.dueAt ? instantText(p.dueAt) : null)

async function write(
  ctx: Ctx,
  b: store.Bundle,
  moves: readonly { from: Promised; to: Promised }[],
  why: { year: number; source: string },
): Promise<void> {
  const { estate_id: estateId, id, version } = b.ticket
  const byId = new Map(moves.map(m => [m.to.id, m.to]))
  const near = head(b.promises.map(p => byId.get(p.id) ?? p))
  await store.savePromises(
    ctx.db,
    estateId,
    id,
    moves.map(m => m.to),
  )
  await store.updateTicket(ctx.db, estateId, id, {
    due_at: near.dueAt,
    due_clock: near.clock,
    due_soon_at: near.soonAt,
  })
  const list: CalendarMove['moved'] = moves.map(m => ({
    promiseId: m.to.id,
    clock: m.to.clock,
    from: text(m.from),
    to: text(m.to),
  }))
  const data: CalendarMove = { ...why, moved: list }
  await store.addEvent(ctx.db, {
    estate_id: estateId,
    ticket_id: id,
    id: newId(ctx.now.epochMilliseconds),
    seq: version + 1,
    at: ctx.now,
    device_time: null,
    act: 'calendar',
    by_id: null,
    by_name: '',
    text: null,
    data: JSON.stringify(data),
  })
  await ctx.audit(
    {
      action: 'ticket.calendar',
      subject: 'ticket',
      subjectId: id,
      before: Object.fromEntries(list.map(m => [m.clock, m.from])),
      after: { ...why, ...Object.fromEntries(list.map(m => [m.clock, m.to])) },
    },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'ticket', ref: id })
}
