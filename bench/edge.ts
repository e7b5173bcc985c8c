/**
 * The agent's answer time with the line cut (DESIGN §7, S4-16): 16 cameras ask it over HTTP, it decides from
 * 3,000 rights on its disk and keeps each event there before it answers. The peer beside it is the disk itself: one
 * small file synced once for each of as many answers.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { startAgent } from '../edge/agent.ts'
import { Disk } from '../edge/disk.ts'
import { type EdgeSite, tagOf } from '../edge/facts.ts'
import { hashOf } from '../server/modules/lane/address.ts'
import { folder, remove } from './clean.ts'
import { percentile, print, round } from './kit.ts'

const CAMERAS = 16
const RIGHTS = 3000
const ANSWERS = 1000
/** cars a second of all cameras together: 144,000 an hour */
const RATE = 40
const LIMIT_MS = 50
const estate = 'A'.repeat(22)

const plateOf = (n: number) => `琼A${String(10_000 + n)}`

function site(keys: readonly string[]): EdgeSite {
  const lanes = keys.map((_, n) => ({
    id: randomUUID(),
    gateId: randomUUID(),
    name: `lane ${n}`,
    direction: 'both' as const,
    gate: 'open' as const,
    temporary: 'open' as const,
    leaving: 'free' as const,
    passback: 'off' as const,
  }))
  return {
    estateId: randomUUID(),
    estateName: 'bench',
    zone: 'Asia/Shanghai',
    // any point of the curve: nobody opens these boxes
    sealTo: {
      kid: 'e:bench',
      publicKey: 'BGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfU=',
    },
    rule: { confidence: 80, knownConfidence: 60, sameMs: 0, twoLanesMs: 0, repeatMs: 10_000, lateMs: 60_000 },
    closure: null,
    hours: { from: '00:00', until: '24:00' },
    lanes,
    devices: keys.map((key, n) => ({
      id: randomUUID(),
      laneId: lanes[n]?.id ?? null,
      name: `camera ${n}`,
      maker: 'vzenith' as const,
      direction: 'in' as const,
      keyHash: hashOf(key).toString('hex'),
      host: null,
      channel: 1,
      login: null,
      way: 'answer' as const,
    })),
  }
}

/** Milliseconds of one synced write of an event's size, as many times as answers are measured. */
function disk(dir: string): number[] {
  const file = openSync(join(dir, 'sync.bin'), 'a')
  const block = randomBytes(2048)
  const took: number[] = []
  for (let n = 0; n < 500; n++) {
    const from = performance.now()
    writeSync(file, block)
    fsyncSync(file)
    took.push(performance.now() - from)
  }
  closeSync(file)
  return took.sort((a, b) => a - b)
}

function ask(
  agent: Agent,
  port: number,
  path: string,
  record: number,
): Promise<{ ms: number; open: boolean }> {
  const body = JSON.stringify({
    AlarmInfoPlate: {
      serialno: 'bench',
      result: {
        PlateResult: {
          license: plateOf(record % RIGHTS),
          confidence: 97,
          plateid: record,
          timeStamp: { Timeval: { sec: 1_790_000_000 + record, usec: 0 } },
        },
      },
    },
  })
  const from = performance.now()
  return new Promise((done, failed) => {
    const r = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        path,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      },
      answer => {
        let text = ''
        answer.on('data', part => {
          text += part
        })
        answer.on('end', () => done({ ms: performance.now() - from, open: text.includes('"info":"ok"') }))
      },
    )
    r.on('error', failed)
    r.end(body)
  })
}

export async function edge(): Promise<void> {
  const dir = folder()
  const dataDir = join(dir, 'agent')
  mkdirSync(dataDir, { recursive: true })
  const tagKey = randomBytes(32)
  const keys = Array.from({ length: CAMERAS }, () => randomUUID().slice(0, 20))
  // a port where nobody listens: the line is cut from the beginning
  const identity = {
    server: 'http://127.0.0.1:9',
    estateId: '',
    agentId: '',
    name: 'bench',
    key: 'x',
    tagKey: tagKey.toString('hex'),
    pin: '000000',
  }
  writeFileSync(join(dataDir, 'agent.json'), JSON.stringify(identity))
  const known = new Disk(join(dataDir, 'edge.db'))
  known.learn({
    cursor: 'bench',
    whole: true,
    site: site(keys),
    rights: Array.from({ length: RIGHTS }, (_, n) => ({
      id: randomUUID(),
      tag: tagOf(tagKey, plateOf(n)),
      kind: 'owner' as const,
      lanes: null,
      direction: 'both' as const,
      fromMs: 0,
      untilMs: null,
      group: null,
    })),
    ended: [],
    positions: [],
  })
  known.close()
  const running = await startAgent({ dataDir, host: '127.0.0.1', port: 0, version: 'bench', say: () => {} })
  const http = new Agent({ keepAlive: true, maxSockets: CAMERAS })
  const took: number[] = []
  let opened = 0
  let next = 0
  // each camera sends its next car at its time, a busy gatehouse's rate; the answer of one car waits for no other's time
  const turn = (CAMERAS / RATE) * 1000
  const camera = async (n: number) => {
    await new Promise(done => setTimeout(done, (n * turn) / CAMERAS))
    while (next < ANSWERS) {
      const begun = performance.now()
      const one = await ask(http, running.port, `/d/${estate}/${keys[n]}`, next++)
      took.push(one.ms)
      if (one.open) opened++
      await new Promise(done => setTimeout(done, Math.max(0, turn - (performance.now() - begun))))
    }
  }
  await Promise.all(keys.map((_, n) => camera(n)))
  const from = performance.now()
  let most = next
  const flood = async (n: number) => {
    while (most < next + ANSWERS) {
      const one = await ask(http, running.port, `/d/${estate}/${keys[n]}`, ++most)
      if (one.open) opened++
    }
  }
  await Promise.all(keys.map((_, n) => flood(n)))
  const seconds = (performance.now() - from) / 1000
  const all = took.length + (most - next)
  const kept = running.disk.backlog().events
  http.destroy()
  await running.stop()
  const sorted = took.sort((a, b) => a - b)
  const synced = disk(dir)
  remove(dir)
  const p99 = percentile(sorted, 99)
  print('edge', {
    answers: all,
    opened,
    kept,
    cameras: CAMERAS,
    rights: RIGHTS,
    ratePerSecond: RATE,
    mostPerSecond: Math.round((most - next) / seconds),
    p50Ms: round(percentile(sorted, 50)),
    p99Ms: round(p99),
    limit: { p99Ms: LIMIT_MS },
    ratio: round(p99 / LIMIT_MS),
    met: p99 <= LIMIT_MS && opened === all && kept === all,
    peer: {
      tool: 'one synced write of 2 kB',
      p50Ms: round(percentile(synced, 50), 3),
      p99Ms: round(percentile(synced, 99), 3),
    },
  })
}
