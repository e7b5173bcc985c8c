/** Refusals and shapes of mechanical garages. */
import { z } from 'zod'
import { defineErrors } from '../../core/errors.ts'

export const garageFail = defineErrors({
  'garage.expired': {
    status: 409,
    zh: '检验有效期已过，依法不得使用；请登记新的检验合格报告后再启用',
    en: 'The inspection has expired and it must not run by law; record a passed inspection first',
  },
  'garage.in_fault': {
    status: 409,
    zh: '车库故障停用中，请先处理故障',
    en: 'The garage stands with a fault; deal with it first',
  },
  'garage.stopped': { status: 409, zh: '车库已停用，请先启用', en: 'The garage is stopped; start it first' },
  'garage.runs': { status: 409, zh: '车库正在运行，无需启用', en: 'The garage is running already' },
  'garage.fetching': {
    status: 409,
    zh: '还有车辆在排队、出库或等待驶离，请等取车办完后再改所在停车场',
    en: 'Cars are being fetched or wait at the exit; change the lot once they are gone',
  },
  'garage.lot_same': {
    status: 409,
    zh: '车库已在这个停车场，无需更改',
    en: 'The garage stands in this lot already',
  },
  'garage.lot_unreached': {
    status: 409,
    zh: '这些房号有库内车位，但其停车许可所属停车场与新停车场没有共同的出入口：{rooms}。请先为其办理新停车场的许可，或收回车位',
    en: 'These homes have slots in it, and their permits are for lots that share no gate with the new one: {rooms}. Give them permits of the new lot first, or take the slots back',
  },
  'garage.fault_open': {
    status: 409,
    zh: '还有故障没有办结，请在故障记录中办结后启用',
    en: 'A fault is still open; close it, then start',
  },
  'garage.fault_closed': {
    status: 409,
    zh: '该故障已办结，请刷新查看',
    en: 'This fault is closed; refresh to see it',
  },
  'garage.nobody_trapped': {
    status: 409,
    zh: '没有人员被困，无需救援步骤',
    en: 'Nobody is trapped; there is no rescue to record',
  },
  'garage.called': {
    status: 409,
    zh: '救援已经呼叫，请登记到场',
    en: 'The rescue is called; record its arrival',
  },
  'garage.call_first': { status: 409, zh: '请先呼叫救援', en: 'Call the rescue first' },
  'garage.arrived': { status: 409, zh: '救援到场已登记', en: 'The arrival is recorded already' },
  'garage.free_first': {
    status: 409,
    zh: '先救人：被困人员救出后再修理',
    en: 'People first: free who is trapped, then repair',
  },
  'garage.repaired': {
    status: 409,
    zh: '修理已登记，请检验或办结',
    en: 'The repair is recorded; inspect or close',
  },
  'garage.repair_first': { status: 409, zh: '请先登记修理结果', en: 'Record the repair first' },
  'garage.inspected': {
    status: 409,
    zh: '故障后检验已登记',
    en: 'The inspection after the fault is recorded',
  },
  'garage.inspect_first': {
    status: 409,
    zh: '困人故障须经检验合格才能恢复使用，请先登记检验',
    en: 'After somebody was trapped it must pass an inspection; record that first',
  },
  'garage.slot_blocked': {
    status: 409,
    zh: '该车位停用，请先恢复',
    en: 'That slot is out of use; put it back first',
  },
  'garage.slot_taken': {
    status: 409,
    zh: '该车位已分配给其他住户，请先收回',
    en: 'That slot belongs to another home; take it back first',
  },
  'garage.too_big': {
    status: 422,
    zh: '车辆超过车位限制（{over}），请换车位',
    en: 'The car is over the slot’s limits ({over}); choose another slot',
  },
  'garage.asked': {
    status: 409,
    zh: '这辆车已在取车队列中',
    en: 'This car is in the queue already',
  },
  'garage.not_first': {
    status: 409,
    zh: '请按顺序取车，前面还有 {ahead} 辆',
    en: 'Keep the order: {ahead} car(s) come before this one',
  },
  'garage.fetch_state': {
    status: 409,
    zh: '这次取车的状态已改变，请刷新',
    en: 'This retrieval has moved on; refresh',
  },
  'garage.unit_unknown': {
    status: 422,
    zh: '没有找到房号 {room}',
    en: 'There is no unit {room}',
  },
})

export const E = z.object({ estateId: z.uuid() })
export const G = E.extend({ garageId: z.uuid() })
export const Slotted = G.extend({ code: z.string().min(1).max(20) })
export const F = G.extend({ faultId: z.uuid() })
export const Fetched = E.extend({ fetchId: z.uuid() })
export const Reason = z.string().trim().min(2).max(300)
export const Day = z.iso.date()
export const Allowed = z.union([z.literal(true), z.string()])
export const ClientId = { clientId: z.string().min(8).max(64).optional() }

