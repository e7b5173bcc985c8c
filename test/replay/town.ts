/**
 * A small town lived through from a seed: tickets, acts and passages over HTTP, with clocks that jump, answers that get
 * lost, requests that come twice, and a program that breaks off in the middle of a statement's work. Beside it a journal of
 * what was answered, for the validators of sim/validators.ts.
 */
import type pg from 'pg'
import { openDb } from '../../server/core/db.ts'
import { newId } from '../../server/core/ids.ts'
import { type Random, random } from '../../sim/random.ts'
import { type Answered, brokenPromises } from '../../sim/validators.ts'
import { aDesk, type Desk } from '../desk.ts'
import { aSite, type GateSite } from '../gate-factories.ts'
import type { TestHouse } from '../harness.ts'

interface Ask {
  who: Parameters<TestHouse['http']>[0]
  url: string
  body: Record<string, unknown>
  note(answer: Record<string, unknown>): Omit<Answered, 'clientId'>
}

export interface Course {
  steps: number
  answered: number
  crashed: number
  lost: number
  repeated: number
  jumps: number
  refused: number
  broken: string[]
}

/** A pool whose next connections work for `left` statements and then break off, as a program that is killed there. */
function breaking(pool: pg.Pool, left: number): pg.Pool {
  const broken: pg.Pool = Object.create(pool)
  let statements = left
  broken.connect = async () => {
    const client = await pool.connect()
    const odd: pg.PoolClient = Object.create(client)
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    Object.defineProperty(odd, 'query', {
      value: (...args: unknown[]) => {
        const asked = args[0] as { text?: string }
        if (!/^rollback/i.test(asked.text ?? '') && statements-- <= 0) throw new Error('broken off')
        return query(...args)
      },
    })
    odd.release = destroy => client.release(destroy)
    return odd
  }
  return broken
}

class Town {
  readonly #t: TestHouse
  readonly #r: Random
  readonly #desk: Desk
  readonly #site: GateSite
  readonly journal: Answered[] = []
  readonly #tickets: { id: string; state: 'received' | 'taken' | 'arrived' }[] = []
  readonly #persons: string[] = []
  /** asked, but the answer never came: to be asked again, as a phone does */
  #open: { ask: Ask; clientId: string }[] = []
  readonly course: Course = {
    ...{ steps: 0, answered: 0, crashed: 0, lost: 0, repeated: 0, jumps: 0, refused: 0 },
    broken: [],
  }

  constructor(t: TestHouse, r: Random, desk: Desk, site: GateSite) {
    this.#t = t
    this.#r = r
    this.#desk = desk
    this.#site = site
  }

  /** One event of the day, then every promise is looked at. */
  async step(): Promise<void> {
    this.course.steps += 1
    const kind = this.#r.weighted([5, 4, 6, 2, 2])
    if (kind === 3) this.#jump()
    else if (kind === 4) await this.askAgain()
    else await this.#tell([() => this.#ticket(), () => this.#act(), () => this.#passage()][kind]!())
    await this.look()
  }

  async look(): Promise<void> {
    // what was asked and not answered may or may not be there
    const settled = this.#open.length === 0
    for (const line of await brokenPromises(this.#t.pool, this.journal, settled))
      this.course.broken.push(`step ${this.course.steps}: ${line}`)
  }

  /** Everything that had no answer is asked again with the same id, until it has one. */
  async askAgain(): Promise<void> {
    const open = this.#open
    this.#open = []
    for (const { ask, clientId } of open) {
      this.course.repeated += 1
      await this.#send(ask, clientId)
    }
  }

  #jump(): void {
    this.course.jumps += 1
    const minutes = this.#r.pick([1, 7, 31, 60, 600, 1440, 4000, -5, -180])
    this.#t.clock.set(this.#t.clock.now().add({ minutes }))
  }

  async #tell(ask: Ask | undefined): Promise<void> {
    if (!ask) return
    const clientId = newId()
    const fate = this.#r.weighted([10, 2, 2, 2])
    if (fate === 1) return this.#crash(ask, clientId)
    if (fate === 2) {
      // the line broke after the house had answered
      this.course.lost += 1
      await this.#post(ask, clientId)
      this.#open.push({ ask, clientId })
      return
    }
    await this.#send(ask, clientId)
    if (fate === 3) {
      this.course.repeated += 1
      await this.#send(ask, clientId)
    }
  }

