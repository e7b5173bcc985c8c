import { describe, expect, test } from 'vitest'
import { aDesk, raise } from '../../../test/desk.ts'
import { aHousehold } from '../../../test/factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { getReport } from './reads.ts'
import { answerSurvey, closeSurvey, listSurveys, mySurveys, openSurvey } from './survey.ts'
import { surveyResult } from './survey-rules.ts'

const t = await testHouse()
const questions = [
  { key: 'reply', weight: 60, zh: '处理', en: 'Handling' },
  { key: 'clean', weight: 40, zh: '清洁', en: 'Cleaning' },
]
const owner = (scores: Record<string, number>) => ({ kind: 'owner' as const, scores })

describe('the weighted measure', () => {
  test('[S7-08] each question counts by its weight; what was left out counts nowhere', () => {
    const r = surveyResult(questions, [owner({ reply: 5, clean: 3 }), owner({ reply: 4 })], 4, 90)
    expect(r.overall).toEqual({ numerator: 120, denominator: 160 })
    expect(r.byQuestion).toEqual([
      { key: 'reply', satisfied: { numerator: 2, denominator: 2 } },
      { key: 'clean', satisfied: { numerator: 0, denominator: 1 } },
    ])
  })
  test('[S7-08] 90 % is met at 90 and not a hair below', () => {
    const many = (yes: number, no: number) => [
      ...Array.from({ length: yes }, () => owner({ reply: 4 })),
      ...Array.from({ length: no }, () => owner({ reply: 3 })),
    ]
    expect(surveyResult(questions, many(9, 1), 4, 90).met).toBe(true)
    expect(surveyResult(questions, many(899, 101), 4, 90).met).toBe(false)
    expect(surveyResult(questions, [], 4, 90).met).toBeNull()
  })
})

test('[S7-08, K12] one survey a year, one nameless answer each, frozen at the closing, and apart from the monthly rate', async () => {
  const d = await aDesk(t)
  const { estateId } = d
  await aHousehold(t, estateId, { label: '2-1-101' })
  const office = t.ctx(actor('office', 'estate', estateId))
  const director = t.ctx(actor('duty_director', 'estate', estateId))
  await raise(t, d, { kind: 'inquiry', class: 'general', text: '泳池', answer: '九点' })
  const before = (await getReport(director, { estateId, month: '2026-03' })).figures
  const survey = await openSurvey(office, { estateId, questions })
  expect(survey).toMatchObject({ year: 2026, target: 90, population: 2 })
  await expect(openSurvey(office, { estateId, questions })).rejects.toMatchObject({
    code: 'followup.survey_year',
  })
  const say = (who: typeof d.resident, scores: Record<string, number>) =>
    answerSurvey(t.ctx(who), { estateId, surveyId: survey.id, kind: 'owner', scores })
  await say(d.resident, { reply: 5, clean: 5 })
  await say(d.accused, { reply: 2, clean: 5, other: 5 })
  await expect(say(d.resident, { reply: 1 })).rejects.toMatchObject({ code: 'followup.survey_twice' })
  expect((await mySurveys(t.ctx(d.resident), { estateId })).open?.done).toBe(true)
  const input = { estateId, surveyId: survey.id }
  await expect(closeSurvey(office, input)).rejects.toMatchObject({ code: 'core.forbidden' })
  const closed = await closeSurvey(director, input)
  expect(closed.result).toMatchObject({
    overall: { numerator: 140, denominator: 200 },
    met: false,
    answered: 2,
  })
  await expect(say(actor('owner', 'unit', d.home, estateId), { reply: 5 })).rejects.toMatchObject({
    code: 'followup.survey_closed',
  })
  await t.pool.query(`DELETE FROM survey_answer WHERE estate_id = $1`, [estateId])
  expect((await listSurveys(office, { estateId })).items[0]?.result).toEqual(closed.result)
  const rows = await t.pool.query(
    `SELECT after::text FROM audit WHERE estate_id = $1 AND action = 'followup.survey_answer'`,
    [estateId],
  )
  expect(JSON.stringify(rows.rows)).not.toContain('reply')
  expect((await getReport(director, { estateId, month: '2026-03' })).figures).toEqual(before)
})

test('[S7-08] weights that do not add up to 100 are refused', async () => {
  const d = await aDesk(t)
  const wrong = questions.map(q => ({ ...q, weight: 40 }))
  const answer = await t.http(
    actor('office', 'estate', d.estateId),
    'POST',
    `/api/estates/${d.estateId}/surveys`,
    {
      questions: wrong,
    },
  )
  expect(answer.statusCode).toBe(400)
  expect(answer.body).toContain('100')
})
