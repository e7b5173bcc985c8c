import { sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { sealAudit, verifyAudit } from '../server/core/audit.ts'
import { endpoints } from '../server/core/contract.ts'
import { verb } from '../server/core/verb.ts'
import { addGate, changeGate } from '../server/modules/gate/service-gate.ts'
import { anEstate } from './factories.ts'
import { actor, system, testHouse } from './harness.ts'

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

test('[SX-03] a change keeps who, when, on which device, and what stood before and after', async () => {
  const estate = await anEstate(t)
  const manager = actor('manager', 'estate', estate.id)
  const gate = await addGate(t.ctx(manager), { estateId: estate.id, name: '北门' })
  const change = { name: '北大门', kind: 'main', keeper: '钱七', version: gate.version }
  const url = `/api/estates/${estate.id}/gates/${gate.id}`
  const answer = await t.http(manager, 'PUT', url, change, { 'x-device': '北门平板' })
  expect(answer.statusCode).toBe(200)
  const found = await t.pool.query(
    "SELECT actor_id, actor_name, at, device, before, after FROM audit WHERE estate_id = $1 AND action = 'gate.change'",
    [estate.id],
  )
  expect(found.rows).toMatchObject([
    {
      actor_id: manager.id,
      actor_name: manager.name,
      device: '北门平板',
      before: { name: '北门', keeper: null },
      after: { name: '北大门', keeper: '钱七' },
    },
  ])
  expect(String(found.rows[0].at)).toBe(String(t.clock.now()))
})

const api = endpoints({
  'POST /api/estates/:estateId/test-silent': {
    permission: 'gate.manage',
    summary: 'Changes something and tells nobody',
    params: z.object({ estateId: z.uuid() }),
    body: z.object({ gateId: z.uuid(), version: z.int() }),
    response: z.object({}),
  },
})

test('[SX-03] a change that leaves no audit row is rolled back whole', async () => {
  const estate = await anEstate(t)
  const manager = actor('manager', 'estate', estate.id)
  const gate = await addGate(t.ctx(manager), { estateId: estate.id, name: '北门' })
  const silent = verb('test.silent', api['POST /api/estates/:estateId/test-silent'], async (ctx, input) => {
    await sql`UPDATE gate SET name = '改了' WHERE estate_id = ${input.estateId} AND id = ${input.gateId}`.execute(
      ctx.db,
    )
    return {}
  })
  const run = silent(t.ctx(manager), { estateId: estate.id, gateId: gate.id, version: gate.version })
  await expect(run).rejects.toThrow('test.silent wrote no audit row')
  const kept = await t.pool.query('SELECT name FROM gate WHERE estate_id = $1', [estate.id])
  expect(kept.rows).toEqual([{ name: '北门' }])
  // the same change with its trace stands
  await changeGate(t.ctx(manager), {
    estateId: estate.id,
    gateId: gate.id,
    name: '改了',
    kind: 'main',
    version: gate.version,
  })
})
