/** Who lives in the estate told in full: owners, residents, lessees and cars, through the register that imports use. */
import { makeCtx } from '../../server/core/house.ts'
import { newPassword } from '../../server/core/ids.ts'
import { linkPhone, newAccount } from '../../server/modules/people/accounts.ts'
import {
  type PersonFact,
  registerPeople,
  registerVehicles,
  type VehicleFacts,
} from '../../server/modules/people/register.ts'
import type { MadeHousehold } from '../households.ts'
import type { MadePerson } from '../people.ts'
import { labelOf } from './estate.ts'
import { familyOf } from './owner.ts'
import type { DemoAccount, World } from './world.ts'

const BATCH = 400

/** The made-up ID numbers name no real province, so the register would refuse them; it keeps name, phone and home. */
function fact(
  room: string,
  person: MadePerson,
  more: Omit<PersonFact, 'room' | 'name' | 'phone'>,
): PersonFact {
  return { room, name: person.name, phone: person.phone, ...more }
}

function factsOf(h: MadeHousehold): PersonFact[] {
  const room = labelOf(h.unit)
  return [
    fact(room, h.owner, { tie: 'owner' }),
    ...(h.ownerLivesHere ? [fact(room, h.owner, { tie: 'resident', relation: 'self' })] : []),
    ...h.members.map(m =>
      m.birthYear > 2012
        ? { room, name: m.name, tie: 'resident' as const, relation: 'child' as const }
        : fact(room, m, { tie: 'resident', relation: 'relative' }),
    ),
    ...(h.lessee ? [fact(room, h.lessee, { tie: 'lessee', relation: 'self' })] : []),
  ]
}

/** Two thirds of the cars were there a year ago; the others came month by month (S4-01). */
function byMonth(cars: VehicleFacts[]): [number, VehicleFacts[]][] {
  const first = Math.round(cars.length * 0.66)
  const each = Math.ceil((cars.length - first) / 12)
  return [
    [13, cars.slice(0, first)],
    ...Array.from({ length: 12 }, (_, i): [number, VehicleFacts[]] => [
      12 - i,
      cars.slice(first + i * each, first + (i + 1) * each),
    ]),
  ]
}

/** @returns how many persons */
export async function loadPeople(w: World, estateId: string, households: MadeHousehold[]): Promise<number> {
  const facts = households.flatMap(factsOf)
  const cars: VehicleFacts[] = households.flatMap(h =>
    h.plates.map(plate => ({ plate, room: labelOf(h.unit), owner: (h.lessee ?? h.owner).name })),
  )
  const persons = new Set<string>()
  await w.house.db.transaction().execute(async tx => {
    const ctx = makeCtx(w.house, { actor: w.town, now: w.now }).on(tx)
    for (let from = 0; from < facts.length; from += BATCH)
      for (const done of await registerPeople(ctx, estateId, facts.slice(from, from + BATCH)))
        if ('personId' in done) persons.add(done.personId)
    for (const [monthsAgo, some] of byMonth(cars)) {
      const then = makeCtx(w.house, {
        actor: w.town,
        now: w.now.subtract({ hours: monthsAgo * 30 * 24 }),
      }).on(tx)
      for (let from = 0; from < some.length; from += BATCH)
        await registerVehicles(then, estateId, some.slice(from, from + BATCH))
    }
  })
  return persons.size
}

/** An owner, a member of a family and a lessee who sign in with a user name, since nobody reads the demo's messages. */
export async function residentAccounts(w: World, households: MadeHousehold[]): Promise<DemoAccount[]> {
  const family = familyOf(households)
  const rented = households.find(h => h.lessee)
  const who = [
    { role: 'owner', person: family?.owner },
    { role: 'resident', person: family?.members.find(m => m.birthYear < 2005) },
    { role: 'lessee', person: rented?.lessee },
  ]
  const made: DemoAccount[] = []
  for (const { role, person } of who) {
    if (person === undefined) continue
    const password = newPassword()
    await w.house.db.transaction().execute(async tx => {
      const ctx = makeCtx(w.house, { actor: w.town, now: w.now }).on(tx)
      const id = await newAccount(ctx, { username: role, name: person.name, password, mustChange: false })
      await linkPhone(ctx, id, person.phone)
    })
    made.push({ role, username: role, password, shell: 'resident' })
  }
  return made
}
