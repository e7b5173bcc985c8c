/** The holiday notice of a year, uploaded by an administrator; the promises it touches are counted anew (calendar-recount.ts). */
import { parseNotice } from '../../core/calendar-years.ts'
import { ZONE } from '../../core/clock.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { deskApi } from './contract.ts'
import { deskFail } from './errors.ts'
import { calendarOf, forgetRules } from './rulebook.ts'
import { insertNotice } from './store-rules.ts'

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
  // waiting and running promises are counted once the new rules can be read by everybody
  await ctx.enqueue('desk.year', {
    year,
    jurisdiction: input.jurisdiction,
    version: ctx.now.epochMilliseconds,
    source: input.source,
  })
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
