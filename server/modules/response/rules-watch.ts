/** Which closed estate lacks people (S6-20), and when a closure's review is due (J-08). */
import { Temporal } from 'temporal-polyfill'

export type Need = 'empty' | 'short' | 'kept' | 'open'

/**
 * An estate that is not closed wants nobody (`open`). A closed one with nobody there is `empty`, with fewer than wanted
 * `short`. Who is sent and has arrived counts as there.
 */
export function needOf(closed: boolean, there: number, wanted: number): Need {
  if (!closed) return 'open'
  if (there === 0 && wanted > 0) return 'empty'
  return there < wanted ? 'short' : 'kept'
}

/** How many are missing. */
export function shortBy(closed: boolean, there: number, wanted: number): number {
  return closed ? Math.max(0, wanted - there) : 0
}

/** The next day on which a closure is reviewed: `days` after the last review was made, or after it began. */
export function reviewDue(startsOn: string, lastOn: string | undefined, days: number): string {
  return Temporal.PlainDate.from(lastOn ?? startsOn)
    .add({ days })
    .toString()
}

/** It may be made from its day on; on its day it is due, the day after it is late. */
export function reviewState(dueOn: string, today: string): 'early' | 'due' | 'late' {
  if (today < dueOn) return 'early'
  return today === dueOn ? 'due' : 'late'
}
