/** Changing the promise table: each change a new version with its reason, from a date on; nothing promised is touched. */
import { localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { verb } from '../../core/verb.ts'
import { promiseApi, type TypedInput } from './contract-promises.ts'
import { deskFail } from './errors.ts'
import { type Fault, findFault, orderFault } from './promise-faults.ts'
import { classesOn, clocksOn, type Site, siteOf, type TableAnswer, tableOf } from './promise-table.ts'
import { ClassBody, forgetRules, PromiseBody } from './rulebook.ts'
import { clockName } from './say.ts'
import { deleteRules, insertRule, type NewRule } from './store-promise.ts'

const NATION = 'CN'

function refuse(ctx: Ctx, fault: Fault | null): void {
  if (!fault) return
  const { first } = fault.params
  const params =
    fault.code === 'desk.rule.order' ? { first: clockName(first as 'arrive', ctx.lang) } : fault.params
  throw deskFail(fault.code, { params })
}

function checkFrom(from: string, today: string): void {
  if (from < today) throw deskFail('desk.rule.past', { params: { from, today } })
}

/** A clock as it is typed, without what says when and why. */
function bodyOf(input: TypedInput & { off?: boolean }) {
  return PromiseBody.parse(input)
}

async function write(
  ctx: Ctx,
  site: Site | null,
  row: Omit<NewRule, 'id' | 'by' | 'at' | 'jurisdiction'> & { before?: object | null },
): Promise<string> {
  const id = newId(ctx.now.epochMilliseconds)
  const { before, ...rest } = row
  await insertRule(ctx.db, {
    ...rest,
    id,
    jurisdiction: site?.nation ?? NATION,
    by: 'name' in ctx.actor ? ctx.actor.name : ctx.actor.kind,
    at: ctx.now,
  })
  await ctx.audit(
    {
      action: row.kind === 'desk.class' ? 'desk.class' : 'desk.promise',
      subject: 'rule_set',
      subjectId: id,
      ...(before ? { before } : {}),
      after: { ...row.body, from: row.from, level: row.level },
      reason: row.source,
    },
    row.estateId ?? undefined,
  )
  forgetRules(ctx.house)
  ctx.afterCommit(() => forgetRules(ctx.house))
  return id
}

/** A class that holds, or will hold, on the date. @throws desk.class_unknown */
function classOn(site: Site, cls: { kind: string; class: string }, date: string) {
  const found = classesOn(site, date).find(c => c.body.kind === cls.kind && c.body.class === cls.class)
  if (!found || found.body.retired) throw deskFail('desk.class_unknown')
  return found
}

const same = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b)

/** S1-32: one clock of a class, from a date on. @throws desk.rule.* naming the case */
export const setRule = verb(
  'desk.table_rule',
  promiseApi['POST /api/estates/:estateId/desk/table/rules'],
  async (ctx, input) => {
    const site = await siteOf(ctx, input.estateId)
    checkFrom(input.from, site.today)
    classOn(site, input, input.from)
    const body = bodyOf(input)
    refuse(ctx, findFault(body))
    const clocks = clocksOn(site, { kind: input.kind, class: input.class }, input.from)
    const old = clocks.find(c => c.clock === body.clock && c.startsAt === body.startsAt)
    const before = old ? PromiseBody.parse({ ...old, class: input.class }) : null
    if (before && same(before, body)) throw deskFail('desk.rule.same')
    refuse(ctx, orderFault([...clocks.filter(c => c !== old), body]))
    await write(ctx, site, {
      ...{ kind: 'desk.promise', estateId: input.estateId, level: null, from: input.from, body },
      source: input.reason,
      before,
    })
    return tableOf(ctx, input.estateId)
  },
)

/** The same for every estate of a service level. */
export const setLevelRule = verb(
  'desk.level_rule',
  promiseApi['POST /api/desk/levels/:level/rules'],
  async (ctx, input) => {
    checkFrom(input.from, localDate(ctx.now).toString())
    const body = bodyOf(input)
    refuse(ctx, findFault(body))
    const id = await write(ctx, null, {
      ...{ kind: 'desk.promise', estateId: null, level: input.level, from: input.from, body },
      source: input.reason,
    })
    return { id }
  },
)

export const dropRule = verb(
  'desk.table_off',
  promiseApi['POST /api/estates/:estateId/desk/table/rules/off'],
  async (ctx, input) => {
    const site = await siteOf(ctx, input.estateId)
    checkFrom(input.from, site.today)
    const old = clocksOn(site, input, input.from).find(
      c => c.clock === input.clock && c.startsAt === input.startsAt,
    )
    if (!old) throw deskFail('desk.rule.none')
    const body = PromiseBody.parse({ ...old, class: input.class, off: true })
    await write(ctx, site, {
      ...{ kind: 'desk.promise', estateId: input.estateId, level: null, from: input.from, body },
      source: input.reason,
      before: PromiseBody.parse({ ...old, class: input.class }),
    })
    return tableOf(ctx, input.estateId)
  },
)

