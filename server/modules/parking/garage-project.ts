/** Garage projects: alternatives side by side, the owners' decision, approvals, acceptance, inspection, in use. */
import { isUniqueViolation } from '../../core/db.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { projectApi, projectFail } from './contract-garage-project.ts'
import { garageOf } from './garage.ts'
import {
  carried,
  course,
  greenNet,
  type ProjectAct,
  projectActs,
  projectAllowed,
  spacesAdded,
  type VoteRule,
} from './garage-project-rules.ts'
import { landPerSpace } from './garage-rules.ts'
import { actorName, numberOf, today } from './garage-who.ts'
import { demandMet } from './report-rules.ts'
import * as store from './store-garage-project.ts'

const P = '/api/estates/:estateId/garage-projects' as const
const A = `POST ${P}/:projectId` as const

function presentOption(o: store.OptionRow, p: store.ProjectRow) {
  const added = spacesAdded({ spaces: o.spaces, spacesLost: o.spaces_lost })
  return {
    id: o.id,
    name: o.name,
    kind: o.kind,
    site: o.site,
    siteKind: o.site_kind,
    landArea: o.land_area,
    greenLost: o.green_lost,
    greenReplaced: o.green_replaced,
    greenHow: o.green_how,
    greenNet: greenNet(o.green_lost, o.green_replaced),
    spaces: o.spaces,
    spacesLost: o.spaces_lost,
    added,
    landPerSpace: landPerSpace(o.land_area, o.spaces),
    cost: o.cost,
    costPerSpace: added > 0 ? Math.round(o.cost / added) : null,
    demandMet: demandMet(Math.max(0, added), p.waiting),
    note: o.note,
    chosen: p.option_id === o.id,
  }
}

function presentProject(p: store.ProjectRow, options: store.OptionRow[], steps: store.StepRow[]) {
  const facts = {
    state: p.state,
    options: options.length,
    chosen: p.option_id !== null,
    approvals: p.approvals.length,
  }
  return {
    id: p.id,
    number: p.number,
    name: p.name,
    need: p.need,
    state: p.state,
    waiting: p.waiting,
    options: options.map(o => presentOption(o, p)),
    vote: p.voted_on
      ? {
          on: p.voted_on,
          document: p.voted_document ?? '',
          area: p.voted_area ?? 0,
          areaFor: p.voted_area_for ?? 0,
          heads: p.voted_heads ?? 0,
          headsFor: p.voted_heads_for ?? 0,
        }
      : null,
    approvals: p.approvals,
    accepted: p.accepted_on ? { on: p.accepted_on, by: p.accepted_by ?? '', note: p.accepted_note } : null,
    inspected: p.inspected_on
      ? { on: p.inspected_on, report: p.inspection_report ?? '', until: p.inspected_until ?? '' }
      : null,
    garageId: p.garage_id,
    droppedReason: p.dropped_reason,
    steps: steps.map(s => ({ id: s.id, act: s.act, note: s.note, by: s.by_name, at: s.at.toString() })),
    madeBy: p.made_by,
    version: p.version,
    allowed: Object.fromEntries(projectActs.map(a => [a, projectAllowed(a, facts)])) as Record<
      ProjectAct,
      true | string
    >,
  }
}

async function presentAll(ctx: Ctx, estateId: string, rows: store.ProjectRow[]) {
  const ids = rows.map(r => r.id)
  const options = await store.options(ctx.db, estateId, ids)
  const steps = await store.steps(ctx.db, estateId, ids)
  return rows.map(p =>
    presentProject(
      p,
      options.filter(o => o.project_id === p.id),
      steps.filter(s => s.project_id === p.id),
    ),
  )
}

export async function projectShown(ctx: Ctx, estateId: string, id: string) {
  const rows = await store.projects(ctx.db, estateId, { id, state: 'all', offset: 0, limit: 1 })
  const [one] = await presentAll(ctx, estateId, rows)
  const [row] = rows
  if (one === undefined || row === undefined) throw fail('core.not_found')
  return { shown: one, row }
}

export const listProjects = query('garage.projects', projectApi[`GET ${P}`], async (ctx, input) => {
  const rows = await store.projects(ctx.db, input.estateId, input)
  return { items: await presentAll(ctx, input.estateId, rows), total: rows[0]?.total ?? 0 }
})

export const getProject = query(
  'garage.project',
  projectApi[`GET ${P}/:projectId`],
  async (ctx, input) => (await projectShown(ctx, input.estateId, input.projectId)).shown,
)

async function note(
  ctx: Ctx,
  estateId: string,
  projectId: string,
  act: string,
  text: string | null,
): Promise<void> {
  await store.insertStep(ctx.db, estateId, {
    id: newId<'project_step'>(ctx.now.epochMilliseconds),
    project_id: projectId,
    act,
    note: text,
    by_name: actorName(ctx),
    at: ctx.now,
  })
  await ctx.audit(
    {
      action: `garage.project_${act}`,
      subject: 'garage_project',
      subjectId: projectId,
      after: { note: text },
    },
    estateId,
  )
  await ctx.signal({ topic: 'parking', ref: projectId, estateId })
}

