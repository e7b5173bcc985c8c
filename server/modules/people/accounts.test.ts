import type { FastifyInstance } from 'fastify'
import { afterAll, expect, test } from 'vitest'
import { anEstate } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { buildApp } from '../../app.ts'
import type { ScopeKind } from '../../core/access.ts'
import { newId } from '../../core/ids.ts'
import { roleNames } from '../../core/roles.ts'
import { assignRole, closeAccount, createAccount, endRole, getAccount, listAccounts } from './accounts.ts'
import { createKey, revokeKey } from './keys.ts'
import { scopesOf } from './rules.ts'
import { authenticator } from './sessions.ts'

const t = await testHouse()
const app: FastifyInstance = await buildApp(t.house, { authenticate: authenticator(t.house) })
await app.ready()
afterAll(() => app.close())

const PASSWORD = 'kite-river-2718'
let made = 0
const fresh = () => `staff${++made}`

async function staff(estateId: string, role: 'front_desk' | 'manager' | 'guard' = 'front_desk') {
  const username = fresh()
  const { account } = await createAccount(t.ctx(system), {
    username,
    name: '张三',
    password: PASSWORD,
    assignment: { role, scope: 'estate', estateId },
  })
  return { id: account.id, username, account }
}

async function signIn(username: string, password = PASSWORD) {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/sign-in',
    headers: { 'x-anju': '1' },
    payload: { username, password },
  })
  const cookie = [answer.headers['set-cookie'] ?? []]
    .flat()
    .map(c => c.split(';')[0])
    .join('; ')
  return { answer, cookie }
}
const me = (cookie: string) => app.inject({ method: 'GET', url: '/api/me', headers: { cookie } })

test('staff signs in by name and password and is told who he is, where, with which rights', async () => {
  const e = await anEstate(t)
  const s = await staff(e.id)
  const { answer, cookie } = await signIn(s.username.toUpperCase())
  expect(answer.statusCode, answer.body).toBe(200)
  expect(answer.json()).toEqual({ twoFactor: false })
  const seen = (await me(cookie)).json()
  expect(seen.account).toMatchObject({ id: s.id, name: '张三', mustChangePassword: false })
  expect(seen.roles).toMatchObject([{ role: 'front_desk', scope: 'estate', place: e.name, estateId: e.id }])
  expect(seen.shells).toEqual(['console'])
  expect(seen.estates).toEqual([{ id: e.id, name: e.name, set: 0 }])
  expect(seen.sets[0]).toContain('person.read')
  expect(seen.sets[0]).not.toContain('account.manage')
})

test('the cookie is out of reach of scripts and foreign pages, and for HTTPS only over HTTPS', async () => {
  const e = await anEstate(t)
  const s = await staff(e.id)
  const { answer } = await signIn(s.username)
  const cookie = String([answer.headers['set-cookie']].flat()[0])
  expect(cookie).toMatch(/HttpOnly/i)
  expect(cookie).toMatch(/SameSite=Lax/i)
  expect(cookie).not.toMatch(/Secure/i)
})

test('a wrong password, an unknown name and an empty one get the same answer', async () => {
  const e = await anEstate(t)
  const s = await staff(e.id)
  for (const [name, password] of [
    [s.username, 'wrong-wrong-wrong'],
    ['nobody-here', PASSWORD],
    ["' OR 1=1 --", PASSWORD],
    [s.username, ''],
  ] as const) {
    const { answer } = await signIn(name, password)
    expect([answer.statusCode, answer.json().code], name).toEqual([401, 'people.wrong_password'])
  }
})

test('the sixth try waits 30 s, the next twice as long, and the right password waits too', async () => {
  const e = await anEstate(t)
  const s = await staff(e.id)
  for (let i = 0; i < 5; i++) expect((await signIn(s.username, 'wrong-wrong-1')).answer.statusCode).toBe(401)
  const locked = (await signIn(s.username)).answer
  expect([locked.statusCode, locked.json().params]).toEqual([429, { seconds: 30 }])
  t.clock.advance({ milliseconds: 29_999 })
  expect((await signIn(s.username)).answer.json().params).toEqual({ seconds: 1 })
  t.clock.advance({ milliseconds: 1 })
  expect((await signIn(s.username, 'wrong-wrong-1')).answer.statusCode).toBe(401)
  expect((await signIn(s.username)).answer.json().params).toEqual({ seconds: 60 })
  t.clock.advance({ seconds: 60 })
  expect((await signIn(s.username)).answer.statusCode).toBe(200)
  expect((await signIn(s.username, 'wrong-wrong-1')).answer.statusCode).toBe(401)
})