/** What has not begun can be withdrawn; what holds or held stays as it was promised. */
export const withdrawRule = verb(
  'desk.table_withdraw',
  promiseApi['DELETE /api/estates/:estateId/desk/table/rules/:ruleId'],
  async (ctx, input) => {
    const site = await siteOf(ctx, input.estateId)
    const row = site.rows.find(r => r.id === input.ruleId && r.estate_id === input.estateId)
    if (!row || row.effective_from <= site.today) throw deskFail('desk.rule.begun')
    await remove(ctx, input.estateId, [row.id], { body: row.body, from: row.effective_from })
    return tableOf(ctx, input.estateId)
  },
)

async function remove(ctx: Ctx, estateId: string, ids: string[], before: object): Promise<void> {
  await deleteRules(ctx.db, estateId, ids)
  await ctx.audit(
    { action: 'desk.rule_delete', subject: 'rule_set', subjectId: ids[0] ?? '', before },
    estateId,
  )
  ctx.afterCommit(() => forgetRules(ctx.house))
}

/** A class of the estate's own, or its own wording of a general one. */
export const setClass = verb(
  'desk.table_class',
  promiseApi['POST /api/estates/:estateId/desk/table/classes'],
  async (ctx, input) => {
    const site = await siteOf(ctx, input.estateId)
    checkFrom(input.from, site.today)
    const all = classesOn(site, input.from)
    const old =
      input.class === undefined
        ? undefined
        : classOn(site, { kind: input.kind, class: input.class }, input.from)
    const twin = all.find(
      c =>
        c !== old &&
        c.body.kind === input.kind &&
        !c.body.retired &&
        (c.body.zh === input.zh || c.body.en === input.en),
    )
    if (twin)
      throw deskFail('desk.class.name_taken', {
        params: { name: ctx.lang === 'en' ? twin.body.en : twin.body.zh },
      })
    // the limits to fall back on are those of another class of the kind that is offered then
    if (input.fallback) {
      if (input.fallback === input.class) throw deskFail('desk.class_unknown')
      classOn(site, { kind: input.kind, class: input.fallback }, input.from)
    }
    const { estateId: _e, from, reason, ...typed } = input
    const body = ClassBody.parse({
      ...old?.body,
      ...typed,
      class: input.class ?? keyOf(newId(ctx.now.epochMilliseconds)),
      subtypes: input.subtypes.map(s => ({ ...s, key: s.key ?? keyOf(newId(ctx.now.epochMilliseconds)) })),
      order: old?.body.order ?? 90,
    })
    await write(ctx, site, {
      ...{ kind: 'desk.class', estateId: input.estateId, level: null, from, body, source: reason },
      before: old?.body ?? null,
    })
    return tableOf(ctx, input.estateId)
  },
)

/** A key that people never read: the random tail of an id. */
const keyOf = (id: string) => `own.${id.slice(-10)}`

export const retireClass = verb(
  'desk.table_retire',
  promiseApi['POST /api/estates/:estateId/desk/table/classes/retire'],
  async (ctx, input) => {
    const site = await siteOf(ctx, input.estateId)
    checkFrom(input.from, site.today)
    const old = classOn(site, input, input.from)
    await write(ctx, site, {
      ...{ kind: 'desk.class', estateId: input.estateId, level: null, from: input.from },
      body: { ...old.body, retired: true },
      source: input.reason,
      before: old.body,
    })
    return tableOf(ctx, input.estateId)
  },
)

/** A class that tickets carry is never deleted, only retired. @throws desk.class.in_use, desk.class.seed */
export const deleteClass = verb(
  'desk.table_class_delete',
  promiseApi['DELETE /api/estates/:estateId/desk/table/classes/:kind/:class'],
  async (ctx, input): Promise<TableAnswer> => {
    const site = await siteOf(ctx, input.estateId)
    const mine = (r: Site['rows'][number]) => {
      const body = r.kind === 'desk.class' ? ClassBody.parse(r.body) : PromiseBody.parse(r.body)
      return body.kind === input.kind && body.class === input.class
    }
    const rows = site.rows.filter(mine)
    if (rows.length === 0) throw deskFail('desk.class_unknown')
    const now = await tableOf(ctx, input.estateId)
    const used = now.classes.find(c => c.kind === input.kind && c.class === input.class)?.total ?? 0
    if (used > 0) throw deskFail('desk.class.in_use', { params: { count: used } })
    if (rows.some(r => r.kind === 'desk.class' && r.estate_id === null)) throw deskFail('desk.class.seed')
    await remove(
      ctx,
      input.estateId,
      rows.map(r => r.id),
      { kind: input.kind, class: input.class },
    )
    return tableOf(ctx, input.estateId)
  },
)
