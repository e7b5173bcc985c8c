/**
 * Artwork: things that a print shop makes (posters, cards), placed to the millimetre. A page has a trimmed size and a
 * bleed around it; everything is measured from the top left corner of the trimmed page. The words of a page are real
 * text, its fonts are embedded.
 */

/** A part of a page. Lengths in millimetres, sizes of type in points. */
export type ArtItem =
  | { kind: 'rect'; x: number; y: number; w: number; h: number; fill: string; radius?: number }
  | {
      kind: 'text'
      x: number
      y: number
      w: number
      text: string
      size: number
      bold?: boolean
      color?: string
      align?: 'left' | 'center' | 'right'
      lead?: number
      /** at most so many lines: smaller type is tried, then the text is cut with an ellipsis */
      lines?: number
    }
  /** fills the whole frame, cut at its edges around `focus` (0 top, 1 bottom) */
  | { kind: 'picture'; x: number; y: number; w: number; h: number; bytes: Uint8Array; focus?: number }
  | { kind: 'qr'; x: number; y: number; w: number; text: string }

/** A page's parts in the order they are laid down. */
export type ArtPage = ArtItem[]

/** One piece with its pages (front, back). `width`, `height`, `bleed` in millimetres. */
export type PrintArt = {
  title: string
  unit: string
  width: number
  height: number
  bleed: number
  pages: ArtPage[]
  /** Several pieces on one sheet with marks to cut along; `gap` keeps the bleeds of neighbours apart. */
  sheet?: { width: number; height: number; columns: number; rows: number; gap: number }
}

/** Dots per inch of a picture in a frame of so many millimetres, cut to fill it. */
export function dotsPerInch(
  picture: { width: number; height: number },
  frame: { w: number; h: number },
): number {
  return Math.floor(Math.min((picture.width * 25.4) / frame.w, (picture.height * 25.4) / frame.h))
}
