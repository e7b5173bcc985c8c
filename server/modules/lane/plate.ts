/**
 * Plates as cameras read them (F-01..F-04): one written form, the kind by its shape and colour, look-alike misreads, and
 * readings that are no plate. Pure: also runs in the gatehouse.
 */
import { halfWidth, isPlate } from '../../core/formats.ts'
import type { plateKinds, vehicleKinds } from './contract-words.ts'

export type PlateKind = (typeof plateKinds)[number]

export type VehicleKind = (typeof vehicleKinds)[number]

const LOOK_ALIKES = new Map(
  [...'АВЕКМНОРСТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧ'].map((sign, at) => [sign, 'ABEKMHOPCTXYABEZHIKMNOPTYX'[at] ?? sign]),
)

/** Words by which cameras say that they read nothing. */
const NOTHING = /^(_?无_?|无牌车?|无车牌|未识别|未知|unknown|none|null|noplate|no plate|车牌|-+|_+|0+)?$/i

/**
 * The one form in which a plate is compared (F-04): separators and blanks out, half width, upper case, look-alike letters
 * of other alphabets folded, I and O after the second sign become 1 and 0. Nothing is refused for its shape.
 * @returns '' when the camera says that it read no plate
 */
export function normalPlate(raw: string): string {
  const plain = halfWidth(raw)
  if (NOTHING.test(plain)) return ''
  const folded = [...plain.toUpperCase()].map(sign => LOOK_ALIKES.get(sign) ?? sign).join('')
  const tight = folded.replace(/[·•・.\-_—/\s]/g, '').slice(0, 16)
  if (NOTHING.test(tight)) return ''
  return tight.slice(0, 2) + tight.slice(2).replace(/I/g, '1').replace(/O/g, '0')
}

/** The signs of provinces that a plate may begin with. */
export const PROVINCE = '京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新'
const SHAPES: [PlateKind, RegExp][] = [
  ['military', /^WJ[\u4e00-\u9fff]?\d{4,5}[0-9A-Z]?$/],
  ['police', new RegExp(`^[${PROVINCE}][A-Z][A-Z0-9]{4}警$`)],
  ['learner', new RegExp(`^[${PROVINCE}][A-Z][A-Z0-9]{4}学$`)],
  ['trailer', new RegExp(`^[${PROVINCE}][A-Z][A-Z0-9]{4}挂$`)],
  ['border', /^粤Z[A-Z0-9]{4}[港澳]$/],
  ['embassy', /^(使\d{6}|\d{6}使|[A-Z\u4e00-\u9fff]{1,2}[A-Z0-9]{4,5}领)$/],
  ['emergency', new RegExp(`^[${PROVINCE}][A-Z]?[A-Z0-9]{4,5}应急$`)],
  ['new_energy', new RegExp(`^[${PROVINCE}][A-Z](?:[A-HJK][A-HJ-NP-Z0-9]\\d{4}|\\d{5}[A-HJK])$`)],
  ['ordinary', new RegExp(`^[${PROVINCE}][A-Z][A-HJ-NP-Z0-9]{5}$`)],
  ['military', /^[A-Z]{2}\d{5}$/],
]

/** What kind of plate a normalised text is; `other` for shapes that no rule knows (temporary, foreign, old ones). */
export function plateKindOf(plate: string): PlateKind {
  if (plate === '') return 'none'
  return SHAPES.find(([, shape]) => shape.test(plate))?.[0] ?? (isPlate(plate) ? 'ordinary' : 'other')
}

/**
 * A reading that is probably no plate: the barrier arm read as 川111111, a badge read as C00D, signs repeated or dropped
 * (京AA66666). A registered plate of such a shape still opens; an unknown one waits for the guard's eye.
 */
export function doubtful(plate: string): boolean {
  return plateKindOf(plate) === 'other' || /(.)\1{4}/.test(plate)
}

/** Signs that cameras take for each other (openalpr, crumbvms); each pair works both ways. */
const PAIRS = [
  '0D',
  '0Q',
  'DQ',
  '8B',
  '2Z',
  '5S',
  '1L',
  '1T',
  '1J',
  '7T',
  '6G',
  'CG',
  'VY',
  'UV',
  'MN',
  'HN',
  'KX',
  'EF',
  'PR',
  '38',
  '71',
  '4A',
  'UJ',
  '0C',
  '9P',
]
const CONFUSED = new Map<string, string>()
for (const [a = '', b = ''] of PAIRS.map(pair => [...pair])) {
  CONFUSED.set(a, (CONFUSED.get(a) ?? '') + b)
  CONFUSED.set(b, (CONFUSED.get(b) ?? '') + a)
}

/** Provinces whose sign is blurred into another's at night. */
const PROVINCE_PAIRS: Record<string, string> = {
  京: '琼',
  琼: '京',
  鄂: '鲁',
  鲁: '鄂',
  苏: '赣',
  赣: '苏',
  晋: '冀',
  冀: '晋',
  湘: '渝',
  渝: '湘',
}

/**
 * Every plate that differs from this one by a single look-alike sign, or by one sign dropped out of a run of equals.
 * Some thirty texts; the caller looks which of them are known.
 */
export function misreadsOf(plate: string): string[] {
  const signs = [...plate]
  const found = new Set<string>()
  signs.forEach((sign, at) => {
    const others = at === 0 ? (PROVINCE_PAIRS[sign] ?? '') : (CONFUSED.get(sign) ?? '')
    for (const other of others) found.add([...signs.slice(0, at), other, ...signs.slice(at + 1)].join(''))
    // a repeated sign dropped by the reader, or read twice
    if (at > 1 && signs[at - 1] === sign) {
      found.add([...signs.slice(0, at), sign, ...signs.slice(at)].join(''))
      found.add([...signs.slice(0, at), ...signs.slice(at + 1)].join(''))
    }
  })
  found.delete(plate)
  return [...found].filter(text => text.length >= 5 && text.length <= 10)
}

/** A plate as a list shows it to those who need not know it whole: 琼A1***5. */
export function maskPlate(plate: string): string {
  const signs = [...plate]
  if (signs.length < 5) return '*'.repeat(signs.length)
  return signs.map((sign, at) => (at < 3 || at === signs.length - 1 ? sign : '*')).join('')
}
