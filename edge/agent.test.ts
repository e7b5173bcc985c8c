import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../server/core/ids.ts'
import { within } from '../server/core/within.ts'
import { openLane } from '../server/modules/lane/commands.ts'
import { addAgent, bindAgent, listAgents, revokeAgent } from '../server/modules/lane/edge.ts'
import { endRightsOf } from '../server/modules/lane/rights.ts'
import { aLine, type Line } from '../test/edge-line.ts'
import { hour } from '../test/gate-factories.ts'
import { actor, system, testHouse } from '../test/harness.ts'
import { aDevice, aRight, eventsOf, jpeg, type Lanes, someLanes, vzenith } from '../test/lane-factories.ts'
import { type Agent, startAgent } from './agent.ts'
import type { Steady } from './clock.ts'
import { enrol } from './identity.ts'

const t = await testHouse()
let site: Lanes
let line: Line
let dataDir: string
let agent: Agent | undefined
const said: string[] = []

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await someLanes(t, 'hold')
  line = await aLine(t)
  dataDir = mkdtempSync(join(tmpdir(), 'anju-agent-'))
  said.length = 0
})

afterEach(async () => {
  await agent?.stop()
  agent = undefined
  await line.close()
})

const manager = () => actor('manager', 'estate', site.estateId)

async function enrolled() {
  const made = await addAgent(t.ctx(manager()), {
    estateId: site.estateId,
    name: `东门门岗 ${newId().slice(-6)}`,
  })
  await enrol(dataDir, line.url, made.code)
  return made
}

async function start(steady?: Steady): Promise<Agent> {
  agent = await startAgent({
    dataDir,
    host: '127.0.0.1',
    port: 0,
    version: 'test',
    say: s => said.push(s),
    ...(steady ? { steady } : {}),
  })
  await agent.link.turn().catch(() => {})
  return agent
}

