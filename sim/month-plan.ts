/** What happens to one simulated ticket: its class, how long each act takes, and what goes wrong. Pure choices from a seed. */
import type { Actor } from '../server/core/access.ts'
import type { Ctx } from '../server/core/house.ts'
import * as acts from '../server/modules/desk/acts.ts'
import * as closing from '../server/modules/desk/closing.ts'
import { createTicket } from '../server/modules/desk/create.ts'
import type { Random } from './random.ts'

/** A month to be played: what decides every choice in it. */
export interface MonthInput {
  estateId: string
  seed: string
  tickets: number
  /** 2026-02 */
  month: string
  /** Who takes and handles; the order matters, the ids do not. */
  staff: readonly Actor[]
  /** May approve and refuse finally. */
  manager: Actor
  units: readonly string[]
  /** A drawn signature as PNG. */
  signature: Buffer
}

export interface Scene {
  ctxOf: (actor: Actor) => Ctx
  input: MonthInput
  made: { id: string; number: string }[]
  index: number
}

export interface Step {
  name: string
  /** Milliseconds after the ticket was received. */
  after: number
  run: (scene: Scene) => Promise<void>
}

type Raise = Parameters<typeof createTicket>[1]
type Acting = (ctx: Ctx, id: { estateId: string; ticketId: string }) => Promise<unknown>

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Classes by how often they come: one in three is a question. */
const classes = [
  { weight: 18, kind: 'inquiry', class: 'general', arrive: 0, work: 40 * MINUTE },
  { weight: 8, kind: 'inquiry', class: 'charge', arrive: 0, work: 40 * MINUTE },
  { weight: 3, kind: 'inquiry', class: 'outside', arrive: 0, work: 40 * MINUTE },
  { weight: 4, kind: 'inquiry', class: 'department', arrive: 0, work: 3 * DAY },
  { weight: 8, kind: 'complaint', class: 'common_repair', arrive: 0, work: 5 * DAY },
  { weight: 10, kind: 'complaint', class: 'conduct', arrive: 18 * MINUTE, work: 6 * HOUR },
  { weight: 10, kind: 'complaint', class: 'other', arrive: 9 * HOUR, work: DAY },
  { weight: 14, kind: 'repair', class: 'home', arrive: DAY, work: 2.5 * DAY },
  { weight: 10, kind: 'repair', class: 'common', arrive: DAY, work: 5 * DAY },
  { weight: 7, kind: 'suggestion', class: 'service', arrive: 0, work: 3 * DAY },
  { weight: 5, kind: 'order', class: 'onsite', arrive: 3.4 * MINUTE, work: HOUR },
] as const
type Class = (typeof classes)[number]

/** The steps of one ticket, in order. */
export function planTicket(r: Random, input: MonthInput): Step[] {
  const cls = classes[r.weighted(classes.map(c => c.weight))] ?? classes[0]
  const who = r.pick(input.staff)
  const p = new Plan(r, input, who)
  p.raise(cls)
  if (cls.kind === 'inquiry') return inquiry(p, cls)
  p.take(cls, r.int(0, Math.max(1, Math.min(20 * MINUTE, cls.arrive * 0.6 || 20 * MINUTE))))
  if (r.chance(0.12)) p.pause()
  if (cls.class === 'onsite' && r.chance(0.25)) p.explain()
  if (r.chance(0.04)) p.reclass(cls)
  if (cls.arrive > 0) p.arrive(cls)
  if (cls.kind === 'suggestion') p.reply(r.int(HOUR, 51 * HOUR))
  if (cls.work > DAY && r.chance(0.08)) p.postpone()
  p.finish(cls, cls.work)
  if (r.chance(0.03)) p.again(cls)
  return p.steps
}

function inquiry(p: Plan, cls: Class): Step[] {
  if (p.atOnce) return p.steps
  if (cls.class === 'charge' && p.r.chance(0.3)) p.quote(cls)
  else p.reply(p.r.int(MINUTE, cls.work))
  return p.steps
}

class Plan {
  readonly steps: Step[] = []
  readonly r: Random
  readonly input: MonthInput
  readonly who: Actor
  atOnce = false
  /** The time that has gone by. */
  at = 0

  constructor(r: Random, input: MonthInput, who: Actor) {
    this.r = r
    this.input = input
    this.who = who
  }

