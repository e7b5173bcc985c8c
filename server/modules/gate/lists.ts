/** What the gate gives out as a file: the columns of the screen, masked as they are there. */
import { z } from 'zod'
import { listDef, type RegisteredList } from '../../core/transfer.ts'
import { gateApi } from './contract.ts'
import { listPassages } from './service-passage.ts'

const PAGE = 200

export const lists: RegisteredList[] = [
  listDef({
    key: 'gate.passages',
    title: { zh: '通行记录', en: 'Passages' },
    permission: 'gate.read',
    scope: 'estate',
    query: gateApi['GET /api/estates/:estateId/gate/passages'].query
      .omit({ offset: true, limit: true })
      .extend({ estateId: z.uuid().optional() }),
    rows: async function* (ctx, asked) {
      for (let offset = 0; ; offset += PAGE) {
        const { items } = await listPassages(ctx, { ...asked, offset, limit: PAGE })
        yield* items
        if (items.length < PAGE) return
      }
    },
    columns: [
      { key: 'at', header: { zh: '时间', en: 'Time' }, kind: 'text', cell: r => r.at },
      { key: 'gate', header: { zh: '出入口', en: 'Gate' }, kind: 'text', cell: r => r.gate },
      { key: 'direction', header: { zh: '方向', en: 'Direction' }, kind: 'text', cell: r => r.direction },
      {
        key: 'outcome',
        header: { zh: '结果', en: 'Outcome' },
        kind: 'text',
        cell: r => r.refusal ?? r.outcome,
      },
      { key: 'name', header: { zh: '姓名', en: 'Name' }, kind: 'text', cell: r => r.name },
      { key: 'plate', header: { zh: '车牌', en: 'Plate' }, kind: 'text', cell: r => r.plate },
      { key: 'unit', header: { zh: '房号', en: 'Unit' }, kind: 'text', cell: r => r.unit },
      { key: 'phone', header: { zh: '手机号', en: 'Mobile' }, kind: 'text', cell: r => r.phone },
      {
        key: 'destination',
        header: { zh: '外出地点', en: 'Destination' },
        kind: 'text',
        cell: r => r.destination,
      },
      { key: 'reason', header: { zh: '事由', en: 'Reason' }, kind: 'text', cell: r => r.reason },
      { key: 'by', header: { zh: '经手人', en: 'By' }, kind: 'text', cell: r => r.by },
    ],
  }),
]
