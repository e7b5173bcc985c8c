/** The load's own process: keeps `clients` requests under way for `seconds` and counts what came back. */
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { type LoadFigures, type LoadPlan, percentile } from './kit.ts'

interface Answer {
  ms: number
  status: number
  body: string
}

function send(agent: Agent, plan: LoadPlan, i: number): Promise<Answer> {
  const one = plan.requests[i % plan.requests.length]!
  const fill = (s: string) => s.replaceAll('{{id}}', randomUUID()).replaceAll('{{n}}', String(i))
  const body = one.body === undefined ? undefined : fill(JSON.stringify(one.body))
  const from = performance.now()
  return new Promise((done, fail) => {
    const req = request(
      plan.base + fill(one.url),
      {
        agent,
        method: one.method,
        headers: {
          ...plan.headers,
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        },
      },
      res => {
        const parts: Buffer[] = []
        res.on('data', (part: Buffer) => parts.push(part))
        res.on('end', () =>
          done({
            ms: performance.now() - from,
            status: res.statusCode ?? 0,
            body: res.statusCode === 200 ? '' : Buffer.concat(parts).toString(),
          }),
        )
      },
    )
    req.on('error', fail)
    req.end(body)
  })
}

async function run(plan: LoadPlan): Promise<LoadFigures> {
  const agent = new Agent({ keepAlive: true, maxSockets: plan.clients })
  const took: number[] = []
  let errors = 0
  let firstError: string | undefined
  let i = 0
  const from = performance.now()
  const until = from + plan.seconds * 1000
  const client = async () => {
    while (performance.now() < until) {
      const answer = await send(agent, plan, i++).catch((e: Error) => ({ ms: 0, status: 0, body: e.message }))
      if (answer.status === 200) took.push(answer.ms)
      else {
        errors += 1
        firstError ??= `${answer.status} ${answer.body.slice(0, 300)}`
      }
    }
  }
  await Promise.all(Array.from({ length: plan.clients }, client))
  const seconds = (performance.now() - from) / 1000
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
  }
}

process.once('message', plan => {
  void run(plan as LoadPlan).then(figures => {
    process.send?.(figures, () => process.exit(0))
  })
})
