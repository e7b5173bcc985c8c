/**
 * Every route meets nobody, a neighbour with every right elsewhere, the lowest role inside, and ids that name nothing.
 * Made from the route table itself: a route without this test cannot exist.
 */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { routesOf } from '../../server/app.ts'
import { type Actor, type Grant, may, type Permission } from '../../server/core/access.ts'
import type { Method } from '../../server/core/contract.ts'
import { newId } from '../../server/core/ids.ts'
import { roleNames } from '../../server/core/roles.ts'
import { anEstate, type Regions } from '../factories.ts'
import { actor, testHouse } from '../harness.ts'

const t = await testHouse()
const mine = await anEstate(t)
const theirs = await anEstate(t)
/** For calls that may really do something. */
const scrap = await anEstate(t)

/** Routes that answer strangers by design, each with its reason; the list may only shrink. */
const open = new Map<string, string>(
  routesOf()
    .filter(r => r.endpoint.permission === 'public')
    .map(r => [r.key, 'public by contract']),
)

/** What may stand where no id does: a month, a number, a day, a role, a kind; the first that the route's own schema takes. */
const plain = ['2026-03', '1', '2026-03-01', 'guard', 'complaint', 'first']

function fill(key: string, estate: { id: string; regions: Regions }): string {
  const shape = routesOf().find(r => r.key === key)?.endpoint.params?.shape ?? {}
  return (key.split(' ')[1] ?? '').replace(/:(\w+)/g, (_, name: string) => {
    if (name === 'estateId') return estate.id
    if (name === 'regionId') return estate.regions.subdistrict
    const id = newId()
    return [id, ...plain].find(text => z.safeParse(shape[name] ?? z.string(), text).success) ?? id
  })
}

/** Somebody whose roles cover this estate but never carry the permission. */
function lowest(permission: Permission, estate: { id: string; regions: Regions }): Actor | undefined {
  const role = roleNames.find(r => !may(r, permission))
  return role ? { ...actor(role, 'region', estate.regions.paths.city) } : undefined
}

/** Every permission there is, at one estate and its region branch only. */
function everythingAt(estate: { id: string; regions: Regions }): Actor {
  const grants: Grant[] = roleNames.map(role => ({
    role,
    scope: 'region',
    target: estate.regions.paths.city,
  }))
  return { ...actor('manager', 'estate', estate.id), grants }
}

describe.each(routesOf().map(r => ({ key: r.key, route: r })))('$key', ({ key, route }) => {
  const [method, path] = key.split(' ') as [Method, string]
  const { permission } = route.endpoint
  const addressed = /:(estateId|regionId)/.test(path)

  test.skipIf(open.has(key))('nobody is asked to sign in', async () => {
    expect(
      (await t.http({ kind: 'nobody' }, method, fill(key, mine), method === 'GET' ? undefined : {}))
        .statusCode,
    ).toBe(401)
  })

  test.skipIf(open.has(key) || permission === 'signed-in' || !addressed)(
    'a neighbour with every right elsewhere finds nothing',
    async () => {
      expect(
        (await t.http(everythingAt(theirs), method, fill(key, mine), method === 'GET' ? undefined : {}))
          .statusCode,
      ).toBe(404)
    },
  )

  test.skipIf(open.has(key) || permission === 'signed-in')(
    'a role without the permission is told so',
    async () => {
      if (permission === 'public' || permission === 'signed-in') return
      const who = lowest(permission, mine)
      expect(who, `every role holds ${permission}`).toBeDefined()
      if (who)
        expect(
          (await t.http(who, method, fill(key, mine), method === 'GET' ? undefined : {})).statusCode,
        ).toBe(403)
    },
  )

  test('ids that name nothing never break it', async () => {
    const answer = await t.http(
      everythingAt(scrap),
      method,
      fill(key, scrap),
      method === 'GET' ? undefined : {},
    )
    expect(answer.statusCode, answer.body.slice(0, 300)).toBeLessThan(500)
    const absurd = path.replace(/:(\w+)/g, "'%20OR%201=1--")
    if (absurd !== path)
      expect(
        (await t.http(everythingAt(scrap), method, absurd, method === 'GET' ? undefined : {})).statusCode,
      ).toBeOneOf(addressed ? [400, 401, 404] : [400, 401, 403, 404])
  })
})

test('the number of routes without a stranger’s test is 0', () => {
  expect(
    routesOf()
      .filter(r => r.endpoint.permission === undefined)
      .map(r => r.key),
  ).toEqual([])
})
