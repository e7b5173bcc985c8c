/** Boards for an estate and for every level above it, from rows kept per estate and day. */
import { ZONE } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import { type Figure, figureValue } from '../../core/figures.ts'
import type { Ctx } from '../../core/house.ts'
import { query } from '../../core/verb.ts'
import { LATE_REPORTS, lateBoard } from './closure.ts'
import { oversightApi } from './contract.ts'
import { figures, figuresOf } from './registry.ts'
import { type DaySum, dayOf, sumOf, TREND_DAYS, trendDays, trendOf } from './rules.ts'
import * as store from './store.ts'

const meaning = (f: Figure) => ({
  key: f.key,
  title: f.title,
  unit: f.unit,
  numerator: f.numerator,
  denominator: f.denominator ?? null,
  period: f.period,
  exclusions: f.exclusions,
  over: f.over,
  list: f.list,
})

function present(
  f: Figure,
  sum: { numerator: number; denominator: number | null } | null,
  past: readonly DaySum[],
  days: string[],
  estates: { with: number; all: number },
) {
  const value = sum === null ? null : figureValue(f.unit, sum.numerator, sum.denominator)
  const trend = trendOf(f, past, days)
  return {
    ...meaning(f),
    list: f.list.replace('{day}', days.at(-1) ?? ''),
    value,
    sums: sum,
    estates,
    trend: [...trend.slice(0, -1), { ...trend.at(-1)!, value }],
  }
}

async function actsIn(ctx: Ctx, shown: Figure[], estates: { id: string; name: string }[]) {
  const out = []
  for (const e of estates)
    for (const f of shown)
      for (const a of (await f.acts?.(ctx.db, e.id, ctx.now)) ?? [])
        out.push({
          ...a,
          figure: f.key,
          estateId: e.id,
          estate: e.name,
          since: a.since.toString(),
          link: `${a.link}${a.link.includes('?') ? '&' : '?'}e=${e.id}`,
        })
  return out.sort((a, b) => (a.since < b.since ? -1 : 1)).slice(0, 50)
}

/** The manager's board: today is counted now for this one estate, the days before come from their rows. */
export const estateBoard = query(
  'oversight.estate_board',
  oversightApi['GET /api/estates/:estateId/board'],
  async (ctx, input) => {
    const estate = await store.estatePlace(ctx.db, input.estateId)
    if (estate === undefined) throw fail('core.not_found')
    const around = await store.regionAround(ctx.db, estate.region_id)
    const today = dayOf(ctx.now, estate.zone)
    const days = trendDays(today.date)
    const past = await store.sums(ctx.db, { estateId: estate.id }, days[0] ?? today.date, today.date)
    const shown = figuresOf(input.of ?? 'estate')
    const now = []
    const hours = []
    for (const f of shown) {
      const sum = sumOf(await f.parts(ctx.db, today, estate.id))
      now.push(present(f, sum, past, days, { with: sum === null ? 0 : 1, all: 1 }))
      if (f.hours) hours.push({ key: f.key, title: f.title, values: await f.hours(ctx.db, estate.id, today) })
    }
    return {
      place: { id: estate.id, name: estate.name, kind: 'estate' },
      above: [...(around?.above ?? []), ...(around ? [around.self] : [])]
        .filter(p => mayLook(ctx, p.path))
        .map(placeOf),
      day: today.date,
      asOf: ctx.now.toString(),
      figures: now,
      hours,
      acts: await actsIn(ctx, shown, [estate]),
    }
  },
)

const placeOf = (p: { id: string; name: string; kind: string }) => ({ id: p.id, name: p.name, kind: p.kind })

