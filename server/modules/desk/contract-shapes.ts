/** The desk's words and the shapes of its records. */
import { z } from 'zod'
import { OrderView } from './contract-order-shapes.ts'

export const CLOCKS = ['reply', 'arrive', 'resolve', 'feedback', 'threeMinute'] as const

export const UNITS = ['minutes', 'days24', 'workingDays'] as const

/** The event from which a promise runs. `received` is the moment the centre accepts the matter (受理). */
export const START_EVENTS = ['received', 'taken', 'consented', 'reopened'] as const

/** What happens when a chosen limit is above the rule's `max`. */
export const OVER_POLICIES = ['refuse', 'reason', 'approval'] as const

export const kinds = ['complaint', 'inquiry', 'repair', 'suggestion', 'order'] as const
export const states = ['received', 'taken', 'arrived', 'handled', 'closed'] as const
export const channels = ['phone', 'visit', 'app', 'paper', 'message', 'patrol', 'other'] as const
export const severities = ['normal', 'major'] as const
/** `joined`: the matter lives on in another ticket and is counted there. */
export const outcomes = ['satisfied', 'answered', 'refused', 'joined', 'cancelled'] as const
export const promiseStates = ['running', 'soon', 'kept', 'late', 'stopped'] as const
export const segmentKinds = ['counted', 'paused', 'night', 'holiday', 'before'] as const
/** Everything that can be done to a ticket after it was made; `allowed` answers each with true or a refusal code. */
export const acts = [
  'take',
  'assign',
  'handover',
  'arrive',
  'record',
  'reply',
  'handle',
  'sign',
  'refuse',
  'reopen',
  'pause',
  'resume',
  'limit',
  'postpone',
  'class',
  'severity',
  'consent',
  'quote',
  'explain',
  'again',
  'link',
  'join',
  'receiver',
  'renovation',
  'price',
  'agree',
  'waive',
  'cancel',
  'propose',
] as const
export type Act = (typeof acts)[number]

export const Kind = z.enum(kinds)
export const State = z.enum(states)

/** 10,000 signs: the longest real complaint measured has 1,496; a resident may dictate. */
export const Text = z.string().trim().min(1).max(10_000)
export const Short = z.string().trim().min(1).max(500)
export const When = z.iso.datetime({ offset: true })
export const EstateParam = z.object({ estateId: z.uuid() })
export const TicketParam = EstateParam.extend({ ticketId: z.uuid() })
export const Version = z.object({ version: z.int().optional() })
export const Limit = z.object({ amount: z.int(), reason: z.string().trim().max(500).optional() })

export const NewTicket = z.object({
  clientId: z.string().min(8).max(64).optional(),
  kind: Kind,
  class: z.string().min(1).max(60),
  subtype: z.string().max(60).optional(),
  text: Text,
  channel: z.enum(channels).default('phone'),
  severity: z.enum(severities).default('normal'),
  unitId: z.uuid().optional(),
  /** S1-36: who is complained of, apart from the complainant. */
  accusedUnitId: z.uuid().optional(),
  /** The same by its name, 1-2-301, for who has no list of the rooms (a resident). */
  accusedRoom: z.string().trim().max(40).optional(),
  revealToAccused: z.boolean().default(false),
  /** S8-23: where the customer wants the service, when it is not his home. */
  place: z.string().trim().max(200).optional(),
  requesterName: z.string().trim().max(60).optional(),
  requesterPhone: z
    .string()
    .trim()
    .regex(/^[0-9+\- ]{5,20}$/)
    .optional(),
  requesterPersonId: z.uuid().optional(),
  /** SX-12: staff enters it for somebody who cannot. */
  onBehalf: z.boolean().default(false),
  /** The inquiry was answered in the same call (S1-41). */
  answer: Text.optional(),
  /** S1-38, S8-12: the limit the handler promises, in the unit of the class. */
  limit: Limit.optional(),
  /** S1-43: the owner agreed that somebody comes to fix the fee. */
  consent: z.boolean().default(false),
})

const PromiseBrief = z.object({
  clock: z.enum(CLOCKS),
  dueAt: z.string().nullable(),
  state: z.enum(promiseStates),
  /** The working-day calendar of this year is not published yet: no due time can be told. */
  unpublishedYear: z.int().nullable(),
})

