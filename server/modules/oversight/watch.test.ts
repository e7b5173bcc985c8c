import { expect, test } from 'vitest'
import { aDesk, raise } from '../../../test/desk.ts'
import { anAttempt, aSite, hour } from '../../../test/gate-factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { register } from '../gate/service-register.ts'
import { lists } from './lists.ts'
import { watchPassages, watchPosts, watchTickets } from './watch.ts'

const t = await testHouse()

test('[SX-07] an officer reads the tickets behind a figure in his scope, without names, rooms or words', async () => {
  hour(t.clock, '09:00:00.000')
  const d = await aDesk(t)
  await aDesk(t).then(other => raise(t, other))
  const made = await raise(t, d)
  const found = await t.pool.query<{ path: string; region: string }>(
    'SELECT r.path, r.id AS region FROM estate e JOIN region r ON r.id = e.region_id WHERE e.id = $1',
    [d.estateId],
  )
  const { path = '', region = '' } = found.rows[0] ?? {}
  const officer = actor('neighbourhood_officer', 'region', path)
  const answer = await watchTickets(t.ctx(officer), { regionId: region })
  expect(answer).toMatchObject({ total: 1, items: [{ number: made.number, late: false }] })
  const text = JSON.stringify(answer)
  for (const secret of ['噪音', '1-2-301', '1-2-302', d.clerk.name]) expect(text).not.toContain(secret)
  t.clock.advance({ hours: 2 })
  expect((await watchTickets(t.ctx(officer), { show: 'late' })).total).toBe(1)
  const elsewhere = await t.pool.query<{ id: string }>(
    'SELECT id FROM region WHERE NOT starts_with(path, $1) LIMIT 1',
    [path],
  )
  await expect(watchTickets(t.ctx(officer), { regionId: elsewhere.rows[0]?.id ?? '' })).rejects.toMatchObject(
    { code: 'core.not_found' },
  )
  const file = lists.find(l => l.key === 'oversight.tickets')
  const rows: unknown[] = []
  for await (const cells of file?.cells(t.ctx(officer), {}) ?? []) rows.push(cells)
  expect(rows).toMatchObject([
    [expect.any(String), made.number, '投诉', true, expect.anything(), expect.anything(), null],
  ])
})

test('[SX-07] passages and posts behind a figure: what and when, never who; only of the own region', async () => {
  hour(t.clock, '10:00:00.000')
  const site = await aSite(t)
  const other = await aSite(t)
  for (const s of [site, other])
    await register(
      t.ctx(s.guard),
      anAttempt(s, {
        persons: [{ kind: 'visitor', name: '李雷', unit: '1-2-301', reason: '做客' }],
        direction: 'in',
      }),
    )
  const officer = actor('subdistrict_officer', 'region', site.regions.paths.subdistrict)
  const answer = await watchPassages(t.ctx(officer), {})
  expect(answer).toMatchObject({ total: 1, items: [{ gate: '北门', direction: 'in', outcome: 'passed' }] })
  expect(JSON.stringify(answer)).not.toMatch(/李雷|1-2-301|做客/)
  expect((await watchPassages(t.ctx(officer), { day: '2026-03-01' })).total).toBe(0)
  expect(await watchPosts(t.ctx(officer), {})).toEqual({ items: [], total: 0 })
})
