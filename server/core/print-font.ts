/** The fonts of printed pages, and which characters each of them has. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** A font file; `family` picks one font of a collection (.ttc). */
export type FontFile = { path: string; family?: string }

const resolveFrom = createRequire(import.meta.url)
const fonts = join(dirname(resolveFrom.resolve('@embedpdf/fonts-sc')), '../fonts')

/** The fonts that come with the program (Noto Sans Hans, SIL Open Font License). */
export const BODY_FONT: FontFile = { path: join(fonts, 'NotoSansHans-Regular.otf') }
export const BOLD_FONT: FontFile = { path: join(fonts, 'NotoSansHans-Bold.otf') }

/** Fonts of the machine that hold the rare Han characters which the program's own font lacks (𠮷); used where found. */
export const SYSTEM_FONTS: FontFile[] = [
  { path: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', family: 'NotoSansCJKsc-Regular' },
  { path: '/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc', family: 'NotoSerifCJKsc-Regular' },
  { path: '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc', family: 'NotoSansCJKsc-Regular' },
  { path: 'C:/Windows/Fonts/simsunb.ttf' },
  { path: '/System/Library/Fonts/Supplemental/Songti.ttc', family: 'STSongti-SC-Regular' },
]

/** Tells of a code point whether a font has a glyph for it. */
export type Coverage = (codePoint: number) => boolean

/**
 * Reads the character map of an OpenType font (cmap subtable format 12, or 4 for fonts of the basic plane only).
 * Null when there is no such font file on this machine. A collection is read by its first font.
 */
export function coverageOf(font: FontFile): Coverage | null {
  let bytes: Buffer
  try {
    bytes = readFileSync(font.path)
  } catch {
    return null
  }
  const start = bytes.toString('latin1', 0, 4) === 'ttcf' ? bytes.readUInt32BE(12) : 0
  const tables = bytes.readUInt16BE(start + 4)
  for (let table = 0; table < tables; table++) {
    const entry = start + 12 + table * 16
    if (bytes.toString('latin1', entry, entry + 4) === 'cmap')
      return charMap(bytes, bytes.readUInt32BE(entry + 8))
  }
  return null
}

function charMap(bytes: Buffer, cmap: number): Coverage | null {
  const amount = bytes.readUInt16BE(cmap + 2)
  const subtables = Array.from({ length: amount }, (_, at) => cmap + bytes.readUInt32BE(cmap + 8 + at * 8))
  const full = subtables.find(at => bytes.readUInt16BE(at) === 12)
  if (full !== undefined) {
    const groups = Array.from({ length: bytes.readUInt32BE(full + 12) }, (_, at) => {
      const group = full + 16 + at * 12
      return [bytes.readUInt32BE(group), bytes.readUInt32BE(group + 4)] as const
    })
    return point => inRanges(groups, point)
  }
  const basic = subtables.find(at => bytes.readUInt16BE(at) === 4)
  if (basic === undefined) return null
  const twice = bytes.readUInt16BE(basic + 6)
  const ranges = Array.from({ length: twice / 2 }, (_, at) => {
    const end = bytes.readUInt16BE(basic + 14 + at * 2)
    return [bytes.readUInt16BE(basic + 16 + twice + at * 2), end] as const
  })
  return point => point !== 0xffff && inRanges(ranges, point)
}

function inRanges(ranges: (readonly [number, number])[], point: number): boolean {
  let low = 0
  let high = ranges.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const [from, to] = ranges[middle] ?? [0, -1]
    if (point < from) high = middle - 1
    else if (point > to) low = middle + 1
    else return true
  }
  return false
}
