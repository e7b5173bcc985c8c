/** Registrations that wait at the same moment share a commit: each still stands or falls alone. */
import { expect, test } from 'vitest'
import { anAttempt, aPerson, aSite, close, hour } from '../../../test/gate-factories.ts'
import { testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import { listPassages } from './service-passage.ts'
import { type RegisterInput, register } from './service-register.ts'
import { days } from './service-rollup.ts'

const t = await testHouse()

test('forty at once from ten terminals: every passage and every count stands; one that cannot be written and one of an unknown home fail alone', async () => {
  hour(t.clock, '09:00:00.000')
  const site = await aSite(t)
  await close(t, site)
  const terminals = Array.from({ length: 10 }, () => newId<'terminal'>())
  const all = Array.from({ length: 40 }, (_, i): Partial<RegisterInput> => {
    const own = { terminalId: terminals[i % 10]!, direction: i % 4 === 0 ? 'in' : 'out' } as const
    if (i === 21) return { ...own, persons: [aPerson({ unit: '9-9-999' })] }
    if (i === 33) return { ...own, refuse: { reason: 'other', note: 'a sign no text holds: \0' } }
    return { ...own, persons: [aPerson()] }
  })
  const settled = await Promise.allSettled(
    all.map(each => register(t.ctx(site.guard), anAttempt(site, each))),
  )
  const refused = settled.flatMap((s, i) => (s.status === 'rejected' ? [[i, s.reason.code]] : []))
  expect(refused).toEqual([
    [21, 'gate.unit_unknown'],
    [33, 'core.malformed'],
  ])
  const { total } = await listPassages(t.ctx(site.guard), { estateId: site.estateId })
  expect(total).toBe(38)
  const counted = (await days(t.ctx(site.guard), { estateId: site.estateId })).total
  expect(counted).toMatchObject({ personsIn: 10, personsOut: 28, refusals: 0 })
})

test('[S6-49] the same record sent six times at once is one passage, and every sender gets its answer', async () => {
  hour(t.clock, '10:00:00.000')
  const site = await aSite(t)
  const one = anAttempt(site, { persons: [aPerson({ idNumber: undefined })] })
  const answers = await Promise.all(Array.from({ length: 6 }, () => register(t.ctx(site.guard), one)))
  expect(new Set(answers.map(a => a.attemptId)).size).toBe(1)
  expect((await listPassages(t.ctx(site.guard), { estateId: site.estateId })).total).toBe(1)
})
