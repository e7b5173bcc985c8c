/** The library of rules, laws and policies, with versions, approval, acknowledgement and effect check (S7-18..20, S3-05, S7-02, S7-03). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const EstateParam = z.object({ estateId: z.uuid() })
const DocumentParam = EstateParam.extend({ documentId: z.uuid() })
/** As text: the address is judged before its content is. */
const VersionParam = DocumentParam.extend({ version: z.string().max(64) })
const Day = z.iso.date()
const Allowed = z.union([z.literal(true), z.string()])
const Body = z.string().trim().min(1).max(20_000)

/** rule 管理制度, law 法律法规, policy 政策文件, quality 质量方针, concept 服务理念, steward_service 秘书管家服务. */
export const libraryKinds = ['rule', 'law', 'policy', 'quality', 'concept', 'steward_service'] as const
export const LibraryKind = z.enum(libraryKinds)
export const reviewResults = ['effective', 'partly', 'not_effective'] as const

/** S7-20: what a document rests on: words, and the library's own document where it has it. */
export const Basis = z.object({
  text: z.string().trim().min(1).max(200),
  documentId: z.uuid().nullish(),
})

export const LibraryItem = z.object({
  id: z.uuid(),
  kind: LibraryKind,
  title: z.string(),
  code: z.string().nullable(),
  openToResidents: z.boolean(),
  acknowledge: z.boolean(),
  owner: z.object({ accountId: z.uuid(), name: z.string() }).nullable(),
  reviewMonths: z.int(),
  nextReview: z.string().nullable(),
  reviewDue: z.boolean(),
  withdrawn: z.boolean(),
  /** The version that holds; nothing while the first one waits for approval. */
  current: z
    .object({ version: z.int(), approvedBy: z.string().nullable(), effectiveFrom: z.string().nullable() })
    .nullable(),
  /** A version that waits for approval. */
  draft: z.object({ version: z.int(), by: z.string() }).nullable(),
  /** Whether the caller has acknowledged the version that holds; nothing where nobody need. */
  acknowledged: z.boolean().nullable(),
  /** How many of the staff have; only for those who keep the library. */
  acknowledgements: z.object({ done: z.int(), of: z.int() }).nullable(),
})

const Version = z.object({
  version: z.int(),
  body: z.string(),
  changeNote: z.string().nullable(),
  state: z.enum(['draft', 'approved', 'replaced', 'refused']),
  madeBy: z.string(),
  madeAt: z.string(),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
  effectiveFrom: z.string().nullable(),
  refused: z.string().nullable(),
  allowed: z.object({ approve: Allowed }),
})

const Review = z.object({
  id: z.uuid(),
  version: z.int(),
  onDate: z.string(),
  result: z.enum(reviewResults),
  finding: z.string(),
  measure: z.string().nullable(),
  by: z.string(),
})

export const LibraryDocument = LibraryItem.extend({
  basis: z.array(Basis.extend({ documentId: z.uuid().nullable() })),
  body: z.string().nullable(),
  /** Former texts and those that wait, newest first; only for staff. */
  versions: z.array(Version),
  reviews: z.array(Review),
  /** Who of the staff has acknowledged and who has not; only for those who keep the library. */
  people: z.array(z.object({ name: z.string(), at: z.string().nullable() })).nullable(),
})

const fields = {
  title: z.string().trim().min(1).max(100),
  code: z.string().trim().max(40).nullish(),
  basis: z.array(Basis).max(20).default([]),
  openToResidents: z.boolean().default(false),
  acknowledge: z.boolean().default(false),
  ownerId: z.uuid().nullish(),
  reviewMonths: z.int().min(0).max(60).default(0),
}

const Policy = z.object({ zh: z.string(), en: z.string(), own: z.boolean() })

