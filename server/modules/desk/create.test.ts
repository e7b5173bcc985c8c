/** Creations that wait at the same moment share a statement: each still stands or falls alone. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { aDesk, type Desk, raise } from '../../../test/desk.ts'
import { testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import * as reads from './reads.ts'

const t = await testHouse()

const complaint = { kind: 'complaint', class: 'other', subtype: undefined } as const

async function traces(d: Desk, ticketId: string): Promise<unknown> {
  const found = await sql`SELECT
      (SELECT count(*)::int FROM ticket_promise WHERE estate_id = ${d.estateId} AND ticket_id = ${ticketId}::uuid) AS promises,
      (SELECT count(*)::int FROM audit WHERE estate_id = ${d.estateId} AND subject_id = ${ticketId}) AS audit,
      (SELECT count(*)::int FROM signal WHERE estate_id = ${d.estateId} AND ref = ${ticketId}) AS signals,
      (SELECT count(*)::int FROM outbox WHERE estate_id = ${d.estateId} AND payload->>'ticketId' = ${ticketId}) AS jobs`.execute(
    t.house.db,
  )
  return found.rows[0]
}

test('thirty at once, one of them for no home: the others are made whole, each with its own trace; the one leaves nothing', async () => {
  const d = await aDesk(t)
  const texts = Array.from({ length: 30 }, (_, i) => `楼道第 ${i} 盏灯不亮`)
  const settled = await Promise.allSettled(
    texts.map((text, i) =>
      raise(t, d, { ...complaint, clientId: newId(), text, ...(i === 17 ? { unitId: newId() } : {}) }),
    ),
  )
  const made = settled.flatMap(s => (s.status === 'fulfilled' ? [s.value] : []))
  expect(settled.map((s, i) => (s.status === 'rejected' ? i : -1)).filter(i => i >= 0)).toEqual([17])
  expect((settled[17] as PromiseRejectedResult).reason).toMatchObject({ code: 'core.not_found' })
  expect(new Set(made.map(m => m.number)).size).toBe(29)
  for (const one of made) {
    const promises = one.promises.length
    expect(promises).toBeGreaterThan(0)
    expect(await traces(d, one.id)).toEqual({ promises, audit: 1, signals: 1, jobs: 1 })
  }
  const queue = await reads.list(t.ctx(d.clerk), {
    estateId: d.estateId,
    show: 'open',
    offset: 0,
    limit: 50,
  })
  expect(queue.items.map(i => i.text).sort()).toEqual(texts.filter((_, i) => i !== 17).sort())
})

test('[SX-13] twenty at once under four client ids: four tickets, and every caller gets the first answer of his id', async () => {
  const d = await aDesk(t)
  const ids = Array.from({ length: 4 }, () => newId())
  const made = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      raise(t, d, { ...complaint, clientId: ids[i % 4]!, text: '电梯异响' }),
    ),
  )
  for (const [k] of ids.entries())
    expect(new Set(made.filter((_, i) => i % 4 === k).map(m => m.id)).size).toBe(1)
  expect(new Set(made.map(m => m.id)).size).toBe(4)
  const { rows } = await sql`SELECT 1 FROM ticket WHERE estate_id = ${d.estateId}`.execute(t.house.db)
  expect(rows).toHaveLength(4)
})

test('the number of rows is told where a page is full, at its end, and past it', async () => {
  const d = await aDesk(t)
  await Promise.all(Array.from({ length: 5 }, (_, i) => raise(t, d, { ...complaint, text: `门禁失灵 ${i}` })))
  const page = (offset: number, limit: number) =>
    reads.list(t.ctx(d.clerk), { estateId: d.estateId, show: 'open', offset, limit })
  for (const [offset, limit, rows] of [
    [0, 2, 2],
    [2, 2, 2],
    [4, 2, 1],
    [0, 5, 5],
    [6, 2, 0],
  ] as const) {
    const found = await page(offset, limit)
    expect([found.items.length, found.total, found.more]).toEqual([rows, 5, false])
  }
})
