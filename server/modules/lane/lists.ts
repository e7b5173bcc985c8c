/** What lanes give out as a file: the columns of the screen, plates masked as they are there. */
import { z } from 'zod'
import type { Bilingual } from '../../core/formats.ts'
import { listDef, pages, type RegisteredList } from '../../core/transfer.ts'
import { laneApi } from './contract.ts'
import type { services } from './contract-list.ts'
import { listEvents } from './log.ts'
import { listPlates } from './plates.ts'
import { markWords, sentences } from './words.ts'

const PAGE = 200
const ways: Record<'in' | 'out', Bilingual> = { in: { zh: '进', en: 'In' }, out: { zh: '出', en: 'Out' } }
const outcomes: Record<'open' | 'hold' | 'refuse' | 'note', Bilingual> = {
  open: { zh: '放行', en: 'Opened' },
  hold: { zh: '待门卫', en: 'Held' },
  refuse: { zh: '不放行', en: 'Refused' },
  note: { zh: '仅记录', en: 'Noted' },
}

const kinds: Record<'barred' | 'special', Bilingual> = {
  barred: { zh: '禁入', en: 'Barred' },
  special: { zh: '公务', en: 'Special' },
}
const serviceWords: Record<(typeof services)[number], Bilingual> = {
  police: { zh: '警务', en: 'Police' },
  fire: { zh: '消防', en: 'Fire' },
  ambulance: { zh: '救护', en: 'Ambulance' },
  rescue: { zh: '抢险', en: 'Rescue' },
  sanitation: { zh: '环卫', en: 'Sanitation' },
  other: { zh: '其他', en: 'Other' },
}
const plateStates: Record<'asked' | 'live' | 'refused' | 'ended' | 'over', Bilingual> = {
  asked: { zh: '待确认', en: 'Waiting' },
  live: { zh: '生效中', en: 'In force' },
  refused: { zh: '已退回', en: 'Refused' },
  ended: { zh: '已撤销', en: 'Taken off' },
  over: { zh: '已到期', en: 'Run out' },
}

export const lists: RegisteredList[] = [
  listDef({
    key: 'lane.events',
    title: { zh: '车辆进出记录', en: 'Vehicles at the lanes' },
    permission: 'lane.read',
    scope: 'estate',
    query: laneApi['GET /api/estates/:estateId/lane-events'].query
      .omit({ offset: true, limit: true })
      .extend({ estateId: z.uuid().optional() }),
    rows: async function* (ctx, asked) {
      for (let offset = 0; ; offset += PAGE) {
        const { items } = await listEvents(ctx, { ...asked, offset, limit: PAGE })
        yield* items
        if (items.length < PAGE) return
      }
    },
    columns: [
      { key: 'at', header: { zh: '时间', en: 'Time' }, kind: 'instant', cell: r => r.at },
      { key: 'lane', header: { zh: '车道', en: 'Lane' }, kind: 'text', cell: r => r.lane },
      {
        key: 'direction',
        header: { zh: '方向', en: 'Direction' },
        kind: 'text',
        cell: (r, lang) => ways[r.direction][lang],
      },
      { key: 'plate', header: { zh: '车牌', en: 'Plate' }, kind: 'text', cell: r => r.plate },
      { key: 'confidence', header: { zh: '把握 %', en: 'Sure %' }, kind: 'integer', cell: r => r.confidence },
      {
        key: 'outcome',
        header: { zh: '结果', en: 'Outcome' },
        kind: 'text',
        cell: (r, lang) => outcomes[r.outcome][lang],
      },
      {
        key: 'why',
        header: { zh: '依据', en: 'Why' },
        kind: 'text',
        cell: (r, lang) => sentences[r.code][lang].replace('{plate} ', '').replace('{plate}: ', ''),
      },
      {
        key: 'marks',
        header: { zh: '备注', en: 'Marks' },
        kind: 'text',
        cell: (r, lang) =>
          r.marks
            .map(m => markWords[m as keyof typeof markWords]?.[lang] ?? m)
            .join(lang === 'zh' ? '、' : ', '),
      },
      {
        key: 'settled',
        header: { zh: '门卫处理', en: 'Dealt with by' },
        kind: 'text',
        cell: r => r.settled?.by ?? '',
      },
      {
        key: 'deviceAt',
        header: { zh: '相机时间', en: 'Camera time' },
        kind: 'instant',
        cell: r => r.deviceAt,
      },
    ],
  }),
  listDef({
    key: 'lane.list',
    title: { zh: '禁入与公务车', en: 'Barred and special plates' },
    permission: 'lane.read',
    scope: 'estate',
    query: laneApi['GET /api/estates/:estateId/lane-list'].query
      .omit({ offset: true, limit: true })
      .extend({ estateId: z.uuid().optional() }),
    rows: (ctx, asked) => pages(offset => listPlates(ctx, { ...asked, offset, limit: PAGE })),
    columns: [
      { key: 'plate', header: { zh: '车牌', en: 'Plate' }, kind: 'text', cell: r => r.plate },
      {
        key: 'kind',
        header: { zh: '名单', en: 'List' },
        kind: 'text',
        cell: (r, lang) => kinds[r.kind][lang],
      },
      {
        key: 'service',
        header: { zh: '公务', en: 'Service' },
        kind: 'text',
        cell: (r, lang) => r.service && serviceWords[r.service][lang],
      },
      {
        key: 'state',
        header: { zh: '状态', en: 'State' },
        kind: 'text',
        cell: (r, lang) => plateStates[r.state][lang],
      },
      { key: 'reason', header: { zh: '原因', en: 'Reason' }, kind: 'text', width: 32, cell: r => r.reason },
      { key: 'until', header: { zh: '有效到', en: 'Until' }, kind: 'instant', cell: r => r.until },
      { key: 'askedBy', header: { zh: '提出人', en: 'Asked by' }, kind: 'text', cell: r => r.askedBy },
      { key: 'askedAt', header: { zh: '提出时间', en: 'Asked' }, kind: 'instant', cell: r => r.askedAt },
      { key: 'decidedBy', header: { zh: '确认人', en: 'Decided by' }, kind: 'text', cell: r => r.decidedBy },
      {
        key: 'decidedAt',
        header: { zh: '确认时间', en: 'Decided' },
        kind: 'instant',
        cell: r => r.decidedAt,
      },
    ],
  }),
]
