import { beforeEach, expect, test } from 'vitest'
import { hour } from '../../../test/gate-factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import {
  aDevice,
  aRight,
  type Device,
  eventsOf,
  hearNews,
  type Lanes,
  push,
  shoot,
  someLanes,
  vzenith,
} from '../../../test/lane-factories.ts'
import { newId } from '../../core/ids.ts'
import { setGateState } from '../gate/service-gate.ts'
import { pushList } from './device-list.ts'
import * as devices from './devices.ts'
import { schedules } from './jobs.ts'
import { lists } from './lists.ts'
import { lanesAsNow, listCommands, listEvents } from './log.ts'
import * as plates from './plates.ts'
import { endRightsOf } from './rights.ts'
import { markOffence, moveBarrier, passByHand, settle } from './settle.ts'
import { simulate } from './simulate.ts'
import { worldOf } from './world.ts'

const t = await testHouse()
const news = hearNews(t)
let site: Lanes
let guard: ReturnType<typeof actor>
let manager: ReturnType<typeof actor>

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await someLanes(t, 'hold')
  guard = { ...actor('guard', 'estate', site.estateId), name: '张建国' }
  manager = { ...actor('manager', 'estate', site.estateId), name: '李经理' }
  await t.drain()
  news.length = 0
})
const as = (who: ReturnType<typeof actor>) => t.ctx(who)
const beat = (device: Device) =>
  push(t, device.url, 'serialno=eff50e18&device_name=x', 'application/x-www-form-urlencoded')

test('[S4-18] a held car with its likely readings is confirmed by the guard: plate corrected, opened, told, the camera asked', async () => {
  await aRight(t, site.estateId, { plate: '琼A2468D', kind: 'monthly' })
  expect(await shoot(t, site.in, { plate: '琼A24680' })).toBe('no')
  const { held, lanes } = await lanesAsNow(as(guard), { estateId: site.estateId })
  expect(held).toMatchObject([{ code: 'near', plate: '琼A24680', near: ['琼A2468D'], lane: '东门进口' }])
  expect(lanes.find(l => l.id === site.inLane)).toMatchObject({
    barrier: true,
    devices: 1,
    latest: { code: 'near' },
  })
  const id = held[0]?.id ?? ''
  const done = await settle(as(guard), {
    estateId: site.estateId,
    id,
    act: 'open',
    plate: '琼A2468D',
    reason: '看过车牌',
  })
  expect(done.event).toMatchObject({
    plate: '琼A2468D',
    read: '琼A24680',
    rightKind: 'monthly',
    letThrough: true,
    openedBy: 'hand',
    settled: { by: '张建国', as: 'opened' },
  })
  expect((await lanesAsNow(as(guard), { estateId: site.estateId })).held).toEqual([])
  await t.drain()
  expect(news).toMatchObject([{ eventId: id, manual: true, rightKind: 'monthly' }])
  await expect(
    settle(as(guard), { estateId: site.estateId, id, act: 'open', reason: '再开一次' }),
  ).rejects.toMatchObject({ code: 'lane.settled' })
  const answer = (await beat(site.in)).json()
  expect(answer.Response_AlarmInfoPlate.info).toBe('ok')
  expect((await beat(site.in)).json().Response_AlarmInfoPlate.info).toBe('no')
  expect((await listCommands(as(guard), { estateId: site.estateId })).items).toMatchObject([
    { state: 'sent', position: null },
  ])
})

test('[S4-16] a command that waited a minute is not carried out: the car it was meant for has gone', async () => {
  await moveBarrier(as(guard), { estateId: site.estateId, laneId: site.inLane, act: 'open', reason: '检修' })
  t.clock.advance({ seconds: 60 })
  expect((await beat(site.in)).json().Response_AlarmInfoPlate.info).toBe('no')
  expect((await listCommands(as(guard), { estateId: site.estateId })).items).toMatchObject([
    { state: 'failed', answer: 'late' },
  ])
})

