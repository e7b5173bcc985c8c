import { expect, test } from 'vitest'
import { anAccount, anEstate } from '../../../test/factories.ts'
import { testHouse } from '../../../test/harness.ts'
import { keepViews, myViews } from './views.ts'

const t = await testHouse()

test('filters kept under a name are the account’s on every device, and nobody else’s', async () => {
  const e = await anEstate(t)
  const [clerk, other] = [await anAccount(t, e.id), await anAccount(t, e.id)]
  const mine = { name: '快到期', state: { show: 'soon', mine: 'assigned' } }
  await keepViews(t.ctx(clerk.actor), { list: 'desk.tickets', items: [mine] })
  // another session of the same person
  const elsewhere = { ...clerk.actor, sessionId: '01900000-0000-7000-8000-00000000aaaa' }
  expect((await myViews(t.ctx(elsewhere), { list: 'desk.tickets' })).items).toEqual([mine])
  expect((await myViews(t.ctx(other.actor), { list: 'desk.tickets' })).items).toEqual([])
  expect((await myViews(t.ctx(clerk.actor), { list: 'people.persons' })).items).toEqual([])
  const many = Array.from({ length: 31 }, (_, i) => ({ ...mine, name: `视图${i}` }))
  await expect(keepViews(t.ctx(clerk.actor), { list: 'desk.tickets', items: many })).rejects.toMatchObject({
    code: 'core.invalid',
  })
  await keepViews(t.ctx(clerk.actor), { list: 'desk.tickets', items: [] })
  expect((await myViews(t.ctx(clerk.actor), { list: 'desk.tickets' })).items).toEqual([])
})
