/** SQL of cars that leave the register with their people. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

const open = (at: Instant) => sql`(t.until_at IS NULL OR t.until_at > ${at})`

/** Ends live cars of a unit whose person has no open tie to it; answers their ids. */
export async function endCarsOf(
  db: Db,
  estateId: string,
  w: { unitId: string; personIds: readonly string[]; unnamed: boolean; at: Instant; reason: string },
): Promise<string[]> {
  const done = await sql<{
    id: string
  }>`UPDATE vehicle v SET until_at = greatest(${w.at}, v.from_at), end_reason = ${w.reason}, version = v.version + 1
    WHERE v.estate_id = ${estateId} AND v.unit_id = ${w.unitId} AND v.until_at IS NULL
      AND ((v.person_id = ANY(${[...w.personIds]}::uuid[])
          AND NOT EXISTS (SELECT 1 FROM ownership t WHERE t.estate_id = ${estateId} AND t.unit_id = v.unit_id AND t.person_id = v.person_id AND ${open(w.at)})
          AND NOT EXISTS (SELECT 1 FROM household_member t JOIN household h ON h.estate_id = ${estateId} AND h.id = t.household_id
            WHERE t.estate_id = ${estateId} AND h.unit_id = v.unit_id AND t.person_id = v.person_id AND ${open(w.at)}))
        OR (v.person_id IS NULL AND ${w.unnamed}
          AND NOT EXISTS (SELECT 1 FROM household t WHERE t.estate_id = ${estateId} AND t.unit_id = v.unit_id AND ${open(w.at)})))
    RETURNING v.id`.execute(db)
  return done.rows.map(r => r.id)
}
