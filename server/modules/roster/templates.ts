/** Weeks kept under a name and laid over coming weeks. */
import { Temporal } from 'temporal-polyfill'
import { dayStart } from '../../core/clock.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { rosterApi } from './contract.ts'
import { rosterFail } from './errors.ts'
import { laidOver, templateOf } from './rules-turns.ts'
import { self } from './service.ts'
import * as duties from './store.ts'
import { staffOf } from './store-staff.ts'
import * as store from './store-turns.ts'

const present = (t: store.TemplateRow) => ({
  id: t.id,
  name: t.name,
  turns: t.turns.length,
  people: new Set(t.turns.map(one => one.accountId)).size,
})

export const listTemplates = query(
  'roster.templates',
  rosterApi['GET /api/estates/:estateId/roster/templates'],
  async (ctx, input) => ({ items: (await store.templates(ctx.db, input.estateId)).map(present) }),
)

/** @throws roster.template_empty, roster.template_name */
export const keepTemplate = verb(
  'roster.keep_template',
  rosterApi['POST /api/estates/:estateId/roster/templates'],
  async (ctx, input) => {
    const zone = await duties.zoneOf(ctx.db, input.estateId)
    const monday = Temporal.PlainDate.from(input.monday)
    const from = dayStart(monday, zone)
    const until = dayStart(monday.add({ days: 7 }), zone)
    const week = await duties.dutiesBetween(ctx.db, input.estateId, { from, until })
    const turns = templateOf(
      week.filter(d => d.absent_at === null),
      monday,
      zone,
    )
    if (turns.length === 0) throw rosterFail('roster.template_empty')
    const row = { id: newId<'roster_template'>(ctx.now.epochMilliseconds), name: input.name, turns }
    await store
      .insertTemplate(ctx.db, input.estateId, row, self(ctx.actor).name, ctx.now)
      .catch((error: unknown) => {
        throw isUniqueViolation(error, 'roster_template_name_key')
          ? rosterFail('roster.template_name', { params: { name: input.name } })
          : error
      })
    await ctx.audit(
      {
        action: 'roster_template.keep',
        subject: 'roster_template',
        subjectId: row.id,
        after: { name: row.name, turns: turns.length },
      },
      input.estateId,
    )
    return present(row)
  },
)

/** Turns that lie in the past, of people who left or who have another turn then, are left out and named. */
export const applyTemplate = verb(
  'roster.apply_template',
  rosterApi['POST /api/estates/:estateId/roster/templates/:templateId/apply'],
  async (ctx, input) => {
    const [template] = await store.templates(ctx.db, input.estateId, input.templateId)
    if (template === undefined) throw fail('core.not_found')
    const zone = await duties.zoneOf(ctx.db, input.estateId)
    const staff = new Set((await staffOf(ctx.db, input.estateId, ctx.now)).map(s => s.id))
    const posts = new Set((await duties.posts(ctx.db, input.estateId)).map(p => p.id))
    const left: { name: string; at: string; why: 'busy' | 'gone' | 'past' }[] = []
    let made = 0
    for (let ahead = 0; ahead < input.weeks; ahead++) {
      const monday = Temporal.PlainDate.from(input.monday).add({ weeks: ahead })
      for (const t of template.turns) {
        const { starts, ends } = laidOver(t, monday, zone)
        const skip = (why: 'busy' | 'gone' | 'past') =>
          left.push({ name: t.name, at: starts.toString(), why })
        const row: duties.DutyFull = {
          id: newId<'duty'>(ctx.now.epochMilliseconds),
          kind: t.kind,
          post_id: t.postId,
          account_id: t.accountId,
          name: t.name,
          party: partyOf(t.party),
          starts_at: starts,
          ends_at: ends,
          superior_id: t.superiorId,
          superior_name: t.superiorName,
          absent_at: null,
          absence_reason: null,
          version: 1,
        }
        if (!staff.has(t.accountId) || (t.postId !== null && !posts.has(t.postId))) skip('gone')
        else if (ends.epochMilliseconds <= ctx.now.epochMilliseconds) skip('past')
        else if ((await duties.overlapping(ctx.db, input.estateId, row)) !== undefined) skip('busy')
        else {
          await duties.insertDuty(ctx.db, input.estateId, row, self(ctx.actor).id)
          made += 1
        }
      }
    }
    await ctx.audit(
      {
        action: 'roster_template.apply',
        subject: 'roster_template',
        subjectId: template.id,
        after: { monday: input.monday, weeks: input.weeks, made, left: left.length },
      },
      input.estateId,
    )
    await ctx.signal({ topic: 'roster', ref: input.estateId, estateId: input.estateId })
    return { made, left: left.slice(0, 100) }
  },
)

type Party = duties.DutyFull['party']
const partyOf = (text: string): Party =>
  (['neighbourhood', 'company', 'brigade', 'subject_unit'] as const).find(p => p === text) ?? 'company'

export const dropTemplate = verb(
  'roster.drop_template',
  rosterApi['DELETE /api/estates/:estateId/roster/templates/:templateId'],
  async (ctx, input) => {
    if (!(await store.removeTemplate(ctx.db, input.estateId, input.templateId))) throw fail('core.not_found')
    await ctx.audit(
      { action: 'roster_template.drop', subject: 'roster_template', subjectId: input.templateId },
      input.estateId,
    )
    return { removed: true }
  },
)
