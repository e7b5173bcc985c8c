/** Builders that fill in missing parents, always through the services; each test makes its own estate. */
import type { Actor } from '../server/core/access.ts'
import { newId } from '../server/core/ids.ts'
import type { Role } from '../server/core/roles.ts'
import { createEstate, createRegion } from '../server/modules/estate/service.ts'
import { createUnit } from '../server/modules/estate/service-buildings.ts'
import { createAccount } from '../server/modules/people/accounts.ts'
import { addHousehold, addOwners } from '../server/modules/people/homes.ts'
import { createPerson } from '../server/modules/people/persons.ts'
import { actor, system, type TestHouse } from './harness.ts'

export interface Regions {
  city: string
  district: string
  subdistrict: string
  neighbourhood: string
  paths: { city: string; district: string; subdistrict: string; neighbourhood: string }
}

const code = () => newId().slice(-8)

/** A branch of the tree from city to neighbourhood. */
export async function aRegion(t: TestHouse): Promise<Regions> {
  const ctx = () => t.ctx(system)
  const city = await createRegion(ctx(), { parentId: null, kind: 'city', code: code(), name: '测试市' })
  const district = await createRegion(ctx(), {
    parentId: city.id,
    kind: 'district',
    code: code(),
    name: '测试区',
  })
  const subdistrict = await createRegion(ctx(), {
    parentId: district.id,
    kind: 'subdistrict',
    code: code(),
    name: '测试街道',
  })
  const neighbourhood = await createRegion(ctx(), {
    parentId: subdistrict.id,
    kind: 'neighbourhood',
    code: code(),
    name: '测试社区',
  })
  return {
    city: city.id,
    district: district.id,
    subdistrict: subdistrict.id,
    neighbourhood: neighbourhood.id,
    paths: {
      city: city.path,
      district: district.path,
      subdistrict: subdistrict.path,
      neighbourhood: neighbourhood.path,
    },
  }
}

/** An estate in a branch of its own unless one is given. */
export async function anEstate(
  t: TestHouse,
  more: { regions?: Regions; name?: string } = {},
): Promise<{ id: string; name: string; regions: Regions }> {
  const regions = more.regions ?? (await aRegion(t))
  const made = await createEstate(t.ctx(system), {
    regionId: regions.neighbourhood,
    name: more.name ?? `测试小区${code()}`,
  })
  return { id: made.id, name: made.name, regions }
}

let accounts = 0

/** A staff account with one role at an estate, and the actor it is when signed in. */
export async function anAccount(
  t: TestHouse,
  estateId: string,
  more: { role?: Role; name?: string; password?: string } = {},
): Promise<{ id: string; username: string; actor: Actor & { kind: 'account' } }> {
  const role = more.role ?? 'front_desk'
  const username = `user${++accounts}`
  const { account } = await createAccount(t.ctx(system), {
    username,
    name: more.name ?? `员工${accounts}`,
    password: more.password ?? 'kite-river-2718',
    assignment: { role, scope: 'estate', estateId },
  })
  return {
    id: account.id,
    username,
    actor: { ...actor(role, 'estate', estateId), id: account.id, name: account.name },
  }
}

/** A unit named like 1-2-301. */
export async function aUnit(t: TestHouse, estateId: string, label = '1-2-301'): Promise<string> {
  const [building = '', section = '', number = ''] = label.split('-')
  return (await createUnit(t.ctx(system), { estateId, building, section, number })).id
}

let phones = 0

/** A mobile number that nobody has; each call another one. */
export function aPhone(): string {
  return `1990000${String(++phones).padStart(4, '0')}`
}

export async function aPerson(
  t: TestHouse,
  estateId: string,
  more: { name?: string; phone?: string | null; idNumber?: string; kind?: 'person' | 'company' } = {},
): Promise<{ id: string; name: string; phone: string | null }> {
  const phone = more.phone === undefined ? aPhone() : more.phone
  const name = more.name ?? '林晓燕'
  const made = await createPerson(t.ctx(system), { estateId, ...more, name, phone })
  return { id: made.id, name, phone }
}

/** A unit with its owner, who lives there with one more person unless it is let to a lessee. */
export async function aHousehold(
  t: TestHouse,
  estateId: string,
  more: { label?: string; owner?: string; lease?: boolean } = {},
) {
  const unitId = await aUnit(t, estateId, more.label ?? '1-2-301')
  const owner = await aPerson(t, estateId, { name: more.owner ?? '林晓燕' })
  const other = await aPerson(t, estateId, { name: more.lease ? '陈租客' : '王家人' })
  await addOwners(t.ctx(system), { estateId, unitId, owners: [{ personId: owner.id }] })
  const household = await addHousehold(t.ctx(system), {
    estateId,
    unitId,
    kind: more.lease ? 'lease' : 'own',
    members: more.lease
      ? [{ personId: other.id, relation: 'self' }]
      : [
          { personId: owner.id, relation: 'self', contact: true },
          { personId: other.id, relation: 'spouse' },
        ],
  })
  return { unitId, owner, other, householdId: household.id }
}
