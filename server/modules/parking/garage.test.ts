import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { beforeEach, describe, expect, test } from 'vitest'
import { anAccount, anEstate, aUnit } from '../../../test/factories.ts'
import { actor, START, type TestHouse, testHouse } from '../../../test/harness.ts'
import { assignDuties } from '../roster/duties.ts'
import * as garage from './garage.ts'
import * as fault from './garage-fault.ts'
import * as fetching from './garage-fetch.ts'
import {
  cycleOf,
  faultAllowed,
  inspectionState,
  landPerSpace,
  mayStart,
  rescueState,
  tooBig,
  waitSeconds,
} from './garage-rules.ts'

describe('rules', () => {
  test('[S4-11] it may run on the last day of its inspection and not on the next; a month before, it is time to apply', () => {
    const at = (day: string, applied: string | null = null) => inspectionState(day, '2026-03-31', applied, 1)
    expect(at('2026-02-27')).toBe('valid')
    expect(at('2026-02-28')).toBe('apply')
    expect(at('2026-03-31', '2026-03-05')).toBe('applied')
    expect(at('2026-03-31')).toBe('apply')
    expect(at('2026-04-01', '2026-03-05')).toBe('expired')
  })

  test('the rescue is kept at thirty minutes and late one millisecond after', () => {
    const by = 30 * 60_000
    expect(rescueState(by, by, by)).toBe('kept')
    expect(rescueState(by, by + 1, by + 1)).toBe('late')
    expect(rescueState(by, null, by)).toBe('running')
    expect(rescueState(by, null, by + 1)).toBe('late')
  })

  test('people before machines: no repair while somebody is inside, no closing without an inspection', () => {
    const f = { state: 'rescue' as const, trapped: 1, called: false, arrived: false, inspected: false }
    expect(faultAllowed('arrive', f)).toBe('garage.call_first')
    expect(faultAllowed('repair', f)).toBe('garage.free_first')
    expect(faultAllowed('free', f)).toBe(true)
    expect(faultAllowed('close', { ...f, state: 'repaired' })).toBe('garage.inspect_first')
    expect(faultAllowed('close', { ...f, state: 'repaired', inspected: true })).toBe(true)
    expect(faultAllowed('close', { ...f, state: 'repaired', trapped: 0 })).toBe(true)
    expect(mayStart('stopped', 'valid', 1)).toBe('garage.fault_open')
    expect(mayStart('stopped', 'expired', 0)).toBe('garage.expired')
  })

  test('[S4-11] size and weight: at the limit it fits, a millimetre over it does not', () => {
    const max = { length: 5000, width: 1850, height: 1550, weight: 1700 }
    expect(tooBig(max, max)).toEqual([])
    expect(tooBig({ ...max, height: 1551, weight: 1701 }, max)).toEqual(['height', 'weight'])
  })

  test('waiting time by machines; measured cycles count from the twentieth; land per space', () => {
    expect(waitSeconds(0, 1, 90)).toBe(90)
    expect(waitSeconds(3, 2, 90)).toBe(180)
    expect(cycleOf({ mean: 101.4, count: 19 }, 90, 20)).toEqual({ seconds: 90, measured: false })
    expect(cycleOf({ mean: 101.4, count: 20 }, 90, 20)).toEqual({ seconds: 101, measured: true })
    expect(landPerSpace(10_000, 40)).toBe(250)
    expect(landPerSpace(10_000, 0)).toBeNull()
  })
})

const t: TestHouse = await testHouse()

async function aGarage(more: { inspectedUntil?: string } = {}) {
  const estate = await anEstate(t)
  const unitId = await aUnit(t, estate.id)
  const manager = actor('manager', 'estate', estate.id)
  const operator = await anAccount(t, estate.id, { role: 'parking_operator', name: '车库管理员' })
  const resident = { ...actor('owner', 'unit', unitId, estate.id), name: '林晓燕' }
  const made = await garage.addGarage(t.ctx(manager), {
    estateId: estate.id,
    name: '1号立体车库',
    kind: 'lift_slide',
    place: '3 栋北侧',
    levels: 3,
    perLevel: 4,
    machines: 1,
    cycleSeconds: 90,
    landArea: 12_000,
    max: { length: 5000, width: 1850, height: 1550, weight: 1700 },
    registration: '车库琼A00001',
    keeper: '周安全',
    rescue: '0898-96333',
    inspectedUntil: more.inspectedUntil ?? '2027-03-01',
    inUseFrom: '2026-01-01',
  })
  const ids = { estateId: estate.id, garageId: made.id }
  return { ...ids, ids, unitId, manager, operator, resident, made }
}

