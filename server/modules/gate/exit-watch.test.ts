/** A closed entrance that nobody looked at in time: who is accountable hears of it once, takes it on, or the next one does. */
import { beforeEach, expect, test } from 'vitest'
import { anAccount } from '../../../test/factories.ts'
import { aSite, close, type GateSite, hour } from '../../../test/gate-factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { acknowledgeMessage } from '../notice/messages.ts'
import { sweepMessages } from '../notice/notify.ts'
import { watchExits } from './exit-watch.ts'
import { recordCheck } from './service-check.ts'
import { changeGate, listGates, setGateState } from './service-gate.ts'

const t = await testHouse()
let site: GateSite
let keeper: Awaited<ReturnType<typeof anAccount>>
let manager: Awaited<ReturnType<typeof anAccount>>

const office = () => t.ctx(actor('manager', 'estate', site.estateId))
const side = async () =>
  (await listGates(office(), { estateId: site.estateId })).items.find(g => g.id === site.sideGateId)!
const look = () => watchExits(t.ctx(system))
const check = () =>
  recordCheck(t.ctx(site.guard), {
    estateId: site.estateId,
    gateId: site.sideGateId,
    kind: 'check',
    ok: true,
  })

async function told() {
  const { rows } = await t.pool.query(
    `SELECT name, step, kind, ref_id, delivered_at IS NOT NULL AS delivered, withdrawn_at IS NOT NULL AS withdrawn
    FROM message WHERE estate_id = $1 ORDER BY at, step`,
    [site.estateId],
  )
  return rows
}

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await aSite(t)
  keeper = await anAccount(t, site.estateId, { role: 'guard', name: '赵刚' })
  manager = await anAccount(t, site.estateId, { role: 'manager', name: '陈经理' })
  await close(t, site)
  const { id: gateId, name, kind, version } = await side()
  await changeGate(office(), {
    estateId: site.estateId,
    gateId,
    name,
    kind,
    version,
    keeper: '赵刚',
    keyPlace: '岗亭二号柜',
  })
})

test('[K14] [SX-09] the keeper hears of it from the first instant after its last day, once, in the morning; then the next person', async () => {
  t.clock.set('2026-03-09T23:59:59.999+08:00')
  await look()
  expect(await told()).toEqual([])
  t.clock.set('2026-03-10T00:00:00+08:00')
  await look()
  await look()
  const first = { name: '赵刚', step: 1, kind: 'gate.exit_late', ref_id: site.sideGateId, withdrawn: false }
  // nobody is woken for it
  expect(await told()).toEqual([{ ...first, delivered: false }])
  t.clock.set('2026-03-10T08:00:00+08:00')
  await sweepMessages(t.ctx(system))
  await look()
  expect(await told()).toEqual([{ ...first, delivered: true }])
  t.clock.set('2026-03-10T10:00:00+08:00')
  await sweepMessages(t.ctx(system))
  expect(await told()).toHaveLength(1)
  t.clock.set('2026-03-10T10:00:00.001+08:00')
  await sweepMessages(t.ctx(system))
  expect(await told()).toMatchObject([first, { name: '陈经理', step: 2 }])
  const { rows } = await t.pool.query(
    `SELECT title->>'zh' AS title, body->>'zh' AS body FROM message WHERE estate_id = $1 AND step = 1`,
    [site.estateId],
  )
  expect(rows[0]).toEqual({
    title: '应急出口逾期未检查：南门',
    body: '南门已封闭，最迟 2026-03-09 应检查能否打开，现已逾期。看管人 赵刚，钥匙 岗亭二号柜。请到现场试开并登记。',
  })
})

test('[K14] who takes it on ends the way to the next person; the next overdue check is told anew, and the check takes the message back', async () => {
  t.clock.set('2026-03-10T09:00:00+08:00')
  await look()
  const { rows } = await t.pool.query('SELECT id FROM message WHERE estate_id = $1', [site.estateId])
  await acknowledgeMessage(t.ctx(keeper.actor), { estateId: site.estateId, messageId: rows[0].id })
  t.clock.set('2026-03-10T12:00:00+08:00')
  await sweepMessages(t.ctx(system))
  expect(await told()).toHaveLength(1)
  await check()
  expect((await side()).checkDueOn).toBe('2026-03-17')
  t.clock.set('2026-03-17T23:59:59.999+08:00')
  await look()
  expect(await told()).toHaveLength(1)
  t.clock.set('2026-03-18T09:00:00+08:00')
  await look()
  expect(await told()).toMatchObject([{ withdrawn: false }, { name: '赵刚', withdrawn: false }])
  await check()
  // what nobody had answered yet is true no longer
  expect(await told()).toMatchObject([{ withdrawn: false }, { withdrawn: true }])
})

test('[K14] an entrance that is opened again is nobody’s overdue exit; closed anew it has its seven days again', async () => {
  t.clock.set('2026-03-10T09:00:00+08:00')
  await look()
  // the closure ended; the side gate stands open for a while
  await t.pool.query(`UPDATE closure SET state = 'lifted' WHERE estate_id = $1`, [site.estateId])
  const state = async (to: 'open' | 'closed') =>
    setGateState(office(), {
      estateId: site.estateId,
      gateId: site.sideGateId,
      state: to,
      reason: '早晚高峰',
      version: (await side()).version,
    })
  t.clock.advance({ minutes: 1 })
  await state('open')
  expect(await told()).toMatchObject([{ withdrawn: true }])
  t.clock.set('2026-03-12T09:00:00+08:00')
  await look()
  expect(await told()).toHaveLength(1)
  await state('closed')
  await look()
  expect([(await side()).checkDueOn, (await told()).length]).toEqual(['2026-03-19', 1])
})

test('[K14] a keeper who does not work here, or one of two of that name, is no address: whoever is on duty hears of it', async () => {
  await anAccount(t, site.estateId, { role: 'cleaner', name: '赵刚' })
  t.clock.set('2026-03-10T09:00:00+08:00')
  await look()
  // no roster here names anybody, so the first is the manager
  expect(await told()).toMatchObject([{ name: manager.actor.name }])
})
