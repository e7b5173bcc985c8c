/** Work at an estate with photos: fencing, repairs, disinfection, grid tasks and reports (S6-14, S6-16, S6-21, S6-23, S6-24). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { Allowed, Day, EstateParam, Page, RegionParam, Text } from './contract-shapes.ts'

export const TaskKind = z.enum(['fence', 'repair', 'disinfect', 'grid'])
export const TaskState = z.enum(['planned', 'started', 'done', 'seen', 'cancelled'])

export const Task = z.object({
  id: z.uuid(),
  estateId: z.uuid(),
  estate: z.string(),
  region: z.string(),
  kind: TaskKind,
  title: z.string(),
  place: z.string().nullable(),
  detail: z.string().nullable(),
  dueOn: z.string(),
  /** open after its last day */
  late: z.boolean(),
  /** the bureau or unit that answers for it (S6-14) */
  organisation: z.string(),
  worker: z.string().nullable(),
  workerId: z.string().nullable(),
  state: TaskState,
  startedAt: z.string().nullable(),
  startedBy: z.string().nullable(),
  doneAt: z.string().nullable(),
  doneBy: z.string().nullable(),
  /** when the phone says it was done, where that differs (SX-06) */
  deviceAt: z.string().nullable(),
  minutes: z.int().nullable(),
  material: z.string().nullable(),
  /** fen */
  cost: z.int().nullable(),
  note: z.string().nullable(),
  photos: z.array(z.uuid()),
  returned: z.string().nullable(),
  seenBy: z.string().nullable(),
  seenAt: z.string().nullable(),
  madeBy: z.string(),
  version: z.int(),
  allowed: z.object({
    start: Allowed,
    done: Allowed,
    see: Allowed,
    giveBack: Allowed,
    cancel: Allowed,
    assign: Allowed,
  }),
})

const TaskParam = EstateParam.extend({ taskId: z.uuid() })
const one = { params: TaskParam, response: Task }

export const GridWorker = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  name: z.string(),
  grid: z.string(),
  buildings: z.array(z.object({ id: z.uuid(), name: z.string() })),
  from: z.string(),
  until: z.string().nullable(),
})

export const GridReport = z.object({
  id: z.uuid(),
  name: z.string(),
  day: z.string(),
  visited: z.int(),
  notMet: z.int(),
  needs: z.string().nullable(),
  note: z.string().nullable(),
  photos: z.array(z.uuid()),
  at: z.string(),
})

const Wanted = {
  kind: TaskKind.optional(),
  state: TaskState.optional(),
  /** planned, started or done: what still wants a hand or an eye */
  open: z.enum(['yes']).optional(),
  late: z.enum(['yes']).optional(),
  q: z.string().trim().max(60).optional(),
  ...Page,
}

