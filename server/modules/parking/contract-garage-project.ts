/** Garage projects (artefact 54, S4-13..15) and the plan of its own for a special matter (S3-42). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'
import { GarageKind } from './contract-garage-shapes.ts'

export const projectFail = defineErrors({
  'project.over': {
    status: 409,
    zh: '项目已结束，不能再改动',
    en: 'This project is over and stays as it is',
  },
  'project.order': {
    status: 409,
    zh: '还没到这一步：请按方案、表决、审批、建设、验收、检验、启用的顺序办理',
    en: 'Not yet: options, decision, approvals, building, acceptance, inspection, use come in this order',
  },
  'project.two_options': {
    status: 409,
    zh: '至少比较两个方案才能选定',
    en: 'Compare at least two options before one is chosen',
  },
  'project.no_approval': {
    status: 409,
    zh: '还没有审批文件，不能开工',
    en: 'There is no approval yet; building cannot begin',
  },
  'project.not_carried': {
    status: 422,
    zh: '表决未通过：须面积和人数各三分之二以上参与，并经参与者各四分之三以上同意',
    en: 'Not carried: two thirds of area and heads must take part and three quarters of both agree',
  },
  'project.green': {
    status: 422,
    zh: '占用绿地须写明补建办法；补建面积填写了也要写办法',
    en: 'Say how green area is replaced where some is lost or replaced',
  },
  'project.own_plan': {
    status: 409,
    zh: '方案须由他人批准，请另请负责人审批',
    en: 'Somebody else approves the plan',
  },
  'project.plan_state': { status: 409, zh: '方案状态已改变，请刷新', en: 'The plan has moved on; refresh' },
})

const E = z.object({ estateId: z.uuid() })
const Pr = E.extend({ projectId: z.uuid() })
const Pl = E.extend({ planId: z.uuid() })
const Day = z.iso.date()
const Words = z.string().trim().min(2).max(300)
const Allowed = z.union([z.literal(true), z.string()])
const Area = z.int().min(0).max(100_000_000)
export const siteKinds = ['vacant', 'surface', 'road', 'green', 'other'] as const

export const OptionAsk = z.object({
  name: z.string().trim().min(1).max(40),
  kind: GarageKind,
  site: z.string().trim().min(2).max(100),
  siteKind: z.enum(siteKinds),
  /** Areas in 0.01 m²; green lost and replaced must be said, 0 where there is none. */
  landArea: z.int().min(100).max(100_000_000),
  greenLost: Area,
  greenReplaced: Area,
  greenHow: z.string().trim().max(300).optional(),
  spaces: z.int().min(1).max(5000),
  spacesLost: z.int().min(0).max(5000),
  /** Fen. */
  cost: z.int().min(0).max(100_000_000_000),
  note: z.string().trim().max(300).optional(),
})

const Option = OptionAsk.extend({
  id: z.uuid(),
  greenHow: z.string().nullable(),
  note: z.string().nullable(),
  greenNet: z.int(),
  added: z.int(),
  landPerSpace: z.int().nullable(),
  costPerSpace: z.int().nullable(),
  /** Per cent of the waiting list. */
  demandMet: z.int().nullable(),
  chosen: z.boolean(),
})

export const Project = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  need: z.string(),
  state: z.enum(['draft', 'voting', 'approval', 'building', 'acceptance', 'inspection', 'in_use', 'dropped']),
  waiting: z.int(),
  options: z.array(Option),
  vote: z
    .object({
      on: z.string(),
      document: z.string(),
      area: z.int(),
      areaFor: z.int(),
      heads: z.int(),
      headsFor: z.int(),
    })
    .nullable(),
  approvals: z.array(z.object({ what: z.string(), issuer: z.string(), number: z.string(), on: z.string() })),
  accepted: z.object({ on: z.string(), by: z.string(), note: z.string().nullable() }).nullable(),
  inspected: z.object({ on: z.string(), report: z.string(), until: z.string() }).nullable(),
  garageId: z.uuid().nullable(),
  droppedReason: z.string().nullable(),
  steps: z.array(
    z.object({ id: z.uuid(), act: z.string(), note: z.string().nullable(), by: z.string(), at: z.string() }),
  ),
  madeBy: z.string(),
  version: z.int(),
  allowed: z.object({
    option: Allowed,
    choose: Allowed,
    vote: Allowed,
    approve: Allowed,
    build: Allowed,
    accept: Allowed,
    inspect: Allowed,
    use: Allowed,
    drop: Allowed,
  }),
})

