/** What stands on a steward's poster and card, and what of it is no longer true (S1-06..11). Pure. */
import { dotsPerInch } from '../../core/print-art.ts'

/** What a printed piece shows; kept with it, so that a later change tells what is old. */
export interface CardShown {
  name: string
  phone: string | null
  strengths: string | null
  photoId: string | null
  more: Record<string, string>
}

export const faults = ['steward', 'phone', 'photo', 'strengths', 'name', 'more'] as const
export type Fault = (typeof faults)[number]

interface Printed {
  accountId: string
  shown: CardShown
}

const items = (more: Record<string, string>) =>
  JSON.stringify(Object.entries(more).sort(([a], [b]) => (a < b ? -1 : 1)))

/**
 * What of a printed piece is old (S1-08): another steward now, or any of his particulars changed since it was printed.
 * Without a steward now, what hangs there shows somebody who no longer has the building.
 */
export function oldParts(printed: Printed, now: { accountId: string; card: CardShown } | null): Fault[] {
  if (now === null || printed.accountId !== now.accountId) return ['steward']
  const [was, is] = [printed.shown, now.card]
  const changed: Record<Fault, boolean> = {
    steward: false,
    phone: was.phone !== is.phone,
    photo: was.photoId !== is.photoId,
    strengths: was.strengths !== is.strengths,
    name: was.name !== is.name,
    more: items(was.more) !== items(is.more),
  }
  return faults.filter(fault => changed[fault])
}

export const cardParts = ['photo', 'strengths', 'phone'] as const
export type CardPart = (typeof cardParts)[number]

/** What a poster or card still lacks: photo, strengths and service phone are wanted (S1-06, S1-07, S1-08). */
export function lacking(card: CardShown | undefined): CardPart[] {
  return cardParts.filter(part => {
    if (part === 'photo') return !card?.photoId
    return !card?.[part]?.trim()
  })
}

export const papers = { A4: [210, 297], A3: [297, 420], A2: [420, 594] } as const
export type PosterPaper = keyof typeof papers

/** The photo's frame on a poster: 4 wide, 5 high, 45 % of the width of the sheet. In millimetres. */
export function posterFrame(paper: PosterPaper): { w: number; h: number } {
  const w = papers[paper][0] * 0.45
  return { w, h: w * 1.25 }
}

/** Below this a print shows its dots at the distance it is read from. A2 is read from two metres. */
export const DPI_WANTED: Record<PosterPaper, number> = { A4: 200, A3: 150, A2: 100 }

/** Posters for which the photo is fine enough (S1-10). */
export function fineFor(photo: { width: number; height: number } | null): PosterPaper[] {
  if (photo === null) return []
  const all: PosterPaper[] = ['A4', 'A3', 'A2']
  return all.filter(paper => dotsPerInch(photo, posterFrame(paper)) >= DPI_WANTED[paper])
}

export type GivenState = 'none' | 'old' | 'given'

/** Whether a household has a card of its present steward with what is true now. The newest gift decides. */
export function givenState(
  last: Printed | null,
  now: { accountId: string; card: CardShown } | null,
): GivenState {
  if (last === null) return 'none'
  return oldParts(last, now).length > 0 ? 'old' : 'given'
}
