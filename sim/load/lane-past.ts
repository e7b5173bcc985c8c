/** A fortnight of cars behind the lanes' day: what the peak and the planner measure. Made up; written as cameras told it. */
import { sql } from 'kysely'
import { ZONE } from '../../server/core/clock.ts'
import { newId } from '../../server/core/ids.ts'
import { recordTiming } from '../../server/modules/parking/order-accident.ts'
import { ctxOf, type World } from './world.ts'

const DAYS = 14

/** Minutes of a day: people leave between seven and nine and come back between half past five and half past seven. */
function trip(w: World, weekend: boolean): { out: number; in: number } {
  return weekend
    ? { out: 9 * 60 + w.r.int(0, 240), in: 15 * 60 + w.r.int(0, 300) }
    : { out: 7 * 60 + w.r.int(0, 60) + w.r.int(0, 60), in: 17 * 60 + 30 + w.r.int(0, 60) + w.r.int(0, 60) }
}

/** @returns how many passages */
export async function loadLanePast(
  w: World,
  p: { estateId: string; gateId: string; lanes: Record<'in' | 'out', string>; plates: readonly string[] },
): Promise<number> {
  const cipher = await ctxOf(w).cipher(p.estateId)
  const sealed = p.plates.map(plate => ({
    blind: cipher.blind('plate', plate).toString('hex'),
    sealed: cipher.seal('plate', plate).toString('hex'),
  }))
  const today = w.now.toZonedDateTimeISO(ZONE).startOfDay()
  const rows = Array.from({ length: DAYS }, (_, i) => today.subtract({ days: i + 1 })).flatMap(day =>
    sealed
      .filter(() => w.r.int(0, 9) < 8)
      .flatMap(car => {
        const t = trip(w, day.dayOfWeek > 5)
        return (['out', 'in'] as const).map(direction => {
          const at = day.add({ minutes: t[direction], seconds: w.r.int(0, 59) }).toInstant()
          return {
            ...car,
            direction,
            at: at.toString(),
            id: newId(at.epochMilliseconds),
            lane: p.lanes[direction],
          }
        })
      }),
  )
  await sql`INSERT INTO lane_event (estate_id, at, id, lane_id, gate_id, direction, subject, plate_sealed, plate_blind, vehicle_kind, confidence,
      outcome, code, right_kind, let_through)
    SELECT ${p.estateId}::uuid, x.at, x.id, x.lane, ${p.gateId}::uuid, x.direction, 'vehicle', decode(x.sealed, 'hex'), decode(x.blind, 'hex'), 'car', 97,
      'open', 'right_owner', 'owner', true
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x (at timestamptz, id uuid, lane uuid, direction text, sealed text, blind text)`.execute(
    w.house.db,
  )
  for (let n = 0; n < 24; n++)
    await recordTiming(ctxOf(w, w.town, w.now.subtract({ hours: 24 * (1 + (n % 12)) })), {
      estateId: p.estateId,
      gateId: p.gateId,
      direction: n % 2 === 0 ? 'in' : 'out',
      method: n % 3 === 0 ? 'card' : n % 3 === 1 ? 'plate' : 'guard',
      millis: [9000, 3200, 21_000][n % 3]! + w.r.int(0, 2500),
      queue: w.r.int(0, 5),
    })
  return rows.length
}
