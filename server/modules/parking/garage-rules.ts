/** Rules of a mechanical garage: when it may run, the order of retrievals, the limits of a rescue. Pure. */
import { Temporal } from 'temporal-polyfill'

export interface GarageRules {
  /** H-02: minutes from the call until the rescue must be there. */
  arriveMinutes: number
  /** So many minutes before that limit whoever called is reminded. */
  remindMinutes: number
  /** H-01: months before the end of validity in which inspection is to be applied for. */
  applyMonths: number
  /** An alarm that nobody answers goes on to the next person after so many minutes. */
  nextPersonMinutes: number
  /** Measured cycles from which on they count instead of the maker's figure. */
  cycleSamples: number
}

export type InspectionState = 'valid' | 'apply' | 'applied' | 'expired'

/**
 * Where the statutory inspection stands on a local day. It may run on its last day and not on the next; from one month
 * before the last day on, inspection is to be applied for (special equipment law, article 40).
 */
export function inspectionState(
  day: string,
  until: string,
  appliedOn: string | null,
  applyMonths: number,
): InspectionState {
  const [now, last] = [Temporal.PlainDate.from(day), Temporal.PlainDate.from(until)]
  if (Temporal.PlainDate.compare(now, last) > 0) return 'expired'
  if (Temporal.PlainDate.compare(now, last.subtract({ months: applyMonths })) < 0) return 'valid'
  return appliedOn === null ? 'apply' : 'applied'
}

export type GarageState = 'running' | 'stopped' | 'fault'

/** Whether it may move a car now. */
export function mayMove(state: GarageState, inspection: InspectionState): true | string {
  if (inspection === 'expired') return 'garage.expired'
  if (state === 'fault') return 'garage.in_fault'
  return state === 'stopped' ? 'garage.stopped' : true
}

/** Whether it may be started again: no open fault, a valid inspection. */
export function mayStart(state: GarageState, inspection: InspectionState, openFaults: number): true | string {
  if (openFaults > 0) return 'garage.fault_open'
  if (inspection === 'expired') return 'garage.expired'
  return state === 'running' ? 'garage.runs' : true
}

/** Whether it may be put into another lot: not while a car is waited for, is moved, or stands at the exit. */
export function mayChangeLot(fetching: number): true | string {
  return fetching > 0 ? 'garage.fetching' : true
}

export type RescueState = 'running' | 'kept' | 'late'

/** Kept when the rescue came at the limit, late one millisecond after (H-02). */
export function rescueState(arriveBy: number, arrivedAt: number | null, now: number): RescueState {
  if (arrivedAt !== null) return arrivedAt <= arriveBy ? 'kept' : 'late'
  return now <= arriveBy ? 'running' : 'late'
}

export interface FaultFacts {
  state: 'rescue' | 'open' | 'repaired' | 'closed'
  trapped: number
  called: boolean
  arrived: boolean
  inspected: boolean
}

export const faultActs = ['call', 'arrive', 'free', 'repair', 'inspect', 'close'] as const
export type FaultAct = (typeof faultActs)[number]

/** What may be done to a fault now; people come before machines. */
export function faultAllowed(act: FaultAct, f: FaultFacts): true | string {
  if (f.state === 'closed') return 'garage.fault_closed'
  const rescue = f.state === 'rescue'
  switch (act) {
    case 'call':
      return !rescue ? 'garage.nobody_trapped' : f.called ? 'garage.called' : true
    case 'arrive':
      return !rescue
        ? 'garage.nobody_trapped'
        : !f.called
          ? 'garage.call_first'
          : f.arrived
            ? 'garage.arrived'
            : true
    case 'free':
      return !rescue ? 'garage.nobody_trapped' : true
    case 'repair':
      return rescue ? 'garage.free_first' : f.state === 'repaired' ? 'garage.repaired' : true
    case 'inspect':
      return f.state !== 'repaired' ? 'garage.repair_first' : f.inspected ? 'garage.inspected' : true
    case 'close':
      if (f.state !== 'repaired') return 'garage.repair_first'
      return f.trapped > 0 && !f.inspected ? 'garage.inspect_first' : true
  }
}

/** Seconds until a car is there that has `ahead` others before it, with so many machines. */
export function waitSeconds(ahead: number, machines: number, cycleSeconds: number): number {
  return Math.ceil((ahead + 1) / Math.max(1, machines)) * cycleSeconds
}

/** The mean of measured cycles once there are enough of them, else the maker's figure. Seconds. */
export function cycleOf(measured: { mean: number | null; count: number }, maker: number, samples: number) {
  return measured.mean !== null && measured.count >= samples
    ? { seconds: Math.round(measured.mean), measured: true }
    : { seconds: maker, measured: false }
}

export interface Size {
  length: number
  width: number
  height: number
  weight: number
}

/** Which limits of the slot a car is over; at the limit it fits. Millimetres and kilograms. */
export function tooBig(car: Size, max: Size): (keyof Size)[] {
  return (['length', 'width', 'height', 'weight'] as const).filter(k => car[k] > max[k])
}

/** S4-12: land per space in 0.01 m², to the nearest; nothing without a space. */
export function landPerSpace(landArea: number, spaces: number): number | null {
  return spaces > 0 ? Math.round(landArea / spaces) : null
}
