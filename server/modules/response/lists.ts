/** What this room gives out as a file: the columns of its screens. */
import { z } from 'zod'
import { listDef, pages, type RegisteredList } from '../../core/transfer.ts'
import { listMembers, listVehicles } from './brigade.ts'
import { dutyList } from './duty.ts'
import { careWords, partyWords, stateWords } from './labels.ts'
import { workLists } from './lists-work.ts'

const regionId = z.uuid()
const region = z.object({ regionId })

export const lists: RegisteredList[] = [
  listDef({
    key: 'response.duty',
    title: { zh: '小区责任表', en: 'Responsibility by estate' },
    permission: 'response.read',
    scope: 'house',
    query: region.extend({
      q: z.string().max(60).optional(),
      state: z.enum(['nobody', 'part', 'full']).optional(),
      care: z.enum(['company', 'abandoned', 'self_managed']).optional(),
      subject: z.enum(['yes', 'no']).optional(),
    }),
    rows: (ctx, asked) => dutyList(ctx, asked),
    columns: [
      { key: 'region', header: { zh: '区域', en: 'Region' }, kind: 'text', cell: e => e.region },
      { key: 'name', header: { zh: '小区', en: 'Estate' }, kind: 'text', cell: e => e.name },
      {
        key: 'care',
        header: { zh: '管理类别', en: 'Class' },
        kind: 'text',
        cell: (e, lang) => careWords[e.care][lang],
      },
      {
        key: 'parties',
        header: { zh: '责任各方', en: 'Parties' },
        kind: 'text',
        width: 60,
        cell: (e, lang) =>
          e.parties
            .map(
              p =>
                `${p.organisation ?? partyWords[p.kind][lang]}:${p.members ?? p.holder?.holder ?? (lang === 'zh' ? '待定' : 'open')}`,
            )
            .join('; '),
      },
      {
        key: 'state',
        header: { zh: '落实', en: 'State' },
        kind: 'text',
        cell: (e, lang) => stateWords[e.state][lang],
      },
    ],
  }),
  listDef({
    key: 'response.members',
    title: { zh: '扑火队员', en: 'Brigade members' },
    permission: 'response.read',
    scope: 'house',
    query: region.extend({ q: z.string().max(40).optional(), free: z.enum(['yes', 'no']).optional() }),
    rows: (ctx, asked) => pages(offset => listMembers(ctx, { ...asked, offset, limit: 500 })),
    columns: [
      { key: 'number', header: { zh: '编号', en: 'Number' }, kind: 'text', cell: m => m.number },
      { key: 'name', header: { zh: '姓名', en: 'Name' }, kind: 'text', cell: m => m.name },
      { key: 'squad', header: { zh: '中队', en: 'Squad' }, kind: 'text', cell: m => m.squad },
      { key: 'phone', header: { zh: '手机号', en: 'Mobile' }, kind: 'text', cell: m => m.phone },
      { key: 'region', header: { zh: '社区', en: 'Neighbourhood' }, kind: 'text', cell: m => m.region },
      { key: 'group', header: { zh: '组', en: 'Group' }, kind: 'text', cell: m => m.group },
    ],
  }),
  listDef({
    key: 'response.vehicles',
    title: { zh: '运兵车', en: 'Vehicles' },
    permission: 'response.read',
    scope: 'house',
    query: region.extend({ q: z.string().max(40).optional(), free: z.enum(['yes', 'no']).optional() }),
    rows: (ctx, asked) => pages(offset => listVehicles(ctx, { ...asked, offset, limit: 500 })),
    columns: [
      { key: 'plate', header: { zh: '车牌', en: 'Plate' }, kind: 'text', cell: v => v.plate },
      { key: 'kind', header: { zh: '车型', en: 'Kind' }, kind: 'text', cell: v => v.kind },
      { key: 'seats', header: { zh: '座位', en: 'Seats' }, kind: 'integer', cell: v => v.seats },
      { key: 'place', header: { zh: '用于', en: 'Used at' }, kind: 'text', cell: v => v.use?.place ?? null },
      {
        key: 'driver',
        header: { zh: '驾驶员', en: 'Driver' },
        kind: 'text',
        cell: v => v.use?.driver ?? null,
      },
      { key: 'from', header: { zh: '起始', en: 'Since' }, kind: 'text', cell: v => v.use?.from ?? null },
    ],
  }),
  ...workLists,
]
