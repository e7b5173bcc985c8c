/** The officers' lists as files, in words and without anybody's name. */
import { listDef, pages, type RegisteredList } from '../../core/transfer.ts'
import { watchApi } from './contract-lists.ts'
import { watchIncidents, watchInside, watchPassages, watchPosts, watchTickets } from './watch.ts'

const paged = { offset: true, limit: true } as const
const estate = { zh: '小区', en: 'Estate' }
const kinds: Record<string, { zh: string; en: string }> = {
  complaint: { zh: '投诉', en: 'Complaint' },
  inquiry: { zh: '咨询', en: 'Inquiry' },
  repair: { zh: '报修', en: 'Repair' },
  suggestion: { zh: '建议', en: 'Suggestion' },
  order: { zh: '特约服务', en: 'Order' },
}
const ways = { in: { zh: '进', en: 'In' }, out: { zh: '出', en: 'Out' } }
const subjects = { person: { zh: '人', en: 'Person' }, vehicle: { zh: '车', en: 'Vehicle' } }
const outcomes = { passed: { zh: '放行', en: 'Passed' }, refused: { zh: '劝返', en: 'Refused' } }
const incidents = {
  crash: { zh: '闯岗', en: 'Gate-crashing' },
  ram: { zh: '冲卡', en: 'Ramming' },
  dispute: { zh: '不配合', en: 'Not cooperating' },
  other: { zh: '其他', en: 'Other' },
}
const states = {
  open: { zh: '已记录', en: 'Recorded' },
  handed: { zh: '已移交公安', en: 'Handed to police' },
  closed: { zh: '已办结', en: 'Closed' },
}
const people = {
  resident: { zh: '住户', en: 'Resident' },
  visitor: { zh: '访客', en: 'Visitor' },
  worker: { zh: '工作人员', en: 'Worker' },
}

