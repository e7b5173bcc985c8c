/** The uplink is cut for an hour of the morning's peak: the lanes go on, and afterwards the server has each car once, in order. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addAgent, listAgents } from '../server/modules/lane/edge.ts'
import { random } from '../sim/random.ts'
import { aLine } from '../test/edge-line.ts'
import { hour } from '../test/gate-factories.ts'
import { actor, testHouse } from '../test/harness.ts'
import {
  aDevice,
  aRight,
  type Device,
  eventsOf,
  hearNews,
  push,
  someLanes,
  vzenith,
} from '../test/lane-factories.ts'
import { startAgent } from './agent.ts'
import { enrol } from './identity.ts'

const t = await testHouse()
const news = hearNews(t)
const HOUR_MS = 3_600_000
/** four lanes at their most: a car every six seconds each, the most that two barriers in and two out can let through */
const CARS = process.env.ANJU_LONG ? 2400 : 160

interface Car {
  /** milliseconds after the cut */
  at: number
  camera: Device
  plate: string
  record: number
  owner: boolean
  barred: boolean
  /** the camera says it opened late: a replay from its own memory */
  replay: boolean
}

/** The hour's arrivals, from a seed: residents leave and come, strangers wait, a barred car tries. */
function arrivals(cameras: readonly Device[], owners: readonly string[]): Car[] {
  const dice = random('an hour without the line')
  const moments = new Set<number>()
  while (moments.size < CARS) moments.add(dice.int(1, HOUR_MS - 60_000))
  return [...moments]
    .sort((a, b) => a - b)
    .map((at, n) => {
      const kind = dice.weighted([80, 14, 3, 3])
      const camera = cameras[n % cameras.length] as Device
      const plate =
        kind === 1
          ? `琼B${20_000 + n}`
          : kind === 2
            ? `琼C${10_000 + (n % 40)}`
            : (owners[n % owners.length] as string)
      return {
        at,
        camera,
        plate,
        record: n + 1,
        owner: kind === 0 || kind === 3,
        barred: kind === 2,
        replay: kind === 3,
      }
    })
}

test(`[S4-16] [S4-18] [SX-13] the uplink cut for an hour’s peak of ${CARS} cars: decided as always, then each at the server once and in order`, {
  timeout: 300_000,
}, async () => {
  hour(t.clock, '07:00:00.000')
  const site = await someLanes(t, 'hold')
  const owners = Array.from({ length: 300 }, (_, n) => `琼A${10_000 + n}`)
  for (const plate of owners) await aRight(t, site.estateId, { plate })
  for (let n = 0; n < 40; n++) await aRight(t, site.estateId, { plate: `琼C${10_000 + n}`, kind: 'barred' })
  const cameras = [
    site.in,
    site.out,
    await aDevice(t, site.estateId, site.inLane, 'in'),
    await aDevice(t, site.estateId, site.outLane, 'out'),
  ]
  const line = await aLine(t)
  const dataDir = mkdtempSync(join(tmpdir(), 'anju-agent-'))
  const manager = actor('manager', 'estate', site.estateId)
  const made = await addAgent(t.ctx(manager), { estateId: site.estateId, name: '东门门岗' })
  await enrol(dataDir, line.url, made.code)
  let counter = 0
  const began = t.clock.now()
  const agent = await startAgent({
    dataDir,
    host: '127.0.0.1',
    port: 0,
    version: 'test',
    say: () => {},
    steady: { counter: () => counter, wall: () => began.epochMilliseconds + counter },
  })
  const health = async () =>
    (await listAgents(t.ctx(manager), { estateId: site.estateId })).items.find(a => a.id === made.id)
  const shoot = async (car: Car) => {
    const message = vzenith(t, {
      plate: car.plate,
      record: car.record,
      at: began.epochMilliseconds + car.at - (car.replay ? 900_000 : 0),
      offline: car.replay,
    })
    const answer = await fetch(`http://127.0.0.1:${agent.port}${car.camera.url}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
    })
    return ((await answer.json()) as { Response_AlarmInfoPlate: { info: string } }).Response_AlarmInfoPlate
      .info
  }
  try {
    await agent.link.turn()
    line.state = 'cut'
    const cars = arrivals(cameras, owners)
    const wrong: Car[] = []
    for (const car of cars) {
      counter = car.at
      const said = await shoot(car)
      if (said !== (car.owner && !car.replay ? 'ok' : 'no')) wrong.push(car)
      // every ninth answer is lost on the LAN and its record comes again
      if (car.record % 9 === 0 && (await shoot(car)) !== said) wrong.push(car)
    }
    expect(wrong).toEqual([])
    counter = HOUR_MS
    await agent.link.turn().catch(() => {})
    expect(agent.link.cut).toBe(true)
    const backlog = agent.disk.backlog()
    expect(backlog).toEqual({ events: CARS, oldestMs: began.epochMilliseconds + (cars[0]?.at ?? 0) })
    expect(await eventsOf(t, site.estateId)).toEqual([])

    t.clock.advance({ milliseconds: HOUR_MS })
    // the first answers get lost on the way back: what arrived is sent again
    line.state = 'deaf'
    await agent.link.push().catch(() => {})
    line.state = 'whole'
    const from = performance.now()
    await agent.link.turn()
    const shown = await health()
    expect(shown).toMatchObject({
      backlog: CARS,
      oldestAt: began.add({ milliseconds: cars[0]?.at ?? 0 }).toString(),
    })
    while (agent.disk.backlog().events > 0) await agent.link.turn()
    const drainedMs = Math.round(performance.now() - from)
    t.clock.advance({ seconds: 6 })
    await agent.link.turn()
    expect(await health()).toMatchObject({ backlog: 0, oldestAt: null })

    const { rows } = await t.pool.query<{ record: string; let_through: boolean }>(
      'SELECT record, let_through FROM lane_event WHERE estate_id = $1 ORDER BY at, id',
      [site.estateId],
    )
    expect(rows.map(r => Number(r.record))).toEqual(cars.map(c => c.record))
    expect(rows.filter(r => r.let_through).length).toBe(cars.filter(c => c.owner).length)
    await t.drain()
    // news is handed out in no order: each says its own time
    expect(new Set(news.map(n => n.eventId)).size).toBe(news.length)
    expect(news.length).toBe(cars.filter(c => c.owner).length)
    // the server alone decides the next car by where the hour left each
    const last = cars.filter(c => c.owner && !c.replay).at(-1)
    const place = await t.pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM lane_plate WHERE estate_id = $1 AND at > $2',
      [site.estateId, began.add({ milliseconds: (last?.at ?? 0) - 1 }).toString()],
    )
    expect(place.rows[0]?.n).toBeGreaterThanOrEqual(1)
    expect(
      (await push(t, site.in.url, vzenith(t, { plate: '琼C10007' }))).json().Response_AlarmInfoPlate.info,
    ).toBe('no')
    process.stderr.write(
      `${JSON.stringify({ cars: CARS, backlog: backlog.events, drainedMs, perSecond: Math.round((CARS / drainedMs) * 1000) })}\n`,
    )
  } finally {
    await agent.stop()
    await line.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
})
