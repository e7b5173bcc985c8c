/** External operators: contract, own people in a limited role until its last day, clauses, checks, fines (S4-20, S4-22). */
import { Temporal } from 'temporal-polyfill'
import { dayEnd, dayStart } from '../../core/clock.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { createAccount } from '../people/accounts.ts'
import { sessionsOf } from '../people/sessions.ts'
import { endAssignments } from '../people/store-accounts.ts'
import { operatorApi, operatorFail } from './contract-operator.ts'
import { accountId, actorId, actorName, happened, today } from './garage-who.ts'
import { fineAllowed, type OperatorRules, periodState } from './operator-rules.ts'
import * as store from './store-operator.ts'

const P = '/api/estates/:estateId/parking' as const
const O = `POST ${P}/operators/:contractId` as const

export const operatorRules = (ctx: Ctx, estateId: string) =>
  ruleFor<OperatorRules>(ctx.db, 'parking.operator', estateId, today(ctx))

async function operatorRow(ctx: Ctx, estateId: string, id: string): Promise<store.OperatorRow> {
  const [row] = await store.operators(ctx.db, estateId, ctx.now, id)
  if (row === undefined) throw fail('core.not_found')
  return row
}

function present(ctx: Ctx, o: store.OperatorRow, rules: OperatorRules) {
  const state = periodState(today(ctx), o.from_on, o.until_on, o.ended_on, rules.remindDays)
  const open: true | string = state === 'over' ? 'operator.over' : true
  return {
    id: o.id,
    name: o.name,
    creditCode: o.credit_code,
    contract: o.contract,
    scope: o.scope,
    fromOn: o.from_on,
    untilOn: o.until_on,
    fee: o.fee,
    contact: o.contact,
    staffWanted: o.staff_wanted,
    staffNow: o.staff_now,
    endedOn: o.ended_on,
    endReason: o.end_reason,
    state,
    kept: o.kept,
    asked: o.asked,
    fines: o.fines,
    version: o.version,
    allowed: { staff: open, check: state === 'coming' ? 'operator.not_begun' : open, end: open },
  }
}

/** Contracts of which the caller is one of the people. */
async function mine(ctx: Ctx, estateId: string): Promise<string[]> {
  if (ctx.actor.kind !== 'account') return []
  return (await store.staff(ctx.db, estateId, { accountId: ctx.actor.id })).map(s => s.contract_id)
}

function presentFine(ctx: Ctx, f: store.FineRow, own: readonly string[]) {
  return {
    id: f.id,
    contractId: f.contract_id,
    operator: f.operator,
    clause: f.clause,
    text: f.text,
    amount: f.amount,
    note: f.note,
    state: f.state,
    objection: f.objection,
    decision: f.decision,
    decidedBy: f.decided_by,
    decidedAt: f.decided_at?.toString() ?? null,
    madeBy: f.made_by,
    madeAt: f.made_at.toString(),
    version: f.version,
    allowed: fineAllowed({
      state: f.state,
      theirs: own.includes(f.contract_id),
      own: f.made_id === actorId(ctx),
    }),
  }
}

export async function operatorFull(ctx: Ctx, estateId: string, id: string) {
  const row = await operatorRow(ctx, estateId, id)
  const own = await mine(ctx, estateId)
  return {
    ...present(ctx, row, await operatorRules(ctx, estateId)),
    rules: await store.rules(ctx.db, estateId, id),
    staff: (await store.staff(ctx.db, estateId, { contractId: id })).map(s => ({
      accountId: s.account_id,
      name: s.name,
      duty: s.duty,
      from: s.from_at.toString(),
      until: s.until_at.toString(),
      live:
        s.from_at.epochMilliseconds <= ctx.now.epochMilliseconds &&
        ctx.now.epochMilliseconds < s.until_at.epochMilliseconds,
    })),
    checks: (await store.checks(ctx.db, estateId, id)).map(c => ({
      id: c.id,
      at: c.at.toString(),
      by: c.by_name,
      items: c.items,
      kept: c.kept,
      asked: c.asked,
      photos: c.photos,
    })),
    fineList: (await store.fines(ctx.db, estateId, { contractId: id })).map(f => presentFine(ctx, f, own)),
  }
}

export const listOperators = query(
  'parking.operators',
  operatorApi[`GET ${P}/operators`],
  async (ctx, input) => {
    const rules = await operatorRules(ctx, input.estateId)
    return {
      items: (await store.operators(ctx.db, input.estateId, ctx.now)).map(o => present(ctx, o, rules)),
    }
  },
)

