/** The numbers of parking, for the estate's manager and for the authorities above. */
import { Temporal } from 'temporal-polyfill'
import { reachAnywhere } from '../../core/access.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query } from '../../core/verb.ts'
import { reportApi } from './contract-report.ts'
import { landPerSpace } from './garage-rules.ts'
import { today } from './garage-who.ts'
import { monthBefore, monthSpan } from './order-rules.ts'
import { bandOf, isOld, type NumbersRules, peakOf, perHundred, shortageOf } from './report-rules.ts'
import { gates } from './store-order-acts.ts'
import * as store from './store-report.ts'

const P = '/api/estates/:estateId/parking' as const

const rulesOf = (ctx: Ctx, estateId: string) =>
  ruleFor<NumbersRules>(ctx.db, 'parking.numbers', estateId, today(ctx))

function present(n: store.EstateNumbers, rules: NumbersRules) {
  const spaces = n.lot_spaces + n.mechanical
  return {
    households: n.households,
    cars: n.cars,
    motorcycles: n.motorcycles,
    others: n.others,
    spaces,
    mechanical: n.mechanical,
    perHousehold: perHundred(spaces, n.households),
    perCar: perHundred(spaces, n.cars),
    shortage: shortageOf(n.cars, spaces),
    waiting: n.waiting,
    complaints: n.complaints,
    builtYear: n.built_year,
    old: isOld(n.built_year, rules),
  }
}

export const parkingNumbers = query('parking.numbers', reportApi[`GET ${P}/numbers`], async (ctx, input) => {
  const rules = await rulesOf(ctx, input.estateId)
  const [row] = await store.numbers(ctx.db, {
    estateId: input.estateId,
    now: ctx.now,
    words: rules.complaint,
  })
  if (row === undefined) throw new Error('the estate is in the directory and not in its table')
  const months = [today(ctx).slice(0, 7)]
  while (months.length < 13) months.push(monthBefore(months.at(-1) ?? ''))
  const cars = await store.carsByMonth(ctx.db, input.estateId, { months: months.toReversed() })
  return {
    ...present(row, rules),
    months: cars.slice(1).map((m, i) => ({ ...m, added: m.cars - (cars[i]?.cars ?? 0) })),
    facilities: (await store.facilities(ctx.db, input.estateId)).map(f => ({
      name: f.name,
      spaces: f.spaces,
      landArea: f.land_area,
      perSpace: f.land_area === null ? null : landPerSpace(f.land_area, f.spaces),
    })),
  }
})

const dayCount = (s: store.Span) =>
  Temporal.PlainDate.from(s.from).until(Temporal.PlainDate.from(s.to), { largestUnit: 'day' }).days + 1

async function peakSpan(ctx: Ctx, estateId: string, s: store.Span, gateId: string | null) {
  const lanes = await store.hasLaneEvents(ctx.db, estateId, s)
  const counts = await store.peakCounts(ctx.db, estateId, { ...s, gateId, lanes })
  const congestion = await store.congestionSums(ctx.db, estateId, { ...s, gateId })
  return {
    lanes,
    shown: {
      ...peakOf(counts, Math.max(1, dayCount(s))),
      timing: await store.timingMeans(ctx.db, estateId, { ...s, gateId }),
      congestions: congestion.n,
      congestionMinutes: congestion.minutes,
    },
  }
}

/** The last fortnight beside the one before it, unless other spans are asked for. */
export const parkingPeak = query('parking.peak', reportApi[`GET ${P}/peak`], async (ctx, input) => {
  const back = (days: number) => Temporal.PlainDate.from(today(ctx)).subtract({ days }).toString()
  const now = { from: input.from ?? back(13), to: input.to ?? back(0) }
  const before = {
    from: input.beforeFrom ?? Temporal.PlainDate.from(now.from).subtract({ days: 14 }).toString(),
    to: input.beforeTo ?? Temporal.PlainDate.from(now.from).subtract({ days: 1 }).toString(),
  }
  const gateId = input.gateId ?? null
  const seen = await peakSpan(ctx, input.estateId, now, gateId)
  return {
    gates: await gates(ctx.db, input.estateId),
    source: seen.lanes ? ('lanes' as const) : ('passages' as const),
    ...now,
    beforeFrom: before.from,
    beforeTo: before.to,
    now: seen.shown,
    before: (await peakSpan(ctx, input.estateId, before, gateId)).shown,
  }
})

