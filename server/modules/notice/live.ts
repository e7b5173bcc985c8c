/**
 * News to open screens (GET /api/events): one look at the signals each second while somebody listens, in every web
 * process. A stream looks again at who stands behind it when rights change in this process and every few seconds for
 * what other processes did; it ends with its session (SX-14). After a minute it ends too and the browser comes back.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, type Permission, reach } from '../../core/access.ts'
import { AppError } from '../../core/errors.ts'
import type { House, LiveCtx } from '../../core/house.ts'
import type { RawHandler } from '../../core/http.ts'
import { Hub, idFloor, rightsOf, type Signal, signalsSince } from '../../core/realtime.ts'

const LOOK_MS = 1000
const STREAM_MS = 60_000
const HEARTBEAT_MS = 15_000
const WHO_MS = 5000
/** Ids follow time but transactions commit out of order: catching up goes back this far. */
const OVERLAP_MS = 5000
const PAGE = 500
/** Whoever missed more than this reads his page anew instead. */
const MOST = 5000

/** What one must be allowed to read to hear that it changed. */
const heardBy: Record<string, Permission> = {
  ticket: 'ticket.read',
  gate: 'gate.read',
  closure: 'closure.read',
  passage: 'gate.read',
  post: 'roster.read',
  roster: 'roster.read',
  message: 'roster.write',
  bulletin: 'notice.read',
}

/** His own news, or news of an estate where he may read that kind of thing. */
export function hears(actor: Actor, signal: Signal, house: Pick<House, 'directory'>): boolean {
  if (signal.accountId !== null) return actor.kind === 'account' && actor.id === signal.accountId
  try {
    const far = reach(actor, heardBy[signal.topic] ?? 'estate.read', house.directory(signal.estateId))
    return far === 'estate' || signal.topic === 'bulletin'
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

class Live {
  readonly hub: Hub
  readonly #house: House
  readonly #open = new Set<() => void>()
  #timer: NodeJS.Timeout | undefined

  constructor(house: House) {
    this.#house = house
    this.hub = new Hub(house.db, house.clock.now())
  }

  add(end: () => void): void {
    this.#open.add(end)
    this.#timer ??= setInterval(() => {
      this.hub
        .look(this.#house.clock.now())
        .catch(error => this.#house.log.warn({ err: error }, 'signals: will look again'))
    }, LOOK_MS)
  }

  drop(end: () => void): void {
    this.#open.delete(end)
    if (this.#open.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Ends every stream, so that the program can stop. */
  close(): void {
    for (const end of [...this.#open]) end()
  }
}

const made = new WeakMap<House, Live>()

export function liveOf(house: House): Live {
  const known = made.get(house) ?? new Live(house)
  made.set(house, known)
  return known
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Everything since the last id that the caller may hear; nothing for an id that is none. */
async function missed(
  house: House,
  actor: Actor,
  lastId: string | undefined,
): Promise<Signal[] | 'too many'> {
  if (lastId === undefined || !UUID.test(lastId)) return []
  const lastMs = Number.parseInt(lastId.replace('-', '').slice(0, 12), 16)
  let from: string = idFloor(lastMs - OVERLAP_MS)
  const out: Signal[] = []
  for (let seen = 0; seen < MOST; seen += PAGE) {
    const page = await signalsSince(house.db, from, PAGE)
    out.push(...page.filter(s => s.id !== lastId && hears(actor, s, house)))
    if (page.length < PAGE) return out
    from = page.at(-1)?.id ?? from
  }
  return 'too many'
}

const news = (s: Signal) => ({ id: s.id, estateId: s.estateId, topic: s.topic, ref: s.ref })
/** Tells a screen to read everything anew. */
const RESET = { id: '', estateId: '', topic: 'reset', ref: '' }

function stream(ctx: LiveCtx, lastId: string | undefined, reply: FastifyReply): void {
  const { house } = ctx
  let actor = ctx.actor
  const live = liveOf(house)
  const raw = reply.raw
  reply.hijack()
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  })
  raw.write('retry: 1000\n\n')
  const sent = new Set<string>()
  let waiting: Signal[] | undefined = []
  const send = (s: Signal) => {
    if (sent.has(s.id) || !hears(actor, s, house)) return
    sent.add(s.id)
    raw.write(`id: ${s.id}\ndata: ${JSON.stringify(news(s))}\n\n`)
  }
  const take = (s: Signal) => {
    if (waiting) waiting.push(s)
    else send(s)
  }
  const beat = setInterval(() => raw.write(': \n\n'), HEARTBEAT_MS)
  const life = setTimeout(() => end(), STREAM_MS)
  const look = () => {
    ctx.again().then(
      now => {
        actor = now
        if (now.kind === 'nobody') end()
      },
      () => end(),
    )
  }
  const who = setInterval(look, WHO_MS)
  rightsOf(house).on('changed', look)
  const end = () => {
    clearInterval(beat)
    clearInterval(who)
    clearTimeout(life)
    rightsOf(house).off('changed', look)
    live.hub.off('signal', take)
    live.drop(end)
    raw.end()
  }
  raw.on('close', end)
  live.hub.on('signal', take)
  live.add(end)
  missed(house, actor, lastId)
    .then(found => {
      if (found === 'too many') raw.write(`data: ${JSON.stringify(RESET)}\n\n`)
      else for (const s of found) send(s)
      const late = waiting ?? []
      waiting = undefined
      for (const s of late) send(s)
    })
    .catch(error => {
      house.log.warn({ err: error }, 'events: catching up failed')
      end()
    })
}

const lastIdOf = (request: FastifyRequest, input: Record<string, unknown>): string | undefined => {
  const header = request.headers['last-event-id']
  if (typeof header === 'string' && header !== '') return header
  return typeof input.lastEventId === 'string' ? input.lastEventId : undefined
}

/** A stream for browsers; whoever does not ask for one gets what he missed as JSON, for polling. */
export const events: RawHandler = async (ctx, input, reply, request) => {
  const lastId = lastIdOf(request, input)
  if ((request.headers.accept ?? '').includes('text/event-stream')) return stream(ctx, lastId, reply)
  const found = await missed(ctx.house, ctx.actor, lastId)
  return reply.type('application/json').send({ items: found === 'too many' ? [RESET] : found.map(news) })
}
