/** A program with one estate, as its users start it, and tickets in it: what the desk's measurements share. */
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { gramsOf, placeOf } from '../server/modules/desk/words.ts'
import { database, program } from './kit.ts'

export interface DeskWorld {
  base: string
  headers: Record<string, string>
  estateId: string
  units: string[]
  accountId: string
  ownerUrl: string
  db: pg.Client
  /** the program's process */
  pid: number
  /** CPU milliseconds that the program and the database's processes have used so far. */
  cpu(): { programMs: number; databaseMs: number }
  /** Commits of the database so far: for reads, one for each statement. */
  statements(): Promise<number>
  stop(): Promise<void>
}

/** Starts the web process on a durable database, sets it up over HTTP, signs in, and makes 1,200 homes. */
export async function deskWorld(): Promise<DeskWorld> {
  const data = await database()
  const port = 20_000 + (process.pid % 20_000)
  const base = `http://127.0.0.1:${port}`
  const app = program(data.dir, ['web'], {
    ANJU_DATA: join(data.dir, 'program'),
    ANJU_PORT: String(port),
    ANJU_TLS_PORT: 'off',
    ANJU_LOG: 'error',
    DATABASE_URL: data.appUrl,
    DATABASE_OWNER_URL: data.ownerUrl,
  })
  await app.ready(`${base}/healthz`)
  const password = randomBytes(12).toString('base64url')
  const post = async (path: string, body: object) => {
    const answer = await fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-anju': '1' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const made = (await (
    await post('/api/setup', {
      administrator: { username: 'bench-manager', name: '测量', password },
      region: { city: '测量市', district: '测量区', subdistrict: '测量街道', neighbourhood: '测量社区' },
      estate: { name: '测量小区', kind: 'compound' },
    })
  ).json()) as { estateId: string }
  const signedIn = await post('/api/sign-in', { username: 'bench-manager', password })
  const cookie = signedIn.headers
    .getSetCookie()
    .map(c => c.split(';')[0])
    .join('; ')
  const db = new pg.Client({ connectionString: data.ownerUrl })
  await db.connect()
  const account = await db.query<{ id: string }>("SELECT id FROM account WHERE username = 'bench-manager'")
  return {
    base,
    headers: { cookie, 'x-anju': '1', 'accept-language': 'zh-CN' },
    estateId: made.estateId,
    units: await homes(db, made.estateId),
    accountId: account.rows[0]!.id,
    ownerUrl: data.ownerUrl,
    db,
    pid: app.pid,
    cpu: () => ({ programMs: cpuMs(app.pid), databaseMs: databaseMs(data.dir) }),
    statements: async () => {
      // backends tell their counts once a second
      await new Promise(r => setTimeout(r, 1500))
      const found = await db.query<{ n: string }>(
        'SELECT xact_commit AS n FROM pg_stat_database WHERE datname = current_database()',
      )
      return Number(found.rows[0]!.n)
    },
    stop: async () => {
      await db.end()
      await app.stop()
      await data.stop()
    },
  }
}

const TICK_MS = 10

/** User and system time of one process, from /proc; NaN where there is none. */
function cpuMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS
  } catch {
    return Number.NaN
  }
}

/** The same of a database server: its postmaster, what lives below it, and what has ended there. */
function databaseMs(dir: string): number {
  const file = join(dir, 'postgres', 'pgdata', 'postmaster.pid')
  const postmaster = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : Number.NaN
  if (Number.isNaN(postmaster)) return Number.NaN
  let sum = 0
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')
      const own = Number(fields[11]) + Number(fields[12])
      if (Number(fields[1]) === postmaster) sum += own * TICK_MS
      // the postmaster also knows what its ended children had used
      else if (Number(name) === postmaster) sum += (own + Number(fields[13]) + Number(fields[14])) * TICK_MS
    } catch {
      // ended meanwhile
    }
  }
  return sum
}

async function homes(db: pg.Client, estateId: string): Promise<string[]> {
  const units: string[] = []
  for (let b = 1; b <= 10; b++) {
    const building = randomUUID()
    const section = randomUUID()
    await db.query('INSERT INTO building (estate_id, id, name) VALUES ($1, $2, $3)', [
      estateId,
      building,
      String(b),
    ])
    await db.query('INSERT INTO section (estate_id, id, building_id, name) VALUES ($1, $2, $3, $4)', [
      estateId,
      section,
      building,
      '1',
    ])
    const ids = Array.from({ length: 120 }, () => randomUUID())
    await db.query(
      `INSERT INTO unit (estate_id, id, building_id, section_id, number, label)
       SELECT $1, x.id, $2, $3, (100 + x.n)::text, $4 || '-1-' || (100 + x.n) FROM unnest($5::uuid[]) WITH ORDINALITY AS x(id, n)`,
      [estateId, building, section, String(b), ids],
    )
    units.push(...ids)
  }
  return units
}

