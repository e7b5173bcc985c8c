/** Registration in both directions (S6-34..43): the rule decides, one statement writes. */
import type { z } from 'zod'
import { auditRow } from '../../core/audit.ts'
import type { Instant } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL, newId } from '../../core/ids.ts'
import { verb } from '../../core/verb.ts'
import { gateResidents } from '../people/gate.ts'
import type { ArrivalNews } from './arrival.ts'
import { gateApi, gateFail } from './contract.ts'
import type { RegisterBody, Registered } from './contract-passage.ts'
import {
  incomplete,
  type PersonInput,
  personItem,
  readPersons,
  readPlate,
  vehicleItem,
} from './read-people.ts'
import { hourCounts, passRefusal, type Ruling, refusalOf, rulingOf, slotOf, withinHours } from './rules.ts'
import { giveBackShown, type Judged, judgeShown, settleOutings, takeShown } from './service-shown.ts'
import { closureAt, forgetSite, localTime, type Sealing, type SiteFacts, siteOf } from './site.ts'
import { findPass, type PassRow } from './store-pass.ts'
import { firstRegister, type RegisterResult, runRegister } from './store-register.ts'

export type RegisterInput = z.output<typeof RegisterBody>
export type RegisterAnswer = z.output<typeof Registered>

/** How a record reached us: at once, or later from a terminal that had no network. */
export interface Arrival {
  offline: boolean
  /** When it happened: server time, or the terminal's clock where that is believable. */
  at: Instant
  /** The closure under whose key a late record was sealed; null for the estate's own. */
  sealedUnder?: Sealing
  /** Who brought another guard's record to the server. */
  broughtBy?: string
}

export interface Outcome {
  answer: RegisterAnswer
  repeat: boolean
}

/**
 * Registers one attempt; the same client id again gets the first answer, also when a rule has changed meanwhile.
 * @throws core.invalid naming what is still to be asked, gate.id_outside_closure, gate.occupants, gate.unit_unknown,
 *   gate.nobody, gate.closure_over (a late record of a closure that ended), core.not_found
 */
export async function registerOne(
  ctx: Ctx,
  estateId: string,
  input: RegisterInput,
  arrival: Arrival,
): Promise<Outcome> {
  try {
    return await attemptOnce(ctx, estateId, input, arrival, true)
  } catch (error) {
    const before = await firstRegister(ctx.db, estateId, input.clientId, actorId(ctx))
    if (before === undefined || before === 'other') throw error
    return { answer: before as RegisterAnswer, repeat: true }
  }
}

async function attemptOnce(
  ctx: Ctx,
  estateId: string,
  input: RegisterInput,
  arrival: Arrival,
  again: boolean,
): Promise<Outcome> {
  const site = await siteOf(ctx, estateId)
  const under = arrival.sealedUnder ?? closureAt(site, ctx.now)?.sealing ?? site.estate
  const closure = under.closureId !== NIL
  refuseForm(input, closure)
  const pass = await passOf(ctx, site, input)
  const known = await fromRegister(ctx, estateId, input.persons, closure)
  const shown = await judgeShown(ctx, site, { ...input, persons: [...known] }, arrival.at, under)
  const ruled = ruling(site, input, arrival, pass, closure, ctx.now, shown)
  const strict = ruled.passed && input.emergency === undefined
  const persons = readPersons(withPass(known, pass), strict)
  if (strict) complete(persons, closure, input.direction)
  const params = build(ctx, site, input, arrival, { under, closure, ruled, persons, pass, strict, shown })
  // of two who show the same code or take a home's last outing in one moment, the second is judged again
  if (ruled.passed && !(await takeShown(ctx, input, shown)) && again)
    return attemptOnce(ctx, estateId, input, arrival, false)
  const result = await runRegister(ctx.house, ctx.db, params)
  if (result.answer !== null) {
    const answer = result.answer as RegisterAnswer
    if (ruled.passed) await settleOutings(ctx, input, shown, answer)
    return { answer, repeat: false }
  }
  const before = await firstRegister(ctx.db, estateId, input.clientId, actorId(ctx))
  if (before === 'other') throw fail('core.reused_client_id')
  if (before !== undefined) return { answer: before as RegisterAnswer, repeat: true }
  await giveBackShown(ctx, estateId, input, shown)
  // The held facts were a moment old (a closure began or ended, a pass was used elsewhere): once more with new ones.
  forgetSite(ctx, estateId)
  if (again && (!result.pass_ok || (!result.closure_ok && !arrival.sealedUnder)))
    return attemptOnce(ctx, estateId, input, arrival, false)
  throw unwritten(result)
}

