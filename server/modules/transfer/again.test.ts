import { expect, test } from 'vitest'
import { anAccount, anEstate } from '../../../test/factories.ts'
import { system, testHouse } from '../../../test/harness.ts'
import { closeAccount } from '../people/accounts.ts'
import { getImport, runAgain, runImport, upload } from './service.ts'

const t = await testHouse()

async function queued() {
  const { id: estateId } = await anEstate(t)
  const who = await anAccount(t, estateId, { role: 'manager' })
  const bytes = Buffer.from('房号,建筑面积\n1-2-301,88.5\n')
  const file = { filename: 'units.csv', mediaType: 'text/csv', bytes }
  const made = await upload(t.ctx(who.actor), { estateId, kind: 'units', upload: file })
  const one = { estateId, importId: made.import.id }
  await runImport(t.ctx(who.actor), { ...one, mode: 'good' })
  return { who, one }
}
const units = async (estateId: string) =>
  (await t.pool.query('SELECT count(*)::int AS n FROM unit WHERE estate_id = $1', [estateId])).rows[0].n

test('an import that stands still for more than ten minutes says so and is taken up again; its rows come once', async () => {
  const { who, one } = await queued()
  await t.pool.query('DELETE FROM outbox')
  await expect(runAgain(t.ctx(who.actor), one)).rejects.toMatchObject({ code: 'transfer.state' })
  t.clock.advance({ minutes: 10 })
  expect((await getImport(t.ctx(who.actor), one)).stuck).toBe(false)
  t.clock.advance({ milliseconds: 1 })
  expect((await getImport(t.ctx(who.actor), one)).stuck).toBe(true)
  expect(await runAgain(t.ctx(who.actor), one)).toMatchObject({ state: 'queued', stuck: false })
  await t.drain()
  expect(await getImport(t.ctx(who.actor), one)).toMatchObject({ state: 'done', stuck: false })
  expect(await units(one.estateId)).toBe(1)
})

test('[SX-14] who lost his rights between the upload and its turn brings nothing in', async () => {
  const { who, one } = await queued()
  await closeAccount(t.ctx(system), { accountId: who.id })
  await t.drain()
  expect(await units(one.estateId)).toBe(0)
  expect((await getImport(t.ctx(system), one)).state).toBe('failed')
})
