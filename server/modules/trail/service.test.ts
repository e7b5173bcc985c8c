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
  const some = await readTrail(t.ctx(auditor), { estateId: estate.id, subject: 'gate' })
  expect([some.total, some.items[0]?.subjectId]).toEqual([1, 'g1'])
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