test('many tries at once are counted as many', async () => {
  const e = await anEstate(t)
  const s = await staff(e.id)
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => signIn(s.username, 'wrong-wrong-1').then(r => r.answer.statusCode)),
  )
  expect(answers.filter(c => c === 401)).toHaveLength(5)
  expect(answers.filter(c => c === 429)).toHaveLength(7)
})

test.each([
  ['short', 'kite-2718'],
  ['the user name in it', 'staff-x-abcdef'],
  ['one sign only', '1111111111111'],
  ['worn', 'password12345678'],
])('a password that is %s is refused', async (_, password) => {
  const e = await anEstate(t)
  await expect(
    createAccount(t.ctx(system), {
      username: 'staff-x',
      name: 'x',
      password,
      assignment: { role: 'front_desk', scope: 'estate', estateId: e.id },
    }),
  ).rejects.toMatchObject({ code: 'people.password_weak' })
})

test('[SX-14] an account that is closed is signed out at once and cannot come back', async () => {
  const e = await anEstate(t)
  const s = await staff(e.id)
  const { cookie } = await signIn(s.username)
  expect((await me(cookie)).statusCode).toBe(200)
  await closeAccount(t.ctx(system), { accountId: s.id, reason: '离职' })
  expect((await me(cookie)).statusCode).toBe(401)
  const back = (await signIn(s.username)).answer
  expect([back.statusCode, back.json().code]).toEqual([403, 'people.account_closed'])
  const seen = await getAccount(t.ctx(system), { accountId: s.id })
  expect(seen.assignments).toMatchObject([{ live: false, endReason: '离职' }])
})

test('[SX-14] a role that ends is gone from the session at once', async () => {
  const e = await anEstate(t)
  const s = await staff(e.id)
  const { cookie } = await signIn(s.username)
  expect((await me(cookie)).json().shells).toEqual(['console'])
  await endRole(t.ctx(system), {
    accountId: s.id,
    assignmentId: s.account.assignments[0]?.id ?? '',
  })
  expect((await me(cookie)).json()).toMatchObject({ shells: [], estates: [], permissions: [] })
})

test('the last administrator can neither leave nor lose the role', async () => {
  const administrator = () =>
    createAccount(t.ctx(system), {
      username: fresh(),
      name: '管理员',
      assignment: { role: 'administrator', scope: 'system' },
    })
  const one = (await administrator()).account
  const two = (await administrator()).account
  await closeAccount(t.ctx(system), { accountId: one.id })
  await expect(closeAccount(t.ctx(system), { accountId: two.id })).rejects.toMatchObject({
    code: 'people.last_administrator',
  })
  await expect(
    endRole(t.ctx(system), { accountId: two.id, assignmentId: two.assignments[0]?.id ?? '' }),
  ).rejects.toMatchObject({ code: 'people.last_administrator' })
  expect((await getAccount(t.ctx(system), { accountId: two.id })).assignments).toMatchObject([{ live: true }])
})

test('[SX-02] a role holds from its first instant until, but not at, its last', async () => {
  const e = await anEstate(t)
  const s = await staff(e.id)
  const from = t.clock.now().add({ hours: 1 })
  const until = from.add({ hours: 8 })
  await assignRole(t.ctx(system), {
    accountId: s.id,
    role: 'guard',
    scope: 'estate',
    estateId: e.id,
    from: from.toString(),
    until: until.toString(),
  })
  const { cookie } = await signIn(s.username)
  const shells = async () => (await me(cookie)).json().shells
  t.clock.set(from.subtract({ milliseconds: 1 }))
  expect(await shells()).toEqual(['console'])
  t.clock.set(from)
  expect(await shells()).toEqual(['console', 'gate'])
  t.clock.set(until.subtract({ milliseconds: 1 }))
  expect(await shells()).toEqual(['console', 'gate'])
  t.clock.set(until)
  expect(await shells()).toEqual(['console'])
})

