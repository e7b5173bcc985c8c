/** Gates, closures and the people and vehicles that pass: shared shapes, refusals, and the table of all endpoints. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'
import { deskEndpoints } from './contract-desk.ts'
import { endEndpoints } from './contract-end.ts'
import { passEndpoints } from './contract-pass.ts'
import { passageEndpoints } from './contract-passage.ts'
import { permitEndpoints } from './contract-permit.ts'
import { reportEndpoints } from './contract-report.ts'
import { rollupEndpoints } from './contract-rollup.ts'

export const gateFail = defineErrors({
  'gate.closure_active': {
    status: 409,
    zh: '该小区已在封闭管理中（文号 {number}），请先解除或延期，不能重叠',
    en: 'The estate is already under closure (document {number}); lift or extend that one, closures cannot overlap',
  },
  'gate.closure_over': {
    status: 409,
    zh: '这次封闭管理已经解除或到期，请刷新页面',
    en: 'This closure has been lifted or has run out; refresh the page',
  },
  'gate.closure_period': {
    status: 400,
    zh: '结束时间必须晚于开始时间，请更正期限',
    en: 'The end must be later than the start; correct the period',
  },
  'gate.decision_differs': {
    status: 409,
    zh: '文号 {number} 已登记为另一日期或范围，请核对文件',
    en: 'Document {number} is already entered with another date or scope; check the paper',
  },
  'gate.no_gate': {
    status: 409,
    zh: '小区还没有出入口，请先添加出入口并指定保留的一个',
    en: 'The estate has no gate yet; add its gates and name the one to be kept',
  },
  'gate.id_outside_closure': {
    status: 409,
    zh: '当前没有封闭管理决定，不得登记身份证号和证件；请只登记姓名、房号和事由',
    en: 'No closure is in force: ID numbers and licences may not be taken; enter name, unit and reason only',
  },
  'gate.unit_unknown': {
    status: 400,
    zh: '没有房号 {unit}，请按 楼栋-单元-房号 核对，如 1-2-301',
    en: 'There is no unit {unit}; check building-section-unit, as 1-2-301',
  },
  'gate.occupants': {
    status: 400,
    zh: '车内 {stated} 人，只登记了 {given} 人；每一位乘员都要登记',
    en: '{stated} people in the vehicle but {given} registered; register every occupant',
  },
  'gate.nobody': {
    status: 400,
    zh: '请至少登记一个人或一辆车',
    en: 'Register at least one person or one vehicle',
  },
  'gate.second_entrance': {
    status: 409,
    zh: '封闭期间只保留一个出入口（现为 {gate}）；确需第二个，请写明特殊情况申请批准',
    en: 'Under closure one entrance stays open (now {gate}); for a second one state the special reason and ask approval',
  },
  'gate.own_request': {
    status: 409,
    zh: '申请人不能自己批准，请由另一位有权人员办理',
    en: 'Who asked cannot approve; another authorised person must do it',
  },
  'gate.already_decided': {
    status: 409,
    zh: '这项申请已经办理，请刷新页面',
    en: 'This request has been decided already; refresh the page',
  },
  'gate.terminal_revoked': {
    status: 403,
    zh: '这台门岗终端已停用，请交还物业办公室',
    en: 'This gate terminal has been revoked; hand it to the office',
  },
  'gate.pass_period': {
    status: 400,
    zh: '通行码的有效期必须在 {hours} 小时以内，且晚于现在',
    en: 'A pass may last at most {hours} hours and must end in the future',
  },
  'gate.pass_ended': {
    status: 409,
    zh: '这个通行码已用完或已收回',
    en: 'This pass has been used up or withdrawn',
  },
  'gate.key_bad': {
    status: 400,
    zh: '这台手机没有给出可用的公钥，请刷新页面再试，或改用六位访客码',
    en: 'This phone gave no usable public key; reload and try again, or use a six-digit code',
  },
  'gate.keys_many': {
    status: 409,
    zh: '您已有 {count} 台手机能出示通行码，请先停用一台',
    en: 'You have {count} phones that show a code; end one first',
  },
  'gate.permit_home': {
    status: 409,
    zh: '{unit} 已有一张有效的住户通行证，每户一张；遗失请办补发',
    en: '{unit} has a live household pass already, one per household; for a lost one issue a replacement',
  },
  'gate.permit_ended': {
    status: 409,
    zh: '这张通行证已挂失或收回，请刷新页面',
    en: 'This pass was reported lost or withdrawn already; refresh the page',
  },
  'gate.permit_needs': {
    status: 400,
    zh: '住户通行证要写房号，工作证和夜班证要写持证人',
    en: 'A household pass needs its unit, a worker or shift pass its holder',
  },
  'gate.incident_state': {
    status: 409,
    zh: '事件已经办结，不能再改；如有新情况请另记一条',
    en: 'The incident is closed and cannot be changed; record a new one for new facts',
  },
  'gate.retention': {
    status: 400,
    zh: '登记信息在封闭期间保存 {least} 至 {most} 天，请在此范围内填写',
    en: 'A closure’s data is kept for {least} to {most} days; choose within that',
  },
  'gate.keep_what': {
    status: 409,
    zh: '只有封闭期间已移交公安、尚未评估的事件需要办理保留',
    en: 'Only an incident of a closure that was handed to the police and not yet assessed can be kept',
  },
  'gate.erase_early': {
    status: 409,
    zh: '封闭管理还没有解除，数据不能删除；请先凭文件解除',
    en: 'The closure has not been lifted; lift it by its document before deleting data',
  },
  'gate.record_unreadable': {
    status: 400,
    zh: '离线记录无法打开，已另行保存，请交管理员处理',
    en: 'The offline record could not be opened; it is kept apart for the administrator',
  },
})

export const GateKind = z.enum(['main', 'side', 'vehicle', 'fire'])
/** S0-01: open (no check), guarded (everybody is registered), closed (emergency exit only). */
export const GateState = z.enum(['open', 'guarded', 'closed'])

