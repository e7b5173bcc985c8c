/** The guide to correct use, the owners' covenant (S7-25, S7-26) and improper conduct (S7-17): asked and answered. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'

export const covenantFail = defineErrors({
  'covenant.published': {
    status: 409,
    zh: '该版本已公布，不能修改；请写新版本',
    en: 'This version is published and cannot change; write a new one',
  },
  'covenant.decision': {
    status: 409,
    zh: '管理规约须由业主大会通过，请填写通过的决定（文号或日期）后再公布',
    en: 'The covenant is adopted by the owners’ assembly; name its decision before publishing',
  },
  'covenant.not_current': {
    status: 409,
    zh: '这不是现行版本，请刷新后阅读现行版本再确认',
    en: 'Another version holds now; refresh and read that one',
  },
  'covenant.received': {
    status: 409,
    zh: '{room} 已登记过回执，无需重复登记',
    en: '{room} has its receipt already',
  },
  'conduct.who': {
    status: 400,
    zh: '请填写房号，或写明是什么人（如外来送货人员）',
    en: 'Give the room, or say who it was (for example a courier)',
  },
  'conduct.ahead': {
    status: 400,
    zh: '发生时间不能晚于现在，请改时间',
    en: 'The time lies ahead; correct it',
  },
  'conduct.room': {
    status: 400,
    zh: '没有 {room} 这个房号，请核对后再填',
    en: 'There is no room {room}; check it',
  },
  'conduct.no_home': {
    status: 409,
    zh: '这条记录没有登记房号，不能代住户说明',
    en: 'No home stands in this record, so nobody can be spoken for',
  },
  'conduct.closed': {
    status: 409,
    zh: '该记录已办结，请刷新查看',
    en: 'This record is closed; refresh to see it',
  },
  'conduct.report_first': {
    status: 409,
    zh: '该行为须先报告业主委员会或有关部门，再办结',
    en: 'This must be reported to the committee or an authority before it is closed',
  },
})

export const textKinds = ['guide', 'covenant'] as const
export const conductKinds = [
  'noise',
  'litter',
  'pets',
  'parking',
  'occupation',
  'fire_passage',
  'high_throw',
  'wall',
  'use_change',
  'dangerous',
  'other',
] as const
export const results = ['stopped', 'promised', 'refused', 'left'] as const
export const authorities = ['committee', 'neighbourhood', 'police', 'fire', 'housing', 'enforcement'] as const

const EstateParam = z.object({ estateId: z.uuid() })
const TextParam = EstateParam.extend({ textId: z.uuid() })
const ConductParam = EstateParam.extend({ conductId: z.uuid() })
const Page = {
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}
const Allowed = z.union([z.literal(true), z.string()])

export const OwnerText = z.object({
  id: z.uuid(),
  kind: z.enum(textKinds),
  version: z.int(),
  title: z.string(),
  body: z.string(),
  decision: z.string().nullable(),
  madeBy: z.string(),
  madeAt: z.string(),
  publishedAt: z.string().nullable(),
  publishedBy: z.string().nullable(),
  /** The newest published one of its kind. */
  current: z.boolean(),
  /** Homes with a receipt, of all homes; only for staff and only of the current one. */
  receipts: z.object({ done: z.int(), of: z.int() }).nullable(),
  /** A resident's own homes and whether each has its receipt. */
  mine: z.array(z.object({ unitId: z.uuid(), unit: z.string(), at: z.string().nullable() })),
})

export const Receipt = z.object({
  unitId: z.uuid(),
  unit: z.string(),
  at: z.string().nullable(),
  name: z.string().nullable(),
  channel: z.enum(['app', 'desk', 'paper']).nullable(),
  enteredBy: z.string().nullable(),
})

export const ConductRow = z.object({
  id: z.uuid(),
  kind: z.enum(conductKinds),
  unit: z.string().nullable(),
  unitId: z.uuid().nullable(),
  who: z.string().nullable(),
  what: z.string(),
  place: z.string().nullable(),
  happenedAt: z.string(),
  recordedAt: z.string(),
  recordedBy: z.string(),
  result: z.enum(results),
  resultNote: z.string().nullable(),
  article: z.string().nullable(),
  covenantVersion: z.int().nullable(),
  photoId: z.uuid().nullable(),
  repeatNo: z.int(),
  reportDue: z.boolean(),
  state: z.enum(['recorded', 'reported', 'closed']),
  reply: z.string().nullable(),
  /** SX-12: who entered the home's account at the desk; null where the home wrote it itself */
  replyBy: z.string().nullable(),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  outcome: z.string().nullable(),
})
export const Conduct = ConductRow.extend({
  reports: z.array(
    z.object({
      id: z.uuid(),
      toWhom: z.enum(authorities),
      toName: z.string(),
      text: z.string(),
      at: z.string(),
      by: z.string(),
    }),
  ),
  /** The same kind at the same home before this one. */
  before: z.array(z.object({ id: z.uuid(), happenedAt: z.string(), result: z.enum(results) })),
  allowed: z.object({ report: Allowed, close: Allowed }),
})
const Own = ConductRow.omit({ who: true, recordedBy: true, photoId: true })

