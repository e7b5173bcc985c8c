/** What the desk gives out as a file: the queue with the columns and filters of its screen. */
import type { Ctx } from '../../core/house.ts'
import { listDef, type RegisteredList } from '../../core/transfer.ts'
import { deskApi } from './contract.ts'
import { list } from './reads.ts'
import { type EstateRules, rulesOf } from './rulebook.ts'

const PAGE = 200
const kinds = {
  complaint: '投诉',
  inquiry: '咨询',
  repair: '报修',
  suggestion: '建议',
  order: '服务',
} as const
const states = {
  received: '待接单',
  taken: '处理中',
  arrived: '已到场',
  handled: '待确认',
  closed: '已办结',
} as const
const outcomes = {
  satisfied: '业户满意',
  answered: '已答复',
  refused: '最终答复（计为不满意）',
  joined: '已并案处理',
  cancelled: '已取消',
} as const
const clocks = {
  reply: '答复',
  arrive: '到场',
  resolve: '办结',
  feedback: '反馈',
  threeMinute: '三分钟到场',
} as const
const promiseStates = {
  running: '进行中',
  soon: '即将到期',
  kept: '已兑现',
  late: '逾期',
  stopped: '暂停',
} as const
const channels = {
  phone: '电话',
  visit: '来访',
  app: '手机',
  paper: '纸质',
  message: '微信/短信',
  patrol: '巡查发现',
  other: '其他',
} as const

type Asked = Omit<Parameters<typeof list>[1], 'offset' | 'limit'>
type Row = Awaited<ReturnType<typeof list>>['items'][number] & { className: string }

/** Page after page; names of classes come from the rule book, so that a retired class still has its name. */
async function* rows(ctx: Ctx, asked: Asked): AsyncGenerator<Row> {
  const rules = await rulesOf(ctx.house, asked.estateId, ctx.now)
  for (let offset = 0; ; offset += PAGE) {
    const { items } = await list(ctx, { ...asked, offset, limit: PAGE })
    for (const row of items) yield { ...row, className: classText(rules, row) }
    if (items.length < PAGE) return
  }
}

function classText(rules: EstateRules, row: Omit<Row, 'className'>): string {
  const cls = rules.classOf(row.kind, row.class)
  const sub = cls?.subtypes.find(s => s.key === row.subtype)
  return [cls?.zh ?? row.class, sub?.zh].filter(Boolean).join(' · ')
}

export const deskLists: RegisteredList[] = [
  listDef({
    key: 'desk.tickets',
    title: { zh: '工单', en: 'Tickets' },
    permission: 'ticket.read',
    scope: 'estate',
    query: deskApi['GET /api/estates/:estateId/tickets'].query.omit({ offset: true, limit: true }),
    rows,
    columns: [
      { key: 'number', header: { zh: '编号', en: 'Number' }, kind: 'text', cell: r => r.number },
      { key: 'kind', header: { zh: '类型', en: 'Kind' }, kind: 'text', cell: r => kinds[r.kind] },
      { key: 'class', header: { zh: '类别', en: 'Class' }, kind: 'text', cell: r => r.className },
      {
        key: 'severity',
        header: { zh: '程度', en: 'Severity' },
        kind: 'text',
        cell: r => (r.severity === 'major' ? '重大' : '一般'),
      },
      { key: 'unit', header: { zh: '房号', en: 'Unit' }, kind: 'text', cell: r => r.unit },
      { key: 'text', header: { zh: '内容', en: 'Text' }, kind: 'text', width: 40, cell: r => r.text },
      { key: 'channel', header: { zh: '来源', en: 'Channel' }, kind: 'text', cell: r => channels[r.channel] },
      {
        key: 'firstReceiver',
        header: { zh: '首接责任人', en: 'First receiver' },
        kind: 'text',
        cell: r => r.firstReceiver,
      },
      { key: 'assignee', header: { zh: '处理人', en: 'Handler' }, kind: 'text', cell: r => r.assignee },
      { key: 'state', header: { zh: '进度', en: 'State' }, kind: 'text', cell: r => states[r.state] },
      {
        key: 'outcome',
        header: { zh: '结果', en: 'Outcome' },
        kind: 'text',
        cell: r => r.outcome && outcomes[r.outcome],
      },
      {
        key: 'receivedAt',
        header: { zh: '受理时间', en: 'Received' },
        kind: 'instant',
        cell: r => r.receivedAt,
      },
      {
        key: 'dueClock',
        header: { zh: '承诺', en: 'Promise' },
        kind: 'text',
        cell: r => r.dueClock && clocks[r.dueClock],
      },
      { key: 'dueAt', header: { zh: '时限', en: 'Due' }, kind: 'instant', cell: r => r.dueAt },
      {
        key: 'dueState',
        header: { zh: '时限状态', en: 'Promise state' },
        kind: 'text',
        cell: r => r.dueState && promiseStates[r.dueState],
      },
      { key: 'late', header: { zh: '曾逾期', en: 'Was late' }, kind: 'yesNo', cell: r => r.late },
      { key: 'repeats', header: { zh: '催问次数', en: 'Came back' }, kind: 'integer', cell: r => r.repeats },
      { key: 'closedAt', header: { zh: '办结时间', en: 'Closed' }, kind: 'instant', cell: r => r.closedAt },
    ],
  }),
]
