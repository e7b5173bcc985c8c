/** Words of a text in the form in which they are searched: pairs of Han characters, and whole Latin words. Pure. */
import { expandTerms } from '../../core/terms.ts'

const RUN = /\p{Script=Han}+|[\p{L}\p{N}]+/gu

function runs(text: string): { han: boolean; signs: string[] }[] {
  const plain = text.normalize('NFKC').toLowerCase()
  // a Latin run is cut where Han begins: 3号楼漏水a is 3, 号楼漏水, a
  return [...plain.matchAll(RUN)].flatMap(([run]) =>
    (run.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []).map(part => ({
      han: /^\p{Script=Han}/u.test(part),
      signs: [...part],
    })),
  )
}

/**
 * The lexemes stored with a ticket: each pair of neighbouring Han characters, the last one alone (so that one
 * character is found as a prefix), each Latin word or number up to 40 signs. `place` keeps estates apart in one index.
 */
export function gramsOf(text: string, place: string): string[] {
  const found = new Set<string>()
  for (const { han, signs } of runs(text)) {
    if (!han) found.add(place + signs.slice(0, 40).join(''))
    else for (let i = 0; i < signs.length; i++) found.add(place + signs[i] + (signs[i + 1] ?? ''))
  }
  return [...found]
}

/**
 * The tsquery that finds what was typed, by the law's names of then and now (SX-11), or null when nothing in it can be
 * searched.
 */
export function gramQuery(typed: string, place: string): string | null {
  const names = expandTerms(typed).flatMap(name => wordsOf(name, place) ?? [])
  return names.length > 1 ? names.map(one => `(${one})`).join(' | ') : (names[0] ?? null)
}

function wordsOf(typed: string, place: string): string | null {
  const terms: string[] = []
  for (const { han, signs } of runs(typed)) {
    if (!han) terms.push(`${quote(place + signs.slice(0, 40).join(''))}:*`)
    else if (signs.length === 1) terms.push(`${quote(place + signs[0])}:*`)
    else for (let i = 0; i + 1 < signs.length; i++) terms.push(quote(place + signs[i] + signs[i + 1]))
  }
  return terms.length === 0 ? null : [...new Set(terms)].join(' & ')
}

function quote(lexeme: string): string {
  return `'${lexeme.replace(/\\/g, '\\\\').replace(/'/g, "''")}'`
}

/** The last five signs of the estate's id: enough to tell estates of one database apart in the index. */
export function placeOf(estateId: string): string {
  return estateId.slice(-5)
}
