/** What goes wrong between a person and the house: each has a clear answer and loses nothing. */
import { afterAll, expect, test } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { sealAudit, verifyAudit } from '../../server/core/audit.ts'
import { newId } from '../../server/core/ids.ts'
import { take } from '../../server/modules/desk/acts.ts'
import { get } from '../../server/modules/desk/reads.ts'
import { closeAccount } from '../../server/modules/people/accounts.ts'
import { authenticator } from '../../server/modules/people/sessions.ts'
import { aDesk, raise } from '../desk.ts'
import { anAccount } from '../factories.ts'
import { actor, system, testHouse } from '../harness.ts'
import { multipart } from '../multipart.ts'

const t = await testHouse()
const app = await buildApp(t.house, { authenticate: authenticator(t.house) })
await app.ready()
afterAll(() => app.close())
const PASSWORD = 'kite-river-2718'

async function signIn(username: string): Promise<string> {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/sign-in',
    headers: { 'x-anju': '1' },
    payload: { username, password: PASSWORD },
  })
  expect(answer.statusCode, answer.body).toBe(200)
  return [answer.headers['set-cookie'] ?? []]
    .flat()
    .map(c => c.split(';')[0])
    .join('; ')
}

async function asAdministrator() {
  const admin = actor('administrator', 'system')
  await t.http(admin, 'GET', '/api/estates')
  return { 'x-test-actor': admin.id, 'x-anju': '1' }
}

test('a table of 50 MB is refused with the limit of its own page, and nothing of it is kept', async () => {
  const d = await aDesk(t)
  const as = await asAdministrator()
  const form = multipart('房屋.xlsx', Buffer.alloc(50 * 1024 * 1024, 7), {
    kind: 'estate.units',
    estateId: d.estateId,
  })
  const answer = await t.app.inject({
    method: 'POST',
    url: '/api/imports',
    headers: { ...as, ...form.headers },
    payload: form.payload,
  })
  expect([answer.statusCode, answer.json().code]).toEqual([413, 'core.too_large'])
  expect(answer.json().title).toContain('11 MB')
  const kept = await t.pool.query('SELECT 1 FROM file WHERE estate_id = $1', [d.estateId])
  expect(kept.rows).toEqual([])
})

test('too large and the wrong media type name what the route itself takes', async () => {
  const d = await aDesk(t)
  const as = await asAdministrator()
  const huge = await t.app.inject({
    method: 'POST',
    url: `/api/estates/${d.estateId}/tickets`,
    headers: { ...as, 'content-type': 'application/json' },
    payload: JSON.stringify({ kind: 'complaint', class: 'other', text: '水'.repeat(400_000) }),
  })
  expect([huge.statusCode, huge.json().params]).toEqual([413, { limit: '1 MB' }])
  const photo = await t.app.inject({
    method: 'POST',
    url: `/api/estates/${d.estateId}/photos`,
    headers: { ...as, 'content-type': 'image/jpeg' },
    payload: Buffer.from([0xff, 0xd8]),
  })
  expect([photo.statusCode, photo.json().params]).toEqual([415, { accepted: 'multipart/form-data' }])
  const form = await t.app.inject({
    method: 'POST',
    url: `/api/estates/${d.estateId}/tickets`,
    headers: { ...as, 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'kind=complaint',
  })
  expect([form.statusCode, form.json().params]).toEqual([415, { accepted: 'application/json' }])
})

test('a second tab with an old version changes nothing and is told; the first one’s act stands', async () => {
  const d = await aDesk(t)
  const made = await raise(t, d)
  const seen = await get(t.ctx(d.steward), { estateId: d.estateId, ticketId: made.id })
  const act = { estateId: d.estateId, ticketId: made.id, version: seen.version }
  await take(t.ctx(d.steward), act)
  await expect(take(t.ctx(d.clerk), act)).rejects.toMatchObject({ code: 'core.stale' })
  const after = await get(t.ctx(d.steward), { estateId: d.estateId, ticketId: made.id })
  expect(after).toMatchObject({ assignee: d.steward.name, version: seen.version + 1 })
})

test('[SX-14] a session that ended in the middle of a form: signed out, and after signing in the same request is made once', async () => {
  const d = await aDesk(t)
  const clerk = await anAccount(t, d.estateId, { role: 'front_desk', password: PASSWORD })
  const cookie = await signIn(clerk.username)
  const clientId = newId()
  const send = (as: string) =>
    app.inject({
      method: 'POST',
      url: `/api/estates/${d.estateId}/tickets`,
      headers: { 'x-anju': '1', cookie: as },
      payload: { kind: 'complaint', class: 'other', text: '写到一半', clientId },
    })
  await app.inject({ method: 'POST', url: '/api/sign-out', headers: { 'x-anju': '1', cookie } })
  const refused = await send(cookie)
  expect([refused.statusCode, refused.json().code]).toEqual([401, 'core.signed_out'])
  const again = await signIn(clerk.username)
  const [first, second] = [await send(again), await send(again)]
  expect(first.statusCode, first.body).toBe(200)
  expect(second.json()).toEqual(first.json())
  const rows = await t.pool.query('SELECT 1 FROM ticket WHERE estate_id = $1', [d.estateId])
  expect(rows.rows).toHaveLength(1)
  await closeAccount(t.ctx(system), { accountId: clerk.id, reason: '离职' })
  expect((await send(again)).statusCode).toBe(401)
})

test('a server clock set back makes no second id or number, keeps promises in order, and the audit chain whole', async () => {
  const d = await aDesk(t)
  const before = await raise(t, d)
  const then = t.clock.now()
  t.clock.set(then.subtract({ hours: 30 }))
  const after = [await raise(t, d), await raise(t, d)]
  t.clock.set(then.add({ minutes: 1 }))
  const last = await raise(t, d)
  const all = [before, ...after, last]
  expect(new Set(all.map(x => x.id)).size).toBe(4)
  expect(all.map(x => x.number)).toEqual([...all.map(x => x.number)].sort())
  for (const one of all)
    for (const p of one.promises) if (p.dueAt) expect(p.dueAt > one.receivedAt).toBe(true)
  await sealAudit(t.house.db)
  const report = await verifyAudit(t.house.db, t.clock.now())
  expect(report.faults).toEqual([])
  const audited = await t.pool.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM audit WHERE estate_id = $1 AND action = 'ticket.create'",
    [d.estateId],
  )
  expect(audited.rows[0]?.n).toBe(4)
})

test('an id of another estate and an id that names nothing are alike: not found, for reading and for acting', async () => {
  const [mine, theirs] = [await aDesk(t), await aDesk(t)]
  const made = await raise(t, theirs)
  for (const ticketId of [made.id, newId()]) {
    const at = { estateId: mine.estateId, ticketId }
    await expect(get(t.ctx(mine.manager), at)).rejects.toMatchObject({ code: 'core.not_found' })
    await expect(take(t.ctx(mine.manager), at)).rejects.toMatchObject({ code: 'core.not_found' })
  }
  const untouched = await get(t.ctx(theirs.manager), { estateId: theirs.estateId, ticketId: made.id })
  expect(untouched).toMatchObject({ assignee: null, state: 'received' })
})