function unwritten(result: RegisterResult): Error {
  if (result.no_unit !== null) return gateFail('gate.unit_unknown', { params: { unit: result.no_unit } })
  if (!result.closure_ok) return gateFail('gate.closure_over')
  if (result.no_registrant) return fail('core.not_found')
  return fail('core.stale', { log: { result } })
}

/** What no gate takes in any outcome. */
function refuseForm(input: RegisterInput, closure: boolean): void {
  const { vehicle, persons } = input
  if (persons.length === 0 && !vehicle) throw gateFail('gate.nobody')
  const papers =
    persons.some(p => p.idNumber !== undefined) || vehicle?.licenceChecked || vehicle?.drivingLicenceChecked
  if (!closure && papers) throw gateFail('gate.id_outside_closure')
  if (vehicle && closure && !input.emergency && vehicle.occupants !== persons.length)
    throw gateFail('gate.occupants', { params: { stated: vehicle.occupants, given: persons.length } })
}

async function passOf(
  ctx: Ctx,
  site: SiteFacts,
  input: RegisterInput,
): Promise<PassRow | 'none' | undefined> {
  if (input.passCode === undefined && input.passId === undefined) return 'none'
  return findPass(ctx.db, site.estateId, {
    id: input.passId,
    codeBlind: input.passCode === undefined ? undefined : site.estate.cipher.blind('pass', input.passCode),
  })
}

/**
 * Fills in who stands in the register of people. His ID number is taken only where a closure asks for it.
 * @throws core.not_found for a person who does not live here (any more)
 */
async function fromRegister(
  ctx: Ctx,
  estateId: string,
  persons: readonly PersonInput[],
  closure: boolean,
): Promise<readonly PersonInput[]> {
  const ids = persons.map(p => p.personId).filter(id => id !== undefined)
  if (ids.length === 0) return persons
  const found = new Map((await gateResidents(ctx, estateId, ids)).map(r => [r.id, r]))
  return persons.map(p => {
    if (p.personId === undefined) return p
    const r = found.get(p.personId)
    if (r === undefined) throw fail('core.not_found')
    const id = closure ? p.idNumber || r.idNumber : ''
    return {
      ...p,
      name: r.name,
      unit: p.unit ?? r.unit,
      ...(r.phone ? { phone: p.phone ?? r.phone } : {}),
      ...(id ? { idNumber: id } : {}),
    }
  })
}

/** A visitor's home is the one that invited him. */
function withPass(persons: readonly PersonInput[], pass: PassRow | 'none' | undefined): PersonInput[] {
  if (pass === undefined || pass === 'none') return [...persons]
  return persons.map(p =>
    p.registrantId !== undefined
      ? p
      : { ...p, unit: p.unit ?? pass.unit_label, kind: p.kind === 'resident' ? 'visitor' : p.kind },
  )
}

function complete(persons: readonly PersonInput[], closure: boolean, direction: 'in' | 'out'): void {
  const fields = incomplete(persons, closure, direction)
  if (fields.length > 0) throw fail('core.invalid', { params: { count: fields.length }, fields })
}

function ruling(
  site: SiteFacts,
  input: RegisterInput,
  arrival: Arrival,
  pass: PassRow | 'none' | undefined,
  closure: boolean,
  now: Instant,
  shown: Judged,
): Ruling {
  const gate = site.gates.get(input.gateId)
  const lane = input.laneId === undefined ? undefined : site.lanes.get(input.laneId)
  if (!gate || (input.laneId !== undefined && lane?.gate_id !== gate.id)) throw fail('core.not_found')
  const refusal = refusalOf({
    direction: input.direction,
    emergency: input.emergency !== undefined,
    guardRefusal: input.refuse?.reason ?? null,
    gateState: gate.state,
    laneDirection: lane?.direction ?? 'both',
    closure,
    withinHours:
      shown.beyondHours ||
      withinHours(site.hours, localTime(site, arrival.offline ? arrival.at : now).toPlainTime()),
    passRefusal: pass === 'none' ? shown.refusal : passRefusal(pass, input.direction, arrival.at),
    masks: input.persons.map(p => p.mask),
    vehicle: input.vehicle ?? null,
  })
  return rulingOf(refusal, {
    offline: arrival.offline,
    letThrough: input.decided === 'passed',
    refusedByGuard: input.refuse !== undefined,
  })
}

interface Ready {
  under: Sealing
  closure: boolean
  ruled: Ruling
  persons: PersonInput[]
  pass: PassRow | 'none' | undefined
  strict: boolean
  shown: Judged
}

