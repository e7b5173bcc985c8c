import { expect, test } from 'vitest'
import { aDesk, raise } from '../../../test/desk.ts'
import { testHouse } from '../../../test/harness.ts'
import { deskLists } from './lists.ts'

const t = await testHouse()

test('[SX-15] the queue as a file names kinds, classes and states in the reader’s language, a retired class by its last name', async () => {
  const d = await aDesk(t)
  await raise(t, d)
  await raise(t, d, { kind: 'inquiry', class: 'general', text: '几点关门', answer: '十点' })
  const list = deskLists.find(l => l.key === 'desk.tickets')
  const read = async (lang: 'zh' | 'en') => {
    const rows: unknown[][] = []
    const asked = { estateId: d.estateId, show: 'all', sort: 'oldest' }
    for await (const row of list?.cells(t.ctx(d.clerk, { lang }), asked) ?? []) rows.push(row)
    const at = (key: string) => list?.columns.findIndex(c => c.key === key) ?? -1
    return rows.map(r => ['kind', 'class', 'state', 'channel', 'outcome'].map(k => r[at(k)]))
  }
  const zh = await read('zh')
  expect(zh.map(r => [r[0], r[2]])).toEqual([
    ['投诉', '待接单'],
    ['咨询', '已办结'],
  ])
  const en = await read('en')
  expect(en.map(r => [r[0], r[2], r[4]])).toEqual([
    ['Complaint', 'Waiting', null],
    ['Inquiry', 'Closed', 'Answered'],
  ])
  expect(JSON.stringify(en)).not.toMatch(/[\u4e00-\u9fff]/)
})