/** S4-15: how many wait is kept as it was on that day. */
export const beginProject = verb('garage.project_begin', projectApi[`POST ${P}`], async (ctx, input) => {
  const id = newId<'garage_project'>(ctx.now.epochMilliseconds)
  await store.insertProject(ctx.db, input.estateId, {
    id,
    number: numberOf(ctx, 'CX', id),
    name: input.name,
    need: input.need,
    by: actorName(ctx),
    at: ctx.now,
  })
  await note(ctx, input.estateId, id, 'begin', input.need)
  return (await projectShown(ctx, input.estateId, id)).shown
})

/** One step of the course: allowed, changed under the version, noted. */
async function step(
  ctx: Ctx,
  input: { estateId: string; projectId: string },
  act: ProjectAct,
  change: store.ProjectChange,
  text: string | null,
  more?: (row: store.ProjectRow) => Promise<boolean>,
) {
  const { shown, row } = await projectShown(ctx, input.estateId, input.projectId)
  const may = shown.allowed[act]
  if (may !== true) throw new AppError(may)
  const to = course[act].to
  const set = { ...change, ...(to ? { state: to } : {}) }
  const done = more ? await more(row) : await store.setProject(ctx.db, input.estateId, row, set)
  if (!done) throw fail('core.stale')
  await note(ctx, input.estateId, row.id, act, text)
  return (await projectShown(ctx, input.estateId, row.id)).shown
}

/** @throws project.green: green that is lost or replaced says how (S4-14) */
export const addOption = verb('garage.project_option', projectApi[`${A}/options`], async (ctx, input) => {
  const { estateId, projectId, ...option } = input
  if ((option.greenLost > 0 || option.greenReplaced > 0) && !option.greenHow)
    throw projectFail('project.green')
  if (option.greenLost > option.landArea)
    throw fail('core.invalid', {
      params: { count: 1 },
      fields: [
        {
          path: 'greenLost',
          code: 'range',
          zh: '占用绿地不能大于占地面积',
          en: 'The green lost cannot be more than the land taken',
        },
      ],
    })
  return step(ctx, { estateId, projectId }, 'option', {}, option.name, async row => {
    try {
      await store.insertOption(ctx.db, estateId, projectId, newId(ctx.now.epochMilliseconds), option)
    } catch (error) {
      throw isUniqueViolation(error, 'garage_option_name_key')
        ? fail('core.conflict', { params: { what: option.name } })
        : error
    }
    return store.setProject(ctx.db, estateId, row, {})
  })
})

export const chooseOption = verb('garage.project_choose', projectApi[`${A}/choose`], async (ctx, input) => {
  const { shown } = await projectShown(ctx, input.estateId, input.projectId)
  const option = shown.options.find(o => o.id === input.optionId)
  if (option === undefined) throw fail('core.not_found')
  return step(ctx, input, 'choose', { option_id: option.id }, `${option.name}：${input.reason}`)
})

/** @throws project.not_carried (Civil Code 278) */
export const recordVote = verb('garage.project_vote', projectApi[`${A}/vote`], async (ctx, input) => {
  const rule = await ruleFor<VoteRule>(ctx.db, 'garage.vote', input.estateId, today(ctx))
  const all = { area: input.allArea, heads: input.allHeads }
  if (!carried(all, input, rule)) throw projectFail('project.not_carried')
  const change = {
    voted_on: input.on,
    voted_document: input.document,
    voted_area: input.area,
    voted_area_for: input.areaFor,
    voted_heads: input.heads,
    voted_heads_for: input.headsFor,
  }
  return step(ctx, input, 'vote', change, input.document)
})

export const addApproval = verb('garage.project_approve', projectApi[`${A}/approve`], (ctx, input) => {
  const { estateId, projectId, ...approval } = input
  return step(ctx, input, 'approve', {}, `${approval.issuer} ${approval.number}`, row =>
    store.addApproval(ctx.db, estateId, row, {
      what: approval.what,
      issuer: approval.issuer,
      number: approval.number,
      on: approval.on,
    }),
  )
})

export const beginBuilding = verb('garage.project_build', projectApi[`${A}/build`], (ctx, input) =>
  step(ctx, input, 'build', {}, input.note),
)

export const acceptProject = verb('garage.project_accept', projectApi[`${A}/accept`], (ctx, input) =>
  step(
    ctx,
    input,
    'accept',
    { accepted_on: input.on, accepted_by: input.by, accepted_note: input.note || null },
    input.by,
  ),
)

export const inspectProject = verb('garage.project_inspect', projectApi[`${A}/inspect`], (ctx, input) =>
  step(
    ctx,
    input,
    'inspect',
    { inspected_on: input.on, inspection_report: input.report, inspected_until: input.until },
    input.report,
  ),
)

export const useProject = verb('garage.project_use', projectApi[`${A}/use`], async (ctx, input) => {
  const g = await garageOf(ctx, input.estateId, input.garageId)
  return step(ctx, input, 'use', { garage_id: g.id }, g.name)
})

export const dropProject = verb('garage.project_drop', projectApi[`${A}/drop`], (ctx, input) =>
  step(ctx, input, 'drop', { dropped_reason: input.reason }, input.reason),
)