test('[S4-18] by hand: without a plate with a description, free with its reason; a barred car never', async () => {
  const pass = (more: object) =>
    passByHand(as(guard), {
      estateId: site.estateId,
      laneId: site.inLane,
      direction: 'in',
      reason: '送货',
      ...more,
    })
  await expect(pass({})).rejects.toMatchObject({ code: 'lane.no_plate' })
  expect((await pass({ note: '白色无牌货车', vehicle: 'truck' })).event).toMatchObject({
    code: 'by_hand',
    manual: true,
    plate: '',
    vehicle: 'truck',
  })
  expect((await pass({ plate: '琼A13579', free: true })).event).toMatchObject({
    code: 'free_passage',
    plate: '琼A13579',
  })
  await expect(pass({ direction: 'out', plate: '琼A13579' })).rejects.toMatchObject({
    code: 'lane.lane_unfit',
  })
  await aRight(t, site.estateId, { plate: '琼A66886', kind: 'barred' })
  await expect(pass({ plate: '琼A66886' })).rejects.toMatchObject({ code: 'lane.barred' })
  await t.drain()
  expect(news.map(n => n.manual)).toEqual([true])
  const audit = await t.pool.query(
    `SELECT action, actor_name, reason FROM audit WHERE estate_id = $1 AND action = 'lane.open' AND subject = 'lane_event'`,
    [site.estateId],
  )
  expect(audit.rows).toEqual([
    { action: 'lane.open', actor_name: '张建国', reason: '送货' },
    { action: 'lane.open', actor_name: '张建国', reason: '送货' },
  ])
})

test('[S4-18] a bar needs an end and a second person, then the camera hears "no"; a special one passes a closed gate', async () => {
  const until = t.clock.now().add({ hours: 24 }).toString()
  const entry = {
    estateId: site.estateId,
    kind: 'barred' as const,
    plate: '琼A66886',
    reason: '多次冲卡，有记录',
  }
  await expect(plates.addPlate(as(guard), entry)).rejects.toMatchObject({ code: 'core.invalid' })
  const asked = await plates.addPlate(as(manager), { ...entry, until })
  expect(asked).toMatchObject({ state: 'asked', allowed: { decide: 'lane.own_request' } })
  await expect(
    plates.decidePlate(as(manager), { estateId: site.estateId, id: asked.id, approve: true }),
  ).rejects.toMatchObject({ code: 'lane.own_request' })
  await expect(
    plates.decidePlate(as(guard), { estateId: site.estateId, id: asked.id, approve: true }),
  ).rejects.toMatchObject({ code: 'core.forbidden' })
  await shoot(t, site.in, { plate: '琼A66886' })
  expect((await eventsOf(t, site.estateId)).at(-1)).toMatchObject({ outcome: 'hold', code: 'unknown' })
  const other = { ...actor('manager', 'estate', site.estateId), name: '王主任' }
  expect(
    await plates.decidePlate(as(other), { estateId: site.estateId, id: asked.id, approve: true }),
  ).toMatchObject({ state: 'live', decidedBy: '王主任' })
  t.clock.advance({ minutes: 1 })
  expect(await shoot(t, site.in, { plate: '琼A66886' })).toBe('no')
  expect((await eventsOf(t, site.estateId)).at(-1)).toMatchObject({
    outcome: 'refuse',
    code: 'barred',
    let_through: false,
  })
  t.clock.set(until)
  await shoot(t, site.in, { plate: '琼A66886' })
  expect((await eventsOf(t, site.estateId)).at(-1)).toMatchObject({ outcome: 'hold', code: 'unknown' })
  const fire = await plates.addPlate(as(guard), {
    estateId: site.estateId,
    kind: 'special',
    service: 'fire',
    plate: '琼A0119应急',
    reason: '辖区消防队',
  })
  await plates.decidePlate(as(manager), { estateId: site.estateId, id: fire.id, approve: true })
  const file: unknown[][] = []
  const list = lists.find(each => each.key === 'lane.list')
  for await (const row of list?.cells(as(manager), { estateId: site.estateId, kind: 'special' }) ?? [])
    file.push(row.slice(0, 5))
  expect(file).toEqual([['琼A0119应急', '公务', '消防', '生效中', '辖区消防队']])
  const { version } = (await t.http(manager, 'GET', `/api/estates/${site.estateId}/gates`)).json().items[0]
  await setGateState(t.ctx(system), {
    estateId: site.estateId,
    gateId: site.gateId,
    state: 'closed',
    reason: '夜间关闭',
    version,
  })
  expect(await shoot(t, site.in, { plate: '琼A0119应急' })).toBe('ok')
  t.clock.advance({ minutes: 1 })
  await aRight(t, site.estateId, { plate: '琼A11335' })
  expect(await shoot(t, site.in, { plate: '琼A11335' })).toBe('no')
})

