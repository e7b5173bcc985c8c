/**
 * What may be done next on a phone whose last acts still wait to be sent. The server judges each on arrival; this only
 * keeps the way open for who works in a cellar.
 */
import type { Ticket } from './words.ts'

/** The acts that a phone may keep: what somebody does on the spot, with words, a photo or a signature. */
const keepable = ['take', 'arrive', 'record', 'handle', 'sign'] as const
type Keepable = (typeof keepable)[number]
export const isKeepable = (act: string): act is Keepable => (keepable as readonly string[]).includes(act)

type Allowed = Ticket['allowed']

/** Opens what the waiting acts lead to and closes what they have done. */
export function afterWaiting(allowed: Allowed, waiting: readonly string[]): Allowed {
  const now: Allowed = { ...allowed }
  const done = (act: Keepable) => {
    delete now[act]
  }
  for (const act of waiting) {
    if (act === 'take') {
      done('take')
      now.arrive = true
      now.record = true
      if (now.handle === 'desk.state') now.handle = 'desk.not_arrived'
    }
    if (act === 'arrive') {
      done('arrive')
      now.record = true
      now.handle = true
    }
    if (act === 'handle') {
      done('handle')
      done('arrive')
      now.sign = true
    }
    if (act === 'sign') return {}
  }
  return now
}

/** The act of a waiting record of this ticket, or nothing. */
export function actOf(record: { key: string; body: object }, ticketId: string): string | undefined {
  const act = /\/tickets\/:ticketId\/(\w+)$/.exec(record.key)?.[1]
  return 'ticketId' in record.body && record.body.ticketId === ticketId ? act : undefined
}
