/**
 * The local standard for property service that an estate's own promises are held against (S7-07): facts of
 * DB11/T 751-2025 (Beijing), re-keyed by clause, three service levels of which the first is the lowest. A standard is
 * the floor: the own target may be stricter, and where it is not the screen says so.
 */
import { leastMinutes } from './promise-faults.ts'
import type { PromiseRule } from './promise-rule.ts'
import type { Both } from './say.ts'

export const STANDARD = 'DB11/T 751-2025'
/** The jurisdiction whose own standard it is; elsewhere it is shown as a comparison. */
export const STANDARD_PLACE = 'CN-11'

type Levels = readonly [number, number, number]

export interface Limit {
  clause: string
  text: Both
  kind: string
  /** Only for classes marked urgent. */
  urgent?: true
  /** Any of these clocks keeps it: the customer hears, or somebody stands before him. */
  clocks: readonly string[]
  /** Wall minutes per level, lowest first. */
  minutes: Levels
}

export const limits: readonly Limit[] = [
  {
    clause: '4.2.3',
    text: { zh: '接到投诉后向客户反馈处理情况', en: 'Report to the customer after a complaint' },
    kind: 'complaint',
    clocks: ['reply', 'feedback', 'resolve'],
    minutes: [240, 240, 240],
  },
  {
    clause: '4.2.4',
    text: { zh: '报修响应及反馈', en: 'Response to a repair request' },
    kind: 'repair',
    clocks: ['reply', 'feedback', 'arrive', 'resolve'],
    minutes: [240, 120, 60],
  },
  {
    clause: '4.2.4',
    text: { zh: '急修到现场', en: 'On site for an urgent repair' },
    kind: 'repair',
    urgent: true,
    clocks: ['arrive'],
    minutes: [15, 15, 15],
  },
]

/** Shares in percent per level, for the figures of the month: clause, what, at least. */
export const shares = {
  feedbackInTime: { clause: '4.2.3', percent: [80, 90, 95] as Levels },
  repairFollowUp: { clause: '4.2.4', percent: [50, 70, 90] as Levels },
  followUpSatisfied: { clause: '4.2.4', percent: [70, 80, 90] as Levels },
  surveyCover: { clause: '4.2.5', percent: [50, 50, 50] as Levels },
  satisfied: { clause: '4.2.5', percent: [70, 80, 90] as Levels },
} as const

const numerals: Record<string, number> = { 一: 1, 二: 2, 三: 3 }

/** Which of the three levels an estate's contract names: "2", "二级", "三级服务"; null when it names none of them. */
export function levelOf(serviceLevel: string | null): 1 | 2 | 3 | null {
  const sign = /^\s*([123一二三])\s*(级|星|$)/.exec(serviceLevel ?? '')?.[1]
  if (!sign) return null
  const n = numerals[sign] ?? Number(sign)
  return n === 1 || n === 2 || n === 3 ? n : null
}

export type Verdict = 'stricter' | 'equal' | 'lower' | 'none'

export interface Compared {
  clause: string
  text: Both
  minutes: number
  /** `lower`: the own promise gives more time than the standard; `none`: nothing is promised where it wants a limit. */
  verdict: Verdict
}

interface Own extends PromiseRule {
  clock: string
  startsAt: string
}

/** Holds the clocks of one class against the standard. A level that is not named is read as the lowest. */
export function compare(
  cls: { kind: string; urgent: boolean },
  clocks: readonly Own[],
  serviceLevel: string | null,
): Compared[] {
  const level = levelOf(serviceLevel) ?? 1
  return limits
    .filter(l => l.kind === cls.kind && (!l.urgent || cls.urgent))
    .map(l => {
      const minutes = l.minutes[level - 1] ?? l.minutes[0]
      const own = clocks.filter(c => l.clocks.includes(c.clock) && c.startsAt === 'received')
      return { clause: l.clause, text: l.text, minutes, verdict: verdictOf(own, minutes) }
    })
}

function verdictOf(own: readonly Own[], minutes: number): Verdict {
  if (own.length === 0) return 'none'
  const best = Math.min(...own.map(wallMinutes))
  return best > minutes ? 'lower' : best === minutes ? 'equal' : 'stricter'
}

/** Hours that stand still overnight may take any time on the wall: a limit with service hours is never short. */
function wallMinutes(rule: PromiseRule): number {
  return rule.frames?.length ? Math.max(leastMinutes(rule), 1440) : leastMinutes(rule)
}