test('[S4-18] the exit: held as unpaid, opened once parking writes an exit right, held again when it ends', async () => {
  expect(await shoot(t, site.out, { plate: '琼A24680' })).toBe('no')
  expect((await eventsOf(t, site.estateId)).at(-1)).toMatchObject({ outcome: 'hold', code: 'unpaid' })
  const sourceId = newId()
  t.clock.advance({ minutes: 1 })
  await aRight(t, site.estateId, {
    plate: '琼A24680',
    kind: 'exit',
    direction: 'out',
    from: t.clock.now(),
    until: t.clock.now().add({ minutes: 15 }),
    source: 'stay',
    sourceId,
  })
  expect(await shoot(t, site.out, { plate: '琼A24680' })).toBe('ok')
  t.clock.advance({ minutes: 15 })
  expect(await shoot(t, site.out, { plate: '琼A24680' })).toBe('no')
  await endRightsOf(t.ctx(system), site.estateId, 'stay', sourceId)
  expect((await eventsOf(t, site.estateId)).map(e => e.code)).toEqual(['unpaid', 'right_exit', 'unpaid'])
})

test('[S4-16] a device that knocks is adopted with the address it has; a revoked one is a stranger again', async () => {
  const url = `${site.in.url.slice(0, -4)}WXYZ`
  await push(t, url, vzenith(t, { plate: '琼A24680' }))
  const { strays } = await devices.listDevices(as(manager), { estateId: site.estateId })
  expect(strays).toMatchObject([{ maker: 'vzenith', serial: 'eff50e18-e3d3862b', knocks: 1 }])
  const made = await devices.adoptStray(as(manager), {
    estateId: site.estateId,
    id: strays[0]?.id ?? '',
    name: '西门相机',
    maker: 'vzenith',
    laneId: site.inLane,
    direction: 'in',
  })
  expect((await push(t, url, vzenith(t, { plate: '琼A24680' }))).statusCode).toBe(200)
  await devices.revokeDevice(as(manager), { estateId: site.estateId, id: made.id, reason: '拆除' })
  expect((await push(t, url, vzenith(t, { plate: '琼A24681' }))).statusCode).toBe(404)
  await expect(
    devices.revokeDevice(as(manager), { estateId: site.estateId, id: made.id, reason: '再拆' }),
  ).rejects.toMatchObject({ code: 'lane.device_over' })
})

test('[S4-16] a device is added with a secret address that is shown once, and a new one stops the old', async () => {
  const { device, secret } = await devices.addDevice(as(manager), {
    estateId: site.estateId,
    name: '北门相机',
    maker: 'vzenith',
    laneId: site.inLane,
    direction: 'in',
  })
  expect(secret.path.length).toBeLessThan(50)
  expect((await push(t, secret.path, vzenith(t, { plate: '琼A24680' }))).statusCode).toBe(200)
  const kept = await t.pool.query('SELECT row_to_json(d)::text AS all FROM lane_device d WHERE id = $1', [
    device.id,
  ])
  expect(kept.rows[0].all).not.toContain(secret.key)
  const again = await devices.newAddress(as(manager), { estateId: site.estateId, id: device.id })
  expect((await push(t, secret.path, vzenith(t, { plate: '琼A24681' }))).statusCode).toBe(404)
  expect((await push(t, again.secret.path, vzenith(t, { plate: '琼A24682' }))).statusCode).toBe(200)
  const { items } = await devices.listDevices(as(manager), { estateId: site.estateId })
  expect(items.find(d => d.id === device.id)?.health).toMatchObject({
    alive: true,
    events: 2,
    serial: 'eff50e18-e3d3862b',
  })
  await expect(
    devices.addDevice(as(guard), {
      estateId: site.estateId,
      name: '别的',
      maker: 'plain',
      laneId: site.inLane,
      direction: 'in',
    }),
  ).rejects.toMatchObject({ code: 'core.forbidden' })
})

