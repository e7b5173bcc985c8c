/** Isolation at home and care of those in need: who, until when, checked how often, what was brought (J-01, J-03). */
import { instantText, localDate, ZONE } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { readSetting } from '../estate/settings.ts'
import { maskName } from '../gate/rules.ts'
import { closureSealing, type Sealing } from '../gate/site.ts'
import { unitByLabel } from '../gate/store-pass.ts'
import { accountById } from '../people/store-accounts.ts'
import { able, pathOf, self } from './actor.ts'
import { responseApi } from './contract.ts'
import { responseFail } from './errors.ts'
import { type CareRule, endOn, turnsOf } from './rules-care.ts'
import { responseSettings } from './settings.ts'
import * as store from './store-care.ts'
import { closuresAt, type PlaceRow, placeById, placesWithin } from './store-place.ts'

/** What stands in the sealed field of a case, a check and a need. */
interface Person {
  name: string
  phone: string | null
  health: string | null
}
interface Finding {
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

const open = <T>(key: Sealing, field: string, sealed: Buffer): T => JSON.parse(key.cipher.open(field, sealed))

/** @throws response.data_gone when the closure's key was destroyed */
async function keyOf(ctx: Ctx, row: store.CaseRow): Promise<Sealing> {
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

async function dayOf(ctx: Ctx, estateId: string): Promise<Day> {
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

async function one(ctx: Ctx, estateId: string, row: store.CaseRow) {
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

async function workerOf(ctx: Ctx, id: string): Promise<{ id: string; name: string }> {
  const account = await accountById(ctx.db, id)
  if (account === undefined) throw fail('core.not_found')
  return { id: account.id, name: account.name }
}

/** Lists a person under the closure in force; the end of an isolation follows from the rule. @throws response.no_closure */
export const addCase = verb(
  'response.add_case',
  responseApi['POST /api/estates/:estateId/response/care'],
  async (ctx, input) => {
    const [closure] = await closuresAt(ctx.db, [input.estateId], ctx.now)
    const key = closure && (await closureSealing(ctx.house, closure.id))
    if (closure === undefined || key === undefined) throw responseFail('response.no_closure')
    const unit = await unitByLabel(ctx.db, input.estateId, input.unit)
    if (unit === undefined) throw responseFail('response.unit_unknown', { params: { unit: input.unit } })
    const { rule } = await dayOf(ctx, input.estateId)
    const by = self(ctx)
    const worker = await workerOf(ctx, input.workerId)
    const person: Person = { name: input.name, phone: input.phone ?? null, health: input.health ?? null }
    const isolation = input.kind === 'isolation'
    const id = newId<'case'>(ctx.now.epochMilliseconds)
    await store.insertCase(ctx.db, input.estateId, {
      id,
      closure_id: closure.id,
      kind: input.kind,
      unitId: unit.id,
      unit_label: unit.label,
      sealed: key.cipher.seal('care', JSON.stringify(person)),
      start_on: input.startOn,
      end_on: isolation ? endOn(input.startOn, rule) : null,
      checks_a_day: isolation ? rule.isolationChecks : rule.careChecks,
      worker_id: worker.id,
      worker_name: worker.name,
      by: by.id,
      name: by.name,
      at: ctx.now,
    })
    await ctx.audit(
      {
        action: 'care.add',
        subject: 'care_case',
        subjectId: id,
        after: { kind: input.kind, startOn: input.startOn, worker: worker.name },
      },
      input.estateId,
    )
    await tellWorker(ctx, input.estateId, id, worker)
    return detail(ctx, input.estateId, await load(ctx, input.estateId, id))
  },
)

/** Says nothing of who it is: a message may go out by other ways. */
async function tellWorker(ctx: Ctx, estateId: string, id: string, worker: { id: string; name: string }) {
  await ctx.enqueue(
    'notice.send',
    {
      estateId,
      to: { accountId: worker.id, name: worker.name },
      kind: 'response.care',
      title: { zh: '新的隔离或关爱对象', en: 'Somebody new to look after' },
      body: { zh: '请打开“隔离与关爱”查看并按时检查。', en: 'Open “Isolation and care” and check in time.' },
      ref: { topic: 'response', id },
    },
    { estateId },
  )
  await ctx.signal({ estateId, topic: 'response', ref: id })
}

async function load(ctx: Ctx, estateId: string, id: string): Promise<store.CaseRow> {
  const row = await store.caseById(ctx.db, estateId, id)
  if (row === undefined) throw fail('core.not_found')
  return row
}

/** Only who looks after the person or manages isolation may know. @throws response.case_not_yours */
async function mine(ctx: Ctx, estateId: string, id: string): Promise<store.CaseRow> {
  const row = await load(ctx, estateId, id)
  if (row.worker_id !== self(ctx).id && !able(() => ctx.reach('isolation.manage', estateId)))
    throw responseFail('response.case_not_yours', { params: { name: row.worker_name } })
  return row
}

/** The same, and the case is still open. @throws response.case_ended */
async function working(ctx: Ctx, estateId: string, id: string): Promise<store.CaseRow> {
  const row = await mine(ctx, estateId, id)
  if (row.state !== 'open') throw responseFail('response.case_ended')
  return row
}

async function detail(ctx: Ctx, estateId: string, row: store.CaseRow) {
  const key = await keyOf(ctx, row)
  const head = await one(ctx, estateId, row)
  const checks = await store.checksSince(ctx.db, [estateId], [row.id], row.start_on)
  const needs = await store.needsOf(ctx.db, [estateId], [row.id])
  const act = row.state === 'open' ? (true as const) : 'response.case_ended'
  return {
    ...head,
    checks: checks.map(c => ({
      day: c.day,
      turn: c.turn,
      ...open<Finding>(key, 'care_check', c.sealed),
      alarm: c.alarm,
      by: c.made_name,
      at: instantText(c.made_at),
    })),
    need: needs.map(n => ({
      id: n.id,
      kind: n.kind,
      what: key.cipher.open('care_need', n.sealed),
      dueOn: n.due_on,
      askedBy: n.made_name,
      broughtBy: n.brought_name,
      broughtAt: n.brought_at && instantText(n.brought_at),
    })),
    allowed: {
      check: act,
      need: act,
      end: able(() => ctx.reach('isolation.manage', estateId)) ? act : 'core.forbidden',
    },
  }
}

export const getCase = query(
  'response.case',
  responseApi['GET /api/estates/:estateId/response/care/:caseId'],
  async (ctx, input) => {
    const row = await mine(ctx, input.estateId, input.caseId)
    const answer = await detail(ctx, input.estateId, row)
    await ctx.audit({ action: 'care.look', subject: 'care_case', subjectId: row.id }, input.estateId)
    return answer
  },
)

export const revealCase = verb(
  'response.reveal_case',
  responseApi['POST /api/estates/:estateId/response/care/:caseId/reveal'],
  async (ctx, input) => {
    const row = await mine(ctx, input.estateId, input.caseId)
    const key = await keyOf(ctx, row)
    await ctx.audit(
      { action: 'care.reveal', subject: 'care_case', subjectId: row.id, reason: input.purpose },
      input.estateId,
    )
    return open<Person>(key, 'care', row.sealed)
  },
)

/** Two checks a day, each once; findings are sealed like the person. @throws response.checked_already */
export const checkCase = verb(
  'response.check_case',
  responseApi['POST /api/estates/:estateId/response/care/:caseId/checks'],
  async (ctx, input) => {
    const row = await working(ctx, input.estateId, input.caseId)
    const key = await keyOf(ctx, row)
    const { rule } = await dayOf(ctx, input.estateId)
    const span = { startOn: row.start_on, endOn: row.end_on, checks: row.checks_a_day }
    // nothing can be checked before it happened, nor outside the days of the case
    const known = turnsOf(span, [], input.day, '00:00', rule).some(each => each.turn === input.turn)
    if (!known || input.day > localDate(ctx.now).toString()) throw responseFail('response.no_such_check')
    const finding: Finding = { temperature: input.temperature ?? null, signs: input.signs || null }
    const by = self(ctx)
    const before = await store.insertCheck(ctx.db, input.estateId, {
      id: newId<'check'>(ctx.now.epochMilliseconds),
      caseId: row.id,
      closureId: row.closure_id,
      day: input.day,
      turn: input.turn,
      alarm: input.alarm,
      sealed: key.cipher.seal('care_check', JSON.stringify(finding)),
      by: by.id,
      name: by.name,
      at: ctx.now,
      device: ctx.deviceTime ?? null,
    })
    if (before !== undefined) throw responseFail('response.checked_already', { params: { name: before } })
    await ctx.audit(
      {
        action: 'care.check',
        subject: 'care_case',
        subjectId: row.id,
        after: { day: input.day, turn: input.turn },
      },
      input.estateId,
    )
    await ctx.signal({ estateId: input.estateId, topic: 'response', ref: row.id })
    return one(ctx, input.estateId, row)
  },
)

export const addNeed = verb(
  'response.add_need',
  responseApi['POST /api/estates/:estateId/response/care/:caseId/needs'],
  async (ctx, input) => {
    const row = await working(ctx, input.estateId, input.caseId)
    const key = await keyOf(ctx, row)
    const id = newId<'need'>(ctx.now.epochMilliseconds)
    await store.insertNeed(ctx.db, input.estateId, {
      id,
      caseId: row.id,
      closureId: row.closure_id,
      kind: input.kind,
      sealed: key.cipher.seal('care_need', input.what),
      dueOn: input.dueOn,
      name: self(ctx).name,
      at: ctx.now,
    })
    await ctx.audit(
      {
        action: 'care.need',
        subject: 'care_case',
        subjectId: row.id,
        after: { kind: input.kind, dueOn: input.dueOn },
      },
      input.estateId,
    )
    await ctx.signal({ estateId: input.estateId, topic: 'response', ref: row.id })
    return one(ctx, input.estateId, row)
  },
)

export const bringNeed = verb(
  'response.bring_need',
  responseApi['POST /api/estates/:estateId/response/care/:caseId/needs/:needId/brought'],
  async (ctx, input) => {
    const row = await mine(ctx, input.estateId, input.caseId)
    const by = { name: self(ctx).name, at: ctx.now }
    if (!(await store.bringNeed(ctx.db, input.estateId, row.id, input.needId, by))) throw fail('core.stale')
    await ctx.audit({ action: 'care.brought', subject: 'care_need', subjectId: input.needId }, input.estateId)
    await ctx.signal({ estateId: input.estateId, topic: 'response', ref: row.id })
    return one(ctx, input.estateId, row)
  },
)

export const endCase = verb(
  'response.end_case',
  responseApi['POST /api/estates/:estateId/response/care/:caseId/end'],
  async (ctx, input) => {
    const row = await working(ctx, input.estateId, input.caseId)
    const by = { name: self(ctx).name, at: ctx.now }
    if (!(await store.endCase(ctx.db, input.estateId, row.id, input.version, by))) throw fail('core.stale')
    await ctx.audit({ action: 'care.end', subject: 'care_case', subjectId: row.id }, input.estateId)
    return one(ctx, input.estateId, await load(ctx, input.estateId, row.id))
  },
)

export const giveCase = verb(
  'response.give_case',
  responseApi['POST /api/estates/:estateId/response/care/:caseId/worker'],
  async (ctx, input) => {
    const row = await working(ctx, input.estateId, input.caseId)
    const worker = await workerOf(ctx, input.workerId)
    if (!(await store.giveCase(ctx.db, input.estateId, row.id, input.version, worker)))
      throw fail('core.stale')
    await ctx.audit(
      {
        action: 'care.give',
        subject: 'care_case',
        subjectId: row.id,
        before: { worker: row.worker_name },
        after: { worker: worker.name },
      },
      input.estateId,
    )
    await tellWorker(ctx, input.estateId, row.id, worker)
    return one(ctx, input.estateId, await load(ctx, input.estateId, row.id))
  },
)
