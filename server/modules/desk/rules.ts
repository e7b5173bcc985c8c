/** What may be done to a ticket, by whom, and what it needs: one table for the service and for the screens. Pure. */
import type { Temporal } from 'temporal-polyfill'
import type { Permission } from '../../core/access.ts'
import { isOpen, type Promised } from './clocks.ts'
import { type Act, acts, type states } from './contract-shapes.ts'
import type { DeskCode } from './errors.ts'
import type { OrderCode } from './errors-order.ts'
import { cancelRefusal, doneRefusal, type OrderFacts, priceRefusal } from './order-rules.ts'

export type State = (typeof states)[number]
export type Refusal = DeskCode | OrderCode | 'core.forbidden'

/** What the rules look at of a ticket. */
export interface Facts {
  kind: string
  state: State
  assigneeId: string | null
  arrivedAt: unknown
  consentedAt: unknown
  paused: boolean
  postponed: boolean
  closedAt: unknown
  promises: readonly Promised[]
  class: { arrive: boolean; signature: boolean; onSite: boolean; toManager: boolean; accused: boolean }
  now: Temporal.Instant
  /** How often one case may be postponed (S8-15), from the rule set. */
  postponements: number
  /** What was ordered; nothing for other tickets. */
  order: OrderFacts | null
}

export interface Viewer {
  accountId: string | null
  /** The resident whose own request it is. */
  owner: boolean
  may(permission: Permission): boolean
}

interface Rule {
  from: readonly State[]
  permission: Permission
  /** A resident may do it with his own request. */
  owner?: boolean
  /** Only the handler, or somebody who dispatches. */
  own?: boolean
  refuse?(f: Facts, v: Viewer): Refusal | null
}

const OPEN = ['received', 'taken', 'arrived', 'handled'] as const
const WORK = ['taken', 'arrived'] as const
const BEFORE_DONE = ['received', 'taken', 'arrived'] as const

const running = (f: Facts, clock: Promised['clock']) => f.promises.find(p => isOpen(p) && p.clock === clock)
const heldByOther = (f: Facts, v: Viewer): boolean => f.assigneeId !== null && f.assigneeId !== v.accountId

export const table: Record<Act, Rule> = {
  take: {
    from: ['received'],
    permission: 'ticket.handle',
    refuse: (f, v) => (heldByOther(f, v) && !v.may('ticket.dispatch') ? 'desk.taken' : null),
  },
  assign: { from: BEFORE_DONE, permission: 'ticket.dispatch', refuse: sendRefusal },
  handover: { from: WORK, permission: 'ticket.handle', own: true },
  arrive: {
    from: ['taken'],
    permission: 'ticket.handle',
    own: true,
    refuse: f => (f.paused ? 'desk.paused' : sendRefusal(f)),
  },
  record: { from: OPEN, permission: 'ticket.handle', owner: true },
  reply: {
    from: BEFORE_DONE,
    permission: 'ticket.handle',
    refuse: (f, v) => (f.class.toManager && !v.may('ticket.approve') ? 'desk.internal' : null),
  },
  handle: {
    from: WORK,
    permission: 'ticket.handle',
    own: true,
    refuse: (f, v) =>
      f.class.toManager && !v.may('ticket.approve')
        ? 'desk.internal'
        : f.paused
          ? 'desk.paused'
          : f.class.arrive && f.arrivedAt === null
            ? 'desk.not_arrived'
            : f.order && doneRefusal(f.order),
  },
  sign: { from: ['handled'], permission: 'ticket.handle', owner: true },
  refuse: { from: OPEN, permission: 'ticket.approve' },
  reopen: {
    from: ['closed'],
    permission: 'ticket.handle',
    owner: true,
    refuse: f => (f.order?.cancelledAt ? 'order.cancelled' : null),
  },
  pause: {
    from: WORK,
    permission: 'ticket.handle',
    own: true,
    refuse: f => (f.paused ? 'desk.paused' : null),
  },
  resume: { from: WORK, permission: 'ticket.handle', refuse: f => (f.paused ? null : 'desk.not_paused') },
  limit: {
    from: BEFORE_DONE,
    permission: 'ticket.handle',
    refuse: f => (f.promises.some(p => isOpen(p) && p.chosen) ? null : 'desk.limit_fixed'),
  },
  postpone: { from: BEFORE_DONE, permission: 'ticket.handle', refuse: postponeRefusal },
  class: { from: BEFORE_DONE, permission: 'ticket.dispatch' },
  severity: { from: OPEN, permission: 'ticket.dispatch' },
  consent: {
    from: BEFORE_DONE,
    permission: 'ticket.handle',
    refuse: f =>
      !f.class.onSite ? 'desk.consent_class' : f.consentedAt !== null ? 'desk.consent_twice' : null,
  },
  quote: {
    from: ['arrived'],
    permission: 'ticket.handle',
    refuse: f => (!f.class.onSite ? 'desk.consent_class' : f.consentedAt === null ? 'desk.no_consent' : null),
  },
  explain: { from: BEFORE_DONE, permission: 'ticket.handle', refuse: explainRefusal },
  again: { from: OPEN, permission: 'ticket.read', owner: true },
  link: { from: [...OPEN, 'closed'], permission: 'ticket.handle' },
  join: { from: OPEN, permission: 'ticket.dispatch' },
  receiver: { from: OPEN, permission: 'ticket.approve' },
  renovation: {
    from: OPEN,
    permission: 'ticket.handle',
    refuse: f => (f.class.accused ? null : 'desk.no_renovation'),
  },
  price: { from: BEFORE_DONE, permission: 'ticket.handle', refuse: f => f.order && priceRefusal(f.order) },
  agree: { from: BEFORE_DONE, permission: 'ticket.handle', owner: true, refuse: agreeRefusal },
  waive: { from: BEFORE_DONE, permission: 'ticket.approve' },
  cancel: {
    from: BEFORE_DONE,
    permission: 'ticket.handle',
    owner: true,
    refuse: (f, v) => cancelRefusal(f.arrivedAt !== null, v.may('ticket.dispatch')),
  },
  propose: { from: [...OPEN, 'closed'], permission: 'catalogue.write' },
}

