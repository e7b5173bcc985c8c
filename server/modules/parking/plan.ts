/** Scenarios of the capacity planner: saved, played in the background on the estate's own arrivals, read and printed. */
import { z } from 'zod'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { job } from '../../core/jobs.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { planApi, planFail, type readings } from './contract-plan.ts'
import { actorName, today } from './garage-who.ts'
import { planAside } from './plan-aside.ts'
import { basisOf, type Stay, staysOf } from './plan-basis.ts'
import { daysFor, type Question, type Variant } from './plan-model.ts'
import type { Service } from './plan-queue.ts'
import { meanService } from './plan-queue.ts'
import { modelWords } from './plan-words.ts'
import * as store from './store-plan.ts'

const P = '/api/estates/:estateId/parking/plan' as const
/** Variants × repetitions that one scenario may play. */
const MOST = 3000

interface SlowMixed {
  seconds: number
  slowPerMille: number
  slowSeconds: number
}
export interface PlannerRules {
  plate: SlowMixed
  card: SlowMixed
  guard: SlowMixed
  /** Timed cars from which on the own times count. */
  samples: number
  replications: number
  room: number
}

type Reading = (typeof readings)[number]
export type Services = Record<Reading, { service: Service; samples: number; measured: boolean }>

/** How long a car takes, by how it is read: timed here when there are enough, else the rule. */
export async function servicesOf(ctx: Ctx, estateId: string, rules: PlannerRules): Promise<Services> {
  const timed = await store.timings(ctx.db, estateId, ctx.now.subtract({ hours: 24 * 180 }))
  const of = (reading: Reading) => {
    const samples = timed.filter(t => t.method === reading).map(t => t.seconds)
    const rule = rules[reading]
    const measured = samples.length >= rules.samples
    const service: Service = measured
      ? { kind: 'measured', samples }
      : {
          kind: 'mixed',
          seconds: rule.seconds,
          slowShare: rule.slowPerMille / 1000,
          slowSeconds: rule.slowSeconds,
        }
    return { service, samples: samples.length, measured }
  }
  return { plate: of('plate'), card: of('card'), guard: of('guard') }
}

const rulesOf = (ctx: Ctx, estateId: string) =>
  ruleFor<PlannerRules>(ctx.db, 'parking.planner', estateId, today(ctx))

export function shownTimes(services: Services) {
  const of = (r: Reading) => ({
    seconds: Math.round(meanService(services[r].service) * 10) / 10,
    samples: services[r].samples,
    measured: services[r].measured,
  })
  return { plate: of('plate'), card: of('card'), guard: of('guard') }
}

export const planStart = query('parking.plan_start', planApi[`GET ${P}/start`], async (ctx, input) => {
  const rules = await rulesOf(ctx, input.estateId)
  const facts = await store.startFacts(ctx.db, input.estateId)
  return {
    passages: { first: facts.passage_first, last: facts.passage_last, cars: facts.cars },
    table: { first: facts.table_first, last: facts.table_last, rows: facts.table_rows },
    lanesIn: Math.max(1, facts.lanes_in),
    lanesOut: Math.max(1, facts.lanes_out),
    spaces: facts.spaces,
    vehicles: facts.vehicles,
    mechanical: facts.mechanical,
    machines: facts.machines,
    cycleSeconds: facts.cycle_seconds ?? 90,
    room: rules.room,
    replications: rules.replications,
    timing: shownTimes(await servicesOf(ctx, input.estateId, rules)),
  }
})

function presentScenario(s: store.ScenarioRow) {
  return {
    id: s.id,
    name: s.name,
    source: s.source,
    from: s.from_on,
    until: s.until_on,
    state: s.state,
    progress: s.progress,
    madeBy: s.made_by,
    madeAt: s.made_at.toString(),
    endedAt: s.ended_at?.toString() ?? null,
    refusal: s.refusal,
    lookAt: s.question.lookAt,
    variants: s.question.variants.length,
  }
}

export const listScenarios = query('parking.scenarios', planApi[`GET ${P}/scenarios`], async (ctx, input) => {
  const rows = await store.scenarios(ctx.db, input.estateId, input)
  return { items: rows.map(presentScenario), total: rows[0]?.total ?? 0 }
})

export async function scenarioRow(ctx: Ctx, estateId: string, id: string): Promise<store.ScenarioRow> {
  const [row] = await store.scenarios(ctx.db, estateId, { id, offset: 0, limit: 1 })
  if (row === undefined) throw fail('core.not_found')
  return row
}

