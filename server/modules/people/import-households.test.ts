import { expect, test } from 'vitest'
import { anEstate } from '../../../test/factories.ts'
import { system, testHouse } from '../../../test/harness.ts'
import type { RowOutcome } from '../../core/transfer.ts'
import { within } from '../../core/within.ts'
import { listUnits } from '../estate/service-buildings.ts'
import { householdsImport } from './import-households.ts'
import { listPersons } from './persons.ts'
import { listVehicles } from './vehicles.ts'

const t = await testHouse()
const header = ['房号', '面积', '业主', '联系电话', '车牌']

async function bring(estateId: string, rows: string[][]) {
  const run = householdsImport.begin(householdsImport.suggest(header))
  run.read(rows.map((cells, at) => ({ line: at + 2, cells })))
  const outcomes: RowOutcome[] = []
  await within(t.ctx(system), async ctx => {
    outcomes.push(...(await run.save(ctx, estateId, 0, run.good.length)))
  })
  return { outcomes, bad: run.bad }
}

test('[SX-15] one table brings units, owners and vehicles; the same table again brings nothing new', async () => {
  const { id: estateId } = await anEstate(t)
  const rows = [
    ['1-1-101', '89.5', '林晓燕', '13812345678', '琼A12345'],
    ['1-1-101', '89.5', '林晓燕', '13812345678', '琼A54321'],
    ['1-1-102', '90', '', '', ''],
    ['1-1-103', '88', '𠮷田美', '0898-66668888', ''],
  ]
  const first = await bring(estateId, rows)
  expect(first.outcomes.map(o => ('did' in o ? o.did : o.errors))).toEqual(Array(4).fill('created'))
  const again = await bring(estateId, rows)
  expect(again.outcomes.map(o => ('did' in o ? o.did : o.errors))).toEqual(Array(4).fill('same'))
  const { items } = await listUnits(t.ctx(system), { estateId })
  expect(items.map(u => [u.label, u.area])).toEqual([
    ['1-1-101', 8950],
    ['1-1-102', 9000],
    ['1-1-103', 8800],
  ])
  const persons = (await listPersons(t.ctx(system), { estateId })).items
  expect(persons.map(p => p.name).sort()).toEqual(['林晓燕', '𠮷田美'].sort())
  const vehicles = (await listVehicles(t.ctx(system), { estateId })).items
  expect(vehicles.map(v => [v.plate, v.unit, v.person]).sort()).toEqual([
    ['琼A12345', '1-1-101', '林晓燕'],
    ['琼A54321', '1-1-101', '林晓燕'],
  ])
})

test('[SX-15] a phone without an owner and a plate of two households are told with their line', async () => {
  const { id: estateId } = await anEstate(t)
  const { outcomes, bad } = await bring(estateId, [
    ['1-1-101', '', '甲', '', '琼B11111'],
    ['1-1-102', '', '乙', '', '琼B11111'],
    ['1-1-103', '', '', '13812345678', ''],
  ])
  expect(bad.map(b => [b.line, b.errors[0]?.code])).toEqual([[4, 'household.owner']])
  expect(outcomes).toMatchObject([
    { line: 2, did: 'created' },
    { line: 3, errors: [{ code: 'household.plate' }] },
  ])
  expect((await listUnits(t.ctx(system), { estateId })).items.map(u => u.label)).toEqual(['1-1-101'])
})
