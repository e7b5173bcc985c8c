/** Names as people type them and as they are found: Han, pinyin, initials. */
import { pinyin } from 'pinyin-pro'

/** One blank between parts, none around; the signs themselves are kept as they are written in the register. */
export function cleanName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\s\u3000]+/g, ' ')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    .trim()
}

/** Pinyin without tones and the initials: 欧阳娜娜 → ouyangnana, oynn. A first sign is read as a surname (单 → shan). */
export function nameKeys(name: string): { pinyin: string; initials: string } {
  const parts = pinyin(name, {
    toneType: 'none',
    type: 'array',
    surname: 'head',
    v: true,
    nonZh: 'consecutive',
  })
    .flatMap(part => part.toLowerCase().split(/[\s·•.]+/))
    .filter(part => part !== '')
  return { pinyin: parts.join(''), initials: parts.map(part => [...part][0] ?? '').join('') }
}
