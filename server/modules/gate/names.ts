/** How a guard finds a name without typing it: the first letters of its pinyin. */
import { pinyin } from 'pinyin-pro'

/** `wxm` for 王小明; letters and digits stay as they are, signs without a reading are left out. */
export function initialsOf(name: string): string {
  return pinyin(name.trim(), { pattern: 'first', toneType: 'none', type: 'array', surname: 'head' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}