export const covenantApi = endpoints({
  'GET /api/estates/:estateId/owner-texts': {
    permission: 'rulebook.read',
    summary: 'The guide to correct use and the owners’ covenant; residents see those in force',
    params: EstateParam,
    response: z.object({ items: z.array(OwnerText) }),
  },
  'POST /api/estates/:estateId/owner-texts': {
    permission: 'rulebook.write',
    summary: 'Write the next version; until it is published it can be written again',
    params: EstateParam,
    body: z.object({
      kind: z.enum(textKinds),
      title: z.string().trim().min(1).max(100),
      body: z.string().trim().min(20).max(40_000),
      decision: z.string().trim().max(120).nullish(),
    }),
    response: OwnerText,
    idempotent: true,
  },
  'POST /api/estates/:estateId/owner-texts/:textId/publish': {
    permission: 'rulebook.approve',
    summary: 'Publish a version: every home is asked to acknowledge it',
    params: TextParam,
    response: OwnerText,
  },
  'GET /api/estates/:estateId/owner-texts/:textId/receipts': {
    permission: 'rulebook.write',
    summary: 'Which homes have acknowledged and which have not',
    params: TextParam,
    query: z.object({
      show: z.enum(['all', 'missing', 'done']).default('missing'),
      q: z.string().trim().max(30).optional(),
      ...Page,
    }),
    response: z.object({ items: z.array(Receipt), total: z.int() }),
  },
  'POST /api/estates/:estateId/owner-texts/:textId/receipts': {
    permission: 'person.write',
    summary: 'A signed receipt is entered at the desk (SX-12)',
    params: TextParam,
    body: z.object({
      room: z.string().trim().min(1).max(40),
      name: z.string().trim().min(1).max(60),
      channel: z.enum(['desk', 'paper']).default('paper'),
    }),
    response: Receipt,
    idempotent: true,
  },
  'POST /api/estates/:estateId/owner-texts/:textId/acknowledge': {
    permission: 'own.write',
    summary: 'An owner, or for the guide anybody of the home, acknowledges it for his home',
    params: TextParam,
    body: z.object({ unitId: z.uuid() }),
    response: z.object({ at: z.string() }),
  },
})

export const conductApi = endpoints({
  'POST /api/estates/:estateId/conduct': {
    permission: 'conduct.record',
    summary: 'Record improper conduct and how it was dissuaded (S7-17)',
    params: EstateParam,
    body: z.object({
      kind: z.enum(conductKinds),
      room: z.string().trim().max(40).optional(),
      who: z.string().trim().max(100).optional(),
      what: z.string().trim().min(2).max(1000),
      place: z.string().trim().max(100).optional(),
      happenedAt: z.iso.datetime({ offset: true }).optional(),
      result: z.enum(results),
      resultNote: z.string().trim().max(500).optional(),
      /** S7-26: the article of the covenant that was broken. */
      article: z.string().trim().max(60).optional(),
      photoId: z.uuid().optional(),
    }),
    response: z.object({ id: z.uuid(), repeatNo: z.int(), reportDue: z.boolean() }),
    idempotent: true,
  },
  'GET /api/estates/:estateId/conduct': {
    permission: 'conduct.read',
    summary: 'Records of improper conduct, those to be reported first',
    params: EstateParam,
    query: z.object({
      kind: z.enum(conductKinds).optional(),
      show: z.enum(['open', 'due', 'closed', 'all']).default('open'),
      q: z.string().trim().max(30).optional(),
      ...Page,
    }),
    response: z.object({ items: z.array(ConductRow), total: z.int() }),
  },
  'GET /api/estates/:estateId/conduct/:conductId': {
    permission: 'conduct.read',
    summary: 'One record with its repeats and reports',
    params: ConductParam,
    response: Conduct,
  },
  'POST /api/estates/:estateId/conduct/:conductId/report': {
    permission: 'conduct.report',
    summary: 'Report it to the owners’ committee or an authority (W25)',
    params: ConductParam,
    body: z.object({
      toWhom: z.enum(authorities),
      toName: z.string().trim().min(1).max(60),
      text: z.string().trim().min(5).max(1000),
    }),
    response: Conduct,
    idempotent: true,
  },
  'POST /api/estates/:estateId/conduct/:conductId/close': {
    permission: 'conduct.report',
    summary: 'Close it with what came of it',
    params: ConductParam,
    body: z.object({ outcome: z.string().trim().min(2).max(300) }),
    response: Conduct,
  },
  'POST /api/estates/:estateId/conduct/:conductId/reply': {
    permission: 'conduct.report',
    summary: 'What the home says of it, told at the desk or on paper; with who entered it (SX-12)',
    params: ConductParam,
    body: z.object({ text: z.string().trim().min(2).max(500) }),
    response: Conduct,
  },
  'GET /api/estates/:estateId/my/conduct': {
    permission: 'own.read',
    summary: 'What was recorded of my own home',
    params: EstateParam,
    response: z.object({ items: z.array(Own) }),
  },
  'POST /api/estates/:estateId/my/conduct/:conductId/reply': {
    permission: 'own.write',
    summary: 'Say my side of it',
    params: ConductParam,
    body: z.object({ text: z.string().trim().min(2).max(500) }),
    response: z.object({ at: z.string() }),
  },
})
