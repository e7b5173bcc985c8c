/**
 * One reading, from parsed message to answer: recognise repeats and further frames, decide from memory, store, and only
 * then say what the camera may do. The picture is kept afterwards; no decision waits for it.
 */
import { type Instant, stopwatch } from '../../core/clock.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { clockBelieved, type Decision, decide, type Mark, type Seen, sentLate } from './decide.ts'
import { healthOf } from './health.ts'
import { buildItem, type Facts } from './item.ts'
import { keepPicture, pictureOf } from './pictures.ts'
import { misreadsOf, normalPlate } from './plate.ts'
import type { DeviceRow } from './store-world.ts'
import { storingOf } from './storing.ts'
import type { PlateReading } from './wire.ts'
import { type EstateWorld, instantOf, worldOf } from './world.ts'

export interface Taken {
  eventId: string
  /** whether the answer moves the barrier */
  opens: boolean
  decision: Decision
  plate: string
  repeat: boolean
  laneId: string
}

interface Recent {
  ms: number
  taken: Promise<Taken>
}

interface LaneLast {
  plate: string
  ms: number
  id: string
  at: string
  outcome: string
  taken: Promise<Taken>
}

/** How long and how many: some eighty cars a second. */
const RECENT_MS = 600_000
const MOST_RECENT = 50_000

/** What this process remembers of the last minutes: repeats of a record, and the last car of each lane. */
class Memory {
  readonly recent = new Map<string, Recent>()
  readonly lanes = new Map<string, LaneLast>()

  /** The oldest stand first; what is past its time or past the room goes. The database knows repeats of them still. */
  sweep(ms: number): void {
    for (const [key, one] of this.recent) {
      if (this.recent.size <= MOST_RECENT && Math.abs(ms - one.ms) <= RECENT_MS) return
      this.recent.delete(key)
    }
  }
}

const memories = new WeakMap<House, Memory>()

function memoryOf(house: House): Memory {
  const known = memories.get(house)
  if (known) return known
  const made = new Memory()
  memories.set(house, made)
  return made
}

/**
 * Takes one reading of a device that is bound to a lane.
 * @throws core.unavailable when it could be stored nowhere: the camera must send it again
 */
export async function take(
  house: House,
  device: DeviceRow,
  laneId: string,
  reading: PlateReading,
): Promise<Taken> {
  const took = stopwatch()
  const world = await worldOf(house).estate(device.estate_id)
  const now = house.clock.now()
  const memory = memoryOf(house)
  memory.sweep(now.epochMilliseconds)
  const record = recordOf(reading, now)
  const key = `${device.id}|${record}|${reading.deviceMs}`
  const before = memory.recent.get(key)
  if (before) return again(await before.taken, now.epochMilliseconds - before.ms, world, reading)
  const taken = fresh(house, world, memory, { device, laneId, reading, record, now })
  memory.recent.set(key, { ms: now.epochMilliseconds, taken })
  try {
    const done = await taken
    healthOf(house).event(device, reading, now, took())
    return done
  } catch (error) {
    memory.recent.delete(key)
    throw error
  }
}

/** A camera that lost our answer asks again at once and gets the same; what comes later is a car that has gone. */
function again(first: Taken, ageMs: number, world: EstateWorld, reading: PlateReading): Taken {
  return { ...first, repeat: true, opens: first.opens && !reading.replay && ageMs <= world.rule.repeatMs }
}

/**
 * The dedupe name of an event. A camera whose clock has lost its battery counts its records anew after each start, so the
 * day of ours stands in it too.
 */
function recordOf(r: PlateReading, now: Instant): string {
  const believed = r.deviceMs !== null && clockBelieved(r.deviceMs, now.epochMilliseconds)
  const record = r.record.slice(0, 80)
  return believed || r.replay ? record : `${record}@${Math.floor(now.epochMilliseconds / 600_000)}`
}

interface Call {
  device: DeviceRow
  laneId: string
  reading: PlateReading
  record: string
  now: Instant
}