export const SpecialPlan = z.object({
  id: z.uuid(),
  garageId: z.uuid().nullable(),
  title: z.string(),
  text: z.string(),
  steps: z.array(
    z.object({ what: z.string(), who: z.string(), dueOn: z.string(), doneOn: z.string().nullable() }),
  ),
  state: z.enum(['draft', 'approved', 'done']),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
  madeBy: z.string(),
  madeAt: z.string(),
  version: z.int(),
  allowed: z.object({ approve: Allowed, step: Allowed }),
})

const act = <B extends z.ZodObject>(summary: string, body: B) =>
  ({
    permission: 'parking.manage',
    summary,
    params: Pr,
    body,
    response: Project,
    idempotent: true,
  }) as const

export const projectApi = endpoints({
  'GET /api/estates/:estateId/garage-projects': {
    permission: 'parking.read',
    summary: 'Garage projects with their options and where they stand',
    params: E,
    query: z.object({
      state: z.enum(['open', 'over', 'all']).default('all'),
      offset: z.coerce.number().int().min(0).max(10_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(Project), total: z.int() }),
  },
  'POST /api/estates/:estateId/garage-projects': {
    permission: 'parking.manage',
    summary: 'Begin a project: what is needed, and how many wait now',
    params: E,
    body: z.object({ name: z.string().trim().min(2).max(60), need: Words }),
    response: Project,
    idempotent: true,
  },
  'GET /api/estates/:estateId/garage-projects/:projectId': {
    permission: 'parking.read',
    summary: 'One project',
    params: Pr,
    response: Project,
  },
  'POST /api/estates/:estateId/garage-projects/:projectId/options': act('Add an alternative', OptionAsk),
  'POST /api/estates/:estateId/garage-projects/:projectId/choose': act(
    'Choose one of at least two alternatives and put it to the owners',
    z.object({ optionId: z.uuid(), reason: Words }),
  ),
  'POST /api/estates/:estateId/garage-projects/:projectId/vote': act(
    'The owners’ decision; refused when it does not carry',
    z.object({
      on: Day,
      document: z.string().trim().min(2).max(100),
      allArea: z.int().min(1),
      area: z.int().min(0),
      areaFor: z.int().min(0),
      allHeads: z.int().min(1),
      heads: z.int().min(0),
      headsFor: z.int().min(0),
    }),
  ),
  'POST /api/estates/:estateId/garage-projects/:projectId/approve': act(
    'An approval of an authority',
    z.object({
      what: z.string().trim().min(2).max(60),
      issuer: z.string().trim().min(2).max(60),
      number: z.string().trim().min(1).max(60),
      on: Day,
    }),
  ),
  'POST /api/estates/:estateId/garage-projects/:projectId/build': act(
    'Building begins',
    z.object({ note: Words }),
  ),
  'POST /api/estates/:estateId/garage-projects/:projectId/accept': act(
    'Accepted',
    z.object({ on: Day, by: z.string().trim().min(2).max(100), note: z.string().trim().max(300).optional() }),
  ),
  'POST /api/estates/:estateId/garage-projects/:projectId/inspect': act(
    'First inspection of the equipment passed',
    z.object({ on: Day, report: z.string().trim().min(1).max(60), until: Day }),
  ),
  'POST /api/estates/:estateId/garage-projects/:projectId/use': act(
    'In use: the garage of this project',
    z.object({ garageId: z.uuid() }),
  ),
  'POST /api/estates/:estateId/garage-projects/:projectId/drop': act(
    'Give it up',
    z.object({ reason: Words }),
  ),
  'GET /api/estates/:estateId/garage-plans': {
    permission: 'parking.read',
    summary: 'Plans of their own for special matters as the garage',
    params: E,
    response: z.object({ items: z.array(SpecialPlan) }),
  },
  'POST /api/estates/:estateId/garage-plans': {
    permission: 'parking.manage',
    summary: 'Write a plan with its steps',
    params: E,
    body: z.object({
      garageId: z.uuid().optional(),
      title: z.string().trim().min(2).max(80),
      text: z.string().trim().min(10).max(5000),
      steps: z
        .array(z.object({ what: Words, who: z.string().trim().min(1).max(60), dueOn: Day }))
        .min(1)
        .max(30),
    }),
    response: SpecialPlan,
    idempotent: true,
  },
  'POST /api/estates/:estateId/garage-plans/:planId/approve': {
    permission: 'parking.manage',
    summary: 'Approve a plan that somebody else wrote',
    params: Pl,
    response: SpecialPlan,
    idempotent: true,
  },
  'POST /api/estates/:estateId/garage-plans/:planId/steps': {
    permission: 'parking.operate',
    summary: 'A step is done; with the last one the plan is',
    params: Pl,
    body: z.object({ step: z.int().min(0).max(29), doneOn: Day }),
    response: SpecialPlan,
    idempotent: true,
  },
})