export const garageKinds = ['lift_slide', 'stack', 'vertical', 'rotary', 'planar', 'aisle'] as const
export const GarageKind = z.enum(garageKinds)
export const garageStates = ['running', 'stopped', 'fault'] as const
export const slotStates = ['free', 'taken', 'blocked'] as const
export const fetchStates = ['waiting', 'moving', 'ready', 'taken', 'cancelled'] as const
export const inspectionKinds = ['periodic', 'after_fault', 'first'] as const

/** Millimetres and kilograms. */
export const SizeShape = z.object({
  length: z.int().min(500).max(20_000),
  width: z.int().min(300).max(5_000),
  height: z.int().min(300).max(6_000),
  weight: z.int().min(50).max(20_000),
})

export const Slot = z.object({
  code: z.string(),
  level: z.int(),
  max: SizeShape,
  state: z.enum(slotStates),
  note: z.string().nullable(),
  room: z.string().nullable(),
  unitId: z.uuid().nullable(),
  car: SizeShape.nullable(),
})

export const Fetch = z.object({
  id: z.uuid(),
  garageId: z.uuid(),
  garage: z.string(),
  slot: z.string(),
  room: z.string().nullable(),
  state: z.enum(fetchStates),
  askedBy: z.string(),
  askedAt: z.string(),
  beganAt: z.string().nullable(),
  readyAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Cars before this one; null when it is not waiting. */
  ahead: z.int().nullable(),
  /** Seconds from now until it is likely to be there. */
  wait: z.int().nullable(),
})

export const Fault = z.object({
  id: z.uuid(),
  garageId: z.uuid(),
  garage: z.string(),
  number: z.string(),
  what: z.string(),
  foundAt: z.string(),
  foundBy: z.string(),
  slot: z.string().nullable(),
  photos: z.array(z.uuid()),
  trapped: z.int(),
  /** Only while somebody is trapped. */
  who: z.string().nullable(),
  calledAt: z.string().nullable(),
  calledWho: z.string().nullable(),
  arriveBy: z.string().nullable(),
  arrivedAt: z.string().nullable(),
  freedAt: z.string().nullable(),
  harm: z.string().nullable(),
  rescue: z.enum(['running', 'kept', 'late']).nullable(),
  accountable: z.string().nullable(),
  cause: z.string().nullable(),
  repair: z.string().nullable(),
  repairedAt: z.string().nullable(),
  repairedBy: z.string().nullable(),
  inspectionId: z.uuid().nullable(),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  state: z.enum(['rescue', 'open', 'repaired', 'closed']),
  version: z.int(),
  allowed: z.object({
    call: Allowed,
    arrive: Allowed,
    free: Allowed,
    repair: Allowed,
    inspect: Allowed,
    close: Allowed,
  }),
})

export const Inspection = z.object({
  id: z.uuid(),
  kind: z.enum(inspectionKinds),
  doneOn: z.string(),
  passed: z.boolean(),
  report: z.string(),
  body: z.string(),
  validUntil: z.string().nullable(),
  note: z.string().nullable(),
  madeBy: z.string(),
})

export const Garage = z.object({
  id: z.uuid(),
  lotId: z.uuid().nullable(),
  lot: z.string().nullable(),
  name: z.string(),
  kind: GarageKind,
  place: z.string(),
  levels: z.int(),
  machines: z.int(),
  slots: z.int(),
  free: z.int(),
  blocked: z.int(),
  /** 0.01 m². */
  landArea: z.int(),
  landPerSpace: z.int().nullable(),
  /** Seconds of one retrieval, and whether it was measured here. */
  cycle: z.int(),
  cycleMeasured: z.boolean(),
  registration: z.string(),
  keeper: z.string(),
  rescue: z.string(),
  inspectedUntil: z.string(),
  appliedOn: z.string().nullable(),
  inspection: z.enum(['valid', 'apply', 'applied', 'expired']),
  inUseFrom: z.string(),
  state: z.enum(garageStates),
  stateReason: z.string().nullable(),
  stateBy: z.string().nullable(),
  stateAt: z.string().nullable(),
  waiting: z.int(),
  openFaults: z.int(),
  trapped: z.int(),
  version: z.int(),
  allowed: z.object({ move: Allowed, stop: Allowed, start: Allowed, lot: Allowed }),
})

export const GarageFull = Garage.extend({
  rows: z.array(Slot),
  queue: z.array(Fetch),
  faults: z.array(Fault),
  inspections: z.array(Inspection),
  notes: z.array(
    z.object({
      id: z.uuid(),
      kind: z.string(),
      reason: z.string().nullable(),
      by: z.string(),
      at: z.string(),
    }),
  ),
})

export const FetchQuery = z.object({
  garageId: z.uuid().optional(),
  state: z.enum(['open', 'done', 'all']).default('all'),
  from: Day.optional(),
  to: Day.optional(),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})
export const FaultQuery = z.object({
  garageId: z.uuid().optional(),
  id: z.uuid().optional(),
  state: z.enum(['open', 'closed', 'all']).default('all'),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})
