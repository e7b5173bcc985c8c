/** The figures of a month from what was counted. Pure: the same counts give the same report, word by word. */
import type { z } from 'zod'
import { canonical } from '../../core/canonical.ts'
import { sha256 } from '../../core/crypto.ts'
import type { Bilingual } from '../../core/formats.ts'
import { meets } from '../desk/measures.ts'
import type { PromiseSum } from '../desk/store-wall.ts'
import type { Figure, KeptRow } from './contract.ts'
import { type Definition, definitions, type FigureKey } from './definitions.ts'
import type { FollowUpReport, FollowUpTargets } from './measures.ts'

export type FigureView = z.output<typeof Figure>
export type KeptView = z.output<typeof KeptRow>

/** One figure with its definition; without a denominator's cases it has no value and is neither met nor missed. */
export function figure(
  key: FigureKey,
  numerator: number,
  denominator: number | null = null,
  target: number | null = null,
): FigureView {
  const d: Definition = definitions[key]
  return {
    key,
    title: d.title,
    unit: d.unit,
    numerator,
    denominator,
    target,
    met: target === null || denominator === null ? null : meets({ numerator, denominator }, target),
    definition: {
      numerator: d.numerator,
      denominator: d.denominator,
      period: d.period,
      exclusions: d.exclusions,
    },
  }
}

export function followFigures(r: FollowUpReport, targets: FollowUpTargets): FigureView[] {
  return [
    figure('followup.rate', r.followed.numerator, r.followed.denominator, targets.normalPercent),
    figure('followup.major', r.major.numerator, r.major.denominator, targets.majorPercent),
    figure('followup.satisfied', r.satisfied.numerator, r.satisfied.denominator, targets.satisfactionPercent),
  ]
}

export interface DeskCounts {
  promises: readonly PromiseSum[]
  atOnce: { count: number; of: number }
  later: { count: number; of: number }
  beyond: number
  postponed: number
  explained: number
  /** Targets in percent, by the figure's key; none where nothing is demanded or set (S7-07). */
  goals: Partial<Record<FigureKey, number | null>>
}

export function deskFigures(c: DeskCounts): FigureView[] {
  const sum = (test: (p: PromiseSum) => boolean): [number, number] => {
    const some = c.promises.filter(test)
    return [some.reduce((n, p) => n + p.kept, 0), some.reduce((n, p) => n + p.due, 0)]
  }
  return [
    figure('promise.kept', ...sum(() => true), c.goals['promise.kept'] ?? null),
    figure('inquiry.at_once', c.atOnce.count, c.atOnce.of, c.goals['inquiry.at_once'] ?? null),
    figure('inquiry.later', c.later.count, c.later.of),
    figure(
      'order.three_minutes',
      ...sum(p => p.clock === 'threeMinute'),
      c.goals['order.three_minutes'] ?? null,
    ),
    figure('order.explained', c.explained),
    figure('inquiry.beyond', c.beyond),
    figure('promise.postponed', c.postponed),
  ]
}

/** Kept and due by one way of sorting, most promises first; labels come from the caller. */
export function keptBy(
  sums: readonly PromiseSum[],
  keyOf: (p: PromiseSum) => string,
  labelOf: (p: PromiseSum) => Bilingual,
): KeptView[] {
  const rows = new Map<string, KeptView>()
  for (const p of sums) {
    const key = keyOf(p)
    const row = rows.get(key) ?? { key, label: labelOf(p), kept: 0, due: 0 }
    rows.set(key, { ...row, kept: row.kept + p.kept, due: row.due + p.due })
  }
  return [...rows.values()].sort((a, b) => b.due - a.due || (a.key < b.key ? -1 : 1))
}

/** SHA-256 of a frozen report, printed on it: two copies of one version carry the same. */
export const reportHash = (report: unknown): string => sha256(canonical(report)).toString('hex')

/** The desk’s kinds of service (S7-14) as the report writes them. */
export const kindLabels: Record<string, Bilingual> = {
  complaint: { zh: '投诉', en: 'Complaints' },
  inquiry: { zh: '咨询', en: 'Inquiries' },
  repair: { zh: '报修', en: 'Repairs' },
  suggestion: { zh: '建议', en: 'Suggestions' },
  order: { zh: '服务订单', en: 'Service orders' },
}
