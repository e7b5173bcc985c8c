/**
 * Who stands behind a request. A session's actor is kept for at most a second and dropped at once in this process
 * when rights change (SX-14); other processes see the change within that second. Dates are looked at on every request.
 */
import type { FastifyRequest } from 'fastify'
import { type Actor, type Grant, live } from '../../core/access.ts'
import { type Instant, stopwatch } from '../../core/clock.ts'
import { sha256 } from '../../core/crypto.ts'
import type { House } from '../../core/house.ts'
import type { Authenticate } from '../../core/http.ts'
import type { Id } from '../../core/ids.ts'
import { rightsOf } from '../../core/realtime.ts'
import { SESSION_COOKIE } from './auth.ts'
import { heldBy, homeRights, keyByHash, sessionByToken } from './store-sessions.ts'

const KEEP_MS = 1000
const KEEP_MOST = 20_000

/** A right with its dates, so that one that ends within the second ends to the millisecond. */
interface Held {
  grant: Grant
  from: Instant
  until: Instant | null
}

type Account = Actor & { kind: 'account' }
interface Known {
  age: () => number
  who: { kind: 'account'; actor: Account; held: Held[] } | { kind: 'device'; actor: Actor } | undefined
  until: Instant | null
}

class Sessions {
  readonly #known = new Map<string, Known>()
  readonly #running = new Map<string, Promise<Known>>()
  readonly #house: House
  #turn = 0

  constructor(house: House) {
    this.#house = house
  }

  /** Forgets every cached actor: rights changed. Reading them anew costs one statement each. */
  forget(): void {
    this.#turn += 1
    this.#known.clear()
    this.#running.clear()
    rightsOf(this.#house).emit('changed')
  }

  async actorOf(key: string, load: () => Promise<Omit<Known, 'age'>>): Promise<Actor> {
    let known = this.#known.get(key)
    if (known === undefined || known.age() >= KEEP_MS) known = await this.#load(key, load)
    const now = this.#house.clock.now()
    if (known.who === undefined || (known.until && known.until.epochMilliseconds <= now.epochMilliseconds))
      return { kind: 'nobody' }
    if (known.who.kind === 'device') return known.who.actor
    const { actor, held } = known.who
    return { ...actor, grants: held.filter(h => live(h, now)).map(h => h.grant) }
  }

  /** Many requests of one session at once read it once. */
  async #load(key: string, load: () => Promise<Omit<Known, 'age'>>): Promise<Known> {
    const running = this.#running.get(key)
    if (running) return running
    const turn = this.#turn
    const work = (async () => {
      const age = stopwatch()
      const known = { age, ...(await load()) }
      // what was read before a change of rights is answered once but not kept
      if (turn === this.#turn) {
        if (this.#known.size >= KEEP_MOST) this.#known.clear()
        this.#known.set(key, known)
      }
      return known
    })()
    this.#running.set(key, work)
    try {
      return await work
    } finally {
      if (this.#running.get(key) === work) this.#running.delete(key)
    }
  }
}

const made = new WeakMap<House, Sessions>()

/** The house's cache of signed-in actors. */
export function sessionsOf(house: House): Sessions {
  const known = made.get(house)
  if (known) return known
  const fresh = new Sessions(house)
  made.set(house, fresh)
  return fresh
}

function tokenOf(request: FastifyRequest): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=')
    if (part.slice(0, at).trim() !== SESSION_COOKIE) continue
    // token.signature: the token alone is the secret (190 random bits), the signature adds nothing to it here
    const token = part.slice(at + 1).split('.')[0]
    return token && /^[A-Za-z0-9]{16,64}$/.test(token) ? token : undefined
  }
  return undefined
}

async function accountOf(house: House, token: string): Promise<Omit<Known, 'age'>> {
  const row = await sessionByToken(house.db, token)
  if (row === undefined) return { who: undefined, until: null }
  // a password that somebody else knows opens nothing but the page where it is changed
  const rights = row.must_change_password ? [] : await heldBy(house.db, row.account_id, house.clock.now())
  const held = rights.map((r): Held => {
    const target = r.scope === 'region' ? (r.region_path ?? 'none') : (r.target ?? '')
    return {
      grant: { role: r.role, scope: r.scope, target, ...(r.estate_id ? { estateId: r.estate_id } : {}) },
      from: r.from_at,
      until: r.until_at,
    }
  })
  const home =
    row.phone_blind && !row.must_change_password
      ? await homeRights(house.db, row.phone_blind, house.clock.now())
      : []
  for (const r of home)
    held.push({
      grant: { role: r.tie, scope: 'unit', target: r.unit_id, estateId: r.estate_id },
      from: r.from_at,
      until: r.until_at,
    })
  const persons = new Set(home.map(r => r.person_id))
  const [personId] = persons
  const actor: Account = {
    kind: 'account',
    id: row.account_id as Id<'account'>,
    name: row.name,
    sessionId: row.session_id,
    grants: [],
    // who a phone number stands for; a number that several persons gave names none of them
    ...(persons.size === 1 && personId ? { personId } : {}),
  }
  return { who: { kind: 'account', actor, held }, until: row.expires_at }
}

async function deviceOf(house: House, key: string): Promise<Omit<Known, 'age'>> {
  const row = await keyByHash(house.db, sha256(key))
  if (row === undefined) return { who: undefined, until: null }
  const grant: Grant = { role: row.role, scope: 'estate', target: row.estate_id, estateId: row.estate_id }
  const actor: Actor = {
    kind: 'device',
    id: row.id,
    name: row.name,
    estateId: row.estate_id,
    grants: [grant],
  }
  return { who: { kind: 'device', actor }, until: row.until_at }
}

/** Answers the actor of a request: a device by `x-api-key`, an account by its session cookie, else nobody. */
export function authenticator(house: House): Authenticate {
  const sessions = sessionsOf(house)
  return async request => {
    const key = request.headers['x-api-key']
    if (typeof key === 'string' && key !== '')
      return sessions.actorOf(`key:${sha256(key).toString('hex')}`, () => deviceOf(house, key))
    const token = tokenOf(request)
    if (token === undefined) return { kind: 'nobody' }
    return sessions.actorOf(token, () => accountOf(house, token))
  }
}