export const Receipt = z.object({
  id: z.uuid(),
  number: z.string(),
  state: State,
  receivedAt: z.string(),
  promises: z.array(PromiseBrief),
  /** S8-10: what to tell the customer now, as it is kept with the ticket; null when nothing is promised. */
  told: z.object({ zh: z.string(), en: z.string() }).nullable(),
})

export const PromiseView = PromiseBrief.extend({
  id: z.uuid(),
  round: z.int(),
  unit: z.enum(UNITS),
  amount: z.int(),
  chosen: z.boolean(),
  /** When the handler set the limit himself (S1-38). */
  setAt: z.string().nullable(),
  startAt: z.string(),
  metAt: z.string().nullable(),
  stoppedAt: z.string().nullable(),
  stopReason: z.string().nullable(),
  postponedFrom: z.string().nullable(),
  reason: z.string().nullable(),
  segments: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      kind: z.enum(segmentKinds),
      /** Working days counted in it; null where the promise counts by the clock. */
      days: z.int().nullable(),
      /** Why: the holiday's name, a make-up workday, the reason of a pause. */
      notes: z.array(z.object({ zh: z.string(), en: z.string() })),
    }),
  ),
  /** Moves of the due time by a holiday notice, in their order; `from` null: it had waited for the year. */
  moves: z.array(
    z.object({
      at: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      year: z.int(),
      source: z.string(),
    }),
  ),
})

export const TicketRow = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: Kind,
  class: z.string(),
  subtype: z.string().nullable(),
  severity: z.enum(severities),
  state: State,
  outcome: z.enum(outcomes).nullable(),
  text: z.string(),
  unit: z.string().nullable(),
  channel: z.enum(channels),
  onBehalf: z.boolean(),
  assignee: z.string().nullable(),
  firstReceiver: z.string().nullable(),
  receivedAt: z.string(),
  closedAt: z.string().nullable(),
  /** The nearest open promise; what the queue sorts by. */
  dueAt: z.string().nullable(),
  dueClock: z.enum(CLOCKS).nullable(),
  dueState: z.enum(promiseStates).nullable(),
  late: z.boolean(),
  /** How often the customer came back on the matter. */
  repeats: z.int(),
  version: z.int(),
})

const Allowed = z.partialRecord(z.enum(acts), z.union([z.literal(true), z.string()]))

const Other = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: Kind,
  class: z.string(),
  state: State,
  unit: z.string().nullable(),
  text: z.string(),
})

