/** Passages per hour and day, and the same summed upward by region (S6-46..48). */
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { query } from '../../core/verb.ts'
import { gateApi } from './contract.ts'
import { localTime, siteOf } from './site.ts'
import * as store from './store-rollup.ts'

function present(f: store.FigureRow) {
  return {
    personsIn: f.persons_in,
    personsOut: f.persons_out,
    vehiclesIn: f.vehicles_in,
    vehiclesOut: f.vehicles_out,
    refusals: f.refusals,
    emergencies: f.emergencies,
    incidents: f.incidents,
    unattended: f.unattended,
  }
}

export type FiguresShown = ReturnType<typeof present>

const none: FiguresShown = {
  personsIn: 0,
  personsOut: 0,
  vehiclesIn: 0,
  vehiclesOut: 0,
  refusals: 0,
  emergencies: 0,
  incidents: 0,
  unattended: 0,
}

/** A level is the sum of the level below, figure by figure. */
export function sumOf(parts: readonly FiguresShown[]): FiguresShown {
  const total = { ...none }
  for (const part of parts)
    for (const key of Object.keys(none) as (keyof FiguresShown)[]) total[key] += part[key]
  return total
}

/** Passages per hour of one day, for the manager's board. */
export const hours = query(
  'gate.hours',
  gateApi['GET /api/estates/:estateId/gate/hours'],
  async (ctx, input) => {
    const site = await siteOf(ctx, input.estateId)
    const day = input.day ?? localTime(site, ctx.now).toPlainDate().toString()
    const found = new Map((await store.hoursOf(ctx.db, input.estateId, day)).map(r => [r.hour, present(r)]))
    const list = Array.from({ length: 24 }, (_, hour) => ({ hour, ...(found.get(hour) ?? none) }))
    return { day, hours: list, total: sumOf(list) }
  },
)

/** Fourteen days back where nothing else is said. */
function period(ctx: Ctx, input: { from?: string | undefined; until?: string | undefined }) {
  const today = localDate(ctx.now)
  const until = input.until ?? today.toString()
  return { from: input.from ?? today.subtract({ days: 13 }).toString(), until }
}

export const days = query(
  'gate.days',
  gateApi['GET /api/estates/:estateId/gate/days'],
  async (ctx, input) => {
    const { from, until } = period(ctx, input)
    const items = (await store.daysOf(ctx.db, input.estateId, from, until)).map(r => ({
      day: r.day,
      ...present(r),
    }))
    return { items, total: sumOf(items) }
  },
)

/** A region's figures: its regions below, or its estates, with their sum (S6-46 to S6-48). */
export const rollup = query(
  'gate.rollup',
  gateApi['GET /api/regions/:regionId/gate/rollup'],
  async (ctx, input) => {
    const region = await store.regionOf(ctx.db, input.regionId)
    if (region === undefined) throw fail('core.not_found')
    const today = localDate(ctx.now).toString()
    const from = input.from ?? input.until ?? today
    const until = input.until ?? (input.from === undefined ? today : input.from)
    const below = await store.regionsBelow(ctx.db, region.id)
    const estates = await store.estateFigures(ctx.db, region.path, from, until, ctx.now)
    const regionParts = below.map(r => {
      const own = estates.filter(e => e.places.some(p => p.path.startsWith(r.path)))
      const closed = own.filter(e => e.closed).length
      return { id: r.id, name: r.name, kind: r.kind, estates: own.length, closed, ...sumOf(own.map(present)) }
    })
    const direct = estates
      .filter(e => e.places.some(p => p.id === region.id))
      .map(e => ({
        id: e.id,
        name: e.name,
        kind: 'estate',
        estates: 1,
        closed: e.closed ? 1 : 0,
        ...present(e),
      }))
    const children = [...regionParts, ...direct]
    const history = await store.regionDays(
      ctx.db,
      region.path,
      localDate(ctx.now).subtract({ days: 13 }).toString(),
      today,
    )
    return {
      region: { id: region.id, name: region.name, kind: region.kind },
      from,
      until,
      estates: estates.length,
      closed: estates.filter(e => e.closed).length,
      // not the parts' sum: an estate that two of them supervise counts once here (S3-02)
      total: sumOf(estates.map(present)),
      days: history.map(r => ({ day: r.day, ...present(r) })),
      children,
    }
  },
)
