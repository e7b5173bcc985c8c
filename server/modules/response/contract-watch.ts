/** Who is where and who is sent (S6-20), police patrols (S6-31), the weekly review of a closure (J-08). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { Allowed, EstateParam, Page, RegionParam, Text } from './contract-shapes.ts'

const At = z.iso.datetime({ offset: true })

export const Sent = z.object({
  id: z.uuid(),
  estateId: z.uuid(),
  name: z.string(),
  work: z.string(),
  from: z.string(),
  until: z.string(),
  state: z.enum(['sent', 'arrived', 'over']),
  version: z.int(),
})

export const Watched = z.object({
  id: z.uuid(),
  name: z.string(),
  region: z.string(),
  closed: z.boolean(),
  /** people checked in at posts, by party */
  present: z.array(z.object({ name: z.string(), post: z.string(), party: z.string(), since: z.string() })),
  /** brigade members assigned to the estate */
  members: z.int(),
  sent: z.array(Sent),
  wanted: z.int(),
  /** how many are missing of those wanted */
  short: z.int(),
  need: z.enum(['empty', 'short', 'kept', 'open']),
})

export const Patrol = z.object({
  id: z.uuid(),
  startsAt: z.string(),
  endsAt: z.string(),
  route: z.string(),
  leader: z.string(),
  officers: z.int(),
  state: z.enum(['planned', 'done', 'dropped']),
  /** over and nothing noted */
  late: z.boolean(),
  note: z.string().nullable(),
  incidents: z.int().nullable(),
  closedBy: z.string().nullable(),
  version: z.int(),
})

export const Review = z.object({
  decision: z.string(),
  dueOn: z.string(),
  late: z.boolean(),
  estates: z.int(),
  closureIds: z.array(z.uuid()),
})

const SentParam = EstateParam.extend({ dispatchId: z.uuid() })

export const watchEndpoints = endpoints({
  'GET /api/regions/:regionId/response/dispatch': {
    permission: 'response.read',
    summary: 'Who is where in a region and which closed estate lacks people (S6-20)',
    params: RegionParam,
    query: z.object({ need: z.enum(['empty', 'short', 'kept', 'open']).optional(), ...Page }),
    response: z.object({
      items: z.array(Watched),
      total: z.int(),
      sums: z.object({ closed: z.int(), empty: z.int(), short: z.int(), present: z.int(), sent: z.int() }),
      sends: z.boolean(),
    }),
  },
  'POST /api/estates/:estateId/response/dispatch': {
    permission: 'response.write',
    summary: 'Send a brigade member or a member of staff to an estate for some hours',
    params: EstateParam,
    body: z
      .object({
        memberId: z.uuid().optional(),
        accountId: z.uuid().optional(),
        work: Text(200),
        hours: z.int().min(1).max(72),
      })
      .refine(d => (d.memberId === undefined) !== (d.accountId === undefined), {
        message: '请选择一名队员或工作人员 | choose one member or one member of staff',
        path: ['memberId'],
      }),
    response: Sent,
    idempotent: true,
  },
  'POST /api/estates/:estateId/response/dispatch/:dispatchId/arrived': {
    permission: 'response.report',
    summary: 'Who was sent has arrived',
    params: SentParam,
    body: z.object({ version: z.int() }),
    response: Sent,
  },
  'GET /api/response/sent': {
    permission: 'signed-in',
    summary: 'Where the caller himself is sent to now (S6-20)',
    response: z.object({ items: z.array(Sent.extend({ estate: z.string() })) }),
  },
  'POST /api/response/sent/:dispatchId/arrived': {
    permission: 'signed-in',
    summary: 'The caller has arrived where he was sent; may come later from a phone without network',
    params: z.object({ dispatchId: z.uuid() }),
    body: z.object({ estateId: z.uuid(), clientId: z.string().optional() }),
    response: Sent,
    idempotent: true,
  },
  'POST /api/estates/:estateId/response/dispatch/:dispatchId/over': {
    permission: 'response.write',
    summary: 'Call back who was sent',
    params: SentParam,
    body: z.object({ version: z.int() }),
    response: Sent,
  },
  'GET /api/regions/:regionId/response/patrols': {
    permission: 'response.read',
    summary: 'Police patrols of a region, planned and noted (S6-31)',
    params: RegionParam,
    query: z.object({ state: z.enum(['planned', 'done', 'dropped']).optional(), ...Page }),
    response: z.object({ items: z.array(Patrol), total: z.int(), plans: z.boolean() }),
  },
  'POST /api/regions/:regionId/response/patrols': {
    permission: 'patrol.write',
    summary: 'Plan a patrol: when, which way, who leads, how many officers',
    params: RegionParam,
    body: z
      .object({
        startsAt: At,
        endsAt: At,
        route: Text(300),
        leader: Text(40),
        officers: z.int().min(1).max(500),
      })
      .refine(p => Date.parse(p.endsAt) > Date.parse(p.startsAt), {
        message: '结束时间须晚于开始时间 | the end must be after the beginning',
        path: ['endsAt'],
      }),
    response: Patrol,
    idempotent: true,
  },
  'POST /api/regions/:regionId/response/patrols/:patrolId/close': {
    permission: 'patrol.write',
    summary: 'Note what the patrol found, or that it was dropped',
    params: RegionParam.extend({ patrolId: z.uuid() }),
    body: z.object({
      state: z.enum(['done', 'dropped']),
      note: Text(500),
      incidents: z.int().min(0).max(1000).default(0),
      version: z.int(),
    }),
    response: Patrol,
  },
  'GET /api/regions/:regionId/response/reviews': {
    permission: 'closure.read',
    summary: 'Closures whose weekly review of proportionality is due or late, and the reviews made (J-08)',
    params: RegionParam,
    response: z.object({
      due: z.array(Review),
      made: z.array(
        z.object({
          decision: z.string(),
          dueOn: z.string(),
          result: z.enum(['keep', 'ease', 'lift']),
          note: z.string(),
          by: z.string(),
          at: z.string(),
          estates: z.int(),
        }),
      ),
      allowed: z.object({ review: Allowed }),
    }),
  },
  'POST /api/regions/:regionId/response/reviews': {
    permission: 'closure.decide',
    summary:
      'Record the review of every closure of a decision in the region: keep, ease or lift, with the reasons',
    params: RegionParam,
    body: z.object({
      decision: Text(60),
      result: z.enum(['keep', 'ease', 'lift']),
      note: Text(1000),
    }),
    response: z.object({ reviewed: z.int() }),
    idempotent: true,
  },
})
