/** The estate's old table of tickets: taken in row by row, odd rows flagged and not refused, then searched and listed. */
import { sha256 } from '../../core/crypto.ts'
import { newId } from '../../core/ids.ts'
import { parseRoom, roomText } from '../../core/room.ts'
import type { CellReader } from '../../core/sheet.ts'
import { date, text } from '../../core/sheet-columns.ts'
import { likeTerms } from '../../core/terms.ts'
import { importDef, listDef, pages } from '../../core/transfer.ts'
import { query } from '../../core/verb.ts'
import { historyApi, historyFlags } from './contract-history.ts'
import * as store from './store-history.ts'

const CLOCK = /^(.*?\d)[日T\s]\s*(\d{1,2})[:：时](\d{2})(?:分|[:：](\d{2})(?:\.\d+)?秒?)?$/u

/** A day, with the time of day where the old table had one: `2024-05-03` or `2024-05-03 14:05:00`. */
export function moment(): CellReader<string> {
  const day = date()
  return {
    cell: 'text',
    hint: {
      zh: '日期，可带时间，如 2024-05-03 14:05',
      en: 'date, with a time if there is one, as 2024-05-03 14:05',
    },
    parse(cell) {
      const found = CLOCK.exec(cell.trim())
      const [hour, minute, second] = [found?.[2], found?.[3], found?.[4]].map(n => Number(n ?? 0))
      if (!found || (hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return day.parse(cell)
      const read = day.parse(`${found[1]}${found[1]?.includes('年') ? '日' : ''}`)
      if (!read.ok) return read
      const two = (n: number | undefined) => String(n ?? 0).padStart(2, '0')
      return { ok: true, value: `${read.value} ${two(hour)}:${two(minute)}:${two(second)}` }
    },
  }
}

export type OldLine = {
  number?: string
  opened: string
  closed?: string
  kind?: string
  text: string
  room?: string
  result?: string
}

/** Closed before it was opened; where one of the two has no time of day, by the days alone. Pure. */
export function closedFirst(opened: string, closed: string | undefined): boolean {
  if (closed === undefined) return false
  const length = Math.min(opened.length, closed.length)
  return closed.slice(0, length) < opened.slice(0, length)
}

/** The same row of the same table is found again by its number, or by what it says. */
const keyOf = (r: OldLine): string =>
  r.number ??
  sha256([r.opened, r.room ?? '', r.text].join('\n'))
    .toString('hex')
    .slice(0, 32)

const day = (at: string | undefined) => at?.slice(0, 10) ?? null
const time = (at: string | undefined) => (at && at.length > 10 ? at.slice(11) : null)

export const historyImport = importDef<OldLine>({
  key: 'desk.history',
  title: { zh: '历史工单', en: 'Old tickets' },
  permission: 'ticket.dispatch',
  scope: 'estate',
  columns: [
    {
      ...text(40),
      key: 'number',
      header: { zh: '原编号', en: 'Old number' },
      aliases: ['编号', '工单号', '序号', 'id'],
      required: false,
      example: '2024-0153',
    },
    {
      ...moment(),
      key: 'opened',
      header: { zh: '受理时间', en: 'Received' },
      aliases: ['受理日期', '日期', '时间', '报事时间', '登记时间', 'created', 'date'],
      required: true,
      example: '2024-05-03 14:05',
    },
    {
      ...moment(),
      key: 'closed',
      header: { zh: '办结时间', en: 'Closed' },
      aliases: ['办结日期', '完成时间', '完成日期', '处理时间', 'closed'],
      required: false,
      example: '2024-05-04',
    },
    {
      ...text(40),
      key: 'kind',
      header: { zh: '类型', en: 'Kind' },
      aliases: ['类别', '事项类型', '投诉类型', 'type'],
      required: false,
      example: '报修',
    },
    {
      ...text(10_000),
      key: 'text',
      header: { zh: '内容', en: 'Text' },
      aliases: ['事项', '诉求内容', '报事内容', '问题描述', '描述', 'complaint'],
      required: true,
      example: '楼道灯不亮',
    },
    {
      ...text(40),
      key: 'room',
      header: { zh: '房号', en: 'Room' },
      aliases: ['房间', '门牌', '地址', 'unit'],
      required: false,
      example: '1-2-301',
    },
    {
      ...text(1000),
      key: 'result',
      header: { zh: '处理结果', en: 'Result' },
      aliases: ['结果', '处理情况', '回复', 'result'],
      required: false,
      example: '已更换灯泡',
    },
  ],
  naturalKey: keyOf,
  save: async (ctx, estateId, good) => {
    const room = (r: OldLine) => {
      const read = r.room ? parseRoom(r.room) : undefined
      return read?.ok ? roomText(read.value) : r.room
    }
    const rooms = good.flatMap(g => room(g.row) ?? [])
    const units = await store.unitsByLabels(ctx.db, estateId, rooms)
    const rows = good.map(({ row }) => {
      const label = room(row)
      const unitId = label === undefined ? null : (units.get(label) ?? null)
      const flags = [
        ...(closedFirst(row.opened, row.closed) ? ['closed_first'] : []),
        ...(label !== undefined && unitId === null ? ['room_unknown'] : []),
      ]
      return {
        id: newId<'ticket_history'>(ctx.now.epochMilliseconds),
        source_key: keyOf(row),
        number: row.number ?? null,
        opened_on: row.opened.slice(0, 10),
        opened_time: time(row.opened),
        closed_on: day(row.closed),
        closed_time: time(row.closed),
        kind: row.kind ?? null,
        text: row.text,
        room: label ?? null,
        unit_id: unitId,
        result: row.result ?? null,
        flags,
      }
    })
    const by = 'name' in ctx.actor ? ctx.actor.name : ''
    const done = await store.putOld(ctx.db, estateId, rows, by, ctx.now)
    return good.map((g, i) => ({
      line: g.line,
      did: done.get(rows[i]?.source_key ?? '') ?? ('same' as const),
    }))
  },
})

const at = (on: string, time: string | null) => (time ? `${on} ${time.slice(0, 5)}` : on)

export const listHistory = query(
  'desk.history',
  historyApi['GET /api/estates/:estateId/desk/history'],
  async (ctx, input) => {
    const { rows, total } = await store.oldTickets(ctx.db, input.estateId, {
      ...(input.q ? { like: likeTerms(input.q), room: input.q } : {}),
      flag: input.flag,
      offset: input.offset,
      limit: input.limit,
    })
    const items = rows.map(r => ({
      id: r.id,
      number: r.number,
      opened: at(r.opened_on, r.opened_time),
      closed: r.closed_on && at(r.closed_on, r.closed_time),
      kind: r.kind,
      text: r.text,
      room: r.room,
      result: r.result,
      flags: historyFlags.filter(f => r.flags.includes(f)),
      importedBy: r.imported_by,
    }))
    return { items, total }
  },
)

export const flagLabels = {
  closed_first: { zh: '办结早于受理', en: 'Closed before it was opened' },
  room_unknown: { zh: '房号不存在', en: 'No such room' },
} as const

const PAGE = 200

export const historyList = listDef({
  key: 'desk.history',
  title: { zh: '历史工单', en: 'Old tickets' },
  permission: 'ticket.dispatch',
  scope: 'estate',
  query: historyApi['GET /api/estates/:estateId/desk/history'].query.omit({ offset: true, limit: true }),
  rows: (ctx, asked) => pages(offset => listHistory(ctx, { ...asked, offset, limit: PAGE })),
  columns: [
    { key: 'number', header: { zh: '原编号', en: 'Old number' }, kind: 'text', cell: r => r.number },
    { key: 'opened', header: { zh: '受理时间', en: 'Received' }, kind: 'text', cell: r => r.opened },
    { key: 'closed', header: { zh: '办结时间', en: 'Closed' }, kind: 'text', cell: r => r.closed },
    { key: 'kind', header: { zh: '类型', en: 'Kind' }, kind: 'text', cell: r => r.kind },
    { key: 'text', header: { zh: '内容', en: 'Text' }, kind: 'text', width: 40, cell: r => r.text },
    { key: 'room', header: { zh: '房号', en: 'Room' }, kind: 'text', cell: r => r.room },
    { key: 'result', header: { zh: '处理结果', en: 'Result' }, kind: 'text', width: 30, cell: r => r.result },
    {
      key: 'flags',
      header: { zh: '疑点', en: 'Doubtful' },
      kind: 'text',
      cell: (r, lang) => r.flags.map(f => flagLabels[f][lang]).join(lang === 'zh' ? '、' : ', '),
    },
    { key: 'importedBy', header: { zh: '导入人', en: 'Imported by' }, kind: 'text', cell: r => r.importedBy },
  ],
})
