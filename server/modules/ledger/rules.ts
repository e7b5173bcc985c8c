/** Money in whole fen: what is open, how a payment is shared, how a sum is written. Pure. */

export interface Due {
  id: string
  amount: number
  paid: number
}

/** What is still to be paid of a charge; nothing of a reversed one. */
export const openOf = (c: Due & { reversed?: boolean }): number => (c.reversed ? 0 : c.amount - c.paid)

export interface Share {
  chargeId: string
  amount: number
}

/** A payment over its charges in their order, each settled before the next; the shares sum to the payment. */
export function shares(charges: readonly Due[], amount: number): Share[] {
  const out: Share[] = []
  let left = amount
  for (const c of charges) {
    const part = Math.min(openOf(c), left)
    if (part <= 0) continue
    out.push({ chargeId: c.id, amount: part })
    left -= part
  }
  return out
}

export type ChargeState = 'open' | 'part' | 'paid' | 'reversed' | 'correction'

export function stateOf(c: {
  amount: number
  paid: number
  reversed: boolean
  reverses: string | null
}): ChargeState {
  if (c.reverses !== null) return 'correction'
  if (c.reversed) return 'reversed'
  if (c.paid >= c.amount) return 'paid'
  return c.paid > 0 ? 'part' : 'open'
}

/** 2026-000123: the year and the running number of the estate. */
export const receiptNumber = (year: number, number: number): string =>
  `${year}-${String(number).padStart(6, '0')}`

const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['', '拾', '佰', '仟']
const GROUPS = ['', '万', '亿']

/** Up to four digits: 1020 → 壹仟零贰拾. */
function group(value: number): string {
  let out = ''
  let zero = false
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10
    if (digit === 0) {
      zero = out !== ''
      continue
    }
    out += `${zero ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`
    zero = false
  }
  return out
}

/** A sum as it stands on a receipt: 123456 fen → 壹仟贰佰叁拾肆元伍角陆分; up to 999,999,999,999.99 yuan. */
export function capital(fen: number): string {
  const cents = Math.abs(fen)
  const yuan = Math.floor(cents / 100)
  const [jiao, single] = [Math.floor(cents / 10) % 10, cents % 10]
  let out = ''
  let skipped = false
  for (let g = 2; g >= 0; g--) {
    const part = Math.floor(yuan / 10_000 ** g) % 10_000
    if (part === 0) {
      skipped = true
      continue
    }
    // a gap inside a sum is said once: 壹亿零贰仟, 壹万零伍拾
    const gap = out !== '' && (skipped || part < 1000)
    out += `${gap ? '零' : ''}${group(part)}${GROUPS[g]}`
    skipped = false
  }
  const whole = out === '' ? '' : `${out}元`
  const head = `${fen < 0 ? '负' : ''}${whole}`
  if (jiao === 0 && single === 0) return `${head || '零元'}整`
  const middle = jiao > 0 ? `${DIGITS[jiao]}角` : whole === '' ? '' : '零'
  return `${head}${middle}${single > 0 ? `${DIGITS[single]}分` : '整'}`
}
