/** The promise table of an estate: read on a date, changed by new versions, never in what was promised already. */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { query } from '../../core/verb.ts'
import { openPlaces } from '../estate/open-places.ts'
import { readSetting } from '../estate/settings.ts'
import { type ORIGINS, promiseApi, type Table } from './contract-promises.ts'
import { type PromiseRow, rulesFor } from './promise-rule.ts'
import { compare, levelOf, STANDARD, STANDARD_PLACE } from './promise-standards.ts'
import { byRank, ClassBody, calendarOf, PromiseBody, promiseRow, within } from './rulebook.ts'
import { classUse, factsOf, type KeptRule, keptRules } from './store-promise.ts'
import type { EstateFacts } from './store-rules.ts'

type Origin = (typeof ORIGINS)[number]
export type TableAnswer = z.input<typeof Table>
type ClassView = TableAnswer['classes'][number]
type RuleView = NonNullable<ClassView['clocks'][number]['next']>

/** Everything that decides about one estate's promises. */
export interface Site {
  facts: EstateFacts
  nation: string
  rows: KeptRule[]
  today: string
}

export async function siteOf(ctx: Ctx, estateId: string): Promise<Site> {
  const facts = await factsOf(ctx.db, estateId)
  if (!facts) throw fail('core.not_found')
  const rows = await keptRules(ctx.db, estateId)
  const nation = facts.jurisdiction.split('-')[0] ?? facts.jurisdiction
  return {
    facts,
    nation,
    rows: rows.filter(r => within(r, facts, nation)),
    today: localDate(ctx.now, facts.zone).toString(),
  }
}

const originOf = (r: KeptRule): Origin => (r.estate_id ? 'estate' : r.level ? 'level' : 'general')

export function ruleView(r: KeptRule): RuleView {
  const body = PromiseBody.parse(r.body)
  return {
    ...body,
    class: body.class ?? '',
    id: r.id,
    origin: originOf(r),
    level: r.level,
    source: r.source,
    madeBy: r.made_by,
    madeAt: Temporal.Instant.fromEpochMilliseconds(r.made_at.epochMilliseconds).toString(),
    from: r.effective_from,
    until: r.effective_until,
  }
}

/** The clocks of a class on a date, as the desk would start them; without `fallback` only its own. */
export function clocksOn(
  site: Site,
  cls: { kind: string; class: string; fallback?: string | null },
  date: string,
): PromiseRow[] {
  const rows = site.rows.filter(r => r.kind === 'desk.promise').map(promiseRow)
  return rulesFor(rows, {
    jurisdiction: site.nation,
    estateId: site.facts.id,
    level: site.facts.service_level,
    ...{ kind: cls.kind, class: cls.class, date, fallback: cls.fallback ?? null },
  })
}

/** The classes on a date with the row that holds, and when each is offered no more. */
export function classesOn(site: Site, date: string) {
  const rows = site.rows.filter(r => r.kind === 'desk.class').sort(byRank)
  const holds = new Map<string, KeptRule>()
  const ends = new Map<string, string>()
  for (const r of rows) {
    const body = ClassBody.parse(r.body)
    const key = `${body.kind} ${body.class}`
    if (r.effective_from <= date && (r.effective_until === null || date < r.effective_until))
      holds.set(key, r)
    if (body.retired && r.effective_from > date) ends.set(key, r.effective_from)
  }
  return [...holds]
    .map(([key, row]) => ({ row, body: ClassBody.parse(row.body), retiredFrom: ends.get(key) ?? null }))
    .map(c => (c.body.retired ? { ...c, retiredFrom: c.row.effective_from } : c))
    .sort((a, b) => a.body.order - b.body.order)
}

export const table = query(
  'desk.table',
  promiseApi['GET /api/estates/:estateId/desk/table'],
  async (ctx, input) => tableOf(ctx, input.estateId, input.on),
)

/** The answer of every change too. */
export async function tableOf(ctx: Ctx, estateId: string, on?: string): Promise<TableAnswer> {
  const site = await siteOf(ctx, estateId)
  const date = on ?? site.today
  const use = await classUse(ctx.db, estateId)
  const { facts } = site
  return {
    on: date,
    level: facts.service_level,
    standard: {
      name: STANDARD,
      own: facts.jurisdiction.startsWith(STANDARD_PLACE),
      level: levelOf(facts.service_level),
    },
    calendarKnownUpTo: (await calendarOf(ctx.house, facts.jurisdiction, facts.zone)).knownUpTo,
    gaps: await gapsOf(ctx, estateId),
    classes: classesOn(site, date).map(c => classView(site, c, date, use)),
  }
}

function classView(
  site: Site,
  c: ReturnType<typeof classesOn>[number],
  date: string,
  use: Map<string, { open: number; total: number }>,
): ClassView {
  const { body } = c
  const count = use.get(`${body.kind} ${body.class}`) ?? { open: 0, total: 0 }
  const clocks = clocksOn(site, body, date)
  return {
    kind: body.kind,
    class: body.class,
    zh: body.zh,
    en: body.en,
    order: body.order,
    origin: originOf(c.row),
    subtypes: body.subtypes,
    accused: body.accused,
    signature: body.signature,
    arrive: body.arrive,
    urgent: body.urgent,
    fallback: body.fallback,
    falls: clocks.length > 0 && clocksOn(site, { kind: body.kind, class: body.class }, date).length === 0,
    retiredFrom: c.retiredFrom,
    ...count,
    clocks: clocks.flatMap(clock => {
      const row = site.rows.find(r => r.id === clock.id)
      return row ? [{ ...ruleView(row), class: body.class, next: nextOf(site, clock, body.class, date) }] : []
    }),
    compared: compare(body, clocks, site.facts.service_level),
  }
}

/** The first later version of the same clock that will hold when it begins. */
function nextOf(site: Site, clock: PromiseRow, cls: string, date: string): RuleView | null {
  const later = site.rows
    .filter(r => r.kind === 'desk.promise' && r.effective_from > date)
    .filter(r => {
      const b = PromiseBody.parse(r.body)
      const same = b.kind === clock.kind && b.clock === clock.clock && b.startsAt === clock.startsAt
      return same && (b.class === cls || b.class === null)
    })
    .sort((a, b) => a.effective_from.localeCompare(b.effective_from) || byRank(b, a))
  return later[0] ? ruleView(later[0]) : null
}

/** S1-32: limits (1) and (2) of the text are lost; they stay empty, with a warning, until the manager fills them. */
async function gapsOf(ctx: Ctx, estateId: string): Promise<TableAnswer['gaps']> {
  const lost = [openPlaces['desk.complaint_limit_1'], openPlaces['desk.complaint_limit_2']]
  return Promise.all(
    lost.map(async setting => ({
      key: setting.key,
      title: setting.title,
      hint: setting.hint,
      quote: setting.open?.quote ?? '',
      filled: (await readSetting(ctx, setting, { estateId })) !== undefined,
    })),
  )
}

export const history = query(
  'desk.table_history',
  promiseApi['GET /api/estates/:estateId/desk/table/history'],
  async (ctx, input) => {
    const site = await siteOf(ctx, input.estateId)
    const items = site.rows
      .filter(r => r.kind === 'desk.promise')
      .filter(r => {
        const b = PromiseBody.parse(r.body)
        const cls = b.kind === input.kind && (b.class === input.class || b.class === null)
        return cls && (input.clock === undefined || b.clock === input.clock)
      })
      .sort((a, b) => b.effective_from.localeCompare(a.effective_from) || byRank(b, a))
    return { items: items.map(ruleView) }
  },
)
