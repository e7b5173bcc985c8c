/** What may be the same matter as the one that is being typed: of the last thirty days, within the viewer's scope. */
import type { z } from 'zod'
import { parseRoom, roomText } from '../../core/room.ts'
import { query } from '../../core/verb.ts'
import { LEAST_SCORE, likeness, type Matter } from './alike.ts'
import { deskApi } from './contract.ts'
import type { Alike } from './contract-shapes.ts'
import { buildingOf, unitByLabel } from './store.ts'
import { type Candidate, candidates } from './store-similar.ts'
import { viewpoint } from './viewpoint.ts'

const DAYS = 30
const SHOWN = 5

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
