import type { FastifyInstance } from 'fastify'
import { afterAll, expect, test } from 'vitest'
import { anAccount, anEstate } from '../../../test/factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { buildApp } from '../../app.ts'
import { may } from '../../core/access.ts'
import { createKey, listKeys } from './keys.ts'
import { deviceName } from './rules.ts'
import { authenticator } from './sessions.ts'

const t = await testHouse()
const app: FastifyInstance = await buildApp(t.house, { authenticate: authenticator(t.house) })
await app.ready()
afterAll(() => app.close())

async function signIn(username: string, agent: string): Promise<string> {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/sign-in',
    headers: { 'x-anju': '1', 'user-agent': agent },
    payload: { username, password: 'kite-river-2718' },
  })
  expect(answer.statusCode, answer.body).toBe(200)
  return [answer.headers['set-cookie'] ?? []].flat()[0]?.split(';')[0] ?? ''
}

const call = (method: 'GET' | 'POST', url: string, cookie: string) =>
  app.inject({
    method,
    url,
    headers: { 'x-anju': '1', cookie },
    ...(method === 'POST' ? { payload: {} } : {}),
  })

test('I see where I am signed in and end it there at once; a session of somebody else is not mine to end', async () => {
  const estate = await anEstate(t)
  const me = await anAccount(t, estate.id)
  const other = await anAccount(t, estate.id)
  const phone = await signIn(me.username, 'Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile')
  const desk = await signIn(me.username, 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Edg/140.0')
  const strange = await signIn(other.username, '')
  const listed = async (cookie: string) => (await call('GET', '/api/me/sessions', cookie)).json().items
  const mine = await listed(desk)
  expect(mine.map((s: { device: string; current: boolean }) => [s.device, s.current])).toEqual([
    ['Windows · Edge', true],
    ['Android · Chrome', false],
  ])
  const [his] = await listed(strange)
  expect((await call('POST', `/api/me/sessions/${his.id}/end`, desk)).statusCode).toBe(404)
  expect((await call('POST', `/api/me/sessions/${mine[1].id}/end`, desk)).statusCode).toBe(200)
  expect((await call('GET', '/api/me', phone)).statusCode).toBe(401)
  const third = await signIn(me.username, 'x')
  expect((await call('POST', '/api/me/sessions/end-others', third)).json()).toEqual({ ended: 1 })
  expect((await call('GET', '/api/me', desk)).statusCode).toBe(401)
  expect((await call('GET', '/api/me', third)).statusCode).toBe(200)
  expect((await call('GET', '/api/me', strange)).statusCode).toBe(200)
})

test('a browser is named in words, an unknown one not at all', () => {
  expect(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) MicroMessenger/8.0')).toBe('iOS · WeChat')
  expect(deviceName('curl/8')).toBe('')
})

test('a key carries one kind of right, ends at its date to the millisecond, and is shown once', async () => {
  const estate = await anEstate(t)
  const office = actor('manager', 'estate', estate.id)
  const until = t.clock.now().add({ hours: 1 }).toString()
  const made = await createKey(t.ctx(office), {
    estateId: estate.id,
    name: '巡检系统',
    role: 'integration_desk',
    until,
  })
  expect(made.item).toMatchObject({ role: 'integration_desk', live: true, until })
  const first = async () => (await listKeys(t.ctx(office), { estateId: estate.id })).items[0]
  expect(JSON.stringify(await first())).not.toContain(made.key)
  t.clock.advance({ minutes: 59, seconds: 59, milliseconds: 999 })
  expect((await first())?.live).toBe(true)
  t.clock.advance({ milliseconds: 1 })
  expect((await first())?.live).toBe(false)
  expect(may('integration_desk', 'ticket.create')).toBe(true)
  expect(may('integration_reader', 'person.read')).toBe(false)
})
