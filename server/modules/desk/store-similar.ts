/** Tickets that may be the same matter: of the same building, the same accused home, or sharing pairs of characters. */
import type { Instant } from '../../core/clock.ts'
import { type Db, sql } from '../../core/db.ts'
import type { Matter } from './alike.ts'
import { visible } from './store.ts'
import type { Viewpoint } from './viewpoint.ts'
import { gramsOf, placeOf } from './words.ts'

/** So many are weighed: the newest of the building and of those that share a pair of characters. */
const WEIGHED = 300
/** Pairs asked of the index; a long text is known by its first ones. */
const ASKED = 40

export interface Candidate {
  id: string
  number: string
  kind: string
  class: string
  state: string
  unit: string | null
  unit_id: string | null
  building_id: string | null
  accused_unit_id: string | null
  reveal_to_accused: boolean
  place: string | null
  text: string
  assignee_name: string | null
  received_at: Instant
  repeats: number
}

/** The newest candidates within the viewer's scope, joined ones left out. */
export async function candidates(
  db: Db,
  estateId: string,
  v: Viewpoint,
  m: Matter,
  since: Instant,
): Promise<Candidate[]> {
  const grams = gramsOf(m.text, placeOf(estateId))
    .filter(g => [...g].length > 6)
    .slice(0, ASKED)
  const words = grams.map(g => `'${g.replace(/\\/g, '\\\\').replace(/'/g, "''")}'`).join(' | ')
  const near = sql`t.unit_id IN (SELECT u.id FROM unit u WHERE u.estate_id = ${estateId} AND u.building_id = ${m.buildingId}::uuid)`
  const found = await sql<Candidate>`
    SELECT c.*, u.label AS unit, u.building_id FROM (
      SELECT t.id, t.number, t.kind, t.class, t.state, t.unit_id, t.accused_unit_id, t.reveal_to_accused, t.place, left(t.text, 500) AS text,
        t.assignee_name, t.received_at, t.repeats FROM ticket t
      WHERE t.estate_id = ${estateId} AND t.received_at >= ${since} AND t.joined_to IS NULL AND ${visible(v, false)}
        AND (${near} OR t.accused_unit_id = ${m.accusedUnitId}::uuid OR (${words} <> '' AND t.grams @@ (${words || "'-'"})::tsquery))
      ORDER BY t.id DESC LIMIT ${WEIGHED}) c
    LEFT JOIN unit u ON u.estate_id = ${estateId} AND u.id = c.unit_id`.execute(db)
  return found.rows
}
