/** The queue's search box: words of the text, by the law's names of then and now. */
import { expect, test } from 'vitest'
import { aDesk, raise } from '../../../test/desk.ts'
import { testHouse } from '../../../test/harness.ts'
import { list } from './reads.ts'
import { gramQuery, placeOf } from './words.ts'

const t = await testHouse()

const other = { kind: 'complaint', class: 'other' } as const

async function found(d: Awaited<ReturnType<typeof aDesk>>, q: string): Promise<string[]> {
  const page = await list(t.ctx(d.clerk), { estateId: d.estateId, q, limit: 50 })
  return page.items.map(i => i.text).sort()
}

test('[SX-11] a search finds tickets that use the law’s earlier word for the same thing, and the other way round', async () => {
  const d = await aDesk(t)
  const old = '小区的维修基金三年没有公布'
  const present = '住宅专项维修资金余额请公示'
  const elsewhere = '电梯维修后仍有异响'
  for (const text of [old, present, elsewhere]) await raise(t, d, { ...other, text })
  expect(await found(d, '维修基金')).toEqual([old, present].sort())
  expect(await found(d, '专项维修资金')).toEqual([old, present].sort())
  expect(await found(d, '业主公约')).toEqual([])
  const rules = '管理规约第八条不准饲养家禽'
  await raise(t, d, { ...other, text: rules })
  expect(await found(d, '业主公约')).toEqual([rules])
  expect(await found(d, '维修')).toEqual([old, present, elsewhere].sort())
})

test('a search in several names still goes through the index of words', async () => {
  const d = await aDesk(t)
  const query = gramQuery('物业管理公司', placeOf(d.estateId))
  expect(query).toContain(' | ')
  const client = await t.pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('SET LOCAL enable_seqscan = off')
    const plan = await client.query<{ 'QUERY PLAN': string }>(
      'EXPLAIN SELECT 1 FROM ticket t WHERE t.grams @@ $1::tsquery',
      [query],
    )
    expect(plan.rows.map(r => r['QUERY PLAN']).join('\n')).toContain('ticket_grams_idx')
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
})
