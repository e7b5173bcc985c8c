import type { Answer } from '../../contracts.ts'

export type Table = Answer<'GET /api/estates/:estateId/desk/table'>
export type ClassRow = Table['classes'][number]
export type ClockRow = ClassRow['clocks'][number]

export const clocks = ['reply', 'arrive', 'resolve', 'feedback', 'threeMinute'] as const
export const units = ['minutes', 'days24', 'workingDays'] as const
export const starts = ['received', 'taken', 'consented', 'reopened'] as const
export const policies = ['refuse', 'reason', 'approval'] as const

/** A clock as it stands in the fields. */
export interface Typed {
  clock: (typeof clocks)[number]
  startsAt: (typeof starts)[number]
  unit: (typeof units)[number]
  amount: string
  frames: string
  frameDays: 'all' | 'working'
  chosen: boolean
  max: string
  overPolicy: (typeof policies)[number]
  soonMinutes: string
  escalateMinutes: string
  from: string
  reason: string
}

/** Service hours as they are written: "08:30-12:00, 14:00-18:00". */
export function framesText(frames: readonly { from: string; to: string }[] | null | undefined): string {
  return (frames ?? []).map(f => `${f.from}-${f.to}`).join(', ')
}

/** What was written as frames; undefined where it cannot be read. */
export function readFrames(text: string): { from: string; to: string }[] | null | undefined {
  if (text.trim() === '') return null
  const parts = text
    .split(/[,，;；]/)
    .map(part => /^\s*(\d{1,2}[:：]\d{2})\s*[-–—~至]\s*(\d{1,2}[:：]\d{2})\s*$/.exec(part))
  if (parts.some(p => p === null)) return undefined
  const time = (s: string) => s.replace('：', ':').padStart(5, '0')
  return parts.flatMap(p => (p?.[1] && p[2] ? [{ from: time(p[1]), to: time(p[2]) }] : []))
}

export function typedOf(clock: ClockRow | undefined, today: string): Typed {
  return {
    clock: clock?.clock ?? 'resolve',
    startsAt: clock?.startsAt ?? 'received',
    unit: clock?.unit ?? 'minutes',
    amount: clock ? String(clock.amount) : '',
    frames: framesText(clock?.frames),
    frameDays: clock?.frameDays ?? 'all',
    chosen: clock?.chosen ?? false,
    max: clock?.max == null ? '' : String(clock.max),
    overPolicy: clock?.overPolicy ?? 'refuse',
    soonMinutes: clock ? String(clock.soonMinutes) : '5',
    escalateMinutes: clock ? String(clock.escalateMinutes) : '30',
    from: today,
    reason: '',
  }
}

const whole = (text: string) => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN)

/** The fields as the server takes them. */
export function ruleOf(v: Typed, cls: { kind: ClassRow['kind']; class: string }) {
  return {
    kind: cls.kind,
    class: cls.class,
    clock: v.clock,
    startsAt: v.startsAt,
    unit: v.unit,
    amount: whole(v.amount),
    frames: v.unit === 'minutes' ? (readFrames(v.frames) ?? null) : null,
    frameDays: v.frameDays,
    chosen: v.chosen,
    max: v.chosen && v.max.trim() !== '' ? whole(v.max) : null,
    overPolicy: v.overPolicy,
    // the last working day itself is the reminder of a working-day promise
    soonMinutes: v.unit === 'workingDays' ? 0 : whole(v.soonMinutes),
    escalateMinutes: whole(v.escalateMinutes),
  }
}

type Wrong = Partial<Record<keyof Typed, string>>

/** What must be mended before sending. The server judges the rest and names the case. */
export function checkTyped(v: Typed, t: (key: string) => string): Wrong {
  const number = (text: string) => (Number.isNaN(whole(text)) ? t('need.number') : undefined)
  return {
    amount: number(v.amount),
    frames: v.unit === 'minutes' && readFrames(v.frames) === undefined ? t('need.frames') : undefined,
    max: v.chosen && v.max.trim() !== '' ? number(v.max) : undefined,
    soonMinutes: v.unit === 'workingDays' ? undefined : number(v.soonMinutes),
    escalateMinutes: number(v.escalateMinutes),
    from: v.from ? undefined : t('need.from'),
    reason: v.reason.trim() ? undefined : t('need.reason'),
  }
}
