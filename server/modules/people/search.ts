/** The one box (E2): what was typed may be a room, a name, a phone, a plate or an ID number. */
import type { Ctx } from '../../core/house.ts'
import { query } from '../../core/verb.ts'
import { roomPrefix } from '../estate/service-buildings.ts'
import { units } from '../estate/store-buildings.ts'
import { personApi } from './contract.ts'
import { looksOf } from './find-by.ts'
import { presentPersons } from './persons.ts'
import { presentVehicle } from './present.ts'
import { type Found, guessKinds, platePart } from './rules-search.ts'
import * as homes from './store-homes.ts'
import * as store from './store-persons.ts'

const MOST = 12

type Item = {
  kind: Found
  id: string
  title: string
  note: string
  unitId: string | null
  personId: string | null
  live: boolean
}

async function findRooms(ctx: Ctx, estateId: string, q: string): Promise<Item[]> {
  const prefix = roomPrefix(q)
  if (prefix === undefined) return []
  const reach = ctx.reach('person.read', estateId)
  const { rows } = await units(ctx.db, estateId, reach, { prefix, offset: 0, limit: MOST })
  const ties = await store.ties(ctx.db, estateId, reach, { unitIds: rows.map(u => u.id) })
  return rows.map(u => {
    const now = ties.filter(t => t.unit_id === u.id && t.until_at === null)
    return {
      kind: 'room',
      id: u.id,
      title: u.label,
      note: [...new Set(now.map(t => t.person))].slice(0, 3).join('、'),
      unitId: u.id,
      personId: null,
      live: true,
    }
  })
}

async function findPersons(ctx: Ctx, estateId: string, q: string, kind: Found): Promise<Item[]> {
  const reach = ctx.reach('person.read', estateId)
  const how = await looksOf(ctx, estateId, q)
  const wanted =
    kind === 'name'
      ? { name: how.name, latin: how.latin }
      : kind === 'phone'
        ? { phone: how.phone, tail: how.tail }
        : { idNumber: how.idNumber }
  const { rows } = await store.persons(ctx.db, estateId, reach, ctx.now, {
    ...wanted,
    asked: true,
    state: 'all',
    sort: 'name',
    offset: 0,
    limit: MOST,
  })
  const ties = await store.ties(ctx.db, estateId, reach, { personIds: rows.map(r => r.id) })
  return (await presentPersons(ctx, estateId, rows, ties)).map(p => {
    const now = p.units.filter(u => u.live)
    return {
      kind,
      id: p.id,
      title: p.name,
      note: [[...new Set((now.length > 0 ? now : p.units).map(u => u.unit))].join('、'), p.phone ?? '']
        .filter(Boolean)
        .join(' · '),
      unitId: (now[0] ?? p.units[0])?.unitId ?? null,
      personId: p.id,
      live: now.length > 0,
    }
  })
}

async function findPlates(ctx: Ctx, estateId: string, q: string): Promise<Item[]> {
  const plate = platePart(q)
  if (plate === undefined) return []
  const { rows } = await homes.vehicles(ctx.db, estateId, ctx.reach('person.read', estateId), {
    plate,
    state: 'all',
    offset: 0,
    limit: MOST,
  })
  return rows.map(presentVehicle).map(v => ({
    kind: 'plate',
    id: v.id,
    title: v.plate,
    note: [v.unit, v.person].filter(Boolean).join(' · '),
    unitId: v.unitId,
    personId: v.personId,
    live: v.until === null,
  }))
}

/** What the text may be is guessed, unless the asker said so; at most twelve of each kind. */
export const searchAll = query(
  'people.search',
  personApi['GET /api/estates/:estateId/search'],
  async (ctx, input) => {
    const kinds = input.kind === 'auto' ? guessKinds(input.q) : [input.kind]
    const found: Item[][] = []
    for (const kind of kinds)
      found.push(
        kind === 'room'
          ? await findRooms(ctx, input.estateId, input.q)
          : kind === 'plate'
            ? await findPlates(ctx, input.estateId, input.q)
            : await findPersons(ctx, input.estateId, input.q, kind),
      )
    return { kinds, items: found.flat() }
  },
)
