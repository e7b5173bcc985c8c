/** Employees' files (S7-16): written by who leads them, read by themselves, withdrawn but never edited. */
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { isKeyRole, type Role, roleNames, roles } from '../../core/roles.ts'
import { query, verb } from '../../core/verb.ts'
import { actorId } from './accounts.ts'
import { staffApi, staffFail } from './contract-staff.ts'
import * as store from './store-staff-file.ts'

const P = '/api/estates/:estateId' as const
const staffRoles = roleNames.filter(
  r => !isKeyRole(r) && roles[r].shell !== 'resident' && roles[r].shell !== 'board',
)

async function present(ctx: Ctx, estateId: string, rows: readonly store.EntryRow[]) {
  const cipher = await ctx.cipher(estateId)
  return rows.map(e => ({
    id: e.id,
    accountId: e.account_id,
    kind: e.kind,
    onDate: e.on_date,
    title: e.title,
    text: e.text_sealed ? cipher.open('staff_entry', e.text_sealed) : null,
    score: e.score,
    by: e.made_by_name,
    at: e.made_at.toString(),
    seenAt: e.seen_at?.toString() ?? null,
    reply: e.reply_sealed ? cipher.open('staff_reply', e.reply_sealed) : null,
    withdrawn: e.withdrawn_at ? { at: e.withdrawn_at.toString(), reason: e.withdrawn_reason ?? '' } : null,
  }))
}

async function oneEntry(ctx: Ctx, estateId: string, id: string) {
  const [shown] = await present(ctx, estateId, await store.entries(ctx.db, estateId, { id }))
  if (shown === undefined) throw fail('core.not_found')
  return shown
}

export const listFiles = query('people.staff_files', staffApi[`GET ${P}/staff-files`], async (ctx, input) => {
  const people = await store.employees(ctx.db, input.estateId, ctx.now, staffRoles)
  const all = (await store.entries(ctx.db, input.estateId, {})).filter(e => e.withdrawn_at === null)
  const year = ctx.now.toString().slice(0, 4)
  const items = people.map(p => {
    const own = all.filter(e => e.account_id === p.id)
    const scores = own
      .filter(e => e.on_date.startsWith(year))
      .flatMap(e => (e.score === null ? [] : [e.score]))
    return {
      accountId: p.id,
      name: p.name,
      roles: p.roles.map(r => roles[r as Role][ctx.lang]),
      entries: own.length,
      lastOn: own[0]?.on_date ?? null,
      score: scores.length === 0 ? null : Math.floor(scores.reduce((n, s) => n + s, 0) / scores.length),
    }
  })
  return { items, total: items.length }
})

async function employee(ctx: Ctx, estateId: string, accountId: string): Promise<store.EmployeeRow> {
  const [found] = await store.employees(ctx.db, estateId, ctx.now, staffRoles, accountId)
  if (found === undefined) throw fail('core.not_found')
  return found
}

export const getFile = query(
  'people.staff_file',
  staffApi[`GET ${P}/staff-files/:accountId`],
  async (ctx, input) => {
    const { name } = await employee(ctx, input.estateId, input.accountId)
    const rows = await store.entries(ctx.db, input.estateId, { accountId: input.accountId })
    return { name, items: await present(ctx, input.estateId, rows) }
  },
)

/** @throws people.own_file, core.not_found for who does not work here */
export const addEntry = verb(
  'people.staff_entry',
  staffApi[`POST ${P}/staff-files/:accountId/entries`],
  async (ctx, input) => {
    if (actorId(ctx) === input.accountId) throw staffFail('people.own_file')
    await employee(ctx, input.estateId, input.accountId)
    const id = newId<'staff_entry'>(ctx.now.epochMilliseconds)
    const cipher = await ctx.cipher(input.estateId)
    await store.insertEntry(ctx.db, input.estateId, {
      id,
      accountId: input.accountId,
      kind: input.kind,
      onDate: input.onDate,
      title: input.title,
      text: input.text ? cipher.seal('staff_entry', input.text) : null,
      score: input.kind === 'assessment' ? (input.score ?? null) : null,
      by: actorId(ctx),
      byName: 'name' in ctx.actor ? ctx.actor.name : '',
      at: ctx.now,
    })
    await ctx.audit(
      {
        action: 'staff.entry',
        subject: 'account',
        subjectId: input.accountId,
        after: { entryId: id, kind: input.kind, onDate: input.onDate },
      },
      input.estateId,
    )
    return oneEntry(ctx, input.estateId, id)
  },
)

export const withdrawEntry = verb(
  'people.staff_withdraw',
  staffApi[`POST ${P}/staff-entries/:entryId/withdraw`],
  async (ctx, input) => {
    const before = await oneEntry(ctx, input.estateId, input.entryId)
    if (before.accountId === actorId(ctx)) throw staffFail('people.own_file')
    if (!(await store.withdrawEntry(ctx.db, input.estateId, input.entryId, ctx.now, input.reason)))
      throw staffFail('people.entry_over')
    await ctx.audit(
      {
        action: 'staff.withdraw',
        subject: 'account',
        subjectId: before.accountId,
        after: { entryId: input.entryId },
        reason: input.reason,
      },
      input.estateId,
    )
    return oneEntry(ctx, input.estateId, input.entryId)
  },
)

export const myFile = query(
  'people.my_staff_file',
  staffApi[`GET ${P}/my/staff-file`],
  async (ctx, input) => ({
    items: await present(
      ctx,
      input.estateId,
      await store.entries(ctx.db, input.estateId, { accountId: actorId(ctx) }),
    ),
  }),
)

/** @throws core.not_found for an entry of somebody else's file */
export const seeMine = verb(
  'people.staff_seen',
  staffApi[`POST ${P}/my/staff-entries/:entryId/seen`],
  async (ctx, input) => {
    const before = await oneEntry(ctx, input.estateId, input.entryId)
    if (before.accountId !== actorId(ctx)) throw fail('core.not_found')
    const reply = input.reply ? (await ctx.cipher(input.estateId)).seal('staff_reply', input.reply) : null
    await store.seenEntry(ctx.db, input.estateId, input.entryId, ctx.now, reply)
    await ctx.audit(
      {
        action: 'staff.seen',
        subject: 'account',
        subjectId: before.accountId,
        after: { entryId: input.entryId },
      },
      input.estateId,
    )
    return oneEntry(ctx, input.estateId, input.entryId)
  },
)
