/** The printed forms of a card's number while it is typed; the server's own rule, compared with it by a test. */

/** The one form in which a number is compared: plain decimal without leading zeros; other texts as they stand. */
function cardNumber(text: string): string {
  const plain = text.trim().replace(/\s+/g, ' ')
  const sited = /^(\d{1,5})\s*[,，:/ -]\s*(\d{1,5})$/.exec(plain)
  if (sited) {
    const value = wiegand(Number(sited[1]), Number(sited[2]))
    if (value !== null) return String(value)
  }
  if (/^\d+$/.test(plain)) return plain.replace(/^0+(?=\d)/, '')
  return plain.toUpperCase()
}

/** Site and number as one decimal; null where they cannot be the two halves of a card. */
function wiegand(site: number, number: number): number | null {
  return site <= 0xffff && number <= 0xffff ? site * 0x1_0000 + number : null
}

/**
 * What a reading may be, likeliest first: eight digits are a plain decimal or, as cards print them, three of the site and
 * five of the number.
 */
export function cardReadings(text: string): string[] {
  const one = cardNumber(text)
  const eight = /^(\d{3})(\d{5})$/.exec(text.trim())
  const sited = eight ? wiegand(Number(eight[1]), Number(eight[2])) : null
  return sited !== null && Number(eight?.[1]) <= 0xff ? [...new Set([one, String(sited)])] : [one]
}

/** Both printed forms of a Wiegand number: ten digits, and site,number; null for any other text. */
export function cardForms(number: string): { long: string; sited: string } | null {
  if (!/^\d{1,10}$/.test(number)) return null
  const value = Number(number)
  if (value > 0xffff_ffff) return null
  const low = value & 0xffff
  const high = value > 0xff_ffff ? Math.floor(value / 0x1_0000) : (value >>> 16) & 0xff
  const width = value > 0xff_ffff ? 5 : 3
  return {
    long: String(value).padStart(10, '0'),
    sited: `${String(high).padStart(width, '0')},${String(low).padStart(5, '0')}`,
  }
}
