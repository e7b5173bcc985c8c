/** The estate's old table of tickets: odd rows are flagged, none is lost, none is counted. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { aDesk, raise } from '../../../test/desk.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { decodeText, delimiterOf, parseDelimited } from '../../core/sheet-csv.ts'
import { closedFirst, historyImport, historyList, listHistory, moment } from './history.ts'
import { wall } from './promise-wall.ts'
import * as reads from './reads.ts'

const t = await testHouse()

test('a day is read with and without its time; closed before opened is told to the second, by days where a time is missing', () => {
  const read = (cell: string) => {
    const got = moment().parse(cell)
    return got.ok ? got.value : 'bad'
  }
  expect(read('2024-05-03 14:05')).toBe('2024-05-03 14:05:00')
  expect(read('2024/5/3 9:05:07')).toBe('2024-05-03 09:05:07')
  expect(read('2024年5月3日 9时05分')).toBe('2024-05-03 09:05:00')
  expect(read('2024-05-03T14:05:00')).toBe('2024-05-03 14:05:00')
  expect(read('2024-05-03')).toBe('2024-05-03')
  // an impossible time of day is left out, the day stands; what is no day is refused
  expect(read('2024-05-03 25:00')).toBe('2024-05-03')
  expect(read('2024-05-32 10:00')).toBe('bad')
  expect(closedFirst('2024-05-03 14:05:00', '2024-05-03 14:04:59')).toBe(true)
  expect(closedFirst('2024-05-03 14:05:00', '2024-05-03 14:05:00')).toBe(false)
  expect(closedFirst('2024-05-03 14:05:00', '2024-05-03')).toBe(false)
  expect(closedFirst('2024-05-03', '2024-05-02 23:59:59')).toBe(true)
  expect(closedFirst('2024-05-03', undefined)).toBe(false)
})

test('[SX-15] an old table comes in: odd rows are flagged and kept, the same file again makes nothing, no rate counts them', async () => {
  const d = await aDesk(t)
  const { estateId } = d
  const lines = [
    ['2024-001', '2024-05-03 14:05', '2024-05-04', '报修', '楼道灯不亮', '1-2-301', '已更换'],
    ['2024-002', '2024-05-05 10:00', '2024-05-05 09:00', '投诉', '维修基金怎么用', '9-9-999', '已答复'],
    ['', '2024-05-06', '', '', '电梯异响', '', ''],
    ['2024-004', '昨天', '', '', '没有日期', '', ''],
  ]
  const run = async () => {
    const file = historyImport.begin({
      number: 0,
      opened: 1,
      closed: 2,
      kind: 3,
      text: 4,
      room: 5,
      result: 6,
    })
    file.read(lines.map((cells, i) => ({ line: i + 2, cells })))
    const done = await file.save(t.ctx(d.manager), estateId, 0, file.good.length)
    return { bad: file.bad.map(b => b.line), did: done.map(o => ('did' in o ? o.did : 'bad')) }
  }
  expect(await run()).toEqual({ bad: [5], did: ['created', 'created', 'created'] })
  expect((await run()).did).toEqual(['same', 'same', 'same'])
  lines[2] = ['', '2024-05-06', '2024-05-08', '', '电梯异响', '', '已调整']
  expect((await run()).did).toEqual(['same', 'same', 'updated'])
  const find = async (asked: object = {}) =>
    (await listHistory(t.ctx(d.clerk), { estateId, ...asked })).items.map(i => [i.text, i.flags])
  expect(await find()).toEqual([
    ['电梯异响', []],
    ['维修基金怎么用', ['closed_first', 'room_unknown']],
    ['楼道灯不亮', []],
  ])
  expect(await find({ flag: 'closed_first' })).toHaveLength(1)
  expect(await find({ q: '1-2-3' })).toEqual([['楼道灯不亮', []]])
  // the present name of the law finds the old table's word (SX-11)
  expect(await find({ q: '住宅专项维修资金' })).toHaveLength(1)
  await expect(
    listHistory(t.ctx(actor('owner', 'unit', d.home, estateId)), { estateId }),
  ).rejects.toMatchObject({ code: 'core.forbidden' })
  // neither queue nor figures know of them
  await raise(t, d)
  expect((await reads.list(t.ctx(d.clerk), { estateId, show: 'all' })).total).toBe(1)
  expect((await wall(t.ctx(d.manager), { estateId })).types).toEqual([])
  const rows: unknown[][] = []
  for await (const row of historyList.cells(t.ctx(d.clerk), { estateId, flag: 'any' })) rows.push(row)
  expect(rows.map(r => r[7])).toEqual(['办结早于受理、房号不存在'])
})

const real = resolve(process.env.ANJU_SHARED ?? '../shared', 'data/sla/nyc311_2020_building.csv')

test.skipIf(!existsSync(real))(
  'thousands of real rows (nyc311_2020_building.csv) come in whole; made to close before they open they are flagged, all of them',
  async () => {
    const d = await aDesk(t)
    const { text } = decodeText(readFileSync(real))
    const rows = parseDelimited(text, delimiterOf(text), 20_000).slice(1)
    // the file's own such rows were cut out by who made it: 324 are turned round here, as many as the raw file had
    const turned = rows.map((r, i) => {
      const [id = '', created = '', closed = '', , type = ''] = r.cells
      return i < 324 && closed > created ? [id, closed, created, type] : [id, created, closed, type]
    })
    const odd = turned.filter(([, opened = '', closed = '']) => closed !== '' && closed < opened).length
    const file = historyImport.begin({ number: 0, opened: 1, closed: 2, text: 3 })
    file.read(turned.map((cells, i) => ({ line: i + 2, cells })))
    expect(file.bad).toEqual([])
    for (let from = 0; from < file.good.length; from += 500)
      await file.save(t.ctx(d.manager), d.estateId, from, Math.min(from + 500, file.good.length))
    const total = async (flag?: 'closed_first') =>
      (await listHistory(t.ctx(d.clerk), { estateId: d.estateId, ...(flag ? { flag } : {}) })).total
    expect(await total()).toBe(rows.length)
    expect(odd).toBeGreaterThan(300)
    expect(await total('closed_first')).toBe(odd)
  },
  120_000,
)
