/** Who is inside by building, and evacuation lists ticked off by tablets with and without network (S6-34). */
import type { z } from 'zod'
import { dayStart, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { query, verb } from '../../core/verb.ts'
import { booksOf, ciphers, open } from './books.ts'
import { gateApi, gateFail } from './contract.ts'
import type { Muster } from './contract-people.ts'
import type { Who } from './read-people.ts'
import { maskName } from './rules.ts'
import { actorId, actorName } from './service-gate.ts'
import { siteOf } from './site.ts'
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

function present(m: store.MusterRow): z.input<typeof Muster> {
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

async function musterOf(ctx: Ctx, estateId: string, key: string): Promise<store.MusterRow> {
  const [row] = await store.mustersOf(ctx.db, estateId, key)
  if (row === undefined) throw fail('core.not_found')
  return row
}

export const listMusters = query('gate.musters', gateApi[`GET ${P}/musters`], async (ctx, input) => ({
  items: (await store.mustersOf(ctx.db, input.estateId)).map(present),
}))

/** Everybody inside now by building; who was ticked stays on the list also after he went out by a gate. */
export const oneMuster = query('gate.muster', gateApi[`GET ${M}`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const row = await musterOf(ctx, input.estateId, input.key)
  const books = booksOf(ctx, site)
  const keys = await ciphers(ctx, site, books)
  const ticks = new Map((await store.ticksOf(ctx.db, input.estateId, input.key)).map(k => [k.person_id, k]))
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

export const beginMuster = verb('gate.begin_muster', gateApi[`POST ${M}`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const heads = await store.headcountOf(ctx.db, input.estateId, booksOf(ctx, site), ctx.now)
  const inside = heads.reduce((sum, h) => sum + h.residents + h.visitors + h.workers, 0)
  const made = await store.insertMuster(ctx.db, input.estateId, {
    key: input.key,
    kind: input.kind,
    by: actorId(ctx),
    name: actorName(ctx),
    at: ctx.now,
    deviceAt: input.deviceAt ?? null,
    inside,
  })
  await ctx.audit(
    {
      action: 'gate.begin_muster',
      subject: 'gate_muster',
      subjectId: input.key,
      after: { kind: input.kind, inside, made },
    },
    input.estateId,
  )
  await ctx.signal({ estateId: input.estateId, topic: 'gate', ref: input.estateId })
  return present(await musterOf(ctx, input.estateId, input.key))
})

export const tickMuster = verb('gate.tick_muster', gateApi[`POST ${M}/ticks`], async (ctx, input) => {
  await musterOf(ctx, input.estateId, input.key)
  for (const tick of input.ticks)
    await store.putTick(ctx.db, input.estateId, input.key, {
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
      subjectId: input.key,
      after: { ticks: input.ticks.length },
    },
    input.estateId,
  )
  await ctx.signal({ estateId: input.estateId, topic: 'gate', ref: input.estateId })
  return present(await musterOf(ctx, input.estateId, input.key))
})

export const endMuster = verb('gate.end_muster', gateApi[`POST ${M}/end`], async (ctx, input) => {
  await musterOf(ctx, input.estateId, input.key)
  if (!(await store.endMuster(ctx.db, input.estateId, input.key, actorName(ctx), ctx.now)))
    throw gateFail('gate.already_decided')
  await ctx.audit({ action: 'gate.end_muster', subject: 'gate_muster', subjectId: input.key }, input.estateId)
  return present(await musterOf(ctx, input.estateId, input.key))
})
