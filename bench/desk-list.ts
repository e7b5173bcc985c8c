/** DESIGN §7: the table of 50 tickets of 100,000 with every column the screen shows, and a search of two Han characters. */
import { type DeskWorld, deskWorld, fillTickets } from './desk-kit.ts'
import { load, pgbench, print, round } from './kit.ts'

const CLIENTS = 8
const SECONDS = Number(process.env.ANJU_BENCH_SECONDS ?? 15)
const TICKETS = Number(process.env.ANJU_BENCH_TICKETS ?? 100_000)

const get = (w: DeskWorld, query: string) => ({
  method: 'GET',
  url: `/api/estates/${w.estateId}/tickets?${query}`,
})

/** What a desk looks at: the queue by time left and its pages, one kind, everything, the last pages of what is closed. */
function looks(w: DeskWorld) {
  return [
    '',
    'offset=50',
    'show=late',
    'kind=complaint',
    'show=all',
    'show=closed&offset=1000',
    'show=all&sort=oldest',
    'show=all&kind=repair',
  ].map(q => get(w, `limit=50&${q}`))
}

/** The bare rows of the queue's page, without rights, texts cut or names: what the database alone can do. */
function bareQueue(w: DeskWorld): string {
  return `SELECT t.id, t.number, t.kind, t.class, t.state, t.text, u.label, t.received_at, t.due_at FROM ticket t
    LEFT JOIN unit u ON u.estate_id = t.estate_id AND u.id = t.unit_id
    WHERE t.estate_id = '${w.estateId}' AND t.closed_at IS NULL ORDER BY t.due_at, t.id LIMIT 50;\n`
}

export async function deskList(): Promise<void> {
  const w = await deskWorld()
  try {
    await fillTickets(w, TICKETS)
    const plan = { base: w.base, clients: CLIENTS, headers: w.headers, requests: looks(w) }
    await load({ ...plan, seconds: 3 })
    const statements = await w.statements()
    const before = w.cpu()
    const ours = await load({ ...plan, seconds: SECONDS })
    const after = w.cpu()
    const asked = (await w.statements()) - statements
    const peer = await pgbench(w.ownerUrl, bareQueue(w), CLIENTS, SECONDS)
    print('desk-list', {
      tickets: TICKETS,
      clients: CLIENTS,
      perSecond: ours.perSecond,
      errors: ours.errors,
      ...(ours.firstError ? { firstError: ours.firstError } : {}),
      p50Ms: ours.p50,
      p99Ms: ours.p99,
      programCpuMsEach: round((after.programMs - before.programMs) / ours.count),
      databaseCpuMsEach: round((after.databaseMs - before.databaseMs) / ours.count),
      statementsEach: round(asked / ours.count),
      limits: { perSecond: 400, p50Ms: 20, statements: 4 },
      rounds: 1,
      ratio: round(ours.perSecond / 400),
      p50Ratio: round(ours.p50 / 20),
      peer: peer ?? 'pgbench is not installed',
    })
  } finally {
    await w.stop()
  }
}

/** Two-character words that are frequent, rare and absent; one client, as one person types. */
export async function deskSearch(): Promise<void> {
  const w = await deskWorld()
  try {
    await fillTickets(w, TICKETS)
    const words = ['漏水', '噪音', '电梯', '消防', '师傅', '宠物', '凤凰']
    const figures: Record<string, { p50Ms: number; p99Ms: number }> = {}
    for (const word of words) {
      const requests = [get(w, `show=all&limit=50&q=${encodeURIComponent(word)}`)]
      await load({ base: w.base, clients: 1, seconds: 1, headers: w.headers, requests })
      const found = await load({
        base: w.base,
        clients: 1,
        seconds: Math.max(2, SECONDS / 5),
        headers: w.headers,
        requests,
      })
      figures[word] = { p50Ms: found.p50, p99Ms: found.p99 }
    }
    const worst = Math.max(...Object.values(figures).map(f => f.p50Ms))
    print('desk-search', {
      tickets: TICKETS,
      words: figures,
      worstP50Ms: worst,
      limits: { p50Ms: 15 },
      rounds: words.length,
      ratio: round(worst / 15),
    })
  } finally {
    await w.stop()
  }
}
