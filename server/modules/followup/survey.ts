/** The yearly survey: opened by the estate, answered once and without a name, closed with a frozen result (S7-08). */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { myPersons } from '../people/own.ts'
import { presentTie } from '../people/present.ts'
import * as people from '../people/store-persons.ts'
import { type Survey, SurveyQuestion, SurveyResult, surveyApi } from './contract-survey.ts'
import { followupFail } from './errors.ts'
import * as store from './store-survey.ts'
import { surveyResult } from './survey-rules.ts'
import { targetsOn } from './targets.ts'

const Rules = z.object({ target: z.int(), satisfiedFrom: z.int(), questions: z.array(SurveyQuestion) })
const Kept = SurveyResult.extend({ satisfiedFrom: z.int() })

const rulesOf = async (ctx: Ctx, estateId: string) =>
  Rules.parse(await ruleFor<unknown>(ctx.db, 'survey.rules', estateId, localDate(ctx.now).toString()))

/** A closed survey answers what was frozen, an open one what was said so far. */
async function present(ctx: Ctx, estateId: string, s: store.SurveyRow): Promise<z.input<typeof Survey>> {
  const questions = z.array(SurveyQuestion).parse(s.questions)
  const rules = await rulesOf(ctx, estateId)
  const frozen = s.result === null ? undefined : Kept.parse(s.result)
  const satisfiedFrom = frozen?.satisfiedFrom ?? rules.satisfiedFrom
  return {
    id: s.id,
    year: s.year,
    target: s.target,
    satisfiedFrom,
    questions,
    population: s.population,
    openedAt: s.opened_at.toString(),
    closedAt: s.closed_at?.toString() ?? null,
    result:
      frozen ?? surveyResult(questions, await store.answers(ctx.db, estateId, s.id), satisfiedFrom, s.target),
  }
}

const nameOf = (ctx: Ctx) => ('name' in ctx.actor ? ctx.actor.name : '')

export const listSurveys = query(
  'followup.surveys',
  surveyApi['GET /api/estates/:estateId/surveys'],
  async (ctx, input) => {
    const rows = await store.surveys(ctx.db, input.estateId)
    const { questions } = await rulesOf(ctx, input.estateId)
    const items = []
    for (const row of rows)
      items.push({
        ...(await present(ctx, input.estateId, row)),
        entered: await store.enteredCounts(ctx.db, input.estateId, row.id),
      })
    return { items, questions, year: localDate(ctx.now).year }
  },
)

export const openSurvey = verb(
  'followup.survey_open',
  surveyApi['POST /api/estates/:estateId/surveys'],
  async (ctx, input) => {
    const { estateId, questions } = input
    const goals = await targetsOn(ctx, estateId, localDate(ctx.now).toString())
    const target = goals['survey.satisfied'] ?? (await rulesOf(ctx, estateId)).target
    const id = newId<'survey'>(ctx.now.epochMilliseconds)
    const year = localDate(ctx.now).year
    const population = await store.population(ctx.db, estateId, ctx.now)
    const survey = { id, year, target, questions, population, at: ctx.now, by: nameOf(ctx) }
    if (!(await store.insertSurvey(ctx.db, estateId, survey))) throw followupFail('followup.survey_year')
    await ctx.audit(
      {
        action: 'followup.survey_open',
        subject: 'survey',
        subjectId: id,
        after: { year, questions, population },
      },
      estateId,
    )
    const row = await store.lockSurvey(ctx.db, estateId, id)
    if (!row) throw fail('core.not_found')
    return present(ctx, estateId, row)
  },
)

export const closeSurvey = verb(
  'followup.survey_close',
  surveyApi['POST /api/estates/:estateId/surveys/:surveyId/close'],
  async (ctx, input) => {
    const { estateId, surveyId } = input
    const row = await store.lockSurvey(ctx.db, estateId, surveyId)
    if (!row) throw fail('core.not_found')
    if (row.closed_at) throw followupFail('followup.survey_closed')
    const now = await present(ctx, estateId, row)
    const result = { ...now.result, satisfiedFrom: now.satisfiedFrom }
    await store.closeSurvey(ctx.db, estateId, surveyId, { at: ctx.now, by: nameOf(ctx), result })
    await ctx.audit(
      { action: 'followup.survey_close', subject: 'survey', subjectId: surveyId, after: result },
      estateId,
    )
    const closed = await store.lockSurvey(ctx.db, estateId, surveyId)
    return present(ctx, estateId, closed ?? row)
  },
)

/**
 * Survey and account or person, blinded with the estate's key: the same one is known again, but from the row nobody is.
 * The first is the one an answer is kept under, the others those under which the same person may have answered.
 */
async function blinded(ctx: Ctx, estateId: string, surveyId: string, ids: readonly string[]) {
  const cipher = await ctx.cipher(estateId)
  return ids.map(id => cipher.blind('survey', `${surveyId} ${id}`))
}

/** The caller by his account, and the persons it stands for, who may have answered on paper. */
async function respondent(ctx: Ctx, estateId: string, surveyId: string): Promise<Buffer[]> {
  const id = ctx.actor.kind === 'account' ? ctx.actor.id : ctx.actor.kind
  return blinded(ctx, estateId, surveyId, [id, ...((await myPersons(ctx)).get(estateId) ?? [])])
}

