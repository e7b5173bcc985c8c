/** How a ticket is shown: to staff, to the resident who raised it, never the complainant to whom he complains of. */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { instantText, passInstant } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { type Promised, stateOf } from './clocks.ts'
import type { PromiseView, TicketRow, TicketView } from './contract-shapes.ts'
import { orderFacts, presentOrder } from './order-present.ts'
import { besides, movesOf, onSiteSteps, openHandover } from './present-parts.ts'
import { stretches } from './promise-explain.ts'
import { inRestHours } from './rest.ts'
import type { EstateRules } from './rulebook.ts'
import { allowed, callRefusal, type Facts } from './rules.ts'
import { type Bundle, pauseOf, type TicketRecord } from './store.ts'
import type { ListRow } from './store-list.ts'
import { nameOfPerson, placeOfUnit } from './store-place.ts'
import { type Viewpoint, viewerOf } from './viewpoint.ts'

type Row = z.input<typeof TicketRow>
type View = z.input<typeof TicketView>

const textOf = (at: Temporal.Instant | string) => (typeof at === 'string' ? passInstant(at) : instantText(at))
const text = (at: Temporal.Instant | string | null) => (at ? textOf(at) : null)
const msOf = (at: Temporal.Instant | string) =>
  typeof at === 'string' ? Date.parse(passInstant(at)) : at.epochMilliseconds

/** A row's own state from its stored nearest promise: no promise needs to be read for a list. */
function dueState(t: ListRow, now: Temporal.Instant): Row['dueState'] {
  if (t.closed_at) return t.late ? 'late' : 'kept'
  if (t.paused) return 'stopped'
  if (!t.due_at) return null
  const ms = now.epochMilliseconds
  if (ms > msOf(t.due_at)) return 'late'
  return t.due_soon_at && ms >= msOf(t.due_soon_at) ? 'soon' : 'running'
}

/** Does the viewer live where the complaint points to, without leave to know who made it (S1-37)? */
export function hiddenFrom(
  t: Pick<TicketRecord, 'accused_unit_id' | 'reveal_to_accused'>,
  v: Viewpoint,
): boolean {
  return t.accused_unit_id !== null && v.ownUnits.includes(t.accused_unit_id) && !t.reveal_to_accused
}

export function presentRow(t: ListRow, v: Viewpoint, now: Temporal.Instant, hide = hiddenFrom(t, v)): Row {
  const state = dueState(t, now)
  return {
    id: t.id,
    number: t.number,
    kind: t.kind as Row['kind'],
    class: t.class,
    subtype: t.subtype,
    severity: t.severity as Row['severity'],
    state: t.state as Row['state'],
    outcome: t.outcome as Row['outcome'],
    text: hide ? '' : t.text,
    unit: hide ? null : t.unit,
    channel: t.channel as Row['channel'],
    onBehalf: t.on_behalf,
    assignee: t.assignee_name,
    firstReceiver: t.first_receiver_name,
    receivedAt: textOf(t.received_at),
    closedAt: text(t.closed_at),
    dueAt: text(t.due_at),
    dueClock: t.due_clock as Row['dueClock'],
    dueState: state,
    late: t.late || state === 'late',
    repeats: t.repeats,
    version: t.version,
  }
}

/** Is it this resident's own request? */
export function ownsRequest(t: TicketRecord, v: Viewpoint): boolean {
  return (
    (t.requester_account_id !== null && t.requester_account_id === v.accountId) ||
    (t.requester_person_id !== null && t.requester_person_id === v.personId)
  )
}

/** What the rules look at. A class that was removed still answers with its last definition. */
export function factsOf(b: Bundle, rules: EstateRules, now: Temporal.Instant): Facts {
  const cls = rules.classOf(b.ticket.kind, b.ticket.class)
  return {
    kind: b.ticket.kind,
    state: b.ticket.state as Facts['state'],
    assigneeId: b.ticket.assignee_id,
    arrivedAt: b.ticket.arrived_at,
    consentedAt: b.ticket.consented_at,
    paused: b.ticket.paused,
    postponed: b.ticket.postponed,
    closedAt: b.ticket.closed_at,
    promises: b.promises,
    class: {
      arrive: cls?.arrive ?? false,
      signature: cls?.signature ?? false,
      onSite: cls?.onSite ?? false,
      toManager: cls?.toManager ?? false,
      accused: cls !== undefined && cls.accused !== 'no',
    },
    now,
    postponements: rules.postponements,
    order: b.order && orderFacts(b.order),
  }
}

