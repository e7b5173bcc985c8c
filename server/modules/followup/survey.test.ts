import { describe, expect, test } from 'vitest'
import { aDesk, raise } from '../../../test/desk.ts'
import { aHousehold, aPerson } from '../../../test/factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { linkPhone } from '../people/accounts.ts'
import { getReport } from './reads.ts'
import {
  answerSurvey,
  closeSurvey,
  enterPaper,
  listPaper,
  listSurveys,
  mySurveys,
  openSurvey,
} from './survey.ts'
import { surveyPrint } from './survey-print.ts'
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

test('[SX-12, S7-08] paper answers count once with the electronic ones, by the name of who entered them and of nobody else', async () => {
  const d = await aDesk(t)
  const { estateId } = d
  const home = await aHousehold(t, estateId, { label: '2-1-101' })
  const other = await aHousehold(t, estateId, { label: '2-1-102', lease: true })
  const office = t.ctx({ ...actor('office', 'estate', estateId), name: '办公室小周' })
  const survey = await openSurvey(office, { estateId, questions })
  const enter = (personId: string, scores: Record<string, number> = { reply: 5 }) =>
    enterPaper(office, { estateId, surveyId: survey.id, personId, scores })
  // the owner signs in with the phone he gave, and answers on it
  const phone = actor('owner', 'unit', home.unitId, estateId)
  await t.pool.query(
    'INSERT INTO account (id, name, email, created_at, updated_at) VALUES ($1, $2, $3, now(), now())',
    [phone.id, phone.name, `${phone.id}@test`],
  )
  await linkPhone(office, phone.id, home.owner.phone ?? '')
  await answerSurvey(t.ctx(phone), { estateId, surveyId: survey.id, kind: 'owner', scores: { reply: 2 } })
  await expect(enter(home.owner.id)).rejects.toMatchObject({ code: 'followup.survey_paper_twice' })
  // paper first, then the phone
  expect(await enter(other.owner.id)).toEqual({ done: true, kind: 'owner' })
  await expect(enter(other.owner.id)).rejects.toMatchObject({ code: 'followup.survey_paper_twice' })
  const late = actor('owner', 'unit', other.unitId, estateId)
  await t.pool.query(
    'INSERT INTO account (id, name, email, created_at, updated_at) VALUES ($1, $2, $3, now(), now())',
    [late.id, late.name, `${late.id}@test`],
  )
  await linkPhone(office, late.id, other.owner.phone ?? '')
  expect((await mySurveys(t.ctx(late), { estateId })).open?.done).toBe(true)
  await expect(
    answerSurvey(t.ctx(late), { estateId, surveyId: survey.id, kind: 'owner', scores: { reply: 1 } }),
  ).rejects.toMatchObject({ code: 'followup.survey_twice' })
  expect(await enter(other.other.id, { clean: 3 })).toEqual({ done: true, kind: 'user' })
  const stranger = await aPerson(t, estateId)
  await expect(enter(stranger.id)).rejects.toMatchObject({ code: 'followup.survey_not_asked' })
  await expect(enter(stranger.id, { none: 3 })).rejects.toMatchObject({ code: 'followup.answer_needed' })
  const [row] = (await listSurveys(office, { estateId })).items
  expect(row?.result).toMatchObject({ answered: 3, owners: 2, users: 1, paper: 2 })
  expect(row?.entered).toEqual([{ by: '办公室小周', count: 2 }])
  const kept = await t.pool.query(
    'SELECT to_jsonb(a)::text AS line FROM survey_answer a WHERE estate_id = $1',
    [estateId],
  )
  for (const { line } of kept.rows)
    for (const one of [home.owner, other.owner, other.other]) expect(line).not.toContain(one.id)
  // the sheet's photo stands beside what was entered from it, and serves once
  const third = await aHousehold(t, estateId, { label: '2-1-103' })
  const fourth = await aHousehold(t, estateId, { label: '2-1-104' })
  const file = (purpose: string) =>
    t.house.files.put(t.house.db, t.clock.now(), estateId, Buffer.from('jpeg'), 'image/jpeg', 'x', purpose)
  const [sheet, strange] = [await file('survey'), await file('conduct')]
  const withSheet = (personId: string, sheetId: string) =>
    enterPaper(office, { estateId, surveyId: survey.id, personId, scores: { reply: 4 }, sheetId })
  const refused = { code: 'followup.survey_sheet' }
  await expect(withSheet(third.owner.id, strange.id)).rejects.toMatchObject(refused)
  expect(await withSheet(third.owner.id, sheet.id)).toEqual({ done: true, kind: 'owner' })
  await expect(withSheet(fourth.owner.id, sheet.id)).rejects.toMatchObject(refused)
  const { items, total } = await listPaper(office, { estateId, surveyId: survey.id })
  expect(total).toBe(3)
  expect(items.filter(i => i.sheetId)).toMatchObject([
    { sheetId: sheet.id, enteredBy: '办公室小周', scores: { reply: 4 }, kind: 'owner' },
  ])
  expect(JSON.stringify(items)).not.toContain(third.owner.id)
  await expect(
    listPaper(t.ctx(actor('guard', 'estate', estateId)), { estateId, surveyId: survey.id }),
  ).rejects.toMatchObject({ code: 'core.forbidden' })
  const paper = await surveyPrint.document(office, { estateId, surveyId: survey.id })
  expect(JSON.stringify(paper.blocks)).toContain('1. 处理')
})
