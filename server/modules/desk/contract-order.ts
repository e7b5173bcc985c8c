/** Orders of services (W6): the price is seen before the order and stored with it. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { agreedHow, OrderView } from './contract-order-shapes.ts'
import {
  channels,
  EstateParam,
  Receipt,
  Short,
  TicketParam,
  TicketRow,
  TicketView,
  When,
} from './contract-shapes.ts'

const act = <S extends z.ZodRawShape>(summary: string, shape: S) =>
  ({
    permission: 'ticket.handle',
    summary,
    params: TicketParam,
    body: z.object({ ...shape, version: z.int().optional() }),
    response: TicketView,
    idempotent: true,
  }) as const
const fen = z.int().min(1).max(100_000_000)

export const NewOrder = z.object({
  itemId: z.uuid(),
  /** The price that was on the screen: refused when it is no longer the price of today. */
  priceId: z.uuid(),
  /** In 0.01 of the unit. */
  quantity: z.int().min(1).max(10_000_000).default(100),
  text: z.string().trim().max(2000).default(''),
  unitId: z.uuid().optional(),
  place: z.string().trim().max(200).optional(),
  wantedAt: When.optional(),
  channel: z.enum(channels).default('phone'),
  requesterName: z.string().trim().max(60).optional(),
  requesterPhone: z
    .string()
    .trim()
    .regex(/^[0-9+\- ]{5,20}$/)
    .optional(),
  requesterPersonId: z.uuid().optional(),
  /** SX-12: staff enters it for somebody who cannot. */
  onBehalf: z.boolean().default(false),
  /** S1-43: the inquiry whose price was fixed on the site with the owner's consent. */
  quoteTicketId: z.uuid().optional(),
})

export const OrderQuery = z.object({
  /** open: not closed; closed: done; cancelled; all. */
  show: z.enum(['open', 'closed', 'cancelled', 'all']).default('open'),
  itemId: z.uuid().optional(),
  mine: z.enum(['assigned']).optional(),
  /** Number, room or words of the item. */
  q: z.string().trim().max(60).optional(),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const Service = z.object({
  id: z.uuid(),
  service: z.enum(['public', 'special', 'commercial']),
  life: z.enum(['clothing', 'food', 'housing', 'travel', 'other']).nullable(),
  name: z.string(),
  content: z.string(),
  standard: z.string(),
  audience: z.string().nullable(),
  provider: z.string().nullable(),
  hours: z.string().nullable(),
  delivery: z.string().nullable(),
  startsOn: z.string().nullable(),
  price: z
    .object({
      id: z.uuid(),
      method: z.enum(['fixed', 'from', 'on_site', 'free', 'included']),
      amount: z.int().nullable(),
      unit: z.string().nullable(),
      note: z.string().nullable(),
    })
    .nullable(),
  /** How often this household ordered it before. */
  ordered: z.int(),
  allowed: z.object({ order: z.union([z.literal(true), z.string()]) }),
})

export const Proposal = z.object({
  itemId: z.uuid(),
  item: z.string(),
  service: z.string(),
  ticketId: z.uuid(),
  number: z.string(),
  text: z.string(),
  proposedBy: z.string(),
  proposedAt: z.string(),
  decision: z.enum(['accepted', 'declined']).nullable(),
  reason: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  toldAt: z.string().nullable(),
  toldBy: z.string().nullable(),
  toldHow: z.string().nullable(),
})

const agree = { how: z.enum(agreedHow).default('face'), text: z.string().trim().max(500).optional() }

export const ProposalQuery = z.object({ state: z.enum(['open', 'untold', 'done']).optional() })

export const orderApi = endpoints({
  'POST /api/estates/:estateId/orders': {
    permission: 'ticket.create',
    summary: 'Order a service at the price that was shown',
    params: EstateParam,
    body: NewOrder,
    response: Receipt.extend({ order: OrderView }),
    idempotent: true,
  },
  'GET /api/estates/:estateId/orders': {
    permission: 'ticket.read',
    summary: 'Orders, the nearest promise first',
    params: EstateParam,
    query: OrderQuery,
    response: z.object({ items: z.array(TicketRow.extend({ order: OrderView })), total: z.int() }),
  },
  'GET /api/estates/:estateId/my/services': {
    permission: 'ticket.own',
    summary: 'What a resident can order for his home, what he ordered before first (S3-107)',
    params: EstateParam,
    query: z.object({ q: z.string().trim().max(60).optional() }),
    response: z.object({ items: z.array(Service) }),
  },
  'POST /api/estates/:estateId/tickets/:ticketId/order/price': act('The price fixed on the site, in fen', {
    amount: fen,
    text: z.string().trim().max(500).optional(),
  }),
  'POST /api/estates/:estateId/tickets/:ticketId/order/agree': act('The customer agreed to the price', agree),
  'POST /api/estates/:estateId/tickets/:ticketId/order/cancel': act('Cancel an order, with the reason', {
    reason: Short,
  }),
  'POST /api/estates/:estateId/tickets/:ticketId/order/waive': {
    ...act('Charge nothing for this order, with the reason', { reason: Short }),
    permission: 'ticket.approve',
  },
  'POST /api/estates/:estateId/my/tickets/:ticketId/order/agree': {
    ...act('The resident agrees to the price', {}),
    permission: 'ticket.own',
  },
  'POST /api/estates/:estateId/my/tickets/:ticketId/order/cancel': {
    ...act('The resident cancels his order', { reason: Short }),
    permission: 'ticket.own',
  },
  'POST /api/estates/:estateId/tickets/:ticketId/propose': {
    ...act('Make a proposed service item of a suggestion (S3-109)', {
      name: z.string().trim().min(1).max(60),
      service: z.enum(['special', 'commercial']),
      life: z.enum(['clothing', 'food', 'housing', 'travel', 'other']),
      content: z.string().trim().max(2000).default(''),
    }),
    permission: 'catalogue.write',
  },
  'GET /api/estates/:estateId/proposals': {
    permission: 'catalogue.read',
    summary: 'Suggestions that became proposed items: origin, decision, and whether the proposer was told',
    params: EstateParam,
    query: ProposalQuery,
    response: z.object({ items: z.array(Proposal) }),
  },
  'POST /api/estates/:estateId/proposals/:itemId/decide': {
    permission: 'catalogue.write',
    summary: 'Accept or decline a proposed item, with the reason; the proposer is told',
    params: EstateParam.extend({ itemId: z.uuid() }),
    body: z.object({ decision: z.enum(['accepted', 'declined']), reason: Short }),
    response: Proposal,
    idempotent: true,
  },
  'POST /api/estates/:estateId/proposals/:itemId/tell': {
    permission: 'ticket.handle',
    summary: 'The proposer was told by phone or face to face',
    params: EstateParam.extend({ itemId: z.uuid() }),
    body: z.object({ how: z.enum(['phone', 'face', 'message']) }),
    response: Proposal,
    idempotent: true,
  },
})
