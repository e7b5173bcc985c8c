/** Bad input at the door, the same for every route: a clear answer, nothing broken. */
import { expect, test } from 'vitest'
import { createRegion } from '../../server/modules/estate/service.ts'
import { aRegion } from '../factories.ts'
import { actor, system, testHouse } from '../harness.ts'

const t = await testHouse()
const admin = actor('administrator', 'system')

test('malformed JSON, an oversized body and a foreign media type are refused with a reason', async () => {
  const as = { 'x-test-actor': admin.id, 'x-anju': '1' }
  await t.http(admin, 'GET', '/api/estates')
  const broken = await t.app.inject({
    method: 'POST',
    url: '/api/regions',
    headers: { ...as, 'content-type': 'application/json' },
    payload: '{"name": ',
  })
  expect([broken.statusCode, broken.json().code]).toEqual([400, 'core.malformed'])
  const huge = await t.app.inject({
    method: 'POST',
    url: '/api/regions',
    headers: { ...as, 'content-type': 'application/json' },
    payload: JSON.stringify({ name: 'x'.repeat(1_100_000) }),
  })
  expect([huge.statusCode, huge.json().code]).toEqual([413, 'core.too_large'])
  const xml = await t.app.inject({
    method: 'POST',
    url: '/api/regions',
    headers: { ...as, 'content-type': 'text/xml' },
    payload: '<a/>',
  })
  expect([xml.statusCode, xml.json().code]).toEqual([415, 'core.media_type'])
})

test('a write from a foreign page is refused', async () => {
  const answer = await t.app.inject({
    method: 'POST',
    url: '/api/regions',
    headers: { 'x-test-actor': admin.id, origin: 'http://evil.example' },
    payload: {},
  })
  expect([answer.statusCode, answer.json().code]).toEqual([403, 'core.origin'])
})

test('wrong fields are named, in the reader’s language', async () => {
  const zh = await t.http(admin, 'POST', '/api/regions', {
    parentId: null,
    kind: 'planet',
    code: '?',
    name: '',
  })
  expect(zh.statusCode).toBe(400)
  const fields = zh.json().fields as { path: string; message: string }[]
  expect(fields.map(f => f.path)).toEqual(['kind', 'code', 'name'])
  for (const f of fields) expect(f.message).toMatch(/[\u4e00-\u9fff]/)
  const en = await t.http(
    admin,
    'POST',
    '/api/regions',
    { parentId: null, kind: 'planet', code: '?', name: '' },
    { 'accept-language': 'en' },
  )
  for (const f of en.json().fields as { message: string }[]) expect(f.message).not.toMatch(/[\u4e00-\u9fff]/)
})

test('HTML, SQL, emoji and rare Han characters are kept as they were typed', async () => {
  const r = await aRegion(t)
  const names = [
    '<script>alert(1)</script>',
    "'; DROP TABLE estate; --",
    '🏠阳光',
    '𠮷祥里',
    '㛃园',
    '\u202Eevil',
    '%_\\',
  ]
  for (const [i, name] of names.entries()) {
    const made = await t.http(admin, 'POST', '/api/estates', { regionId: r.neighbourhood, name })
    expect(made.statusCode, made.body).toBe(200)
    const seen = await t.http(admin, 'GET', `/api/estates?q=${encodeURIComponent(name)}`)
    expect(seen.json().items.map((e: { name: string }) => e.name)).toContain(name.trim())
    await createRegion(t.ctx(system), {
      parentId: r.neighbourhood,
      kind: 'grid',
      code: `x${i}`,
      name: name.trim() || 'x',
    })
  }
})

test('a NUL character is refused, not stored', async () => {
  const r = await aRegion(t)
  const answer = await t.http(admin, 'POST', '/api/estates', { regionId: r.neighbourhood, name: 'a\u0000b' })
  expect(answer.statusCode).toBe(400)
})

test('an answer to an unknown address is a problem document too', async () => {
  const answer = await t.http(admin, 'GET', '/api/nothing-here')
  expect([answer.statusCode, answer.json().code]).toEqual([404, 'core.not_found'])
})
