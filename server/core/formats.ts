/**
 * The written forms of Chinese estate life, read the same way everywhere: rooms, plates, phones, ID numbers.
 * Pure: text in, value or an explained refusal out. The sheet columns, the gate and the desk all use these.
 */
import { Temporal } from 'temporal-polyfill'

/** One text in both languages; zh-CN is the first and complete one. */
export type Bilingual = { zh: string; en: string }

/** A value read from text, or what is wrong with the text and how to mend it. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; code: string; text: Bilingual }

/** A value that was read. */
export function good<T>(value: T): Parsed<T> {
  return { ok: true, value }
}

/** A refusal; both texts say what is wrong and what to write instead. */
export function bad<T>(code: string, zh: string, en: string): Parsed<T> {
  return { ok: false, code, text: { zh, en } }
}

/**
 * Full-width letters, digits and signs to their ASCII form, zero-width and control signs removed, blanks trimmed.
 * Not NFKC: that would fold compatibility Han characters, which people have in their names.
 */
export function halfWidth(text: string): string {
  return text
    .replace(/[！-～]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0\u2002-\u200a]/g, ' ')
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
}

// The Han numeral one stands among them: input methods write it for a dash in phone numbers.
const DASHES = /[‐‑‒–—―−﹣－一]/g

/** A code (plate, ID, phone, number): half width, upper case, without blanks and dots between its signs. */
export function compact(text: string): string {
  return halfWidth(text).toUpperCase().replace(/\s+/g, '')
}

/** True for the form a spreadsheet gives a number of more than 15 digits: its last digits are lost for good. */
export function lostDigits(text: string): boolean {
  return /^\d(\.\d+)?e\+?\d+$/i.test(text.trim())
}

const LOST: [string, string, string] = [
  'number.lostDigits',
  '表格软件把长号码存成了数字，后几位已丢失。请把该列设为“文本”格式后重新填写。',
  'The spreadsheet kept this long number as a figure and lost its last digits. Set the column to Text and type it again.',
]

/**
 * A mobile number of mainland China (11 digits), a landline with area code, a local landline, or a 400/800/95 number.
 * +86, 0086 and separators are taken off. Value: `13812345678`, `0898-66668888`, `0898-66668888-123`, `4008001234`.
 */
export function parsePhone(text: string): Parsed<string> {
  if (lostDigits(text)) return bad(...LOST)
  const raw = compact(text)
    .replace(DASHES, '-')
    .replace(/^(\+86|0086)-?/, '')
    .replace(/[()]/g, '-')
    .replace(/(转|EXT\.?|X)/, '-')
    .replace(/^-+|-+$/g, '')
    .replace(/-{2,}/g, '-')
  const digits = raw.replace(/-/g, '')
  if (/^1[3-9]\d{9}$/.test(digits)) return good(digits)
  const code = raw.match(/^(0(?:10|2\d|[3-9]\d{2}))-?(\d{7,8})(?:-(\d{1,6}))?$/)
  if (code) return good([code[1], code[2], code[3]].filter(Boolean).join('-'))
  if (/^[48]00\d{7}$/.test(digits)) return good(digits)
  if (/^(95\d{3,6}|1\d{4})$/.test(digits)) return good(digits)
  const local = raw.match(/^([2-8]\d{6,7})(?:-(\d{1,6}))?$/)
  if (local) return good([local[1], local[2]].filter(Boolean).join('-'))
  const count = digits.replace(/\D/g, '').length
  return bad(
    'phone.invalid',
    `“${raw.slice(0, 24)}”不是有效电话（${count} 位）。手机号应为 1 开头的 11 位数字，座机写成 0898-66668888。`,
    `"${raw.slice(0, 24)}" is no valid phone number (${count} digits). A mobile number has 11 digits and begins with 1; write a landline as 0898-66668888.`,
  )
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const ID_PROVINCES = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d)/

