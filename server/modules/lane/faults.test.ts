/** Rights that change under load, and a database that goes away: what was answered is there once, who may pass passes. */
import { createServer, connect as dial, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hour } from '../../../test/gate-factories.ts'
import { system, testHouse } from '../../../test/harness.ts'
import { aRight, eventsOf, type Lanes, someLanes, vzenith } from '../../../test/lane-factories.ts'
import { buildApp, buildHouse } from '../../app.ts'
import { openPool } from '../../core/db.ts'
import { newId } from '../../core/ids.ts'
import { endRightsOf } from './rights.ts'
import { startLanes, stopLanes } from './running.ts'
import { storingOf } from './storing.ts'

const t = await testHouse()
let site: Lanes

/** A line to the database that the test can cut and mend. */
class Line {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #cut = false
  url = ''

  constructor(url: string) {
    const to = new URL(url)
    this.#server = createServer(socket => {
      if (this.#cut) return void socket.destroy()
      const on = dial(Number(to.port || 5432), to.hostname)
      for (const [a, b] of [
        [socket, on],
        [on, socket],
      ] as const) {
        this.#sockets.add(a)
        a.on('error', () => b.destroy())
        a.on('close', () => {
          this.#sockets.delete(a)
          b.destroy()
        })
        a.pipe(b)
      }
    })
  }

  async open(url: string): Promise<void> {
    await new Promise<void>(done => this.#server.listen(0, '127.0.0.1', done))
    const mine = new URL(url)
    mine.hostname = '127.0.0.1'
    mine.port = String((this.#server.address() as { port: number }).port)
    this.url = mine.href
  }

  cut(): void {
    this.#cut = true
    for (const socket of this.#sockets) socket.destroy()
  }

  mend(): void {
    this.#cut = false
  }

  close(): void {
    this.cut()
    this.#server.close()
  }
}

const line = new Line(t.pool.options.connectionString ?? '')
await line.open(t.pool.options.connectionString ?? '')

/** A second program on the same database, over the line that can be cut. */
async function program() {
  const pool = openPool(line.url, 6)
  const house = await buildHouse(t.house.config, pool, t.clock)
  const app = await buildApp(house, {})
  await startLanes(house)
  const shoot = async (url: string, plate: string, record: number, at?: number) => {
    const answer = await app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(vzenith(t, { plate, record, ...(at ? { at } : {}) })),
    })
    return answer.statusCode === 200
      ? (answer.json().Response_AlarmInfoPlate.info as 'ok' | 'no')
      : answer.statusCode
  }
  return {
    house,
    app,
    shoot,
    stop: async () => {
      await stopLanes()
      await app.close()
      await house.db.destroy()
    },
  }
}
let stop = async () => {}

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await someLanes(t, 'refuse')
})
afterEach(async () => {
  line.mend()
  await stop()
  stop = async () => {}
})

const wait = (ms: number) => new Promise(done => setTimeout(done, ms))

test('[S4-18] caches follow changed rights within a second, under load', async () => {
  const p = await program()
  stop = p.stop
  let record = 0
  let running = true
  const seen: { at: number; said: unknown }[] = []
  const ask = () => {
    // each time another moment, so that no reading is a frame of the one before
    t.clock.advance({ seconds: 10 })
    return p.shoot(site.in.url, '琼A13579', ++record)
  }
  const load = Array.from({ length: 8 }, async (_, i) => {
    while (running) await p.shoot(site.out.url, `琼B${String(10_000 + i)}`, ++record)
  })
  const asking = (async () => {
    while (running) {
      const at = performance.now()
      seen.push({ at, said: await ask() })
      await wait(20)
    }
  })()
  const sourceId = newId()
  const changes: { at: number; now: string }[] = []
  for (let i = 0; i < 3; i++) {
    await aRight(t, site.estateId, { plate: '琼A13579', sourceId })
    changes.push({ at: performance.now(), now: 'ok' })
    await wait(1400)
    await endRightsOf(t.ctx(system), site.estateId, 'permit', sourceId)
    changes.push({ at: performance.now(), now: 'no' })
    await wait(1400)
  }
  running = false
  await Promise.all([asking, ...load])
  for (const [i, change] of changes.entries()) {
    const settled = seen.filter(
      s => s.at > change.at + 1000 && s.at < (changes[i + 1]?.at ?? Number.POSITIVE_INFINITY),
    )
    expect(settled.length).toBeGreaterThan(0)
    expect(new Set(settled.map(s => s.said))).toEqual(new Set([change.now]))
  }
})

test('[S4-16] [SX-13] the database is away: every answered event is there once afterwards, owners pass throughout, no barred one', async () => {
  const p = await program()
  stop = p.stop
  for (let i = 0; i < 5; i++) await aRight(t, site.estateId, { plate: `琼A2000${i}` })
  await aRight(t, site.estateId, { plate: '琼A66886', kind: 'barred' })
  const away = process.env.ANJU_LONG ? 30_000 : 2500
  expect(await p.shoot(site.in.url, '琼A20000', 1)).toBe('ok')
  let record = 1
  const said: { record: number; plate: string; said: unknown }[] = []
  let running = true
  const cars = Array.from({ length: 6 }, async (_, i) => {
    while (running) {
      const plate = i === 5 ? '琼A66886' : `琼A2000${i}`
      const mine = ++record
      t.clock.advance({ seconds: 1 })
      const at = t.clock.now().epochMilliseconds
      const answer = await p.shoot(i % 2 ? site.in.url : site.out.url, plate, mine, at)
      said.push({ record: mine, plate, said: answer })
      // a camera that lost the answer sends the same record again
      if (mine % 5 === 0) await p.shoot(i % 2 ? site.in.url : site.out.url, plate, mine, at)
      await wait(30)
    }
  })
  await wait(400)
  line.cut()
  const from = said.length
  await wait(away)
  const during = said.slice(from)
  line.mend()
  await wait(1500)
  running = false
  await Promise.all(cars)
  for (let i = 0; i < 200 && (await storingOf(p.house).empty()) > 0; i++) await wait(50)
  await wait(1200)
  expect(during.length).toBeGreaterThan(10)
  expect(during.filter(d => d.plate !== '琼A66886' && d.said !== 'ok')).toEqual([])
  expect(said.filter(d => d.plate === '琼A66886' && d.said === 'ok')).toEqual([])
  const seen = await t.pool.query<{ record: string; n: number }>(
    'SELECT record, count(*)::int AS n FROM device_seen WHERE estate_id = $1 GROUP BY record',
    [site.estateId],
  )
  const times = new Map(seen.rows.map(r => [r.record, r.n]))
  expect(said.filter(d => times.get(String(d.record)) !== 1)).toEqual([])
  const events = await eventsOf(t, site.estateId)
  expect(events.filter(e => e.code === 'barred').every(e => !e.let_through)).toBe(true)
  const frames = events.reduce((sum, e) => sum + e.frames, 0)
  expect(frames).toBe(said.length + 1)
  line.close()
})