export const getScenario = query(
  'parking.scenario',
  planApi[`GET ${P}/scenarios/:scenarioId`],
  async (ctx, input) => {
    const row = await scenarioRow(ctx, input.estateId, input.scenarioId)
    const services = await servicesOf(ctx, input.estateId, await rulesOf(ctx, input.estateId))
    return {
      ...presentScenario(row),
      ask: row.question,
      answer: row.answer,
      timing: shownTimes(services),
      model: modelWords(ctx.lang, row),
    }
  },
)

async function staysFor(ctx: Ctx, estateId: string, q: store.PlanQuestion): Promise<Stay[]> {
  const span = { from: q.from ?? null, until: q.until ?? null }
  return q.source === 'table'
    ? store.tableStays(ctx.db, estateId, span)
    : staysOf(await store.carEvents(ctx.db, estateId, span))
}

/** @throws plan.no_data, plan.too_much */
export const addScenario = verb('parking.plan', planApi[`POST ${P}/scenarios`], async (ctx, input) => {
  const { estateId, ...question } = input
  if (question.variants.length * question.replications > MOST)
    throw planFail('plan.too_much', { params: { most: MOST } })
  if (daysFor(basisOf(await staysFor(ctx, estateId, question)), question.days).length === 0)
    throw planFail('plan.no_data')
  const id = newId<'plan_scenario'>(ctx.now.epochMilliseconds)
  await store.insertScenario(ctx.db, estateId, { id, question, by: actorName(ctx), at: ctx.now })
  await ctx.audit(
    { action: 'parking.plan', subject: 'plan_scenario', subjectId: id, after: question },
    estateId,
  )
  await ctx.enqueue('parking.plan', { estateId, scenarioId: id }, { estateId, key: `plan:${id}` })
  return presentScenario(await scenarioRow(ctx, estateId, id))
})

export const removeScenario = verb(
  'parking.plan_remove',
  planApi[`DELETE ${P}/scenarios/:scenarioId`],
  async (ctx, input) => {
    const row = await scenarioRow(ctx, input.estateId, input.scenarioId)
    await store.removeScenario(ctx.db, input.estateId, row.id)
    await ctx.audit(
      {
        action: 'parking.plan_remove',
        subject: 'plan_scenario',
        subjectId: row.id,
        before: { name: row.name },
      },
      input.estateId,
    )
    return { gone: true as const }
  },
)

/** The question as the model reads it. */
export function questionOf(row: Pick<store.ScenarioRow, 'id' | 'question'>, services: Services): Question {
  const q = row.question
  return {
    // the seed is the scenario's own: played again, it gives the same answer
    seed: row.id,
    replications: q.replications,
    days: q.days,
    lookAt: q.lookAt,
    variants: q.variants.map(
      (v): Variant => ({
        ...v,
        cycle: { kind: 'fixed', seconds: v.cycleSeconds },
        entry: services[v.reading].service,
        exit: services[v.reading].service,
      }),
    ),
  }
}

/** Plays a scenario in a thread; over already or gone, it does nothing. */
export async function playScenario(ctx: Ctx, estateId: string, scenarioId: string): Promise<void> {
  const [row] = await store.scenarios(ctx.db, estateId, { id: scenarioId, offset: 0, limit: 1 })
  if (row === undefined || row.state === 'done' || row.state === 'failed') return
  const services = await servicesOf(ctx, estateId, await rulesOf(ctx, estateId))
  await store.setProgress(ctx.db, estateId, scenarioId, 0)
  let told = 0
  let telling: Promise<unknown> = Promise.resolve()
  const tell = (done: number) => {
    const percent = Math.floor(done * 100)
    if (percent < told + 5) return
    told = percent
    telling = telling.then(() => store.setProgress(ctx.db, estateId, scenarioId, percent)).catch(() => {})
  }
  const outcome = await planAside(
    await staysFor(ctx, estateId, row.question),
    questionOf(row, services),
    tell,
  ).then(
    answer => ({ answer, refusal: null }),
    (error: Error) => {
      ctx.house.log.warn({ err: error }, 'planner: a scenario failed')
      return { answer: null, refusal: error.name === 'RangeError' ? 'plan.no_data' : 'core.internal' }
    },
  )
  await telling
  await within(ctx, async inner => {
    const at = inner.house.clock.now()
    if (!(await store.endScenario(inner.db, estateId, scenarioId, { ...outcome, at }))) return
    await inner.audit(
      { action: 'parking.plan_done', subject: 'plan_scenario', subjectId: scenarioId },
      estateId,
    )
    await inner.signal({ topic: 'parking', ref: scenarioId, estateId })
  })
}

export const planJobs = {
  'parking.plan': job({
    payload: z.object({ estateId: z.uuid(), scenarioId: z.uuid() }),
    run: (ctx, p) => playScenario(ctx, p.estateId, p.scenarioId),
  }),
}
