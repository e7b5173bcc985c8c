/** From measured comings and goings to the days that the planner plays again. Pure; nothing of a car is left in it. */

/** One stay. `in` null: inside since before the measurement; `out` null: still inside at its end. Epoch seconds. */
export interface Stay {
  in: number | null
  out: number | null
}

export interface MeasuredDay {
  /** Local date. */
  date: string
  /** Monday to Friday. */
  work: boolean
  /** Cars inside at 0:00. */
  inside: number
  /** Seconds of the day, ascending. */
  ins: number[]
  outs: number[]
}

export interface Basis {
  days: MeasuredDay[]
  from: string
  until: string
  stays: number
}

export const DAY = 86_400
/** The local day begins eight hours before the UTC day (Asia/Shanghai, no summer time). */
const SHIFT = 8 * 3600

const dayNumber = (epoch: number) => Math.floor((epoch + SHIFT) / DAY)
const secondOf = (epoch: number) => (((epoch + SHIFT) % DAY) + DAY) % DAY
const dateOf = (day: number) => new Date(day * DAY * 1000).toISOString().slice(0, 10)

/** Puts passages of one plate into stays: an entry opens one, the next exit closes it; a lone exit was inside before. */
export function staysOf(events: readonly { car: string; at: number; direction: 'in' | 'out' }[]): Stay[] {
  const open = new Map<string, number>()
  const out: Stay[] = []
  for (const e of [...events].sort((a, b) => a.at - b.at)) {
    const began = open.get(e.car)
    if (e.direction === 'in') {
      // read twice without an exit between: the later reading is the entry, the earlier stay has no known end
      if (began !== undefined) out.push({ in: began, out: began })
      open.set(e.car, e.at)
    } else {
      out.push({ in: began ?? null, out: e.at })
      open.delete(e.car)
    }
  }
  for (const began of open.values()) out.push({ in: began, out: null })
  return out
}

/**
 * The measured days, the first and last left out where they are not whole. A car that came and went within one reading
 * counts as a passage and fills no space.
 */
export function basisOf(stays: readonly Stay[]): Basis {
  const known = stays.flatMap(s => [s.in, s.out]).filter(t => t !== null)
  if (known.length === 0) return { days: [], from: '', until: '', stays: 0 }
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const t of known) {
    first = Math.min(first, dayNumber(t))
    last = Math.max(last, dayNumber(t))
  }
  const days = Array.from({ length: last - first + 1 }, (_, i): MeasuredDay => {
    const weekday = (((first + i + 4) % 7) + 7) % 7
    return { date: dateOf(first + i), work: weekday >= 1 && weekday <= 5, inside: 0, ins: [], outs: [] }
  })
  // cars inside at each midnight: +1 on the day after the entry, −1 on the day after the exit
  const change = new Int32Array(days.length + 1)
  const add = (day: number, by: number) => {
    const at = Math.min(Math.max(day - first, 0), days.length)
    change[at] = (change[at] ?? 0) + by
  }
  for (const s of stays) {
    if (s.in !== null) days[dayNumber(s.in) - first]?.ins.push(secondOf(s.in))
    if (s.out !== null) days[dayNumber(s.out) - first]?.outs.push(secondOf(s.out))
    add(s.in === null ? first : dayNumber(s.in) + 1, 1)
    add(s.out === null ? last + 2 : dayNumber(s.out) + 1, -1)
  }
  let inside = 0
  days.forEach((day, i) => {
    inside += change[i] ?? 0
    day.inside = inside
    day.ins.sort((a, b) => a - b)
    day.outs.sort((a, b) => a - b)
  })
  const whole = days.length > 2 ? days.slice(1, -1) : days
  return {
    days: whole,
    from: whole[0]?.date ?? '',
    until: whole.at(-1)?.date ?? '',
    stays: stays.length,
  }
}
