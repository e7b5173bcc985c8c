/** Permits: spaces sold, given and let, months, visitors; the cars that may use them (F-05, S4-18). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'

export const permitKinds = ['sale', 'gift', 'lease', 'monthly', 'outside', 'visitor'] as const

export const permitFail = defineErrors({
  'parking.space_taken': {
    status: 409,
    zh: '车位 {number} 在这段时间已有人使用',
    en: 'Space {number} has somebody in that time',
  },
  'parking.space_closed': {
    status: 409,
    zh: '车位 {number} 已停用',
    en: 'Space {number} is closed',
  },
  'parking.no_sale_civil': {
    status: 422,
    zh: '人防车位不得出售或附赠，只能出租',
    en: 'Civil-defence spaces are let, never sold or given',
  },
  'parking.civil_lease_long': {
    status: 422,
    zh: '人防车位租期不得超过 {months} 个月',
    en: 'A civil-defence space is let for at most {months} months',
  },
  'parking.no_sale_common': {
    status: 422,
    zh: '共有车位归全体业主所有，不得出售或附赠，只能出租',
    en: 'Spaces on common ground belong to all owners: let them, never sell or give them',
  },
  'parking.no_sale_outside': {
    status: 422,
    zh: '车位不得出售给业主以外的人；有余时可按月出租',
    en: 'No space is sold to anybody but an owner; what is left may be let by the month',
  },
  'parking.owners_wait': {
    status: 422,
    zh: '还有 {count} 户业主在排队，不能租给外部车辆',
    en: '{count} households still wait; nothing is let outside',
  },
  'parking.outside_monthly': {
    status: 422,
    zh: '外部车辆只能按月租用，每次不超过 {months} 个月',
    en: 'Outside cars rent month by month, at most {months} at a time',
  },
  'parking.one_each_first': {
    status: 422,
    zh: '先满足每户一个：还有 {count} 户没有车位在排队',
    en: 'One space per household first: {count} households without any still wait',
  },
  'parking.queue_first': {
    status: 409,
    zh: '按规则先轮到 {room}，请从排队名单分配',
    en: 'By the rule {room} comes first; give it from the waiting list',
  },
  'parking.accessible_first': {
    status: 422,
    zh: '无障碍车位先给有残疾人的家庭（无障碍环境建设法第 24 条）',
    en: 'Accessible spaces go first to households with a disabled member (law 24)',
  },
  'parking.no_space_named': {
    status: 422,
    zh: '出售、附赠和出租须指明车位',
    en: 'A sale, gift or lease names its space',
  },
  'parking.term_needed': {
    status: 422,
    zh: '请填写到期时间',
    en: 'Enter until when it runs',
  },
  'parking.term_order': {
    status: 422,
    zh: '到期时间须晚于开始时间',
    en: 'It must end after it begins',
  },
  'parking.permit_over': {
    status: 409,
    zh: '许可已结束',
    en: 'This permit is over',
  },
  'parking.car_there': {
    status: 409,
    zh: '{plate} 已在这个许可里',
    en: '{plate} is in this permit already',
  },
  'parking.renew_kind': {
    status: 422,
    zh: '只有出租和月租可以续期',
    en: 'Only a lease or a month is renewed',
  },
  'parking.visitor_hours': {
    status: 422,
    zh: '访客车辆一次最多 {hours} 小时',
    en: 'A visitor’s car has at most {hours} hours',
  },
})

const E = z.object({ estateId: z.uuid() })
const Page = {
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
}
const Allowed = z.union([z.literal(true), z.string()])
export const PlateText = z.string().trim().min(2).max(20)
const At = z.iso.datetime({ offset: true })

export const Permit = z.object({
  id: z.uuid(),
  lotId: z.uuid(),
  lot: z.string(),
  kind: z.enum(permitKinds),
  unitId: z.uuid().nullable(),
  room: z.string().nullable(),
  /** who has no room here, masked */
  holder: z.string().nullable(),
  spaces: z.array(z.object({ id: z.uuid(), number: z.string(), level: z.string() })),
  /** cars that may be inside at a time */
  many: z.int(),
  cars: z.array(z.object({ id: z.uuid(), plate: z.string(), registered: z.boolean(), inside: z.boolean() })),
  price: z.int(),
  publicIncome: z.boolean(),
  deed: z.string().nullable(),
  signedOn: z.string().nullable(),
  from: z.string(),
  until: z.string().nullable(),
  state: z.enum(['early', 'live', 'over']),
  endedAt: z.string().nullable(),
  endReason: z.string().nullable(),
  /** what is charged and not paid yet */
  open: z.int(),
  madeBy: z.string(),
  version: z.int(),
  allowed: z.object({ change: Allowed, renew: Allowed, end: Allowed }),
})
export const PermitQuery = z.object({
  kind: z.enum(permitKinds).optional(),
  state: z.enum(['live', 'over', 'all']).default('live'),
  lotId: z.uuid().optional(),
  /** runs out within so many days */
  soon: z.coerce.number().int().min(1).max(366).optional(),
  q: z.string().trim().max(40).optional(),
  ...Page,
})