/** A region's board: each figure is the sum of the rows below, so each level is the sum of the level below (SX-07). */
export const regionBoard = query(
  'oversight.region_board',
  oversightApi['GET /api/regions/:regionId/board'],
  async (ctx, input) => {
    const around = await store.regionAround(ctx.db, input.regionId)
    if (around === undefined) throw fail('core.not_found')
    const today = dayOf(ctx.now, ZONE)
    const days = trendDays(today.date)
    const all = await store.estateCount(ctx.db, around.self.path)
    const rows = await store.sums(ctx.db, { path: around.self.path }, days[0] ?? today.date, today.date)
    const shown = figuresOf(input.of ?? 'region')
    const late = input.of ? await lateBoard(ctx, around.self.path, days) : undefined
    const pressing = shown.filter(f => f.acts !== undefined).map(f => f.key)
    const troubled = await store.troubled(ctx.db, around.self.path, today.date, pressing)
    const asOf = rows.filter(r => r.day === today.date).map(r => r.at.toString())
    const children = await childrenOf(ctx, around, input.regionId, today.date, shown)
    const parts = children.map(c => {
      const path = around.below.find(b => b.id === c.id)?.path
      const n = path === undefined ? undefined : late?.under(path)
      return n === undefined ? c : { ...c, values: { ...c.values, [LATE_REPORTS]: n } }
    })
    return {
      place: placeOf(around.self),
      above: around.above.filter(p => mayLook(ctx, p.path)).map(placeOf),
      day: today.date,
      asOf: asOf.sort().at(-1) ?? null,
      figures: [
        ...shown.map(f => {
          const row = rows.find(r => r.day === today.date && r.figure === f.key)
          const sum = row === undefined ? null : { numerator: row.numerator, denominator: row.denominator }
          return present(f, sum, rows, days, { with: row?.estates ?? 0, all })
        }),
        ...(late ? [late.figure] : []),
      ],
      hours: [],
      acts: [...(late?.acts ?? []), ...(await actsIn(ctx, shown, troubled))].slice(0, 50),
      children: parts,
    }
  },
)

/** The way up ends where the caller's own scope ends. */
function mayLook(ctx: Ctx, path: string): boolean {
  const scope = ctx.scopeWhere('board.read')
  return scope.everywhere || scope.regionPaths.some(p => path.startsWith(p))
}

async function childrenOf(
  ctx: Ctx,
  around: { below: store.PlaceRow[] },
  regionId: string,
  day: string,
  shown: Figure[],
) {
  const sums = await store.childSums(ctx.db, regionId, day)
  const estates = await store.estatesAt(ctx.db, regionId)
  const children = [...around.below.map(placeOf), ...estates.map(e => ({ ...e, kind: 'estate' }))]
  return children.map(c => ({
    ...c,
    values: Object.fromEntries(
      sums
        .filter(s => s.child === c.id)
        .flatMap(s => {
          const f = shown.find(one => one.key === s.figure)
          if (f === undefined) return []
          const { numerator, denominator } = s
          return [[f.key, { value: figureValue(f.unit, numerator, denominator), numerator, denominator }]]
        }),
    ),
  }))
}

/** Places whose board the caller may open: the regions and estates his roles name. */
export const listBoards = query('oversight.boards', oversightApi['GET /api/boards'], async ctx => {
  const scope = ctx.scopeWhere('board.read')
  return {
    regions: (await store.regionsHeld(ctx.db, scope)).map(placeOf),
    estates: (await store.estatesHeld(ctx.db, scope)).map(e => ({ ...e, kind: 'estate' })),
  }
})

/** Keeps the running day's rows of every figure. */
export async function rollUp(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now, ZONE)
  for (const f of figures)
    await store.keepParts(ctx.db, f.key, today.date, await f.parts(ctx.db, today), ctx.now)
}

/**
 * Once a day, and when a house is filled from elsewhere: forms yesterday anew as it stood at its end, and makes up
 * those of the last fourteen days that have no rows. What only the moment can tell is not made up.
 */
export async function makeUpDays(ctx: Ctx): Promise<void> {
  const [first, last] = [dayOf(ctx.now, ZONE, TREND_DAYS - 1), dayOf(ctx.now, ZONE, 1)]
  const kept = await store.daysKept(ctx.db, first.date, last.date)
  for (let ago = 1; ago < TREND_DAYS; ago++) {
    const day = dayOf(ctx.now, ZONE, ago)
    const end = { ...day, now: day.until.subtract({ milliseconds: 1 }) }
    for (const f of figures)
      if (!f.onlyNow && (ago === 1 || !kept.has(`${day.date} ${f.key}`)))
        await store.keepParts(ctx.db, f.key, day.date, await f.parts(ctx.db, end), ctx.now)
  }
}
