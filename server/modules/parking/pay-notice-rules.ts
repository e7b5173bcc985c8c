/** What a payee's code carries, and which slip the money that came belongs to. Pure. */
import type { noticeWhys } from './contract-pay-notice.ts'

/** What the text of a payee's code may ask for: the slip's number, and its sum in yuan (4.00) or in fen (400). */
export const placeholders = ['slip', 'amount', 'fen'] as const

/** Words in braces that no slip can fill. */
export function unknownPlaceholders(text: string): string[] {
  const named = [...text.matchAll(/\{([^{}]*)\}/g)].map(m => m[1] ?? '')
  return named.filter(name => !(placeholders as readonly string[]).includes(name))
}

/** The text of the code for one slip; a text without placeholders is the same for every slip. `amount` in fen. */
export function payeeCode(text: string, slip: { number: string; amount: number }): string {
  return text
    .replaceAll('{slip}', slip.number)
    .replaceAll('{amount}', (slip.amount / 100).toFixed(2))
    .replaceAll('{fen}', String(slip.amount))
}

export type NoticeWhy = (typeof noticeWhys)[number]

export interface NumberedSlip {
  id: string
  /** fen */
  amount: number
  paid: boolean
  /** epoch ms; what was told holds at this instant and not after */
  until: number
}

/**
 * The slip that a payment of `amount` fen at `paidAt` (epoch ms) was made for, or why nobody can say. Numbers come again
 * after some time: of several, the one that ran out first after the payment is meant.
 * @param slips all slips under the number that was told
 */
export function slipFor(
  told: { number: string | null; amount: number; paidAt: number },
  slips: readonly NumberedSlip[],
): { slipId: string } | { why: NoticeWhy } {
  if (told.number === null) return { why: 'no_number' }
  const inOrder = slips.toSorted((a, b) => a.until - b.until)
  const meant = inOrder.find(s => !s.paid && told.paidAt <= s.until)
  if (meant === undefined) {
    const latest = inOrder.at(-1)
    return { why: latest === undefined ? 'unknown' : latest.paid ? 'paid' : 'late' }
  }
  return meant.amount === told.amount ? { slipId: meant.id } : { why: 'amount' }
}