test('[SX-02] one person holds several roles in several places', async () => {
  const a = await anEstate(t)
  const b = await anEstate(t)
  const s = await staff(a.id)
  await assignRole(t.ctx(system), { accountId: s.id, role: 'manager', scope: 'estate', estateId: b.id })
  await assignRole(t.ctx(system), {
    accountId: s.id,
    role: 'neighbourhood_officer',
    scope: 'region',
    targetId: a.regions.neighbourhood,
  })
  const seen = (await me((await signIn(s.username)).cookie)).json()
  expect(seen.shells).toEqual(['console', 'board'])
  const set = (id: string) => seen.sets[seen.estates.find((x: { id: string }) => x.id === id).set]
  expect(set(a.id)).toContain('census.write')
  expect(set(a.id)).not.toContain('role.assign')
  expect(set(b.id)).toContain('role.assign')
  expect(seen.roles.map((r: { place: string }) => r.place)).toEqual([a.name, b.name, '测试社区'])
})

test('[SX-02] every role template can be assigned somewhere, and nowhere else', async () => {
  const e = await anEstate(t)
  const s = await staff(e.id)
  const building = newId()
  const unit = newId()
  const section = newId()
  await t.pool.query(`INSERT INTO building (estate_id, id, name) VALUES ('${e.id}', '${building}', '1')`)
  await t.pool.query(
    `INSERT INTO section (estate_id, id, building_id, name) VALUES ('${e.id}', '${section}', '${building}', '')`,
  )
  await t.pool.query(
    `INSERT INTO unit (estate_id, id, building_id, section_id, number, label) VALUES ('${e.id}', '${unit}', '${building}', '${section}', '101', '1-101')`,
  )
  const organisation = newId()
  await t.pool.query(
    `INSERT INTO organisation (id, kind, name) VALUES ('${organisation}', 'company', '测试物业')`,
  )
  const place = (scope: ScopeKind) =>
    ({
      system: { scope },
      region: { scope, targetId: e.regions.district },
      organisation: { scope, targetId: organisation },
      estate: { scope, estateId: e.id },
      building: { scope, estateId: e.id, targetId: building },
      unit: { scope, estateId: e.id, targetId: unit },
    })[scope]
  for (const role of roleNames)
    for (const scope of ['system', 'region', 'organisation', 'estate', 'building', 'unit'] as const) {
      const run = assignRole(t.ctx(system), { accountId: s.id, role, ...place(scope) })
      if (scopesOf(role).includes(scope)) await run
      else await expect(run, `${role} ${scope}`).rejects.toMatchObject({ code: 'people.role_place' })
    }
  const seen = await getAccount(t.ctx(system), { accountId: s.id })
  expect(new Set(seen.assignments.map(a => a.role))).toEqual(new Set(roleNames))
})

test('a building of another estate is not found', async () => {
  const a = await anEstate(t)
  const b = await anEstate(t)
  const s = await staff(a.id)
  const building = newId()
  await t.pool.query(`INSERT INTO building (estate_id, id, name) VALUES ('${b.id}', '${building}', '9')`)
  await expect(
    assignRole(t.ctx(system), {
      accountId: s.id,
      role: 'cleaner',
      scope: 'building',
      estateId: a.id,
      targetId: building,
    }),
  ).rejects.toMatchObject({ code: 'core.not_found' })
})

test('a manager gives roles in his own estate only, and cannot touch who works elsewhere too', async () => {
  const a = await anEstate(t)
  const b = await anEstate(t)
  const boss = actor('manager', 'estate', a.id)
  const { account } = await createAccount(t.ctx(boss), {
    username: fresh(),
    name: '李四',
    assignment: { role: 'guard', scope: 'estate', estateId: a.id },
  })
  await expect(
    assignRole(t.ctx(boss), { accountId: account.id, role: 'guard', scope: 'estate', estateId: b.id }),
  ).rejects.toMatchObject({ code: 'core.not_found' })
  await expect(
    assignRole(t.ctx(boss), { accountId: account.id, role: 'administrator', scope: 'system' }),
  ).rejects.toMatchObject({ code: 'core.forbidden' })
  const stranger = await staff(b.id)
  await expect(closeAccount(t.ctx(boss), { accountId: stranger.id })).rejects.toMatchObject({
    code: 'core.not_found',
  })
  await assignRole(t.ctx(system), { accountId: account.id, role: 'manager', scope: 'estate', estateId: b.id })
  await expect(closeAccount(t.ctx(boss), { accountId: account.id })).rejects.toMatchObject({
    code: 'core.forbidden',
  })
  const list = await listAccounts(t.ctx(boss), {})
  expect(list.items.map(x => x.id)).toEqual([account.id])
  expect(list.items[0]?.assignments.map(x => x.estateId)).toEqual([a.id])
})

