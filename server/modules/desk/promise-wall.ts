/** The live wall for the manager, the three-minute list, and the proposal of whom to send. */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { type Instant, localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { query } from '../../core/verb.ts'
import { servingSteward } from '../roster/duty.ts'
import { stateOf } from './clocks.ts'
import type { Kind } from './contract-shapes.ts'
import { wallApi } from './contract-wall.ts'
import { type Proposal, propose } from './nearest.ts'
import { segments } from './promise.ts'
import { type EstateRules, rulesOf } from './rulebook.ts'
import type { Both } from './say.ts'
import * as store from './store.ts'
import { pausesOf } from './store-promise.ts'
import * as wallStore from './store-wall.ts'
import { agreedState, callDefinition, callRate, callResult } from './three-minute.ts'
import { viewpoint } from './viewpoint.ts'
import { loadTicket } from './work.ts'

/** What a screen of 1080 lines can hold. */
const SHOWN = 24

const definition: Both = {
  zh: '本月到期（截至此刻）的承诺中，时限当刻或之前完成的为兑现，其余为未兑现；到期前已撤销、推迟或停表的不计',
  en: 'of promises whose limit fell this month, up to now: met at or before the limit is kept, the others missed; stopped, postponed or paused before the limit are not counted',
}

const text = (at: Instant | null) => at?.toString() ?? null

function monthOf(rules: EstateRules, now: Instant, month?: string) {
  const ym = month ? Temporal.PlainYearMonth.from(month) : localDate(now, rules.cal.zone).toPlainYearMonth()
  const first = ym.toPlainDate({ day: 1 })
  const at = (d: Temporal.PlainDate) => Temporal.Instant.fromEpochMilliseconds(rules.cal.startOf(d))
  return { month: ym.toString(), from: at(first), to: at(first.add({ months: 1 })), now }
}

export const wall = query(
  'desk.wall',
  wallApi['GET /api/estates/:estateId/desk/wall'],
  async (ctx, input) => {
    const { estateId } = input
    const v = viewpoint(ctx, estateId, 'ticket.read')
    const rules = await rulesOf(ctx.house, estateId, ctx.now)
    const m = monthOf(rules, ctx.now)
    const rows = await wallStore.runningPromises(ctx.db, estateId, 500)
    const counts = await wallStore.countRunning(ctx.db, estateId, ctx.now)
    const calls = rows.filter(r => r.clock === 'threeMinute')
    const others = rows.filter(r => r.clock !== 'threeMinute')
    const shown = [...calls, ...others.slice(0, Math.max(4, SHOWN - calls.length))]
    const pauses = Map.groupBy(
      await pausesOf(
        ctx.db,
        estateId,
        shown.map(r => r.ticket_id),
      ),
      p => p.ticket_id,
    )
    const view = (r: wallStore.WallRow) => running(r, pauses.get(r.ticket_id) ?? [], rules, ctx.now)
    const month = await wallStore.threeMinuteCalls(ctx.db, estateId, m)
    const sums = await wallStore.promiseSums(ctx.db, estateId, m.from, ctx.now)
    return {
      at: ctx.now.toString(),
      month: m.month,
      counts,
      calls: calls.map(view),
      clocks: shown.slice(calls.length).map(view),
      more: Math.max(0, Object.values(counts).reduce((a, b) => a + b, 0) - shown.length),
      threeMinute: callRate(month, ctx.now),
      people: v.may('board.read') ? byPerson(sums, await wallStore.inHand(ctx.db, estateId, ctx.now)) : [],
      types: byType(sums),
      definition,
    }
  },
)

const MOST_PEOPLE = 100

/** S8-13: kept and missed per person beside what he has in hand; who is late most stands first. */
function byPerson(sums: readonly wallStore.PromiseSum[], hand: readonly wallStore.HandRow[]) {
  const rows = new Map(hand.map(h => [h.id, { ...h, kept: 0, missed: 0 }]))
  for (const s of sums) {
    if (s.person_id === null) continue
    const row = rows.get(s.person_id) ?? {
      ...{ id: s.person_id, name: s.person ?? '', open: 0, late: 0, kept: 0, missed: 0 },
    }
    rows.set(s.person_id, { ...row, kept: row.kept + s.kept, missed: row.missed + s.due - s.kept })
  }
  return [...rows.values()]
    .sort(
      (a, b) =>
        b.late - a.late || b.missed - a.missed || b.open - a.open || a.name.localeCompare(b.name, 'zh-CN'),
    )
    .slice(0, MOST_PEOPLE)
    .map(({ id, ...p }) => ({ ...p, accountId: id }))
}

/** S7-14: the same per type of service, the most missed first. */
function byType(sums: readonly wallStore.PromiseSum[]) {
  const rows = new Map<string, { kind: z.output<typeof Kind>; class: string; kept: number; missed: number }>()
  for (const s of sums) {
    const key = `${s.kind} ${s.class}`
    const kind = s.kind as z.output<typeof Kind>
    const row = rows.get(key) ?? { kind, class: s.class, kept: 0, missed: 0 }
    rows.set(key, { ...row, kept: row.kept + s.kept, missed: row.missed + s.due - s.kept })
  }
  return [...rows.values()].sort(
    (a, b) => b.missed - a.missed || b.kept - a.kept || a.class.localeCompare(b.class),
  )
}

function running(
  r: wallStore.WallRow,
  stood: Awaited<ReturnType<typeof pausesOf>>,
  rules: EstateRules,
  now: Instant,
) {
  const p = store.promised(r)
  const pauses = stood.map(s => ({ from: s.from_at, to: s.to_at, reason: s.reason }))
  const until = p.dueAt && Temporal.Instant.compare(p.dueAt, now) > 0 ? p.dueAt : now
  return {
    ticketId: r.ticket_id,
    number: r.number,
    kind: r.kind as z.output<typeof Kind>,
    class: r.class,
    severity: r.severity as 'normal' | 'major',
    clock: p.clock,
    where: r.where,
    start: p.startAt.toString(),
    dueAt: text(p.dueAt),
    unpublishedYear: p.unpublishedYear,
    state: stateOf(p, now),
    step: r.state as 'received',
    who: r.assignee_name,
    segments: segments(p.startAt, p, rules.cal, pauses, until).map(s => ({
      from: s.from.toString(),
      to: s.to.toString(),
      kind: s.kind,
    })),
  }
}

export const threeMinute = query(
  'desk.three_minute',
  wallApi['GET /api/estates/:estateId/desk/three-minute'],
  async (ctx, input) => {
    const rules = await rulesOf(ctx.house, input.estateId, ctx.now)
    const m = monthOf(rules, ctx.now, input.month)
    const calls = await wallStore.threeMinuteCalls(ctx.db, input.estateId, m)
    return {
      month: m.month,
      ...callRate(calls, ctx.now),
      definition: callDefinition,
      items: calls.map(c => {
        const state = agreedState(c, ctx.now)
        return {
          ticketId: c.ticket_id,
          number: c.number,
          where: c.where,
          received: c.received_at.toString(),
          office: text(c.office_at),
          sent: text(c.sent_at),
          arrived: text(c.arrived_at),
          firstReceiver: c.first_receiver_name,
          who: c.assignee_name,
          result: callResult(c, ctx.now),
          agreed: state ? { until: text(c.agreed_due), state, said: c.agreed_said } : null,
        }
      }),
    }
  },
)

/** S8-21: the promise as residents see it, with how it was kept; no call of anybody else. */
export const myThreeMinute = query(
  'desk.my_three_minute',
  wallApi['GET /api/estates/:estateId/my/three-minute'],
  async (ctx, input) => {
    const rules = await rulesOf(ctx.house, input.estateId, ctx.now)
    const m = monthOf(rules, ctx.now)
    const calls = await wallStore.threeMinuteCalls(ctx.db, input.estateId, m)
    const offered = rules.classes.some(c =>
      rules.promises(c.kind, c.class).some(p => p.clock === 'threeMinute'),
    )
    return { month: m.month, ...callRate(calls, ctx.now), definition: callDefinition, offered }
  },
)

/** Everybody on duty for a ticket, best first. */
export async function proposals(ctx: Ctx, ticket: store.TicketRecord): Promise<Proposal[]> {
  const { estate_id: estateId } = ticket
  const rules = await rulesOf(ctx.house, estateId, ctx.now)
  const unitId = ticket.accused_unit_id ?? ticket.unit_id
  const buildingId = unitId ? await store.buildingOf(ctx.db, estateId, unitId) : null
  const steward = buildingId ? await servingSteward(ctx, estateId, buildingId, ctx.now) : undefined
  return propose(await wallStore.onDutyNow(ctx.db, estateId, ctx.now), {
    kind: ticket.kind,
    toManager: rules.classOf(ticket.kind, ticket.class)?.toManager ?? false,
    buildingId,
    stewardId: steward?.accountId ?? null,
  })
}

export const nearest = query(
  'desk.nearest',
  wallApi['GET /api/estates/:estateId/tickets/:ticketId/nearest'],
  async (ctx, input) => {
    const v = viewpoint(ctx, input.estateId, 'ticket.dispatch')
    const { ticket } = await loadTicket(ctx, v, input, false)
    return { items: await proposals(ctx, ticket) }
  },
)