export const lists: RegisteredList[] = [
  listDef({
    key: 'oversight.tickets',
    title: { zh: '工单明细', en: 'Tickets' },
    permission: 'board.read',
    scope: 'house',
    query: watchApi['GET /api/oversight/tickets'].query.omit(paged),
    rows: async function* (ctx, asked) {
      for await (const row of pages(offset => watchTickets(ctx, { ...asked, offset, limit: 500 })))
        yield { ...row, kindText: kinds[row.kind]?.[ctx.lang] ?? row.kind }
    },
    columns: [
      { key: 'estate', header: estate, kind: 'text', cell: r => r.estate },
      { key: 'number', header: { zh: '编号', en: 'Number' }, kind: 'text', cell: r => r.number },
      { key: 'kind', header: { zh: '类别', en: 'Kind' }, kind: 'text', cell: r => r.kindText },
      { key: 'late', header: { zh: '逾期', en: 'Late' }, kind: 'yesNo', cell: r => r.late },
      {
        key: 'received',
        header: { zh: '受理时间', en: 'Received' },
        kind: 'instant',
        cell: r => r.receivedAt,
      },
      { key: 'due', header: { zh: '时限', en: 'Limit' }, kind: 'instant', cell: r => r.dueAt },
      { key: 'closed', header: { zh: '办结时间', en: 'Closed' }, kind: 'instant', cell: r => r.closedAt },
    ],
  }),
  listDef({
    key: 'oversight.passages',
    title: { zh: '通行明细', en: 'Passages' },
    permission: 'gate.read',
    scope: 'house',
    query: watchApi['GET /api/oversight/passages'].query.omit(paged),
    rows: async function* (ctx, asked) {
      for await (const row of pages(offset => watchPassages(ctx, { ...asked, offset, limit: 500 })))
        yield {
          ...row,
          way: ways[row.direction][ctx.lang],
          what: subjects[row.subject][ctx.lang],
          done: outcomes[row.outcome][ctx.lang],
        }
    },
    columns: [
      { key: 'estate', header: estate, kind: 'text', cell: r => r.estate },
      { key: 'at', header: { zh: '时间', en: 'Time' }, kind: 'instant', cell: r => r.at },
      { key: 'gate', header: { zh: '出入口', en: 'Gate' }, kind: 'text', cell: r => r.gate },
      { key: 'direction', header: { zh: '方向', en: 'Direction' }, kind: 'text', cell: r => r.way },
      { key: 'subject', header: { zh: '对象', en: 'Subject' }, kind: 'text', cell: r => r.what },
      { key: 'outcome', header: { zh: '结果', en: 'Outcome' }, kind: 'text', cell: r => r.done },
      { key: 'emergency', header: { zh: '紧急', en: 'Emergency' }, kind: 'yesNo', cell: r => r.emergency },
    ],
  }),
  listDef({
    key: 'oversight.incidents',
    title: { zh: '事件明细', en: 'Incidents' },
    permission: 'gate.read',
    scope: 'house',
    query: watchApi['GET /api/oversight/incidents'].query.omit(paged),
    rows: async function* (ctx, asked) {
      for await (const row of pages(offset => watchIncidents(ctx, { ...asked, offset, limit: 500 })))
        yield { ...row, what: incidents[row.kind][ctx.lang], done: states[row.state][ctx.lang] }
    },
    columns: [
      { key: 'estate', header: estate, kind: 'text', cell: r => r.estate },
      { key: 'number', header: { zh: '编号', en: 'Number' }, kind: 'text', cell: r => r.number },
      { key: 'at', header: { zh: '时间', en: 'Time' }, kind: 'instant', cell: r => r.at },
      { key: 'gate', header: { zh: '出入口', en: 'Gate' }, kind: 'text', cell: r => r.gate },
      { key: 'kind', header: { zh: '类别', en: 'Kind' }, kind: 'text', cell: r => r.what },
      { key: 'state', header: { zh: '状态', en: 'State' }, kind: 'text', cell: r => r.done },
    ],
  }),
  listDef({
    key: 'oversight.inside',
    title: { zh: '在内人员明细', en: 'Inside' },
    permission: 'gate.read',
    scope: 'house',
    query: watchApi['GET /api/oversight/inside'].query.omit(paged),
    rows: async function* (ctx, asked) {
      for await (const row of pages(offset => watchInside(ctx, { ...asked, offset, limit: 500 })))
        yield { ...row, what: people[row.kind][ctx.lang] }
    },
    columns: [
      { key: 'estate', header: estate, kind: 'text', cell: r => r.estate },
      { key: 'kind', header: { zh: '类别', en: 'Kind' }, kind: 'text', cell: r => r.what },
      { key: 'since', header: { zh: '进入时间', en: 'Inside since' }, kind: 'instant', cell: r => r.since },
      { key: 'gate', header: { zh: '出入口', en: 'Gate' }, kind: 'text', cell: r => r.gate },
      {
        key: 'overstay',
        header: { zh: '超时未出', en: 'Past the time' },
        kind: 'yesNo',
        cell: r => r.overstay,
      },
    ],
  }),
  listDef({
    key: 'oversight.posts',
    title: { zh: '岗位明细', en: 'Posts' },
    permission: 'roster.read',
    scope: 'house',
    query: watchApi['GET /api/oversight/posts'].query.omit(paged),
    rows: (ctx, asked) => pages(offset => watchPosts(ctx, { ...asked, offset, limit: 500 })),
    columns: [
      { key: 'estate', header: estate, kind: 'text', cell: r => r.estate },
      { key: 'post', header: { zh: '岗位', en: 'Post' }, kind: 'text', cell: r => r.post },
      { key: 'present', header: { zh: '在岗人数', en: 'Present' }, kind: 'integer', cell: r => r.present },
      {
        key: 'since',
        header: { zh: '空岗自', en: 'Unattended since' },
        kind: 'instant',
        cell: r => r.unattendedSince,
      },
      { key: 'alarmed', header: { zh: '已通知', en: 'Told' }, kind: 'text', cell: r => r.alarmed },
    ],
  }),
]
