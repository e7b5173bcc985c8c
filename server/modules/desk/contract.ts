/** What may be asked of the desk and what it answers. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { Jurisdiction } from './contract-calendar.ts'
import * as s from './contract-shapes.ts'

const act = <S extends z.ZodRawShape>(summary: string, shape: S) =>
  ({
    permission: 'ticket.handle',
    summary,
    params: s.TicketParam,
    body: z.object({ ...shape, version: z.int().optional() }),
    response: s.TicketView,
    idempotent: true,
  }) as const
const dispatch = <S extends z.ZodRawShape>(summary: string, shape: S) =>
  ({ ...act(summary, shape), permission: 'ticket.dispatch' }) as const
const none = {}
const reason = { reason: s.Short }
const signed = {
  satisfied: z.union([z.boolean(), z.stringbool()]),
  rating: z.coerce.number().int().min(1).max(5).optional(),
  text: z.string().trim().max(500).optional(),
  /** A photo of the signed slip instead of a signature on screen. */
  paper: z.union([z.boolean(), z.stringbool()]).default(false),
}

export const deskApi = endpoints({
  'POST /api/estates/:estateId/tickets': {
    permission: 'ticket.create',
    summary: 'Raise a ticket: it gets its number and its promises at once',
    params: s.EstateParam,
    body: s.NewTicket,
    response: s.Receipt,
    idempotent: 'own',
    transaction: false,
  },
  'GET /api/estates/:estateId/tickets': {
    permission: 'ticket.read',
    summary: 'The queue, by time left',
    params: s.EstateParam,
    query: s.ListQuery,
    response: s.Page,
  },
  'GET /api/estates/:estateId/tickets/:ticketId': {
    permission: 'ticket.read',
    summary: 'One ticket with its promises, course and what may be done',
    params: s.TicketParam,
    response: s.TicketView,
  },
  'GET /api/estates/:estateId/desk/classes': {
    permission: 'ticket.create',
    summary: 'Classes with their promises, and the listed pause reasons',
    params: s.EstateParam,
    response: z.object({
      items: z.array(s.TicketClass),
      pauseReasons: z.array(z.object({ key: z.string(), zh: z.string(), en: z.string() })),
      calendarKnownUpTo: z.int(),
    }),
  },
  'GET /api/estates/:estateId/desk/similar': {
    permission: 'ticket.read',
    summary: 'Tickets that may be the same matter, while intake is typed',
    params: s.EstateParam,
    query: z.object({
      text: z.string().trim().max(10_000).default(''),
      kind: s.Kind.optional(),
      class: z.string().max(60).optional(),
      unitId: z.uuid().optional(),
      accusedRoom: z.string().trim().max(40).optional(),
      place: z.string().trim().max(200).optional(),
      /** The ticket itself, when one looks from it. */
      except: z.uuid().optional(),
    }),
    response: z.object({ items: z.array(s.Alike) }),
  },
  'GET /api/estates/:estateId/desk/rest-hours': {
    permission: 'estate.read',
    summary: 'Rest hours of the estate, in which noise is a nuisance (S1-35)',
    params: s.EstateParam,
    response: s.RestHours,
  },
  'PUT /api/estates/:estateId/desk/rest-hours': {
    permission: 'rule.write',
    summary: 'Set the estate’s rest hours from today on',
    params: s.EstateParam,
    body: z.object({ frames: z.array(s.Frame).max(6) }),
    response: s.RestHours,
  },
  'GET /api/estates/:estateId/desk/answers': {
    permission: 'ticket.dispatch',
    summary: 'Inquiries of a month: answered at once, later in time, late; and times agreed beyond the rule',
    params: s.EstateParam,
    query: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
    response: s.Answers,
  },
  'GET /api/estates/:estateId/my/tickets': {
    permission: 'ticket.own',
    summary: 'A resident’s own requests',
    params: s.EstateParam,
    query: z.object({
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    response: z.object({ items: z.array(s.TicketView) }),
  },
  'GET /api/estates/:estateId/my/tickets/:ticketId': {
    permission: 'ticket.own',
    summary: 'One of a resident’s own requests',
    params: s.TicketParam,
    response: s.TicketView,
  },
  'POST /api/estates/:estateId/tickets/:ticketId/take': act('Take the ticket', { limit: s.Limit.optional() }),
  'POST /api/estates/:estateId/tickets/:ticketId/arrive': act('Record the arrival on site', none),
  'POST /api/estates/:estateId/tickets/:ticketId/record': {
    ...act('Record what was found, with a photo', { text: z.string().trim().max(2000).optional() }),
    upload: true,
    bodyLimit: 13 * 1024 * 1024,
  },
  'POST /api/estates/:estateId/tickets/:ticketId/reply': act(
    'Reply to the customer (an inquiry closes with it)',
    { text: s.Text, how: z.enum(['phone', 'face', 'message']).default('phone') },
  ),
  'POST /api/estates/:estateId/tickets/:ticketId/handle': act(
    'Record the result and how it was explained (S8-18)',
    { text: s.Text, how: z.enum(['phone', 'face', 'message']).default('face') },
  ),
  'POST /api/estates/:estateId/tickets/:ticketId/sign': {
    ...act('The customer signs on the handler’s screen or on paper', signed),
    upload: true,
    bodyLimit: 13 * 1024 * 1024,
  },
  'POST /api/estates/:estateId/tickets/:ticketId/handover': act('Hand over to a colleague, visibly', {
    accountId: z.uuid(),
    reason: s.Short,
  }),
  'POST /api/estates/:estateId/tickets/:ticketId/pause': act('Stop the clocks for a listed reason', {
    reason: z.string().max(60),
    note: z.string().trim().max(500).optional(),
  }),
  'POST /api/estates/:estateId/tickets/:ticketId/resume': act('Let the clocks run on', none),
  'POST /api/estates/:estateId/tickets/:ticketId/limit': act('Set the limit that the handler chooses', {
    clock: z.enum(s.CLOCKS),
    limit: s.Limit,
  }),
  'POST /api/estates/:estateId/tickets/:ticketId/postpone': act(
    'The one postponement, with the customer’s answer',
    { until: s.When, reason: s.Short, customerAnswer: s.Short, agreed: z.boolean() },
  ),
  'POST /api/estates/:estateId/tickets/:ticketId/consent': act('The owner agrees to a quotation on site', {
    text: z.string().trim().max(500).optional(),
  }),
  'POST /api/estates/:estateId/tickets/:ticketId/quote': act('The fee fixed on site, in fen', {
    fee: z.int().min(0).max(100_000_000),
    text: z.string().trim().max(500).optional(),
  }),
  'POST /api/estates/:estateId/tickets/:ticketId/explain': act(
    'Three minutes are impossible: explained before, the customer’s answer, new arrival time if he agrees',
    {
      text: s.Short,
      customerAnswer: s.Short,
      /** Not agreed, the explanation is kept and the three minutes run on. */
      agreed: z.boolean(),
      minutes: z.int().min(1).max(480),
    },
  ),
  'POST /api/estates/:estateId/tickets/:ticketId/again': {
    ...act('The customer came back on this matter', {
      text: s.Text,
      channel: z.enum(s.channels).default('phone'),
    }),
    permission: 'ticket.create',
  },
  'POST /api/estates/:estateId/tickets/:ticketId/link': act('Link a ticket of the same matter', {
    otherId: z.uuid(),
  }),
  'POST /api/estates/:estateId/tickets/:ticketId/join': dispatch(
    'Join into another ticket of the same matter; both courses stay, both customers are told',
    { intoId: z.uuid(), reason: s.Short },
  ),
  'POST /api/estates/:estateId/tickets/:ticketId/receiver': {
    ...act('Change the first receiver, visibly (S8-07)', { accountId: z.uuid(), reason: s.Short }),
    permission: 'ticket.approve',
  },
  'POST /api/estates/:estateId/tickets/:ticketId/renovation': act('Note the renovation file (S1-34)', {
    ref: z.string().trim().max(200),
  }),
  'POST /api/estates/:estateId/tickets/:ticketId/reopen': act('Open a closed ticket again', reason),
  'POST /api/estates/:estateId/tickets/:ticketId/assign': dispatch('Send somebody', {
    accountId: z.uuid(),
  }),
  'POST /api/estates/:estateId/tickets/:ticketId/class': dispatch(
    'Change the class; the course keeps the old promises',
    {
      kind: s.Kind,
      class: z.string().max(60),
      subtype: z.string().max(60).optional(),
      accusedUnitId: z.uuid().optional(),
      accusedRoom: z.string().trim().max(40).optional(),
      reason: s.Short,
    },
  ),
  'POST /api/estates/:estateId/tickets/:ticketId/severity': dispatch(
    'Normal or major, with the reason (S1-53)',
    { severity: z.enum(s.severities), reason: s.Short },
  ),
  'POST /api/estates/:estateId/tickets/:ticketId/refuse': {
    ...act('Close after a documented final refusal', reason),
    permission: 'ticket.approve',
  },
  'POST /api/estates/:estateId/my/tickets/:ticketId/sign': {
    ...act('The resident signs and rates', signed),
    permission: 'ticket.own',
    upload: true,
    bodyLimit: 13 * 1024 * 1024,
  },
  'POST /api/estates/:estateId/my/tickets/:ticketId/reopen': {
    ...act('The resident opens it again', reason),
    permission: 'ticket.own',
  },
  'POST /api/estates/:estateId/my/tickets/:ticketId/again': {
    ...act('The resident adds a word or asks how it stands', { text: s.Text }),
    permission: 'ticket.own',
  },
  'POST /api/estates/:estateId/my/tickets/:ticketId/photos': {
    ...act('A photo to one’s own request', { text: z.string().trim().max(500).optional() }),
    permission: 'ticket.own',
    upload: true,
    bodyLimit: 13 * 1024 * 1024,
  },
  'GET /api/estates/:estateId/tickets/:ticketId/files/:fileId': {
    permission: 'ticket.read',
    summary: 'A photo or signature',
    params: s.TicketParam.extend({ fileId: z.uuid() }),
    produces: 'image/jpeg',
  },
  'GET /api/estates/:estateId/my/tickets/:ticketId/files/:fileId': {
    permission: 'ticket.own',
    summary: 'A photo or signature of one’s own request',
    params: s.TicketParam.extend({ fileId: z.uuid() }),
    produces: 'image/jpeg',
  },
  'GET /api/calendar': {
    permission: 'signed-in',
    summary: 'Up to which year the working-day calendar is published',
    response: z.object({ knownUpTo: z.int() }),
  },
  'POST /api/calendar/notices': {
    permission: 'system.manage',
    summary: 'Upload the holiday notice of a year, of the nation or of a region',
    body: z.object({ text: z.string().max(20_000), source: s.Short, jurisdiction: Jurisdiction }),
    response: z.object({ year: z.int(), days: z.int(), knownUpTo: z.int() }),
  },
})

export { callApi } from './contract-call.ts'
export { hintsApi } from './contract-hints.ts'
