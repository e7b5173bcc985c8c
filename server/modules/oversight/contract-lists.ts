/** The lists behind the figures, for those who watch over estates: no names, no numbers, no words of a complaint. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const Where = z.object({
  regionId: z.uuid().optional(),
  atEstate: z.uuid().optional(),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})
const Place = { estateId: z.uuid(), estate: z.string() }

export const WatchedTicket = z.object({
  ...Place,
  id: z.uuid(),
  number: z.string(),
  kind: z.enum(['complaint', 'inquiry', 'repair', 'suggestion', 'order']),
  severity: z.string(),
  state: z.string(),
  outcome: z.string().nullable(),
  receivedAt: z.string(),
  dueAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  late: z.boolean(),
  satisfied: z.boolean().nullable(),
})

export const WatchedPassage = z.object({
  ...Place,
  id: z.uuid(),
  at: z.string(),
  gate: z.string(),
  direction: z.enum(['in', 'out']),
  subject: z.enum(['person', 'vehicle']),
  outcome: z.enum(['passed', 'refused']),
  refusal: z.string().nullable(),
  emergency: z.boolean(),
})

export const WatchedPost = z.object({
  ...Place,
  id: z.uuid(),
  post: z.string(),
  kind: z.string(),
  present: z.int(),
  /** Since when nobody is there, past the post's own limit; nothing where it is attended. */
  unattendedSince: z.string().nullable(),
  alarmed: z.string().nullable(),
})

export const WatchedIncident = z.object({
  ...Place,
  id: z.uuid(),
  number: z.string(),
  kind: z.enum(['crash', 'ram', 'dispute', 'other']),
  state: z.enum(['open', 'handed', 'closed']),
  at: z.string(),
  gate: z.string(),
})

export const WatchedInside = z.object({
  ...Place,
  id: z.uuid(),
  kind: z.enum(['resident', 'visitor', 'worker']),
  since: z.string().nullable(),
  gate: z.string(),
  /** past the time by which he said he would leave */
  overstay: z.boolean(),
})

export const watchApi = endpoints({
  'GET /api/oversight/tickets': {
    permission: 'board.read',
    summary: 'Tickets behind a figure, in the caller’s scope, without names, rooms or words',
    query: Where.extend({
      show: z.enum(['open', 'late', 'closed', 'all']).default('open'),
      kind: WatchedTicket.shape.kind.optional(),
    }),
    response: z.object({ items: z.array(WatchedTicket), total: z.int() }),
  },
  'GET /api/oversight/passages': {
    permission: 'gate.read',
    summary: 'Passages of a day behind a figure, in the caller’s scope, without who passed',
    query: Where.extend({
      day: z.iso.date().optional(),
      direction: z.enum(['in', 'out']).optional(),
      outcome: z.enum(['passed', 'refused']).optional(),
      subject: z.enum(['person', 'vehicle']).optional(),
    }),
    response: z.object({ items: z.array(WatchedPassage), total: z.int() }),
  },
  'GET /api/oversight/incidents': {
    permission: 'gate.read',
    summary: 'Incidents of a day behind a figure, in the caller’s scope, without who did what',
    query: Where.extend({
      day: z.iso.date().optional(),
      kind: WatchedIncident.shape.kind.optional(),
      state: WatchedIncident.shape.state.optional(),
    }),
    response: z.object({ items: z.array(WatchedIncident), total: z.int() }),
  },
  'GET /api/oversight/inside': {
    permission: 'gate.read',
    summary: 'Registered persons inside behind a figure, in the caller’s scope, without names or rooms',
    query: Where.extend({
      kind: WatchedInside.shape.kind.optional(),
      show: z.enum(['overstay', 'all']).default('all'),
    }),
    response: z.object({ items: z.array(WatchedInside), total: z.int() }),
  },
  'GET /api/oversight/posts': {
    permission: 'roster.read',
    summary: 'Posts behind a figure, in the caller’s scope: how many are there, since when nobody is',
    query: Where.extend({ show: z.enum(['unattended', 'all']).default('all') }),
    response: z.object({ items: z.array(WatchedPost), total: z.int() }),
  },
})
