/**
 * The rule sets that the desk reads: classes, promise table, figures, and the calendars. Kept in memory per process
 * and looked at again each second (one small query), so that a change is in force everywhere a second later.
 */
import { z } from 'zod'
import { buildCalendar, type Calendar, type CalendarYear, jurisdictions } from '../../core/calendar.ts'
import { packagedYears } from '../../core/calendar-years.ts'
import { localDate, stopwatch } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { House } from '../../core/house.ts'
import type { AlarmHours, Terms } from './clocks.ts'
import { CLOCKS, kinds, OVER_POLICIES, START_EVENTS, UNITS } from './contract-shapes.ts'
import { type PromiseRow, rulesFor } from './promise-rule.ts'
import { type EstateFacts, estateFacts, type RuleRow, ruleRows, stampOf } from './store-rules.ts'

const Named = z.object({ key: z.string(), zh: z.string(), en: z.string() })
export const ClassBody = z.object({
  kind: z.enum(kinds),
  class: z.string(),
  zh: z.string(),
  en: z.string(),
  order: z.int().default(100),
  subtypes: z.array(Named).default([]),
  accused: z.enum(['no', 'optional', 'required']).default('no'),
  signature: z.boolean().default(false),
  arrive: z.boolean().default(false),
  atOnce: z.boolean().default(false),
  onSite: z.boolean().default(false),
  toManager: z.boolean().default(false),
  /** Urgent repairs, which local standards hold to a shorter arrival. */
  urgent: z.boolean().default(false),
  /** No longer offered; tickets that carry it keep it. */
  retired: z.boolean().default(false),
  mustLimit: z.boolean().default(false),
  /** Ordered from the price list only, with its price in sight (S8-03). */
  catalogue: z.boolean().default(false),
  /** S1-32: the class of the same kind whose limits hold while this one has none of its own. */
  fallback: z.string().nullable().default(null),
})
export type TicketClassRule = z.output<typeof ClassBody>
export const PromiseBody = z.object({
  kind: z.enum(kinds),
  class: z.string().nullable(),
  clock: z.enum(CLOCKS),
  startsAt: z.enum(START_EVENTS),
  unit: z.enum(UNITS),
  amount: z.int(),
  frames: z
    .array(z.object({ from: z.string(), to: z.string() }))
    .nullable()
    .default(null),
  frameDays: z.enum(['all', 'working']).default('all'),
  chosen: z.boolean().default(false),
  max: z.int().nullable().default(null),
  overPolicy: z.enum(OVER_POLICIES).default('refuse'),
  soonMinutes: z.int(),
  escalateMinutes: z.int(),
  /** From its date on the class no longer carries this clock. */
  off: z.boolean().default(false),
})
const Year = z.object({
  year: z.int(),
  days: z.array(z.object({ date: z.string(), kind: z.enum(['off', 'work']), name: z.string() })),
})
const bodies = {
  'desk.figures': z.object({ postponements: z.int() }),
  'desk.alarm_hours': z.object({ from: z.string(), to: z.string() }),
  'desk.pause_reasons': z.object({ items: z.array(Named) }),
} as const

/** What applies in one estate on one day. */
export interface EstateRules extends Terms {
  cal: Calendar
  hours: AlarmHours
  date: string
  postponements: number
  pauseReasons: { key: string; zh: string; en: string }[]
  classes: TicketClassRule[]
  /** @throws nothing: a class that is no longer offered still answers for the tickets that carry it */
  classOf(kind: string, name: string): TicketClassRule | undefined
  promises(kind: string, name: string): PromiseRow[]
}

class Rulebook {
  readonly rows: RuleRow[]
  readonly promiseRows: PromiseRow[]
  readonly years: CalendarYear[]
  readonly estates: Map<string, EstateFacts>
  readonly #calendars = new Map<string, Calendar>()
  readonly #perEstate = new Map<string, EstateRules>()

  constructor(rows: RuleRow[], estates: EstateFacts[]) {
    this.rows = rows
    this.estates = new Map(estates.map(e => [e.id, e]))
    this.promiseRows = rows.filter(r => r.kind === 'desk.promise').map(promiseRow)
    this.years = [
      ...packagedYears(),
      ...rows
        .filter(r => r.kind === 'calendar')
        .map(r => ({
          jurisdiction: r.jurisdiction,
          version: r.made_at.epochMilliseconds,
          source: r.source,
          ...Year.parse(r.body),
        })),
    ]
  }

  /** `CN-460105` reads its own days, those of its city and province, and the national ones. */
  calendar(jurisdiction: string, zone: string): Calendar {
    const key = `${jurisdiction} ${zone}`
    const known = this.#calendars.get(key)
    if (known) return known
    const made = buildCalendar(this.years, jurisdictions(jurisdiction), zone)
    this.#calendars.set(key, made)
    return made
  }

  estate(estateId: string, now: Parameters<typeof localDate>[0]): EstateRules {
    const facts = this.estates.get(estateId)
    if (!facts) throw fail('core.not_found')
    const date = localDate(now, facts.zone).toString()
    const known = this.#perEstate.get(estateId)
    if (known?.date === date) return known
    const made = this.#make(facts, date)
    this.#perEstate.set(estateId, made)
    return made
  }