/** S4-10: "only charging, not managing" is answered by both columns of the same month. */
export const parkingWork = query('parking.work', reportApi[`GET ${P}/work`], async (ctx, input) => {
  const month = input.month ?? today(ctx).slice(0, 7)
  const { from, until } = monthSpan(month)
  const span = { from, to: Temporal.PlainDate.from(until).subtract({ days: 1 }).toString() }
  const fees = await store.fees(ctx.db, input.estateId, span)
  const w = await store.work(ctx.db, input.estateId, span)
  const sum = (of: (f: store.FeeRow) => number) => fees.reduce((all, f) => all + of(f), 0)
  return {
    month,
    fees,
    charged: sum(f => f.charged),
    paid: sum(f => f.paid),
    work: {
      violations: w.violations,
      violationsClosed: w.violations_closed,
      moves: w.moves,
      movesClosed: w.moves_closed,
      accidents: w.accidents,
      accidentsClosed: w.accidents_closed,
      congestions: w.congestions,
      patrolVisits: w.patrol_visits,
      checks: w.checks,
      inspections: w.inspections,
      faults: w.faults,
      faultsClosed: w.faults_closed,
      fetches: w.fetches,
    },
  }
})

const orders = {
  shortage: (a: Shown, b: Shown) => a.shortage - b.shortage,
  '-shortage': (a: Shown, b: Shown) => b.shortage - a.shortage,
  perHousehold: (a: Shown, b: Shown) => (a.perHousehold ?? Infinity) - (b.perHousehold ?? Infinity),
  builtYear: (a: Shown, b: Shown) => (a.builtYear ?? Infinity) - (b.builtYear ?? Infinity),
} as const
type Shown = ReturnType<typeof present> & { estateId: string; estate: string; band: string }

/** S4-02, S4-03: every estate of the scope, and the ages side by side. */
export const parkingBoard = query(
  'parking.board',
  reportApi['GET /api/parking/board'],
  async (ctx, input) => {
    reachAnywhere(ctx.actor, 'board.read')
    const rules = await rulesOf(ctx, NIL)
    const rows = await store.numbers(ctx.db, {
      scope: ctx.scopeWhere('board.read'),
      now: ctx.now,
      words: rules.complaint,
    })
    const all = rows.map(r => ({
      ...present(r, rules),
      estateId: r.estate_id,
      estate: r.estate,
      band: bandOf(r.built_year, rules.bands),
    }))
    const sum = (list: Shown[], of: (s: Shown) => number) => list.reduce((n, s) => n + of(s), 0)
    const bands = [...new Set(all.map(s => s.band))]
    const order = (band: string) =>
      Math.min(...all.filter(s => s.band === band).map(s => s.builtYear ?? 9999))
    const shown = all.filter(s => input.age === undefined || s.band === input.age).sort(orders[input.sort])
    return {
      items: shown.slice(input.offset, input.offset + input.limit),
      total: shown.length,
      sums: {
        estates: all.length,
        households: sum(all, s => s.households),
        cars: sum(all, s => s.cars),
        spaces: sum(all, s => s.spaces),
        shortage: sum(all, s => s.shortage),
        waiting: sum(all, s => s.waiting),
        short: all.filter(s => s.shortage > 0).length,
      },
      ages: bands
        .sort((a, b) => order(a) - order(b))
        .map(band => {
          const list = all.filter(s => s.band === band)
          const spaces = sum(list, s => s.spaces)
          const households = sum(list, s => s.households)
          return {
            band,
            estates: list.length,
            spaces,
            households,
            cars: sum(list, s => s.cars),
            perHousehold: perHundred(spaces, households),
            shortage: sum(list, s => s.shortage),
          }
        }),
    }
  },
)
