/** Finding a returning person in what the terminal holds: door, initials, last four digits, plate, surname. */
import type { Snapshot } from './decide.ts'

export type Known = Snapshot['people'][number]

/** How an attempt names him: by his registration here, or by his place in the register of people. */
export function idOf(person: Known): { registrantId: string } | { personId: string } {
  return person.fromRegister ? { personId: person.id } : { registrantId: person.id }
}

/** Somebody who has registered meanwhile stands twice until the next full reading: his registration counts. */
function once(people: readonly Known[]): readonly Known[] {
  const key = (p: Known) => `${p.unit} ${p.name} ${p.last4}`
  const there = new Set(people.filter(p => !p.fromRegister).map(key))
  return people.filter(p => !p.fromRegister || !there.has(key(p)))
}

const bare = (text: string) => text.replace(/[\s·•.\-—_/]/g, '').toUpperCase()

/** How well a person answers a question, higher is better; 0 is not at all. */
function match(person: Known, q: string): number {
  const unit = bare(person.unit ?? '')
  const plate = bare(person.plate)
  if (/\p{Script=Han}/u.test(q)) {
    if (plate !== '' && plate.startsWith(q)) return 60
    return person.name.startsWith(q) ? 50 : 0
  }
  if (/^[A-Z]+$/.test(q)) {
    if (person.initials.toUpperCase() === q) return 70
    return person.initials.toUpperCase().startsWith(q) ? 40 : plate.includes(q) && q.length > 1 ? 30 : 0
  }
  if (unit === q) return 100
  if (q.length === 4 && person.last4 === q) return 90
  if (unit.startsWith(q)) return 80
  if (plate !== '' && q.length >= 3 && plate.endsWith(q)) return 70
  if (q.length >= 3 && unit.endsWith(q)) return 60
  return plate.includes(q) && q.length >= 3 ? 40 : 0
}

/** The best answers first, a household together; at most `limit`. An empty question has none. */
export function find(people: readonly Known[], question: string, limit = 24): Known[] {
  const q = bare(question)
  if (q === '') return []
  return once(people)
    .map(person => ({ person, rank: match(person, q) }))
    .filter(each => each.rank > 0)
    .sort(
      (a, b) =>
        b.rank - a.rank ||
        (a.person.unit ?? '').localeCompare(b.person.unit ?? '', 'zh', { numeric: true }) ||
        a.person.name.localeCompare(b.person.name, 'zh'),
    )
    .slice(0, limit)
    .map(each => each.person)
}
