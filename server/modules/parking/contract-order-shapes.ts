/** Refusals and shapes of parking order. */
import { z } from 'zod'
import { defineErrors } from '../../core/errors.ts'

export const orderFail = defineErrors({
  'order.closed': {
    status: 409,
    zh: '该记录已办结，请刷新查看',
    en: 'This record is closed; refresh to see it',
  },
  'order.charged': {
    status: 409,
    zh: '赔偿已记账，请先在收费中冲正',
    en: 'The compensation is charged already; reverse it at the cash desk first',
  },
  'order.no_payer': {
    status: 409,
    zh: '车牌未登记到住户，无法记账；请先登记车辆或报警处理',
    en: 'The plate belongs to no home here; register the vehicle first or call the police',
  },
  'order.type': {
    status: 422,
    zh: '没有这种违规，请重新选择',
    en: 'There is no such violation; choose again',
  },
  'order.photo': {
    status: 422,
    zh: '请拍照：违规须有照片为证',
    en: 'Take a photo: a violation needs one as evidence',
  },
  'order.move_open': {
    status: 409,
    zh: '这辆车已有人请求挪车，正在通知车主',
    en: 'This car is being asked to move already',
  },
  'order.move_closed': { status: 409, zh: '这次挪车已结束', en: 'This request is over' },
  'order.gate': { status: 422, zh: '请选择出入口', en: 'Choose a gate' },
  'order.ended': { status: 409, zh: '这次拥堵已登记结束', en: 'The end of this congestion is recorded' },
})

export const E = z.object({ estateId: z.uuid() })
export const V = E.extend({ violationId: z.uuid() })
export const M = E.extend({ moveId: z.uuid() })
export const A = E.extend({ accidentId: z.uuid() })
export const C = E.extend({ congestionId: z.uuid() })
export const Day = z.iso.date()
export const Allowed = z.union([z.literal(true), z.string()])
export const Words = z.string().trim().min(2).max(300)
export const Plate = z.string().trim().min(2).max(16)
export const Zone = z.string().trim().min(1).max(40)
export const Place = z.string().trim().min(1).max(100)
export const ClientId = { clientId: z.string().min(8).max(64).optional() }
export const page = {
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
}
export const PHOTO = { upload: true, bodyLimit: 13 * 1024 * 1024 } as const

export const vehicleKinds = ['car', 'motorcycle', 'bicycle', 'other'] as const
export const VehicleKind = z.enum(vehicleKinds)
export const Phase = z.enum(['entry', 'driving', 'parking'])
export const accidentKinds = ['accident', 'damage', 'theft', 'fire'] as const
export const causes = ['peak', 'barrier', 'visitor', 'dispute', 'parked', 'road', 'other'] as const
export const methods = ['plate', 'card', 'guard'] as const

export const Violation = z.object({
  id: z.uuid(),
  number: z.string(),
  phase: Phase,
  type: z.string(),
  typeName: z.string(),
  zone: z.string(),
  place: z.string(),
  plate: z.string(),
  vehicleKind: VehicleKind,
  room: z.string().nullable(),
  /** Which time within the rule's days this is, 1 for the first. */
  repeat: z.int(),
  note: z.string().nullable(),
  photos: z.array(z.uuid()),
  happenedAt: z.string(),
  /** 0.01 m². */
  greenArea: z.int().nullable(),
  damage: z.string().nullable(),
  compensation: z.int().nullable(),
  chargedAt: z.string().nullable(),
  state: z.enum(['open', 'closed', 'void']),
  toldAt: z.string().nullable(),
  slips: z.int(),
  result: z.string().nullable(),
  closedBy: z.string().nullable(),
  closedAt: z.string().nullable(),
  madeBy: z.string(),
  version: z.int(),
  allowed: z.object({ close: Allowed, void: Allowed, damage: Allowed }),
})

export const ViolationQuery = z.object({
  phase: Phase.optional(),
  type: z.string().max(30).optional(),
  state: z.enum(['open', 'closed', 'void', 'all']).default('all'),
  zone: z.string().max(40).optional(),
  plate: z.string().trim().max(16).optional(),
  from: Day.optional(),
  to: Day.optional(),
  sort: z.enum(['at', '-at', 'repeat', '-repeat']).default('-at'),
  ...page,
})

export const Move = z.object({
  id: z.uuid(),
  number: z.string(),
  plate: z.string(),
  place: z.string(),
  reason: z.string(),
  askedAs: z.enum(['resident', 'staff']),
  askedAt: z.string(),
  answerBy: z.string(),
  state: z.enum(['asked', 'coming', 'cannot', 'closed']),
  answer: z.string().nullable(),
  minutes: z.int().nullable(),
  answeredAt: z.string().nullable(),
  raisedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  result: z.string().nullable(),
  /** How many phones of the owner's home were told; 0 when the plate is nobody's here. */
  told: z.int(),
})
export const MyMove = Move.omit({ told: true }).extend({ mine: z.enum(['asker', 'owner']) })

export const Accident = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: z.enum(accidentKinds),
  zone: z.string(),
  place: z.string(),
  happenedAt: z.string(),
  what: z.string(),
  injured: z.int(),
  /** Plates and names; only for who manages parking. */
  parties: z.string().nullable(),
  photos: z.array(z.uuid()),
  accountableId: z.uuid(),
  accountable: z.string(),
  policeNumber: z.string().nullable(),
  insuranceId: z.uuid().nullable(),
  state: z.enum(['open', 'closed']),
  result: z.string().nullable(),
  liable: z.string().nullable(),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  madeBy: z.string(),
  version: z.int(),
  allowed: z.object({ close: Allowed }),
})
export const AccidentQuery = z.object({
  id: z.uuid().optional(),
  kind: z.enum(accidentKinds).optional(),
  state: z.enum(['open', 'closed', 'all']).default('all'),
  from: Day.optional(),
  to: Day.optional(),
  ...page,
})

export const Congestion = z.object({
  id: z.uuid(),
  gateId: z.uuid(),
  gate: z.string(),
  fromAt: z.string(),
  untilAt: z.string().nullable(),
  /** Minutes; null while it lasts. */
  minutes: z.int().nullable(),
  /** Metres of the road. */
  length: z.int(),
  cause: z.enum(causes),
  note: z.string().nullable(),
  measure: z.string().nullable(),
  madeBy: z.string(),
})
export const CongestionQuery = z.object({
  gateId: z.uuid().optional(),
  from: Day.optional(),
  to: Day.optional(),
  ...page,
})
export const MoveQuery = z.object({ state: z.enum(['open', 'closed', 'all']).default('all'), ...page })

export const Counts = z.object({ wrong: z.int(), blocked: z.int(), green: z.int(), accident: z.int() })
export const MonthQuery = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
})
