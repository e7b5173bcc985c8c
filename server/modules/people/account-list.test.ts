import { expect, test } from 'vitest'
import { anAccount, anEstate } from '../../../test/factories.ts'
import { testHouse } from '../../../test/harness.ts'
import { accountsList } from './account-list.ts'

const t = await testHouse()

test('[SX-02] the list of accounts goes out as a file, with the posts held, and only of the caller’s scope', async () => {
  const [mine, other] = [await anEstate(t), await anEstate(t)]
  const { actor: manager } = await anAccount(t, mine.id, { role: 'manager', name: '孟俊' })
  await anAccount(t, mine.id, { role: 'guard', name: '黎文洋' })
  await anAccount(t, other.id, { role: 'guard', name: '外人' })
  const rows: unknown[][] = []
  for await (const row of accountsList.cells(t.ctx(manager), {})) rows.push(row)
  const at = (key: string) => accountsList.columns.findIndex(c => c.key === key)
  expect(new Set(rows.map(r => r[at('name')]))).toEqual(new Set(['孟俊', '黎文洋']))
  expect(rows.find(r => r[at('name')] === '黎文洋')?.[at('roles')]).toContain('秩序维护员')
})
