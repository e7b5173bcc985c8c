/** Held answers: a guard's command reaches the camera and the agent at once, and nothing is held for ever. */
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hour } from '../../../test/gate-factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { aDevice, type Lanes, someLanes } from '../../../test/lane-factories.ts'
import { exchange } from '../../../test/raw-http.ts'
import { newId } from '../../core/ids.ts'
import { addAgent, bindAgent } from './edge.ts'
import { startLanes, stopLanes } from './running.ts'
import { HOLD_MS } from './waiters.ts'

const t = await testHouse()
let site: Lanes
let port = 0

beforeAll(async () => {
  await startLanes(t.house)
  await t.app.listen({ port: 0, host: '127.0.0.1' })
  port = (t.app.server.address() as AddressInfo).port
})
afterAll(stopLanes)
beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await someLanes(t, 'hold')
})

const pause = (ms: number) => new Promise(done => setTimeout(done, ms))
const BEAT = 'serialno=eff50e18&device_name=x'
const FORM = 'application/x-www-form-urlencoded'
const beat = async (url: string) => {
  const from = performance.now()
  const answer = await exchange(port, url, [`Content-Type: ${FORM}`], BEAT)
  return { said: answer.body.toString(), took: performance.now() - from }
}
const guardOpens = async (laneId: string) => {
  const guard = { ...actor('guard', 'estate', site.estateId), name: '张建国' }
  const path = `/api/estates/${site.estateId}/lanes/${laneId}/command`
  const done = await t.http(guard, 'POST', path, { act: 'open', reason: '抢修车辆' })
  expect(done.statusCode).toBe(200)
}

test('[S4-16] [S4-19] a comet heartbeat is held until the guard opens, and hears it within a second; a plain one is answered at once', async () => {
  const held = beat(`${site.in.url}/comet/poll`)
  await pause(600)
  const from = performance.now()
  await guardOpens(site.inLane)
  const answer = await held
  expect(answer.said).toContain('"info":"ok"')
  expect(answer.took).toBeGreaterThan(550)
  expect(performance.now() - from).toBeLessThan(1000)
  const plain = await beat(site.in.url)
  expect(plain.said).toContain('"info":"no"')
  expect(plain.took).toBeLessThan(HOLD_MS / 2)
})

test('[S4-16] what nobody asks for is held no longer than a camera waits; of a camera that hung up the command stays', async () => {
  const { said, took } = await beat(`${site.in.url}/comet/poll`)
  expect(said).toContain('"info":"no"')
  expect(took).toBeGreaterThan(HOLD_MS - 100)
  expect(took).toBeLessThan(5000)
  const socket = connect(port, '127.0.0.1', () =>
    socket.write(
      `POST ${site.in.url}/comet/poll HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM}\r\nContent-Length: ${BEAT.length}\r\n\r\n${BEAT}`,
    ),
  )
  await pause(300)
  socket.destroy()
  await pause(200)
  await guardOpens(site.inLane)
  await pause(100)
  expect((await beat(`${site.in.url}/comet/poll`)).said).toContain('"info":"ok"')
})

test('[S4-16] [S4-19] another process’s command reaches a held heartbeat by the look', async () => {
  const held = beat(`${site.in.url}/comet/poll`)
  await pause(200)
  await t.pool.query(
    `INSERT INTO lane_command (estate_id, id, lane_id, device_id, act, way, state, reason, asked_by, asked_name, asked_at)
     VALUES ($1, $2, $3, $4, 'open', 'answer', 'queued', '测试', 'x', '', $5)`,
    [site.estateId, newId(), site.inLane, site.in.id, t.clock.now().toString()],
  )
  const from = performance.now()
  expect((await held).said).toContain('"info":"ok"')
  expect(performance.now() - from).toBeLessThan(1000)
})

test('[S4-16] [S4-19] an agent’s question is held the same, hears only its own cameras’ commands, and each once', async () => {
  const manager = actor('manager', 'estate', site.estateId)
  const made = await addAgent(t.ctx(manager), { estateId: site.estateId, name: '东门门岗' })
  const enrolled = await t.app.inject({
    method: 'POST',
    url: '/api/edge/enrol',
    headers: { 'x-anju': 'edge' },
    payload: { code: made.code },
  })
  const hik = await aDevice(t, site.estateId, site.inLane, 'in', 'hikvision')
  await t.pool.query('UPDATE lane_device SET revoked_at = now() WHERE id = $1', [site.in.id])
  await bindAgent(t.ctx(manager), { estateId: site.estateId, agentId: made.id, deviceIds: [hik.id] })
  const ask = async () => {
    const answer = await t.app.inject({
      method: 'POST',
      url: `/api/edge/${enrolled.json().key}/wait`,
      headers: { 'x-anju': 'edge' },
      payload: {},
    })
    return answer.json().commands as { deviceId: string; act: string }[]
  }
  const asking = [ask(), ask()]
  await pause(300)
  await guardOpens(site.outLane)
  await pause(700)
  const from = performance.now()
  await guardOpens(site.inLane)
  const heard = (await Promise.all(asking)).flat()
  expect(performance.now() - from).toBeLessThan(1000)
  expect(heard).toMatchObject([{ deviceId: hik.id, act: 'open' }])
})
