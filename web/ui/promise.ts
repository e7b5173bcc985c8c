import { span } from '../format.ts'
import type { Both } from '../i18n.ts'
import type { Language } from '../settings.ts'
import type { PromiseState } from '../theme.ts'

/** What the server says of one promise; instants as ISO text. */
export interface Promised {
  state: PromiseState
  start: string
  /** absent while stopped or where the calendar of that year is not published */
  dueAt?: string | null
  /** when it was met, if it was */
  metAt?: string | null
  segments: Segment[]
}

export type SegmentKind = 'counted' | 'paused' | 'night' | 'holiday' | 'before'

export interface Segment {
  kind: SegmentKind
  from: string
  to: string
  /** working days counted in it; absent or null where the promise counts by the clock */
  days?: number | null
  /** why: the holiday's name, a make-up workday, the reason of a pause */
  notes?: Both[]
}

export interface Drawn {
  kind: SegmentKind
  /** per cent of the bar */
  left: number
  width: number
  /** the part that has gone by already */
  past: number
}

export interface Bar {
  parts: Drawn[]
  /** where now, or the moment it was met, stands on the bar; per cent */
  mark: number
  /** where the limit stands; undefined while there is none */
  due?: number
  /** the stretch beyond the limit, when late; per cent */
  over?: { left: number; width: number }
}

const ms = (instant: string): number => Date.parse(instant)

/**
 * The bar of a promise in per cent of its length, from its start to its limit or, when late, to now. Minutes,
 * days and working days alike; a bar of no length is drawn full.
 */
export function drawBar(promised: Promised, nowMs: number): Bar {
  const start = ms(promised.start)
  const stop = promised.metAt ? ms(promised.metAt) : nowMs
  const due = promised.dueAt ? ms(promised.dueAt) : undefined
  const lastSegment = promised.segments.at(-1)
  const end = Math.max(
    start + 1,
    due ?? 0,
    lastSegment ? ms(lastSegment.to) : 0,
    promised.state === 'kept' ? 0 : stop,
  )
  const at = (instant: number) => (Math.min(Math.max(instant, start), end) - start) / (end - start)
  const percent = (share: number) => Math.round(share * 10_000) / 100
  const parts = promised.segments.map(segment => {
    const [from, to] = [ms(segment.from), ms(segment.to)]
    const gone = Math.min(Math.max(stop, from), to)
    return {
      kind: segment.kind,
      left: percent(at(from)),
      width: percent(at(to) - at(from)),
      past: to > from ? percent((gone - from) / (to - from)) : 100,
    }
  })
  return {
    parts,
    mark: percent(at(stop)),
    due: due === undefined ? undefined : percent(at(due)),
    over:
      due !== undefined && stop > due
        ? { left: percent(at(due)), width: percent(at(stop) - at(due)) }
        : undefined,
  }
}

/** Counted time still left, in ms: the counted stretches between now and the limit. Negative: how late it is. */
export function leftMs(promised: Promised, nowMs: number): number | undefined {
  if (!promised.dueAt) return undefined
  const due = ms(promised.dueAt)
  const stop = promised.metAt ? ms(promised.metAt) : nowMs
  if (stop > due) return due - stop
  const counted = promised.segments.filter(segment => segment.kind === 'counted' && ms(segment.to) > stop)
  // segments may end at now (drawn while running without a future): then the plain difference is all we know
  if (counted.length === 0 || ms(promised.segments.at(-1)?.to ?? promised.start) < due) return due - stop
  return counted.reduce(
    (sum, segment) => sum + Math.min(ms(segment.to), due) - Math.max(ms(segment.from), stop),
    0,
  )
}

/**
 * Time in words: 还剩 12 分, 逾期 3 分. Late by less than a minute says so and never 逾期 0 分: a promise is late
 * one millisecond after its limit.
 */
export function timeWords(promised: Promised, nowMs: number, language: Language): string {
  const en = language === 'en'
  if (promised.state === 'stopped') return en ? 'Clock stopped' : '已停表'
  const left = leftMs(promised, nowMs)
  if (left === undefined) return en ? 'No limit known' : '时限未定'
  const gone = promised.metAt != null
  if (left < 0) {
    const length = left > -60_000 ? (en ? 'under 1 min' : '不到 1 分') : spaced(span(-left, language), en)
    if (gone) return en ? `Kept ${length} late` : `迟${length}完成`
    return en ? `${length} late` : `逾期${length}`
  }
  const length = left < 60_000 ? (en ? 'under 1 min' : '不到 1 分') : spaced(span(left, language), en)
  if (gone) return en ? `Kept with ${length} to spare` : `提前${length}完成`
  return en ? `${length} left` : `还剩${length}`
}

/** In Chinese a figure stands off from the characters before it. */
function spaced(length: string, en: boolean): string {
  return en ? length : ` ${length}`
}

/** Minutes and seconds to a limit, or since it: 2:05. At the limit 0:00 is still in time. */
export function secondsLeft(
  dueAt: string | null | undefined,
  nowMs: number,
): { late: boolean; text: string } | undefined {
  if (!dueAt) return undefined
  const left = ms(dueAt) - nowMs
  const seconds = left >= 0 ? Math.floor(left / 1000) : Math.ceil(-left / 1000)
  return { late: left < 0, text: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` }
}

/** What a stretch put on the clock: working days, or the time that ran; empty for what did not count. */
export function countedWords(segment: Segment, unit: (days: number) => string, language: Language): string {
  if (segment.kind !== 'counted') return ''
  if (segment.days != null) return segment.days === 0 ? '' : unit(segment.days)
  const length = ms(segment.to) - ms(segment.from)
  return length < 60_000
    ? `${Math.round(length / 100) / 10} ${language === 'en' ? 's' : '秒'}`
    : span(length, language)
}

/** Which sentence explains how a promise stands; its texts are `promise.why.*`. */
export function verdict(
  p: Promised & { stopReason?: string | null; unpublishedYear?: number | null },
  state: PromiseState,
): string {
  if (p.unpublishedYear && !p.dueAt) return 'unpublished'
  if (p.metAt) return state === 'late' ? 'metLate' : 'kept'
  if (p.stopReason) return state === 'late' ? 'endedLate' : 'ended'
  if (state === 'late') return 'late'
  return p.dueAt ? 'running' : 'paused'
}

/** The state at this moment: what the server said, moved on when the limit has passed on an open screen. */
export function stateNow(promised: Promised, nowMs: number): PromiseState {
  if (promised.metAt || promised.state === 'stopped' || !promised.dueAt) return promised.state
  return nowMs > ms(promised.dueAt) ? 'late' : promised.state
}