async function shoot(path: string, plate: string, more: { record?: number; offline?: boolean } = {}) {
  const answer = await fetch(`http://127.0.0.1:${agent?.port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(vzenith(t, { plate, ...more })),
  })
  const body = (await answer.json()) as { Response_AlarmInfoPlate: { info: string } }
  return body.Response_AlarmInfoPlate.info
}

const stored = async () => (await eventsOf(t, site.estateId)).map(e => e.code)

test('[S4-16] a code is good once and for a day; a withdrawn agent is told so and hears nothing more', async () => {
  const made = await enrolled()
  expect(readFileSync(join(dataDir, 'agent.json'), 'utf8')).not.toContain(made.code)
  await expect(enrol(dataDir, line.url, made.code)).rejects.toThrow('代码')
  const late = await addAgent(t.ctx(manager()), { estateId: site.estateId, name: '西门' })
  t.clock.set(t.clock.now().add({ hours: 24 }))
  await expect(enrol(dataDir, line.url, late.code)).rejects.toThrow('代码')
  const running = await start()
  await revokeAgent(t.ctx(manager()), { estateId: site.estateId, agentId: made.id, reason: '设备更换' })
  await expect(running.link.turn()).rejects.toThrow('404')
  expect(said.join()).toContain('重新登记')
})

test('[S4-16] [S4-18] with the line cut the owner still passes, a barred car and a stranger do not, and each event arrives once', async () => {
  await aRight(t, site.estateId, { plate: '琼A12345' })
  await aRight(t, site.estateId, { plate: '琼A99999', kind: 'barred', source: 'operator' })
  await enrolled()
  const running = await start()
  line.state = 'cut'
  expect(await shoot(site.in.url, '琼A12345')).toBe('ok')
  expect(await shoot(site.in.url, '琼A99999')).toBe('no')
  expect(await shoot(site.in.url, '琼B24680')).toBe('no')
  await running.link.turn().catch(() => {})
  expect(running.link.cut).toBe(true)
  expect(running.disk.backlog().events).toBe(3)
  expect(await stored()).toEqual([])
  // the answer to the first sending is lost: the agent sends again
  line.state = 'deaf'
  await running.link.push().catch(() => {})
  expect(running.disk.backlog().events).toBe(3)
  line.state = 'whole'
  await running.link.turn()
  expect(running.disk.backlog().events).toBe(0)
  expect((await stored()).sort()).toEqual(['barred', 'right_owner', 'unknown'])
})

test('[S4-18] a right that ended or began while the line was whole is known within a turn; one that ran out ends by itself', async () => {
  const sourceId = newId()
  await aRight(t, site.estateId, { plate: '琼A12345', sourceId })
  await aRight(t, site.estateId, { plate: '琼A55555', until: t.clock.now().add({ hours: 1 }) })
  await enrolled()
  let counter = 0
  const running = await start({ counter: () => counter, wall: () => t.clock.now().epochMilliseconds })
  expect(await shoot(site.in.url, '琼A12345')).toBe('ok')
  await endRightsOf(t.ctx(system), site.estateId, 'permit', sourceId)
  await aRight(t, site.estateId, { plate: '琼A67890' })
  await running.link.turn()
  counter += 60_000
  expect(await shoot(site.in.url, '琼A12345')).toBe('no')
  expect(await shoot(site.in.url, '琼A67890')).toBe('ok')
  line.state = 'cut'
  counter += 3_600_000 - 60_000 - 1
  expect(await shoot(site.in.url, '琼A55555')).toBe('ok')
  counter += 7 * 86_400_000
  // a week alone: what holds for ever holds, what ran out does not
  expect(await shoot(site.in.url, '琼A55555')).toBe('no')
  expect(await shoot(site.in.url, '琼A67890')).toBe('ok')
})

test('[S4-16] a restart without the line goes on with what the disk knows; what was answered before is told once', async () => {
  await aRight(t, site.estateId, { plate: '琼A12345' })
  await enrolled()
  await start()
  line.state = 'cut'
  expect(await shoot(site.in.url, '琼A12345', { record: 9001 })).toBe('ok')
  await agent?.stop()
  const again = await start()
  expect(again.link.cut).toBe(true)
  // the camera did not hear the answer and sends the record again
  expect(await shoot(site.in.url, '琼A12345', { record: 9001 })).toBe('ok')
  expect(again.disk.backlog().events).toBe(1)
  // a replay of last week moves no barrier
  expect(await shoot(site.in.url, '琼A12345', { record: 7, offline: true })).toBe('no')
  line.state = 'whole'
  await again.link.turn()
  expect((await stored()).sort()).toEqual(['replay', 'right_owner'])
})

test('[S4-16] a full disk is told and still decides; kept is what it says was kept', async () => {
  await aRight(t, site.estateId, { plate: '琼A12345' })
  const made = await enrolled()
  const running = await start()
  line.state = 'cut'
  running.disk.limit(running.disk.pages())
  for (let n = 0; n < 400 && !running.judge.full; n++) await shoot(site.in.url, `琼C${10_000 + n}`)

  expect(running.judge.full).toBe(true)
  expect(await shoot(site.in.url, '琼A12345', { record: 20_000 })).toBe('ok')
  line.state = 'whole'
  await running.link.turn()
  const [shown] = (await listAgents(t.ctx(manager()), { estateId: site.estateId })).items.filter(
    a => a.id === made.id,
  )
  expect(shown).toMatchObject({ disk: 'full', state: 'live' })
  expect(shown?.unkept).toBeGreaterThan(0)
  running.disk.limit(100_000)
  expect(await shoot(site.out.url, '琼A12345', { record: 30_000 })).toBe('ok')
  expect(running.judge.full).toBe(false)
})

test('[S4-16] a camera on the gatehouse’s LAN is moved by the agent, and "accepted" is what it says', async () => {
  const asked: string[] = []
  const camera = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    if (!request.headers.authorization) {
      response.writeHead(401, {
        'www-authenticate': 'Digest realm="cam", qop="auth", nonce="abc", opaque="x"',
      })
      return void response.end()
    }
    response.writeHead(200, { 'content-type': 'application/xml' })
    response.end('<ResponseStatus><statusCode>1</statusCode><statusString>OK</statusString></ResponseStatus>')
  })
  await new Promise<void>(done => camera.listen(0, '127.0.0.1', done))
  const host = `127.0.0.1:${(camera.address() as AddressInfo).port}`
  const hik = await aDevice(t, site.estateId, site.outLane, 'out', 'hikvision', {
    host,
    login: { user: 'admin', password: 'Secret-1' },
  })
  const made = await enrolled()
  await bindAgent(t.ctx(manager()), { estateId: site.estateId, agentId: made.id, deviceIds: [hik.id] })
  const running = await start()
  const { commandId } = await within(t.ctx(system), ctx =>
    openLane(ctx, { estateId: site.estateId, laneId: site.outLane, act: 'open', reason: '已缴费' }),
  )
  await running.link.turn()
  expect(asked.filter(a => a === 'PUT /ISAPI/Parking/channels/1/barrierGate')).toHaveLength(2)
  const { rows } = await t.pool.query('SELECT state, position FROM lane_command WHERE id = $1', [commandId])
  expect(rows).toEqual([{ state: 'accepted', position: null }])
  await new Promise<void>(done => camera.close(() => done()))
})

test('the guard’s page wants its digits, and what he opens without a line stands with his name and reason', async () => {
  await enrolled()
  const running = await start()
  line.state = 'cut'
  const base = `http://127.0.0.1:${running.port}/`
  const post = async (form: Record<string, string>) =>
    (
      await fetch(base, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { 'accept-language': 'zh' },
      })
    ).text()
  const { pin } = JSON.parse(readFileSync(join(dataDir, 'agent.json'), 'utf8')) as { pin: string }
  expect(await post({ pin: pin === '000000' ? '000001' : '000000' })).toContain('数字不对')
  expect(await post({ pin })).toContain('手动开闸')
  const open = { pin, act: 'open', lane: site.inLane, way: 'in', plate: '琼B00001', why: '抢修' }
  expect(await post({ ...open, who: '' })).toContain('您的姓名')
  expect(running.disk.backlog().events).toBe(0)
  expect(await post({ ...open, who: '王门卫' })).toContain('已发出开闸命令')
  line.state = 'whole'
  await running.link.turn()
  const [event] = await eventsOf(t, site.estateId)
  expect(event).toMatchObject({ code: 'by_hand', let_through: true, manual: true })
})

