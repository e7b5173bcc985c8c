/** The holiday notice of a year, uploaded by an administrator; promises that waited for it get their due times. */
import { parseNotice } from '../../core/calendar-years.ts'
import { ZONE } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { head, recount } from './clocks.ts'
import { deskApi } from './contract.ts'
import { deskFail } from './errors.ts'
import { calendarOf, forgetRules, rulesOf } from './rulebook.ts'
import * as store from './store.ts'
import { insertNotice } from './store-rules.ts'
import { viewpoint } from './viewpoint.ts'

const NATION = 'CN'

export const calendar = query('desk.calendar', deskApi['GET /api/calendar'], async ctx => ({
  knownUpTo: (await calendarOf(ctx.house, NATION, ZONE)).knownUpTo,
}))

/** SX-05: a year becomes known; a later upload of the same year replaces it. @throws calendar.notice.* with the line */
export const uploadNotice = verb('desk.notice', deskApi['POST /api/calendar/notices'], async (ctx, input) => {
  const got = parseNotice(input.text, {
    jurisdiction: input.jurisdiction,
    version: ctx.now.epochMilliseconds,
    source: input.source,
    regional: input.jurisdiction !== NATION,
  })
  if (!got.ok) throw deskFail(got.error, { params: { line: got.line } })
  const { year, days } = got.year
  const id = newId(ctx.now.epochMilliseconds)
  await insertNotice(ctx.db, {
    id,
    jurisdiction: input.jurisdiction,
    from: `${year}-01-01`,
    body: { year, days },
    source: input.source,
    by: 'name' in ctx.actor ? ctx.actor.name : ctx.actor.kind,
    at: ctx.now,
  })
  await ctx.audit({
    action: 'calendar.notice',
    subject: 'rule_set',
    subjectId: id,
    after: { year, days: days.length, source: input.source, jurisdiction: input.jurisdiction },
  })
  forgetRules(ctx.house)
  // the waiting promises are counted once the new rules can be read by everybody
  await ctx.enqueue('desk.year', { year })
  ctx.afterCommit(() => forgetRules(ctx.house))
  const known = await calendarOf(ctx.house, NATION, ZONE)
  return {
    year,
    days: days.length,
    // a region's notice adds days, it makes no year known
    knownUpTo: Math.max(
      known.knownUpTo,
      input.jurisdiction === NATION && year === known.knownUpTo + 1 ? year : 0,
    ),
  }
})

/** Counts the promises that waited for a year, ticket by ticket. @returns how many tickets */
export async function countYear(ctx: Ctx, year: number): Promise<number> {
  forgetRules(ctx.house)
  const waiting = await store.waitingForYear(ctx.db, year)
  for (const { estate_id, ticket_id } of waiting) {
    const v = viewpoint(ctx, estate_id, 'ticket.read')
    const rules = await rulesOf(ctx.house, estate_id, ctx.now)
    await ctx.house.db.transaction().execute(async tx => {
      if (!(await store.lockTicket(tx, estate_id, ticket_id, v, false))) return
      const [b] = await store.bundles(tx, estate_id, [ticket_id], v, false)
      if (!b) return
      const promises = recount(b.promises, b.pauses.map(store.pauseOf), rules)
      const near = head(promises)
      await store.savePromises(tx, estate_id, ticket_id, promises)
      await store.updateTicket(tx, estate_id, ticket_id, {
        due_at: near.dueAt,
        due_clock: near.clock,
        due_soon_at: near.soonAt,
      })
    })
  }
  return waiting.length
}