  async #crash(ask: Ask, clientId: string): Promise<void> {
    const { house, pool } = this.#t
    const whole = house.db
    house.db = openDb(breaking(pool, this.#r.int(0, 6)))
    try {
      const answer = await this.#post(ask, clientId)
      if (answer.status >= 500) this.course.crashed += 1
      // refused or done before the break: asked again all the same, the answer counts only once
      this.#open.push({ ask, clientId })
    } finally {
      house.db = whole
    }
  }

  async #post(ask: Ask, clientId: string): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await this.#t.http(
      ask.who,
      'POST',
      ask.url,
      { ...ask.body, clientId },
      { 'x-client-id': clientId },
    )
    return { status: answer.statusCode, body: answer.json() }
  }

  async #send(ask: Ask, clientId: string): Promise<void> {
    const { status, body } = await this.#post(ask, clientId)
    if (status >= 500) {
      this.#open.push({ ask, clientId })
      return
    }
    if (status !== 200) {
      this.course.refused += 1
      return
    }
    const note = { ...ask.note(body), clientId }
    const before = this.journal.find(a => a.clientId === clientId)
    if (before && before.id !== note.id)
      this.course.broken.push(
        `step ${this.course.steps}: ${clientId} was answered ${before.id}, then ${note.id}`,
      )
    if (before) return
    this.course.answered += 1
    this.journal.push(note)
  }

  #ticket(): Ask {
    const { estateId, clerk, home, neighbour } = this.#desk
    const body = this.#r.pick([
      { kind: 'complaint', class: 'conduct', subtype: 'rest_noise', accusedUnitId: neighbour },
      { kind: 'complaint', class: 'other' },
      { kind: 'inquiry', class: 'general' },
      { kind: 'repair', class: 'home' },
      { kind: 'suggestion', class: 'service' },
    ])
    return {
      who: clerk,
      url: `/api/estates/${estateId}/tickets`,
      body: { ...body, text: `第 ${this.course.steps} 步：楼上滴水`, unitId: home },
      note: answer => {
        const id = String(answer.id)
        if (!this.#tickets.some(x => x.id === id)) this.#tickets.push({ id, state: 'received' })
        return { estateId, what: 'ticket', id }
      },
    }
  }

  #act(): Ask | undefined {
    const { estateId, steward } = this.#desk
    const waiting = this.#tickets.filter(x => x.state !== 'arrived')
    if (waiting.length === 0) return undefined
    const ticket = this.#r.pick(waiting)
    const act = ticket.state === 'received' ? 'take' : 'arrive'
    return {
      who: steward,
      url: `/api/estates/${estateId}/tickets/${ticket.id}/${act}`,
      body: {},
      note: () => {
        ticket.state = act === 'take' ? 'taken' : 'arrived'
        return { estateId, what: 'act', id: ticket.id, action: `ticket.${act}` }
      },
    }
  }

  #passage(): Ask {
    const { estateId, gateId, guard, unit } = this.#site
    const known = this.#persons.length > 0 && this.#r.chance(0.5)
    const persons = known
      ? [{ registrantId: this.#r.pick(this.#persons) }]
      : [{ kind: 'resident', name: `居民${this.course.steps}`, unit, reason: '回家' }]
    const vehicle = this.#r.chance(0.3)
      ? { vehicle: { plate: `琼A${String(10000 + this.#r.int(0, 89_999))}`, occupants: 1 } }
      : {}
    const refuse = this.#r.chance(0.15) ? { refuse: { reason: 'stranger' } } : {}
    return {
      who: guard,
      url: `/api/estates/${estateId}/gate/passages`,
      body: { gateId, direction: this.#r.pick(['in', 'out']), persons, ...vehicle, ...refuse },
      note: answer => {
        const given = answer.persons as { registrantId: string | null }[]
        for (const p of given)
          if (p.registrantId && !this.#persons.includes(p.registrantId)) this.#persons.push(p.registrantId)
        const counts = { persons: persons.length, vehicles: 'vehicle' in vehicle ? 1 : 0 }
        return { estateId, what: 'passage', id: String(answer.attemptId), ...counts }
      },
    }
  }
}

/** Lives through `steps` events. The database must hold nothing else: the promises are read over all of it. */
export async function live(t: TestHouse, seed: string, steps: number): Promise<Course> {
  const town = new Town(t, random(seed), await aDesk(t), await aSite(t))
  for (let i = 0; i < steps && town.course.broken.length === 0; i++) await town.step()
  for (let i = 0; i < 10; i++) await town.askAgain()
  await town.look()
  return town.course
}