export const Gate = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: GateKind,
  state: GateState,
  stateReason: z.string().nullable(),
  stateBy: z.string().nullable(),
  stateAt: z.string().nullable(),
  keeper: z.string().nullable(),
  keyPlace: z.string().nullable(),
  lastCheckAt: z.string().nullable(),
  /** A closed entrance without keeper or key (K14). */
  unkept: z.boolean(),
  lanes: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      direction: z.enum(['in', 'out', 'both']),
      carries: z.enum(['person', 'vehicle', 'both']),
    }),
  ),
  version: z.int(),
})

export const Decision = z.object({
  issuer: z.string().trim().min(1).max(80),
  number: z.string().trim().min(1).max(60),
  decidedOn: z.iso.date(),
  scope: z.string().trim().min(1).max(300),
})

export const NewClosure = Decision.extend({
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
  reason: z.string().trim().min(1).max(300),
  measures: z.string().trim().max(2000).optional(),
  /** S6-03: what is shown to everybody whose data is taken. */
  purposeZh: z.string().trim().min(1).max(500),
  purposeEn: z.string().trim().max(500).optional(),
  buildings: z.array(z.string().max(20)).max(500).optional(),
  clientId: z.string().optional(),
})

export const Closure = z.object({
  id: z.uuid(),
  state: z.enum(['active', 'lifted']),
  /** active and inside its period at this moment */
  inForce: z.boolean(),
  decision: Decision.extend({ measures: z.string().nullable() }),
  purpose: z.object({ zh: z.string(), en: z.string() }),
  buildings: z.array(z.string()).nullable(),
  reason: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
  lift: z.object({ number: z.string(), reason: z.string(), by: z.string(), at: z.string() }).nullable(),
  erasure: z
    .object({
      askedBy: z.string(),
      confirmedBy: z.string().nullable(),
      confirmedAt: z.string().nullable(),
      before: z.record(z.string(), z.int()).nullable(),
      after: z.record(z.string(), z.int()).nullable(),
      keyDestroyed: z.boolean().nullable(),
    })
    .nullable(),
  /** incidents handed to the police that nobody has assessed: they would go with the closure's key */
  unassessed: z.int(),
  version: z.int(),
})

export const Exception = z.object({
  id: z.uuid(),
  gateId: z.uuid(),
  gateName: z.string(),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: z.string(),
  state: z.enum(['asked', 'approved', 'refused']),
  decidedBy: z.string().nullable(),
})

export const Hours = z.object({
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** 24:00 is midnight at the day's end. */
  until: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
})

export const Estate = z.object({ estateId: z.uuid() })
export const GateParam = Estate.extend({ gateId: z.uuid() })
const Kept = { keeper: z.string().trim().max(60).optional(), keyPlace: z.string().trim().max(120).optional() }

