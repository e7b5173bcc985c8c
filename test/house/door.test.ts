/** The door of the real app: streams end with their session, metrics are not for everybody, pages bring no foreign script. */
import { afterAll, expect, test } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { closeAccount } from '../../server/modules/people/accounts.ts'
import { authenticator } from '../../server/modules/people/sessions.ts'
import { contentPolicy, mayMeasure, serveWeb } from '../../server/web.ts'
import { anAccount, anEstate } from '../factories.ts'
import { system, testHouse } from '../harness.ts'

const t = await testHouse()
const app = await buildApp(t.house, {
  authenticate: authenticator(t.house),
  more: web => serveWeb(web, t.house, t.pool),
})
await app.listen({ port: 0, host: '127.0.0.1' })
afterAll(() => app.close())
const address = app.server.address()
const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
const PASSWORD = 'kite-river-2718'

async function signedIn(username: string): Promise<string> {
  const answer = await fetch(`${base}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-anju': '1' },
    body: JSON.stringify({ username, password: PASSWORD }),
  })
  expect(answer.status).toBe(200)
  return answer.headers
    .getSetCookie()
    .map(c => c.split(';')[0])
    .join('; ')
}

/** Opens the stream of news; answers when it ended, and how long it had been open. */
async function listen(cookie: string): Promise<{ ended: Promise<number> }> {
  const answer = await fetch(`${base}/api/events`, { headers: { accept: 'text/event-stream', cookie } })
  expect(answer.status).toBe(200)
  const began = performance.now()
  const ended = (async () => {
    for await (const _ of answer.body ?? []) {
      // news
    }
    return performance.now() - began
  })()
  return { ended }
}

test('[SX-14] an open stream of news ends at once when its account is closed; another person’s stays', async () => {
  const e = await anEstate(t)
  const leaving = await anAccount(t, e.id, { role: 'guard', password: PASSWORD })
  const staying = await anAccount(t, e.id, { role: 'guard', password: PASSWORD })
  const gone = await listen(await signedIn(leaving.username))
  const stays = await listen(await signedIn(staying.username))
  await closeAccount(t.ctx(system), { accountId: leaving.id, reason: '离职' })
  const first = await Promise.race([
    gone.ended.then(() => 'the one who left'),
    stays.ended.then(() => 'the one who stays'),
    new Promise(done => setTimeout(() => done('nobody within three seconds'), 3000)),
  ])
  expect(first).toBe('the one who left')
})

test('[SX-14] a person’s own stream ends when he signs out', async () => {
  const e = await anEstate(t)
  const who = await anAccount(t, e.id, { role: 'guard', password: PASSWORD })
  const cookie = await signedIn(who.username)
  const open = await listen(cookie)
  const out = await fetch(`${base}/api/sign-out`, { method: 'POST', headers: { 'x-anju': '1', cookie } })
  expect(out.status).toBe(200)
  expect(await open.ended).toBeLessThan(3000)
})

test('metrics are read on this machine, or with the token from elsewhere; a proxied request is from elsewhere', async () => {
  expect((await fetch(`${base}/metrics`)).status).toBe(200)
  expect((await fetch(`${base}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(404)
  type Asked = Parameters<typeof mayMeasure>[0]
  const from = (remoteAddress: string, authorization?: string) =>
    ({ socket: { remoteAddress }, headers: { authorization } }) as Asked
  expect(mayMeasure(from('192.168.1.20'), undefined)).toBe(false)
  const token = 'a-token-of-the-watchman'
  expect(mayMeasure(from('192.168.1.20', `Bearer ${token}`), token)).toBe(true)
  expect(mayMeasure(from('192.168.1.20', 'Bearer a-token-of-the-watchmaN'), token)).toBe(false)
  expect(mayMeasure(from('127.0.0.1'), token)).toBe(false)
})

test('pages allow scripts of this house only, none inline', () => {
  const scripts = contentPolicy.split('; ').find(rule => rule.startsWith('script-src'))
  expect(scripts).toBe("script-src 'self'")
})
