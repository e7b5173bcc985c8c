export interface Point {
  x: number
  y: number
}
export type Stroke = Point[]

/** Shortest line, in px on the screen, that passes for a signature: about one written character. */
export const leastInk = 80
/** A line straight back and forth in one spot is no signature: it must span this much one way. */
export const leastSpan = 24

/** Whether what was drawn can be a signature and not a touch by accident. */
export function enoughInk(strokes: readonly Stroke[]): boolean {
  let length = 0
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const stroke of strokes) {
    for (const [i, at] of stroke.entries()) {
      const before = stroke[i - 1]
      if (before) length += Math.hypot(at.x - before.x, at.y - before.y)
      left = Math.min(left, at.x)
      right = Math.max(right, at.x)
      top = Math.min(top, at.y)
      bottom = Math.max(bottom, at.y)
    }
  }
  return length >= leastInk && Math.max(right - left, bottom - top) >= leastSpan
}