export const libraryApi = endpoints({
  'GET /api/estates/:estateId/library': {
    permission: 'rulebook.read',
    summary: 'Rules, laws and policies; residents see those that are open to them (S7-18, S3-05)',
    params: EstateParam,
    query: z.object({ kind: LibraryKind.optional(), q: z.string().trim().max(40).optional() }),
    response: z.object({ items: z.array(LibraryItem), total: z.int() }),
  },
  'GET /api/estates/:estateId/library/:documentId': {
    permission: 'rulebook.read',
    summary: 'One document with its text, versions, legal basis and effect checks',
    params: DocumentParam,
    response: LibraryDocument,
  },
  'POST /api/estates/:estateId/library': {
    permission: 'rulebook.write',
    summary: 'Put a document into the library; its text holds once somebody else approved it (S7-18)',
    params: EstateParam,
    body: z.object({
      kind: LibraryKind,
      ...fields,
      body: Body,
      changeNote: z.string().trim().max(200).nullish(),
    }),
    response: LibraryDocument,
    idempotent: true,
  },
  'PUT /api/estates/:estateId/library/:documentId': {
    permission: 'rulebook.write',
    summary: 'Change what stands about a document; its text changes by a new version',
    params: DocumentParam,
    body: z.object(fields),
    response: LibraryDocument,
  },
  'POST /api/estates/:estateId/library/:documentId/versions': {
    permission: 'rulebook.write',
    summary: 'Write a new version of the text; the old one holds until it is approved',
    params: DocumentParam,
    body: z.object({ body: Body, changeNote: z.string().trim().min(1).max(200) }),
    response: LibraryDocument,
    idempotent: true,
  },
  'POST /api/estates/:estateId/library/:documentId/versions/:version/approve': {
    permission: 'rulebook.approve',
    summary: 'Approve a version; never by who wrote it',
    params: VersionParam,
    body: z.object({ effectiveFrom: Day }),
    response: LibraryDocument,
  },
  'POST /api/estates/:estateId/library/:documentId/versions/:version/refuse': {
    permission: 'rulebook.approve',
    summary: 'Send a version back with the reason',
    params: VersionParam,
    body: z.object({ reason: z.string().trim().min(1).max(200) }),
    response: LibraryDocument,
  },
  'POST /api/estates/:estateId/library/:documentId/acknowledge': {
    permission: 'rulebook.read',
    summary: 'The caller has read and understood the version that holds (S7-02, S7-18)',
    params: DocumentParam,
    body: z.object({ version: z.int().min(1) }),
    response: LibraryDocument,
    idempotent: true,
  },
  'POST /api/estates/:estateId/library/:documentId/reviews': {
    permission: 'rulebook.write',
    summary: 'Record whether a rule has its effect, and when to look again (S7-19)',
    params: DocumentParam,
    body: z.object({
      onDate: Day,
      result: z.enum(reviewResults),
      finding: z.string().trim().min(1).max(500),
      measure: z.string().trim().max(500).nullish(),
      /** By default so many months later as the document says. */
      nextReview: Day.nullish(),
    }),
    response: LibraryDocument,
    idempotent: true,
  },
  'POST /api/estates/:estateId/library/:documentId/withdraw': {
    permission: 'rulebook.approve',
    summary: 'Take a document out of force; it stays on record',
    params: DocumentParam,
    body: z.object({ reason: z.string().trim().min(1).max(200) }),
    response: LibraryDocument,
  },
  'GET /api/estates/:estateId/policy': {
    permission: 'rulebook.read',
    summary: 'Quality policy and service concept, as every screen and plan shows them (S7-02, S7-03)',
    params: EstateParam,
    response: z.object({ quality: Policy, concept: Policy }),
  },
  'GET /api/estates/:estateId/steward-service': {
    permission: 'notice.read',
    summary: 'What the steward service offers, who it is and how to reach it (S1-04)',
    params: EstateParam,
    response: z.object({
      text: Policy,
      stewards: z.array(
        z.object({
          accountId: z.uuid(),
          name: z.string(),
          buildings: z.array(z.string()),
          phone: z.string().nullable(),
          strengths: z.string().nullable(),
          photo: z.boolean(),
          version: z.int(),
        }),
      ),
    }),
  },
})
