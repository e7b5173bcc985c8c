/** Tables of the follow-up as files: the month's figures, the call list, and a round's published list. */
import { z } from 'zod'
import type { Bilingual } from '../../core/formats.ts'
import { listDef, type RegisteredList } from '../../core/transfer.ts'
import { callRows } from './calls.ts'
import { MonthParam, results, shows } from './contract.ts'
import { getRound, reportOf } from './reads.ts'
import { figureLine, howText, keptLines, resultText } from './words.ts'

const Month = MonthParam.shape.month

interface ReportLine {
  section: Bilingual
  name: Bilingual
  numerator: number
  denominator: number | null
  share: number | null
  target: number | null
  met: string
  definition: Bilingual
}

/** The same figures as on screen and paper, a line each (artefact 13). */
const reportList = listDef({
  key: 'followup.report',
  title: { zh: '投诉咨询月报', en: 'Month report' },
  permission: 'followup.run',
  scope: 'estate',
  query: z.object({ month: Month, version: z.coerce.number().int().min(1).optional() }),
  rows: async (ctx, asked): Promise<ReportLine[]> => {
    const report = await reportOf(ctx, asked.estateId, asked.month, asked.version)
    return [...report.figures.map(f => figureLine(f, report.state === 'running')), ...keptLines(report)]
  },
  columns: [
    { key: 'section', header: { zh: '部分', en: 'Part' }, kind: 'text', cell: r => r.section.zh },
    { key: 'name', header: { zh: '指标', en: 'Figure' }, kind: 'text', width: 26, cell: r => r.name.zh },
    {
      key: 'numerator',
      header: { zh: '分子·件数', en: 'Numerator' },
      kind: 'integer',
      cell: r => r.numerator,
    },
    {
      key: 'denominator',
      header: { zh: '分母', en: 'Denominator' },
      kind: 'integer',
      cell: r => r.denominator,
    },
    { key: 'share', header: { zh: '比率', en: 'Share' }, kind: 'percent', cell: r => r.share },
    { key: 'target', header: { zh: '目标（%）', en: 'Target (%)' }, kind: 'integer', cell: r => r.target },
    { key: 'met', header: { zh: '是否达标', en: 'Met' }, kind: 'text', width: 10, cell: r => r.met },
    {
      key: 'definition',
      header: { zh: '统计口径', en: 'Definition' },
      kind: 'text',
      width: 80,
      cell: r => r.definition.zh,
    },
  ],
})

const callsList = listDef({
  key: 'followup.calls',
  title: { zh: '月度回访表', en: 'Monthly follow-up' },
  permission: 'followup.call',
  scope: 'estate',
  query: z.object({
    month: Month,
    show: z.enum(shows).default('all'),
    result: z.enum(results).optional(),
  }),
  rows: (ctx, asked) => callRows(ctx, asked.estateId, asked.month, asked),
  columns: [
    { key: 'number', header: { zh: '工单号', en: 'Ticket' }, kind: 'text', cell: r => r.number },
    { key: 'class', header: { zh: '类别', en: 'Class' }, kind: 'text', cell: r => r.className.zh },
    { key: 'unit', header: { zh: '房号', en: 'Unit' }, kind: 'text', cell: r => r.unit },
    { key: 'major', header: { zh: '重大', en: 'Major' }, kind: 'yesNo', cell: r => r.major },
    { key: 'how', header: { zh: '入选方式', en: 'Drawn as' }, kind: 'text', cell: r => howText(r.how).zh },
    { key: 'round', header: { zh: '批次', en: 'Round' }, kind: 'integer', cell: r => r.round },
    { key: 'place', header: { zh: '抽样顺序', en: 'Place' }, kind: 'integer', cell: r => r.place },
    { key: 'closedAt', header: { zh: '办结时间', en: 'Closed' }, kind: 'instant', cell: r => r.closedAt },
    { key: 'dueOn', header: { zh: '应回访日', en: 'Due' }, kind: 'date', cell: r => r.dueOn },
    { key: 'assigned', header: { zh: '回访人', en: 'Caller' }, kind: 'text', cell: r => r.assigned },
    { key: 'attempts', header: { zh: '拨打次数', en: 'Attempts' }, kind: 'integer', cell: r => r.attempts },
    { key: 'result', header: { zh: '结果', en: 'Result' }, kind: 'text', cell: r => resultText(r.result).zh },
    { key: 'resultAt', header: { zh: '回访时间', en: 'Answered' }, kind: 'instant', cell: r => r.resultAt },
  ],
})

const roundList = listDef({
  key: 'followup.round',
  title: { zh: '抽样名单', en: 'Drawn list' },
  permission: 'followup.call',
  scope: 'estate',
  query: z.object({ month: Month, round: z.coerce.number().int().min(1).max(9) }),
  rows: async (ctx, asked) => (await getRound(ctx, asked)).items,
  columns: [
    { key: 'place', header: { zh: '抽样顺序', en: 'Place' }, kind: 'integer', cell: r => r.place },
    { key: 'number', header: { zh: '工单号', en: 'Ticket' }, kind: 'text', cell: r => r.number },
    { key: 'major', header: { zh: '重大', en: 'Major' }, kind: 'yesNo', cell: r => r.major },
    {
      key: 'key',
      header: { zh: '排序值（前 12 位）', en: 'Key (first 12)' },
      kind: 'text',
      cell: r => r.key,
    },
    {
      key: 'how',
      header: { zh: '入选方式', en: 'Drawn as' },
      kind: 'text',
      cell: r => howText(r.how ?? null).zh,
    },
  ],
})

export const followupLists: RegisteredList[] = [reportList, callsList, roundList]