  #make(facts: EstateFacts, date: string): EstateRules {
    const nation = facts.jurisdiction.split('-')[0] ?? facts.jurisdiction
    const near = this.rows.filter(r => within(r, facts, nation))
    const live = near.filter(
      r => r.effective_from <= date && (r.effective_until === null || date < r.effective_until),
    )
    const all = near.filter(r => r.kind === 'desk.class').sort(byRank)
    const classes = new Map<string, TicketClassRule>()
    for (const r of live.filter(r => r.kind === 'desk.class').sort(byRank)) {
      const c = ClassBody.parse(r.body)
      if (c.retired) classes.delete(`${c.kind} ${c.class}`)
      else classes.set(`${c.kind} ${c.class}`, c)
    }
    const past = new Map(all.map(r => ClassBody.parse(r.body)).map(c => [`${c.kind} ${c.class}`, c]))
    const one = <K extends keyof typeof bodies>(kind: K) => {
      const best = live
        .filter(r => r.kind === kind)
        .sort(byRank)
        .at(-1)
      return bodies[kind].parse(best?.body) as z.output<(typeof bodies)[K]>
    }
    return {
      cal: this.calendar(facts.jurisdiction, facts.zone),
      hours: one('desk.alarm_hours'),
      date,
      postponements: one('desk.figures').postponements,
      pauseReasons: one('desk.pause_reasons').items,
      classes: [...classes.values()].sort((a, b) => a.order - b.order),
      classOf: (kind, name) => classes.get(`${kind} ${name}`) ?? past.get(`${kind} ${name}`),
      promises: (kind, name) =>
        rulesFor(this.promiseRows, {
          jurisdiction: nation,
          estateId: facts.id,
          level: facts.service_level,
          kind,
          class: name,
          date,
          fallback: (classes.get(`${kind} ${name}`) ?? past.get(`${kind} ${name}`))?.fallback ?? null,
        }),
    }
  }
}

export function within(r: RuleRow, e: EstateFacts, nation: string): boolean {
  return (
    (r.jurisdiction === nation || jurisdictions(e.jurisdiction).includes(r.jurisdiction)) &&
    (r.estate_id === null || r.estate_id === e.id) &&
    (r.level === null || r.level === e.service_level)
  )
}

/** Estate before level before jurisdiction, then the later start, then what was written last; the last one wins. */
export function byRank(a: RuleRow, b: RuleRow): number {
  const rank = (r: RuleRow) => (r.estate_id ? 2 : 0) + (r.level ? 1 : 0)
  return (
    rank(a) - rank(b) ||
    a.effective_from.localeCompare(b.effective_from) ||
    a.made_at.epochMilliseconds - b.made_at.epochMilliseconds ||
    a.id.localeCompare(b.id)
  )
}

export function promiseRow(r: RuleRow): PromiseRow {
  return {
    ...PromiseBody.parse(r.body),
    id: r.id,
    jurisdiction: r.jurisdiction,
    estateId: r.estate_id,
    level: r.level,
    validFrom: r.effective_from,
    validTo: r.effective_until,
    source: r.source,
  }
}

interface Held {
  book: Rulebook
  stamp: string
  age: () => number
}
const held = new WeakMap<House, Held>()

/** How long a process may not look, in milliseconds. */
const LOOK = 1000

async function book(house: House, estateId?: string): Promise<Rulebook> {
  const now = held.get(house)
  const missing = estateId !== undefined && now !== undefined && !now.book.estates.has(estateId)
  if (now && now.age() < LOOK && !missing) return now.book
  const stamp = await stampOf(house.db)
  if (now?.stamp === stamp) {
    held.set(house, { ...now, age: stopwatch() })
    return now.book
  }
  const made = new Rulebook(await ruleRows(house.db), await estateFacts(house.db))
  held.set(house, { book: made, stamp, age: stopwatch() })
  return made
}

/** What applies in an estate now. @throws core.not_found for an estate that does not exist */
export async function rulesOf(
  house: House,
  estateId: string,
  now: Parameters<typeof localDate>[0],
): Promise<EstateRules> {
  return (await book(house, estateId)).estate(estateId, now)
}

/** The calendar of a jurisdiction, e.g. for the upload page. */
export async function calendarOf(house: House, jurisdiction: string, zone: string): Promise<Calendar> {
  return (await book(house)).calendar(jurisdiction, zone)
}

/** The calendar of an estate as it would be with other years, e.g. before a notice or with one that is only tried. */
export async function calendarAs(
  house: House,
  estateId: string,
  years: (all: readonly CalendarYear[]) => CalendarYear[],
): Promise<{ cal: Calendar; chain: string[] }> {
  const now = await book(house, estateId)
  const facts = now.estates.get(estateId)
  if (!facts) throw fail('core.not_found')
  const chain = jurisdictions(facts.jurisdiction)
  return { cal: buildCalendar(years(now.years), chain, facts.zone), chain }
}

/** This process has just changed a rule: look at once. */
export function forgetRules(house: House): void {
  held.delete(house)
}
