/** Lots, their spaces, and the households that wait for one (F-05, F-10, F-11, F-12). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'

export const grounds = ['planned', 'common', 'civil_defence'] as const
export const uses = ['car', 'accessible', 'ev', 'motorcycle', 'ebike', 'bicycle'] as const
/** What the ground was before; the last two never become spaces (F-12). */
export const formerUses = ['planned', 'road', 'vacant', 'building', 'green', 'fire_lane'] as const
export const waitStates = ['waiting', 'offered', 'taken', 'withdrawn', 'lapsed'] as const

export const lotFail = defineErrors({
  'parking.lot_named': {
    status: 409,
    zh: '已有同名停车场“{name}”',
    en: 'There is a lot named “{name}” already',
  },
  'parking.space_there': {
    status: 409,
    zh: '车位 {number} 已登记',
    en: 'Space {number} is registered already',
  },
  'parking.level_unknown': {
    status: 422,
    zh: '该停车场没有“{level}”层，请先在停车场里加上',
    en: 'The lot has no level “{level}”; add it to the lot first',
  },
  'parking.never_space': {
    status: 422,
    zh: '消防车通道和绿地不能改作车位（民法典第 278 条）',
    en: 'Fire lanes and green never become spaces (Civil Code 278)',
  },
  'parking.decision_needed': {
    status: 422,
    zh: '占用共有道路或场地设车位须经业主共同决定，请填写决定文号',
    en: 'Spaces on common roads or ground need the owners’ decision; enter its number',
  },
  'parking.space_held': {
    status: 409,
    zh: '车位 {number} 有人使用，请先结束其许可',
    en: 'Space {number} is in use; end its permit first',
  },
  'parking.wait_there': {
    status: 409,
    zh: '该户已在排队，不重复登记',
    en: 'This household waits already',
  },
  'parking.wait_over': {
    status: 409,
    zh: '这次排队已结束，请刷新后查看',
    en: 'This waiting is over; refresh and look',
  },
  'parking.wait_order': {
    status: 409,
    zh: '按规则先轮到 {room}，不能越过',
    en: 'By the rule {room} comes first and is not passed over',
  },
  'parking.offer_late': {
    status: 409,
    zh: '答复期限已过，车位已轮给下一户',
    en: 'The time to answer is over; the space goes to the next household',
  },
  'parking.no_home': {
    status: 422,
    zh: '没有找到房号 {room}',
    en: 'There is no room {room}',
  },
})

const E = z.object({ estateId: z.uuid() })
const Page = {
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
}
const Allowed = z.union([z.literal(true), z.string()])
const Count = z.object({ all: z.int(), usable: z.int(), held: z.int(), free: z.int() })

export const Lot = z.object({
  id: z.uuid(),
  name: z.string(),
  ground: z.enum(grounds),
  levels: z.array(z.string()),
  gates: z.array(z.uuid()).nullable(),
  visitorSpaces: z.int(),
  /** 0.01 m² of ground it takes; not known: null */
  landArea: z.int().nullable(),
  operator: z.string(),
  hours: z.string(),
  complaintPhone: z.string(),
  payeeText: z.string().nullable(),
  /** how its spaces are sold and let, as it was made public (F-05) */
  disposal: z.string().nullable(),
  disposalOn: z.string().nullable(),
  version: z.int(),
  counts: Count.extend({ insideTemporary: z.int(), insidePermit: z.int(), openForVisitors: z.int() }),
  byUse: z.array(z.object({ use: z.enum(uses), all: z.int(), free: z.int() })),
})
const LotBody = z.object({
  name: z.string().trim().min(1).max(60),
  ground: z.enum(grounds),
  levels: z.array(z.string().trim().min(1).max(20)).min(1).max(20),
  gates: z.array(z.uuid()).max(50).nullable().default(null),
  visitorSpaces: z.int().min(0).max(100_000).default(0),
  landArea: z.int().min(100).max(100_000_000).optional(),
  operator: z.string().trim().min(1).max(100),
  hours: z.string().trim().min(1).max(60),
  complaintPhone: z.string().trim().min(3).max(40),
  /** {slip}, {amount} and {fen} become the slip's number and its sum in yuan and fen */
  payeeText: z.string().trim().max(500).optional(),
  disposal: z.string().trim().max(2000).optional(),
  disposalOn: z.iso.date().optional(),
})

export const Space = z.object({
  id: z.uuid(),
  lotId: z.uuid(),
  lot: z.string(),
  level: z.string(),
  number: z.string(),
  ground: z.enum(grounds),
  use: z.enum(uses),
  capacity: z.int(),
  formerUse: z.string(),
  decision: z.string().nullable(),
  charger: z.boolean(),
  sign: z.boolean(),
  state: z.enum(['usable', 'closed', 'removed']),
  stateReason: z.string().nullable(),
  /** who has it now, and until when */
  holder: z.string().nullable(),
  permitId: z.uuid().nullable(),
  permitKind: z.string().nullable(),
  until: z.string().nullable(),
  offeredTo: z.string().nullable(),
  version: z.int(),
  allowed: z.object({ change: Allowed, give: Allowed }),
})
const SpaceBody = z.object({
  level: z.string().trim().min(1).max(20),
  number: z.string().trim().min(1).max(20),
  ground: z.enum(grounds),
  use: z.enum(uses),
  capacity: z.int().min(1).max(1000).default(1),
  formerUse: z.enum(formerUses).default('planned'),
  decision: z.string().trim().max(100).optional(),
  charger: z.boolean().default(false),
  sign: z.boolean().default(false),
})
export const SpaceQuery = z.object({
  lotId: z.uuid().optional(),
  use: z.enum(uses).optional(),
  ground: z.enum(grounds).optional(),
  held: z.enum(['free', 'held']).optional(),
  state: z.enum(['usable', 'closed', 'removed']).optional(),
  q: z.string().trim().max(40).optional(),
  ...Page,
})

