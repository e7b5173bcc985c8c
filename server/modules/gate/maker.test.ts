import { beforeEach, describe, expect, test } from 'vitest'
import { anAttempt, aSite, close, type GateSite, hour, seal } from '../../../test/gate-factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import type { Actor } from '../../core/access.ts'
import { closeAccount, createAccount, endRole } from '../people/accounts.ts'
import { actorNow } from '../people/actor-now.ts'
import { listPassages } from './service-passage.ts'
import { type RegisterInput, register } from './service-register.ts'
import { snapshot } from './service-snapshot.ts'
import { enterStray, listStray } from './service-stray.ts'
import { bringLeft, sync } from './service-sync.ts'

const t = await testHouse()
let site: GateSite
let serial = 0

interface Guard {
  id: string
  assignmentId: string
  name: string
  /** with the rights he holds at this moment */
  now: () => Promise<Actor>
}

async function aGuard(name: string): Promise<Guard> {
  const { account } = await createAccount(t.ctx(system), {
    username: `maker${++serial}`,
    name,
    password: 'kite-river-2718',
    assignment: { role: 'guard', scope: 'estate', estateId: site.estateId },
  })
  const asked: Actor = { kind: 'account', id: account.id, name, grants: [], sessionId: 's' }
  return {
    id: account.id,
    assignmentId: account.assignments[0]?.id ?? '',
    name,
    now: () => actorNow(t.ctx(asked), asked),
  }
}

const at = (time: string) => `2026-03-02T${time}+08:00`
const keep = async (guard: Guard) => snapshot(t.ctx(await guard.now()), { estateId: site.estateId })

/** What the guard's tablet seals without network at a time of its clock. */
async function queued(held: Awaited<ReturnType<typeof keep>>, deviceAt: string, maker = held.maker) {
  const { estateId: _, ...attempt } = anAttempt(site, {
    decided: 'passed',
    deviceAt,
  } as Partial<RegisterInput>)
  return { clientId: attempt.clientId, deviceAt, sealed: seal({ ...attempt, maker }, held.sealTo) }
}

type Record_ = Awaited<ReturnType<typeof queued>>
const bring = async (by: Guard, ...records: Record_[]) =>
  (await sync(t.ctx(await by.now()), { estateId: site.estateId, records })).results
const bringOwn = async (by: Guard, ...records: Record_[]) =>
  (await bringLeft(t.ctx(await by.now()), { estateId: site.estateId, records })).results
const takeOff = (guard: Guard) =>
  endRole(t.ctx(system), { accountId: guard.id, assignmentId: guard.assignmentId, reason: '离岗' })
const manager = () => t.ctx({ ...actor('manager', 'estate', site.estateId), name: '周经理' })
const passages = async () => (await listPassages(manager(), { estateId: site.estateId })).items
const strays = async () => (await listStray(manager(), { estateId: site.estateId })).items

let old: Guard
let next: Guard
beforeEach(async () => {
  hour(t.clock, '08:00:00.000')
  site = await aSite(t)
  await close(t, site)
  old = await aGuard('赵刚')
  next = await aGuard('孙强')
  hour(t.clock, '09:00:00.000')
})