test('[S4-16] [S4-19] without a line the guard’s "open" reaches a camera whose comet heartbeat the agent holds', async () => {
  await enrolled()
  const running = await start()
  line.state = 'cut'
  const form = 'serialno=eff50e18&device_name=x'
  const beat = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${running.port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form,
    })
    return ((await answer.json()) as { Response_AlarmInfoPlate: { info: string } }).Response_AlarmInfoPlate
      .info
  }
  expect(await beat(site.in.url)).toBe('no')
  const held = beat(`${site.in.url}/comet/poll`)
  await new Promise(done => setTimeout(done, 300))
  const { pin } = JSON.parse(readFileSync(join(dataDir, 'agent.json'), 'utf8')) as { pin: string }
  const open = { pin, act: 'open', lane: site.inLane, way: 'in', plate: '', why: '抢修', who: '王门卫' }
  const from = performance.now()
  await fetch(`http://127.0.0.1:${running.port}/`, { method: 'POST', body: new URLSearchParams(open) })
  expect(await held).toBe('ok')
  expect(performance.now() - from).toBeLessThan(1000)
})

test('[S4-16] pictures wait sealed within their budget, oldest dropped and counted, and follow the events to the server', async () => {
  const made = await enrolled()
  agent = await startAgent({
    dataDir,
    host: '127.0.0.1',
    port: 0,
    version: 'test',
    say: s => said.push(s),
    // room for three of them
    pictureBytes: 12_000,
  })
  await agent.link.turn()
  line.state = 'cut'
  const shootPicture = (plate: string, record: number) =>
    fetch(`http://127.0.0.1:${agent?.port}${site.in.url}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(vzenith(t, { plate, record, picture: true })),
    })
  for (let n = 0; n < 5; n++) await shootPicture(`琼B2000${n}`, n + 1)
  await agent.pictures.settled()
  const kept = agent.pictures.waiting
  expect(kept).toBeGreaterThan(1)
  expect([kept + agent.pictures.lost, agent.disk.backlog().events]).toEqual([5, 5])
  const files = readdirSync(join(dataDir, 'pictures'))
  const text = files.map(f => readFileSync(join(dataDir, 'pictures', f), 'latin1')).join('')
  expect(text).not.toContain(jpeg.toString('base64').slice(0, 40))
  line.state = 'whole'
  // events first, in this turn or the next the pictures, one sending of which loses its answer
  await agent.link.push()
  line.state = 'deaf'
  await agent.link.turn().catch(() => {})
  line.state = 'whole'
  for (let n = 0; n < 20 && agent.pictures.waiting > 0; n++) await agent.link.turn()
  expect(agent.pictures.waiting).toBe(0)
  const events = await eventsOf(t, site.estateId)
  expect(events).toHaveLength(5)
  const shown = events.filter(e => e.picture_id !== null)
  expect(shown).toHaveLength(kept)
  const file = await t.house.files.get(t.house.db, site.estateId, shown[0]?.picture_id ?? '')
  expect(file.bytes.equals(jpeg)).toBe(true)
  t.clock.advance({ seconds: 6 })
  await agent.link.turn()
  const [health] = (await listAgents(t.ctx(manager()), { estateId: site.estateId })).items.filter(
    a => a.id === made.id,
  )
  expect(health).toMatchObject({ pictures: 0, picturesLost: 5 - kept })
})
