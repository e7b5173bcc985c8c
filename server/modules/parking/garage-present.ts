/** How garages, slots, retrievals and faults leave the server. */
import type { FieldCipher } from '../../core/crypto.ts'
import type { Ctx } from '../../core/house.ts'
import {
  cycleOf,
  faultActs,
  faultAllowed,
  type GarageRules,
  inspectionState,
  landPerSpace,
  mayChangeLot,
  mayMove,
  mayStart,
  rescueState,
  waitSeconds,
} from './garage-rules.ts'
import { today } from './garage-who.ts'
import type { FetchRow, GarageRow, SlotRow } from './store-garage.ts'
import type { FaultRow } from './store-garage-fault.ts'

export function presentGarage(ctx: Ctx, g: GarageRow, rules: GarageRules) {
  const inspection = inspectionState(today(ctx), g.inspected_until, g.applied_on, rules.applyMonths)
  const cycle = cycleOf({ mean: g.cycle_mean, count: g.cycle_count }, g.cycle_seconds, rules.cycleSamples)
  return {
    id: g.id,
    lotId: g.lot_id,
    lot: g.lot,
    name: g.name,
    kind: g.kind,
    place: g.place,
    levels: g.levels,
    machines: g.machines,
    slots: g.slots,
    free: g.free,
    blocked: g.blocked,
    landArea: g.land_area,
    landPerSpace: landPerSpace(g.land_area, g.slots - g.blocked),
    cycle: cycle.seconds,
    cycleMeasured: cycle.measured,
    registration: g.registration,
    keeper: g.keeper,
    rescue: g.rescue,
    inspectedUntil: g.inspected_until,
    appliedOn: g.applied_on,
    inspection,
    inUseFrom: g.in_use_from,
    state: g.state,
    stateReason: g.state_reason,
    stateBy: g.state_by,
    stateAt: g.state_at?.toString() ?? null,
    waiting: g.waiting,
    openFaults: g.open_faults,
    trapped: g.trapped,
    version: g.version,
    allowed: {
      move: mayMove(g.state, inspection),
      stop:
        g.state === 'running' ? (true as const) : g.state === 'fault' ? 'garage.in_fault' : 'garage.stopped',
      start: mayStart(g.state, inspection, g.open_faults),
      lot: mayChangeLot(g.fetching),
    },
  }
}

export function presentSlot(s: SlotRow) {
  return {
    code: s.code,
    level: s.level,
    max: { length: s.max_length, width: s.max_width, height: s.max_height, weight: s.max_weight },
    state: s.state,
    note: s.note,
    room: s.room,
    unitId: s.unit_id,
    car: s.car,
  }
}

/** `cycle`: seconds of one retrieval in its garage. */
export function presentFetch(f: FetchRow, cycle: number) {
  return {
    id: f.id,
    garageId: f.garage_id,
    garage: f.garage,
    slot: f.slot,
    room: f.room,
    state: f.state,
    askedBy: f.asked_by,
    askedAt: f.asked_at.toString(),
    beganAt: f.began_at?.toString() ?? null,
    readyAt: f.ready_at?.toString() ?? null,
    endedAt: f.ended_at?.toString() ?? null,
    ahead: f.ahead,
    wait: f.ahead === null ? null : waitSeconds(f.ahead, f.machines, cycle),
  }
}

export function factsOf(f: FaultRow) {
  return {
    state: f.state,
    trapped: f.trapped,
    called: f.called_at !== null,
    arrived: f.arrived_at !== null,
    inspected: f.inspection_id !== null,
  }
}

/** Who is trapped is shown while he is; afterwards the number stays. */
export function presentFault(ctx: Ctx, f: FaultRow, cipher: FieldCipher) {
  const facts = factsOf(f)
  const allowed = Object.fromEntries(faultActs.map(act => [act, faultAllowed(act, facts)])) as Record<
    (typeof faultActs)[number],
    true | string
  >
  return {
    id: f.id,
    garageId: f.garage_id,
    garage: f.garage,
    number: f.number,
    what: f.what,
    foundAt: f.found_at.toString(),
    foundBy: f.found_by,
    slot: f.slot,
    photos: f.photos,
    trapped: f.trapped,
    who: f.state === 'rescue' && f.trapped_who ? cipher.open('garage.trapped', f.trapped_who) : null,
    calledAt: f.called_at?.toString() ?? null,
    calledWho: f.called_who,
    arriveBy: f.arrive_by?.toString() ?? null,
    arrivedAt: f.arrived_at?.toString() ?? null,
    freedAt: f.freed_at?.toString() ?? null,
    harm: f.harm,
    rescue:
      f.arrive_by === null
        ? null
        : rescueState(
            f.arrive_by.epochMilliseconds,
            f.arrived_at?.epochMilliseconds ?? f.freed_at?.epochMilliseconds ?? null,
            ctx.now.epochMilliseconds,
          ),
    accountable: f.accountable,
    cause: f.cause,
    repair: f.repair,
    repairedAt: f.repaired_at?.toString() ?? null,
    repairedBy: f.repaired_by,
    inspectionId: f.inspection_id,
    closedAt: f.closed_at?.toString() ?? null,
    closedBy: f.closed_by,
    state: f.state,
    version: f.version,
    allowed,
  }
}