describe('[SX-14, S6-34] a guard is taken off during his shift', () => {
  test('what he registered before stands under his name, whoever brings it; the audit says both', async () => {
    const held = await keep(old)
    const record = await queued(held, at('09:30:00'))
    hour(t.clock, '10:00:00.000')
    await takeOff(old)
    hour(t.clock, '11:00:00.000')
    expect(await bring(next, record)).toEqual([{ clientId: record.clientId, outcome: 'stored' }])
    expect(await bring(next, record)).toEqual([{ clientId: record.clientId, outcome: 'repeat' }])
    expect((await passages()).map(each => [each.by, each.offline])).toEqual([['赵刚', true]])
    const audit = await t.pool.query(
      "SELECT actor_id, actor_name, after FROM audit WHERE estate_id = $1 AND action = 'gate.register'",
      [site.estateId],
    )
    expect(audit.rows).toMatchObject([{ actor_id: old.id, actor_name: '赵刚', after: { broughtBy: '孙强' } }])
  })

  test('what his tablet still makes after his right ended is kept apart for a person, to the millisecond', async () => {
    const held = await keep(old)
    hour(t.clock, '10:00:00.000')
    await takeOff(old)
    hour(t.clock, '11:00:00.000')
    const before = await queued(held, at('09:59:59.999'))
    const after = await queued(held, at('10:00:00.000'))
    expect(await bring(next, before, after)).toEqual([
      { clientId: before.clientId, outcome: 'stored' },
      { clientId: after.clientId, outcome: 'kept_apart', code: 'gate.maker_ended' },
    ])
    expect(await strays()).toMatchObject([
      { clientId: after.clientId, code: 'gate.maker_ended', madeBy: '赵刚', sentBy: '孙强' },
    ])
    hour(t.clock, '12:00:00.000')
    await enterStray(manager(), { estateId: site.estateId, clientId: after.clientId })
    expect((await passages()).map(each => each.by)).toEqual(['赵刚', '赵刚'])
  })

  test('he brings his own himself, also with no right left and his account closed to the estate; nobody else’s', async () => {
    const own = await queued(await keep(old), at('09:30:00'))
    const foreign = await queued(await keep(next), at('09:31:00'))
    const unmarked = await queued(await keep(old), at('09:32:00'), '')
    hour(t.clock, '10:00:00.000')
    await takeOff(old)
    const late = await queued({ ...(await keep(next)), maker: '' }, at('10:30:00'))
    hour(t.clock, '11:00:00.000')
    await expect(bring(old, own)).rejects.toMatchObject({ code: 'core.not_found' })
    expect((await bringOwn(old, own, foreign, unmarked, late)).map(each => each.outcome)).toEqual([
      'stored',
      'not_own',
      'not_own',
      'not_own',
    ])
    expect((await passages()).map(each => each.by)).toEqual(['赵刚'])
    expect(await strays()).toEqual([])
  })

  test('he cannot enter anything new that way: what he makes after the end is kept apart', async () => {
    const held = await keep(old)
    hour(t.clock, '10:00:00.000')
    await takeOff(old)
    hour(t.clock, '11:00:00.000')
    const late = await queued(held, at('10:59:00'))
    expect(await bringOwn(old, late)).toMatchObject([{ outcome: 'kept_apart', code: 'gate.maker_ended' }])
    expect(await passages()).toEqual([])
  })

  test('a closed account’s records answer for its time too', async () => {
    const record = await queued(await keep(old), at('09:30:00'))
    hour(t.clock, '10:00:00.000')
    await closeAccount(t.ctx(system), { accountId: old.id, reason: '离职' })
    expect(await bring(next, record)).toMatchObject([{ outcome: 'stored' }])
    expect((await passages()).map(each => each.by)).toEqual(['赵刚'])
  })
})

test('[SX-14] a mark that is forged, of another estate or weeks old names nobody: the record is kept apart', async () => {
  const held = await keep(next)
  const mark = (await keep(old)).maker
  const forged = mark.replace(old.id, next.id)
  const cut = mark.slice(0, -3)
  const elsewhere = mark.replace(site.estateId, old.id)
  const records = []
  for (const each of [forged, cut, elsewhere, 'x', '..'])
    records.push(await queued(held, at('08:59:00'), each))
  expect((await bring(next, ...records)).map(each => each.code)).toEqual(Array(5).fill('gate.maker_unknown'))
  t.clock.set('2026-03-16T09:00:00.001+08:00')
  const weeks = await bring(next, await queued(held, '2026-03-16T08:59:00+08:00', mark))
  expect(weeks).toMatchObject([{ outcome: 'kept_apart', code: 'gate.maker_unknown' }])
  expect(await passages()).toEqual([])
})

test('[S6-49] sent at once with a lost answer and then brought by the next guard, it is one passage of the first', async () => {
  const held = await keep(old)
  const record = await queued(held, at('09:00:00'))
  const { estateId: _, ...attempt } = anAttempt(site)
  await register(t.ctx(await old.now()), { ...attempt, clientId: record.clientId, estateId: site.estateId })
  expect(await bring(next, record)).toEqual([{ clientId: record.clientId, outcome: 'repeat' }])
  expect((await passages()).map(each => each.by)).toEqual(['赵刚'])
})

test('[SX-06, SX-14] a clock that was set back before the last contact is not believed, to the millisecond: what its owner dates before his end is kept apart', async () => {
  const mark = await keep(old)
  // given at 09:00; a tap may wait ten seconds while the terminal reads anew
  const waited = await queued(mark, at('08:59:50.000'))
  const setBack = await queued(mark, at('08:59:49.999'))
  hour(t.clock, '10:00:00.000')
  await takeOff(old)
  hour(t.clock, '11:00:00.000')
  expect(await bring(next, waited, setBack)).toEqual([
    { clientId: waited.clientId, outcome: 'stored' },
    { clientId: setBack.clientId, outcome: 'kept_apart', code: 'gate.maker_ended' },
  ])
})

test('[SX-06] what the next contact brought bounds the next record: the same time is believed under an earlier mark only', async () => {
  const first = await keep(old)
  hour(t.clock, '09:30:00.000')
  const second = await keep(old)
  const early = await queued(first, at('09:10:00.000'))
  const late = await queued(second, at('09:10:00.000'))
  hour(t.clock, '10:00:00.000')
  await bring(next, early, late)
  const { rows } = await t.pool.query(
    'SELECT client_id, happened_at, device_at FROM passage WHERE estate_id = $1 AND offline ORDER BY happened_at',
    [site.estateId],
  )
  const told = rows.map(r => [r.client_id, Date.parse(r.happened_at), Date.parse(r.device_at)])
  const nine10 = Date.parse(at('09:10:00.000'))
  expect(told).toEqual([
    [early.clientId, nine10, nine10],
    [late.clientId, Date.parse(at('10:00:00.000')), nine10],
  ])
})
