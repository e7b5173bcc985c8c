import { expect, test } from 'vitest'
import { aColleague, aDesk, type Desk, raise } from '../../../test/desk.ts'
import { aPerson } from '../../../test/factories.ts'
import { testHouse } from '../../../test/harness.ts'
import * as acts from './acts.ts'
import { showPhone } from './call.ts'
import * as reads from './reads.ts'

const t = await testHouse()
const at = (d: Desk, ticketId: string) => ({ estateId: d.estateId, ticketId })
const show = (d: Desk, id: string, who = d.clerk) => reads.get(t.ctx(who), at(d, id))
const looks = (action: string, subjectId: string) =>
  t.pool
    .query('SELECT actor_name, reason FROM audit WHERE action = $1 AND subject_id = $2', [action, subjectId])
    .then(found => found.rows)

test('[S1-37] who is sent opens the customer’s number and the look is written down; nobody else gets it', async () => {
  const d = await aDesk(t)
  const { id, number } = await raise(t, d, { requesterName: '王某', requesterPhone: '138 0013 8000' })
  const other = await aColleague(t, d.estateId, 'repair_worker')
  await acts.take(t.ctx(d.steward), at(d, id))
  expect((await show(d, id, d.steward)).mayCall).toBe(true)
  expect(await showPhone(t.ctx(d.steward), at(d, id))).toEqual({ phone: '13800138000' })
  expect(await looks('ticket.phone', id)).toEqual([{ actor_name: d.steward.name, reason: number }])
  expect((await show(d, id, other)).mayCall).toBe(false)
  await expect(showPhone(t.ctx(other), at(d, id))).rejects.toMatchObject({ code: 'desk.not_yours' })
  // the very handler, were he the party complained of
  const livesThere = { ...d.steward, grants: [...d.steward.grants, ...d.accused.grants] }
  expect((await show(d, id, livesThere)).mayCall).toBe(false)
  await expect(showPhone(t.ctx(livesThere), at(d, id))).rejects.toMatchObject({ code: 'desk.no_phone' })
  await t.pool.query(
    "UPDATE ticket SET state = 'closed', outcome = 'satisfied', closed_at = received_at WHERE id = $1",
    [id],
  )
  expect((await show(d, id, d.steward)).mayCall).toBe(false)
  await expect(showPhone(t.ctx(d.steward), at(d, id))).rejects.toMatchObject({ code: 'desk.closed' })
})

test('a number of the customer’s file is shown too, as a look that he reads of himself', async () => {
  const d = await aDesk(t)
  const person = await aPerson(t, d.estateId, { name: '赵某', phone: '13900139000' })
  const { id, number } = await raise(t, d, { requesterPersonId: person.id })
  expect(await showPhone(t.ctx(d.clerk), at(d, id))).toEqual({ phone: '13900139000' })
  expect(await looks('person.reveal', person.id)).toEqual([{ actor_name: d.clerk.name, reason: number }])
  const none = await raise(t, d)
  await expect(showPhone(t.ctx(d.clerk), at(d, none.id))).rejects.toMatchObject({ code: 'desk.no_phone' })
})
