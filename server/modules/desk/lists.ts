/** What the desk gives out as a file: the queue with the columns and filters of its screen. */
import type { Ctx } from '../../core/house.ts'
import { listDef, type RegisteredList } from '../../core/transfer.ts'
import { deskApi } from './contract.ts'
import { channels, classText, clocks, kinds, outcomes, promiseStates, severities, states } from './labels.ts'
import { list } from './reads.ts'
import { rulesOf } from './rulebook.ts'

const PAGE = 200

type Asked = Omit<Parameters<typeof list>[1], 'offset' | 'limit'>
type Row = Awaited<ReturnType<typeof list>>['items'][number] & { className: string }

/** Page after page; names of classes come from the rule book, so that a retired class still has its name. */
async function* rows(ctx: Ctx, asked: Asked): AsyncGenerator<Row> {
  const rules = await rulesOf(ctx.house, asked.estateId, ctx.now)
  for (let offset = 0; ; offset += PAGE) {
    const { items } = await list(ctx, { ...asked, offset, limit: PAGE })
    for (const row of items) yield { ...row, className: classText(rules, row, ctx.lang) }
    if (items.length < PAGE) return
  }
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
      {
        key: 'kind',
        header: { zh: '类型', en: 'Kind' },
        kind: 'text',
        cell: (r, lang) => kinds[r.kind][lang],
      },
      { key: 'class', header: { zh: '类别', en: 'Class' }, kind: 'text', cell: r => r.className },
      {
        key: 'severity',
        header: { zh: '程度', en: 'Severity' },
        kind: 'text',
        cell: (r, lang) => severities[r.severity][lang],
      },
      { key: 'unit', header: { zh: '房号', en: 'Unit' }, kind: 'text', cell: r => r.unit },
      { key: 'text', header: { zh: '内容', en: 'Text' }, kind: 'text', width: 40, cell: r => r.text },
      {
        key: 'channel',
        header: { zh: '来源', en: 'Channel' },
        kind: 'text',
        cell: (r, lang) => channels[r.channel][lang],
      },
      {
        key: 'firstReceiver',
        header: { zh: '首接责任人', en: 'First receiver' },
        kind: 'text',
        cell: r => r.firstReceiver,
      },
      { key: 'assignee', header: { zh: '处理人', en: 'Handler' }, kind: 'text', cell: r => r.assignee },
      {
        key: 'state',
        header: { zh: '进度', en: 'State' },
        kind: 'text',
        cell: (r, lang) => states[r.state][lang],
      },
      {
        key: 'outcome',
        header: { zh: '结果', en: 'Outcome' },
        kind: 'text',
        cell: (r, lang) => r.outcome && outcomes[r.outcome][lang],
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
        cell: (r, lang) => r.dueClock && clocks[r.dueClock][lang],
      },
      { key: 'dueAt', header: { zh: '时限', en: 'Due' }, kind: 'instant', cell: r => r.dueAt },
      {
        key: 'dueState',
        header: { zh: '时限状态', en: 'Promise state' },
        kind: 'text',
        cell: (r, lang) => r.dueState && promiseStates[r.dueState][lang],
      },
      { key: 'late', header: { zh: '曾逾期', en: 'Was late' }, kind: 'yesNo', cell: r => r.late },
      { key: 'repeats', header: { zh: '催问次数', en: 'Came back' }, kind: 'integer', cell: r => r.repeats },
      { key: 'closedAt', header: { zh: '办结时间', en: 'Closed' }, kind: 'instant', cell: r => r.closedAt },
    ],
  }),
]
