/** What the board of closed management adds above the estates: the levels whose report is late, by name (S6-48). */
import { covers } from '../../core/access.ts'
import type { Ctx } from '../../core/house.ts'
import { type LateLevel, lateReports } from '../gate/report-late.ts'
import { levelNames } from '../gate/report-watch.ts'
import { dutiesOf } from '../gate/store-report.ts'

export const LATE_REPORTS = 'gate.reports_late'

const meaning = {
  key: LATE_REPORTS,
  title: { zh: '逾期报送', en: 'Reports late' },
  unit: 'count' as const,
  numerator: {
    zh: '未在时限内报送日汇总的层级，含逾期后补报的；本级与下级各级都计',
    en: 'levels here and below whose daily summary was not in by its time, those that came later included',
  },
  denominator: null,
  period: { zh: '最近一个已截止的报送日', en: 'the reporting day that closed last' },
  exclusions: { zh: '当日没有封闭小区的层级', en: 'levels without an estate under closure that day' },
  over: 'day' as const,
  list: 'reports',
}

/** Reports are read by their own permission: who only sees boards gets no such figure. */
function mayRead(ctx: Ctx, path: string): boolean {
  const scope = ctx.scopeWhere('rollup.read')
  return scope.everywhere || scope.regionPaths.some(p => covers(p, path))
}

async function actsOf(ctx: Ctx, day: string, levels: readonly LateLevel[]) {
  const open = levels.filter(l => l.open)
  const duties = await dutiesOf(
    ctx.db,
    open.map(l => l.region.id),
  )
  return open.map(({ region, level, dueAt }) => ({
    figure: LATE_REPORTS,
    ref: `${region.id}/${level}`,
    estateId: null,
    estate: region.name,
    title: {
      zh: `逾期未报：${region.name}${levelNames[level].zh}`,
      en: `Report late: ${region.name} (${levelNames[level].en})`,
    },
    person: duties.find(d => d.region_id === region.id && d.level === level)?.name ?? null,
    since: dueAt.toString(),
    link: `/board/reports?d=${day}&r=${region.id}&l=${level}`,
  }))
}

/** @returns nothing for who may not read reports there */
export async function lateBoard(ctx: Ctx, path: string, days: string[]) {
  if (!mayRead(ctx, path)) return undefined
  const late = await lateReports(ctx, path, days)
  const owed = late.days.find(d => d.day === late.day)?.late ?? null
  const value = (n: number) => ({ value: n, numerator: n, denominator: null })
  return {
    figure: {
      ...meaning,
      value: owed,
      sums: owed === null ? null : { numerator: owed, denominator: null },
      // it counts levels: how many estates have data says nothing here
      estates: { with: 1, all: 1 },
      trend: late.days.map(d => ({ day: d.day, value: d.late })),
    },
    acts: await actsOf(ctx, late.day, late.levels),
    /** the late levels at or below a part; nothing where none owes any */
    under: (part: string) =>
      owed === null ? undefined : value(late.levels.filter(l => covers(part, l.region.path)).length),
  }
}