test('[S4-19] the time from message to stored decision is measured for each device and shown beside it', async () => {
  for (let i = 0; i < 20; i++) await shoot(t, site.in, { plate: `琼A1${String(1000 + i * 7)}` })
  const { items } = await devices.listDevices(as(manager), { estateId: site.estateId })
  const { p50Ms, p99Ms } = items.find(d => d.id === site.in.id)?.health ?? { p50Ms: null, p99Ms: null }
  expect(p50Ms).toBeGreaterThan(0)
  expect(p99Ms).toBeGreaterThanOrEqual(p50Ms ?? Number.POSITIVE_INFINITY)
})

test('[S4-16] the white list goes with heartbeats in parts, the first empties the old one, the last is confirmed by the next beat', async () => {
  for (let i = 0; i < 45; i++)
    await aRight(t, site.estateId, {
      plate: `琼A${20_000 + i}`,
      kind: 'monthly',
      until: t.clock.now().add({ hours: 48 }),
    })
  await aRight(t, site.estateId, { plate: '琼A99887', kind: 'exit', direction: 'out' })
  await pushList(as(manager), { estateId: site.estateId, id: site.in.id })
  const parts = []
  for (let i = 0; i < 3; i++)
    parts.push((await beat(site.in)).json().Response_AlarmInfoPlate.white_list_operate)
  expect(parts.map(p => [p.operate_type, p.white_list_data.length])).toEqual([
    [1, 1],
    [0, 40],
    [0, 5],
  ])
  expect(parts[0].white_list_data[0].plate).toBe('')
  expect(parts[1].white_list_data[0]).toEqual({
    plate: expect.stringMatching(/^琼A200/),
    enable: 1,
    need_alarm: 0,
    enable_time: '2026-03-02 08:00:00',
    overdue_time: '2026-03-04 09:00:00',
  })
  const state = async () =>
    (await devices.oneDevice(as(manager), { estateId: site.estateId, id: site.in.id })).list
  expect(await state()).toMatchObject({ state: 'sent', plates: 45 })
  expect((await beat(site.in)).json().Response_AlarmInfoPlate.white_list_operate).toBeUndefined()
  expect(await state()).toMatchObject({ state: 'confirmed' })
  const hik = await aDevice(t, site.estateId, site.inLane, 'in', 'hikvision')
  await expect(pushList(as(manager), { estateId: site.estateId, id: hik.id })).rejects.toMatchObject({
    code: 'lane.no_list',
  })
})

test('[S4-16] a lane’s board and sentences ride on the answer', async () => {
  await devices.setLane(as(manager), {
    estateId: site.estateId,
    laneId: site.inLane,
    temporary: 'open',
    leaving: 'right',
    passback: 'mark',
    say: { temporary: '欢迎 {plate}' },
    board: { charset: 'gbk', before: 'AA55', after: 'AF' },
    version: 1,
  })
  const answer = (await push(t, site.in.url, vzenith(t, { plate: '琼A24680' }))).json()
    .Response_AlarmInfoPlate
  expect(answer.info).toBe('ok')
  expect(Buffer.from(answer.serialData[0].data, 'base64').toString('hex')).toBe(
    'aa55bbb6d3ad20c7ed413234363830af',
  )
  await expect(
    devices.setLane(as(manager), {
      estateId: site.estateId,
      laneId: site.inLane,
      temporary: 'open',
      leaving: 'right',
      passback: 'mark',
      version: 1,
    }),
  ).rejects.toMatchObject({ code: 'core.stale' })
})

test('[S4-18] the simulator says what would happen and why, and leaves nothing', async () => {
  await aRight(t, site.estateId, {
    plate: '琼A13579',
    kind: 'monthly',
    until: t.clock.now().add({ hours: 1 }),
  })
  const ask = (at?: string) =>
    simulate(as(manager), {
      estateId: site.estateId,
      laneId: site.inLane,
      plate: '琼a·13579',
      ...(at ? { at } : {}),
    })
  expect(await ask()).toMatchObject({ plate: '琼A13579', outcome: 'open', code: 'right_monthly' })
  expect((await ask()).steps.filter(s => s.fired)).toMatchObject([{ zh: '权限：月租，至 2026-03-02 10:00' }])
  expect(await ask('2026-03-02T10:00:00+08:00')).toMatchObject({ outcome: 'hold', code: 'expired' })
  expect(await eventsOf(t, site.estateId)).toEqual([])
})

