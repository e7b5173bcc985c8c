/**
 * The load's own process: keeps `clients` requests under way for `seconds` and counts what came back. It speaks HTTP/1.1
 * on bare sockets, so that on a small machine the client takes no more of it than pgbench's client does of the peer's run.
 */
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { type LoadFigures, type LoadPlan, percentile } from './kit.ts'

interface Answer {
  ms: number
  status: number
  body: string
}

const EMPTY: Buffer = Buffer.alloc(0)
const BREAK = Buffer.from('\r\n\r\n')

/** One request as it goes over the wire, cut where the ids are filled in. */
interface Shape {
  head: string
  body: string | undefined
}

function shapes(plan: LoadPlan): Shape[] {
  const host = new URL(plan.base).host
  return plan.requests.map(({ method, url, body }) => {
    const headers = { host, ...plan.headers, ...(body ? { 'content-type': 'application/json' } : {}) }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    return { head: `${method} ${url} HTTP/1.1\r\n${lines.join('')}`, body: body && JSON.stringify(body) }
  })
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Another plate for each request: no two are frames of one car. */
function plateOf(i: number): string {
  const n = (i * 7919) % 2_400_000
  return `琼${LETTERS[Math.floor(n / 100_000)]}${String(n % 100_000).padStart(5, '0')}`
}

function wire(shape: Shape, i: number): string {
  const fill = (s: string) =>
    s.includes('{{')
      ? s
          .replaceAll('{{id}}', () => randomUUID())
          .replaceAll('{{n}}', String(i))
          .replaceAll('{{plate}}', () => plateOf(i))
          .replaceAll('{{second}}', () => String(Math.floor(Date.now() / 1000)))
      : s
  const head = fill(shape.head)
  if (shape.body === undefined) return `${head}\r\n`
  const body = fill(shape.body)
  return `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

/** What has come whole, or nothing yet. The program answers with content-length on all measured routes. */
function read(bytes: Buffer): { status: number; body: Buffer; rest: Buffer } | undefined {
  const end = bytes.indexOf(BREAK)
  if (end < 0) return undefined
  const head = bytes.toString('latin1', 0, end)
  const length = /^content-length: (\d+)/im.exec(head)
  if (!length) throw new Error(`an answer without content-length: ${head}`)
  const from = end + BREAK.length
  const to = from + Number(length[1])
  if (bytes.length < to) return undefined
  return { status: Number(head.slice(9, 12)), body: bytes.subarray(from, to), rest: bytes.subarray(to) }
}

/** One keep-alive connection; `ask` settles when the whole answer is there. */
function caller(base: string): { ask(text: string): Promise<Answer>; end(): void } {
  const { hostname, port } = new URL(base)
  const socket = connect(Number(port), hostname).setNoDelay(true)
  let waiting: { done(a: Answer): void; from: number } | undefined
  let held = EMPTY
  const settle = (status: number, body: string) => {
    const w = waiting
    waiting = undefined
    w?.done({ ms: performance.now() - w.from, status, body })
  }
  socket.on('data', (part: Buffer) => {
    held = held.length === 0 ? part : Buffer.concat([held, part])
    const found = read(held)
    if (!found) return
    held = found.rest
    settle(found.status, found.status === 200 ? '' : found.body.toString())
  })
  socket.on('error', e => settle(0, e.message))
  socket.on('close', () => settle(0, 'the connection was closed'))
  return {
    ask: text =>
      new Promise(done => {
        waiting = { done, from: performance.now() }
        if (socket.destroyed) settle(0, 'the connection was closed')
        else socket.write(text)
      }),
    end: () => void socket.destroy(),
  }
}

async function run(plan: LoadPlan): Promise<LoadFigures> {
  const made = shapes(plan)
  const took: number[] = []
  let errors = 0
  let firstError: string | undefined
  let i = 0
  const from = performance.now()
  const cpu = process.cpuUsage()
  const until = from + plan.seconds * 1000
  // a paced client sends when its turn has come, not when the last answer has
  const every = plan.perSecond ? (plan.clients / plan.perSecond) * 1000 : 0
  const client = async (_: unknown, which: number) => {
    const to = caller(plan.base)
    let due = from + (every * which) / plan.clients
    while (performance.now() < until) {
      if (every > 0) {
        const rest = due - performance.now()
        if (rest > 0) await new Promise(done => setTimeout(done, rest))
        due = Math.max(due + every, performance.now() - every)
      }
      const n = i++
      const answer = await to.ask(wire(made[n % made.length]!, n))
      if (answer.status === 200) took.push(answer.ms)
      else {
        errors += 1
        firstError ??= `${answer.status} ${answer.body.slice(0, 300)}`
        if (answer.status === 0) break
      }
    }
    to.end()
  }
  await Promise.all(Array.from({ length: plan.clients }, client))
  const seconds = (performance.now() - from) / 1000
  const used = process.cpuUsage(cpu)
  took.sort((a, b) => a - b)
  const ms = (x: number) => Number(x.toFixed(2))
  return {
    count: took.length,
    perSecond: ms(took.length / seconds),
    errors,
    ...(firstError ? { firstError } : {}),
    p50: ms(percentile(took, 50)),
    p99: ms(percentile(took, 99)),
    max: ms(took.at(-1) ?? 0),
    cpuMsEach: ms((used.user + used.system) / 1000 / Math.max(1, took.length)),
  }
}

process.once('message', plan => {
  void run(plan as LoadPlan).then(figures => {
    process.send?.(figures, () => process.exit(0))
  })
})
