/**
 * Where a passage belongs among the stays of its plate. Passages come twice, out of order, a week late, without their
 * other half; whatever comes, each is placed and what cannot be true is marked, never refused (S4-18). Pure.
 */

export interface End {
  /** epoch ms */
  at: number
  direction: 'in' | 'out'
  stayId: string
}

export type Placing =
  /** the same passage read a second time */
  | { do: 'twin'; stayId: string }
  /** a stay begins; `lost` had no exit; it takes over the exit that was counted to `lost` when that lies after it */
  | { do: 'open'; lost?: string; takesExit: boolean; closedBefore: boolean }
  /** the entry of an exit that was heard first */
  | { do: 'entry_of'; stayId: string }
  /** the stay ends here; an exit that was counted to it before stands alone now */
  | { do: 'close'; stayId: string; freesExit: boolean }
  /** nobody saw it come in */
  | { do: 'no_entry' }

/**
 * @param ends the beginnings and ends of the plate's stays, in any order
 * @param twinMs two readings in one direction as close as this are one passage
 */
export function place(
  ends: readonly End[],
  event: { at: number; direction: 'in' | 'out' },
  twinMs: number,
): Placing {
  const inOrder = ends.toSorted((a, b) => a.at - b.at || (a.direction === 'in' ? -1 : 1))
  const twin = inOrder.find(e => e.direction === event.direction && Math.abs(e.at - event.at) <= twinMs)
  if (twin) return { do: 'twin', stayId: twin.stayId }
  const before = inOrder.findLast(e => e.at <= event.at)
  const after = inOrder.find(e => e.at > event.at)
  const exitOf = (stayId: string) => inOrder.find(e => e.direction === 'out' && e.stayId === stayId)
  const entryOf = (stayId: string) => inOrder.find(e => e.direction === 'in' && e.stayId === stayId)
  if (event.direction === 'out') {
    if (before?.direction !== 'in') return { do: 'no_entry' }
    return { do: 'close', stayId: before.stayId, freesExit: exitOf(before.stayId) !== undefined }
  }
  if (before?.direction === 'in')
    return {
      do: 'open',
      lost: before.stayId,
      takesExit: exitOf(before.stayId) !== undefined,
      closedBefore: after?.direction === 'in',
    }
  if (after?.direction === 'out' && entryOf(after.stayId) === undefined)
    return { do: 'entry_of', stayId: after.stayId }
  return { do: 'open', takesExit: false, closedBefore: after?.direction === 'in' }
}

/** When a passage happened: a replay at its device's time, where that can be true; else when the server heard it. */
export function happenedAt(
  news: { at: number; deviceAt: number | null; replay: boolean },
  oldestMs: number,
): { at: number; odd: boolean } {
  if (!news.replay || news.deviceAt === null) return { at: news.at, odd: false }
  const age = news.at - news.deviceAt
  return age >= 0 && age <= oldestMs ? { at: news.deviceAt, odd: false } : { at: news.at, odd: true }
}

/** Kinds of right under which a stay costs nothing while the right lasts (F-07: special vehicles on duty are free). */
export const coveredKinds: readonly (string | null)[] = ['owner', 'monthly', 'visitor', 'special']