const places = [
  '卫生间',
  '厨房',
  '阳台',
  '地下车库',
  '单元门口',
  '电梯厅',
  '楼顶',
  '消防通道',
  '儿童乐园',
  '东门岗亭',
  '绿化带',
  '楼道',
]
const troubles = [
  '漏水',
  '漏电',
  '噪音很大',
  '异味严重',
  '灯不亮',
  '门禁失灵',
  '墙皮脱落',
  '积水',
  '堵塞',
  '停放杂物',
  '无人清扫',
  '宠物伤人',
  '施工扰民',
  '水压不足',
]
const more = [
  '已经三天了',
  '麻烦尽快安排师傅上门看看',
  '晚上十点以后更加明显',
  '之前反映过一次没有结果',
  '家里有老人和小孩',
  '请给一个明确的时间',
  '楼上楼下都受影响',
  '昨天下雨以后出现的',
]

/** The n-th made-up text, some forty signs as real ones of this kind have; the same n gives the same text. */
export function madeText(n: number): string {
  const pick = (list: string[], k: number) => list[Math.floor(n / k) % list.length]!
  return `${(n % 20) + 1}号楼${pick(places, 1)}${pick(troubles, places.length)}，${pick(more, 7)}，${pick(more, 31)}。编号${n * 7919}`
}

/** Puts `count` tickets of the last year straight into the tables: 2 % open, the rest closed. */
export async function fillTickets(w: DeskWorld, count: number): Promise<void> {
  const step = 5000
  for (let from = 0; from < count; from += step) {
    const list = Array.from({ length: Math.min(step, count - from) }, (_, i) => ticket(w, from + i, count))
    await w.db.query(
      `INSERT INTO ticket (estate_id, id, number, kind, class, severity, state, outcome, channel, text, unit_id, entered_by, entered_by_name,
         first_receiver_id, first_receiver_name, received_at, handled_at, closed_at, due_at, due_clock, due_soon_at, grams)
       SELECT $1, x.id, x.number, x.kind, x.class, 'normal', x.state, x.outcome, 'phone', x.text, x.unit_id, $2, '测量', $2, '测量',
         x.at, x.closed, x.closed, x.due, x.clock, x.due, array_to_tsvector(ARRAY(SELECT jsonb_array_elements_text(x.grams)))
       FROM jsonb_to_recordset($3::jsonb) AS x(id uuid, number text, kind text, class text, state text, outcome text, text text, unit_id uuid,
         at timestamptz, closed timestamptz, due timestamptz, clock text, grams jsonb)`,
      [w.estateId, w.accountId, JSON.stringify(list)],
    )
  }
  await w.db.query('VACUUM ANALYZE ticket')
}

function ticket(w: DeskWorld, n: number, count: number) {
  const year = 365 * 86_400_000
  const at = Date.now() - year + Math.floor((n / count) * year)
  const hex = at.toString(16).padStart(12, '0')
  const id = `${hex.slice(0, 8)}-${hex.slice(8)}-7${n.toString(16).padStart(3, '0').slice(-3)}-8${randomUUID().slice(20)}`
  const open = n % 50 === 0
  const kinds = [
    ['inquiry', 'general', 'reply'],
    ['repair', 'home', 'resolve'],
    ['complaint', 'other', 'arrive'],
  ] as const
  const [kind, cls, clock] = kinds[n % 3]!
  const text = madeText(n)
  return {
    id: id.slice(0, 36),
    number: `B${String(n).padStart(7, '0')}`,
    kind,
    class: cls,
    state: open ? 'received' : 'closed',
    outcome: open ? null : 'satisfied',
    text,
    unit_id: w.units[n % w.units.length],
    at: new Date(at).toISOString(),
    closed: open ? null : new Date(at + 3_600_000).toISOString(),
    due: open ? new Date(at + 86_400_000).toISOString() : null,
    clock: open ? clock : null,
    grams: gramsOf(text, placeOf(w.estateId)),
  }
}
