/** The table of spaces through the one import engine: refused row by row, the same file twice makes nothing twice. */
import { expect, test } from 'vitest'
import { anAccount } from '../../../test/factories.ts'
import { system, testHouse } from '../../../test/harness.ts'
import { aYard, type Yard } from '../../../test/parking.ts'
import { readSheet } from '../../core/sheet-read.ts'
import { text, toXlsx } from '../../core/sheet-xlsx.ts'
import { getImport, runImport, upload } from '../transfer/service.ts'
import { addGarage } from './garage.ts'
import * as lots from './lots.ts'

const t = await testHouse()

const header = ['停车场', '层', '车位号', '权属', '用途', '可停辆数', '原用途', '业主决定文号', '充电桩']
const good = [
  ['地面停车场', 'B1', 'B1-001', '规划车位', '汽车', '1', '规划车位', '', '否'],
  ['地面停车场', 'B1', 'B1-002', '规划车位', '充电', '', '', '', ''],
  ['地面停车场', '地面', 'G-01', '业主共有', '汽车', '', '道路', '业决〔2026〕3号', ''],
  ['地面停车场', '地面', 'D-01', '规划车位', '电动自行车', '40', '', '', ''],
]
const bad = [
  ['北停车场', 'B1', 'X-1', '规划车位', '汽车', '', '', '', ''],
  ['地面停车场', 'B9', 'X-2', '规划车位', '汽车', '', '', '', ''],
  ['地面停车场', '地面', 'X-3', '规划车位', '汽车', '', '绿地', '', ''],
  ['地面停车场', '地面', 'X-4', '业主共有', '汽车', '', '道路', '', ''],
  ['地面停车场', 'B1', '', '规划车位', '汽车', '', '', '', ''],
]

const file = async (rows: string[][]) =>
  Buffer.from(
    await toXlsx([
      {
        sheet: '车位',
        data: [header, ...rows].map(cells => cells.map(cell => text(cell))),
        columns: header.map(() => ({ width: 12 })),
        stickyRowsCount: 1,
      },
    ]),
  )

async function office() {
  const y = await aYard(t)
  const who = await anAccount(t, y.estateId, { role: 'manager' })
  return { ...y, who }
}

async function brought(o: Yard & { who: Awaited<ReturnType<typeof anAccount>> }, rows: string[][]) {
  const sheet = {
    filename: '车位.xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    bytes: await file(rows),
  }
  const made = await upload(t.ctx(o.who.actor), {
    estateId: o.estateId,
    kind: 'parking.spaces',
    upload: sheet,
  })
  const one = { estateId: o.estateId, importId: made.import.id }
  await runImport(t.ctx(o.who.actor), { ...one, mode: 'good' })
  await t.drain()
  const { counts: n } = await getImport(t.ctx(o.who.actor), one)
  return { ...one, counts: [n.created, n.updated, n.same, n.bad + n.failed] }
}

const numbersOf = async (o: Yard) =>
  (await lots.listSpaces(t.ctx(o.manager), { estateId: o.estateId, limit: 100 })).items
    .map(s => s.number)
    .sort()

test('[SX-15] spaces come from .xlsx once, however often the file comes; what changed is changed', async () => {
  const o = await office()
  expect((await brought(o, good)).counts).toEqual([4, 0, 0, 0])
  expect((await brought(o, good)).counts).toEqual([0, 0, 4, 0])
  const changed = [['地面停车场', '地面', 'B1-001', '规划车位', '充电', '', '', '', '']]
  expect((await brought(o, changed)).counts).toEqual([0, 1, 0, 0])
  expect(await numbersOf(o)).toEqual(['B1-001', 'B1-002', 'D-01', 'G-01'])
  const { items } = await lots.listSpaces(t.ctx(o.manager), { estateId: o.estateId, limit: 100 })
  expect(items.find(s => s.number === 'B1-001')).toMatchObject({ level: '地面', use: 'ev', charger: true })
  expect(items.find(s => s.number === 'D-01')).toMatchObject({ use: 'ebike', capacity: 40 })
  // whose ground it is no list may change
  const grabbed = await brought(o, [['地面停车场', '地面', 'G-01', '规划车位', '汽车', '', '道路', '', '']])
  expect(grabbed.counts).toEqual([0, 0, 0, 1])
})

test('[SX-15] each bad row says in its line why: no such lot, no such level, green, no decision, no number', async () => {
  const o = await office()
  const done = await brought(o, [...good.slice(0, 1), ...bad])
  expect(done.counts).toEqual([1, 0, 0, 5])
  expect(await numbersOf(o)).toEqual(['B1-001'])
  const answer = await t.http(
    o.who.actor,
    'GET',
    `/api/imports/${done.importId}/errors?estateId=${o.estateId}&lang=zh`,
  )
  const [sheet] = (await readSheet(new Uint8Array(answer.rawPayload), '错误.xlsx')).sheets
  const lines = sheet?.rows.map(r => r.cells.join('|')) ?? []
  for (const [at, why] of [
    ['X-1', '没有停车场“北停车场”'],
    ['X-2', '没有“B9”层，可用：地面、B1'],
    ['X-3', '绿地不能改作车位'],
    ['X-4', '业主共同决定的文号'],
  ] as const)
    expect(lines.find(line => line.includes(at))).toContain(why)
  expect(lines).toHaveLength(5)
})

test('[S4-11] a mechanical garage stands in a lot of its own estate', async () => {
  const o = await office()
  const other = await aYard(t)
  const asked = {
    estateId: o.estateId,
    name: '1号立体车库',
    kind: 'lift_slide' as const,
    place: '3 栋北侧',
    levels: 3,
    perLevel: 8,
    machines: 1,
    cycleSeconds: 90,
    landArea: 26_000,
    max: { length: 5000, width: 1850, height: 1550, weight: 1700 },
    registration: '车琼A0001',
    keeper: '王工',
    rescue: '13800000000',
    inspectedUntil: '2027-03-01',
    inUseFrom: '2026-01-01',
  }
  const made = await addGarage(t.ctx(system), { ...asked, lotId: o.lotId })
  expect(made).toMatchObject({ lotId: o.lotId, lot: '地面停车场' })
  await expect(addGarage(t.ctx(system), { ...asked, name: '2号', lotId: other.lotId })).rejects.toMatchObject(
    { code: 'core.not_found' },
  )
  await expect(
    t.pool.query('UPDATE garage SET lot_id = $2 WHERE estate_id = $1', [o.estateId, other.lotId]),
  ).rejects.toMatchObject({ constraint: 'garage_lot_fkey' })
  // its slots are spaces of the estate, on this page as on the page of the numbers
  expect((await lots.counts(t.ctx(o.manager), { estateId: o.estateId })).spaces).toBe(24)
})
