/** What the city promises, in words, each with what breaks it; read after every simulated hour. */
import { Temporal } from 'temporal-polyfill'
import { ZONE } from '../../server/core/clock.ts'
import type { ReportFiguresShown, ReportPartShown } from '../../server/modules/gate/contract-report.ts'
import { differencesOf, noFigures, sumParts, windowOf } from '../../server/modules/gate/rules-report.ts'
import {
  addCounts,
  HOUR,
  type HourRow,
  type Made,
  noCounts,
  type Row,
  type Server,
  type Terminal,
} from './city.ts'

const RULE = {
  ...{ cutHour: 21, remindMinutes: 30, escalateMinutes: 30 },
  due: { neighbourhood: '21:30', town: '22:00', group: '22:30', headquarters: '23:00' },
}
/** Estates in a neighbourhood, neighbourhoods in a town (the county's), towns to a coordination group. */
const SIZES = [33, 5, 6] as const

export interface City {
  server: Server
  terminals: Terminal[]
  /** local dates of the reporting days, oldest first */
  days: string[]
  frozen: Map<string, Frozen>
}

/** Headquarters' summary of a day as it was submitted, and how many rows the book had then. */
interface Frozen {
  parts: ReportPartShown[]
  rows: number
}

type Part = Pick<ReportPartShown, 'figures'>
const total = (f: ReportFiguresShown) =>
  f.personsIn + f.personsOut + f.vehiclesIn + f.vehiclesOut + f.refusals
const weight = (c: HourRow['counts']) =>
  c.persons_in + c.persons_out + c.vehicles_in + c.vehicles_out + c.refusals

function figuresOf(c: HourRow['counts']): ReportFiguresShown {
  return {
    ...noFigures(),
    ...{ estates: 1, personsIn: c.persons_in, personsOut: c.persons_out, vehiclesIn: c.vehicles_in },
    ...{ vehiclesOut: c.vehicles_out, refusals: c.refusals, emergencies: c.emergencies },
  }
}

/** An estate's reporting day as the report reads it: the hours from the cut of the day before until the cut. */
function estateDay(hours: Map<string, HourRow>, before: string, day: string): Part {
  const sum = noCounts()
  for (const h of hours.values())
    if ((h.day === before && h.hour >= RULE.cutHour) || (h.day === day && h.hour < RULE.cutHour))
      addCounts(sum, h.counts)
  return { figures: figuresOf(sum) }
}

function above(parts: readonly Part[], size: number): Part[] {
  const out: Part[] = []
  for (let i = 0; i < parts.length; i += size) out.push({ figures: sumParts(parts.slice(i, i + size)) })
  return out
}

const dayBefore = (day: string) => Temporal.PlainDate.from(day).subtract({ days: 1 }).toString()

/** A reporting day from the estates up to headquarters; each level is formed from the one below alone. */
export function levels(city: City, day: string): Part[][] {
  const before = dayBefore(day)
  const list = [city.server.hours.map(h => estateDay(h, before, day))]
  for (const size of SIZES) list.push(above(list.at(-1)!, size))
  list.push(above(list.at(-1)!, Number.MAX_SAFE_INTEGER))
  return list
}

/** The summary of a day as the groups gave it to headquarters. */
export function freeze(city: City, day: string): void {
  const groups = levels(city, day).at(-2)!
  city.frozen.set(day, { parts: asParts(groups), rows: city.server.rows.length })
}

function asParts(groups: readonly Part[]): ReportPartShown[] {
  return groups.map((g, i) => ({
    ...{ id: `group ${i}`, name: '', level: 'group', version: 1, hash: null, by: null, at: null },
    figures: g.figures,
  }))
}

/** What is read once an hour and shared by the promises. */
export interface Look {
  city: City
  made: Map<string, Made>
  /** each reporting day with its levels */
  days: { day: string; from: number; until: number; levels: Part[][] }[]
}

export function look(city: City, made: Map<string, Made>): Look {
  const days = city.days.map(day => ({ day, ...windowOf(day, RULE, ZONE), levels: levels(city, day) }))
  return { city, made, days }
}

interface Promised {
  promise: string
  broken(l: Look): string[]
}

const dayOf = (l: Look, r: Row) => l.days.filter(d => d.from <= r.at && r.at < d.until)

