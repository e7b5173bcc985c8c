/** An offer is told, reminded of, answered or lost; what is lost goes on. */
import { expect, test } from 'vitest'
import { aHousehold } from '../../../test/factories.ts'
import { system, testHouse } from '../../../test/harness.ts'
import { aYard, type Yard } from '../../../test/parking.ts'
import { sql } from '../../core/db.ts'
import { makeCtx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { linkPhone, newAccount } from '../people/accounts.ts'
import * as lots from './lots.ts'
import { lapseOffers, lookAtOffer } from './offers.ts'
import * as permits from './permits.ts'
import * as waiting from './waiting.ts'

const t = await testHouse()
const at = (text: string) => t.clock.set(`2026-03-${text}+08:00`)

/** A home whose owner has an account by the phone that the register knows. */
async function aHome(y: Yard, label: string) {
  const home = await aHousehold(t, y.estateId, { label, owner: `业主${label}` })
  const accountId = await t.house.db.transaction().execute(async tx => {
    const ctx = makeCtx(t.house, { actor: system, now: t.clock.now() }).on(tx)
    const id = await newAccount(ctx, {
      username: `o${newId().slice(-10)}`,
      name: `业主${label}`,
      password: 'kite-river-2718',
      mustChange: false,
    })
    await linkPhone(ctx, id, home.owner.phone ?? '')
    return id
  })
  return { ...home, accountId }
}

const told = async (y: Yard, accountId: string | null) =>
  (
    await sql<{
      kind: string
      zh: string
      gone: boolean
    }>`SELECT kind, body->>'zh' AS zh, withdrawn_at IS NOT NULL AS gone FROM message
    WHERE estate_id = ${y.estateId} AND account_id IS NOT DISTINCT FROM ${accountId}::uuid ORDER BY at, id`.execute(
      t.house.db,
    )
  ).rows

async function aQueue() {
  at('02T09:00:00')
  const y = await aYard(t)
  const space = await lots.addSpace(t.ctx(y.manager), {
    estateId: y.estateId,
    lotId: y.lotId,
    level: 'B1',
    number: 'B1-001',
    ground: 'planned',
    use: 'car',
  })
  const homes = [await aHome(y, '1-1-101'), await aHome(y, '1-1-102')]
  const asked = []
  for (const room of ['1-1-101', '1-1-102']) {
    t.clock.advance({ minutes: 1 })
    asked.push(await waiting.addWait(t.ctx(y.manager), { estateId: y.estateId, room, use: 'car' }))
  }
  const [first, second] = asked as [(typeof asked)[0], (typeof asked)[0]]
  at('02T10:00:00')
  const offered = await waiting.offerSpace(t.ctx(y.manager), {
    estateId: y.estateId,
    waitId: first.id,
    spaceId: space.id,
    version: first.version,
  })
  const look = (wait: string, until: string | null) =>
    lookAtOffer(t.ctx(system), { estateId: y.estateId, waitId: wait, until: until ?? '' })
  const stateOf = async (waitId: string) =>
    (await waiting.getWait(t.ctx(y.manager), { estateId: y.estateId, waitId })).state
  return { y, space, homes, first, second, offered, look, stateOf }
}

test('[S4-05] the household hears of its space with the last moment, once more a day before, and when it is lost; the next one hears at once', async () => {
  const q = await aQueue()
  const [one, two] = q.homes
  expect(await told(q.y, one!.accountId)).toEqual([
    { kind: 'parking.offer', zh: expect.stringContaining('B1-001 为您保留到 2026-03-05 10:00'), gone: false },
  ])
  at('04T09:59:59.999')
  await q.look(q.first.id, q.offered.offeredUntil)
  expect(await told(q.y, one!.accountId)).toHaveLength(1)
  at('04T10:00:00')
  await q.look(q.first.id, q.offered.offeredUntil)
  await q.look(q.first.id, q.offered.offeredUntil)
  expect((await told(q.y, one!.accountId)).map(m => m.kind)).toEqual([
    'parking.offer',
    'parking.offer_remind',
  ])
  // at its last moment it still stands, a millisecond later it is the next home's
  at('05T10:00:00')
  await q.look(q.first.id, q.offered.offeredUntil)
  expect(await q.stateOf(q.first.id)).toBe('offered')
  at('05T10:00:00.001')
  await q.look(q.first.id, q.offered.offeredUntil)
  expect([await q.stateOf(q.first.id), await q.stateOf(q.second.id)]).toEqual(['lapsed', 'offered'])
  expect((await told(q.y, one!.accountId)).map(m => [m.kind, m.gone])).toEqual([
    ['parking.offer', true],
    ['parking.offer_remind', true],
    ['parking.offer_lapse', false],
  ])
  expect(await told(q.y, two!.accountId)).toMatchObject([
    { kind: 'parking.offer', zh: expect.stringContaining('保留到 2026-03-08 10:00') },
  ])
  // nobody is left: the space is free and no message goes out
  at('09T00:00:00')
  await lapseOffers(t.ctx(system))
  expect(await q.stateOf(q.second.id)).toBe('lapsed')
  const [space] = (await lots.listSpaces(t.ctx(q.y.manager), { estateId: q.y.estateId, held: 'free' })).items
  expect([space?.number, space?.offeredTo]).toEqual(['B1-001', null])
})

test('[S4-05] who leaves the queue hands his offer on; who signs is reminded of nothing', async () => {
  const q = await aQueue()
  await waiting.withdrawWait(t.ctx(q.y.manager), {
    estateId: q.y.estateId,
    waitId: q.first.id,
    reason: '已在外租到车位',
  })
  const next = await waiting.getWait(t.ctx(q.y.manager), { estateId: q.y.estateId, waitId: q.second.id })
  expect([next.state, next.offeredSpace?.number]).toEqual(['offered', 'B1-001'])
  await permits.addPermit(t.ctx(q.y.manager), {
    estateId: q.y.estateId,
    lotId: q.y.lotId,
    kind: 'lease',
    room: '1-1-102',
    spaceIds: [q.space.id],
    price: 0,
    from: '2026-03-02T00:00:00+08:00',
    until: '2026-09-02T00:00:00+08:00',
    waitId: q.second.id,
  })
  at('04T12:00:00')
  await q.look(q.second.id, next.offeredUntil)
  expect(await told(q.y, q.homes[1]!.accountId)).toMatchObject([{ kind: 'parking.offer', gone: true }])
})
