/** A plan of its own for a special matter as the garage: written, approved by somebody else, done step by step (S3-42). */
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { projectApi, projectFail } from './contract-garage-project.ts'
import { actorId, actorName } from './garage-who.ts'
import * as store from './store-garage-project.ts'

const P = '/api/estates/:estateId/garage-plans' as const

export function presentPlan(ctx: Ctx, p: store.PlanRow) {
  return {
    id: p.id,
    garageId: p.garage_id,
    title: p.title,
    text: p.text,
    steps: p.steps,
    state: p.state,
    approvedBy: p.approved_by,
    approvedAt: p.approved_at?.toString() ?? null,
    madeBy: p.made_by,
    madeAt: p.made_at.toString(),
    version: p.version,
    allowed: {
      approve:
        p.state !== 'draft'
          ? 'project.plan_state'
          : p.made_id === actorId(ctx)
            ? 'project.own_plan'
            : (true as const),
      step: p.state === 'approved' ? (true as const) : 'project.plan_state',
    },
  }
}

export async function planRow(ctx: Ctx, estateId: string, id: string): Promise<store.PlanRow> {
  const [row] = await store.plans(ctx.db, estateId, id)
  if (row === undefined) throw fail('core.not_found')
  return row
}

export const listPlans = query('garage.plans', projectApi[`GET ${P}`], async (ctx, input) => ({
  items: (await store.plans(ctx.db, input.estateId)).map(p => presentPlan(ctx, p)),
}))

export const writePlan = verb('garage.plan_write', projectApi[`POST ${P}`], async (ctx, input) => {
  const id = newId<'garage_plan'>(ctx.now.epochMilliseconds)
  await store.insertPlan(ctx.db, input.estateId, {
    id,
    garageId: input.garageId ?? null,
    title: input.title,
    text: input.text,
    steps: input.steps.map(s => ({ ...s, doneOn: null })),
    byId: actorId(ctx),
    by: actorName(ctx),
    at: ctx.now,
  })
  await ctx.audit(
    { action: 'garage.plan_write', subject: 'garage_plan', subjectId: id, after: { title: input.title } },
    input.estateId,
  )
  return presentPlan(ctx, await planRow(ctx, input.estateId, id))
})

/** @throws project.own_plan: who wrote it does not approve it */
export const approvePlan = verb(
  'garage.plan_approve',
  projectApi[`POST ${P}/:planId/approve`],
  async (ctx, input) => {
    const row = await planRow(ctx, input.estateId, input.planId)
    if (row.state !== 'draft') throw projectFail('project.plan_state')
    if (row.made_id === actorId(ctx)) throw projectFail('project.own_plan')
    const set = { state: 'approved', approvedId: actorId(ctx), approvedBy: actorName(ctx), at: ctx.now }
    if (!(await store.setPlan(ctx.db, input.estateId, row, set))) throw fail('core.stale')
    await ctx.audit(
      { action: 'garage.plan_approve', subject: 'garage_plan', subjectId: row.id },
      input.estateId,
    )
    return presentPlan(ctx, await planRow(ctx, input.estateId, row.id))
  },
)

export const doStep = verb('garage.plan_step', projectApi[`POST ${P}/:planId/steps`], async (ctx, input) => {
  const row = await planRow(ctx, input.estateId, input.planId)
  if (row.state !== 'approved') throw projectFail('project.plan_state')
  if (row.steps[input.step] === undefined) throw fail('core.not_found')
  const steps = row.steps.map((s, i) => (i === input.step ? { ...s, doneOn: input.doneOn } : s))
  const state = steps.every(s => s.doneOn !== null) ? 'done' : 'approved'
  if (!(await store.setPlan(ctx.db, input.estateId, row, { steps, state }))) throw fail('core.stale')
  await ctx.audit(
    {
      action: 'garage.plan_step',
      subject: 'garage_plan',
      subjectId: row.id,
      after: { step: input.step, state },
    },
    input.estateId,
  )
  return presentPlan(ctx, await planRow(ctx, input.estateId, row.id))
})