test('an account made without a password has one of its own, shown once, to be changed', async () => {
  const e = await anEstate(t)
  const first = await createAccount(t.ctx(system), {
    username: fresh(),
    name: '王五',
    assignment: { role: 'guard', scope: 'estate', estateId: e.id },
  })
  const second = await createAccount(t.ctx(system), {
    username: fresh(),
    name: '王五',
    assignment: { role: 'guard', scope: 'estate', estateId: e.id },
  })
  expect(first.password).toMatch(/^\S{14}$/)
  expect(first.password).not.toBe(second.password)
  const { cookie } = await signIn(first.account.username ?? '', first.password ?? '')
  const before = (await me(cookie)).json()
  expect([before.account.mustChangePassword, before.shells]).toEqual([true, []])
  const change = await app.inject({
    method: 'POST',
    url: '/api/me/password',
    headers: { cookie, 'x-anju': '1' },
    payload: { current: first.password, next: 'another-river-31' },
  })
  expect(change.statusCode, change.body).toBe(200)
  const after = (await me(cookie)).json()
  expect([after.account.mustChangePassword, after.shells]).toEqual([false, ['gate']])
})

test('changing the own password ends the other sessions, not this one', async () => {
  const e = await anEstate(t)
  const s = await staff(e.id)
  const here = (await signIn(s.username)).cookie
  const there = (await signIn(s.username)).cookie
  const change = await app.inject({
    method: 'POST',
    url: '/api/me/password',
    headers: { cookie: here, 'x-anju': '1' },
    payload: { current: PASSWORD, next: 'another-river-31' },
  })
  expect(change.statusCode, change.body).toBe(200)
  expect((await me(here)).statusCode).toBe(200)
  expect((await me(there)).statusCode).toBe(401)
  expect((await signIn(s.username)).answer.statusCode).toBe(401)
})

test('signing out ends the session on the server', async () => {
  const e = await anEstate(t)
  const s = await staff(e.id)
  const { cookie } = await signIn(s.username)
  const out = await app.inject({
    method: 'POST',
    url: '/api/sign-out',
    headers: { cookie, 'x-anju': '1' },
    payload: {},
  })
  expect(out.statusCode, out.body).toBe(200)
  expect((await me(cookie)).statusCode).toBe(401)
})

test('a user name is taken once, whatever its case', async () => {
  const e = await anEstate(t)
  const s = await staff(e.id)
  await expect(
    createAccount(t.ctx(system), {
      username: s.username.toUpperCase(),
      name: 'x',
      assignment: { role: 'guard', scope: 'estate', estateId: e.id },
    }),
  ).rejects.toMatchObject({ code: 'people.username_taken' })
})

test('a device key works by its header, is kept as a hash, and stops at once', async () => {
  const e = await anEstate(t)
  const { key, item } = await createKey(t.ctx(system), { estateId: e.id, name: '东门相机' })
  const ask = () => app.inject({ method: 'GET', url: `/api/estates/${e.id}`, headers: { 'x-api-key': key } })
  expect((await ask()).statusCode).toBe(200)
  const kept = await t.pool.query('SELECT * FROM api_key WHERE id = $1', [item.id])
  expect(JSON.stringify(kept.rows)).not.toContain(key)
  await revokeKey(t.ctx(system), { estateId: e.id, keyId: item.id })
  expect((await ask()).statusCode).toBe(401)
})

test('what is written of a sign-in names nobody’s password, and the guard’s table nobody', async () => {
  const e = await anEstate(t)
  const s = await staff(e.id)
  await signIn(s.username, 'wrong-wrong-1')
  await signIn(s.username)
  const rows = await t.pool.query('SELECT * FROM audit')
  expect(JSON.stringify(rows.rows)).not.toContain(PASSWORD)
  expect(rows.rows.map(r => r.action)).toContain('account.sign_in')
  const guards = await t.pool.query('SELECT key FROM sign_in_guard')
  expect(JSON.stringify(guards.rows)).not.toMatch(/staff|127\.0\.0\.1/)
})
