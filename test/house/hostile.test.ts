/**
 * Every route that takes a body meets what people and machines send by mistake or on purpose: HTML, SQL, emoji, rare Han
 * characters and NUL in every text, the wrong type in every field, dates of 1900. Made from the route table: no route can be
 * left out. Wanted each time: an answer of the house's own list, never a broken program.
 */
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { routesOf } from '../../server/app.ts'
import type { Actor, Grant } from '../../server/core/access.ts'
import type { Endpoint, Method } from '../../server/core/contract.ts'
import { errorCatalogue } from '../../server/core/errors.ts'
import { newId } from '../../server/core/ids.ts'
import { roleNames } from '../../server/core/roles.ts'
import { anEstate, type Regions } from '../factories.ts'
import { actor, testHouse } from '../harness.ts'

const t = await testHouse()
const estate = await anEstate(t)
const codes = new Set(errorCatalogue().map(([code]) => code))

interface Shape {
  type?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Shape[]
  oneOf?: Shape[]
  allOf?: Shape[]
  items?: Shape | boolean
  properties?: Record<string, Shape>
  minItems?: number
  minimum?: number
  exclusiveMinimum?: number
  maxLength?: number
}

/** A value of the shape with `text` wherever a free text stands. */
function filled(shape: Shape, text: string, depth = 0): unknown {
  if (shape.const !== undefined) return shape.const
  if (shape.enum) return shape.enum[0]
  const one = shape.anyOf?.[0] ?? shape.oneOf?.[0]
  if (one) return filled(one, text, depth)
  if (shape.allOf) return Object.assign({}, ...shape.allOf.map(s => filled(s, text, depth) as object))
  if (depth > 6) return null
  switch (shape.type) {
    case 'string':
      if (shape.format === 'uuid') return estate.id
      if (shape.format === 'date') return '1900-01-01'
      if (shape.format === 'date-time') return '1900-01-01T00:00:00Z'
      return text.slice(0, shape.maxLength ?? text.length)
    case 'integer':
    case 'number':
      return shape.minimum ?? (shape.exclusiveMinimum ?? 0) + 1
    case 'boolean':
      return true
    case 'array':
      return typeof shape.items === 'object'
        ? Array.from({ length: Math.max(1, shape.minItems ?? 0) }, () =>
            filled(shape.items as Shape, text, depth + 1),
          )
        : []
    default:
      return Object.fromEntries(
        Object.entries(shape.properties ?? {}).map(([name, inner]) => [name, filled(inner, text, depth + 1)]),
      )
  }
}

function shapeOf(endpoint: Endpoint): Shape {
  if (!endpoint.body) return {}
  return z.toJSONSchema(endpoint.body, { io: 'input', unrepresentable: 'any' }) as Shape
}

/** Holds every role, at the top and at the estate: whatever is refused is refused for the content. */
function everybody(place: { id: string; regions: Regions }): Actor {
  const grants: Grant[] = roleNames.flatMap(role => [
    { role, scope: 'system' as const, target: '' },
    { role, scope: 'region' as const, target: place.regions.paths.city },
    { role, scope: 'estate' as const, target: place.id, estateId: place.id },
  ])
  return { ...actor('manager', 'estate', place.id), grants }
}

const who = everybody(estate)
const fill = (path: string) =>
  path.replace(/:(\w+)/g, (_, name: string) =>
    name === 'estateId' ? estate.id : name === 'regionId' ? estate.regions.subdistrict : newId(),
  )

const texts = {
  'HTML and SQL': `<img src=x onerror=alert(1)>'"; DROP TABLE estate; --\\`,
  'emoji and rare Han': '𠮷㛃🏠👨‍👩‍👧\u202E%_',
  NUL: 'a\u0000b',
}

async function judged(method: Method, path: string, body: object): Promise<number> {
  const answer = await t.http(who, method, fill(path), body, { 'x-client-id': newId() })
  expect(answer.statusCode, answer.body).toBeLessThan(500)
  if (answer.statusCode >= 400) {
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(codes, answer.body).toContain(answer.json().code)
  }
  return answer.statusCode
}

const routes = routesOf().filter(r => r.endpoint.body && !r.key.startsWith('GET'))

describe.each(routes.map(r => ({ key: r.key, endpoint: r.endpoint })))('$key', ({ key, endpoint }) => {
  const [method, path] = key.split(' ') as [Method, string]
  const shape = shapeOf(endpoint)

  test.each(Object.entries(texts))('%s in every text', async (_, text) => {
    await judged(method, path, filled(shape, text) as object)
  })

  test('the wrong type in every field is refused', async () => {
    const fields = Object.keys(shape.properties ?? {})
    const wrong = Object.fromEntries(
      fields.map(name => [name, shape.properties?.[name]?.type === 'object' ? 7 : { wrong: [1] }]),
    )
    const status = await judged(method, path, wrong)
    if (fields.length > 0 && !endpoint.upload) expect([400, 401, 403, 404, 409, 415]).toContain(status)
  })
})

afterAll(async () => {
  const still = await t.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM estate')
  expect(still.rows[0]?.n).toBeGreaterThan(0)
})
