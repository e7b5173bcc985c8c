/** An estate's gates, closure, rules and ciphers as a terminal's decision needs them; held for a second per process. */
import { Temporal } from 'temporal-polyfill'
import { dayStart, type Instant, localDate } from '../../core/clock.ts'
import { FieldCipher } from '../../core/crypto.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx, House } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import type { CodeRule } from './code.ts'
import type { PermitRule } from './quota.ts'
import { type HoursRule, inForce } from './rules.ts'
import { sealingPublicKey } from './sealing.ts'
import {
  activeClosure,
  type ClosureRow,
  type GateRow,
  gatesOf,
  type LaneRow,
  lanesOf,
  type PassRule,
  zoneOf,
} from './store-site.ts'

export interface SiteFacts {
  estateId: string
  zone: string
  gates: ReadonlyMap<string, GateRow>
  lanes: ReadonlyMap<string, LaneRow>
  /** the closure that is switched on; whether it binds at an instant says `closureAt` */
  closure: ClosureRow | undefined
  hours: HoursRule
  pass: PassRule
  code: CodeRule
  permit: PermitRule
  /** how often a closed entrance is looked at, in days (K14) */
  exitCheck: { days: number }
  /** data keys with their ciphers; a destroyed closure's is absent */
  estate: Sealing
  closed: Sealing | undefined
}

export interface Sealing {
  /** the nil id where no closure is in force */
  closureId: string
  kid: string
  key: Buffer
  publicKey: string
  cipher: FieldCipher
}

const HELD_MS = 1000
const held = new WeakMap<House, Map<string, { ms: number; facts: Promise<SiteFacts> }>>()

/** The facts, at most a second old; the registering statement checks the closure again by itself. */
export function siteOf(ctx: Ctx, estateId: string): Promise<SiteFacts> {
  const sites = held.get(ctx.house) ?? new Map<string, { ms: number; facts: Promise<SiteFacts> }>()
  held.set(ctx.house, sites)
  const known = sites.get(estateId)
  const ms = ctx.now.epochMilliseconds
  if (known && known.ms <= ms && ms < known.ms + HELD_MS) return known.facts
  const facts = load(ctx, estateId)
  sites.set(estateId, { ms, facts })
  facts.catch(() => sites.delete(estateId))
  return facts
}

/** After a change of gates, closure or hours; other processes see it within a second. */
export function forgetSite(ctx: Ctx, estateId: string): void {
  held.get(ctx.house)?.delete(estateId)
}

async function load(ctx: Ctx, estateId: string): Promise<SiteFacts> {
  const db = ctx.house.db
  const zone = await zoneOf(db, estateId)
  if (zone === undefined) throw fail('core.not_found')
  const today = localDate(ctx.now, zone).toString()
  const [gates, lanes, closure, hours, pass, code, permit, exitCheck] = await Promise.all([
    gatesOf(db, estateId),
    lanesOf(db, estateId),
    activeClosure(db, estateId),
    ruleFor<HoursRule>(db, 'gate.hours', estateId, today),
    ruleFor<PassRule>(db, 'gate.pass', estateId, today),
    ruleFor<CodeRule>(db, 'gate.code', estateId, today),
    ruleFor<PermitRule>(db, 'gate.permit', estateId, today),
    ruleFor<{ days: number }>(db, 'gate.exit_check', estateId, today),
  ])
  return {
    estateId,
    zone,
    gates: new Map(gates.map(g => [g.id, g])),
    lanes: new Map(lanes.map(l => [l.id, l])),
    closure,
    hours,
    pass,
    code,
    permit,
    exitCheck,
    estate: sealing(NIL, `e:${estateId}`, await ctx.house.ring.estate(db, estateId), estateId),
    closed: closure ? await closureSealing(ctx.house, closure.id) : undefined,
  }
}

function sealing(closureId: string, kid: string, key: Buffer, place: string): Sealing {
  return { closureId, kid, key, publicKey: sealingPublicKey(key), cipher: new FieldCipher(key, place) }
}

/** A closure's key and ciphers, or nothing once the key was destroyed. */
export async function closureSealing(house: House, closureId: string): Promise<Sealing | undefined> {
  const key = await house.ring.closure(closureId)
  return key && sealing(closureId, `c:${closureId}`, key, closureId)
}

/** The closure that binds at an instant, and what seals its data. */
export function closureAt(
  site: SiteFacts,
  at: Instant,
): { closure: ClosureRow; sealing: Sealing } | undefined {
  const { closure, closed } = site
  return closure && closed && inForce(closure, at) ? { closure, sealing: closed } : undefined
}

export function localTime(site: Pick<SiteFacts, 'zone'>, at: Instant): Temporal.ZonedDateTime {
  return at.toZonedDateTimeISO(site.zone)
}

/** The instants between which a list is asked for: a local day of the estate (yyyy-mm-dd), else what was given. */
export function spanAsked(
  site: Pick<SiteFacts, 'zone'>,
  asked: { day?: string | undefined; from?: string | undefined; until?: string | undefined },
): { from: string | undefined; until: string | undefined } {
  if (asked.day === undefined) return { from: asked.from, until: asked.until }
  const day = Temporal.PlainDate.from(asked.day)
  const [from, until] = [day, day.add({ days: 1 })].map(d => dayStart(d, site.zone).toString())
  return { from, until }
}