export const promises: readonly Promised[] = [
  {
    promise: 'nothing lost: every registration is in the book, or waits at its terminal',
    broken: ({ city }) => {
      const kept = new Set(city.server.rows.map(r => r.clientId))
      return city.terminals.flatMap(t => {
        const waits = new Set(t.shelf.filter(w => !w.refused).map(w => w.clientId))
        return t.made
          .filter(m => !kept.has(m.clientId) && (m.heard.length > 0 || !waits.has(m.clientId)))
          .map(m => `${m.clientId} is nowhere`)
      })
    },
  },
  {
    promise: 'nothing twice: a registration is in the book once, and is answered the same each time',
    broken: ({ city, made }) => {
      const seen = new Set<string>()
      return city.server.rows.flatMap(r => {
        const again = seen.has(r.clientId)
        seen.add(r.clientId)
        const heard = made.get(r.clientId)?.heard
        if (heard === undefined) return [`${r.clientId} was never entered`]
        const other = heard.some(attempt => attempt !== heard[0])
        return again || other ? [`${r.clientId} stands twice or was answered differently`] : []
      })
    },
  },
  {
    promise: 'in order: what a terminal entered first is in the book first',
    broken: ({ city, made }) => {
      const last = new Map<number, number>()
      return city.server.rows.flatMap(r => {
        const m = made.get(r.clientId)
        if (m === undefined) return []
        const late = m.nth < (last.get(m.terminal) ?? -1)
        last.set(m.terminal, m.nth)
        return late ? [`${r.clientId} was overtaken`] : []
      })
    },
  },
  {
    promise: 'each level is the sum of the level below, and headquarters has every record of the day',
    broken: l => {
      const told = new Map(l.days.map(d => [d.day, 0]))
      for (const r of l.city.server.rows)
        for (const { day } of dayOf(l, r)) told.set(day, told.get(day)! + weight(r.counts))
      return l.days.flatMap(d => {
        const sums = d.levels.map(parts => parts.reduce((n, p) => n + (p.figures ? total(p.figures) : 0), 0))
        const wanted = told.get(d.day)!
        return sums.every(n => n === wanted) ? [] : [`${d.day}: ${sums.join(', ')}; records ${wanted}`]
      })
    },
  },
  {
    promise: 'no record counts to two days, and each counts to one',
    broken: l => {
      const odd = l.city.server.rows
        .filter(r => dayOf(l, r).length !== 1)
        .map(r => `${r.clientId} has no one day`)
      const days = l.days.reduce((n, d) => n + total(d.levels.at(-1)![0]!.figures!), 0)
      const records = l.city.server.rows.reduce((n, r) => n + weight(r.counts), 0)
      return days === records ? odd : [...odd, `the days tell ${days}, the records ${records}`]
    },
  },
  {
    promise: 'a right clock is believed for two days; no clock puts a record ahead or further back',
    broken: ({ city, made }) =>
      city.server.rows.flatMap(r => {
        const m = made.get(r.clientId)
        if (m === undefined) return []
        const back = r.receivedAt - r.at
        if (back < 0 || back > 48 * HOUR) return [`${r.clientId} counts ${back / HOUR} h back`]
        const right = Math.abs(m.off) <= 20_000 && r.receivedAt - m.deviceAt <= 48 * HOUR
        return right && Math.abs(r.at - m.at) > 20_000 ? [`${r.clientId} does not count when it was`] : []
      }),
  },
  {
    promise: 'what comes after a day was submitted shows as a difference, and nothing else does',
    broken: l =>
      [...l.city.frozen].flatMap(([day, was]) => {
        const now = l.days.find(d => d.day === day)!
        const shown = differencesOf(was.parts, asParts(now.levels.at(-2)!))
          .filter(d => d.figure !== 'emergencies')
          .reduce((n, d) => n + (d.now ?? 0) - (d.was ?? 0), 0)
        const late = l.city.server.rows
          .slice(was.rows)
          .filter(r => now.from <= r.at && r.at < now.until)
          .reduce((n, r) => n + weight(r.counts), 0)
        return shown === late ? [] : [`${day}: ${shown} shown, ${late} came late`]
      }),
  },
]
