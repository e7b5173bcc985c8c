/** kill -9 of the agent's own process under camera traffic: what a camera was told was taken is at the server, once. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { newId } from '../server/core/ids.ts'
import { addAgent, listAgents } from '../server/modules/lane/edge.ts'
import { random } from '../sim/random.ts'
import { AgentProcess, freePort } from '../test/edge-agent.ts'
import { aLine } from '../test/edge-line.ts'
import { hour } from '../test/gate-factories.ts'
import { actor, testHouse } from '../test/harness.ts'
import { aDevice, aRight, type Device, someLanes, vzenith } from '../test/lane-factories.ts'
import { enrol } from './identity.ts'

const t = await testHouse()
const KILLS = process.env.ANJU_LONG ? 30 : 3

/** One line of the camera's journal: what it sent and what it was told. */
interface Told {
  device: string
  record: number
  plate: string
  said: 'ok' | 'no'
  tries: number
}

/** A camera sends each car until it has an answer, as its makers' do, and notes the answer. */
async function camera(
  url: string,
  device: Device,
  plates: readonly string[],
  running: () => boolean,
  told: Told[],
): Promise<void> {
  for (let n = 1; running(); n++) {
    const plate = plates[n % plates.length] ?? ''
    const body = JSON.stringify(vzenith(t, { plate, record: n }))
    for (let tries = 1; ; tries++) {
      const answer = await fetch(`${url}${device.url}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(5000),
      })
        .then(async r =>
          r.ok ? ((await r.json()) as { Response_AlarmInfoPlate: { info: 'ok' | 'no' } }) : undefined,
        )
        .catch(() => undefined)
      if (answer) {
        told.push({ device: device.id, record: n, plate, said: answer.Response_AlarmInfoPlate.info, tries })
        break
      }
      await sleep(20)
    }
    await sleep(4)
  }
}

test(`[S4-16] [S4-18] [SX-13] ${KILLS} times kill -9 of the agent under camera traffic: every told event is at the server once, no barred plate opened, owners always`, {
  timeout: KILLS * 20_000 + 90_000,
}, async () => {
  hour(t.clock, '09:00:00.000')
  const site = await someLanes(t, 'hold')
  const owners = Array.from({ length: 6 }, (_, n) => `琼A1000${n}`)
  for (const plate of owners) await aRight(t, site.estateId, { plate })
  for (const plate of ['琼A66886', '琼A66887']) await aRight(t, site.estateId, { plate, kind: 'barred' })
  const second = await aDevice(t, site.estateId, site.outLane, 'out')
  const line = await aLine(t)
  const dataDir = mkdtempSync(join(tmpdir(), 'anju-agent-'))
  const manager = actor('manager', 'estate', site.estateId)
  const made = await addAgent(t.ctx(manager), { estateId: site.estateId, name: `门岗 ${newId().slice(-6)}` })
  await enrol(dataDir, line.url, made.code)
  const agent = new AgentProcess(dataDir, await freePort())
  const told: Told[] = []
  let running = true
  try {
    agent.start()
    await agent.ready()
    const url = `http://127.0.0.1:${agent.port}`
    // what an agent decides by must be on its disk once before the line may go
    for (let n = 0; n < 200 && !line.heard.some(path => path.includes('/facts')); n++) await sleep(25)
    await sleep(200)
    const dice = random('kill -9 of the agent')
    const cars = Promise.all([
      camera(url, site.in, [owners[0] ?? '', '琼A66886', owners[1] ?? '', '琼B24680'], () => running, told),
      camera(url, site.out, [owners[2] ?? '', owners[3] ?? '', '琼A66887'], () => running, told),
      camera(url, second, [owners[4] ?? '', owners[5] ?? ''], () => running, told),
    ])
    let slowest = 0
    for (let kill = 0; kill < KILLS; kill++) {
      // the line is whole, cut, or loses its answers while the process dies: also in the middle of a sending
      line.state = (['whole', 'cut', 'deaf'] as const)[kill % 3] ?? 'whole'
      await sleep(150 + dice.int(0, 900))
      await agent.kill('SIGKILL')
      agent.start()
      if (dice.int(0, 4) === 0) {
        await sleep(dice.int(0, 600))
        await agent.kill('SIGKILL')
        agent.start()
      }
      slowest = Math.max(slowest, await agent.ready())
    }
    line.state = 'whole'
    await sleep(300)
    running = false
    await cars
    const backlog = async () =>
      (await listAgents(t.ctx(manager), { estateId: site.estateId })).items.find(a => a.id === made.id)
        ?.backlog
    const count = async () =>
      (
        await t.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM lane_event WHERE estate_id = $1', [
          site.estateId,
        ])
      ).rows[0]?.n
    for (let n = 0; n < 600 && (await count()) !== told.length; n++) {
      t.clock.advance({ seconds: 6 })
      await sleep(50)
    }
    const { rows } = await t.pool.query<{
      device_id: string
      record: string
      plate: Buffer
      through: boolean
      n: number
    }>(
      `SELECT device_id, record, min(plate_sealed) AS plate, bool_or(let_through) AS through, count(*)::int AS n
       FROM lane_event WHERE estate_id = $1 GROUP BY 1, 2`,
      [site.estateId],
    )
    const cipher = await t.ctx(manager).cipher(site.estateId)
    const there = new Map(rows.map(r => [`${r.device_id} ${r.record}`, r]))
    expect(told.filter(x => there.get(`${x.device} ${x.record}`)?.n !== 1)).toEqual([])
    expect(rows.length).toBe(told.length)
    expect(
      told.filter(
        x => cipher.open('plate', there.get(`${x.device} ${x.record}`)?.plate ?? Buffer.alloc(0)) !== x.plate,
      ),
    ).toEqual([])
    const entitled = told.filter(x => owners.includes(x.plate))
    expect(entitled.filter(x => x.said !== 'ok')).toEqual([])
    expect(told.filter(x => !owners.includes(x.plate) && x.said === 'ok')).toEqual([])
    expect(rows.filter(r => r.through).length).toBe(entitled.length)
    // kills that met no car in flight would prove nothing
    const repeated = told.filter(x => x.tries > 1).length
    expect(repeated).toBeGreaterThanOrEqual(Math.min(KILLS, 3))
    expect(told.length).toBeGreaterThan(KILLS * 5)
    await expect.poll(backlog, { timeout: 15_000, interval: 200 }).toBe(0)
    process.stderr.write(
      `${JSON.stringify({ kills: KILLS, told: told.length, opened: entitled.length, repeated, slowestStartMs: Math.round(slowest) })}\n`,
    )
  } finally {
    running = false
    await agent.kill('SIGKILL')
    await line.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
})
