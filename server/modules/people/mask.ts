/** How sensitive values look where nobody asked to see them in full. */

/** 138****1234; shorter numbers show their last two signs. */
export function maskPhone(phone: string): string {
  return phone.length >= 11
    ? `${phone.slice(0, -8)}****${phone.slice(-4)}`
    : `${'*'.repeat(Math.max(0, phone.length - 2))}${phone.slice(-2)}`
}

/** 110***********0011: province and last four. */
export function maskIdNumber(id: string): string {
  return id.length > 7
    ? `${id.slice(0, 3)}${'*'.repeat(id.length - 7)}${id.slice(-4)}`
    : '*'.repeat(id.length)
}