export const getOperator = query(
  'parking.operator',
  operatorApi[`GET ${P}/operators/:contractId`],
  (ctx, input) => operatorFull(ctx, input.estateId, input.contractId),
)

export const addOperator = verb(
  'parking.operator_add',
  operatorApi[`POST ${P}/operators`],
  async (ctx, input) => {
    const { estateId, ...o } = input
    const id = newId<'operator_contract'>(ctx.now.epochMilliseconds)
    try {
      await store.insertOperator(ctx.db, estateId, {
        ...o,
        creditCode: o.creditCode || null,
        id,
        by: actorName(ctx),
        at: ctx.now,
      })
    } catch (error) {
      throw isUniqueViolation(error, 'operator_contract_number_key')
        ? fail('core.conflict', { params: { what: o.contract } })
        : error
    }
    await ctx.audit(
      { action: 'parking.operator_add', subject: 'operator_contract', subjectId: id, after: o },
      estateId,
    )
    return operatorFull(ctx, estateId, id)
  },
)

/** @throws operator.over, operator.not_begun */
async function requireAllowed(ctx: Ctx, estateId: string, id: string, act: 'staff' | 'check' | 'end') {
  const row = await operatorRow(ctx, estateId, id)
  const may = present(ctx, row, await operatorRules(ctx, estateId)).allowed[act]
  if (may !== true) throw new AppError(may)
  return row
}

export const putRule = verb('parking.operator_rule', operatorApi[`${O}/rules`], async (ctx, input) => {
  await requireAllowed(ctx, input.estateId, input.contractId, 'staff')
  const rule = {
    id: newId<'operator_rule'>(ctx.now.epochMilliseconds),
    clause: input.clause,
    text: input.text,
    fine: input.fine,
  }
  await store.putRule(ctx.db, input.estateId, input.contractId, rule, ctx.now)
  await ctx.audit(
    {
      action: 'parking.operator_rule',
      subject: 'operator_contract',
      subjectId: input.contractId,
      after: rule,
    },
    input.estateId,
  )
  return operatorFull(ctx, input.estateId, input.contractId)
})

/** S4-20: an account with the role of parking staff from the first to the last day of the contract, and no other. */
export const addStaff = verb('parking.operator_staff', operatorApi[`${O}/staff`], async (ctx, input) => {
  const { estateId, contractId } = input
  const o = await requireAllowed(ctx, estateId, contractId, 'staff')
  const first = dayStart(o.from_on)
  const from = Temporal.Instant.compare(first, ctx.now) > 0 ? first : ctx.now
  const until = dayEnd(o.until_on)
  const { account, password } = await createAccount(ctx, {
    username: input.username,
    name: input.name,
    assignment: {
      role: 'parking_operator',
      scope: 'estate',
      estateId,
      from: from.toString(),
      until: until.toString(),
    },
  })
  const [given] = account.assignments
  if (given === undefined) throw new Error('an account was made without its role')
  await store.insertStaff(ctx.db, estateId, {
    contract_id: contractId,
    account_id: account.id,
    assignment_id: given.id,
    name: input.name,
    duty: input.duty,
    from_at: from,
    until_at: until,
  })
  await ctx.audit(
    {
      action: 'parking.operator_staff',
      subject: 'operator_contract',
      subjectId: contractId,
      after: { accountId: account.id, until: until.toString() },
    },
    estateId,
  )
  return { operator: await operatorFull(ctx, estateId, contractId), password }
})

/** Ended early: roles of its people end in the same transaction. */
export const endOperator = verb('parking.operator_end', operatorApi[`${O}/end`], async (ctx, input) => {
  const { estateId, contractId } = input
  await requireAllowed(ctx, estateId, contractId, 'end')
  if (!(await store.endOperator(ctx.db, estateId, contractId, { on: today(ctx), reason: input.reason })))
    throw operatorFail('operator.over')
  for (const s of await store.staff(ctx.db, estateId, { contractId }))
    await endAssignments(
      ctx.db,
      { accountId: s.account_id, assignmentId: s.assignment_id },
      ctx.now,
      input.reason,
    )
  await store.endStaff(ctx.db, estateId, contractId, ctx.now)
  ctx.afterCommit(() => sessionsOf(ctx.house).forget())
  await ctx.audit(
    {
      action: 'parking.operator_end',
      subject: 'operator_contract',
      subjectId: contractId,
      reason: input.reason,
    },
    estateId,
  )
  return operatorFull(ctx, estateId, contractId)
})

