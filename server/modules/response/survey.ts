/** Use cases of the survey round (S6-04..08): begun by the bureau with the town, followed estate by estate, frozen when whole. */
import { reachRegion } from '../../core/access.ts'
import { instantText, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { surveyed } from '../estate/store-profile.ts'
import { able, pathOf, self } from './actor.ts'
import { responseApi } from './contract.ts'
import { responseFail } from './errors.ts'
import { faultWords } from './labels-survey.ts'
import { type Surveyed, stepOf, sumFaults, surveyLate, surveySum } from './rules-survey.ts'
import { type PlaceRow, placesWithin, regionAndChildren, regionsAbove } from './store-place.ts'
import * as store from './store-survey.ts'

export interface Line extends Surveyed {
  place: PlaceRow
  census: store.CensusHead | undefined
  late: boolean
}

/** The round that binds a region: its own, else the nearest above it. */
async function roundOf(ctx: Ctx, path: string): Promise<store.RoundRow | undefined> {
  const above = await regionsAbove(ctx.db, path)
  const all = await store.rounds(
    ctx.db,
    above.map(r => r.id),
  )
  for (const region of above) {
    const own = all.find(r => r.region_id === region.id)
    if (own) return own
  }
  return undefined
}

/** Every estate of a region with what the round knows of it. */
export async function linesOf(ctx: Ctx, path: string, round: store.RoundRow | undefined): Promise<Line[]> {
  const places = await placesWithin(ctx.db, path)
  const ids = places.map(p => p.id)
  const facts = new Map((await surveyed(ctx.db, path)).map(e => [e.id, e]))
  const censuses = await store.newestCensus(ctx.db, ids)
  const today = localDate(ctx.now).toString()
  return places.map(place => {
    const e = facts.get(place.id)
    const census = censuses.get(place.id)
    const step = stepOf(
      census && {
        madeOn: localDate(census.made_at).toString(),
        checked: census.checked_by_name !== null,
      },
      round && { startsOn: round.starts_on },
    )
    return {
      place,
      census,
      care: place.care,
      companyId: place.company_id,
      companyStaff: e?.company?.staff ?? null,
      hasSubjectUnit: place.subject_id !== null,
      buildings: e?.buildings ?? 0,
      sections: e?.sections ?? 0,
      households: e?.households ?? 0,
      step,
      late: surveyLate(step, round?.due_on, today),
    }
  })
}

function presentRound(ctx: Ctx, r: store.RoundRow, results: store.ResultRow[]) {
  const writes = able(() => reachRegion(ctx.actor, 'response.write', pathOf(ctx, r.region_id)))
  const act = writes ? (true as const) : 'core.forbidden'
  return {
    id: r.id,
    title: r.title,
    bureau: r.bureau,
    town: r.town,
    startsOn: r.starts_on,
    dueOn: r.due_on,
    state: r.state,
    late: r.state === 'open' && r.due_on < localDate(ctx.now).toString(),
    madeBy: r.made_name,
    version: r.version,
    results: results
      .filter(one => one.round_id === r.id)
      .map(one => ({
        version: one.version,
        figures: one.figures,
        reason: one.reason,
        by: one.made_name,
        at: instantText(one.made_at),
      })),
    allowed: {
      close: r.state === 'open' ? act : 'core.stale',
      correct: r.state === 'closed' ? act : 'core.stale',
    },
  }
}

/** Sums of a region and its parts, the estates of the region itself as a part of their own. */
async function totals(ctx: Ctx, regionId: string, lines: Line[]) {
  const regions = await regionAndChildren(ctx.db, regionId)
  const below = regions.filter(r => r.id !== regionId)
  const children = below.map(r => {
    const own = lines.filter(e => e.place.region_path.startsWith(r.path))
    return { id: r.id, name: r.name, late: own.filter(e => e.late).length, ...surveySum(own) }
  })
  const direct = lines.filter(e => e.place.region_id === regionId)
  const whole = surveySum(lines)
  const parts = below.length === 0 ? [] : [...children, surveySum(direct)]
  return { whole, children, faults: sumFaults(whole, parts) }
}

export const getSurvey = query(
  'response.survey',
  responseApi['GET /api/regions/:regionId/response/survey'],
  async (ctx, input) => {
    const path = pathOf(ctx, input.regionId)
    const round = await roundOf(ctx, path)
    const { whole, children, faults } = await totals(ctx, input.regionId, await linesOf(ctx, path, round))
    const own = await store.rounds(ctx.db, [input.regionId])
    const all = round && !own.some(r => r.id === round.id) ? [round, ...own] : own
    const results = await store.results(
      ctx.db,
      all.map(r => r.id),
    )
    const writes = able(() => reachRegion(ctx.actor, 'response.write', path))
    return {
      round: round ? presentRound(ctx, round, results) : null,
      earlier: own.filter(r => r.id !== round?.id).map(r => presentRound(ctx, r, results)),
      sums: whole,
      children,
      faults,
      allowed: {
        begin: writes
          ? round?.state === 'open' && round.region_id === input.regionId
            ? 'response.round_open'
            : (true as const)
          : 'core.forbidden',
      },
    }
  },
)

interface Asked {
  regionId: string
  q?: string | undefined
  step?: Line['step'] | undefined
  care?: Line['care'] | undefined
}

/** Late ones first, then those that wait for the second check. */
export async function surveyList(ctx: Ctx, asked: Asked) {
  const path = pathOf(ctx, asked.regionId)
  reachRegion(ctx.actor, 'response.read', path)
  const lines = await linesOf(ctx, path, await roundOf(ctx, path))
  const q = asked.q?.toLowerCase()
  const order = { none: 0, unchecked: 1, checked: 2 }
  return lines
    .filter(
      e =>
        (asked.step === undefined || e.step === asked.step) &&
        (asked.care === undefined || e.care === asked.care) &&
        (!q || [e.place.name, e.place.company_name].some(text => text?.toLowerCase().includes(q))),
    )
    .sort((a, b) => order[a.step] - order[b.step])
    .map(e => ({
      id: e.place.id,
      name: e.place.name,
      region: e.place.region_name,
      care: e.care,
      company: e.place.company_name,
      subject: e.place.subject_name,
      buildings: e.buildings,
      sections: e.sections,
      households: e.households,
      staff: e.companyStaff,
      step: e.step,
      late: e.late,
      madeBy: e.census?.made_by_name ?? null,
      madeOn: e.census ? localDate(e.census.made_at).toString() : null,
      checkedBy: e.census?.checked_by_name ?? null,
    }))
}

export const surveyEstates = query(
  'response.survey_estates',
  responseApi['GET /api/regions/:regionId/response/survey/estates'],
  async (ctx, input) => {
    const all = await surveyList(ctx, input)
    return { items: all.slice(input.offset, input.offset + input.limit), total: all.length }
  },
)

export const beginSurvey = verb(
  'response.begin_survey',
  responseApi['POST /api/regions/:regionId/response/survey'],
  async (ctx, input) => {
    const by = self(ctx)
    const open = (await store.rounds(ctx.db, [input.regionId])).find(r => r.state === 'open')
    if (open) throw responseFail('response.round_open', { params: { title: open.title } })
    const row = {
      id: newId<'round'>(ctx.now.epochMilliseconds),
      region_id: input.regionId,
      title: input.title,
      bureau: input.bureau,
      town: input.town,
      starts_on: input.startsOn,
      due_on: input.dueOn,
      made_name: by.name,
    }
    if (!(await store.insertRound(ctx.db, { ...row, by: by.id, at: ctx.now }))) throw fail('core.stale')
    await ctx.audit({
      action: 'response.begin_survey',
      subject: 'survey_round',
      subjectId: row.id,
      after: { title: row.title, bureau: row.bureau, town: row.town, dueOn: row.due_on },
    })
    return presentRound(ctx, { ...row, state: 'open', version: 1 }, [])
  },
)

/** Freezes the totals. @throws response.round_unchecked, response.round_sums, response.round_same, response.round_reason */
export const closeSurvey = verb(
  'response.close_survey',
  responseApi['POST /api/regions/:regionId/response/survey/:roundId/close'],
  async (ctx, input) => {
    const round = (await store.rounds(ctx.db, [input.regionId])).find(r => r.id === input.roundId)
    if (round === undefined) throw fail('core.not_found')
    const before = await store.results(ctx.db, [round.id])
    if (before.length > 0 && input.reason === undefined) throw responseFail('response.round_reason')
    const lines = await linesOf(ctx, pathOf(ctx, input.regionId), round)
    const { whole, faults } = await totals(ctx, input.regionId, lines)
    if (whole.checked < whole.estates)
      throw responseFail('response.round_unchecked', { params: { count: whole.estates - whole.checked } })
    if (faults.length > 0)
      throw responseFail('response.round_sums', {
        params: { what: faults.map(f => faultWords[f][ctx.lang]).join(ctx.lang === 'zh' ? '、' : ', ') },
      })
    if (before[0] && sameSum(before[0].figures, whole)) throw responseFail('response.round_same')
    if (!(await store.closeRound(ctx.db, round.id, input.version))) throw fail('core.stale')
    const by = self(ctx)
    await store.insertResult(ctx.db, {
      round_id: round.id,
      version: (before[0]?.version ?? 0) + 1,
      figures: whole,
      reason: input.reason ?? null,
      by: by.id,
      name: by.name,
      at: ctx.now,
    })
    await ctx.audit({
      action: 'response.close_survey',
      subject: 'survey_round',
      subjectId: round.id,
      before: before[0]?.figures,
      after: whole,
      reason: input.reason,
    })
    const results = await store.results(ctx.db, [round.id])
    return presentRound(ctx, { ...round, state: 'closed', version: round.version + 1 }, results)
  },
)

function sameSum(a: object, b: object): boolean {
  const flat = (sum: object) => JSON.stringify(Object.entries(sum).sort(([x], [y]) => (x < y ? -1 : 1)))
  return flat(a) === flat(b)
}
