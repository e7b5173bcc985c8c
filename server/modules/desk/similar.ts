/** What may be the same matter as the one that is being typed: of the last thirty days, within the viewer's scope. */
import type { z } from 'zod'
import type { Instant } from '../../core/clock.ts'
import { type Db, sql } from '../../core/db.ts'
import { parseRoom, roomText } from '../../core/room.ts'
import { query } from '../../core/verb.ts'
import { LEAST_SCORE, likeness, type Matter } from './alike.ts'
import { deskApi } from './contract.ts'
import type { Alike } from './contract-shapes.ts'
import { buildingOf, unitByLabel, visible } from './store.ts'
import { type Viewpoint, viewpoint } from './viewpoint.ts'
import { gramsOf, placeOf } from './words.ts'

const DAYS = 30
/** So many are weighed: the newest of the building and of those that share a pair of characters. */
const WEIGHED = 300
const SHOWN = 5
/** Pairs asked of the index; a long text is known by its first ones. */
const ASKED = 40

interface Candidate {
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

async function candidates(
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

export const similar = query(
  'desk.similar',
  deskApi['GET /api/estates/:estateId/desk/similar'],
  async (ctx, input) => {
    const { estateId } = input
    const v = viewpoint(ctx, estateId, 'ticket.read')
    const room = input.accusedRoom ? parseRoom(input.accusedRoom) : undefined
    const accused = room?.ok ? await unitByLabel(ctx.db, estateId, roomText(room.value)) : undefined
    const m: Matter = {
      text: input.text,
      kind: input.kind ?? null,
      class: input.class ?? null,
      unitId: input.unitId ?? null,
      buildingId: input.unitId ? await buildingOf(ctx.db, estateId, input.unitId) : null,
      accusedUnitId: accused ?? null,
      place: input.place || null,
    }
    if (m.text.length < 2 && !m.unitId && !m.accusedUnitId) return { items: [] }
    const found = await candidates(ctx.db, estateId, v, m, ctx.now.subtract({ hours: DAYS * 24 }))
    const items = found
      // who lives where a complaint points to learns nothing of it here either (S1-37)
      .filter(
        c => c.accused_unit_id === null || c.reveal_to_accused || !v.ownUnits.includes(c.accused_unit_id),
      )
      .filter(c => c.id !== input.except)
      .map(c => ({ c, score: scoreOf(m, c) }))
      .filter(x => x.score >= LEAST_SCORE)
      .sort((a, b) => Number(a.c.state === 'closed') - Number(b.c.state === 'closed') || b.score - a.score)
      .slice(0, SHOWN)
    return { items: items.map(x => presented(x.c, x.score)) }
  },
)

function scoreOf(m: Matter, c: Candidate): number {
  const other = {
    ...c,
    unitId: c.unit_id,
    buildingId: c.building_id,
    accusedUnitId: c.accused_unit_id,
  }
  return likeness(m, other)
}

function presented(c: Candidate, score: number): z.input<typeof Alike> {
  return {
    id: c.id,
    number: c.number,
    kind: c.kind as z.input<typeof Alike>['kind'],
    class: c.class,
    state: c.state as z.input<typeof Alike>['state'],
    unit: c.unit,
    text: c.text.slice(0, 120),
    assignee: c.assignee_name,
    receivedAt: c.received_at.toString(),
    repeats: c.repeats,
    score,
  }
}
