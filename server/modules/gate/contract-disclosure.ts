/** Lists of visitors and tenants for an authority that asks lawfully (S3-94; PIPL 13, 18, 34, 35). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'

export const disclosureFail = defineErrors({
  'gate.disclosure_extent': {
    status: 409,
    zh: '这项依据只能提供脱敏名单；需要完整信息的，请按办案文书的依据填写',
    en: 'This basis allows a masked list only; for full values enter the basis named in the case papers',
  },
  'gate.disclosure_period': {
    status: 400,
    zh: '一次最多 {days} 天，且不能晚于今天；请缩短期间或分次申请',
    en: 'At most {days} days at once and not later than today; shorten the period or ask again',
  },
  'gate.disclosure_secret': {
    status: 400,
    zh: '保密期最长 {days} 天，且不能早于今天；请更正日期',
    en: 'Confidential for at most {days} days from today; correct the date',
  },
  'gate.disclosure_paper': {
    status: 409,
    zh: '还没有上传文书照片，请先补拍再批准',
    en: 'The photo of the document is missing; add it before approving',
  },
  'gate.disclosure_state': {
    status: 409,
    zh: '这次调取已经批准、退回或导出，不能再改；如需再次提供，请另行申请',
    en: 'This request is approved, refused or exported already; ask anew if it is needed again',
  },
  'gate.disclosure_wait': {
    status: 409,
    zh: '还没有批准，请等另一位有权人员批准后再导出',
    en: 'Not approved yet; another entitled person approves before it is exported',
  },
  'gate.disclosure_many': {
    status: 409,
    zh: '名单超过 {most} 人，请缩小期间或楼栋后另行申请',
    en: 'More than {most} people; narrow period or buildings and ask anew',
  },
})

export const bases = ['criminal', 'security', 'terror', 'prevention', 'rental', 'other'] as const
export const disclosureKinds = ['visitors', 'tenants'] as const

const Allowed = z.union([z.literal(true), z.string()])

export const Disclosure = z.object({
  id: z.uuid(),
  number: z.string(),
  authority: z.string(),
  officer: z.string(),
  document: z.string(),
  basis: z.enum(bases),
  kinds: z.array(z.enum(disclosureKinds)),
  from: z.iso.date(),
  until: z.iso.date(),
  buildings: z.array(z.string()).nullable(),
  extent: z.enum(['masked', 'full']),
  secretUntil: z.iso.date().nullable(),
  /** the photo of the document */
  paper: z.uuid().nullable(),
  state: z.enum(['asked', 'approved', 'refused', 'exported']),
  askedBy: z.string(),
  askedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  note: z.string().nullable(),
  exportedBy: z.string().nullable(),
  exportedAt: z.string().nullable(),
  rows: z.int().nullable(),
  allowed: z.object({ paper: Allowed, decide: Allowed, export: Allowed }),
})

const Estate = z.object({ estateId: z.uuid() })
const One = Estate.extend({ id: z.uuid() })

export const disclosureEndpoints = endpoints({
  'GET /api/estates/:estateId/gate/disclosures': {
    permission: 'disclosure.ask',
    summary: 'Lists asked for by authorities, newest first',
    params: Estate,
    query: z.object({
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: z.object({
      items: z.array(Disclosure),
      total: z.int(),
      /** which bases allow full values, and the longest period */
      rule: z.object({ full: z.array(z.string()), mostDays: z.int(), secretDays: z.int() }),
    }),
  },
  'POST /api/estates/:estateId/gate/disclosures': {
    permission: 'disclosure.ask',
    summary: 'Enter an authority’s request for visitor or tenant lists',
    params: Estate,
    body: z.object({
      authority: z.string().trim().min(2).max(80),
      officer: z.string().trim().min(2).max(80),
      document: z.string().trim().min(2).max(60),
      basis: z.enum(bases),
      kinds: z.array(z.enum(disclosureKinds)).min(1).max(2),
      from: z.iso.date(),
      until: z.iso.date(),
      buildings: z.array(z.string().trim().min(1).max(20)).max(100).optional(),
      extent: z.enum(['masked', 'full']).default('masked'),
      secretUntil: z.iso.date().optional(),
      clientId: z.string().max(64).optional(),
    }),
    response: Disclosure,
    idempotent: true,
  },
  'POST /api/estates/:estateId/gate/disclosures/:id/paper': {
    permission: 'disclosure.ask',
    summary: 'The photo of the authority’s document',
    params: One,
    upload: true,
    response: Disclosure,
  },
  'POST /api/estates/:estateId/gate/disclosures/:id/decision': {
    permission: 'disclosure.approve',
    summary: 'Approve or refuse, never by who asked',
    params: One,
    body: z.object({ approve: z.boolean(), note: z.string().trim().min(2).max(300) }),
    response: Disclosure,
  },
  'POST /api/estates/:estateId/gate/disclosures/:id/export': {
    permission: 'disclosure.ask',
    summary: 'The list as .xlsx, given out once',
    params: One,
    response: z.object({ name: z.string(), xlsx: z.base64(), rows: z.int(), disclosure: Disclosure }),
  },
})
