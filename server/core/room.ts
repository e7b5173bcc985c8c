/** Room names as people write them, and the one form in which Anju shows them: building-section-unit, 1-2-301. */
import { bad, good, halfWidth, type Parsed } from './formats.ts'

/** Parts of a room name. `building` or `section` are empty when the estate has none (a single building, no sections). */
export type RoomName = { building: string; section: string; unit: string }

const DIGITS = '零一二三四五六七八九'

/** 三栋 → 3栋, 十二单元 → 12单元; a numeral that no room word follows is part of a name (三江苑) and stays. */
function arabic(text: string): string {
  return text.replace(/[零〇一二三四五六七八九十]+(?=号|栋|幢|座|单元|门|梯|层|楼|室|期|#|-)/g, run => {
    const plain = run.replace(/〇/g, '零')
    if (!plain.includes('十')) return [...plain].map(sign => DIGITS.indexOf(sign)).join('')
    const [tens = '', ones = ''] = plain.split('十')
    return String((tens === '' ? 1 : DIGITS.indexOf(tens)) * 10 + (ones === '' ? 0 : DIGITS.indexOf(ones)))
  })
}

const SHORT = /^([0-9A-Z\u3400-\u9fff]{1,8})-(?:([0-9A-Z]{1,4})-)?([0-9A-Z]{1,6})$/
const LONG =
  /^(?:([0-9A-Z\u3400-\u9fff]{1,8}?)(?:号楼|栋|幢|座|#|号|(?<=[A-Z\u3400-\u9fff])楼))?(?:([0-9A-Z]{1,4})(?:单元|门|梯))?(?:(\d{1,2})(?:层|楼))?([0-9A-Z]{1,6})(?:室|号房|房|号|户)?$/

/**
 * A room name: 1-2-301, 1栋2单元301, 1幢2单元301室, 1号楼2单元3层01室, 一栋二单元301, 1#301, A座1203, 301.
 * Leading zeros of numbers are dropped, so that 01-02-0301 is the same room as 1-2-301.
 */
export function parseRoom(text: string): Parsed<RoomName> {
  const written = halfWidth(text)
  const plain = arabic(written.toUpperCase().replace(/\s+/g, ''))
    .replace(/[‐‑‒–—―−﹣－~/\\、_.]+/g, '-')
    .replace(/([0-9A-Z])(号楼|号|栋|幢|座|#|单元|门|梯)-/g, '$1$2')
    .replace(/(号楼|号|栋|幢|座|#)(?=[0-9A-Z]{1,4}-[0-9A-Z]{1,6}$)/, '-')
    .replace(/(室|号房|房|户)$/, '')
  const short = plain.match(SHORT)
  if (short) return good(roomOf(short[1], short[2], undefined, short[3]))
  const long = plain.match(LONG)
  if (long) return good(roomOf(long[1], long[2], long[3], long[4]))
  return bad(
    'room.shape',
    `看不懂房号“${written.slice(0, 24)}”，请写成 楼栋-单元-房号，如 1-2-301；没有单元的写 1-301。`,
    `"${written.slice(0, 24)}" is not read as a room. Write building-section-unit, as 1-2-301; without sections 1-301.`,
  )
}

function roomOf(building = '', section = '', floor: string | undefined, unit = ''): RoomName {
  const onFloor = floor !== undefined && /^\d{1,2}$/.test(unit) ? `${floor}${unit.padStart(2, '0')}` : unit
  return { building: bare(building), section: bare(section), unit: bare(onFloor) }
}

/** A number without its leading zeros; a text without the word for building at its end. */
function bare(part: string): string {
  return part.replace(/(号楼|栋|幢|座|#)$/, '').replace(/^0+(?=\d)/, '')
}

/** The one written form of a room: `1-2-301`, `1-301` without sections, `301` in a single building. */
export function roomText(room: RoomName): string {
  return [room.building, room.section, room.unit].filter(part => part !== '').join('-')
}
