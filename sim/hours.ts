/** When things happen: shares per hour counted from real days (messages to an authority, cars of residential garages). */
import type { Random } from './random.ts'

export const profiles = {
  messagesWeekday: [
    203, 94, 32, 23, 15, 33, 66, 125, 408, 596, 1027, 766, 468, 459, 619, 825, 655, 619, 404, 341, 329, 363,
    363, 269,
  ],
  messagesWeekend: [
    42, 32, 9, 9, 7, 9, 14, 32, 60, 93, 150, 132, 108, 95, 119, 121, 111, 108, 118, 106, 95, 93, 123, 73,
  ],
  outWeekday: [
    23, 12, 8, 5, 8, 17, 432, 1194, 407, 206, 191, 206, 167, 133, 176, 181, 238, 413, 330, 233, 184, 173, 113,
    74,
  ],
  outWeekend: [
    22, 17, 3, 3, 6, 1, 13, 31, 46, 119, 152, 164, 122, 133, 112, 133, 125, 120, 99, 76, 70, 72, 50, 31,
  ],
  inWeekday: [
    50, 18, 14, 7, 3, 5, 13, 67, 65, 46, 81, 118, 115, 161, 254, 593, 820, 414, 413, 531, 480, 365, 289, 147,
  ],
  inWeekend: [
    52, 22, 11, 10, 4, 4, 6, 12, 16, 20, 35, 55, 87, 133, 154, 194, 146, 194, 171, 145, 103, 98, 85, 52,
  ],
} as const

export type Profile = keyof typeof profiles

/** Milliseconds after midnight, drawn from a profile; between two hours if given (the gate's closed hours). */
export function momentOfDay(r: Random, profile: Profile, hours: [number, number] = [0, 24]): number {
  const weights = profiles[profile].map((w, h) => (h >= hours[0] && h < hours[1] ? w : 0))
  return (r.weighted(weights) * 3600 + r.int(0, 3599)) * 1000 + r.int(0, 999)
}
