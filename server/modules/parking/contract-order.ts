/** Order of parking (S3-80..83, S4-05, S4-08..10): violations, move-your-car, accidents, congestion, indicators. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
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

const E = z.object({ estateId: z.uuid() })
const V = E.extend({ violationId: z.uuid() })
const M = E.extend({ moveId: z.uuid() })
const A = E.extend({ accidentId: z.uuid() })
const C = E.extend({ congestionId: z.uuid() })
const Day = z.iso.date()
const Allowed = z.union([z.literal(true), z.string()])
const Words = z.string().trim().min(2).max(300)
const Plate = z.string().trim().min(2).max(16)
const Zone = z.string().trim().min(1).max(40)
const Place = z.string().trim().min(1).max(100)
const ClientId = { clientId: z.string().min(8).max(64).optional() }
const page = {
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
}
const PHOTO = { upload: true, bodyLimit: 13 * 1024 * 1024 } as const

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
const MyMove = Move.omit({ told: true }).extend({ mine: z.enum(['asker', 'owner']) })

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

const Counts = z.object({ wrong: z.int(), blocked: z.int(), green: z.int(), accident: z.int() })
export const MonthQuery = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
})

export const orderApi = endpoints({
  'GET /api/estates/:estateId/parking/order/types': {
    permission: 'parking.read',
    summary: 'Kinds of violations by phase, zones used so far, gates: what a patrol man’s phone needs',
    params: E,
    response: z.object({
      items: z.array(
        z.object({
          code: z.string(),
          phase: Phase,
          counts: z.enum(['wrong', 'blocked', 'green']),
          zh: z.string(),
          en: z.string(),
        }),
      ),
      zones: z.array(z.string()),
      gates: z.array(z.object({ id: z.uuid(), name: z.string() })),
    }),
  },
  'GET /api/estates/:estateId/parking/violations': {
    permission: 'parking.read',
    summary: 'Violations by phase, kind, zone, plate and time',
    params: E,
    query: ViolationQuery,
    response: z.object({ items: z.array(Violation), total: z.int() }),
  },
  'GET /api/estates/:estateId/parking/violations/:violationId': {
    permission: 'parking.read',
    summary: 'One violation',
    params: V,
    response: Violation,
  },
  'POST /api/estates/:estateId/parking/violations': {
    ...PHOTO,
    permission: 'parking.operate',
    summary: 'Record a violation with its photo; the home of the plate is told',
    params: E,
    body: z.object({
      type: z.string().max(30),
      zone: Zone,
      place: Place,
      plate: Plate,
      vehicleKind: VehicleKind,
      note: z.string().trim().max(300).optional(),
      ...ClientId,
    }),
    response: Violation,
    idempotent: true,
  },
  'POST /api/estates/:estateId/parking/violations/:violationId/photos': {
    ...PHOTO,
    permission: 'parking.operate',
    summary: 'One more photo',
    params: V,
    response: Violation,
    idempotent: true,
  },
  'POST /api/estates/:estateId/parking/violations/:violationId/slip': {
    permission: 'parking.operate',
    summary: 'Record that the notice slip is printed',
    params: V,
    response: Violation,
    idempotent: true,
  },
  'POST /api/estates/:estateId/parking/violations/:violationId/damage': {
    permission: 'parking.manage',
    summary: 'Damage to green or ground with its compensation, charged to the home (S4-08)',
    params: V,
    body: z.object({
      damage: Words,
      greenArea: z.int().min(0).max(10_000_000),
      compensation: z.int().min(1).max(100_000_000),
    }),
    response: Violation,
    idempotent: true,
  },
  'POST /api/estates/:estateId/parking/violations/:violationId/close': {
    permission: 'parking.operate',
    summary: 'Close with a result, or take back with a reason',
    params: V,
    body: z.object({ void: z.boolean().default(false), result: Words, ...ClientId }),
    response: Violation,
    idempotent: true,
  },
  'GET /api/estates/:estateId/parking/violations/:violationId/photos/:fileId': {
    permission: 'parking.read',
    summary: 'A photo of a violation',
    params: V.extend({ fileId: z.uuid() }),
    produces: 'image/jpeg',
  },
  'GET /api/estates/:estateId/parking/moves': {
    permission: 'parking.read',
    summary: 'Requests to move a car',
    params: E,
    query: MoveQuery,
    response: z.object({ items: z.array(Move), total: z.int() }),
  },
  'POST /api/estates/:estateId/parking/moves': {
    permission: 'parking.operate',
    summary: 'Ask the owner of a plate to move the car; no phone number is shown to anybody',
    params: E,
    body: z.object({ plate: Plate, place: Place, reason: Words, ...ClientId }),
    response: Move,
    idempotent: true,
  },
  'POST /api/estates/:estateId/parking/moves/:moveId/close': {
    permission: 'parking.operate',
    summary: 'Close a request with what came of it',
    params: M,
    body: z.object({ result: Words, ...ClientId }),
    response: Move,
    idempotent: true,
  },
  'GET /api/estates/:estateId/my/moves': {
    permission: 'parking.own',
    summary: 'What I asked of others and what is asked of me',
    params: E,
    response: z.object({ items: z.array(MyMove) }),
  },
  'POST /api/estates/:estateId/my/moves': {
    permission: 'parking.own',
    summary: 'Somebody’s car is in my way',
    params: E,
    body: z.object({ plate: Plate, place: Place, reason: Words }),
    response: MyMove,
    idempotent: true,
  },
  'POST /api/estates/:estateId/my/moves/:moveId/answer': {
    permission: 'parking.own',
    summary: 'I come and move it, or I cannot',
    params: M,
    body: z.object({
      coming: z.boolean(),
      minutes: z.int().min(0).max(240).optional(),
      text: z.string().trim().max(200).optional(),
    }),
    response: MyMove,
    idempotent: true,
  },
  'POST /api/estates/:estateId/my/moves/:moveId/close': {
    permission: 'parking.own',
    summary: 'It is moved, thank you',
    params: M,
    response: MyMove,
    idempotent: true,
  },
  'GET /api/estates/:estateId/parking/accidents': {
    permission: 'parking.read',
    summary: 'Accidents and damage with who answers for each',
    params: E,
    query: AccidentQuery,
    response: z.object({ items: z.array(Accident), total: z.int(), open: z.int() }),
  },
  'POST /api/estates/:estateId/parking/accidents': {
    ...PHOTO,
    permission: 'parking.operate',
    summary: 'Record an accident; who is on duty answers for it until it is closed',
    params: E,
    body: z.object({
      kind: z.enum(accidentKinds),
      zone: Zone,
      place: Place,
      what: z.string().trim().min(2).max(1000),
      injured: z.coerce.number().int().min(0).max(100).default(0),
      parties: z.string().trim().max(300).optional(),
      policeNumber: z.string().trim().max(40).optional(),
      ...ClientId,
    }),
    response: Accident,
    idempotent: true,
  },
  'POST /api/estates/:estateId/parking/accidents/:accidentId/accountable': {
    permission: 'parking.manage',
    summary: 'Name somebody else who answers for it',
    params: A,
    body: z.object({ accountId: z.uuid(), reason: Words }),
    response: Accident,
    idempotent: true,
  },
  'POST /api/estates/:estateId/parking/accidents/:accidentId/close': {
    permission: 'parking.manage',
    summary: 'The closing record: result, who was liable, insurance',
    params: A,
    body: z.object({
      result: Words,
      liable: z.string().trim().min(1).max(100),
      policeNumber: z.string().trim().max(40).optional(),
      insuranceId: z.uuid().optional(),
    }),
    response: Accident,
    idempotent: true,
  },
  'GET /api/estates/:estateId/parking/congestions': {
    permission: 'parking.read',
    summary: 'Congestion before the gates: when, how long, how far, why',
    params: E,
    query: CongestionQuery,
    response: z.object({ items: z.array(Congestion), total: z.int() }),
  },
  'POST /api/estates/:estateId/parking/congestions': {
    permission: 'parking.operate',
    summary: 'The queue stands on the road',
    params: E,
    body: z.object({
      gateId: z.uuid(),
      length: z.int().min(1).max(5000),
      cause: z.enum(causes),
      note: z.string().trim().max(300).optional(),
      ...ClientId,
    }),
    response: Congestion,
    idempotent: true,
  },
  'POST /api/estates/:estateId/parking/congestions/:congestionId/end': {
    permission: 'parking.operate',
    summary: 'It is over, and what was done',
    params: C,
    body: z.object({ measure: Words, ...ClientId }),
    response: Congestion,
    idempotent: true,
  },
  'POST /api/estates/:estateId/parking/timings': {
    permission: 'parking.operate',
    summary: 'How long one car took at a gate, timed by hand',
    params: E,
    body: z.object({
      gateId: z.uuid(),
      direction: z.enum(['in', 'out']),
      method: z.enum(methods),
      millis: z.int().min(100).max(1_800_000),
      queue: z.int().min(0).max(500),
      ...ClientId,
    }),
    response: z.object({ id: z.uuid(), count: z.int(), mean: z.int() }),
    idempotent: true,
  },
  'GET /api/estates/:estateId/parking/order/month': {
    permission: 'parking.read',
    summary:
      'A month: accidents, blocked lanes, wrongly parked; the month before; points of each zone (S3-82, S3-83)',
    params: E,
    query: MonthQuery,
    response: z.object({
      month: z.string(),
      counts: Counts,
      before: Counts,
      full: z.int(),
      zones: z.array(z.object({ zone: z.string(), counts: Counts, points: z.int() })),
      byType: z.array(z.object({ type: z.string(), name: z.string(), phase: Phase, count: z.int() })),
      months: z.array(z.object({ month: z.string(), counts: Counts })),
    }),
  },
})
