/** Bulletins to residents and staff, their schedule and the log of explanations (S1-23..26). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { roleNames } from '../../core/roles.ts'

const EstateParam = z.object({ estateId: z.uuid() })
const BulletinParam = EstateParam.extend({ bulletinId: z.uuid() })
const At = z.iso.datetime({ offset: true })

/** Empty lists do not narrow. */
export const Audience = z.object({
  to: z.enum(['all', 'residents', 'staff']).default('all'),
  buildings: z.array(z.uuid()).max(200).default([]),
  roles: z.array(z.enum(roleNames)).max(40).default([]),
  /** Owners who live here, tenants. */
  homes: z
    .array(z.enum(['own', 'lease']))
    .max(2)
    .default([]),
  /** Flags of the household profile: only households that said so and consented to care or service are reached. */
  flags: z.array(z.string().min(1).max(40)).max(20).default([]),
})

export const Category = z.object({
  key: z.string(),
  zh: z.string(),
  en: z.string(),
  own: z.boolean(),
})

const Allowed = z.union([z.literal(true), z.string()])

export const Bulletin = z.object({
  id: z.uuid(),
  category: z.string(),
  title: z.string(),
  body: z.string(),
  audience: Audience,
  state: z.enum(['draft', 'scheduled', 'sent', 'withdrawn']),
  publishAt: z.string().nullable(),
  sentAt: z.string().nullable(),
  sender: z.string(),
  scheduleId: z.uuid().nullable(),
  version: z.int(),
  pinned: z.boolean(),
  urgent: z.boolean(),
  /** 1 as first published; each correction is one more. */
  edition: z.int(),
  cites: z.array(z.object({ id: z.uuid(), title: z.string() })),
  /** Whether the caller has opened it. */
  read: z.boolean(),
  /** How many accounts have opened it; only for those who write bulletins. */
  reads: z.int().nullable(),
  allowed: z.object({ change: Allowed, withdraw: Allowed, correct: Allowed }),
})

const fields = {
  category: z.string().min(1).max(40),
  title: z.string().trim().min(1).max(80),
  body: z.string().trim().min(1).max(5000),
  audience: Audience,
  /** `draft` keeps it, `now` publishes, `later` publishes at `publishAt`. */
  when: z.enum(['draft', 'now', 'later']),
  publishAt: At.optional(),
  scheduleId: z.uuid().optional(),
  /** Stands above all others. */
  pinned: z.boolean().default(false),
  /** Shown on the first page until it is read. */
  urgent: z.boolean().default(false),
  /** Documents of the library that it rests on (S3-05). */
  cites: z.array(z.uuid()).max(10).default([]),
}
const laterNeedsTime = {
  message: '请填写发布时间 | give the time to publish',
  path: ['publishAt'],
}

export const Schedule = z.object({
  id: z.uuid(),
  category: z.string(),
  title: z.string(),
  everyDays: z.int(),
  nextDue: z.string(),
  audience: Audience,
  accountId: z.uuid(),
  name: z.string(),
  ended: z.boolean(),
  /** Dates that passed without a bulletin, newest first. */
  missed: z.array(z.string()),
  version: z.int(),
})