const P = '/api/estates/:estateId/parking' as const

export const permitEndpoints = endpoints({
  [`GET ${P}/permits` as const]: {
    permission: 'parking.read',
    summary: 'Permits with their spaces and cars',
    params: E,
    query: PermitQuery,
    response: z.object({ items: z.array(Permit), total: z.int() }),
  },
  [`GET ${P}/permits/:permitId` as const]: {
    permission: 'parking.read',
    summary: 'One permit',
    params: E.extend({ permitId: z.uuid() }),
    response: Permit,
  },
  [`POST ${P}/permits` as const]: {
    permission: 'parking.manage',
    summary: 'Sell, give or let spaces, or a month without one; the owners-first rules are held',
    params: E,
    body: z.object({
      lotId: z.uuid(),
      kind: z.enum(['sale', 'gift', 'lease', 'monthly', 'outside']),
      room: z.string().trim().max(40).optional(),
      holder: z.string().trim().max(60).optional(),
      spaceIds: z.array(z.uuid()).max(50).default([]),
      plates: z.array(PlateText).max(50).default([]),
      /** months without a fixed space: how many cars at a time */
      many: z.int().min(1).max(50).optional(),
      /** fen for the whole period */
      price: z.int().min(0).max(1_000_000_000),
      deed: z.string().trim().max(100).optional(),
      /** a contract of an earlier day: only who waited then counts as before it */
      signedOn: z.iso.date().optional(),
      from: At,
      until: At.optional(),
      waitId: z.uuid().optional(),
    }),
    response: Permit,
    idempotent: true,
  },
  [`POST ${P}/visitors` as const]: {
    permission: 'pass.issue',
    summary: 'Let a visitor’s car in for some hours',
    params: E,
    body: z.object({
      room: z.string().trim().min(1).max(40),
      plate: PlateText,
      from: At.optional(),
      hours: z.int().min(1).max(720),
    }),
    response: Permit,
    idempotent: true,
  },
  [`POST ${P}/permits/:permitId/renew` as const]: {
    permission: 'parking.manage',
    summary: 'Renew a lease or a month; the new period is charged',
    params: E.extend({ permitId: z.uuid() }),
    body: z.object({ until: At, price: z.int().min(0).max(1_000_000_000), version: z.int() }),
    response: Permit,
    idempotent: true,
  },
  [`POST ${P}/permits/:permitId/cars` as const]: {
    permission: 'parking.manage',
    summary: 'Add a car to a permit',
    params: E.extend({ permitId: z.uuid() }),
    body: z.object({ plate: PlateText }),
    response: Permit,
    idempotent: true,
  },
  [`POST ${P}/permits/:permitId/cars/:carId/remove` as const]: {
    permission: 'parking.manage',
    summary: 'Take a car out of a permit, at once',
    params: E.extend({ permitId: z.uuid(), carId: z.uuid() }),
    response: Permit,
    idempotent: true,
  },
  [`POST ${P}/permits/:permitId/end` as const]: {
    permission: 'parking.manage',
    summary: 'End a permit at this instant',
    params: E.extend({ permitId: z.uuid() }),
    body: z.object({ reason: z.string().trim().min(1).max(200), version: z.int() }),
    response: Permit,
    idempotent: true,
  },
})