/** S4-22: each clause kept or not, as it reads today. */
export const checkOperator = verb(
  'parking.operator_check',
  operatorApi[`${O}/checks`],
  async (ctx, input) => {
    const { estateId, contractId } = input
    await requireAllowed(ctx, estateId, contractId, 'check')
    const rules = await store.rules(ctx.db, estateId, contractId)
    const items = input.items.map(i => {
      const rule = rules.find(r => r.id === i.ruleId)
      if (rule === undefined) throw operatorFail('operator.no_rule')
      return {
        ruleId: rule.id,
        clause: rule.clause,
        text: rule.text,
        fine: rule.fine,
        ok: i.ok,
        note: i.note || null,
      }
    })
    const id = newId<'operator_check'>(ctx.now.epochMilliseconds)
    await store.insertCheck(ctx.db, estateId, {
      id,
      contractId,
      at: happened(ctx),
      by: actorName(ctx),
      items,
      deviceAt: ctx.deviceTime ?? null,
    })
    await ctx.audit(
      {
        action: 'parking.operator_check',
        subject: 'operator_contract',
        subjectId: contractId,
        after: { id, kept: items.filter(i => i.ok).length, asked: items.length },
      },
      estateId,
    )
    return operatorFull(ctx, estateId, contractId)
  },
)

/** The fine is the contract's, not the checker's. @throws operator.kept, operator.no_fine */
export const proposeFine = verb('parking.fine', operatorApi[`${O}/fines`], async (ctx, input) => {
  const { estateId, contractId } = input
  const check = (await store.checks(ctx.db, estateId, contractId)).find(c => c.id === input.checkId)
  const item = check?.items.find(i => i.ruleId === input.ruleId)
  if (check === undefined || item === undefined) throw fail('core.not_found')
  if (item.ok) throw operatorFail('operator.kept')
  if (item.fine === 0) throw operatorFail('operator.no_fine')
  const id = newId<'operator_fine'>(ctx.now.epochMilliseconds)
  try {
    await store.insertFine(ctx.db, estateId, {
      id,
      contractId,
      checkId: check.id,
      ruleId: item.ruleId,
      amount: item.fine,
      note: input.note || item.note,
      byId: actorId(ctx),
      by: actorName(ctx),
      at: ctx.now,
    })
  } catch (error) {
    throw isUniqueViolation(error, 'operator_fine_once_key') ? operatorFail('operator.fine_state') : error
  }
  await ctx.audit(
    {
      action: 'parking.fine',
      subject: 'operator_fine',
      subjectId: id,
      after: { clause: item.clause, amount: item.fine },
    },
    estateId,
  )
  return operatorFull(ctx, estateId, contractId)
})

/** The operator's people see the fines of their own contract, the estate's managers all. */
export const listFines = query('parking.fines', operatorApi[`GET ${P}/fines`], async (ctx, input) => {
  const own = await mine(ctx, input.estateId)
  const rows = await store.fines(ctx.db, input.estateId, own.length > 0 ? { contractIds: own } : {})
  return { items: rows.map(f => presentFine(ctx, f, own)) }
})

async function fineRow(ctx: Ctx, estateId: string, id: string): Promise<store.FineRow> {
  const [row] = await store.fines(ctx.db, estateId, { id })
  if (row === undefined) throw fail('core.not_found')
  return row
}

async function settle(
  ctx: Ctx,
  estateId: string,
  id: string,
  act: 'object' | 'decide',
  change: Parameters<typeof store.setFine>[3],
) {
  const row = await fineRow(ctx, estateId, id)
  const own = await mine(ctx, estateId)
  const may = presentFine(ctx, row, own).allowed[act]
  if (may !== true) throw new AppError(may)
  if (!(await store.setFine(ctx.db, estateId, row, change))) throw fail('core.stale')
  await ctx.audit(
    {
      action: `parking.fine_${change.state}`,
      subject: 'operator_fine',
      subjectId: row.id,
      before: { state: row.state },
      after: { state: change.state, text: change.objection ?? change.decision },
    },
    estateId,
  )
  return presentFine(ctx, await fineRow(ctx, estateId, id), own)
}

export const objectFine = verb(
  'parking.fine_object',
  operatorApi[`POST ${P}/fines/:fineId/object`],
  (ctx, input) => {
    accountId(ctx)
    return settle(ctx, input.estateId, input.fineId, 'object', { state: 'objected', objection: input.text })
  },
)

export const decideFine = verb(
  'parking.fine_decide',
  operatorApi[`POST ${P}/fines/:fineId/decide`],
  (ctx, input) =>
    settle(ctx, input.estateId, input.fineId, 'decide', {
      state: input.impose ? 'imposed' : 'waived',
      decision: input.text,
      by: actorName(ctx),
      at: ctx.now,
    }),
)