export const bulletinApi = endpoints({
  'GET /api/estates/:estateId/bulletins': {
    permission: 'notice.read',
    summary: 'Bulletins addressed to the caller; all of them, with read counts, for those who write them',
    params: EstateParam,
    query: z.object({
      category: z.string().max(40).optional(),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(Bulletin), total: z.int(), unread: z.int() }),
  },
  'POST /api/estates/:estateId/bulletins': {
    permission: 'notice.write',
    summary: 'Write a bulletin: keep, publish, or publish later (S1-23)',
    params: EstateParam,
    body: z.object(fields).refine(b => b.when !== 'later' || b.publishAt !== undefined, laterNeedsTime),
    response: Bulletin,
    idempotent: true,
  },
  'PUT /api/estates/:estateId/bulletins/:bulletinId': {
    permission: 'notice.write',
    summary: 'Change a bulletin that is not published yet',
    params: BulletinParam,
    body: z
      .object({ ...fields, version: z.int() })
      .refine(b => b.when !== 'later' || b.publishAt !== undefined, laterNeedsTime),
    response: Bulletin,
  },
  'POST /api/estates/:estateId/bulletins/:bulletinId/withdraw': {
    permission: 'notice.write',
    summary: 'Withdraw a published bulletin; it stays on record',
    params: BulletinParam,
    body: z.object({ reason: z.string().trim().min(1).max(200) }),
    response: Bulletin,
  },
  'POST /api/estates/:estateId/bulletins/:bulletinId/read': {
    permission: 'notice.read',
    summary: 'The caller has opened a bulletin',
    params: BulletinParam,
    response: z.object({ read: z.boolean() }),
    unaudited: 'the row of reading is the record itself',
  },
  'GET /api/estates/:estateId/bulletins/:bulletinId': {
    permission: 'notice.read',
    summary: 'One bulletin as it is addressed to the caller',
    params: BulletinParam,
    response: Bulletin,
  },
  'POST /api/estates/:estateId/bulletins/:bulletinId/correct': {
    permission: 'notice.write',
    summary: 'Correct a published bulletin: what stood there stays on record, readers see it as new',
    params: BulletinParam,
    body: z.object({
      title: z.string().trim().min(1).max(80),
      body: z.string().trim().min(1).max(5000),
      reason: z.string().trim().min(1).max(200),
      version: z.int(),
    }),
    response: Bulletin,
    idempotent: true,
  },
  'POST /api/estates/:estateId/bulletins/:bulletinId/pin': {
    permission: 'notice.write',
    summary: 'Pin a bulletin above the others, or let it go',
    params: BulletinParam,
    body: z.object({ pinned: z.boolean() }),
    response: Bulletin,
  },
  'GET /api/estates/:estateId/bulletins/:bulletinId/editions': {
    permission: 'notice.write',
    summary: 'What stood in a bulletin before its corrections',
    params: BulletinParam,
    response: z.object({
      items: z.array(
        z.object({
          edition: z.int(),
          title: z.string(),
          body: z.string(),
          reason: z.string(),
          by: z.string(),
          at: z.string(),
        }),
      ),
    }),
  },
  'GET /api/estates/:estateId/bulletins/:bulletinId/readers': {
    permission: 'notice.write',
    summary: 'How many households have read it and which have not (S1-23); no names',
    params: BulletinParam,
    response: z.object({
      households: z.int(),
      read: z.int(),
      /** Households nobody of whom has an account: they need paper or a visit. */
      unreached: z.int(),
      /** By home; nothing where the list would tell what kind of household it is. */
      unread: z.array(z.object({ unit: z.string(), reached: z.boolean() })).nullable(),
      staff: z.object({ addressed: z.int(), read: z.int() }),
    }),
  },
  'GET /api/estates/:estateId/bulletin-flags': {
    permission: 'notice.write',
    summary: 'Kinds of households that a bulletin can be addressed to',
    params: EstateParam,
    response: z.object({ items: z.array(z.object({ key: z.string(), zh: z.string(), en: z.string() })) }),
  },
  'GET /api/estates/:estateId/bulletin-categories': {
    permission: 'notice.read',
    summary: 'Categories of bulletins (S1-24..26)',
    params: EstateParam,
    response: z.object({ items: z.array(Category) }),
  },
  'POST /api/estates/:estateId/bulletin-categories': {
    permission: 'notice.write',
    summary: 'Add a category of the estate’s own (S1-26: extensible)',
    params: EstateParam,
    body: z.object({ zh: z.string().trim().min(1).max(20), en: z.string().trim().min(1).max(40) }),
    response: Category,
    idempotent: true,
  },
  'GET /api/estates/:estateId/bulletin-schedules': {
    permission: 'notice.write',
    summary: 'What is due regularly, by whom, and which dates were missed (S1-23)',
    params: EstateParam,
    response: z.object({ items: z.array(Schedule) }),
  },
  'POST /api/estates/:estateId/bulletin-schedules': {
    permission: 'notice.write',
    summary: 'Plan a regular bulletin with a named responsible person',
    params: EstateParam,
    body: z.object({
      category: z.string().min(1).max(40),
      title: z.string().trim().min(1).max(80),
      everyDays: z.int().min(1).max(366),
      firstDue: z.iso.date(),
      audience: Audience,
      accountId: z.uuid(),
    }),
    response: Schedule,
    idempotent: true,
  },
  'POST /api/estates/:estateId/bulletin-schedules/:scheduleId/end': {
    permission: 'notice.write',
    summary: 'End a regular bulletin',
    params: EstateParam.extend({ scheduleId: z.uuid() }),
    response: Schedule,
  },
  'POST /api/estates/:estateId/explanations': {
    permission: 'person.write',
    summary: 'Log what was explained to a household face to face (S1-24)',
    params: EstateParam,
    body: z.object({
      unitId: z.uuid(),
      topic: z.string().trim().min(1).max(200),
      onDate: z.iso.date(),
    }),
    response: z.object({ id: z.uuid() }),
    idempotent: true,
  },
  'GET /api/estates/:estateId/explanations': {
    permission: 'person.read',
    summary: 'Explanations given, newest first',
    params: EstateParam,
    query: z.object({ unitId: z.uuid().optional() }),
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          unit: z.string(),
          topic: z.string(),
          onDate: z.string(),
          by: z.string(),
        }),
      ),
    }),
  },
})
