/** The live wall of clocks, the three-minute calls of a month, and who is nearest. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import * as s from './contract-shapes.ts'

const Both = z.object({ zh: z.string(), en: z.string() })

const Running = z.object({
  ticketId: z.uuid(),
  number: z.string(),
  kind: s.Kind,
  class: z.string(),
  severity: z.enum(s.severities),
  clock: z.enum(s.CLOCKS),
  where: z.string().nullable(),
  start: z.string(),
  dueAt: z.string().nullable(),
  unpublishedYear: z.int().nullable(),
  state: z.enum(s.promiseStates),
  step: s.State,
  /** Who must act: the handler, else nobody yet. */
  who: z.string().nullable(),
  segments: z.array(z.object({ from: z.string(), to: z.string(), kind: z.enum(s.segmentKinds) })),
})

/** Kept and missed of promises whose limit lies in the month, up to now. */
const Kept = z.object({ kept: z.int(), missed: z.int() })

export const Wall = z.object({
  at: z.string(),
  month: z.string(),
  counts: z.object({ running: z.int(), soon: z.int(), late: z.int(), stopped: z.int(), waiting: z.int() }),
  /** Three-minute calls that run, on top. */
  calls: z.array(Running),
  clocks: z.array(Running),
  /** How many run beyond those shown. */
  more: z.int(),
  threeMinute: z.object({ inTime: z.int(), counted: z.int(), explained: z.int(), running: z.int() }),
  /** Only for who answers for the staff. */
  people: z.array(Kept.extend({ name: z.string(), accountId: z.uuid(), open: z.int(), late: z.int() })),
  types: z.array(Kept.extend({ kind: s.Kind, class: z.string() })),
  definition: Both,
})

const Call = z.object({
  ticketId: z.uuid(),
  number: z.string(),
  where: z.string().nullable(),
  received: z.string(),
  /** S8-22: when the office had it, S8-23: when somebody was sent, S8-24: when he stood there. */
  office: z.string().nullable(),
  sent: z.string().nullable(),
  arrived: z.string().nullable(),
  firstReceiver: z.string().nullable(),
  who: z.string().nullable(),
  result: z.enum(['inTime', 'late', 'explained', 'running', 'withdrawn']),
  /** S8-26: the new time agreed with the customer, and whether it was kept. */
  agreed: z
    .object({ until: z.string().nullable(), state: z.enum(s.promiseStates), said: z.string().nullable() })
    .nullable(),
})

const Rate = z.object({
  month: z.string(),
  inTime: z.int(),
  /** All that ended, without those explained before the limit and agreed to (S8-25). */
  counted: z.int(),
  explained: z.int(),
  running: z.int(),
  definition: Both,
})

export const wallApi = endpoints({
  'GET /api/estates/:estateId/desk/wall': {
    permission: 'ticket.read',
    summary: 'Running promises by time left, three-minute calls on top, and who keeps his',
    params: s.EstateParam,
    response: Wall,
  },
  'GET /api/estates/:estateId/desk/three-minute': {
    permission: 'ticket.read',
    summary: 'The three-minute calls of a month: each step’s time, the list and the rate (S8-24)',
    params: s.EstateParam,
    query: z.object({
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
        .optional(),
    }),
    response: Rate.extend({ items: z.array(Call) }),
  },
  'GET /api/estates/:estateId/my/three-minute': {
    permission: 'ticket.own',
    summary: 'The three-minute promise and how it was kept this month, for residents',
    params: s.EstateParam,
    response: Rate.extend({ offered: z.boolean() }),
  },
  'GET /api/estates/:estateId/tickets/:ticketId/nearest': {
    permission: 'ticket.dispatch',
    summary: 'Who is on duty now, suits the matter and is nearest, each with the reason',
    params: s.TicketParam,
    response: z.object({
      items: z.array(
        z.object({
          accountId: z.uuid(),
          name: z.string(),
          suits: z.boolean(),
          near: z.enum(['here', 'steward', 'elsewhere', 'unknown']),
          building: z.string().nullable(),
          busy: z.int(),
        }),
      ),
    }),
  },
})
