/**
 * The server itself under camera traffic: killed, its database killed, and its database stopped. Cameras keep a journal of
 * what they were told, as their makers' do, and send a record again until somebody answers.
 */
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, test } from 'vitest'
import { buildHouse } from '../../server/app.ts'
import { systemClock } from '../../server/core/clock.ts'
import { readConfig } from '../../server/core/config.ts'
import { openPool } from '../../server/core/db.ts'
import { makeCtx } from '../../server/core/house.ts'
import { runningEmbedded } from '../../server/core/postgres.ts'
import { postmaster } from '../../server/core/postgres-server.ts'
import { random } from '../../sim/random.ts'
import { freePort } from '../edge-agent.ts'
import { aRight, type LaneHouse, lanesOf, vzenith } from '../lane-factories.ts'
import { Program } from './program.ts'
import { signIn } from './sign-in.ts'

const KILLS = process.env.ANJU_LONG ? 20 : 3
const STOPPED_MS = process.env.ANJU_LONG ? 30_000 : 4000
const owners = Array.from({ length: 6 }, (_, n) => `琼A1000${n}`)
/** a camera that hears the first answer again within this saw its car still stand there */
const REPEAT_MS = 10_000

interface Told {
  record: string
  plate: string
  said: 'ok' | 'no'
  tries: number
  /** from the first sending to the answer */
  tookMs: number
  at: number
}

class Cameras {
  readonly told: Told[] = []
  running = true
  readonly #url: string
  constructor(url: string) {
    this.#url = url
  }

  async drive(path: string, name: number, plates: readonly string[]): Promise<void> {
    for (let n = 1; this.running; n++) {
      const plate = plates[n % plates.length] ?? ''
      const record = name * 1_000_000 + n
      const body = JSON.stringify(vzenith({ clock: systemClock }, { plate, record }))
      const from = performance.now()
      for (let tries = 1; ; tries++) {
        const said = await this.#ask(path, body)
        if (said) {
          const tookMs = performance.now() - from
          this.told.push({ record: String(record), plate, said, tries, tookMs, at: from + tookMs })
          break
        }
        await sleep(60)
      }
      await sleep(8)
    }
  }

