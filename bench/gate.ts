/**
 * DESIGN §7: durable decisions a second over HTTP with 64 cameras, beside pgbench's single-row commits on the same server
 * in the same run; p99 at half that load; without and with pictures of 80 kB. ANJU_BENCH_STORED=10000000 fills the
 * log first.
 */
import { randomBytes } from 'node:crypto'
import { type DeskWorld, deskWorld } from './desk-kit.ts'
import { type LoadFigures, load, median, pgbench, print, round } from './kit.ts'

const CAMERAS = 64
const ROUNDS = 3
const SECONDS = Number(process.env.ANJU_BENCH_SECONDS ?? 15)
const STORED = Number(process.env.ANJU_BENCH_STORED ?? 0)
const PICTURE_BYTES = 80 * 1024

async function post<T>(w: DeskWorld, path: string, body: object, method = 'POST'): Promise<T> {
  const answer = await fetch(`${w.base}/api/estates/${w.estateId}${path}`, {
    method,
    headers: { ...w.headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

interface Lane {
  id: string
  name: string
}

/** One gate with 64 lanes in, a camera at each; strangers come in. */
async function cameras(w: DeskWorld): Promise<string[]> {
  const gate = await post<{ id: string }>(w, '/gates', { name: '测量门', kind: 'vehicle' })
  const paths: string[] = []
  for (let i = 0; i < CAMERAS; i++) {
    const name = `车道${i}`
    const { lanes } = await post<{ lanes: Lane[] }>(w, `/gates/${gate.id}/lanes`, {
      name,
      direction: 'in',
      carries: 'vehicle',
    })
    const laneId = lanes.find(l => l.name === name)?.id ?? ''
    await post(
      w,
      `/lanes/${laneId}/setting`,
      { temporary: 'open', leaving: 'right', passback: 'mark', version: 0 },
      'PUT',
    )
    const made = await post<{ secret: { path: string } }>(w, '/lane-devices', {
      name: `相机${i}`,
      maker: 'vzenith',
      laneId,
      direction: 'in',
    })
    paths.push(made.secret.path)
  }
  return paths
}

function requests(paths: readonly string[], picture?: string) {
  return paths.map(url => ({
    method: 'POST',
    url,
    body: {
      AlarmInfoPlate: {
        deviceName: '测量',
        serialno: 'bench',
        result: {
          PlateResult: {
            license: '{{plate}}',
            colorType: 1,
            confidence: 96,
            plateid: '{{id}}',
            isoffline: 0,
            timeStamp: { Timeval: { sec: '{{second}}', usec: 0 } },
            ...(picture ? { imageFile: picture, imageFileLen: PICTURE_BYTES } : {}),
          },
        },
      },
    },
  }))
}

/** Passages of a year, in the log and nowhere else: what a busy estate has behind it. */
async function fill(w: DeskWorld): Promise<void> {
  await w.db.query(
    `INSERT INTO lane_event (estate_id, at, id, lane_id, gate_id, direction, subject, plate_blind, vehicle_kind, outcome, code, let_through)
     SELECT $1, now() - (i * interval '3 seconds'), gen_random_uuid(), (SELECT id FROM lane WHERE estate_id = $1 LIMIT 1), (SELECT gate_id FROM lane WHERE estate_id = $1 LIMIT 1),
       'in', 'vehicle', decode(md5((i % 50000)::text), 'hex'), 'car', 'open', 'temporary', true FROM generate_series(1, $2::bigint) i`,
    [w.estateId, STORED],
  )
  await w.db.query('ANALYZE lane_event')
}

export async function gate(): Promise<void> {
  const w = await deskWorld()
  try {
    const paths = await cameras(w)
    if (STORED > 0) await fill(w)
    await w.db.query(
      'CREATE TABLE bench_commit (id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), note text NOT NULL)',
    )
    const plain = { base: w.base, clients: CAMERAS, headers: {}, requests: requests(paths) }
    const picture = Buffer.concat([Buffer.from([0xff, 0xd8]), randomBytes(PICTURE_BYTES)]).toString('base64')
    const pictured = { ...plain, requests: requests(paths, picture) }
    const seconds = Math.max(2, Math.ceil(SECONDS / ROUNDS))
    await load({ ...plain, seconds: 3 })
    await w.db.query('ANALYZE')
    // before the peer: what it leaves to the database to tidy up would be counted as ours
    const { perSecond } = await load({ ...plain, seconds })
    const half = await load({ ...plain, seconds: seconds * 2, perSecond: perSecond / 2 })
    const all: {
      ours: LoadFigures
      peer: number
      program: number
      database: number
    }[] = []
    for (let i = 0; i < ROUNDS; i++) {
      const before = w.cpu()
      const ours = await load({ ...plain, seconds })
      const after = w.cpu()
      const peer = await pgbench(
        w.ownerUrl,
        "INSERT INTO bench_commit (note) VALUES ('one row');\n",
        CAMERAS,
        seconds,
      )
      all.push({
        ours,
        peer: peer?.perSecond ?? Number.NaN,
        program: (after.programMs - before.programMs) / ours.count,
        database: (after.databaseMs - before.databaseMs) / ours.count,
      })
    }
    const mid = (pick: (r: (typeof all)[number]) => number) => round(median(all.map(pick)))
    const rate = mid(r => r.ours.perSecond)
    // last: what waits to be written to disk of them goes on after they were answered
    const pictures: LoadFigures[] = []
    for (let i = 0; i < ROUNDS; i++) pictures.push(await load({ ...pictured, seconds }))
    const drawn = (pick: (r: LoadFigures) => number) => round(median(pictures.map(pick)))
    const kept = await w.db.query<{ n: string }>(
      'SELECT count(*) AS n FROM lane_event WHERE estate_id = $1',
      [w.estateId],
    )
    const runs = [...all.map(r => r.ours), ...pictures, half]
    const firstError = runs.find(r => r.firstError)?.firstError
    print('gate', {
      cameras: CAMERAS,
      stored: STORED,
      perSecond: rate,
      p50Ms: mid(r => r.ours.p50),
      p99Ms: mid(r => r.ours.p99),
      withPictures: {
        perSecond: drawn(r => r.perSecond),
        p50Ms: drawn(r => r.p50),
        p99Ms: drawn(r => r.p99),
      },
      atHalfLoad: { perSecond: half.perSecond, p50Ms: half.p50, p99Ms: half.p99 },
      errors: runs.reduce((sum, r) => sum + r.errors, 0),
      ...(firstError ? { firstError } : {}),
      events: Number(kept.rows[0]?.n ?? 0),
      programCpuMsEach: mid(r => r.program),
      databaseCpuMsEach: mid(r => r.database),
      limits: { ratio: 1, wanted: 2, p99MsAtHalfLoad: 50 },
      peer: { tool: 'pgbench', perSecond: mid(r => r.peer) },
      ratio: mid(r => r.ours.perSecond / r.peer),
    })
  } finally {
    await w.stop()
  }
}
