/**
 * One definition for each figure of the boards (SX-07): what is counted, out of what, over which period, what is left
 * out, and the list behind it. A module exports an array of these (`deskFigures`, `gateFigures`); oversight keeps a row
 * per estate and day and sums those upward, so a board never scans raw rows.
 */
import type { Instant } from './clock.ts'
import type { Db } from './db.ts'
import type { Bilingual } from './formats.ts'

/** What one estate adds to a figure. Sums upward: rates are formed from the sums, never averaged. */
export interface FigurePart {
  estateId: string
  numerator: number
  /** For `count` nothing. */
  denominator: number | null
}

/**
 * The local day [from, until) and the moment of looking: now on the running day, the last millisecond of a day that is
 * made up later.
 */
export interface FigureDay {
  from: Instant
  until: Instant
  now: Instant
}

/** Something that a named person must do now; the only thing a board shows in red. */
export interface FigureAct {
  ref: string
  title: Bilingual
  /** Nobody named is itself what must be mended. */
  person: string | null
  since: Instant
  /** Address inside the app, e.g. `/console/tickets?open=…`. */
  link: string
}

export interface Figure {
  /** `module.name`, kept in the rows: never reused for something else. */
  key: string
  title: Bilingual
  /**
   * `percent`: numerator / denominator; `minutes`: sum of minutes / number of cases; `count`: the numerator; `pair`: in
   * and out side by side, never divided.
   */
  unit: 'count' | 'percent' | 'minutes' | 'pair'
  numerator: Bilingual
  /** Absent for a count. */
  denominator?: Bilingual
  period: Bilingual
  exclusions: Bilingual
  /** `now`: the state at the moment of looking; `day`: over the local day. */
  over: 'now' | 'day'
  /** What stood at an instant of the past cannot be told any more: a missed day stays without data. */
  onlyNow?: true
  /** The console page that lists what was counted in one estate, e.g. `tickets?state=late`. */
  list: string
  /** All estates in one statement, or one of them. Estates with nothing to count may be left out. */
  parts(db: Db, day: FigureDay, estateId?: string): Promise<FigurePart[]>
  acts?(db: Db, estateId: string, now: Instant): Promise<FigureAct[]>
  /** 24 sums by local hour, for a figure that is drawn over the day. */
  hours?(db: Db, estateId: string, day: FigureDay): Promise<number[]>
}

/** The figure's value, or nothing when there is nothing to divide by: "no data" is never 0 and never 100 %. */
export function figureValue(
  unit: Figure['unit'],
  numerator: number | null,
  denominator: number | null,
): number | null {
  if (numerator === null) return null
  if (unit === 'count') return numerator
  // both ways together, for the trend and for sorting
  if (unit === 'pair') return numerator + (denominator ?? 0)
  if (denominator === null || denominator === 0) return null
  return unit === 'percent' ? (numerator / denominator) * 100 : numerator / denominator
}
