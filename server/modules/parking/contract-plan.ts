/** The capacity planner: scenarios over the estate's own measured arrivals, and what came of them. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'

export const planFail = defineErrors({
  'plan.no_data': {
    status: 409,
    zh: '这段时间没有可用的车辆进出记录：请换时段，或上传进出记录表',
    en: 'There are no comings and goings of vehicles in that time: choose another, or bring in a table',
  },
  'plan.too_much': {
    status: 422,
    zh: '一次最多推演 {most} 个方案日，请减少方案或重复次数',
    en: 'At most {most} days can be played at once; take fewer variants or repetitions',
  },
  'plan.running': {
    status: 409,
    zh: '该方案正在推演，请等结果出来再打印',
    en: 'This scenario is still running; print it when it is done',
  },
})

const E = z.object({ estateId: z.uuid() })
const S = E.extend({ scenarioId: z.uuid() })
const Day = z.iso.date()
export const readings = ['plate', 'card', 'guard'] as const
export const Reading = z.enum(readings)

/** What people set; service times come from what was timed here, or from the rule. */
export const VariantAsk = z.object({
  name: z.string().trim().min(1).max(40),
  spaces: z.int().min(0).max(20_000),
  mechanical: z.int().min(0).max(5_000),
  machines: z.int().min(0).max(100),
  cycleSeconds: z.int().min(5).max(1800),
  lanesIn: z.int().min(1).max(20),
  lanesOut: z.int().min(1).max(20),
  reading: Reading,
  room: z.int().min(0).max(200),
  growth: z.int().min(-90).max(300),
  standing: z.int().min(0).max(20_000),
})

export const ScenarioAsk = z
  .object({
    name: z.string().trim().min(1).max(60),
    source: z.enum(['passages', 'table']),
    from: Day.optional(),
    until: Day.optional(),
    days: z.enum(['work', 'rest', 'all']),
    /** Minute of the day looked at: 1080 is 18:00. */
    lookAt: z.int().min(0).max(1380),
    replications: z.int().min(20).max(1000),
    variants: z.array(VariantAsk).min(1).max(6),
  })
  .refine(s => s.from === undefined || s.until === undefined || s.from <= s.until, {
    path: ['until'],
    message: '结束日期不能早于开始日期 | The end cannot come before the beginning',
  })

const Estimate = z.object({ mean: z.number(), lo: z.number(), hi: z.number() })
const Curve = z.object({ mean: z.array(z.number()), lo: z.array(z.number()), hi: z.array(z.number()) })
const Figures = z.object({
  queueIn: Estimate,
  waitIn: Estimate,
  waitIn95: Estimate,
  spill: Estimate,
  queueOut: Estimate,
  waitOut: Estimate,
  shortMost: Estimate,
  shortHours: Estimate,
  fetchWait: Estimate,
  fetchWait95: Estimate,
})
export const PlanAnswer = z.object({
  variants: z.array(
    z.object({
      name: z.string(),
      figures: Figures,
      change: Figures.partial(),
      curves: z.object({ queueIn: Curve, queueOut: Curve, short: Curve, fetch: Curve }),
    }),
  ),
  replications: z.int(),
  days: z.int(),
  from: z.string(),
  until: z.string(),
})

const Timing = z.object({
  /** Mean seconds of a car. */
  seconds: z.number(),
  samples: z.int(),
  measured: z.boolean(),
})

export const Scenario = z.object({
  id: z.uuid(),
  name: z.string(),
  source: z.enum(['passages', 'table']),
  from: z.string().nullable(),
  until: z.string().nullable(),
  state: z.enum(['queued', 'running', 'done', 'failed']),
  /** Percent. */
  progress: z.int(),
  madeBy: z.string(),
  madeAt: z.string(),
  endedAt: z.string().nullable(),
  refusal: z.string().nullable(),
  lookAt: z.int(),
  variants: z.int(),
})

export const planApi = endpoints({
  'GET /api/estates/:estateId/parking/plan/start': {
    permission: 'parking.read',
    summary: 'What the planner begins with: what was measured, the gate as it is, times of a car',
    params: E,
    response: z.object({
      passages: z.object({ first: z.string().nullable(), last: z.string().nullable(), cars: z.int() }),
      table: z.object({ first: z.string().nullable(), last: z.string().nullable(), rows: z.int() }),
      lanesIn: z.int(),
      lanesOut: z.int(),
      spaces: z.int(),
      vehicles: z.int(),
      mechanical: z.int(),
      machines: z.int(),
      cycleSeconds: z.int(),
      room: z.int(),
      replications: z.int(),
      timing: z.object({ plate: Timing, card: Timing, guard: Timing }),
    }),
  },
  'GET /api/estates/:estateId/parking/plan/scenarios': {
    permission: 'parking.read',
    summary: 'Saved scenarios, the newest first',
    params: E,
    query: z.object({
      offset: z.coerce.number().int().min(0).max(10_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(Scenario), total: z.int() }),
  },
  'POST /api/estates/:estateId/parking/plan/scenarios': {
    permission: 'parking.manage',
    summary: 'Save a scenario and play it in the background',
    params: E,
    body: ScenarioAsk,
    response: Scenario,
    idempotent: true,
  },
  'GET /api/estates/:estateId/parking/plan/scenarios/:scenarioId': {
    permission: 'parking.read',
    summary: 'A scenario with its question, its answer and the words of its model',
    params: S,
    response: Scenario.extend({
      ask: ScenarioAsk,
      answer: PlanAnswer.nullable(),
      timing: z.object({ plate: Timing, card: Timing, guard: Timing }),
      model: z.array(z.string()),
    }),
  },
  'DELETE /api/estates/:estateId/parking/plan/scenarios/:scenarioId': {
    permission: 'parking.manage',
    summary: 'Throw a scenario away',
    params: S,
    response: z.object({ gone: z.literal(true) }),
  },
})
