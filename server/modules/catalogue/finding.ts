/**
 * Finding an item or an entry while the phone is at the ear (S1-42): Han, pinyin or initials, in words old or new. An
 * estate has some hundreds of them, so they are looked through in memory; the keys of a name are made once.
 */
import { pinyin } from 'pinyin-pro'
import { expandTerms } from '../../core/terms.ts'

interface Keys {
  full: string
  initials: string
}

const known = new Map<string, Keys>()
/** More names than any installation's price lists hold at a time; then it begins anew. */
const MOST = 20_000

function keysOf(text: string): Keys {
  const held = known.get(text)
  if (held) return held
  const parts = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .map(part => part.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .filter(part => part !== '')
  const made = { full: parts.join(''), initials: parts.map(part => [...part][0] ?? '').join('') }
  if (known.size >= MOST) known.clear()
  known.set(text, made)
  return made
}

/**
 * How well what was typed fits: 0 the name begins with it, 1 the name holds it, 2 its pinyin or initials begin with it,
 * 3 they hold it, 4 the further text holds it. Nothing when it does not fit.
 */
export function fitness(q: string, name: string, texts: readonly (string | null)[]): number | undefined {
  const terms = expandTerms(q).map(t => t.toLowerCase())
  if (terms.length === 0) return 0
  const lower = name.toLowerCase()
  if (terms.some(t => lower.startsWith(t))) return 0
  if (terms.some(t => lower.includes(t))) return 1
  const latin = q.trim().toLowerCase().replace(/\s+/g, '')
  if (/^[a-z0-9]+$/.test(latin)) {
    const { full, initials } = keysOf(name)
    if (full.startsWith(latin) || initials.startsWith(latin)) return 2
    // one letter is in every name
    if (latin.length > 1 && (full.includes(latin) || initials.includes(latin))) return 3
  }
  return terms.some(t => texts.some(text => text?.toLowerCase().includes(t))) ? 4 : undefined
}

/** Those that fit, the best first; the order is kept among equals. */
export function bestFirst<T>(
  q: string,
  list: readonly T[],
  of: (one: T) => { name: string; texts: readonly (string | null)[] },
): T[] {
  if (q.trim() === '') return [...list]
  return list
    .flatMap(one => {
      const { name, texts } = of(one)
      const rank = fitness(q, name, texts)
      return rank === undefined ? [] : [{ one, rank }]
    })
    .sort((a, b) => a.rank - b.rank)
    .map(found => found.one)
}