async function fresh(house: House, world: EstateWorld, memory: Memory, call: Call): Promise<Taken> {
  const { reading, laneId, now, device } = call
  const nowMs = now.epochMilliseconds
  const plate = normalPlate(reading.raw)
  const blind = plate === '' ? null : world.blind(plate)
  const offset = healthOf(house).offset(device)
  const late = !reading.replay && sentLate(reading.deviceMs, nowMs, offset, world.rule.lateMs)
  const replay = reading.replay || late
  const direction =
    device.direction === 'told' ? (reading.direction ?? wayOf(world, laneId)) : device.direction
  const seen: Seen = {
    plate,
    confidence: reading.confidence,
    fake: reading.fake,
    direction,
    nowMs,
    replay,
    openedByDevice: reading.openedByDevice,
  }
  const decided = judge(world, laneId, seen, blind)
  const decision = { ...decided, marks: [...decided.marks, ...oddClock(reading, nowMs, late)] }
  const previous = memory.lanes.get(laneId)
  const near =
    previous && !replay && nowMs - previous.ms >= 0 && nowMs - previous.ms <= world.rule.sameMs
      ? previous
      : undefined
  const same = near?.plate === plate && near.outcome === decision.outcome ? near : undefined
  const through = decision.outcome === 'open' || decision.outcome === 'note'
  const facts: Facts = {
    world,
    id: newId<'lane_event'>(nowMs),
    now,
    laneId,
    direction,
    plate,
    blind,
    decision,
    through: through && blind !== null,
    openedBy: reading.openedByDevice ? 'device' : decision.outcome === 'open' ? 'decision' : null,
    replay,
    pictureId: same ? null : pictureOf(reading, nowMs),
    same,
    over: near && !same && near.outcome === 'hold' ? near : undefined,
    device,
    reading,
    record: call.record,
  }
  if (facts.through && blind !== null && !same && !replay)
    world.passed(blind, { direction, ms: nowMs, laneId })
  const taken = finish(house, facts)
  if (!replay && !same)
    memory.lanes.set(laneId, {
      plate,
      ms: nowMs,
      id: facts.id,
      at: now.toString(),
      outcome: decision.outcome,
      taken,
    })
  else if (same) same.ms = nowMs
  return taken
}

async function finish(house: House, f: Facts): Promise<Taken> {
  // a frame belongs to an event that must be there first
  const first = f.same ? await f.same.taken : undefined
  const stored = await storingOf(house).store(f.world.estateId, f.world.key, buildItem(house, f))
  const opens = f.decision.outcome === 'open' && f.openedBy === 'decision'
  const taken = { eventId: first?.eventId ?? f.id, decision: f.decision, plate: f.plate, laneId: f.laneId }
  // another process, or a run before this one, had it already: as with a repeat that this one remembers
  if (stored !== 'journal' && !stored.fresh) {
    const ageMs =
      stored.event_ms === null ? Number.POSITIVE_INFINITY : f.now.epochMilliseconds - stored.event_ms
    const first = {
      ...taken,
      eventId: stored.event_id ?? f.id,
      opens: stored.outcome === 'open' && opens,
      repeat: true,
    }
    return f.reading ? again(first, ageMs, f.world, f.reading) : { ...first, opens: false }
  }
  if (f.pictureId !== null && f.reading) keepPicture(house, f.world.estateId, f.pictureId, f.reading)
  return { ...taken, opens, repeat: false }
}

function wayOf(world: EstateWorld, laneId: string): 'in' | 'out' {
  return world.lanes.get(laneId)?.direction === 'out' ? 'out' : 'in'
}

function oddClock(reading: PlateReading, nowMs: number, late: boolean): Mark[] {
  const marks: Mark[] = late ? ['late'] : []
  if (reading.deviceMs !== null && !clockBelieved(reading.deviceMs, nowMs)) marks.push('clock')
  return marks
}

/** The decision for a plate on a lane as things are in memory; also what the simulator asks (`simulate.ts`). */
export function judge(world: EstateWorld, laneId: string, seen: Seen, blind: string | null): Decision {
  const lane = world.lanes.get(laneId)
  if (lane === undefined) throw new Error(`lane ${laneId} is not in memory`)
  const rights = blind === null ? [] : (world.rights.get(blind) ?? [])
  const last = blind === null ? null : (world.last.get(blind) ?? null)
  return decide(
    {
      id: lane.id,
      direction: lane.direction,
      gate: lane.gate_state,
      temporary: lane.temporary,
      leaving: lane.leaving,
      passback: lane.passback,
    },
    seen,
    {
      rights,
      last,
      groupInside: groupId => world.groupInside(groupId, blind ?? ''),
      near:
        blind === null || seen.replay
          ? []
          : nearOf(
              world,
              seen.plate,
              rights.length > 0 && seen.confidence !== null && seen.confidence >= world.rule.knownConfidence,
            ),
    },
    world.rule,
    world.closureAt(instantOf(seen.nowMs)),
  )
}

/** Plates that are known or inside and one look-alike sign away. @param sure the plate itself is known and well read */
function nearOf(world: EstateWorld, plate: string, sure: boolean): string[] {
  if (sure) return []
  return misreadsOf(plate).filter(text => {
    const blind = world.blind(text)
    return world.rights.has(blind) || world.last.get(blind)?.direction === 'in'
  })
}
