/** Builders for desk tests: rooms, people of an estate, tickets through the service. */
import sharp from 'sharp'
import { newId } from '../server/core/ids.ts'
import type { Role } from '../server/core/roles.ts'
import { createTicket } from '../server/modules/desk/create.ts'
import { anEstate } from './factories.ts'
import { actor, type TestHouse } from './harness.ts'

type Account = ReturnType<typeof actor>

export interface Desk {
  estateId: string
  /** two homes of building 1, section 2: 1-2-301 and 1-2-302 */
  home: string
  neighbour: string
  clerk: Account
  steward: Account
  manager: Account
  resident: Account
  accused: Account
}

/** An estate with two homes and the people a ticket passes through. */
export async function aDesk(t: TestHouse): Promise<Desk> {
  const estate = await anEstate(t)
  const building = newId()
  const section = newId()
  await t.pool.query('INSERT INTO building (estate_id, id, name) VALUES ($1, $2, $3)', [
    estate.id,
    building,
    '1',
  ])
  await t.pool.query('INSERT INTO section (estate_id, id, building_id, name) VALUES ($1, $2, $3, $4)', [
    estate.id,
    section,
    building,
    '2',
  ])
  const unit = async (number: string) => {
    const id = newId()
    await t.pool.query(
      'INSERT INTO unit (estate_id, id, building_id, section_id, number, label) VALUES ($1, $2, $3, $4, $5, $6)',
      [estate.id, id, building, section, number, `1-2-${number}`],
    )
    return id
  }
  const home = await unit('301')
  const neighbour = await unit('302')
  return {
    estateId: estate.id,
    home,
    neighbour,
    clerk: await aColleague(t, estate.id, 'front_desk'),
    steward: await aColleague(t, estate.id, 'steward'),
    manager: actor('manager', 'estate', estate.id),
    resident: actor('owner', 'unit', home, estate.id),
    accused: actor('owner', 'unit', neighbour, estate.id),
  }
}

/** Somebody on the staff list of an estate, to whom a ticket can be given. */
export async function aColleague(
  t: TestHouse,
  estateId: string,
  role: Role,
  name?: string,
): Promise<Account> {
  const who = actor(role, 'estate', estateId)
  const named = name === undefined ? who : { ...who, name }
  const now = t.clock.now().toString()
  await t.pool.query(
    'INSERT INTO account (id, name, email, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)',
    [named.id, named.name, `${named.id}@test`, now],
  )
  await t.pool.query(
    `INSERT INTO role_assignment (id, account_id, role, scope, target, estate_id, from_at, made_by, made_at)
     VALUES ($1, $2, $3, 'estate', $4, $4, '2000-01-01', 'test', $5)`,
    [newId(), named.id, role, estateId, now],
  )
  return named
}

type Raise = Parameters<typeof createTicket>[1]

/** A ticket raised at the desk; a nuisance complaint against 1-2-302 unless told otherwise. */
export function raise(t: TestHouse, d: Desk, more: Partial<Raise> = {}, by: Account = d.clerk) {
  const nuisance = {
    kind: 'complaint',
    class: 'conduct',
    subtype: 'rest_noise',
    accusedUnitId: d.neighbour,
  } as const
  const body = { text: '楼上深夜噪音很大', unitId: d.home, ...(more.kind ? {} : nuisance), ...more }
  return createTicket(t.ctx(by), { estateId: d.estateId, ...body } as Raise)
}

/** A PNG with a drawn line, or an empty one. */
export function aSignature(drawn = true): Promise<Buffer> {
  const line = '<path d="M20 80 C 80 10, 140 150, 280 40" stroke="#111" stroke-width="4" fill="none"/>'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120">${drawn ? line : ''}</svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}

export const upload = (bytes: Buffer) => ({
  upload: { filename: 'signature.png', mediaType: 'image/png', bytes },
})