function actorId(ctx: Ctx): string {
  return 'id' in ctx.actor ? ctx.actor.id : ctx.actor.kind
}

function build(ctx: Ctx, site: SiteFacts, input: RegisterInput, arrival: Arrival, r: Ready) {
  const { under, closure, ruled, persons } = r
  const nowMs = ctx.now.epochMilliseconds
  const plate = input.vehicle && readPlate(input.vehicle.plate, r.strict)
  const items = persons.map((p, n) => personItem(n, p, under, nowMs, ruled.passed, plate))
  if (input.vehicle && plate !== undefined)
    items.unshift(vehicleItem(input.vehicle, plate, under, nowMs, closure))
  const attempt = newId<'attempt'>(nowMs)
  const pass = r.pass === 'none' ? undefined : r.pass
  const local = localTime(site, arrival.at)
  const emergency = input.emergency ? `${input.emergency.kind}: ${input.emergency.reason}` : null
  const summary = {
    outcome: ruled.passed ? 'passed' : 'refused',
    refusal: ruled.refusal,
    conflict: ruled.conflict,
    direction: input.direction,
    gateId: input.gateId,
    persons: persons.length,
    vehicle: input.vehicle !== undefined,
    offline: arrival.offline,
    ...(arrival.broughtBy === undefined ? {} : { broughtBy: arrival.broughtBy }),
  }
  const audit = auditRow(ctx, site.estateId, {
    action: 'gate.register',
    subject: 'passage',
    subjectId: attempt,
    reason: emergency ?? undefined,
    after: summary,
  })
  const { outcome, refusal, conflict } = summary
  return {
    estate: site.estateId,
    now: ctx.now,
    book: under.closureId,
    closure: closure ? under.closureId : null,
    items: JSON.stringify(items),
    answer: JSON.stringify({
      attemptId: attempt,
      at: ctx.now.toString(),
      outcome,
      refusal,
      conflict,
      ...((refusal ?? conflict) === 'quota' && r.shown.quota ? { quota: r.shown.quota } : {}),
    }),
    offline: arrival.offline,
    strict: r.strict,
    client: input.clientId,
    actor: actorId(ctx),
    passed: ruled.passed,
    direction: input.direction,
    pass: pass?.id ?? r.shown.passId,
    gate: input.gateId,
    due: input.direction === 'in' ? (pass?.until_at ?? null) : null,
    attempt,
    lane: input.laneId ?? null,
    terminal: input.terminalId ?? null,
    refusal: ruled.refusal,
    note: input.refuse?.note ?? null,
    emergency,
    actor_name: 'name' in ctx.actor ? ctx.actor.name : '',
    device_at: input.deviceAt ?? null,
    happened: arrival.at.toString(),
    conflict: ruled.conflict,
    counts: JSON.stringify(
      hourCounts({
        passed: ruled.passed,
        direction: input.direction,
        persons: persons.length,
        vehicles: input.vehicle ? 1 : 0,
        emergency: input.emergency !== undefined,
      }),
    ),
    use_pass: ruled.passed && !ruled.conflict && input.direction === 'in' ? (pass?.id ?? null) : null,
    day: local.toPlainDate().toString(),
    hour: local.hour,
    slot: slotOf(input.terminalId ?? actorId(ctx)),
    audit_id: audit.id,
    actor_kind: audit.actor_kind,
    device: audit.device,
    request_id: audit.request_id,
    audit_reason: audit.reason,
    audit_after: audit.after,
    outbox_id: newId<'outbox'>(nowMs),
    ...arrivalJob(site.estateId, ruled.passed && input.direction === 'in' ? pass : undefined),
  }
}

/** The home hears that its visitor came in; the word goes out with the passage itself. */
function arrivalJob(
  estateId: string,
  pass: PassRow | undefined,
): { job: string | null; payload: string | null } {
  if (pass === undefined) return { job: null, payload: null }
  const payload: ArrivalNews = {
    estateId,
    passId: pass.id,
    unitId: pass.unit_id,
    unit: pass.unit_label,
    ...(pass.issued_as === 'resident' ? { to: { accountId: pass.issued_by, name: pass.issued_name } } : {}),
  }
  return { job: 'gate.visitor_arrived', payload: JSON.stringify(payload) }
}

export const register = verb(
  'gate.register',
  gateApi['POST /api/estates/:estateId/gate/passages'],
  async (ctx, input) => {
    const { answer } = await registerOne(ctx, input.estateId, input, { offline: false, at: ctx.now })
    ctx.auditedInStatement()
    return answer
  },
)
