/** Stewards of buildings and what residents see of them (S1-05, S1-06). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const EstateParam = z.object({ estateId: z.uuid() })
/** A local date, 2026-03-02. */
const Day = z.iso.date()

export const Steward = z.object({
  id: z.uuid(),
  buildingId: z.uuid(),
  building: z.string(),
  accountId: z.uuid(),
  name: z.string(),
  fullTime: z.boolean(),
  fromDate: z.string(),
  untilDate: z.string().nullable(),
})

export const StaffCard = z.object({
  accountId: z.uuid(),
  name: z.string(),
  photoId: z.uuid().nullable(),
  strengths: z.string().nullable(),
  phone: z.string().nullable(),
  more: z.record(z.string(), z.string()),
  version: z.int(),
})

export const stewardsApi = endpoints({
  'GET /api/estates/:estateId/stewards': {
    permission: 'roster.read',
    summary: 'Buildings with their steward, past ones on request (S1-06)',
    params: EstateParam,
    query: z.object({ buildingId: z.uuid().optional(), history: z.stringbool().default(false) }),
    response: z.object({
      items: z.array(Steward),
      without: z.array(z.object({ buildingId: z.uuid(), building: z.string() })),
    }),
  },
  'POST /api/estates/:estateId/stewards': {
    permission: 'steward.assign',
    summary: 'Give a building its steward; the one before ends that day (S1-06)',
    params: EstateParam,
    body: z.object({
      buildingId: z.uuid(),
      accountId: z.uuid(),
      fullTime: z.boolean().default(true),
      fromDate: Day,
    }),
    response: Steward,
    idempotent: true,
  },
  'GET /api/estates/:estateId/staff-cards/:accountId': {
    permission: 'roster.read',
    summary: 'What residents see of a member of the staff',
    params: z.object({ estateId: z.uuid(), accountId: z.uuid() }),
    response: StaffCard.nullable(),
  },
  'PUT /api/estates/:estateId/staff-cards/:accountId': {
    permission: 'steward.assign',
    summary: 'Write what residents see of a member of the staff',
    params: z.object({ estateId: z.uuid(), accountId: z.uuid() }),
    body: z.object({
      /** A photo kept before (POST …/photos). */
      photoId: z.uuid().nullish(),
      strengths: z.string().trim().max(200).nullish(),
      phone: z.string().trim().max(30).nullish(),
      more: z.record(z.string().trim().min(1).max(30), z.string().trim().max(200)).default({}),
    }),
    /** `old`: what still shows what was there before (S1-08). */
    response: StaffCard.extend({ old: z.object({ panels: z.int(), households: z.int() }) }),
  },
  'GET /api/estates/:estateId/staff-cards/:accountId/photo': {
    permission: 'notice.read',
    summary: 'The photo of a staff card, for the estate’s staff and residents',
    params: z.object({ estateId: z.uuid(), accountId: z.uuid() }),
    produces: 'image/jpeg',
  },
  'GET /api/estates/:estateId/my-steward': {
    permission: 'own.read',
    summary: 'The resident’s own steward with photo and phone (S1-05)',
    params: EstateParam,
    response: z.object({
      /** `inFor`: a stand-in, for whom and until which day. */
      steward: StaffCard.extend({
        building: z.string(),
        inFor: z.object({ name: z.string(), until: z.string() }).nullable(),
      }).nullable(),
    }),
  },
  'POST /api/estates/:estateId/my-steward/tell': {
    permission: 'own.write',
    summary: 'Tell one’s own steward that a message was left for him: the inquiry with its promise (S1-05)',
    params: EstateParam,
    body: z.object({ ticketId: z.uuid(), number: z.string().trim().min(1).max(40) }),
    response: z.object({ told: z.string() }),
    idempotent: true,
  },
})
