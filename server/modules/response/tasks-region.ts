/** Work planned for a whole region at once: fences of every estate, disinfection of the abandoned ones (S6-14, S6-24). */
import { Temporal } from 'temporal-polyfill'
import { localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { pathOf, self } from './actor.ts'
import { responseApi } from './contract.ts'
import { responseFail } from './errors.ts'
import { disinfectionGap } from './rules-task.ts'
import { neighbourhoods, type PlaceRow, placesWithin } from './store-place.ts'
import { disinfectionsOn, fencedEstates, insertTask, type NewTask } from './store-task.ts'

/** A plan longer than this is asked for again: it would be forgotten, not done. */
const LONGEST_DAYS = 31

function plain(
  ctx: Ctx,
  more: Pick<NewTask, 'kind' | 'title' | 'dueOn' | 'organisation' | 'planKey'>,
): NewTask {
  const by = self(ctx)
  return {
    ...more,
    id: newId<'task'>(ctx.now.epochMilliseconds),
    place: null,
    detail: null,
    worker: null,
    by: by.id,
    name: by.name,
    at: ctx.now,
  }
}

/** S6-14: a fencing task for every estate that has none; asked twice, nothing is there twice. */
export const planFencing = verb(
  'response.plan_fencing',
  responseApi['POST /api/regions/:regionId/response/fencing'],
  async (ctx, input) => {
    const places = await placesWithin(ctx.db, pathOf(ctx, input.regionId))
    const had = await fencedEstates(
      ctx.db,
      places.map(p => p.id),
    )
    let made = 0
    for (const place of places) {
      if (had.has(place.id)) continue
      const title = ctx.lang === 'en' ? `Fence off ${place.name}` : `${place.name}围挡`
      await insertTask(ctx.db, place.id, {
        ...plain(ctx, {
          kind: 'fence',
          title,
          dueOn: input.dueOn,
          organisation: input.organisation,
          planKey: null,
        }),
        detail: input.detail ?? null,
      })
      made++
    }
    await ctx.audit({
      action: 'response.plan_fencing',
      subject: 'region',
      subjectId: input.regionId,
      after: { made, had: had.size, dueOn: input.dueOn, organisation: input.organisation },
    })
    return { made, had: had.size }
  },
)

function daysOf(from: string, until: string): string[] {
  const first = Temporal.PlainDate.from(from)
  const count = first.until(Temporal.PlainDate.from(until), { largestUnit: 'days' }).days + 1
  if (count < 1 || count > LONGEST_DAYS)
    throw responseFail('response.period', { params: { days: LONGEST_DAYS } })
  return Array.from({ length: count }, (_, i) => first.add({ days: i }).toString())
}

/** S6-24: each abandoned estate once a day; a plan that overlaps an earlier one adds only what is missing. */
export const planDisinfection = verb(
  'response.plan_disinfection',
  responseApi['POST /api/regions/:regionId/response/disinfection'],
  async (ctx, input) => {
    const days = daysOf(input.from, input.until)
    const all = await placesWithin(ctx.db, pathOf(ctx, input.regionId))
    const abandoned = all.filter(p => p.care === 'abandoned')
    if (abandoned.length === 0) throw responseFail('response.no_abandoned')
    let made = 0
    for (const place of abandoned)
      for (const day of days) {
        const title = ctx.lang === 'en' ? `Disinfect ${place.name}` : `${place.name}消毒`
        const task = plain(ctx, {
          kind: 'disinfect',
          title,
          dueOn: day,
          organisation: input.organisation,
          planKey: day,
        })
        if (await insertTask(ctx.db, place.id, { ...task, detail: input.detail ?? null })) made++
      }
    await ctx.audit({
      action: 'response.plan_disinfection',
      subject: 'region',
      subjectId: input.regionId,
      after: { from: input.from, until: input.until, estates: abandoned.length, made },
    })
    return { estates: abandoned.length, days: days.length, made }
  },
)

export const disinfection = query(
  'response.disinfection',
  responseApi['GET /api/regions/:regionId/response/disinfection'],
  async (ctx, input) => {
    const path = pathOf(ctx, input.regionId)
    const day = input.day ?? localDate(ctx.now).toString()
    const abandoned = (await placesWithin(ctx.db, path)).filter(p => p.care === 'abandoned')
    const work = await disinfectionsOn(
      ctx.db,
      abandoned.map(p => p.id),
      day,
    )
    const states = Map.groupBy(work, w => w.estate_id)
    const stateOf = (p: PlaceRow) => (states.get(p.id) ?? []).map(w => w.state)
    return {
      day,
      items: (await neighbourhoods(ctx.db, path)).map(r => {
        const own = abandoned.filter(p => p.region_path.startsWith(r.path))
        const gaps = own.flatMap(p => {
          const why = disinfectionGap(stateOf(p))
          return why ? [{ id: p.id, name: p.name, why }] : []
        })
        return {
          id: r.id,
          name: r.name,
          abandoned: own.length,
          planned: own.filter(p => stateOf(p).some(s => s !== 'cancelled')).length,
          done: own.length - gaps.length,
          gaps,
        }
      }),
    }
  },
)
