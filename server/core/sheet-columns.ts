/** Readers of one cell that every list shares: area, money, date, phone, ID, plate, room, name, choice. */
import {
  type Bilingual,
  bad,
  compact,
  type DateLimits,
  good,
  halfWidth,
  lostDigits,
  type Parsed,
  parseCreditCode,
  parseDate,
  parseIdNumber,
  parsePhone,
  parsePlate,
} from './formats.ts'
import { parseRoom, roomText } from './room.ts'
import type { CellReader } from './sheet.ts'

/** A decimal number as written (1,234.50; ￥1.2; 1.2元/㎡) in units of 10^-places, exact; null when it is none. */
function scaled(text: string, places: number, units: RegExp): { value: number; rounded: boolean } | null {
  const plain = compact(text)
    .replace(/^[¥￥]/, '')
    .replace(units, '')
    .replace(/,(?=\d{3}(\D|$))/g, '')
  const match = plain.match(/^([-+]?)(\d{1,12})(?:\.(\d{1,20}))?$/)
  if (!match) return null
  const fraction = match[3] ?? ''
  // Spreadsheets store 80.1 as 80.0999…: beyond nine places only noise stands, so it is rounded away first.
  const noisy = fraction.length > 9
  const digits = noisy
    ? Math.round(Number(`0.${fraction}`) * 1e9)
        .toString()
        .padStart(10, '0')
    : `0${fraction}`.padEnd(10, '0')
  const whole = BigInt(match[2] ?? '0') * 10n ** 9n + BigInt(digits.slice(-10))
  const step = 10n ** BigInt(9 - places)
  const value = Number((whole + step / 2n) / step)
  return { value: match[1] === '-' ? -value : value, rounded: whole % step !== 0n }
}

function notNumber<T>(text: string, zh: string, en: string): Parsed<T> {
  return bad(
    'number.shape',
    `“${halfWidth(text).slice(0, 20)}”不是数字，请只写数字，如 ${zh}。`,
    `"${halfWidth(text).slice(0, 20)}" is not a number. Write a figure only, as ${en}.`,
  )
}

/** Limits of a number column, inclusive, in the unit that people write. */
export type NumberLimits = { min?: number; max?: number }

function outside<T>(shown: string, limits: NumberLimits, unit: Bilingual): Parsed<T> {
  const min = limits.min ?? '…'
  const max = limits.max ?? '…'
  return bad(
    'number.range',
    `${shown} 不在 ${min}–${max}${unit.zh} 之间，请核对。`,
    `${shown} is not between ${min} and ${max}${unit.en}. Check it.`,
  )
}

function within(value: number, limits: NumberLimits, scale: number): boolean {
  return (
    (limits.min === undefined || value >= limits.min * scale) &&
    (limits.max === undefined || value <= limits.max * scale)
  )
}

/** Floor area in m² (two decimals at most). Value: integer 0.01 m². Zero, negative and over `max` m² are refused. */
export function area(limits: { max?: number } = {}): CellReader<number> {
  const max = limits.max ?? 100_000
  return {
    cell: 'number',
    hint: { zh: `平方米，最多两位小数，大于 0`, en: 'm², at most two decimals, above 0' },
    parse(cell) {
      const read = scaled(cell, 2, /(平方米|平米|平方|㎡|M2|M²)$/)
      if (!read) return notNumber(cell, '89.50', '89.50')
      if (read.value <= 0) {
        return bad(
          'area.zero',
          '面积不能为 0 或负数，请按产权证填写建筑面积（平方米）。',
          'The area cannot be 0 or less. Enter the floor area of the title deed in m².',
        )
      }
      if (read.value > max * 100)
        return outside(halfWidth(cell), { min: 0.01, max }, { zh: ' 平方米', en: ' m²' })
      return good(read.value)
    },
  }
}

/** Money in yuan with two decimals. Value: integer fen. More than two decimals are refused, never rounded silently. */
export function money(limits: NumberLimits = {}): CellReader<number> {
  return {
    cell: 'number',
    hint: { zh: '元，最多两位小数', en: 'yuan, at most two decimals' },
    parse(cell) {
      const read = scaled(cell, 2, /(元|圆|RMB|CNY)$/)
      if (!read) return notNumber(cell, '128.50', '128.50')
      if (read.rounded) {
        return bad(
          'money.decimals',
          '金额最多两位小数（到分）。',
          'Money has two decimals at most (down to the fen).',
        )
      }
      return within(read.value, limits, 100)
        ? good(read.value)
        : outside(halfWidth(cell), limits, { zh: ' 元', en: ' yuan' })
    },
  }
}