  #step(name: string, after: number, act: Acting, by: Actor = this.who): void {
    this.at = Math.max(this.at, Math.round(after))
    const at = this.at
    this.steps.push({
      name,
      after: at,
      run: async ({ ctxOf, input, made, index }) => {
        const ticket = made[index]
        if (ticket) await act(ctxOf(by), { estateId: input.estateId, ticketId: ticket.id })
      },
    })
  }

  raise(cls: Class): void {
    const [home = '', other = ''] = this.r.shuffle(this.input.units).slice(0, 2)
    this.atOnce = cls.kind === 'inquiry' && this.r.chance(0.6)
    const body = {
      kind: cls.kind,
      class: cls.class,
      text: `模拟诉求 ${this.r.int(1, 999_999)}`,
      unitId: home,
      severity: this.r.chance(0.03) ? 'major' : 'normal',
      ...(cls.class === 'conduct' ? { subtype: 'rest_noise', accusedUnitId: other } : {}),
      ...(this.atOnce ? { answer: '已当场答复' } : {}),
    }
    const { who } = this
    this.steps.push({
      name: 'create',
      after: 0,
      run: async ({ ctxOf, input, made, index }) => {
        const { id, number } = await createTicket(ctxOf(who), { estateId: input.estateId, ...body } as Raise)
        made[index] = { id, number }
      },
    })
  }

  take(cls: Class, after: number): void {
    const limit = cls.class === 'other' ? { limit: { amount: this.r.int(2, 8) * 60 } } : {}
    this.#step('take', this.at + after, (c, id) => acts.take(c, { ...id, ...limit }))
  }

  pause(): void {
    const reason = this.r.pick(['customer_absent', 'customer_asked', 'parts', 'authority'])
    this.#step('pause', this.at + this.r.int(1, 40) * 1000, (c, id) =>
      acts.pause(c, { ...id, ...{ reason } }),
    )
    this.#step('resume', this.at + this.r.int(5 * MINUTE, 4 * DAY), (c, id) => acts.resume(c, id))
  }

  explain(): void {
    const answer = { customerAnswer: '同意', agreed: true }
    const more = { text: '说明不能按时到', ...answer, minutes: this.r.int(5, 30) }
    this.#step('explain', this.at + this.r.int(1, 90) * 1000, (c, id) => acts.explain(c, { ...id, ...more }))
    this.at += this.r.int(0, 35) * MINUTE
  }

  reclass(from: Class): void {
    const to = this.r.pick(
      classes.filter(c => c.kind !== 'inquiry' && c.class !== 'conduct' && c.class !== from.class),
    )
    this.#step('class', this.at + this.r.int(0, 30 * MINUTE), (c, id) =>
      acts.changeClass(c, {
        ...id,
        ...{
          kind: to.kind,
          class: to.class,
          reason: '登记时类别有误',
        },
      }),
    )
  }

  arrive(cls: Class): void {
    this.#step('arrive', Math.max(this.at, this.r.int(0, Math.round(cls.arrive))), (c, id) =>
      acts.arrive(c, id),
    )
  }

  reply(after: number): void {
    this.#step('reply', Math.max(this.at, after), (c, id) =>
      closing.reply(c, { ...id, ...{ text: '已答复' } }),
    )
  }

  quote(cls: Class): void {
    this.#step('consent', this.at + this.r.int(0, 5) * MINUTE, (c, id) => acts.consent(c, id))
    this.take(cls, this.r.int(0, 10) * MINUTE)
    this.#step('arrive', this.at + this.r.int(0, 28) * MINUTE, (c, id) => acts.arrive(c, id))
    this.#step('quote', this.at + 10 * MINUTE, (c, id) =>
      acts.quote(c, { ...id, ...{ fee: this.r.int(10, 900) * 100 } }),
    )
    this.reply(this.at + 5 * MINUTE)
  }

  postpone(): void {
    const ask = (after: number, days: number) => {
      const more = { reason: '等配件', customerAnswer: '同意', agreed: true }
      this.at = Math.max(this.at, after)
      const at = this.at
      this.steps.push({
        name: 'postpone',
        after: at,
        run: async ({ ctxOf, input, made, index }) => {
          const ctx = ctxOf(this.who)
          const ticket = made[index]
          const until = ctx.now.add({ hours: 24 * days }).toString()
          if (ticket)
            await acts.postpone(ctx, { ...more, until, estateId: input.estateId, ticketId: ticket.id })
        },
      })
    }
    ask(this.r.int(HOUR, 40 * HOUR), this.r.int(2, 9))
    if (this.r.chance(0.3)) ask(this.at + HOUR, 6)
  }

  /** Handled, explained, and the customer's word: satisfied, not satisfied and once more, or a final refusal. */
  finish(cls: Class, work: number): void {
    this.#step('handle', Math.max(this.at, this.r.int(10 * MINUTE, Math.round(work * 1.2))), (c, id) =>
      closing.handle(c, { ...id, text: '已处理完毕' }),
    )
    const word = this.r.next()
    if (word < 0.02) {
      const more = { reason: '多次沟通未能达成一致' }
      this.#step(
        'refuse',
        this.at + DAY,
        (c, id) => closing.refuse(c, { ...id, ...more }),
        this.input.manager,
      )
      return
    }
    if (word < 0.09) {
      this.#sign(false)
      if (cls.arrive > 0)
        this.#step('arrive', this.at + this.r.int(1, 30) * MINUTE, (c, id) => acts.arrive(c, id))
      this.#step('handle', this.at + this.r.int(1, 30) * HOUR, (c, id) =>
        closing.handle(c, { ...id, ...{ text: '再次处理' } }),
      )
    }
    this.#sign(true)
  }

  #sign(satisfied: boolean): void {
    const upload = satisfied
      ? { upload: { filename: 'signature.png', mediaType: 'image/png', bytes: this.input.signature } }
      : {}
    const more = {
      satisfied,
      rating: satisfied ? this.r.int(4, 5) : this.r.int(1, 3),
      paper: false,
      ...upload,
    }
    this.#step('sign', this.at + this.r.int(1, 120) * MINUTE, (c, id) => closing.sign(c, { ...id, ...more }))
  }

  again(cls: Class): void {
    this.#step('reopen', this.at + this.r.int(1, 72) * HOUR, (c, id) =>
      closing.reopen(c, { ...id, ...{ reason: '又出现了' } }),
    )
    this.take(cls, this.r.int(0, 15) * MINUTE)
    if (cls.arrive > 0)
      this.#step('arrive', this.at + this.r.int(1, 30) * MINUTE, (c, id) => acts.arrive(c, id))
    this.#step('handle', this.at + this.r.int(1, 20) * HOUR, (c, id) =>
      closing.handle(c, { ...id, ...{ text: '已彻底修复' } }),
    )
    this.#sign(true)
  }
}
