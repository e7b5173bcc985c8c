/** Posts, duty, presence and stewards: what may be asked and answered. Instants are ISO strings in UTC. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { artefactsApi } from './contract-artefacts.ts'
import { leaveApi } from './contract-leave.ts'
import { staffingApi } from './contract-staffing.ts'
import { turnsApi } from './contract-turns.ts'

export const postKinds = ['lobby', 'gate', 'desk', 'other'] as const
/** What a turn of duty is for: a post's kind, or on call for a matter. */
export const dutyKinds = [
  ...postKinds,
  'management',
  'complaints',
  'repair',
  'security',
  'cleaning',
  'greening',
] as const
/** S6-44: the four parties that keep a gate together. */
export const parties = ['neighbourhood', 'company', 'brigade', 'subject_unit'] as const
export const PostKind = z.enum(postKinds)
export const DutyKind = z.enum(dutyKinds)
export const Party = z.enum(parties)
export type DutyKindName = z.output<typeof DutyKind>

const EstateParam = z.object({ estateId: z.uuid() })
const PostParam = z.object({ estateId: z.uuid(), postId: z.uuid() })
const DutyParam = z.object({ estateId: z.uuid(), dutyId: z.uuid() })
const At = z.iso.datetime({ offset: true })
/** A local date, 2026-03-02. */
const Day = z.iso.date()
const Name = z.string().trim().min(1).max(40)
const Note = z.string().trim().max(500)

/** Minutes of the local day; 1440 is midnight at its end. */
export const Cover = z
  .object({ from: z.int().min(0).max(1439), until: z.int().min(1).max(1440) })
  .refine(c => c.until > c.from, '结束时间须晚于开始时间 | the end must be after the beginning')

/** `true`, or the refusal code that says why not. */
const Allowed = z.union([z.literal(true), z.string()])

export const Person = z.object({ accountId: z.uuid(), name: z.string() })

export const Post = z.object({
  id: z.uuid(),
  kind: PostKind,
  name: z.string(),
  buildingId: z.uuid().nullable(),
  sectionId: z.uuid().nullable(),
  party: Party,
  covers: z.array(Cover),
  unattendedMinutes: z.int(),
  headcount: z.int().nullable(),
  certificate: z.string().nullable(),
  closed: z.boolean(),
  version: z.int(),
  /** Who is there now, longest first. */
  present: z.array(Person.extend({ since: z.string() })),
  /** Who should be there now. */
  onDuty: z.array(Person.extend({ until: z.string().nullable() })),
  /** Nobody there although the post should be covered: since when, and from when it counts as late. */
  unattended: z
    .object({ since: z.string(), lateAt: z.string(), late: z.boolean(), alarmed: z.string().nullable() })
    .nullable(),
  /** The note of who left last, for who takes over. */
  handover: z.object({ note: z.string(), by: z.string(), at: z.string() }).nullable(),
  allowed: z.object({ checkIn: Allowed, checkOut: Allowed }),
})

const PostFields = z.object({
  kind: PostKind,
  name: Name,
  buildingId: z.uuid().nullish(),
  sectionId: z.uuid().nullish(),
  party: Party.default('company'),
  covers: z.array(Cover).min(1).max(6),
  unattendedMinutes: z.int().min(0).max(1440).nullish(),
  headcount: z.int().min(0).max(99).nullish(),
  certificate: z.string().trim().max(80).nullish(),
})

export const Duty = z.object({
  id: z.uuid(),
  kind: DutyKind,
  postId: z.uuid().nullable(),
  accountId: z.uuid(),
  name: z.string(),
  party: Party,
  startsAt: z.string(),
  endsAt: z.string().nullable(),
  superior: Person.nullable(),
  absence: z.object({ at: z.string(), reason: z.string() }).nullable(),
  version: z.int(),
})

const NewDuty = z
  .object({
    kind: DutyKind.optional(),
    postId: z.uuid().optional(),
    accountId: z.uuid(),
    party: Party.optional(),
    startsAt: At,
    endsAt: At.nullish(),
    superior: z.uuid().nullish(),
  })
  .refine(d => d.kind !== undefined || d.postId !== undefined, {
    message: '请选择岗位或值班类别 | choose a post or a kind of duty',
    path: ['postId'],
  })
  .refine(d => d.endsAt == null || Date.parse(d.endsAt) > Date.parse(d.startsAt), {
    message: '结束时间须晚于开始时间 | the end must be after the beginning',
    path: ['endsAt'],
  })

const Gap = z.object({ postId: z.uuid(), post: z.string(), from: z.string(), until: z.string() })

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

const period = { from: At, until: At }

