/** Isolation and care as lists show them: names masked, today's checks, and what a closure's lost key leaves out (J-01, J-03). */
import { localDate, ZONE } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query } from '../../core/verb.ts'
import { readSetting } from '../estate/settings.ts'
import { maskName } from '../gate/rules.ts'
import { closureSealing, type Sealing } from '../gate/site.ts'
import { pathOf, self } from './actor.ts'
import { responseApi } from './contract.ts'
import { responseFail } from './errors.ts'
import { type CareRule, turnsOf } from './rules-care.ts'
import { responseSettings } from './settings.ts'
import * as store from './store-care.ts'
import { type PlaceRow, placeById, placesWithin } from './store-place.ts'

/** What stands in the sealed field of a case, a check and a need. */
export interface Person {
  name: string
  phone: string | null
  health: string | null
}
export interface Finding {
  temperature: string | null
  signs: string | null
}

/** Ciphers of the closures that are looked at; one whose key was destroyed reads no more. */
async function keys(ctx: Ctx, rows: readonly store.CaseRow[]): Promise<Map<string, Sealing>> {
  const out = new Map<string, Sealing>()
  for (const id of new Set(rows.map(r => r.closure_id))) {
    const key = await closureSealing(ctx.house, id)
    if (key) out.set(id, key)
  }
  return out
}

export const open = <T>(key: Sealing, field: string, sealed: Buffer): T =>
  JSON.parse(key.cipher.open(field, sealed))

/** @throws response.data_gone when the closure's key was destroyed */
export async function keyOf(ctx: Ctx, row: store.CaseRow): Promise<Sealing> {
  const key = await closureSealing(ctx.house, row.closure_id)
  if (key === undefined) throw responseFail('response.data_gone')
  return key
}

interface Day {
  rule: CareRule
  today: string
  yesterday: string
  time: string
}

export async function dayOf(ctx: Ctx, estateId: string): Promise<Day> {
  const local = ctx.now.toZonedDateTimeISO(ZONE)
  const today = localDate(ctx.now)
  return {
    rule: await ruleFor<CareRule>(ctx.db, 'response.care', estateId, today.toString()),
    today: today.toString(),
    yesterday: today.subtract({ days: 1 }).toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
  }
}

/** The cases as a list shows them; those whose closure's data is gone are left out. */
async function heads(ctx: Ctx, rows: store.CaseRow[], places: ReadonlyMap<string, string>) {
  if (rows.length === 0) return []
  const estates = [...new Set(rows.map(r => r.estate_id))]
  const ids = rows.map(r => r.id)
  const days = new Map(await Promise.all(estates.map(async id => [id, await dayOf(ctx, id)] as const)))
  const since = [...days.values()].map(d => d.yesterday).sort()[0] ?? localDate(ctx.now).toString()
  const checks = Map.groupBy(await store.checksSince(ctx.db, estates, ids, since), c => c.case_id)
  const needs = Map.groupBy(await store.needsOf(ctx.db, estates, ids), n => n.case_id)
  const sealing = await keys(ctx, rows)
  const me = self(ctx).id
  return rows.flatMap(row => {
    const key = sealing.get(row.closure_id)
    const day = days.get(row.estate_id)
    if (key === undefined || day === undefined) return []
    const own = checks.get(row.id) ?? []
    const made = own.filter(c => c.day === day.today).map(c => c.turn)
    const span = { startOn: row.start_on, endOn: row.end_on, checks: row.checks_a_day }
    return [
      {
        id: row.id,
        estateId: row.estate_id,
        estate: places.get(row.estate_id) ?? '',
        kind: row.kind,
        unit: row.unit_label,
        name: maskName(open<Person>(key, 'care', row.sealed).name),
        startOn: row.start_on,
        endOn: row.end_on,
        over: row.state === 'open' && row.end_on !== null && row.end_on <= day.today,
        worker: row.worker_name,
        mine: row.worker_id === me,
        state: row.state,
        today: row.state === 'open' ? turnsOf(span, made, day.today, day.time, day.rule) : [],
        alarm: own.some(c => c.alarm),
        needs: (needs.get(row.id) ?? []).filter(n => n.brought_at === null).length,
        version: row.version,
      },
    ]
  })
}

const named = (places: readonly PlaceRow[]) => new Map(places.map(p => [p.id, p.name]))

export async function one(ctx: Ctx, estateId: string, row: store.CaseRow) {
  const place = await placeById(ctx.db, estateId)
  const [head] = await heads(ctx, [row], place ? named([place]) : new Map())
  if (head === undefined) throw responseFail('response.data_gone')
  return head
}

const helpPhone = async (ctx: Ctx, scope: { regionPath: string } | { estateId: string }) =>
  (await readSetting(ctx, responseSettings['response.help_phone'], scope)) ?? null

export const listCare = query(
  'response.care',
  responseApi['GET /api/regions/:regionId/response/care'],
  async (ctx, input) => {
    const places = await placesWithin(ctx.db, pathOf(ctx, input.regionId))
    const ids = places.map(p => p.id)
    const all = await heads(
      ctx,
      await store.cases(ctx.db, ids, { state: input.state, kind: input.kind }),
      named(places),
    )
    const live =
      input.state === 'open' && !input.kind
        ? all
        : await heads(ctx, await store.cases(ctx.db, ids, { state: 'open' }), named(places))
    const missed = (c: (typeof all)[number]) => c.today.some(turn => turn.state === 'missed')
    const found = input.missed ? all.filter(missed) : all
    return {
      items: found.slice(input.offset, input.offset + input.limit),
      total: found.length,
      sums: {
        isolation: live.filter(c => c.kind === 'isolation').length,
        care: live.filter(c => c.kind === 'care').length,
        missed: live.filter(missed).length,
        alarms: live.filter(c => c.alarm).length,
        needs: live.reduce((n, c) => n + c.needs, 0),
        over: live.filter(c => c.over).length,
      },
      helpPhone: await helpPhone(ctx, { regionPath: pathOf(ctx, input.regionId) }),
    }
  },
)

export const myCare = query(
  'response.my_care',
  responseApi['GET /api/estates/:estateId/response/my-care'],
  async (ctx, input) => {
    const place = await placeById(ctx.db, input.estateId)
    if (place === undefined) throw fail('core.not_found')
    const rows = await store.cases(ctx.db, [input.estateId], { state: 'open', workerId: self(ctx).id })
    return {
      items: await heads(ctx, rows, named([place])),
      helpPhone: await helpPhone(ctx, { estateId: input.estateId }),
    }
  },
)