export const taskEndpoints = endpoints({
  'GET /api/regions/:regionId/response/tasks': {
    permission: 'response.read',
    summary: 'Tasks at the estates of a region with their sums: done, late, time and cost (S6-14, S6-16)',
    params: RegionParam,
    query: z.object(Wanted),
    response: z.object({
      items: z.array(Task),
      total: z.int(),
      sums: z.object({
        all: z.int(),
        done: z.int(),
        toSee: z.int(),
        late: z.int(),
        minutes: z.int(),
        cost: z.int(),
        /** estates without a fencing task */
        notFenced: z.int(),
      }),
    }),
  },
  'POST /api/regions/:regionId/response/fencing': {
    permission: 'response.write',
    summary: 'One fencing task for every estate of the region that has none (S6-14)',
    params: RegionParam,
    body: z.object({ organisation: Text(80), dueOn: Day, detail: z.string().trim().max(300).optional() }),
    response: z.object({ made: z.int(), had: z.int() }),
    idempotent: true,
  },
  'POST /api/regions/:regionId/response/disinfection': {
    permission: 'response.write',
    summary: 'Plan the disinfection of every abandoned estate for each day of a period (S6-24)',
    params: RegionParam,
    body: z.object({
      organisation: Text(80),
      from: Day,
      until: Day,
      detail: z.string().trim().max(300).optional(),
    }),
    response: z.object({ estates: z.int(), days: z.int(), made: z.int() }),
    idempotent: true,
  },
  'GET /api/regions/:regionId/response/disinfection': {
    permission: 'response.read',
    summary: 'Disinfection of a day by neighbourhood: done, and the abandoned estates that lack it (S6-24)',
    params: RegionParam,
    query: z.object({ day: Day.optional() }),
    response: z.object({
      day: z.string(),
      items: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          abandoned: z.int(),
          planned: z.int(),
          done: z.int(),
          gaps: z.array(
            z.object({ id: z.uuid(), name: z.string(), why: z.enum(['not_planned', 'not_done']) }),
          ),
        }),
      ),
    }),
  },
  'GET /api/estates/:estateId/response/tasks': {
    permission: 'response.read',
    summary: 'Tasks of an estate, as the phone of who does them needs them',
    params: EstateParam,
    query: z.object({ mine: z.enum(['yes']).optional(), ...Wanted }),
    response: z.object({ items: z.array(Task), total: z.int() }),
  },
  'POST /api/estates/:estateId/response/tasks': {
    permission: 'response.write',
    summary: 'Ask for work at an estate: fence, repair, disinfection or a grid worker’s task (S6-21, S6-23)',
    params: EstateParam,
    body: z.object({
      kind: TaskKind,
      title: Text(80),
      place: z.string().trim().max(120).optional(),
      detail: z.string().trim().max(500).optional(),
      dueOn: Day,
      organisation: Text(80),
      workerId: z.uuid().optional(),
    }),
    response: Task,
    idempotent: true,
  },
  'GET /api/estates/:estateId/response/tasks/:taskId': {
    permission: 'response.read',
    summary: 'One task',
    ...one,
  },
  'POST /api/estates/:estateId/response/tasks/:taskId/start': {
    permission: 'response.report',
    summary: 'Begin the work',
    ...one,
    idempotent: true,
  },
  'POST /api/estates/:estateId/response/tasks/:taskId/done': {
    permission: 'response.report',
    summary: 'The work is done: photo, time used, material and cost; works without network later',
    ...one,
    body: z.object({
      minutes: z.coerce.number().int().min(0).max(100_000).optional(),
      material: z.string().trim().max(300).optional(),
      /** fen */
      cost: z.coerce.number().int().min(0).max(10_000_000_000).optional(),
      note: z.string().trim().max(500).optional(),
    }),
    upload: true,
    bodyLimit: 13 * 1024 * 1024,
    idempotent: true,
  },
  'POST /api/estates/:estateId/response/tasks/:taskId/see': {
    permission: 'response.write',
    summary: 'Who asked for the work has seen it; never who did it',
    ...one,
    body: z.object({ version: z.int() }),
  },
  'POST /api/estates/:estateId/response/tasks/:taskId/return': {
    permission: 'response.write',
    summary: 'The work is not right: back to who did it, with the reason',
    ...one,
    body: z.object({ version: z.int(), reason: Text(300) }),
  },
  'POST /api/estates/:estateId/response/tasks/:taskId/cancel': {
    permission: 'response.write',
    summary: 'The work is not wanted any more',
    ...one,
    body: z.object({ version: z.int(), reason: Text(300) }),
  },
  'POST /api/estates/:estateId/response/tasks/:taskId/assign': {
    permission: 'response.write',
    summary: 'Give the work to a person',
    ...one,
    body: z.object({ version: z.int(), workerId: z.uuid() }),
  },
  'GET /api/estates/:estateId/response/grid': {
    permission: 'response.read',
    summary: 'Grid workers of an estate with their buildings, and what they reported (S6-21)',
    params: EstateParam,
    response: z.object({
      workers: z.array(GridWorker),
      reports: z.array(GridReport),
      buildings: z.array(z.object({ id: z.uuid(), name: z.string() })),
      /** buildings that belong to nobody's grid */
      uncovered: z.array(z.string()),
    }),
  },
  'PUT /api/estates/:estateId/response/grid': {
    permission: 'response.write',
    summary: 'Give a person a grid of buildings from a day on; his grid before ends that day',
    params: EstateParam,
    body: z.object({
      accountId: z.uuid(),
      grid: Text(40),
      buildings: z.array(z.uuid()).min(1).max(200),
      from: Day,
    }),
    response: GridWorker,
    idempotent: true,
  },
  'POST /api/estates/:estateId/response/grid/reports': {
    permission: 'response.report',
    summary:
      'A grid worker’s report of a day: homes visited, not met, what is needed; with a photo if there is one',
    params: EstateParam,
    body: z.object({
      day: Day,
      visited: z.coerce.number().int().min(0).max(5000),
      notMet: z.coerce.number().int().min(0).max(5000),
      needs: z.string().trim().max(500).optional(),
      note: z.string().trim().max(500).optional(),
    }),
    response: GridReport,
    upload: true,
    bodyLimit: 13 * 1024 * 1024,
    idempotent: true,
  },
})
