/**
 * The cameras' door in the gatehouse: the same addresses as the server's (/d/…, Dahua's fixed one), so that a camera
 * changes nothing but the host it sends to. An event is on this disk before it is answered.
 */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MESSAGE_LIMIT } from '../server/modules/lane/contract-words.ts'
import { type MakerLine, makerLines, type Reply } from '../server/modules/lane/makers.ts'
import { HOLD_MS, isComet, type Waiters } from '../server/modules/lane/waiters.ts'
import { fieldsOf, type Parsed, type PlateReading } from '../server/modules/lane/wire.ts'
import { dahuaDevice } from '../server/modules/lane/wire-dahua.ts'
import { encodeAnswer } from '../server/modules/lane/wire-text.ts'
import { sayDecision } from '../server/modules/lane/words.ts'
import type { Barriers } from './barrier.ts'
import type { EdgeDevice, EdgeSite } from './facts.ts'
import type { Judge, Verdict } from './judge.ts'

export interface Hands {
  site: () => EdgeSite | undefined
  judge: Judge
  barriers: Barriers
  /** a decision and how long it took in milliseconds */
  decided: (verdict: Verdict, ms: number) => void
  /** keeps the picture of an event that was taken */
  picture: (verdict: Verdict, reading: PlateReading) => void
  /** commands of the guard's own page for cameras that are moved by their heartbeat's answer */
  takeCommand: (deviceId: string) => 'open' | 'close' | undefined
  /** comet heartbeats that wait for such a command */
  held: Waiters
  /** pages beside the cameras' door; undefined: not found */
  page: (request: IncomingMessage, body: Buffer) => Promise<Page | undefined>
}

export interface Page {
  status: number
  type: string
  body: string
}

/** As the server hashes a device's key. */
const hashOf = (key: string) => createHash('sha256').update(`lane device ${key}`).digest('hex')

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += (part as Buffer).length
    if (size > MESSAGE_LIMIT) return undefined
    parts.push(part as Buffer)
  }
  return Buffer.concat(parts)
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

/** Which device an address names: its key's hash, and the rest of the path. */
function addressed(path: string, body: Buffer): { hash: string; rest: string } | undefined {
  const own = /^\/d\/[A-Za-z0-9_-]{22}\/([^/?]{1,64})(?:\/([^?]*))?/.exec(path)
  if (own) return { hash: hashOf(own[1] ?? ''), rest: own[2] ?? '' }
  const fixed = /^\/NotificationInfo\/([^?]{1,40})/.exec(path)
  if (!fixed) return undefined
  try {
    const told = dahuaDevice(fieldsOf(JSON.parse(body.toString('utf8') || '{}')))
    return told === null
      ? undefined
      : { hash: hashOf(told.split('.').at(-1) ?? ''), rest: `NotificationInfo/${fixed[1]}` }
  } catch {
    return undefined
  }
}

async function beatOf(hands: Hands, device: EdgeDevice, rest: string, gone: AbortSignal): Promise<Reply> {
  let act = hands.takeCommand(device.id)
  if (act === undefined && isComet(rest)) {
    await hands.held.wait(device.id, HOLD_MS, gone)
    if (!gone.aborted) act = hands.takeCommand(device.id)
  }
  return { open: act === 'open', ...(act === 'close' ? { close: true } : {}), taken: true }
}

function replyOf(
  hands: Hands,
  site: EdgeSite,
  device: EdgeDevice,
  line: MakerLine,
  parsed: Exclude<Parsed, { kind: 'beat' }>,
): Reply {
  if (parsed.kind === 'malformed') return { open: false, taken: false }
  if (parsed.kind === 'dropped') return { open: false, taken: true }
  const before = performance.now()
  const verdict =
    parsed.kind === 'card'
      ? hands.judge.card(site, device, parsed)
      : hands.judge.reading(site, device, parsed)
  if (!verdict) return { open: false, taken: false }
  hands.decided(verdict, performance.now() - before)
  if (parsed.kind === 'plate' && verdict.kept && !verdict.repeat) hands.picture(verdict, parsed)
  if (verdict.open && !verdict.repeat && !line.opensByAnswer)
    void hands.barriers.move(device, 'open', verdict.plate)
  return {
    open: verdict.open,
    // what could not be kept is not acknowledged as a replay: the camera keeps it
    taken: verdict.kept,
    code: verdict.code,
    say: sayDecision(
      verdict.code as Parameters<typeof sayDecision>[0],
      parsed.kind === 'card' ? '' : verdict.plate,
    ),
    ...(parsed.replay && verdict.kept ? { next: parsed.record } : {}),
  }
}

async function handle(hands: Hands, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '/'
  const body = await bodyOf(request)
  if (body === undefined) return send(response, 413, 'text/plain', 'too large')
  const to = request.method === 'POST' ? addressed(path, body) : undefined
  if (to === undefined) {
    const page = await hands.page(request, body)
    return page
      ? send(response, page.status, page.type, page.body)
      : send(response, 404, 'text/plain', 'not found')
  }
  const site = hands.site()
  const device = site?.devices.find(d => d.keyHash === to.hash)
  if (!site || !device) return send(response, 404, 'text/plain', 'no such device')
  const line = makerLines[device.maker]
  const type = request.headers['content-type'] ?? ''
  const parsed = line.parse(body, type, to.rest)
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const reply =
    parsed.kind === 'beat'
      ? await beatOf(hands, device, to.rest, gone.signal)
      : replyOf(hands, site, device, line, parsed)
  const answer = line.answer(reply)
  if (answer === null) return send(response, 200, 'text/plain', '')
  const { bytes, type: said } = encodeAnswer(answer, 'gbk' in parsed && parsed.gbk === true)
  send(response, 200, said, bytes)
}

/** @returns the port it listens on */
export async function listen(
  hands: Hands,
  host: string,
  port: number,
): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    handle(hands, request, response).catch(error => {
      process.stderr.write(`${(error as Error).message}\n`)
      if (!response.headersSent) send(response, 500, 'text/plain', 'failed')
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(port, host, done)
  })
  return { server, port: (server.address() as AddressInfo).port }
}
