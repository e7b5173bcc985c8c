/** Work and survey as files: the columns of their screens. */
import { z } from 'zod'
import { listDef, type RegisteredList } from '../../core/transfer.ts'
import { TaskKind, TaskState } from './contract-task.ts'
import { careWords, taskKindWords, taskStateWords } from './labels.ts'
import { surveyList } from './survey.ts'
import { regionTasks } from './tasks.ts'

const steps = {
  none: { zh: '未摸底', en: 'not surveyed' },
  unchecked: { zh: '待复核', en: 'to be checked' },
  checked: { zh: '已复核', en: 'checked' },
} as const
const PAGE = 500
const regionId = z.uuid()

export const workLists: RegisteredList[] = [
  listDef({
    key: 'response.survey',
    title: { zh: '小区摸底表', en: 'Survey by estate' },
    permission: 'response.read',
    scope: 'house',
    query: z.object({
      regionId,
      q: z.string().max(60).optional(),
      step: z.enum(['none', 'unchecked', 'checked']).optional(),
      care: z.enum(['company', 'abandoned', 'self_managed']).optional(),
    }),
    rows: (ctx, asked) => surveyList(ctx, asked),
    columns: [
      { key: 'region', header: { zh: '区域', en: 'Region' }, kind: 'text', cell: e => e.region },
      { key: 'name', header: { zh: '小区', en: 'Estate' }, kind: 'text', cell: e => e.name },
      {
        key: 'care',
        header: { zh: '管理类别', en: 'Class' },
        kind: 'text',
        cell: (e, lang) => careWords[e.care][lang],
      },
      { key: 'company', header: { zh: '物业公司', en: 'Company' }, kind: 'text', cell: e => e.company },
      { key: 'subject', header: { zh: '主体单位', en: 'Subject unit' }, kind: 'text', cell: e => e.subject },
      { key: 'buildings', header: { zh: '楼栋', en: 'Buildings' }, kind: 'integer', cell: e => e.buildings },
      {
        key: 'sections',
        header: { zh: '单元楼', en: 'Unit buildings' },
        kind: 'integer',
        cell: e => e.sections,
      },
      {
        key: 'households',
        header: { zh: '户数', en: 'Households' },
        kind: 'integer',
        cell: e => e.households,
      },
      {
        key: 'step',
        header: { zh: '进度', en: 'Step' },
        kind: 'text',
        cell: (e, lang) => steps[e.step][lang],
      },
      { key: 'madeBy', header: { zh: '填报人', en: 'Entered by' }, kind: 'text', cell: e => e.madeBy },
      { key: 'checkedBy', header: { zh: '复核人', en: 'Checked by' }, kind: 'text', cell: e => e.checkedBy },
    ],
  }),
  listDef({
    key: 'response.tasks',
    title: { zh: '围挡、维修、消毒和网格任务', en: 'Tasks of closed management' },
    permission: 'response.read',
    scope: 'house',
    query: z.object({
      regionId,
      kind: TaskKind.optional(),
      state: TaskState.optional(),
      open: z.enum(['yes']).optional(),
      late: z.enum(['yes']).optional(),
      q: z.string().max(60).optional(),
    }),
    rows: async function* (ctx, asked) {
      for (let offset = 0; ; offset += PAGE) {
        const { items } = await regionTasks(ctx, { ...asked, offset, limit: PAGE })
        yield* items
        if (items.length < PAGE) return
      }
    },
    columns: [
      { key: 'region', header: { zh: '区域', en: 'Region' }, kind: 'text', cell: r => r.region },
      { key: 'estate', header: { zh: '小区', en: 'Estate' }, kind: 'text', cell: r => r.estate },
      {
        key: 'kind',
        header: { zh: '类别', en: 'Kind' },
        kind: 'text',
        cell: (r, lang) => taskKindWords[r.kind][lang],
      },
      { key: 'title', header: { zh: '任务', en: 'Task' }, kind: 'text', cell: r => r.title },
      {
        key: 'organisation',
        header: { zh: '责任单位', en: 'Responsible' },
        kind: 'text',
        cell: r => r.organisation,
      },
      { key: 'worker', header: { zh: '办理人', en: 'Worker' }, kind: 'text', cell: r => r.worker },
      { key: 'dueOn', header: { zh: '期限', en: 'Due' }, kind: 'text', cell: r => r.dueOn },
      {
        key: 'state',
        header: { zh: '状态', en: 'State' },
        kind: 'text',
        cell: (r, lang) => taskStateWords[r.state][lang],
      },
      { key: 'startedAt', header: { zh: '开始', en: 'Started' }, kind: 'instant', cell: r => r.startedAt },
      { key: 'doneAt', header: { zh: '完成', en: 'Done' }, kind: 'instant', cell: r => r.doneAt },
      {
        key: 'minutes',
        header: { zh: '用时（分钟）', en: 'Minutes' },
        kind: 'integer',
        cell: r => r.minutes,
      },
      { key: 'material', header: { zh: '用料', en: 'Material' }, kind: 'text', cell: r => r.material },
      { key: 'cost', header: { zh: '费用', en: 'Cost' }, kind: 'money', cell: r => r.cost },
      { key: 'seenBy', header: { zh: '验看人', en: 'Seen by' }, kind: 'text', cell: r => r.seenBy },
    ],
  }),
]
