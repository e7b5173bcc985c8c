/** What a scanner or a card reader typed: an ID number with its checksum, with or without the rest of the card. */

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11643: 17 digits and their check sign. */
export function idHolds(id: string): boolean {
  if (!/^\d{17}[\dX]$/.test(id)) return false
  const sum = weights.reduce((all, weight, i) => all + weight * Number(id[i]), 0)
  return '10X98765432'[sum % 11] === id[17]
}

export interface CardRead {
  idNumber: string
  name?: string
}

/**
 * A card out of a line of text: `460105199003070011`, `王小明 460105…`, or the whole card as readers type it
 * (姓名:王小明,性别:男,…,公民身份号码:…). Nothing where no number with a right checksum stands in it.
 */
export function readCard(text: string): CardRead | undefined {
  const bare = text.normalize('NFKC').toUpperCase()
  const idNumber = [...bare.matchAll(/(?<!\d)\d{17}[\dX](?![\dX])/g)].map(found => found[0]).find(idHolds)
  if (idNumber === undefined) return undefined
  const named = /姓名[:：\s]*([\p{Script=Han}·]{2,20})/u.exec(bare)?.[1]
  const first = /^\s*([\p{Script=Han}·]{2,20})(?=[\s,，;|])/u.exec(bare)?.[1]
  const name = named ?? first
  return { idNumber, ...(name ? { name } : {}) }
}

/** Whether a typed or scanned text is meant as a code or a pass at all. */
export function looksShown(text: string): boolean {
  const bare = text.replace(/\s/g, '').toUpperCase()
  return /^AJ[1P][A-Z2-7]{20,}$/.test(bare) || /^[HWS]-?\d{6}$/.test(bare)
}
