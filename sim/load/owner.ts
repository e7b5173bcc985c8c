/** What the owner who can sign in has asked for: a repair of yesterday and a disturbance of right now. */
import { sql } from 'kysely'
import type { Actor } from '../../server/core/access.ts'
import { newId } from '../../server/core/ids.ts'
import { createTicket } from '../../server/modules/desk/create.ts'
import type { MadeHousehold } from '../households.ts'
import { type LoadedUnits, labelOf } from './estate.ts'
import { ctxOf, type World } from './world.ts'

/** The household whose owner has an account: the same that residentAccounts chooses. */
export function familyOf(households: MadeHousehold[]): MadeHousehold | undefined {
  return households.find(h => h.ownerLivesHere && h.members.some(m => m.birthYear < 2005))
}

/** The owner who can sign in, acting for his home; nothing where there is none. */
export async function ownerOf(
  w: World,
  estateId: string,
  households: MadeHousehold[],
  units: LoadedUnits,
): Promise<{ actor: Actor; home: MadeHousehold; unitId: string } | undefined> {
  const home = familyOf(households)
  const found = await sql<{
    id: string
    name: string
  }>`SELECT id, name FROM account WHERE username = 'owner'`.execute(w.house.db)
  const account = found.rows[0]
  const unitId = home && units.units.get(labelOf(home.unit))
  if (account === undefined || home === undefined || unitId === undefined) return undefined
  const actor: Actor = {
    kind: 'account',
    id: account.id,
    name: account.name,
    sessionId: newId(),
    grants: [{ role: 'owner', scope: 'unit', target: unitId, estateId }],
  }
  return { actor, home, unitId }
}

export async function loadOwner(
  w: World,
  estateId: string,
  households: MadeHousehold[],
  units: LoadedUnits,
): Promise<void> {
  const owner = await ownerOf(w, estateId, households, units)
  if (owner === undefined) return
  const { actor, home, unitId } = owner
  const neighbour = households.find(h => h !== home && h.unit.building === home.unit.building)
  await createTicket(ctxOf(w, actor, w.now.subtract({ hours: 26 })), {
    estateId,
    kind: 'repair',
    class: 'home',
    channel: 'app',
    unitId,
    text: '厨房水龙头一直滴水，关不严，拿盆接着',
  })
  await createTicket(ctxOf(w, actor, w.now.subtract({ minutes: 3 })), {
    estateId,
    kind: 'complaint',
    class: 'conduct',
    subtype: 'renovation_noise',
    channel: 'app',
    unitId,
    accusedUnitId: neighbour ? units.units.get(labelOf(neighbour.unit)) : undefined,
    text: '楼上在用电锤装修，孩子没法睡觉',
  })
}