test('[S4-18] the log is found by plate and rule; who only reads sees plates masked', async () => {
  await aRight(t, site.estateId, { plate: '琼A13579' })
  await shoot(t, site.in, { plate: '琼A13579' })
  await shoot(t, site.out, { plate: '琼A24680' })
  const list = (more: object, who = guard) => listEvents(as(who), { estateId: site.estateId, ...more })
  expect((await list({})).total).toBe(2)
  expect((await list({ plate: '琼A-13579' })).items).toMatchObject([
    { plate: '琼A13579', code: 'right_owner' },
  ])
  expect((await list({ outcome: 'hold' })).items).toMatchObject([{ code: 'unpaid', direction: 'out' }])
  const reader = actor('office', 'estate', site.estateId)
  expect((await list({ outcome: 'hold' }, reader)).items[0]?.plate).toBe('琼A2***0')
})

test('[S3-81] what goes wrong at entry or exit is marked on the event, with who and when', async () => {
  await shoot(t, site.in, { plate: '琼A24680' })
  const [event] = await eventsOf(t, site.estateId)
  const marked = await markOffence(as(guard), {
    estateId: site.estateId,
    id: event?.id ?? '',
    offence: 'tailgate',
    note: '跟前车冲入',
  })
  expect(marked).toMatchObject({ offence: 'tailgate', note: '跟前车冲入' })
  const audit = await t.pool.query(
    `SELECT actor_name, after FROM audit WHERE action = 'lane.offence' AND subject_id = $1`,
    [event?.id],
  )
  expect(audit.rows).toEqual([{ actor_name: '张建国', after: { offence: 'tailgate' } }])
})

test('[S3-80] motorcycles, e-bikes and others pass by hand under their kind', async () => {
  for (const vehicle of ['motorcycle', 'ebike', 'other'] as const)
    await passByHand(as(guard), {
      estateId: site.estateId,
      laneId: site.inLane,
      direction: 'in',
      vehicle,
      note: '住户',
      reason: '无牌非机动车',
      barrier: false,
    })
  expect(
    (await listEvents(as(guard), { estateId: site.estateId, sort: 'at' })).items.map(e => e.vehicle).sort(),
  ).toEqual(['ebike', 'motorcycle', 'other'])
})

test('[S4-18] spaces of a household: the third car of two spaces is held, and passes when one has left', async () => {
  const group = { id: newId(), spaces: 2 }
  const cars = ['琼A10101', '琼A20202', '琼A30303']
  for (const plate of cars) await aRight(t, site.estateId, { plate, kind: 'monthly', group })
  const come = async (plate: string, device = site.in) => {
    t.clock.advance({ minutes: 1 })
    return shoot(t, device, { plate })
  }
  expect([await come(cars[0]!), await come(cars[1]!), await come(cars[2]!)]).toEqual(['ok', 'ok', 'no'])
  expect((await eventsOf(t, site.estateId)).at(-1)).toMatchObject({ code: 'group_full' })
  expect([await come(cars[0]!, site.out), await come(cars[2]!)]).toEqual(['ok', 'ok'])
})

test('[S4-18] pictures and events go when their keeping time is over, to the day', async () => {
  await shoot(t, site.in, { plate: '琼A24680', picture: true })
  const job = schedules['lane.forget']!
  const kept = async () => (await eventsOf(t, site.estateId)).map(e => e.picture_id !== null)
  t.clock.advance({ hours: 30 * 24 })
  await job.run(t.ctx(system))
  expect(await kept()).toEqual([true])
  t.clock.advance({ milliseconds: 1 })
  await job.run(t.ctx(system))
  expect(await kept()).toEqual([false])
  t.clock.advance({ hours: 60 * 24 })
  await job.run(t.ctx(system))
  expect(await kept()).toEqual([])
  await worldOf(t.house).look()
})
