/** Who is inside by building, and evacuation lists ticked off by tablets with and without network (S6-34). */
import type { z } from 'zod'
import { dayStart, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { booksOf, ciphers, open } from './books.ts'
import { gateApi } from './contract.ts'
import type { Muster } from './contract-people.ts'
import type { Who } from './read-people.ts'
import { maskName } from './rules.ts'
import { actorId, actorName } from './service-gate.ts'
import { believed } from './service-sync.ts'
import { localTime, siteOf } from './site.ts'
import { lockGates } from './store-closure.ts'
import * as musters from './store-muster.ts'
import * as passages from './store-passage.ts'
import * as store from './store-people.ts'

const P = '/api/estates/:estateId/gate' as const
const M = `${P}/musters/:key` as const

export const headcount = query('gate.headcount', gateApi[`GET ${P}/headcount`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const books = booksOf(ctx, site)
  const heads = await store.headcountOf(ctx.db, input.estateId, books, ctx.now)
  const today = dayStart(localDate(ctx.now, site.zone), site.zone)
  const exits = new Map((await store.missingExits(ctx.db, input.estateId, today)).map(m => [m.building, m.n]))
  const known = new Map(heads.map(h => [h.building, h]))
  const none = { residents: 0, visitors: 0, workers: 0, overstays: 0 }
  const buildings = [...new Set([...known.keys(), ...exits.keys()])]
    .sort((a, b) => a.localeCompare(b, 'zh', { numeric: true }))
    .map(building => ({
      ...none,
      ...known.get(building),
      building,
      missingExits: exits.get(building) ?? 0,
    }))
  return {
    at: ctx.now.toString(),
    total: buildings.reduce((sum, b) => sum + b.residents + b.visitors + b.workers, 0),
    buildings,
  }
})

function present(m: musters.MusterRow): z.input<typeof Muster> {
  return {
    key: m.key,
    kind: m.kind,
    at: m.at.toString(),
    begunBy: m.begun_name,
    inside: m.inside,
    safe: m.safe,
    endedAt: m.ended_at?.toString() ?? null,
    endedBy: m.ended_name,
  }
}

async function musterOf(ctx: Ctx, estateId: string, key: string): Promise<musters.MusterRow> {
  const [row] = await musters.mustersOf(ctx.db, estateId, key)
  if (row === undefined) throw fail('core.not_found')
  return row
}

export const listMusters = query('gate.musters', gateApi[`GET ${P}/musters`], async (ctx, input) => ({
  items: (await musters.mustersOf(ctx.db, input.estateId)).map(present),
}))

/** Everybody inside now by building; who was ticked stays on the list also after he went out by a gate. */
export const oneMuster = query('gate.muster', gateApi[`GET ${M}`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const row = await musterOf(ctx, input.estateId, input.key)
  const books = booksOf(ctx, site)
  const keys = await ciphers(ctx, site, books)
  const ticks = new Map((await musters.ticksOf(ctx.db, input.estateId, row.key)).map(k => [k.person_id, k]))
  const rows = await passages.people(ctx.db, input.estateId, books, { limit: 20_000 })
  const people = rows
    .filter(r => r.last_direction === 'in' || ticks.has(r.id))
    .map(r => ({
      id: r.id,
      name: maskName(open<Who>(keys.get(r.closure_id), 'who', r.sealed).name ?? ''),
      unit: r.unit_label,
      building: r.unit_label?.split('-')[0] ?? '',
      kind: r.kind,
      since: (r.last_at ?? ctx.now).toString(),
      safe: ticks.get(r.id)?.safe ?? null,
      by: ticks.get(r.id)?.by_name ?? null,
    }))
    .sort((a, b) => (a.unit ?? '').localeCompare(b.unit ?? '', 'zh', { numeric: true }))
  return { ...present(row), people }
})

/** A count that begins while one is running joins it: a drill also a fire's; a fire never a drill's, which is over then. */
const joins = { fire: ['fire'], drill: ['drill', 'fire'], other: ['other'] } as const
const ends = { fire: ['fire', 'drill'], drill: ['drill'], other: ['other'] } as const

/**
 * Begins a list, or lands in the running one: whoever taps again in a fire is to tick on the same list as the others.
 * The device's key stays good for its own ticks, also those that it makes without network.
 */
export const beginMuster = verb('gate.begin_muster', gateApi[`POST ${M}`], async (ctx, input) => {
  const { estateId, key, kind } = input
  const site = await siteOf(ctx, estateId)
  // tablets that begin at the same moment wait for each other
  await lockGates(ctx.db, estateId)
  const today = localTime(site, ctx.now).toPlainDate().toString()
  const { joinHours } = await ruleFor<{ joinHours: number }>(ctx.db, 'gate.muster', estateId, today)
  const began = believed(input.deviceAt, ctx.now)
  const known = (await musters.mustersOf(ctx.db, estateId, key)).length > 0
  const running = known
    ? undefined
    : await musters.runningMuster(ctx.db, estateId, { kinds: joins[kind], at: began, hours: joinHours })
  const heads = await store.headcountOf(ctx.db, estateId, booksOf(ctx, site), ctx.now)
  const inside = heads.reduce((sum, h) => sum + h.residents + h.visitors + h.workers, 0)
  const made = await musters.insertMuster(ctx.db, estateId, {
    key,
    kind,
    by: actorId(ctx),
    name: actorName(ctx),
    at: ctx.now,
    deviceAt: input.deviceAt ?? null,
    inside,
    joined: running ?? null,
  })
  if (made && running === undefined)
    await musters.endOthers(ctx.db, estateId, {
      kinds: ends[kind],
      but: key,
      name: actorName(ctx),
      at: ctx.now,
    })
  await ctx.audit(
    {
      action: 'gate.begin_muster',
      subject: 'gate_muster',
      subjectId: key,
      after: { kind, inside, made, joined: running ?? null },
    },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'gate', ref: estateId })
  return present(await musterOf(ctx, estateId, key))
})

export const tickMuster = verb('gate.tick_muster', gateApi[`POST ${M}/ticks`], async (ctx, input) => {
  const { key } = await musterOf(ctx, input.estateId, input.key)
  for (const tick of input.ticks)
    await musters.putTick(ctx.db, input.estateId, key, {
      personId: tick.personId,
      safe: tick.safe,
      name: actorName(ctx),
      at: ctx.now,
      deviceAt: tick.at,
    })
  await ctx.audit(
    {
      action: 'gate.tick_muster',
      subject: 'gate_muster',
      subjectId: key,
      after: { ticks: input.ticks.length },
    },
    input.estateId,
  )
  await ctx.signal({ estateId: input.estateId, topic: 'gate', ref: input.estateId })
  return present(await musterOf(ctx, input.estateId, input.key))
})

/** Over for everybody who ticks on it; whoever ends it after another has is told who did, and nothing changes. */
export const endMuster = verb('gate.end_muster', gateApi[`POST ${M}/end`], async (ctx, input) => {
  const { key } = await musterOf(ctx, input.estateId, input.key)
  const ended = await musters.endMuster(ctx.db, input.estateId, key, actorName(ctx), ctx.now)
  await ctx.audit(
    { action: 'gate.end_muster', subject: 'gate_muster', subjectId: key, after: { ended } },
    input.estateId,
  )
  await ctx.signal({ estateId: input.estateId, topic: 'gate', ref: input.estateId })
  return present(await musterOf(ctx, input.estateId, key))
})
