/** Builders that fill in missing parents, always through the services; each test makes its own estate. */
import type { Actor } from '../server/core/access.ts'
import { newId } from '../server/core/ids.ts'
import type { Role } from '../server/core/roles.ts'
import { createEstate, createRegion } from '../server/modules/estate/service.ts'
import { createAccount } from '../server/modules/people/accounts.ts'
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