export const Wait = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  room: z.string(),
  use: z.enum(uses),
  lotId: z.uuid().nullable(),
  lot: z.string().nullable(),
  disability: z.boolean(),
  note: z.string().nullable(),
  askedAt: z.string(),
  state: z.enum(waitStates),
  /** place in the queue of this use, 1 is next; none when it is over */
  place: z.int().nullable(),
  /** spaces this household has already */
  spaces: z.int(),
  offeredSpace: z.object({ id: z.uuid(), number: z.string(), lot: z.string() }).nullable(),
  offeredUntil: z.string().nullable(),
  reason: z.string().nullable(),
  version: z.int(),
  allowed: z.object({ offer: Allowed, withdraw: Allowed, take: Allowed }),
})
export const WaitQuery = z.object({
  use: z.enum(uses).optional(),
  state: z.enum(['open', 'done', 'all']).default('open'),
  ...Page,
})

const P = '/api/estates/:estateId/parking' as const

export const lotEndpoints = endpoints({
  [`GET ${P}/lots` as const]: {
    permission: 'parking.read',
    summary: 'Lots with their spaces counted: held, free, and who is inside',
    params: E,
    response: z.object({ items: z.array(Lot) }),
  },
  [`POST ${P}/lots` as const]: {
    permission: 'parking.manage',
    summary: 'Register a lot',
    params: E,
    body: LotBody,
    response: Lot,
    idempotent: true,
  },
  [`PUT ${P}/lots/:lotId` as const]: {
    permission: 'parking.manage',
    summary: 'Change a lot',
    params: E.extend({ lotId: z.uuid() }),
    body: LotBody.extend({ version: z.int() }),
    response: Lot,
  },
  [`GET ${P}/spaces` as const]: {
    permission: 'parking.read',
    summary: 'Spaces with who has them',
    params: E,
    query: SpaceQuery,
    response: z.object({ items: z.array(Space), total: z.int() }),
  },
  [`GET ${P}/spaces/:spaceId` as const]: {
    permission: 'parking.read',
    summary: 'One space',
    params: E.extend({ spaceId: z.uuid() }),
    response: Space,
  },
  [`POST ${P}/lots/:lotId/spaces` as const]: {
    permission: 'parking.manage',
    summary: 'Register a space; fire lanes and green are refused, common ground needs the owners’ decision',
    params: E.extend({ lotId: z.uuid() }),
    body: SpaceBody,
    response: Space,
    idempotent: true,
  },
  [`PUT ${P}/spaces/:spaceId` as const]: {
    permission: 'parking.manage',
    summary: 'Change a space, close it or take it out',
    params: E.extend({ spaceId: z.uuid() }),
    body: z.object({
      use: z.enum(uses),
      capacity: z.int().min(1).max(1000),
      charger: z.boolean(),
      sign: z.boolean(),
      state: z.enum(['usable', 'closed', 'removed']),
      reason: z.string().trim().max(200).optional(),
      version: z.int(),
    }),
    response: Space,
  },
  [`GET ${P}/waiting` as const]: {
    permission: 'parking.read',
    summary: 'Households that wait, in the order of the rule',
    params: E,
    query: WaitQuery,
    response: z.object({ items: z.array(Wait), total: z.int(), rule: z.string() }),
  },
  [`GET ${P}/waiting/:waitId` as const]: {
    permission: 'parking.read',
    summary: 'One waiting household',
    params: E.extend({ waitId: z.uuid() }),
    response: Wait,
  },
  [`POST ${P}/waiting` as const]: {
    permission: 'parking.manage',
    summary: 'Put a household on the waiting list, from the day it asked on paper',
    params: E,
    body: z.object({
      room: z.string().trim().min(1).max(40),
      use: z.enum(uses),
      lotId: z.uuid().optional(),
      disability: z.boolean().default(false),
      note: z.string().trim().max(200).optional(),
      askedOn: z.iso.date().optional(),
    }),
    response: Wait,
    idempotent: true,
  },
  [`POST ${P}/waiting/:waitId/offer` as const]: {
    permission: 'parking.manage',
    summary: 'Offer a free space to who is first',
    params: E.extend({ waitId: z.uuid() }),
    body: z.object({ spaceId: z.uuid(), version: z.int() }),
    response: Wait,
    idempotent: true,
  },
  [`POST ${P}/waiting/:waitId/withdraw` as const]: {
    permission: 'parking.manage',
    summary: 'Take a household off the list',
    params: E.extend({ waitId: z.uuid() }),
    body: z.object({ reason: z.string().trim().min(1).max(200) }),
    response: Wait,
    idempotent: true,
  },
  [`GET ${P}/counts` as const]: {
    permission: 'parking.read',
    summary: 'Spaces, homes, registered vehicles, waiting households, ratio and shortage (S4-01, S4-02)',
    params: E,
    response: z.object({
      spaces: z.int(),
      homes: z.int(),
      vehicles: z.int(),
      waiting: z.int(),
      shortage: z.int(),
      vehicleMonths: z.array(z.object({ month: z.string(), vehicles: z.int() })),
      byKind: z.array(z.object({ kind: z.string(), vehicles: z.int() })),
    }),
  },
})