export function presentPromise(
  p: Promised,
  b: Bundle,
  rules: EstateRules,
  now: Temporal.Instant,
): z.input<typeof PromiseView> {
  const pauses = b.pauses.map(pauseOf)
  const ends = [p.metAt ?? p.stoppedAt ?? now, ...(p.metAt || p.stoppedAt || !p.dueAt ? [] : [p.dueAt])]
  const until = ends.reduce((a, c) => (Temporal.Instant.compare(a, c) >= 0 ? a : c))
  return {
    id: p.id,
    clock: p.clock,
    dueAt: text(p.dueAt),
    state: stateOf(p, now),
    unpublishedYear: p.unpublishedYear,
    round: p.round,
    unit: p.unit,
    amount: p.amount,
    chosen: p.chosen,
    setAt: text(p.setAt),
    startAt: p.startAt.toString(),
    metAt: text(p.metAt),
    stoppedAt: text(p.stoppedAt),
    stopReason: p.stopReason,
    postponedFrom: text(p.postponedFrom),
    reason: p.setReason,
    segments: stretches(p.startAt, p, rules.cal, pauses, until, rules.pauseReasons).map(s => ({
      from: s.from.toString(),
      to: s.to.toString(),
      kind: s.kind,
      days: s.days,
      notes: s.notes,
    })),
    moves: movesOf(b, p.id),
  }
}

/** 138****1234; short numbers keep their last two signs. */
export function maskPhone(phone: string): string {
  return phone.length >= 11 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : `****${phone.slice(-2)}`
}

/** The whole record as this viewer may see it. */
export async function presentTicket(ctx: Ctx, b: Bundle, rules: EstateRules, v: Viewpoint): Promise<View> {
  const t = b.ticket
  const owner = ownsRequest(t, v)
  const hide = !owner && hiddenFrom(t, v)
  return {
    ...presentRow(t, v, ctx.now, hide),
    told: t.told as View['told'],
    restHours: await inRestHours(ctx, b, rules),
    renovationRef: hide ? null : t.renovation_ref,
    ...besides(b, v, hide),
    steps: rules.classOf(t.kind, t.class)?.onSite ? onSiteSteps(b) : [],
    handover: hide ? null : openHandover(b),
    where: v.staff ? await whereOf(ctx, t, hide) : null,
    unitId: hide ? null : t.unit_id,
    accusedUnit: t.accused_unit,
    accusedUnitId: t.accused_unit_id,
    revealToAccused: t.reveal_to_accused,
    place: t.place,
    requester: hide ? null : await requesterOf(ctx, t),
    enteredBy: hide ? null : t.entered_by_name,
    assigneeId: t.assignee_id,
    atOnce: t.at_once,
    satisfied: t.satisfied,
    rating: t.rating,
    quotedFee: t.quoted_fee,
    officeAt: text(t.office_at),
    takenAt: text(t.taken_at),
    arrivedAt: text(t.arrived_at),
    handledAt: text(t.handled_at),
    signedAt: text(t.signed_at),
    consentedAt: text(t.consented_at),
    deviceTime: text(t.device_time),
    paused: t.paused,
    postponed: t.postponed,
    round: t.round,
    promises: b.promises.map(p => presentPromise(p, b, rules, ctx.now)),
    course: hide
      ? []
      : b.course.map(e => ({
          id: e.id,
          at: e.at.toString(),
          deviceTime: text(e.device_time),
          act: e.act,
          by: e.by_name,
          text: e.text,
          data: e.data as Record<string, unknown> | null,
        })),
    files: hide
      ? []
      : b.files.map(f => ({
          id: f.file_id,
          use: f.use as View['files'][number]['use'],
          at: f.at.toString(),
          by: f.by_name,
        })),
    alarms:
      v.staff && !hide
        ? b.alarms.map(a => ({
            id: a.id,
            stage: a.stage,
            at: a.at.toString(),
            to: a.to_name,
            acknowledgedAt: text(a.acknowledged_at),
          }))
        : [],
    order: b.order && !hide ? presentOrder(b.order) : null,
    mayCall: v.staff && !hide && v.may('ticket.handle') && callRefusal(t, viewerOf(v, owner)) === null,
    allowed: allowed(factsOf(b, rules, ctx.now), viewerOf(v, owner)),
  }
}

/** Where the handler goes: to the party complained of, else to the home, unless another place was named. */
async function whereOf(ctx: Ctx, t: TicketRecord, hide: boolean): Promise<View['where']> {
  const unitId = t.accused_unit_id ?? (hide ? null : t.unit_id)
  return unitId && !t.place ? placeOfUnit(ctx.db, t.estate_id, unitId) : null
}

async function requesterOf(ctx: Ctx, t: TicketRecord): Promise<View['requester']> {
  if (!t.requester_name && !t.requester_phone) {
    if (!t.requester_person_id) return null
    const name = await nameOfPerson(ctx.db, t.estate_id, t.requester_person_id)
    return { name, phone: null, personId: t.requester_person_id }
  }
  const cipher = await ctx.cipher(t.estate_id)
  return {
    name: t.requester_name ? cipher.open('ticket.name', t.requester_name) : null,
    phone: t.requester_phone ? maskPhone(cipher.open('ticket.phone', t.requester_phone)) : null,
    personId: t.requester_person_id,
  }
}
