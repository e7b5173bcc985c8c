/**
 * The end of registrations made at gates without a closure: visitors, passes, vehicles, parcels (PIPL 19, F-13). After
 * the rule's days the personal parts go and the counts stay. What a closure took ends with it (service-end.ts).
 */
import { Temporal } from 'temporal-polyfill'
import { dayStart, type Instant, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { gateApi, gateFail } from './contract.ts'
import { actorName } from './service-gate.ts'
import type { Counts } from './store-end.ts'
import * as store from './store-keep.ts'
import { insertRule } from './store-site.ts'

const P = '/api/estates/:estateId' as const

/** Rows of one transaction: short enough that no registration waits for it. */
const AT_ONCE = 2000

/** Rule `gate.keep` (data, by jurisdiction and estate). */
export interface KeepRule {
  days: number
  /** the bounds within which an estate may choose, days */
  least: number
  most: number
  /** a closed incident, from its closing */
  incidentDays: number
  /** before and after an open incident: what was registered then stays with it */
  aroundHours: number
}

export const keepRule = (ctx: Ctx, estateId: string) =>
  ruleFor<KeepRule>(ctx.db, 'gate.keep', estateId, localDate(ctx.now).toString())

/** What open incidents and open requests of authorities still need. */
async function holdsOf(ctx: Ctx, estateId: string, rule: KeepRule): Promise<store.Take['holds']> {
  const around = { hours: rule.aroundHours }
  const incidents = await store.openIncidents(ctx.db, estateId)
  const asked = await store.openDisclosures(ctx.db, estateId)
  return [
    ...incidents.map(at => ({ from: at.subtract(around).toString(), until: at.add(around).toString() })),
    ...asked.map(d => ({
      from: dayStart(d.from_on).toString(),
      until: dayStart(Temporal.PlainDate.from(d.until_on).add({ days: 1 })).toString(),
    })),
  ]
}

/** Where the next night begins to read: nothing before it is left but what is held. */
function clearedUntil(cutoff: Instant, holds: store.Take['holds']): Instant {
  return holds
    .map(h => Temporal.Instant.from(h.from))
    .reduce((least, at) => (Temporal.Instant.compare(at, least) < 0 ? at : least), cutoff)
}

async function incidents(ctx: Ctx, estateId: string, rule: KeepRule): Promise<number> {
  const cutoff = ctx.now.subtract({ hours: rule.incidentDays * 24 })
  for (let total = 0; ; ) {
    const gone = await within(ctx, async inner => {
      const found = await store.forgetIncidents(inner.db, estateId, { cutoff, now: ctx.now, limit: AT_ONCE })
      for (const photo of found.flatMap(i => i.photos))
        await ctx.house.files.remove(inner.db, estateId, photo)
      return found.length
    })
    total += gone
    if (gone < AT_ONCE) return total
  }
}

/**
 * Erases what is older than the rule's days in one estate, batch by batch, each its own transaction; one audit row says
 * how much, also when a later batch failed. Kept at the limit, gone one millisecond after it. Safe to run twice.
 * @param atOnce rows of a batch
 * @returns how many rows lost their person
 */
export async function forgetRegistrations(ctx: Ctx, estateId: string, atOnce = AT_ONCE): Promise<number> {
  const rule = await keepRule(ctx, estateId)
  const before = await store.lastRun(ctx.db, estateId)
  const cutoff = ctx.now.subtract({ hours: rule.days * 24 })
  const holds = await holdsOf(ctx, estateId, rule)
  const take = {
    cutoff,
    from: before?.clear_until ?? null,
    holds,
    closed: await store.closureBinds(ctx.db, estateId),
    limit: atOnce,
  }
  const counts: Counts = {}
  let clear = before?.clear_until ?? null
  try {
    for (const [name, step] of Object.entries(store.steps))
      for (let gone = atOnce; gone === atOnce; ) {
        gone = await within(ctx, inner => step(inner.db, estateId, take))
        counts[name] = (counts[name] ?? 0) + gone
      }
    clear = clearedUntil(cutoff, holds)
    counts.incidents = await incidents(ctx, estateId, rule)
  } finally {
    await account(ctx, estateId, { clear_until: clear, ran_at: ctx.now, cutoff, days: rule.days, counts })
  }
  return Object.values(counts).reduce((sum, n) => sum + n, 0)
}

async function account(ctx: Ctx, estateId: string, run: store.KeepRow): Promise<void> {
  const { cutoff, days, counts } = run
  const found = Object.values(counts).some(n => n > 0)
  await within(ctx, async inner => {
    await store.noteRun(inner.db, estateId, { ...run, found })
    if (found)
      await inner.audit(
        {
          action: 'gate.forget',
          subject: 'gate_keep',
          subjectId: estateId,
          after: { cutoff: cutoff.toString(), days, counts },
        },
        estateId,
      )
  })
}

/** Every night, estate by estate. */
export async function forgetAll(ctx: Ctx): Promise<void> {
  for (const estateId of await store.estatesWithGates(ctx.db)) await forgetRegistrations(ctx, estateId)
}

export const getKeeping = query('gate.keeping', gateApi[`GET ${P}/gate/keeping`], async (ctx, input) => {
  const { days, least, most, incidentDays } = await keepRule(ctx, input.estateId)
  const run = await store.lastRun(ctx.db, input.estateId)
  const count = Object.values(run?.counts ?? {}).reduce((sum, n) => sum + n, 0)
  return {
    ...{ days, least, most, incidentDays },
    last: run && count > 0 ? { at: run.ran_at.toString(), cutoff: run.cutoff.toString(), count } : null,
  }
})

/** Rules of days that an estate chooses within bounds, and the refusal outside them. */
const chosen = { 'gate.retention': 'gate.set_retention', 'gate.keep': 'gate.set_keeping' } as const

/**
 * An estate's own number of days from a date on, by a paper.
 * @throws gate.retention or gate.keep outside the bounds of the rule, core.conflict of a day that is past
 */
export async function setDays(
  ctx: Ctx,
  kind: keyof typeof chosen,
  input: { estateId: string; days: number; fromDate: string; source: string },
): Promise<{ days: number }> {
  const { estateId, days, fromDate, source } = input
  const today = localDate(ctx.now).toString()
  const rule = await ruleFor<{ days: number; least: number; most: number }>(ctx.db, kind, estateId, today)
  const { least, most } = rule
  if (days < least || days > most) throw gateFail(kind, { params: { least, most } })
  if (fromDate < today) throw fail('core.conflict', { params: { what: fromDate } })
  const id = newId<'rule_set'>(ctx.now.epochMilliseconds)
  const body = { ...rule, days }
  await insertRule(ctx.db, {
    ...{ id, kind, estateId, body, source },
    from: fromDate,
    by: actorName(ctx),
    at: ctx.now,
  })
  await ctx.audit(
    {
      action: chosen[kind],
      subject: 'rule_set',
      subjectId: id,
      before: { days: rule.days },
      after: { days, effective: fromDate },
      reason: source,
    },
    estateId,
  )
  return { days }
}

/** @throws gate.keep outside the bounds of the rule */
export const setKeeping = verb('gate.set_keeping', gateApi[`PUT ${P}/gate/keeping`], (ctx, input) =>
  setDays(ctx, 'gate.keep', input),
)
