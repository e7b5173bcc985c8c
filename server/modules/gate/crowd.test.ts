import { expect, test } from 'vitest'
import { anAttempt, aSite, hour } from '../../../test/gate-factories.ts'
import { testHouse } from '../../../test/harness.ts'
import { listPassages } from './service-passage.ts'
import { register } from './service-register.ts'

const t = await testHouse()

test('[S6-34] four hundred people in ten minutes at one gate are all in, once, in order', async () => {
  hour(t.clock, '17:30:00.000')
  const site = await aSite(t)
  const person = { kind: 'visitor' as const, name: '周舟', unit: '1-2-301', reason: '访友' }
  const begun = t.clock.now().epochMilliseconds
  const sent: string[] = []
  for (let i = 0; i < 400; i++) {
    t.clock.set(new Date(begun + i * 1500).toISOString())
    const attempt = anAttempt(site, { direction: 'in', persons: [{ ...person, reason: `第${i}位` }] })
    await register(t.ctx(site.guard), attempt)
    // every tenth answer is lost and the tablet sends again
    if (i % 10 === 0) await register(t.ctx(site.guard), attempt)
    sent.push(`第${i}位`)
  }
  const found: (string | null)[] = []
  for (let offset = 0; offset < 400; offset += 100) {
    const page = await listPassages(t.ctx(site.guard), { estateId: site.estateId, offset, limit: 100 })
    expect(page.total).toBe(400)
    found.push(...page.items.map(each => each.reason))
  }
  expect(found.reverse()).toEqual(sent)
})
