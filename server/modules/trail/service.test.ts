import { expect, test } from 'vitest'
import { anEstate } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { sealAudit } from '../../core/audit.ts'
import { readTrail } from './service.ts'

const t = await testHouse()

test('[SX-03] an auditor reads who did what, when and why, newest first, and sealed values stay sealed', async () => {
  const estate = await anEstate(t)
  const auditor = actor('auditor', 'estate', estate.id)
  t.clock.advance({ seconds: 1 })
  await t.ctx(system).audit(
    {
      action: 'person.reveal',
      subject: 'person',
      subjectId: 'p1',
      reason: '核对',
      sensitive: { phone: '13800001234' },
    },
    estate.id,
  )
  t.clock.advance({ seconds: 1 })
  await t.ctx(system).audit({ action: 'gate.open', subject: 'gate', subjectId: 'g1' }, estate.id)
  await sealAudit(t.house.db)
  const seen = await readTrail(t.ctx(auditor), { estateId: estate.id })
  expect(seen.items.map(r => r.action)).toEqual(['gate.open', 'person.reveal', 'estate.create'])
  expect(seen.items[1]).toMatchObject({ reason: '核对', sealed: true, chained: true })
  expect(JSON.stringify(seen)).not.toContain('13800001234')
  expect(seen.items[0]).toMatchObject({ said: { zh: '手动开门' }, thing: { zh: '出入口' } })
  const opened = await readTrail(t.ctx(auditor), { estateId: estate.id, q: '开门' })
  expect(opened.items.map(r => r.action)).toEqual(['gate.open'])
  const some = await readTrail(t.ctx(auditor), { estateId: estate.id, subject: 'gate' })
  expect([some.total, some.items[0]?.subjectId]).toEqual([1, 'g1'])
})

test('[SX-03] a day asked for is kept from its first instant to its last in the estate’s zone', async () => {
  const estate = await anEstate(t)
  const auditor = actor('auditor', 'estate', estate.id)
  for (const [at, subjectId] of [
    ['2026-03-01T23:59:59.999+08:00', 'before'],
    ['2026-03-02T00:00:00+08:00', 'first'],
    ['2026-03-02T23:59:59.999+08:00', 'last'],
    ['2026-03-03T00:00:00+08:00', 'after'],
  ] as const) {
    t.clock.set(at)
    await t.ctx(system).audit({ action: 'gate.open', subject: 'gate', subjectId }, estate.id)
  }
  const day = { estateId: estate.id, subject: 'gate', from: '2026-03-02', until: '2026-03-02' }
  const seen = await readTrail(t.ctx(auditor), day)
  expect(seen.items.map(r => r.subjectId)).toEqual(['last', 'first'])
})

test('a neighbour’s log is not found, and a role without the right is told so', async () => {
  const estate = await anEstate(t)
  const other = await anEstate(t)
  await expect(
    readTrail(t.ctx(actor('auditor', 'estate', other.id)), { estateId: estate.id }),
  ).rejects.toMatchObject({ code: 'core.not_found' })
  await expect(
    readTrail(t.ctx(actor('guard', 'estate', estate.id)), { estateId: estate.id }),
  ).rejects.toMatchObject({ code: 'core.forbidden' })
})