export const TicketView = TicketRow.extend({
  told: z.object({ zh: z.string(), en: z.string() }).nullable(),
  /** S1-35: received within the estate's rest hours; null when the class does not ask or no hours are set. */
  restHours: z.boolean().nullable(),
  /** S1-34: the renovation file, as free text. */
  renovationRef: z.string().nullable(),
  /** The ticket in which this matter lives on, with what is promised there. */
  joinedTo: z
    .object({ id: z.uuid(), number: z.string(), state: State, dueAt: z.string().nullable() })
    .nullable(),
  /** Tickets whose matter lives on in this one; staff only. */
  joined: z.array(Other),
  links: z.array(Other),
  /** The way there; staff only. */
  where: z
    .object({
      address: z.string().nullable(),
      building: z.string(),
      section: z.string().nullable(),
      floor: z.int().nullable(),
      label: z.string(),
    })
    .nullable(),
  /** S1-43: how far the quotation on site has come, each step with its actor and time. */
  steps: z.array(
    z.object({
      step: z.enum(['consent', 'sent', 'arrived', 'fee', 'replied']),
      at: z.string().nullable(),
      by: z.string().nullable(),
    }),
  ),
  /** A hand-over that its receiver has not accepted yet. */
  handover: z.object({ from: z.string(), to: z.string(), at: z.string(), reason: z.string() }).nullable(),
  unitId: z.uuid().nullable(),
  accusedUnit: z.string().nullable(),
  accusedUnitId: z.uuid().nullable(),
  revealToAccused: z.boolean(),
  place: z.string().nullable(),
  /** Masked phone; null when the viewer may not know who complained (S1-37). */
  requester: z
    .object({ name: z.string().nullable(), phone: z.string().nullable(), personId: z.uuid().nullable() })
    .nullable(),
  /** Whether this viewer may ask for the telephone in full. */
  mayCall: z.boolean(),
  enteredBy: z.string().nullable(),
  assigneeId: z.uuid().nullable(),
  atOnce: z.boolean().nullable(),
  satisfied: z.boolean().nullable(),
  rating: z.int().nullable(),
  quotedFee: z.int().nullable(),
  officeAt: z.string().nullable(),
  takenAt: z.string().nullable(),
  arrivedAt: z.string().nullable(),
  handledAt: z.string().nullable(),
  signedAt: z.string().nullable(),
  consentedAt: z.string().nullable(),
  deviceTime: z.string().nullable(),
  paused: z.boolean(),
  postponed: z.boolean(),
  round: z.int(),
  promises: z.array(PromiseView),
  course: z.array(
    z.object({
      id: z.uuid(),
      at: z.string(),
      deviceTime: z.string().nullable(),
      act: z.string(),
      by: z.string(),
      text: z.string().nullable(),
      data: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
  files: z.array(
    z.object({ id: z.uuid(), use: z.enum(['photo', 'signature', 'paper']), at: z.string(), by: z.string() }),
  ),
  alarms: z.array(
    z.object({
      id: z.uuid(),
      stage: z.string(),
      at: z.string(),
      to: z.string().nullable(),
      acknowledgedAt: z.string().nullable(),
    }),
  ),
  /** What was ordered, for tickets of kind order that come from the catalogue. */
  order: OrderView.nullable(),
  allowed: Allowed,
})

export const ListQuery = z.object({
  /** open: not closed; late: open and past due; soon; closed; all. */
  show: z.enum(['open', 'late', 'soon', 'closed', 'all']).default('open'),
  kind: Kind.optional(),
  class: z.string().max(60).optional(),
  severity: z.enum(severities).optional(),
  mine: z.enum(['assigned', 'received']).optional(),
  /** beyond: a time agreed past the rule's own (S1-47); repeated: the customer came back; postponed: once put off. */
  mark: z.enum(['beyond', 'repeated', 'postponed', 'onBehalf']).optional(),
  unitId: z.uuid().optional(),
  /** Number, room (1-2-301), phone or its last four digits, or words of the text; two Han characters are enough. */
  q: z.string().trim().max(60).optional(),
  sort: z.enum(['due', 'newest', 'oldest']).default('due'),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type ListInput = z.output<typeof ListQuery>

export const Page = z.object({
  items: z.array(TicketRow),
  /** Counted up to 1,000; `more` says that there are more. */
  total: z.int(),
  more: z.boolean(),
})

export const TicketClass = z.object({
  kind: Kind,
  class: z.string(),
  zh: z.string(),
  en: z.string(),
  subtypes: z.array(z.object({ key: z.string(), zh: z.string(), en: z.string() })),
  accused: z.enum(['no', 'optional', 'required']),
  signature: z.boolean(),
  arrive: z.boolean(),
  atOnce: z.boolean().default(false),
  onSite: z.boolean().default(false),
  toManager: z.boolean().default(false),
  /** S1-38: who takes it must give the limit. */
  mustLimit: z.boolean().default(false),
  /** Raised from the price list only (S8-03). */
  catalogue: z.boolean().default(false),
  promises: z.array(
    z.object({
      clock: z.enum(CLOCKS),
      unit: z.enum(UNITS),
      amount: z.int(),
      chosen: z.boolean(),
      max: z.int().nullable(),
      overPolicy: z.enum(OVER_POLICIES),
      source: z.string(),
    }),
  ),
})

/** What might be the same matter: of the last weeks, alike in text, place and class. */
export const Alike = Other.extend({
  assignee: z.string().nullable(),
  receivedAt: z.string(),
  repeats: z.int(),
  /** 0 to 100: how alike. */
  score: z.int(),
})

export const Frame = z.object({
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
})
export const RestHours = z.object({
  frames: z.array(Frame),
  /** Is it rest time now? */
  now: z.boolean(),
})

const Share = z.object({ count: z.int(), of: z.int(), basisPoints: z.int().nullable() })
export const Answers = z.object({
  /** By class, and all together under class ''. */
  rows: z.array(
    z.object({
      class: z.string(),
      total: z.int(),
      atOnce: Share,
      laterInTime: Share,
      late: Share,
      open: z.int(),
    }),
  ),
  /** S1-47: agreed past the rule's own limit, with the reason. */
  beyond: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      class: z.string(),
      amount: z.int(),
      max: z.int(),
      unit: z.enum(UNITS),
      reason: z.string().nullable(),
      by: z.string().nullable(),
      dueAt: z.string().nullable(),
    }),
  ),
})