const give = (s: Awaited<ReturnType<typeof aGarage>>, code = '2-01', room = '1-2-301') =>
  garage.setSlot(t.ctx(s.manager), {
    ...s.ids,
    code,
    blocked: false,
    room,
    car: { length: 4700, width: 1800, height: 1480, weight: 1500 },
  })

const code = (run: Promise<unknown>) =>
  run.then(
    () => 'done',
    error => (error as { code: string }).code,
  )

describe('a garage', () => {
  beforeEach(() => t.clock.set(START))

  test('[S4-11] [S4-12] its slots count as spaces, with size limits and the land each takes', async () => {
    const s = await aGarage()
    const list = await garage.listGarages(t.ctx(s.operator.actor), { estateId: s.estateId })
    expect(list.spaces).toBe(12)
    expect(list.items[0]).toMatchObject({ slots: 12, free: 12, landPerSpace: 1000, state: 'running' })
    await give(s)
    const big = garage.setSlot(t.ctx(s.manager), {
      ...s.ids,
      code: '2-02',
      blocked: false,
      room: '1-2-301',
      car: { length: 5001, width: 1800, height: 1480, weight: 1500 },
    })
    expect(await code(big)).toBe('garage.too_big')
    await aUnit(t, s.estateId, '1-2-302')
    expect(await code(give(s, '2-01', '1-2-302'))).toBe('garage.slot_taken')
    const blocked = await garage.setSlot(t.ctx(s.manager), {
      ...s.ids,
      code: '3-01',
      blocked: true,
      note: '载车板变形',
    })
    expect(blocked).toMatchObject({ blocked: 1, landPerSpace: Math.round(12_000 / 11) })
  })

  test('[S4-11] from the phone into the queue: order, waiting time, only one’s own slot, told when it is ready', async () => {
    const s = await aGarage()
    await give(s)
    const other = await aUnit(t, s.estateId, '1-2-302')
    await give(s, '2-02', '1-2-302')
    const first = await fetching.askFetch(t.ctx(s.operator.actor), { ...s.ids, slot: '2-02' })
    t.clock.advance({ seconds: 1 })
    const account = await anAccount(t, s.estateId, { role: 'employee' })
    const resident = { ...s.resident, id: account.id }
    const before = await fetching.myGarage(t.ctx(resident), { estateId: s.estateId })
    expect(before.items).toHaveLength(1)
    expect(before.items[0]).toMatchObject({ slot: '2-01', ahead: 1, wait: 180, allowed: { fetch: true } })
    const mine = await fetching.myFetch(t.ctx(resident), { ...s.ids, slot: '2-01' })
    expect(mine).toMatchObject({ ahead: 1, wait: 180, state: 'waiting' })
    expect(await code(fetching.myFetch(t.ctx(resident), { ...s.ids, slot: '2-01' }))).toBe('garage.asked')
    expect(await code(fetching.myFetch(t.ctx(resident), { ...s.ids, slot: '2-02' }))).toBe('core.not_found')
    const step = (fetchId: string, to: 'moving' | 'ready' | 'taken' | 'cancelled') =>
      fetching.moveFetch(t.ctx(s.operator.actor), { estateId: s.estateId, fetchId, to })
    expect(await code(step(mine.id, 'moving'))).toBe('garage.not_first')
    await step(first.id, 'moving')
    await step(first.id, 'ready')
    await step(mine.id, 'moving')
    t.clock.advance({ seconds: 95 })
    const ready = await step(mine.id, 'ready')
    expect(ready.state).toBe('ready')
    const told = await sql<{
      name: string
    }>`SELECT name FROM message WHERE account_id = ${resident.id} AND kind = 'garage.ready'`.execute(
      t.house.db,
    )
    expect(told.rows).toHaveLength(1)
    expect((await step(mine.id, 'taken')).state).toBe('taken')
    expect(await code(step(mine.id, 'taken'))).toBe('garage.fetch_state')
    expect(other).toBeTruthy()
  })

  test('[S4-11] [SX-09] trapped: the alarm goes to who is on duty, reminded, late 1 ms after 30 minutes, then the management', async () => {
    const s = await aGarage()
    const guard = await anAccount(t, s.estateId, { role: 'guard', name: '值班保安' })
    const boss = await anAccount(t, s.estateId, { role: 'manager', name: '陈经理' })
    await assignDuties(t.ctx(s.manager), {
      estateId: s.estateId,
      duties: [
        {
          kind: 'security',
          accountId: guard.id,
          party: 'company',
          startsAt: '2026-03-02T00:00:00Z',
          endsAt: '2026-03-02T12:00:00Z',
        },
      ],
    })
    const made = await fault.reportFault(t.ctx(s.operator.actor), {
      ...s.ids,
      what: '载车板卡在 2 层，一人在车内',
      trapped: 1,
      who: '车主李女士',
      called: '维保单位 王工',
    })
    expect(made).toMatchObject({
      state: 'rescue',
      who: '车主李女士',
      rescue: 'running',
      arriveBy: '2026-03-02T01:30:00Z',
    })
    const messages = async () =>
      (
        await sql<{
          name: string
          kind: string
          urgent: boolean
        }>`SELECT name, kind, urgent FROM message WHERE estate_id = ${s.estateId} ORDER BY at, id`.execute(
          t.house.db,
        )
      ).rows
    expect(await messages()).toEqual([{ name: '值班保安', kind: 'garage.trapped', urgent: true }])
    const id = { ...s.ids, faultId: made.id }
    const look = () => fault.watch(t.ctx({ kind: 'system', name: 'job' }), s.estateId, made.id)
    t.clock.set('2026-03-02T01:19:59.999Z')
    await look()
    expect(await messages()).toHaveLength(1)
    t.clock.set('2026-03-02T01:20:00Z')
    await look()
    await look()
    expect((await messages()).at(-1)).toMatchObject({ name: '值班保安', kind: 'garage.rescue_soon' })
    t.clock.set('2026-03-02T01:30:00Z')
    await look()
    expect(await messages()).toHaveLength(2)
    t.clock.set('2026-03-02T01:30:00.001Z')
    await look()
    await look()
    expect((await messages()).at(-1)).toMatchObject({ name: '陈经理', kind: 'garage.rescue_late' })
    expect(await messages()).toHaveLength(3)
    expect(boss.id).toBeTruthy()
    const arrived = await fault.rescueArrived(t.ctx(s.operator.actor), id)
    expect(arrived.rescue).toBe('late')
  })

  test('[S4-11] from the fault to the restart: freed, repaired, inspected, closed with who answers, started', async () => {
    const s = await aGarage()
    await give(s)
    const guard = s.operator.actor
    const made = await fault.reportFault(t.ctx(guard), {
      ...s.ids,
      what: '钢丝绳断裂',
      trapped: 1,
      who: '李女士',
    })
    const id = { ...s.ids, faultId: made.id }
    expect(await code(fetching.askFetch(t.ctx(guard), { ...s.ids, slot: '2-01' }))).toBe('garage.in_fault')
    expect(await code(garage.startGarage(t.ctx(guard), { ...s.ids, reason: '试试看' }))).toBe(
      'garage.fault_open',
    )
    expect(await code(fault.rescueArrived(t.ctx(guard), id))).toBe('garage.call_first')
    // seen by a phone without network at 09:02; the limit runs from then
    const seen = Temporal.Instant.from('2026-03-02T01:02:00Z')
    t.clock.set('2026-03-02T01:10:00Z')
    const called = await fault.callRescue(t.ctx(guard, { deviceTime: seen }), { ...id, who: '119' })
    expect(called.arriveBy).toBe('2026-03-02T01:32:00Z')
    t.clock.set('2026-03-02T01:32:00Z')
    expect((await fault.rescueArrived(t.ctx(guard), id)).rescue).toBe('kept')
    const freed = await fault.freePeople(t.ctx(guard), { ...id, harm: '无伤' })
    expect(freed).toMatchObject({ state: 'open', who: null, trapped: 1 })
    await fault.repairFault(t.ctx(guard), {
      ...id,
      cause: '钢丝绳疲劳',
      repair: '更换钢丝绳并试运行',
      by: '王工',
    })
    const close = () => fault.closeFault(t.ctx(s.manager), { ...id, accountable: '维保单位 王工' })
    expect(await code(close())).toBe('garage.inspect_first')
    const inspect = (passed: boolean) =>
      fault.inspectFault(t.ctx(s.manager), {
        ...id,
        doneOn: '2026-03-03',
        passed,
        report: 'TJ-1',
        body: '省特检院',
      })
    expect((await inspect(false)).state).toBe('open')
    await fault.repairFault(t.ctx(guard), { ...id, cause: '限位松动', repair: '调整限位', by: '王工' })
    await inspect(true)
    expect((await close()).accountable).toBe('维保单位 王工')
    const again = await garage.startGarage(t.ctx(guard), { ...s.ids, reason: '检验合格，恢复使用' })
    expect(again.state).toBe('running')
    expect(again.notes.map(n => n.kind)).toEqual(
      expect.arrayContaining([
        'trapped',
        'fault_call',
        'fault_arrive',
        'fault_free',
        'fault_repair',
        'fault_inspect',
        'fault_close',
        'start',
      ]),
    )
    const trapped = await sql<{
      trapped_who: Buffer | null
    }>`SELECT trapped_who FROM garage_fault WHERE id = ${made.id}`.execute(t.house.db)
    expect(trapped.rows[0]?.trapped_who).toBeNull()
  })

  test('[S4-11] a resident inside raises the same alarm; of a garage where he has no slot he cannot', async () => {
    const s = await aGarage()
    const alarm = () => fault.myAlarm(t.ctx(s.resident), { ...s.ids, people: 2 })
    expect(await code(alarm())).toBe('core.not_found')
    await give(s)
    expect(await alarm()).toMatchObject({ rescue: '0898-96333' })
    expect((await garage.garageFull(t.ctx(s.manager), s.estateId, s.garageId)).trapped).toBe(2)
  })

  test('[S4-11] expired it moves no car, whatever its state says; the morning’s sweep stops it with the reason, once', async () => {
    const s = await aGarage({ inspectedUntil: '2026-03-31' })
    await give(s)
    const sweep = () => garage.sweepInspections(t.ctx({ kind: 'system', name: 'job' }))
    const count = async (kind: string) =>
      (
        await sql<{
          n: number
        }>`SELECT count(*)::int AS n FROM message WHERE estate_id = ${s.estateId} AND kind = ${kind}`.execute(
          t.house.db,
        )
      ).rows[0]?.n
    t.clock.set('2026-02-28T01:00:00Z')
    await sweep()
    await sweep()
    expect(await count('garage.apply')).toBe(1)
    t.clock.set('2026-03-31T15:59:59Z')
    await sweep()
    expect((await garage.garageFull(t.ctx(s.manager), s.estateId, s.garageId)).state).toBe('running')
    t.clock.set('2026-03-31T16:00:00Z')
    expect(await code(fetching.askFetch(t.ctx(s.operator.actor), { ...s.ids, slot: '2-01' }))).toBe(
      'garage.expired',
    )
    await sweep()
    await sweep()
    const stopped = await garage.garageFull(t.ctx(s.manager), s.estateId, s.garageId)
    expect(stopped).toMatchObject({ state: 'stopped', inspection: 'expired' })
    expect(stopped.stateReason).toContain('2026-03-31')
    expect(await count('garage.expired')).toBe(1)
    expect(await code(garage.startGarage(t.ctx(s.manager), { ...s.ids, reason: '先用着' }))).toBe(
      'garage.expired',
    )
    await garage.recordInspection(t.ctx(s.manager), {
      ...s.ids,
      kind: 'periodic',
      doneOn: '2026-04-01',
      passed: true,
      report: 'TJ-2026-9',
      body: '省特检院',
      validUntil: '2028-03-31',
    })
    expect((await garage.startGarage(t.ctx(s.manager), { ...s.ids, reason: '检验合格' })).state).toBe(
      'running',
    )
  })
})