const gateEndpoints = endpoints({
  'GET /api/estates/:estateId/gates': {
    permission: 'gate.read',
    summary: 'Gates with lanes, the one kept open, closed entrances and requests for a second one',
    params: Estate,
    response: z.object({ items: z.array(Gate), exceptions: z.array(Exception), hours: Hours }),
  },
  'POST /api/estates/:estateId/gates': {
    permission: 'gate.manage',
    summary: 'Add a gate',
    params: Estate,
    body: z.object({
      name: z.string().trim().min(1).max(40),
      kind: GateKind.default('main'),
      state: GateState.default('open'),
      ...Kept,
    }),
    response: Gate,
    idempotent: true,
  },
  'PUT /api/estates/:estateId/gates/:gateId': {
    permission: 'gate.manage',
    summary: 'Name, keeper and key place of a gate',
    params: GateParam,
    body: z.object({ name: z.string().trim().min(1).max(40), kind: GateKind, ...Kept, version: z.int() }),
    response: Gate,
  },
  'POST /api/estates/:estateId/gates/:gateId/state': {
    permission: 'gate.manage',
    summary: 'Open, guard or close a gate, with the reason; one entrance only under closure',
    params: GateParam,
    body: z.object({ state: GateState, reason: z.string().trim().min(1).max(200), version: z.int() }),
    response: Gate,
  },
  'POST /api/estates/:estateId/gates/:gateId/lanes': {
    permission: 'gate.manage',
    summary: 'Add a lane to a gate',
    params: GateParam,
    body: z.object({
      name: z.string().trim().min(1).max(40),
      direction: z.enum(['in', 'out', 'both']).default('both'),
      carries: z.enum(['person', 'vehicle', 'both']).default('both'),
    }),
    response: Gate,
    idempotent: true,
  },
  'POST /api/estates/:estateId/gates/:gateId/checks': {
    permission: 'gate.register',
    summary: 'Record a check of a closed entrance, or its opening in an emergency',
    params: GateParam,
    body: z.object({
      kind: z.enum(['check', 'emergency_opening']),
      ok: z.boolean(),
      note: z.string().trim().max(200).optional(),
    }),
    response: z.object({ id: z.uuid() }),
    idempotent: true,
  },
  'POST /api/estates/:estateId/gates/:gateId/exceptions': {
    permission: 'gate.manage',
    summary: 'Ask for a second entrance under closure, with its special reason',
    params: GateParam,
    body: z.object({ reason: z.string().trim().min(4).max(300) }),
    response: Exception,
    idempotent: true,
  },
  'POST /api/estates/:estateId/gate-exceptions/:id/decision': {
    permission: 'gate.approve',
    summary: 'Approve or refuse a second entrance; never by who asked',
    params: Estate.extend({ id: z.uuid() }),
    body: z.object({ approve: z.boolean() }),
    response: Exception,
  },
  'PUT /api/estates/:estateId/gate/hours': {
    permission: 'rule.write',
    summary: 'The estate’s own gate hours, from a date on',
    params: Estate,
    body: Hours.extend({ fromDate: z.iso.date(), source: z.string().trim().min(1).max(200) }).refine(
      h => h.from < h.until,
      '开始时间必须早于结束时间 | The opening must be before the closing time',
    ),
    response: Hours,
  },
})

const closureEndpoints = endpoints({
  'GET /api/estates/:estateId/closures': {
    permission: 'closure.read',
    summary: 'Closures of an estate, newest first',
    params: Estate,
    response: z.object({ items: z.array(Closure) }),
  },
  'POST /api/estates/:estateId/closures': {
    permission: 'closure.decide',
    summary: 'Close an estate by a decision document, keeping one entrance',
    params: Estate,
    body: NewClosure.extend({ entranceGateId: z.uuid() }),
    response: Closure,
    idempotent: true,
  },
  'POST /api/estates/:estateId/closures/:id/extend': {
    permission: 'closure.decide',
    summary: 'Extend a closure by a further document',
    params: Estate.extend({ id: z.uuid() }),
    body: Decision.extend({ endsAt: z.iso.datetime({ offset: true }), version: z.int() }),
    response: Closure,
  },
  'POST /api/estates/:estateId/closures/:id/lift': {
    permission: 'closure.decide',
    summary: 'End a closure by its document',
    params: Estate.extend({ id: z.uuid() }),
    body: Decision.extend({ reason: z.string().trim().min(1).max(300), version: z.int() }),
    response: Closure,
  },
  'POST /api/estates/:estateId/closures/:id/erasure': {
    permission: 'closure.end',
    summary: 'Delete the data of a lifted closure: the first call asks, another person’s call confirms',
    params: Estate.extend({ id: z.uuid() }),
    response: Closure,
  },
  'POST /api/regions/:regionId/closures': {
    permission: 'closure.decide',
    summary: 'Close every estate of a region by one document; each keeps its main gate',
    params: z.object({ regionId: z.uuid() }),
    body: NewClosure,
    response: z.object({
      closed: z.array(z.uuid()),
      skipped: z.array(z.object({ estateId: z.uuid(), name: z.string(), code: z.string() })),
    }),
    idempotent: true,
  },
})

export const gateApi = {
  ...gateEndpoints,
  ...closureEndpoints,
  ...passageEndpoints,
  ...deskEndpoints,
  ...passEndpoints,
  ...permitEndpoints,
  ...endEndpoints,
  ...rollupEndpoints,
  ...reportEndpoints,
}