export const mySurveys = query(
  'followup.my_surveys',
  surveyApi['GET /api/estates/:estateId/my/surveys'],
  async (ctx, input) => {
    const rows = await store.surveys(ctx.db, input.estateId)
    const open = rows.find(r => r.closed_at === null)
    const closed = []
    for (const row of rows.filter(r => r.closed_at !== null))
      closed.push(await present(ctx, input.estateId, row))
    if (!open) return { open: null, closed }
    const who = await respondent(ctx, input.estateId, open.id)
    return {
      open: {
        id: open.id,
        year: open.year,
        questions: z.array(SurveyQuestion).parse(open.questions),
        done: await store.hasAnswered(ctx.db, input.estateId, open.id, who),
      },
      closed,
    }
  },
)

/** The open survey, locked, and the scores of its questions. @throws followup.survey_closed, followup.answer_needed */
async function answering(ctx: Ctx, estateId: string, surveyId: string, given: Record<string, number>) {
  const row = await store.lockSurvey(ctx.db, estateId, surveyId)
  if (!row) throw fail('core.not_found')
  if (row.closed_at) throw followupFail('followup.survey_closed')
  const questions = z.array(SurveyQuestion).parse(row.questions)
  const scores = Object.fromEntries(
    questions.flatMap(q => {
      const score = given[q.key]
      return score === undefined ? [] : [[q.key, score]]
    }),
  )
  if (Object.keys(scores).length === 0) throw followupFail('followup.answer_needed')
  return scores
}

export const answerSurvey = verb(
  'followup.survey_answer',
  surveyApi['POST /api/estates/:estateId/my/surveys/:surveyId'],
  async (ctx, input) => {
    const { estateId, surveyId } = input
    const scores = await answering(ctx, estateId, surveyId, input.scores)
    const who = await respondent(ctx, estateId, surveyId)
    const [own] = who
    const twice = !own || (await store.hasAnswered(ctx.db, estateId, surveyId, who))
    const answer = {
      kind: input.kind,
      scores,
      day: localDate(ctx.now).toString(),
      enteredBy: null,
      sheetId: null,
    }
    if (twice || !(await store.insertAnswer(ctx.db, estateId, surveyId, { ...answer, respondent: own })))
      throw followupFail('followup.survey_twice')
    // that somebody answered is told, not what he said
    await ctx.audit(
      { action: 'followup.survey_answer', subject: 'survey', subjectId: surveyId, after: { kept: true } },
      estateId,
    )
    return { done: true as const }
  },
)

/**
 * SX-12: a paper answer, entered by the staff. It counts once with the electronic ones: who answered on his phone is not
 * entered again, and the other way round. The row names who entered it, not whose it is.
 * @throws followup.survey_not_asked for who is neither owner nor user now, followup.survey_paper_twice, followup.survey_sheet
 */
export const enterPaper = verb(
  'followup.survey_paper',
  surveyApi['POST /api/estates/:estateId/surveys/:surveyId/paper'],
  async (ctx, input) => {
    const { estateId, surveyId, personId } = input
    const scores = await answering(ctx, estateId, surveyId, input.scores)
    const held = (await people.ties(ctx.db, estateId, 'estate', { personIds: [personId] })).filter(
      t => presentTie(ctx, t).live,
    )
    if (held.length === 0) throw followupFail('followup.survey_not_asked')
    const kind = held.some(t => t.tie === 'owner') ? ('owner' as const) : ('user' as const)
    const accounts = await people.accountsOfPerson(ctx.db, estateId, personId)
    const who = await blinded(ctx, estateId, surveyId, [personId, ...accounts])
    const [own] = who
    const twice = !own || (await store.hasAnswered(ctx.db, estateId, surveyId, who))
    const sheetId = input.sheetId ?? null
    if (sheetId !== null && !(await store.freeSheet(ctx.db, estateId, sheetId)))
      throw followupFail('followup.survey_sheet')
    const answer = { kind, scores, day: localDate(ctx.now).toString(), enteredBy: nameOf(ctx), sheetId }
    if (twice || !(await store.insertAnswer(ctx.db, estateId, surveyId, { ...answer, respondent: own })))
      throw followupFail('followup.survey_paper_twice')
    await ctx.audit(
      {
        action: 'followup.survey_paper',
        subject: 'survey',
        subjectId: surveyId,
        after: { kept: true, sheet: sheetId !== null },
      },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'followup', ref: surveyId })
    return { done: true as const, kind }
  },
)

/** The sheets that were entered, each with its photo, for whoever checks the count. */
export const listPaper = query(
  'followup.survey_sheets',
  surveyApi['GET /api/estates/:estateId/surveys/:surveyId/paper'],
  async (ctx, input) => {
    const { rows, total } = await store.sheets(ctx.db, input.estateId, input.surveyId, input)
    const items = rows.map(r => ({
      kind: r.kind,
      scores: r.scores,
      day: r.day,
      enteredBy: r.entered_by,
      sheetId: r.sheet_id,
    }))
    return { items, total }
  },
)
