/** A steward's leave: his stand-in is shown to his residents and has his tickets, visibly, until he is back (S1-05). */
import type { z } from 'zod'
import { dayStart, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { leaveApi, type StewardLeave } from './contract-leave.ts'
import { rosterFail } from './errors.ts'
import { nameFor } from './names.ts'
import * as posts from './store.ts'
import * as store from './store-leave.ts'

/** The job with which the rooms above hear that a leave has begun. */
export const STAND_IN = 'desk.stand_in'
const SHOWN_OVER = 20

const byOf = (ctx: Ctx) => ('name' in ctx.actor ? ctx.actor.name : '')

async function todayAt(ctx: Ctx, estateId: string): Promise<string> {
  return localDate(ctx.now, await posts.zoneOf(ctx.db, estateId)).toString()
}

function present(l: store.LeaveRow, today: string): z.input<typeof StewardLeave> {
  const over =
    l.until_date < today || (l.ended_on !== null && (l.ended_on <= today || l.ended_on <= l.from_date))
  return {
    id: l.id,
    accountId: l.account_id,
    name: l.name,
    standInId: l.stand_in_id,
    standIn: l.stand_in_name,
    fromDate: l.from_date,
    untilDate: l.until_date,
    reason: l.reason,
    endedOn: l.ended_on,
    state: over ? 'over' : l.from_date > today ? 'coming' : 'running',
    buildings: [...l.buildings].sort((a, b) => a.localeCompare(b, 'zh-CN', { numeric: true })),
  }
}

export const listLeaves = query(
  'roster.leaves',
  leaveApi['GET /api/estates/:estateId/steward-leaves'],
  async (ctx, input) => {
    const today = await todayAt(ctx, input.estateId)
    const all = (await store.leaves(ctx.db, input.estateId)).map(l => present(l, today))
    const open = all.filter(l => l.state !== 'over').reverse()
    return { items: [...open, ...all.filter(l => l.state === 'over').slice(0, SHOWN_OVER)], today }
  },
)

async function one(ctx: Ctx, estateId: string, id: string) {
  const [row] = await store.leaves(ctx.db, estateId, { id })
  if (row === undefined) throw fail('core.not_found')
  return present(row, await todayAt(ctx, estateId))
}

/** @throws roster.leave_dates, roster.leave_self, roster.leave_overlaps, roster.stand_in_away, roster.no_staff */
export const planLeave = verb(
  'roster.plan_leave',
  leaveApi['POST /api/estates/:estateId/steward-leaves'],
  async (ctx, input) => {
    const { estateId, accountId, standInId, fromDate, untilDate } = input
    if (untilDate < fromDate || untilDate < (await todayAt(ctx, estateId)))
      throw rosterFail('roster.leave_dates')
    if (accountId === standInId) throw rosterFail('roster.leave_self')
    await store.lockStewards(ctx.db, estateId, [accountId, standInId])
    const met = await store.meeting(ctx.db, estateId, input, [accountId, standInId])
    const own = met.find(l => l.account_id === accountId)
    if (own)
      throw rosterFail('roster.leave_overlaps', { params: { from: own.from_date, until: own.until_date } })
    const away = met.find(l => l.account_id === standInId)
    if (away)
      throw rosterFail('roster.stand_in_away', { params: { name: away.name, until: away.until_date } })
    const needed = met.find(l => l.stand_in_id === accountId)
    if (needed) throw rosterFail('roster.leave_needed', { params: { name: needed.name } })
    const row = {
      id: newId<'steward_leave'>(ctx.now.epochMilliseconds),
      account_id: accountId,
      name: await nameFor(ctx, estateId, accountId),
      stand_in_id: standInId,
      stand_in_name: await nameFor(ctx, estateId, standInId),
      from_date: fromDate,
      until_date: untilDate,
      reason: input.reason || null,
      made_by: byOf(ctx),
      made_at: ctx.now,
    }
    await store.insertLeave(ctx.db, estateId, row)
    await ctx.audit(
      { action: 'steward.leave', subject: 'steward_leave', subjectId: row.id, after: row },
      estateId,
    )
    const zone = await posts.zoneOf(ctx.db, estateId)
    const begins = dayStart(fromDate, zone)
    const later = begins.epochMilliseconds > ctx.now.epochMilliseconds ? { runAt: begins } : {}
    await ctx.enqueue(STAND_IN, { estateId, leaveId: row.id }, { estateId, ...later })
    await ctx.signal({ estateId, topic: 'roster', ref: row.id })
    return one(ctx, estateId, row.id)
  },
)

/** @throws core.stale when it is over already */
export const endLeave = verb(
  'roster.end_leave',
  leaveApi['POST /api/estates/:estateId/steward-leaves/:leaveId/end'],
  async (ctx, input) => {
    const { estateId, leaveId } = input
    const before = await one(ctx, estateId, leaveId)
    const today = await todayAt(ctx, estateId)
    // one that has not begun never was
    const on = before.state === 'coming' ? before.fromDate : today
    if (before.state === 'over' || !(await store.endLeave(ctx.db, estateId, leaveId, on, byOf(ctx))))
      throw fail('core.stale')
    await ctx.audit(
      { action: 'steward.leave_end', subject: 'steward_leave', subjectId: leaveId, after: { endedOn: on } },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'roster', ref: leaveId })
    return one(ctx, estateId, leaveId)
  },
)