  async #ask(path: string, body: string): Promise<'ok' | 'no' | undefined> {
    try {
      const answer = await fetch(`${this.#url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(5000),
      })
      if (!answer.ok) return undefined
      return ((await answer.json()) as { Response_AlarmInfoPlate: { info: 'ok' | 'no' } })
        .Response_AlarmInfoPlate.info
    } catch {
      return undefined
    }
  }
}

/** Lanes and rights, written by a house of the test's own that stands beside the program on its database and keys. */
async function furnish(data: string, estateId: string) {
  const pool = openPool(runningEmbedded(data).appUrl, 3)
  const house = await buildHouse({ ...readConfig({ ANJU_LOG: 'silent' }), dataDir: data }, pool)
  const t: LaneHouse = { house, pool, clock: systemClock, ctx: who => makeCtx(house, { actor: who }) }
  const site = await lanesOf(t, estateId, 'hold')
  for (const plate of owners) await aRight(t, estateId, { plate })
  for (const plate of ['琼A66886', '琼A66887']) await aRight(t, estateId, { plate, kind: 'barred' })
  await house.db.destroy()
  return site
}

async function stored(data: string, estateId: string) {
  const db = new pg.Client({ connectionString: runningEmbedded(data).ownerUrl })
  await db.connect()
  try {
    const seen = await db.query<{ record: string; n: number }>(
      'SELECT record, count(*)::int AS n FROM device_seen WHERE estate_id = $1 GROUP BY 1',
      [estateId],
    )
    const events = await db.query<{
      record: string
      n: number
      frames: number
      through: boolean
      audits: number
    }>(
      `SELECT e.record, count(*)::int AS n, sum(e.frames)::int AS frames, bool_or(e.let_through) AS through,
         sum((SELECT count(*) FROM audit a WHERE a.estate_id = e.estate_id AND a.subject_id = e.id::text))::int AS audits
       FROM lane_event e WHERE e.estate_id = $1 GROUP BY 1`,
      [estateId],
    )
    return { seen: new Map(seen.rows.map(r => [r.record, r.n])), events: events.rows }
  } finally {
    await db.end()
  }
}

test(`[S4-16] [S4-18] [SX-13] cameras at the server: ${KILLS} kills and a database stopped for ${STOPPED_MS / 1000} s; each told record is there once, owners pass, no barred one`, {
  timeout: KILLS * 40_000 + STOPPED_MS + 120_000,
}, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'anju-kill-lane-'))
  chmodSync(dir, 0o711)
  const data = join(dir, 'data')
  const program = new Program(data, await freePort())
  const dice = random('cameras at the server')
  const cameras = new Cameras(program.url)
  try {
    program.start()
    await program.ready()
    const { estateId } = await signIn(program.url)
    const site = await furnish(data, estateId)
    await sleep(1200)
    const driving = Promise.all([
      cameras.drive(site.in.url, 1, [owners[0] ?? '', '琼A66886', owners[1] ?? '', '琼B24680']),
      cameras.drive(site.out.url, 2, [owners[2] ?? '', owners[3] ?? '', '琼A66887', owners[4] ?? '']),
    ])
    await sleep(500)
    let slowest = 0
    for (let kill = 0; kill < KILLS; kill++) {
      await sleep(200 + dice.int(0, 1200))
      // the database alone, both, or the program alone: each comes up in a short run
      const victim = kill % 3
      if (victim < 2) program.killDatabase()
      if (victim > 0) {
        await program.kill('SIGKILL')
        program.start()
      } else await sleep(1000)
      slowest = Math.max(slowest, await program.ready())
    }
    await sleep(1500)
    const stopFrom = performance.now()
    await program.freezeDatabase(STOPPED_MS)
    const stopUntil = performance.now()
    await sleep(1500)
    cameras.running = false
    await driving
    const left = () =>
      existsSync(join(data, 'lane')) && readdirSync(join(data, 'lane')).some(f => f.endsWith('.journal'))
    for (let n = 0; n < 300 && left(); n++) await sleep(100)
    expect(left()).toBe(false)
    await sleep(500)
    const { told } = cameras
    const there = await stored(data, estateId)
    expect(told.filter(x => there.seen.get(x.record) !== 1)).toEqual([])
    expect(there.seen.size).toBe(told.length)
    expect(there.events.filter(e => e.n !== 1 || e.audits !== 1)).toEqual([])
    expect(there.events.reduce((sum, e) => sum + e.frames, 0)).toBe(told.length)
    const entitled = (x: Told) => owners.includes(x.plate)
    expect(told.filter(x => entitled(x) && x.said !== 'ok' && x.tookMs < REPEAT_MS)).toEqual([])
    expect(told.filter(x => !entitled(x) && x.said === 'ok')).toEqual([])
    const during = told.filter(x => x.at > stopFrom && x.at < stopUntil)
    expect(during.filter(x => entitled(x)).length).toBeGreaterThan(STOPPED_MS / 1000)
    const repeated = told.filter(x => x.tries > 1).length
    expect(repeated).toBeGreaterThan(0)
    process.stderr.write(
      `${JSON.stringify({ kills: KILLS, told: told.length, repeated, slowestStartMs: Math.round(slowest), stoppedMs: STOPPED_MS, answeredMeanwhile: during.length, slowestAnswerMs: Math.round(Math.max(...during.map(x => x.tookMs))) })}\n`,
    )
  } finally {
    cameras.running = false
    await program.kill('SIGKILL')
    const pm = postmaster(join(data, 'postgres'))
    if (pm) process.kill(pm.pid, 'SIGQUIT')
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
})
