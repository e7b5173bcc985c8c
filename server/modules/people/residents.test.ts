import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { aHousehold, anEstate, aPerson, aPhone } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { buildApp } from '../../app.ts'
import { addHousehold, endHousehold } from './homes.ts'
import { editPerson, revealPerson } from './persons.ts'
import { authenticator } from './sessions.ts'
import { addConsent, addVehicle } from './vehicles.ts'

const t = await testHouse()

/** The SMS service of a test: keeps what it was sent. */
const sent: { phone: string; text: string; auth: string | undefined }[] = []
let answer = 200
const gateway = createServer((request, response) => {
  let body = ''
  request.on('data', piece => {
    body += piece
  })
  request.on('end', () => {
    sent.push({ ...JSON.parse(body), auth: request.headers.authorization })
    response.writeHead(answer).end()
  })
})
await new Promise<void>(done => gateway.listen(0, '127.0.0.1', done))
t.house.config.sms = { url: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/`, token: 'secret' }
const app: FastifyInstance = await buildApp(t.house, { authenticate: authenticator(t.house) })
await app.ready()
afterAll(async () => {
  await app.close()
  gateway.close()
})
beforeEach(async () => {
  sent.length = 0
  answer = 200
  await t.pool.query('DELETE FROM sign_in_guard')
})

const post = (url: string, payload: object, cookie = '') =>
  app.inject({ method: 'POST', url, headers: { 'x-anju': '1', cookie }, payload })
const get = (url: string, cookie: string) => app.inject({ method: 'GET', url, headers: { cookie } })
const ask = (phone: string) => post('/api/sign-in/phone-code', { phone })
const codeOf = (phone: string) =>
  /验证码 (\d{6})/.exec(sent.findLast(s => s.phone === phone)?.text ?? '')?.[1] ?? ''
const enter = (phone: string, code: string) => post('/api/sign-in/phone', { phone, code })

async function signedIn(phone: string): Promise<string> {
  expect((await ask(phone)).statusCode).toBe(200)
  const done = await enter(phone, codeOf(phone))
  expect(done.statusCode, done.body).toBe(200)
  return [done.headers['set-cookie'] ?? []]
    .flat()
    .map(c => c.split(';')[0])
    .join('; ')
}

test('a resident signs in with the code sent to his phone and has the rights of his home', async () => {
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id)
  const cookie = await signedIn(h.owner.phone ?? '')
  expect(sent[0]?.auth).toBe('Bearer secret')
  const me = (await get('/api/me', cookie)).json()
  expect(me.account.name).toBe('林晓燕')
  expect(me.shells).toEqual(['resident'])
  expect(
    me.roles.map((r: { role: string; scope: string; targetId: string }) => [r.role, r.scope, r.targetId]),
  ).toEqual([
    ['owner', 'unit', h.unitId],
    ['resident', 'unit', h.unitId],
  ])
  expect(me.estates.map((x: { id: string }) => x.id)).toEqual([e.id])
})

test('a number that is on no file gets the same answer and no message', async () => {
  const unknown = aPhone()
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id)
  const a = await ask(unknown)
  const b = await ask(h.owner.phone ?? '')
  expect([a.statusCode, a.body]).toEqual([b.statusCode, b.body])
  expect(sent.map(s => s.phone)).toEqual([h.owner.phone])
  expect((await enter(unknown, '123456')).json().code).toBe('people.wrong_code')
})

test('a code lives five minutes, to the millisecond', async () => {
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id)
  const phone = h.owner.phone ?? ''
  await ask(phone)
  t.clock.advance({ minutes: 5 })
  expect((await enter(phone, codeOf(phone))).json().code).toBe('people.wrong_code')
  await ask(phone)
  t.clock.advance({ minutes: 5 })
  t.clock.set(t.clock.now().subtract({ milliseconds: 1 }))
  expect((await enter(phone, codeOf(phone))).statusCode).toBe(200)
})

test('a code is used once', async () => {
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id)
  const phone = h.owner.phone ?? ''
  await ask(phone)
  const code = codeOf(phone)
  const both = await Promise.all([enter(phone, code), enter(phone, code)])
  expect(both.map(r => r.statusCode).sort()).toEqual([200, 401])
  expect((await enter(phone, code)).statusCode).toBe(401)
})

test('five wrong tries use the code up, and the next try waits', async () => {
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id)
  const phone = h.owner.phone ?? ''
  await ask(phone)
  const code = codeOf(phone)
  const wrong = code === '000000' ? '000001' : '000000'
  for (let i = 0; i < 5; i++) expect((await enter(phone, wrong)).statusCode).toBe(401)
  expect((await enter(phone, code)).statusCode).toBe(429)
  t.clock.advance({ seconds: 31 })
  expect((await enter(phone, code)).json().code).toBe('people.wrong_code')
})

test('a second code is sent after a minute, the third after two', async () => {
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id)
  const phone = h.owner.phone ?? ''
  expect((await ask(phone)).json()).toEqual({ waitSeconds: 60 })
  t.clock.advance({ milliseconds: 59_999 })
  expect((await ask(phone)).statusCode).toBe(429)
  t.clock.advance({ milliseconds: 1 })
  expect((await ask(phone)).json()).toEqual({ waitSeconds: 120 })
  expect(sent).toHaveLength(2)
})

test('an SMS service that refuses is told to the resident, and so is a missing one', async () => {
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id)
  answer = 500
  expect((await ask(h.owner.phone ?? '')).json().code).toBe('people.sms_failed')
  const { sms } = t.house.config
  t.house.config.sms = undefined
  expect((await ask(h.other.phone ?? '')).json().code).toBe('people.sms_failed')
  t.house.config.sms = sms
})

test('[SX-14] moving out ends the resident’s rights at once, and his sign-in', async () => {
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id, { lease: true })
  const phone = h.other.phone ?? ''
  const cookie = await signedIn(phone)
  expect((await get('/api/my/home', cookie)).json().homes).toMatchObject([
    { unit: '1-2-301', mine: ['lessee'] },
  ])
  await endHousehold(t.ctx(system), { estateId: e.id, householdId: h.householdId, reason: '退租' })
  expect((await get('/api/my/home', cookie)).statusCode).toBe(403)
  expect((await get('/api/me', cookie)).json()).toMatchObject({ shells: [], estates: [] })
})

test('[SX-14] a new number on file moves the right to sign in to it', async () => {
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id)
  const old = await signedIn(h.owner.phone ?? '')
  const next = aPhone()
  await editPerson(t.ctx(system), { estateId: e.id, personId: h.owner.id, version: 1, phone: next })
  expect((await get('/api/me', old)).json().shells).toEqual([])
  const cookie = await signedIn(next)
  expect((await get('/api/me', cookie)).json().shells).toEqual(['resident'])
})

test('one number for homes in two estates shows both', async () => {
  const a = await anEstate(t)
  const b = await anEstate(t)
  const one = await aHousehold(t, a.id)
  const phone = one.owner.phone ?? ''
  const two = await aHousehold(t, b.id, { label: '5-1-102', lease: true })
  const same = await aPerson(t, b.id, { name: '林晓燕', phone })
  await addHousehold(t.ctx(system), {
    estateId: b.id,
    unitId: two.unitId,
    kind: 'own',
    members: [{ personId: same.id }],
  })
  const { homes } = (await get('/api/my/home', await signedIn(phone))).json()
  expect(homes.map((h: { unit: string }) => h.unit).sort()).toEqual(['1-2-301', '5-1-102'])
})

test('[S7-09] a lessee sees nothing of the owner, an owner nothing of the lessee’s household', async () => {
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id, { lease: true })
  await addVehicle(t.ctx(system), {
    estateId: e.id,
    plate: '琼A11111',
    unitId: h.unitId,
    personId: h.other.id,
  })
  const people = async (phone: string | null) => {
    const { homes } = (await get('/api/my/home', await signedIn(phone ?? ''))).json()
    return homes[0]
  }
  const lessee = await people(h.other.phone)
  expect(lessee.people.map((p: { personId: string }) => p.personId)).toEqual([h.other.id])
  expect(lessee.vehicles).toHaveLength(1)
  const owner = await people(h.owner.phone)
  expect(owner.people.map((p: { personId: string }) => p.personId)).toEqual([h.owner.id])
  expect(owner.vehicles).toEqual([])
})

test('a resident sees who looked at his number and why, and nobody else’s looks', async () => {
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id)
  const looker = { ...actor('front_desk', 'estate', e.id), name: '前台小周' }
  const look = (personId: string, purpose: string) =>
    revealPerson(t.ctx(looker), { estateId: e.id, personId, field: 'phone', purpose })
  await look(h.owner.id, '漏水通知')
  await look(h.other.id, '别人的')
  const { items } = (await get('/api/my/looks', await signedIn(h.owner.phone ?? ''))).json()
  expect(items).toMatchObject([{ who: '前台小周', estate: e.name, field: 'phone', purpose: '漏水通知' }])
})

test('a resident withdraws his own consent and nobody else’s', async () => {
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id)
  const mine = await addConsent(t.ctx(system), { estateId: e.id, personId: h.owner.id, purpose: 'photo' })
  const theirs = await addConsent(t.ctx(system), { estateId: e.id, personId: h.other.id, purpose: 'photo' })
  const cookie = await signedIn(h.owner.phone ?? '')
  const withdraw = (id: string) => post(`/api/my/consents/${id}/withdraw`, {}, cookie)
  expect((await withdraw(mine.id)).json()).toMatchObject({ live: false })
  expect((await withdraw(theirs.id)).statusCode).toBe(404)
})

const setup = {
  administrator: { username: 'boss', name: '管理员', password: 'kite-river-2718' },
  region: { city: '海口市', district: '美兰区', subdistrict: '白龙街道', neighbourhood: '白龙社区' },
  estate: { name: '安居苑', kind: 'compound' },
}

test('first start: set-up is open until there is an administrator, and only one can be made of two tries', async () => {
  expect((await get('/api/setup', '')).json()).toEqual({ needed: true })
  const weak = { ...setup, administrator: { ...setup.administrator, password: '1234567890' } }
  expect((await post('/api/setup', weak)).json().code).toBe('people.password_weak')
  expect((await get('/api/setup', '')).json()).toEqual({ needed: true })
  const other = { ...setup, administrator: { ...setup.administrator, username: 'boss2' } }
  const both = await Promise.all([post('/api/setup', setup), post('/api/setup', other)])
  expect(both.map(r => r.statusCode).sort()).toEqual([200, 409])
  expect((await get('/api/setup', '')).json()).toEqual({ needed: false })
  const winner = both[0]?.statusCode === 200 ? 'boss' : 'boss2'
  const signIn = await post('/api/sign-in', { username: winner, password: 'kite-river-2718' })
  const cookie = [signIn.headers['set-cookie'] ?? []]
    .flat()
    .map(c => c.split(';')[0])
    .join('; ')
  const me = (await get('/api/me', cookie)).json()
  expect(me.roles.map((r: { role: string }) => r.role)).toEqual(['administrator', 'manager'])
  expect(me.estates.map((x: { name: string }) => x.name)).toContain('安居苑')
})

function totp(uri: string): string {
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  const bits = [...secret]
    .map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map(b => Number.parseInt(b, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const at = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

test('a second factor is asked for after the password, and no session exists before it', async () => {
  const cookies = (r: Awaited<ReturnType<typeof post>>) =>
    [r.headers['set-cookie'] ?? []]
      .flat()
      .map(c => c.split(';')[0])
      .join('; ')
  const name = (await t.pool.query(`SELECT username FROM account WHERE username LIKE 'boss%'`)).rows[0]
    .username
  const first = () => post('/api/sign-in', { username: name, password: 'kite-river-2718' })
  const cookie = cookies(await first())
  const begun = await post('/api/me/second-factor', { password: 'kite-river-2718' }, cookie)
  expect(begun.statusCode, begun.body).toBe(200)
  const { uri, backupCodes } = begun.json()
  expect(backupCodes.length).toBeGreaterThan(4)
  expect((await post('/api/me/second-factor/confirm', { code: '000000' }, cookie)).statusCode).toBe(401)
  const on = await post('/api/me/second-factor/confirm', { code: totp(uri) }, cookie)
  expect(on.statusCode, on.body).toBe(200)
  const half = await first()
  expect(half.json()).toEqual({ twoFactor: true })
  expect((await get('/api/me', cookies(half))).statusCode).toBe(401)
  expect((await post('/api/sign-in/second', { code: '000000' }, cookies(half))).statusCode).toBe(401)
  const whole = await post('/api/sign-in/second', { code: totp(uri) }, cookies(half))
  expect(whole.statusCode, whole.body).toBe(200)
  expect((await get('/api/me', cookies(whole))).json().account.twoFactor).toBe(true)
  const again = await first()
  const byBackup = await post('/api/sign-in/second', { code: backupCodes[0] }, cookies(again))
  expect(byBackup.statusCode, byBackup.body).toBe(200)
  const third = await first()
  expect((await post('/api/sign-in/second', { code: backupCodes[0] }, cookies(third))).statusCode).toBe(401)
})