/** Acts that only an order, or only a suggestion, knows; elsewhere nobody is shown them. */
const ofOrders: readonly Act[] = ['price', 'agree', 'waive', 'cancel']

function foreign(act: Act, f: Facts): boolean {
  return (ofOrders.includes(act) && f.order === null) || (act === 'propose' && f.kind !== 'suggestion')
}

/** The customer agrees to a price that was fixed on the site, once. */
function agreeRefusal(f: Facts): Refusal | null {
  if (f.order === null) return null
  return priceRefusal(f.order) ?? (f.order.amount === null ? 'order.quote_first' : null)
}

/** S1-43: nobody is sent to fix a fee without the owner's consent. */
function sendRefusal(f: Facts): Refusal | null {
  return f.class.onSite && f.consentedAt === null ? 'desk.no_consent' : null
}

/** S8-15: one postponement per case, before the promised time is over; the clock must be running. */
function postponeRefusal(f: Facts): Refusal | null {
  if (f.postponed && f.promises.filter(p => p.stopReason === 'postponed').length >= f.postponements)
    return 'desk.postpone.second'
  const p = running(f, 'resolve')
  if (!p) return 'desk.postpone.none'
  if (f.paused || !p.dueAt) return 'desk.paused'
  return f.now.epochMilliseconds > p.dueAt.epochMilliseconds ? 'desk.postpone.late' : null
}

/** S8-25: the explanation comes before the three minutes are over. */
function explainRefusal(f: Facts): Refusal | null {
  const p = running(f, 'threeMinute')
  if (!p) return 'desk.explain.none'
  return p.dueAt && f.now.epochMilliseconds > p.dueAt.epochMilliseconds ? 'desk.explain.late' : null
}

/** Why this viewer may not do this now, or null. */
export function refusal(act: Act, f: Facts, v: Viewer): Refusal | null {
  const rule = table[act]
  const asOwner = v.owner && rule.owner === true && v.may('ticket.own')
  if ((!v.may(rule.permission) && !asOwner) || foreign(act, f)) return 'core.forbidden'
  if (!rule.from.includes(f.state)) return stateRefusal(act, f)
  if (rule.own && heldByOther(f, v) && !v.may('ticket.dispatch')) return 'desk.not_yours'
  return rule.refuse?.(f, v) ?? null
}

function stateRefusal(act: Act, f: Facts): Refusal {
  if (act === 'reopen') return 'desk.not_closed'
  if (f.state === 'closed') return 'desk.closed'
  if (ofOrders.includes(act)) return 'order.done'
  if (act === 'take') return 'desk.taken'
  if (act === 'arrive' && f.state === 'received') return 'desk.not_taken'
  if (act === 'sign') return 'desk.not_handled'
  if (act === 'handle' && f.state === 'received') return 'desk.not_taken'
  return act === 'quote' ? 'desk.not_arrived' : 'desk.state'
}

/** Each act: true, or the code of why not. Acts that are not this viewer's at all are left out. */
export function allowed(f: Facts, v: Viewer): Partial<Record<Act, true | Refusal>> {
  const out: Partial<Record<Act, true | Refusal>> = {}
  for (const act of acts) {
    const code = refusal(act, f, v)
    if (code !== 'core.forbidden') out[act] = code ?? true
  }
  return out
}

/** Which clocks an act meets. An inquiry's answer meets its reply; feedback and reply are one word to the customer. */
export const meets: Partial<Record<Act, readonly Promised['clock'][]>> = {
  arrive: ['arrive', 'threeMinute'],
  reply: ['reply', 'feedback'],
  handle: ['resolve', 'reply', 'feedback'],
}

/** Who may telephone the customer of an open ticket: whoever is sent, who took it first, and who dispatches. */
export function callRefusal(
  t: { assignee_id: string | null; first_receiver_id: string | null; closed_at: unknown },
  v: Viewer,
): 'desk.closed' | 'desk.not_yours' | null {
  if (t.closed_at !== null) return 'desk.closed'
  const mine = v.accountId !== null && [t.assignee_id, t.first_receiver_id].includes(v.accountId)
  return mine || v.may('ticket.dispatch') ? null : 'desk.not_yours'
}