/**
 * A property fee in yuan per m² and month. Value: integer 0.0001 yuan (1.25 → 12500), so that fees with a third
 * decimal stay exact. Above `max` (30 by default) it is refused: a fee for a year or a slip, seen as 50, 90 and 205.
 */
export function feePerArea(limits: NumberLimits = {}): CellReader<number> {
  const range = { min: limits.min ?? 0.01, max: limits.max ?? 30 }
  return {
    cell: 'number',
    hint: { zh: '元/平方米·月，如 1.80', en: 'yuan per m² and month, as 1.80' },
    parse(cell) {
      const read = scaled(cell, 4, /元?[/每]?(平方米|平米|平方|㎡|M2|M²)?[/·.每]?月?$/)
      if (!read) return notNumber(cell, '1.80', '1.80')
      if (read.rounded) {
        return bad('fee.decimals', '物业费单价最多四位小数。', 'A fee per m² has four decimals at most.')
      }
      if (within(read.value, range, 10_000)) return good(read.value)
      return bad(
        'fee.range',
        `单价 ${halfWidth(cell)} 不在 ${range.min}–${range.max} 元/平方米·月 之间，可能是年费或写错，请换算为每月。`,
        `A fee of ${halfWidth(cell)} is not between ${range.min} and ${range.max} yuan per m² and month: perhaps it is for a year. Enter it for one month.`,
      )
    },
  }
}

/** A count: whole, from `min` (0) to `max` (1,000,000). Units like 户 and 栋 are taken off. */
export function count(limits: NumberLimits = {}): CellReader<number> {
  const range = { min: limits.min ?? 0, max: limits.max ?? 1_000_000 }
  return {
    cell: 'number',
    hint: { zh: `整数，${range.min}–${range.max}`, en: `whole number, ${range.min} to ${range.max}` },
    parse(cell) {
      const read = scaled(cell, 0, /[户栋幢座个人层套辆台间名位]$/)
      if (!read || read.rounded) return notNumber(cell, '120', '120')
      return within(read.value, range, 1)
        ? good(read.value)
        : outside(halfWidth(cell), range, { zh: '', en: '' })
    },
  }
}

/** A decimal number kept as integer of 10^-places (plot ratio 2.5 with places 2 → 250). */
export function decimal(places: number, limits: NumberLimits = {}): CellReader<number> {
  return {
    cell: 'number',
    parse(cell) {
      const read = scaled(cell, places, /%$/)
      if (!read) return notNumber(cell, '2.5', '2.5')
      return within(read.value, limits, 10 ** places)
        ? good(read.value)
        : outside(halfWidth(cell), limits, { zh: '', en: '' })
    },
  }
}

/** A local date as ISO text. */
export function date(limits: DateLimits = {}): CellReader<string> {
  return {
    cell: 'date',
    hint: { zh: '日期，如 2026-01-31', en: 'date, as 2026-01-31' },
    parse: cell => parseDate(cell, limits),
  }
}

/** A phone number. */
export function phone(): CellReader<string> {
  return {
    cell: 'text',
    hint: { zh: '手机 11 位或座机 0898-66668888', en: 'mobile 11 digits, or landline' },
    parse: parsePhone,
  }
}

/** A citizen's ID number of 18 signs. */
export function idNumber(): CellReader<string> {
  return { cell: 'text', hint: { zh: '18 位身份证号', en: 'ID number of 18 signs' }, parse: parseIdNumber }
}

/** A unified social credit code of 18 signs. */
export function creditCode(): CellReader<string> {
  return {
    cell: 'text',
    hint: { zh: '18 位统一社会信用代码', en: 'social credit code of 18 signs' },
    parse: parseCreditCode,
  }
}

/** A motor vehicle's plate. */
export function plate(): CellReader<string> {
  return {
    cell: 'text',
    hint: { zh: '如 琼A12345，新能源 琼AD12345', en: 'as 琼A12345, new energy 琼AD12345' },
    parse: parsePlate,
  }
}

