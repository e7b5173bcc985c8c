import pg from 'pg'
import { expect, test } from 'vitest'
import { sealAudit, verifyAudit } from '../server/core/audit.ts'
import { anEstate } from './factories.ts'
import { system, testHouse } from './harness.ts'

const t = await testHouse()

async function tamper(sqlText: string, params: unknown[]): Promise<void> {
  const owner = new pg.Client({ connectionString: t.ownerUrl })
  await owner.connect()
  await owner.query(sqlText, params)
  await owner.end()
}

test('[SX-03] a row changed by hand is named by the verifier, and only that row', async () => {
  const estate = await anEstate(t)
  const ctx = t.ctx(system)
  for (let i = 0; i < 5; i++)
    await ctx.audit({ action: 'test.note', subject: 'note', subjectId: String(i), after: { i } }, estate.id)
  await sealAudit(t.house.db)
  expect((await verifyAudit(t.house.db, t.clock.now())).faults).toEqual([])
  const found = await t.pool.query(`SELECT id FROM audit WHERE estate_id = $1 AND subject_id = '2'`, [
    estate.id,
  ])
  await tamper(`UPDATE audit SET after = '{"i": 99}' WHERE estate_id = $1 AND id = $2`, [
    estate.id,
    found.rows[0].id,
  ])
  const report = await verifyAudit(t.house.db, t.clock.now())
  expect(report.faults).toEqual([
    { estateId: estate.id, auditId: found.rows[0].id, at: expect.any(String), kind: 'changed' },
  ])
})

test('[SX-03] a row removed by hand is named', async () => {
  const estate = await anEstate(t)
  await t.ctx(system).audit({ action: 'test.note', subject: 'note', subjectId: 'gone' }, estate.id)
  await sealAudit(t.house.db)
  await tamper(`DELETE FROM audit WHERE estate_id = $1 AND subject_id = 'gone'`, [estate.id])
  const { faults } = await verifyAudit(t.house.db, t.clock.now())
  expect(faults.filter(f => f.estateId === estate.id)).toEqual([expect.objectContaining({ kind: 'removed' })])
})

test('[SX-03] the program’s own role can neither change nor delete an audit row', async () => {
  const estate = await anEstate(t)
  for (const statement of [
    `UPDATE audit SET action = 'x' WHERE estate_id = $1`,
    `DELETE FROM audit WHERE estate_id = $1`,
    `UPDATE audit_seal SET seq = 0 WHERE estate_id = $1`,
  ])
    await expect(t.pool.query(statement, [estate.id])).rejects.toMatchObject({ code: '42501' })
})
