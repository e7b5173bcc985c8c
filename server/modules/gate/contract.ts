/** Gates, closures and the people and vehicles that pass: shared shapes, refusals, and the table of all endpoints. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { checkEndpoints } from './contract-check.ts'
import { deskEndpoints } from './contract-desk.ts'
import { disclosureEndpoints } from './contract-disclosure.ts'
import { endEndpoints } from './contract-end.ts'
import { incidentEndpoints } from './contract-incident.ts'
import { passEndpoints } from './contract-pass.ts'
import { passageEndpoints } from './contract-passage.ts'
import { peopleEndpoints } from './contract-people.ts'
import { permitEndpoints } from './contract-permit.ts'
import { reportEndpoints } from './contract-report.ts'
import { rollupEndpoints } from './contract-rollup.ts'

export { gateFail } from './contract-errors.ts'

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
  /** Of a closed entrance: the day by which it is to be looked at again, and whether that day is over (K14). */
  checkDueOn: z.iso.date().nullable(),
  checkLate: z.boolean(),
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
  ...checkEndpoints,
  ...closureEndpoints,
  ...passageEndpoints,
  ...incidentEndpoints,
  ...deskEndpoints,
  ...passEndpoints,
  ...permitEndpoints,
  ...endEndpoints,
  ...disclosureEndpoints,
  ...peopleEndpoints,
  ...rollupEndpoints,
  ...reportEndpoints,
}