const postsApi = endpoints({
  'GET /api/estates/:estateId/posts': {
    permission: 'roster.read',
    summary: 'Posts with who is there, who should be, and since when nobody is (S6-45)',
    params: EstateParam,
    query: z.object({ closed: z.stringbool().default(false) }),
    response: z.object({ items: z.array(Post), total: z.int() }),
  },
  'POST /api/estates/:estateId/posts': {
    permission: 'roster.write',
    summary: 'Set up a post',
    params: EstateParam,
    body: PostFields,
    response: Post,
    idempotent: true,
  },
  'PUT /api/estates/:estateId/posts/:postId': {
    permission: 'roster.write',
    summary: 'Change a post, or give it up',
    params: PostParam,
    body: PostFields.extend({ version: z.int(), closed: z.boolean().default(false) }),
    response: Post,
  },
  'POST /api/estates/:estateId/posts/:postId/check-in': {
    permission: 'post.check_in',
    summary: 'Begin at a post (S6-45)',
    params: PostParam,
    body: z.object({ deviceTime: At.optional() }),
    response: Post,
    idempotent: true,
  },
  'POST /api/estates/:estateId/posts/:postId/check-out': {
    permission: 'post.check_in',
    summary: 'Leave a post with a note for who comes next',
    params: PostParam,
    body: z.object({
      note: Note.optional(),
      handedTo: z.uuid().optional(),
      /** Needed when nobody else is there while the post should be covered. */
      reason: Note.optional(),
      deviceTime: At.optional(),
    }),
    response: Post,
    idempotent: true,
  },
  'GET /api/estates/:estateId/posts/:postId/course': {
    permission: 'roster.read',
    summary: 'Check-ins, hand-over notes and unattended periods of a post, newest first',
    params: PostParam,
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    response: z.object({
      presences: z.array(
        Person.extend({
          inAt: z.string(),
          outAt: z.string().nullable(),
          note: z.string().nullable(),
          handedTo: z.string().nullable(),
        }),
      ),
      vacancies: z.array(
        z.object({
          since: z.string(),
          alarmedAt: z.string(),
          alarmed: z.string().nullable(),
          endedAt: z.string().nullable(),
        }),
      ),
    }),
  },
  'GET /api/estates/:estateId/duties': {
    permission: 'roster.read',
    summary: 'Turns of duty that touch a period',
    params: EstateParam,
    query: z.object({ ...period, accountId: z.uuid().optional() }),
    response: z.object({ items: z.array(Duty) }),
  },
  'POST /api/estates/:estateId/duties': {
    permission: 'roster.write',
    summary: 'Assign turns of duty, all or none',
    params: EstateParam,
    body: z.object({ duties: z.array(NewDuty).min(1).max(200) }),
    response: z.object({ items: z.array(Duty) }),
    idempotent: true,
  },
  'POST /api/estates/:estateId/duties/copy-week': {
    permission: 'roster.write',
    summary: 'Copy the turns of one week to the next; persons already on duty then are left out',
    params: EstateParam,
    body: z.object({ monday: Day, weeks: z.int().min(1).max(8).default(1) }),
    response: z.object({ made: z.int(), skipped: z.int() }),
    idempotent: true,
  },
  'DELETE /api/estates/:estateId/duties/:dutyId': {
    permission: 'roster.write',
    summary: 'Take back a turn that has not begun, or end one that has',
    params: DutyParam,
    response: z.object({ ended: z.boolean() }),
  },
  'POST /api/estates/:estateId/duties/:dutyId/absence': {
    permission: 'post.check_in',
    summary: 'Report absence from a turn (one’s own, or another’s with roster.write)',
    params: DutyParam,
    body: z.object({ reason: Note.min(1) }),
    response: Duty,
  },
  'GET /api/estates/:estateId/staff': {
    permission: 'roster.read',
    summary: 'Who can be put on the roster: everybody with a living staff role that reaches the estate',
    params: EstateParam,
    response: z.object({ items: z.array(Person.extend({ roles: z.array(z.string()) })) }),
  },
  'GET /api/estates/:estateId/on-duty': {
    permission: 'roster.read',
    summary: 'Who is alarmed for a matter at an instant, in order (SX-09)',
    params: EstateParam,
    query: z.object({ kind: DutyKind, at: At.optional() }),
    response: z.object({ items: z.array(Person.extend({ step: z.enum(['first', 'superior', 'manager']) })) }),
  },
  'GET /api/estates/:estateId/roster/gaps': {
    permission: 'roster.read',
    summary: 'Covered time for which nobody is assigned, before it happens (S1-02)',
    params: EstateParam,
    query: z.object(period),
    response: z.object({ items: z.array(Gap) }),
  },
  'GET /api/estates/:estateId/roster/lobbies': {
    permission: 'roster.read',
    summary: 'Lobbies without a post, a person or an hour of the day, and who comes next (S1-01, S1-02)',
    params: EstateParam,
    response: z.object({
      total: z.int(),
      items: z.array(
        z.object({
          buildingId: z.uuid(),
          building: z.string(),
          sectionId: z.uuid().nullable(),
          section: z.string().nullable(),
          postId: z.uuid().nullable(),
          post: z.string().nullable(),
          /** Persons on duty there within the coming seven days. */
          persons: z.int(),
          /** Who has the turn now, and who has the next one. */
          now: z.array(z.string()),
          next: z.object({ name: z.string(), from: z.string() }).nullable(),
          /** The first hours of those days for which nobody is assigned. */
          gap: z.object({ from: z.string(), until: z.string() }).nullable(),
          fault: z.enum(['no_post', 'no_person', 'not_around', 'gap']).nullable(),
        }),
      ),
    }),
  },
  'POST /api/estates/:estateId/roster/lobbies': {
    permission: 'roster.write',
    summary: 'Set up a post around the clock in every lobby that has none (S1-01)',
    params: EstateParam,
    response: z.object({ made: z.int() }),
    idempotent: true,
  },
  'GET /api/estates/:estateId/roster/establishment': {
    permission: 'roster.read',
    summary: 'Posts with the headcount they should have and the persons they have (S7-32)',
    params: EstateParam,
    response: z.object({
      items: z.array(
        z.object({
          postId: z.uuid(),
          post: z.string(),
          kind: PostKind,
          headcount: z.int().nullable(),
          actual: z.int(),
          certificate: z.string().nullable(),
        }),
      ),
    }),
  },
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

export { householdsApi } from './contract-households.ts'

export const rosterApi = { ...postsApi, ...artefactsApi, ...turnsApi, ...staffingApi, ...leaveApi }
