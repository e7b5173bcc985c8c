/** The yearly survey on paper, for who has no phone or does not like it (S7-08, SX-12, artefact 13). */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import { printable } from '../../core/print.ts'
import { printDef } from '../../core/transfer.ts'
import { getEstate } from '../estate/service.ts'
import { SurveyQuestion } from './contract-survey.ts'
import { surveys } from './store-survey.ts'

const words = {
  zh: {
    title: (year: number) => `${year} 年综合满意度调查问卷`,
    how: '请在每题后圈出分数，5 分最满意，1 分最不满意；不想答的题可以不答。填好请交前台或投入意见箱，由工作人员录入，与手机作答合并统计，一人一次。',
    question: '题目',
    who: '房号和姓名（只用来保证一人一次，不与分数一起保存）：________________________',
    entered: '录入人：______________　录入日期：______________',
  },
  en: {
    title: (year: number) => `Survey of overall satisfaction ${year}`,
    how: 'Circle a score for each question, 5 is best, 1 is worst; leave out what you do not want to answer. Hand it in at the front desk: the staff enters it, and it counts once together with the answers given on the phone.',
    question: 'Question',
    who: 'Room and name (only so that nobody counts twice; not kept with the scores): ________________________',
    entered: 'Entered by: ______________  on: ______________',
  },
} as const

export const surveyPrint = printDef({
  key: 'survey-form',
  title: { zh: '满意度调查问卷', en: 'Satisfaction questionnaire' },
  permission: 'followup.run',
  scope: 'estate',
  query: z.object({ surveyId: z.uuid() }),
  document: async (ctx, { estateId, surveyId }) => {
    const row = (await surveys(ctx.db, estateId)).find(s => s.id === surveyId)
    if (!row) throw fail('core.not_found')
    const estate = await getEstate(ctx, { estateId })
    const w = words[ctx.lang]
    const questions = z.array(SurveyQuestion).parse(row.questions)
    return {
      title: `${estate.name} ${w.title(row.year)}`,
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      language: ctx.lang,
      blocks: [
        { kind: 'paragraph', text: w.how },
        {
          kind: 'table',
          columns: [
            { header: w.question, width: 5 },
            ...['5', '4', '3', '2', '1'].map(header => ({ header, width: 0.6 })),
          ],
          rows: questions.map((q, i) => [
            `${i + 1}. ${printable(q[ctx.lang])}`,
            ...['5', '4', '3', '2', '1'].map(n => `  ${n}  `),
          ]),
        },
        { kind: 'paragraph', text: w.who },
        { kind: 'paragraph', text: w.entered },
      ],
    }
  },
})