/** The check sign of the first 17 digits of a citizen's ID number (GB 11643, ISO 7064 MOD 11-2). */
export function idCheckSign(first17: string): string {
  const sum = ID_WEIGHTS.reduce((total, weight, at) => total + weight * Number(first17[at]), 0)
  return '10X98765432'[sum % 11] ?? ''
}

/** A citizen's ID number of 18 signs: province, birth date and check sign must agree (GB 11643). Value upper case. */
export function parseIdNumber(text: string): Parsed<string> {
  if (lostDigits(text)) return bad(...LOST)
  const id = compact(text).replace(/^'/, '')
  if (/^\d{15}$/.test(id)) {
    return bad(
      'id.old',
      '15 位身份证已停用，请填写 18 位号码。',
      'ID numbers of 15 digits are no longer valid. Enter the number of 18 signs.',
    )
  }
  if (!/^\d{17}[\dX]$/.test(id)) {
    return bad(
      'id.shape',
      `身份证号应为 18 位（最后一位可为 X），这里是 ${[...id].length} 位，请核对证件。`,
      `An ID number has 18 signs (the last may be X); this has ${[...id].length}. Compare it with the card.`,
    )
  }
  const birth = parseDate(`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`, { min: '1850-01-01' })
  if (!ID_PROVINCES.test(id) || !birth.ok) {
    return bad(
      'id.content',
      '身份证号中的地区码或出生日期不存在，请核对证件。',
      'The region code or the birth date inside this ID number does not exist. Compare it with the card.',
    )
  }
  if (idCheckSign(id.slice(0, 17)) !== id[17]) {
    return bad(
      'id.check',
      '身份证号校验位不符，多半是某一位写错了，请核对证件。',
      'The check sign of this ID number does not fit: one sign is probably mistyped. Compare it with the card.',
    )
  }
  return good(id)
}

const CREDIT_SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** The check sign of the first 17 signs of a unified social credit code (GB 32100). */
export function creditCheckSign(first17: string): string {
  let weight = 1
  let sum = 0
  for (const sign of first17) {
    sum += CREDIT_SIGNS.indexOf(sign) * weight
    weight = (weight * 3) % 31
  }
  return CREDIT_SIGNS[(31 - (sum % 31)) % 31] ?? ''
}

/** A unified social credit code of 18 signs (GB 32100: no I, O, S, V, Z) with its check sign. Value upper case. */
export function parseCreditCode(text: string): Parsed<string> {
  if (lostDigits(text)) return bad(...LOST)
  const code = compact(text)
  if (!new RegExp(`^[${CREDIT_SIGNS}]{18}$`).test(code)) {
    return bad(
      'credit.shape',
      '统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z），请按营业执照填写。',
      'A unified social credit code has 18 digits or capital letters (never I, O, S, V, Z). Copy it from the licence.',
    )
  }
  if (creditCheckSign(code.slice(0, 17)) !== code[17]) {
    return bad(
      'credit.check',
      '统一社会信用代码校验位不符，请按营业执照逐位核对。',
      'The check sign of this social credit code does not fit. Compare each sign with the licence.',
    )
  }
  return good(code)
}

const PROVINCE = '京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新'
const PLATES = [
  new RegExp(`^[${PROVINCE}][A-HJ-NP-Z][A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9警学挂领试超]$`),
  new RegExp(`^[${PROVINCE}][A-HJ-NP-Z][A-HJK][A-HJ-NP-Z0-9]\\d{4}$`),
  new RegExp(`^[${PROVINCE}][A-HJ-NP-Z]\\d{5}[A-HJK]$`),
  /^粤Z[A-HJ-NP-Z0-9]{4}[港澳]$/,
  /^使\d{6}$/,
  /^\d{6}使$/,
  /^[A-HJ-NP-Z]{2}[A-HJ-NP-Z0-9]{5}$/,
]

/**
 * A motor vehicle's plate (GA 36: 7 signs, new energy 8; army, embassy and Hong Kong/Macao forms too). Separators,
 * blanks, lower case, full width and look-alike letters of other alphabets are taken; the letters I and O, which
 * plates never have after the office letter, become 1 and 0. Value: `琼A12345`, `琼AD12345`.
 */
export function parsePlate(text: string): Parsed<string> {
  const plain = foldLookAlikes(compact(text)).replace(/[·•・.\-_—/\s号牌]/g, '')
  const plate = plain.slice(0, 2) + plain.slice(2).replace(/I/g, '1').replace(/O/g, '0')
  if (PLATES.some(form => form.test(plate))) return good(plate)
  return bad(
    'plate.invalid',
    `“${plain.slice(0, 16)}”不是有效车牌（${[...plain].length} 位）。应为省份简称+字母+5 位（新能源 6 位），如 琼A12345、琼AD12345。`,
    `"${plain.slice(0, 16)}" is no valid plate (${[...plain].length} signs). Write province sign, letter and 5 signs (6 for new energy), as 琼A12345 or 琼AD12345.`,
  )
}

/** Whether a normalised text has the shape of a plate. Shapes change with the years: never refuse passage by this alone. */
export function isPlate(plate: string): boolean {
  return PLATES.some(form => form.test(plate))
}

const LOOK_ALIKES: Record<string, string> = Object.fromEntries(
  [...'АВЕКМНОРСТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧ'].map((sign, at) => [sign, 'ABEKMHOPCTXYABEZHIKMNOPTYX'[at] ?? sign]),
)

/** Cyrillic and Greek capitals that look like Latin ones, to the Latin letter (plates are typed with any keyboard). */
function foldLookAlikes(text: string): string {
  return [...text].map(sign => LOOK_ALIKES[sign] ?? sign).join('')
}

/** Date limits as ISO local dates, both inclusive. */
export type DateLimits = { min?: string; max?: string }

/** The local date of a spreadsheet's day number (1 = 1900-01-01 in the 1900 system), ISO text. */
export function serialDate(serial: number): string {
  return Temporal.PlainDate.from('1899-12-30')
    .add({ days: Math.floor(serial) })
    .toString()
}

/**
 * A local date: 2026-01-31, 2026/1/31, 2026.1.31, 20260131, 2026年1月31日, with or without a time, or the day number
 * of a spreadsheet. Dates before 1901 are refused: they are what an empty or wrong cell turns into. ISO text.
 */
export function parseDate(text: string, limits: DateLimits = {}): Parsed<string> {
  const plain = halfWidth(text)
  const serial = /^\d{1,5}(\.\d+)?$/.test(plain) ? Number(plain) : null
  const parts =
    serial === null
      ? plain
          .replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/, '')
          .match(/^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$|^(\d{4})(\d{2})(\d{2})$/)
      : null
  if (serial === null && !parts) {
    return bad(
      'date.shape',
      `看不懂日期“${plain.slice(0, 20)}”，请写成 2026-01-31。`,
      `"${plain.slice(0, 20)}" is not read as a date. Write it as 2026-01-31.`,
    )
  }
  const [year, month, day] = (parts ?? []).slice(1).filter(Boolean).map(Number)
  const iso = serial === null ? isoDate(year ?? 0, month ?? 0, day ?? 0) : serialDate(serial)
  if (iso === null) {
    return bad(
      'date.none',
      `日期“${plain}”不存在，请核对年月日。`,
      `The date "${plain}" does not exist. Check day and month.`,
    )
  }
  const min = limits.min ?? '1901-01-01'
  const max = limits.max ?? '2199-12-31'
  if (iso >= min && iso <= max) return good(iso)
  return bad(
    'date.range',
    `日期 ${iso} 不在 ${min} 至 ${max} 之间，多半是空单元格或格式错误，请写成 2026-01-31。`,
    `The date ${iso} is not between ${min} and ${max}: probably an empty or wrongly formatted cell. Write it as 2026-01-31.`,
  )
}

function isoDate(year: number, month: number, day: number): string | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString()
  } catch {
    return null
  }
}
