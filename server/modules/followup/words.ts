/** How results and figures are written in tables and on paper. Pure. */
import type { Bilingual } from '../../core/formats.ts'
import type { Result } from './measures.ts'
import type { ReportView } from './month.ts'
import type { FigureView, KeptView } from './report.ts'

const resultTexts: Record<Result, Bilingual> = {
  satisfied: { zh: '满意', en: 'satisfied' },
  partly: { zh: '部分满意', en: 'partly' },
  dissatisfied: { zh: '不满意', en: 'not satisfied' },
  refused: { zh: '拒绝回访', en: 'refused' },
  unreachable: { zh: '联系不上', en: 'not reached' },
}
export const resultText = (result: Result | null): Bilingual =>
  result === null ? { zh: '未回访', en: 'not called yet' } : resultTexts[result]

const hows = {
  major: { zh: '重大必访', en: 'major' },
  sample: { zh: '抽中', en: 'drawn' },
  replacement: { zh: '递补', en: 'replacement' },
} as const
export const howText = (how: keyof typeof hows | null): Bilingual =>
  how === null ? { zh: '候补', en: 'reserve' } : hows[how]

/** One decimal, cut and never rounded up: 49.96 % is not 50 %. Without cases: no data. */
export function percentText(numerator: number, denominator: number | null): Bilingual {
  if (!denominator) return { zh: '无数据', en: 'no data' }
  const tenths = Math.floor((numerator * 1000) / denominator)
  const text = `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)}%`
  return { zh: text, en: text }
}

/** A month that still runs has not missed anything yet. */
export function metText(met: boolean | null, running = false): Bilingual {
  if (met === null) return { zh: '—', en: '—' }
  if (!met && running) return { zh: '尚未达到', en: 'not yet' }
  return met ? { zh: '达标', en: 'met' } : { zh: '未达标', en: 'not met' }
}

/** Numerator, denominator, period and exclusions in one sentence each (SX-07). */
export function definitionText(f: Pick<FigureView, 'definition'>): Bilingual {
  const d = f.definition
  const part = (zh: string, en: string, text: Bilingual | null) =>
    text ? [{ zh: `${zh}：${text.zh}`, en: `${en}: ${text.en}` }] : []
  const parts = [
    ...part(d.denominator ? '分子' : '统计', d.denominator ? 'numerator' : 'counted', d.numerator),
    ...part('分母', 'denominator', d.denominator),
    ...part('期间', 'period', d.period),
    ...part('不计', 'left out', d.exclusions),
  ]
  return { zh: `${parts.map(p => p.zh).join('。')}。`, en: `${parts.map(p => p.en).join('. ')}.` }
}

/** The share for a cell: cut to a tenth of a percent like everywhere else. */
const share = (numerator: number, denominator: number | null) =>
  denominator ? Math.floor((numerator * 1000) / denominator) / 1000 : null

export function figureLine(f: FigureView, running: boolean) {
  return {
    section: { zh: '指标', en: 'Figures' },
    name: f.title,
    numerator: f.numerator,
    denominator: f.denominator,
    share: share(f.numerator, f.denominator),
    target: f.target,
    met: metText(f.met, running).zh,
    definition: definitionText(f),
  }
}

const parts = {
  byType: { zh: '按服务类型', en: 'By type of service' },
  byClass: { zh: '按类别', en: 'By class' },
  byPerson: { zh: '按人员', en: 'By person' },
} as const

export function keptLines(r: Pick<ReportView, keyof typeof parts>) {
  const line = (section: Bilingual) => (k: KeptView) => ({
    section,
    name: k.label,
    numerator: k.kept,
    denominator: k.due,
    share: share(k.kept, k.due),
    target: null,
    met: metText(null).zh,
    definition: { zh: '口径同“承诺兑现率”', en: 'as “Promises kept”' },
  })
  return [
    ...r.byType.map(line(parts.byType)),
    ...r.byClass.map(line(parts.byClass)),
    ...r.byPerson.map(line(parts.byPerson)),
  ]
}