/** A room, in the one form 1-2-301. */
export function room(): CellReader<string> {
  return {
    cell: 'text',
    hint: { zh: '楼栋-单元-房号，如 1-2-301', en: 'building-section-unit, as 1-2-301' },
    parse(cell) {
      const read = parseRoom(cell)
      return read.ok ? good(roomText(read.value)) : read
    },
  }
}

/** Free text of at most `max` characters (counted as people see them), line breaks kept. */
export function text(max = 200): CellReader<string> {
  return {
    cell: 'text',
    parse(cell) {
      const plain = cell
        .replace(/\r\n?/g, '\n')
        .replace(/[\p{Cc}--\n]/gv, ' ')
        .trim()
      const length = [...plain].length
      return length <= max
        ? good(plain)
        : bad(
            'text.long',
            `内容 ${length} 字，超过 ${max} 字，请缩短。`,
            `The text has ${length} characters, ${max} at most. Shorten it.`,
          )
    },
  }
}

/** A person's name: rare Han characters kept as written, the middle dot of longer names made one sign. */
export function personName(): CellReader<string> {
  return {
    cell: 'text',
    parse(cell) {
      const name = halfWidth(cell)
        .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
        .replace(/(?<=\p{Script=Han})[•・･‧.](?=\p{Script=Han})/gu, '·')
      const length = [...name].length
      if (length <= 50 && /^\p{L}[\p{L}\p{M}·.' -]*(\(.{1,12}\))?$/u.test(name)) return good(name)
      return bad(
        'name.shape',
        `“${name.slice(0, 20)}”不像姓名，请只写一个人的姓名，不要数字和符号。`,
        `"${name.slice(0, 20)}" does not look like a name. Write the name of one person, without digits and signs.`,
      )
    },
  }
}

/** Yes or no: 是/否, 有/无, Y/N, 1/0, √/×. */
export function yesNo(): CellReader<boolean> {
  return {
    cell: 'text',
    choices: [
      { zh: '是', en: 'yes' },
      { zh: '否', en: 'no' },
    ],
    parse(cell) {
      const plain = compact(cell)
      if (/^(是|有|对|Y|YES|TRUE|T|1|√|✓|✔)$/.test(plain)) return good(true)
      if (/^(否|无|没有|不|N|NO|FALSE|F|0|×|✗|X)$/.test(plain)) return good(false)
      return bad('yesno', '请填“是”或“否”。', 'Write yes or no.')
    },
  }
}

/** One of a closed list, written as its code or as its Chinese or English label (or a further name of it). */
export function choice<Code extends string>(
  labels: Record<Code, Bilingual & { also?: string[] }>,
): CellReader<Code> {
  const found = new Map<string, Code>()
  for (const code of Object.keys(labels) as Code[]) {
    const label = labels[code]
    for (const name of [code, label.zh, label.en, ...(label.also ?? [])]) found.set(plainLabel(name), code)
  }
  const choices = Object.values<Bilingual>(labels).map(({ zh, en }) => ({ zh, en }))
  return {
    cell: 'text',
    choices,
    parse(cell) {
      const code = found.get(plainLabel(cell))
      if (code !== undefined) return good(code)
      return bad(
        'choice.unknown',
        `“${halfWidth(cell).slice(0, 20)}”不在可选项内，请填：${choices.map(label => label.zh).join('、')}。`,
        `"${halfWidth(cell).slice(0, 20)}" is not on the list. Write one of: ${choices.map(label => label.en).join(', ')}.`,
      )
    },
  }
}

function plainLabel(label: string): string {
  return halfWidth(label)
    .toLowerCase()
    .replace(/[\s_\-/()·:*]/g, '')
}

/** A code or number kept as text (certificate, contract): half width, its form given by `shape`. */
export function code(shape: RegExp, hint: Bilingual): CellReader<string> {
  return {
    cell: 'text',
    hint,
    parse(cell) {
      const plain = compact(cell)
      if (!lostDigits(cell) && shape.test(plain)) return good(plain)
      return bad(
        'code.shape',
        `“${plain.slice(0, 24)}”格式不对，应为：${hint.zh}。`,
        `"${plain.slice(0, 24)}" has the wrong form. Write: ${hint.en}.`,
      )
    },
  }
}
