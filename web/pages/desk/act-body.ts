import type { Ticket } from './words.ts'

/** Acts that want words, a choice, a photo or a signature. */
export const formActs = [
  'take',
  'handle',
  'sign',
  'reply',
  'record',
  'again',
  'assign',
  'handover',
  'limit',
  'postpone',
  'pause',
  'explain',
  'quote',
  'class',
  'severity',
  'join',
  'link',
  'receiver',
  'renovation',
  'refuse',
  'reopen',
] as const
export type FormAct = (typeof formActs)[number]

export const blank = {
  text: '',
  how: 'face',
  reason: '',
  accountId: '',
  amount: '',
  until: '',
  customerAnswer: '',
  agreed: 'yes',
  minutes: '10',
  fee: '',
  satisfied: 'yes',
  rating: '',
  paper: 'screen' as 'screen' | 'paper',
  kind: '' as Ticket['kind'] | '',
  class: '',
  subtype: '',
  accused: '',
  other: '',
}
export type Values = typeof blank

/** The open promise whose limit the handler chooses (S1-38). */
export function chosenOf(ticket: Ticket) {
  return ticket.promises.find(p => p.chosen && p.stoppedAt === null && p.metAt === null)
}

const needed: Partial<Record<FormAct, (keyof Values)[]>> = {
  take: ['amount'],
  reply: ['text'],
  handle: ['text'],
  explain: ['text', 'customerAnswer'],
  again: ['text'],
  postpone: ['reason', 'until', 'customerAnswer'],
  handover: ['reason', 'accountId'],
  assign: ['accountId'],
  receiver: ['accountId', 'reason'],
  severity: ['reason'],
  refuse: ['reason'],
  reopen: ['reason'],
  pause: ['reason'],
  class: ['kind', 'class', 'reason'],
  limit: ['amount'],
  join: ['other', 'reason'],
  link: ['other'],
}

export function checks(act: FormAct, v: Values, need: string): Partial<Record<keyof Values, string>> {
  const out: Partial<Record<keyof Values, string>> = {}
  for (const key of needed[act] ?? []) if (!v[key].trim()) out[key] = need
  if (act === 'quote' && !/^\d+(\.\d{1,2})?$/.test(v.fee)) out.fee = need
  if (v.amount && !/^\d+$/.test(v.amount)) out.amount = need
  return out
}

/** What is sent for an act; files go beside it. */
export function bodyOf(act: FormAct, v: Values, ticket: Ticket, own: boolean): Record<string, unknown> {
  const text = v.text.trim() || undefined
  const reason = v.reason.trim() || undefined
  switch (act) {
    case 'take':
      return { limit: { amount: Number(v.amount), reason } }
    case 'reply':
    case 'handle':
      return { text, how: v.how, version: ticket.version }
    case 'sign':
      return {
        satisfied: v.satisfied === 'yes',
        text,
        rating: v.rating ? Number(v.rating) : undefined,
        paper: v.paper === 'paper',
      }
    case 'record':
      return { text }
    case 'again':
      return own ? { text } : { text, channel: 'phone' }
    case 'assign':
      return { accountId: v.accountId }
    case 'handover':
    case 'receiver':
      return { accountId: v.accountId, reason }
    case 'limit':
      return { clock: chosenOf(ticket)?.clock, limit: { amount: Number(v.amount), reason } }
    case 'postpone':
      return {
        until: `${v.until}:00+08:00`,
        reason,
        customerAnswer: v.customerAnswer,
        agreed: v.agreed === 'yes',
      }
    case 'pause':
      return { reason, note: text }
    case 'explain':
      return {
        text,
        customerAnswer: v.customerAnswer,
        agreed: v.agreed === 'yes',
        minutes: Number(v.minutes),
      }
    case 'quote':
      return { fee: Math.round(Number(v.fee) * 100), text }
    case 'severity':
      return { severity: ticket.severity === 'major' ? 'normal' : 'major', reason }
    case 'class':
      return {
        kind: v.kind,
        class: v.class,
        subtype: v.subtype || undefined,
        accusedRoom: v.accused.trim() || undefined,
        reason,
      }
    case 'join':
      return { intoId: v.other, reason }
    case 'link':
      return { otherId: v.other }
    case 'renovation':
      return { ref: v.text.trim() }
    default:
      return { reason }
  }
}
