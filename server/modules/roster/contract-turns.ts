/** Week templates and swaps of turns between two people. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const EstateParam = z.object({ estateId: z.uuid() })
const SwapParam = EstateParam.extend({ swapId: z.uuid() })
const Day = z.iso.date()
const Note = z.string().trim().max(200)
const Allowed = z.union([z.literal(true), z.string()])

export const Template = z.object({
  id: z.uuid(),
  name: z.string(),
  turns: z.int(),
  people: z.int(),
})

const SwapTurn = z.object({
  dutyId: z.uuid(),
  post: z.string().nullable(),
  kind: z.string(),
  startsAt: z.string(),
  endsAt: z.string().nullable(),
})

export const swapStates = ['asked', 'agreed', 'declined', 'approved', 'refused', 'withdrawn'] as const

export const Swap = z.object({
  id: z.uuid(),
  state: z.enum(swapStates),
  asked: z.object({ accountId: z.uuid(), name: z.string() }),
  to: z.object({ accountId: z.uuid(), name: z.string() }),
  turn: SwapTurn,
  /** What the other gives in return; nothing when he only takes over. */
  inReturn: SwapTurn.nullable(),
  reason: z.string(),
  note: z.string().nullable(),
  askedAt: z.string(),
  answeredAt: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  allowed: z.object({ answer: Allowed, decide: Allowed, withdraw: Allowed }),
})

export const turnsApi = endpoints({
  'GET /api/estates/:estateId/roster/templates': {
    permission: 'roster.read',
    summary: 'Weeks that are kept to be laid over others',
    params: EstateParam,
    response: z.object({ items: z.array(Template) }),
  },
  'POST /api/estates/:estateId/roster/templates': {
    permission: 'roster.write',
    summary: 'Keep the turns of a week under a name',
    params: EstateParam,
    body: z.object({ name: z.string().trim().min(1).max(40), monday: Day }),
    response: Template,
    idempotent: true,
  },
  'POST /api/estates/:estateId/roster/templates/:templateId/apply': {
    permission: 'roster.write',
    summary: 'Lay a kept week over coming weeks; who has another turn then or left is named and left out',
    params: EstateParam.extend({ templateId: z.uuid() }),
    body: z.object({ monday: Day, weeks: z.int().min(1).max(8).default(1) }),
    response: z.object({
      made: z.int(),
      left: z.array(z.object({ name: z.string(), at: z.string(), why: z.enum(['busy', 'gone', 'past']) })),
    }),
    idempotent: true,
  },
  'DELETE /api/estates/:estateId/roster/templates/:templateId': {
    permission: 'roster.write',
    summary: 'Throw a kept week away; turns made from it stay',
    params: EstateParam.extend({ templateId: z.uuid() }),
    response: z.object({ removed: z.boolean() }),
  },
  'GET /api/estates/:estateId/duty-swaps': {
    permission: 'post.check_in',
    summary: 'Swaps: one’s own, and all of the estate for who keeps the roster; open ones first',
    params: EstateParam,
    response: z.object({ items: z.array(Swap) }),
  },
  'POST /api/estates/:estateId/duties/:dutyId/swap': {
    permission: 'post.check_in',
    summary: 'Ask a colleague to take one’s turn, for one of his in return or for none',
    params: EstateParam.extend({ dutyId: z.uuid() }),
    body: z.object({
      toId: z.uuid(),
      returnId: z.uuid().optional(),
      reason: Note.min(1),
    }),
    response: Swap,
    idempotent: true,
  },
  'POST /api/estates/:estateId/duty-swaps/:swapId/answer': {
    permission: 'post.check_in',
    summary: 'The colleague agrees or declines',
    params: SwapParam,
    body: z.object({ agree: z.boolean(), note: Note.optional() }),
    response: Swap,
  },
  'POST /api/estates/:estateId/duty-swaps/:swapId/decide': {
    permission: 'roster.write',
    summary: 'Who keeps the roster approves or refuses an agreed swap; approved, the turns change hands',
    params: SwapParam,
    body: z.object({ approve: z.boolean(), note: Note.optional() }),
    response: Swap,
  },
  'POST /api/estates/:estateId/duty-swaps/:swapId/withdraw': {
    permission: 'post.check_in',
    summary: 'Who asked takes it back before it is decided',
    params: SwapParam,
    response: Swap,
  },
})
