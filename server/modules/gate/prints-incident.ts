/** An incident as it is handed to the police, and the list of them (S6-32). */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { localDate, ZONE } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { PrintBlock } from '../../core/print.ts'
import { listDef, printDef, type RegisteredList, type RegisteredPrint } from '../../core/transfer.ts'
import { estateNames } from '../people/store-accounts.ts'
import { gateApi } from './contract.ts'
import type { Incident } from './contract-incident.ts'
import { incidentOf, listIncidents } from './service-incident.ts'

type Shown = z.output<typeof Incident>

const kinds: Record<Shown['kind'], { zh: string; en: string }> = {
  crash: { zh: '闯岗', en: 'Gate crashed' },
  ram: { zh: '冲卡', en: 'Checkpoint rammed' },
  dispute: { zh: '不配合', en: 'Non-cooperation' },
  other: { zh: '其他', en: 'Other' },
}
const states: Record<Shown['state'], { zh: string; en: string }> = {
  open: { zh: '已记录', en: 'Recorded' },
  handed: { zh: '已移交公安', en: 'Handed to the police' },
  closed: { zh: '已办结', en: 'Closed' },
}

const words = {
  zh: {
    title: '门岗事件记录（移交单）',
    kind: '类别',
    state: '状态',
    at: '发生时间',
    place: '地点',
    who: '人员',
    plate: '车牌',
    account: '经过',
    erased: '封闭已结束或保存期已满，人员和经过已删除。',
    by: '记录人',
    police: '公安回执号',
    handedAt: '移交时间',
    result: '处理结果',
    photos: '照片',
    sign: ['移交人', '接收民警'],
  },
  en: {
    title: 'Incident at the gate (hand-over sheet)',
    kind: 'Kind',
    state: 'State',
    at: 'Happened at',
    place: 'Place',
    who: 'Who',
    plate: 'Plate',
    account: 'What happened',
    erased: 'The closure has ended or its time is over: who it was and what happened is deleted.',
    by: 'Recorded by',
    police: 'Police number',
    handedAt: 'Handed over at',
    result: 'Result',
    photos: 'Photos',
    sign: ['Handed over by', 'Received by (police)'],
  },
}

const local = (at: string) =>
  Temporal.Instant.from(at)
    .toZonedDateTimeISO(ZONE)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')

export const incidentPrints: RegisteredPrint[] = [
  printDef({
    key: 'gate.incident',
    title: { zh: words.zh.title, en: words.en.title },
    permission: 'gate.read',
    scope: 'estate',
    query: z.object({ id: z.uuid() }),
    document: async (ctx, { estateId, id }) => {
      const w = words[ctx.lang]
      ctx.reach('gate.read', estateId)
      const i = await incidentOf(ctx, estateId, id)
      const [estate] = await estateNames(ctx.db, [estateId])
      if (estate === undefined) throw fail('core.not_found')
      const item = (label: string, value: string | null) => ({ label, value: value || '—' })
      const pictures = await Promise.all(
        i.photos.map(
          async (photo): Promise<PrintBlock> => ({
            kind: 'image',
            bytes: (await ctx.house.files.get(ctx.db, estateId, photo)).bytes,
            width: 90,
          }),
        ),
      )
      return {
        title: w.title,
        unit: estate.name,
        date: localDate(ctx.now).toString(),
        number: i.number,
        language: ctx.lang,
        blocks: [
          {
            kind: 'keyValues',
            columns: 2,
            items: [
              item(w.kind, kinds[i.kind][ctx.lang]),
              item(w.state, states[i.state][ctx.lang]),
              item(w.at, local(i.happenedAt)),
              item(w.place, i.place),
              item(w.who, i.who),
              item(w.plate, i.plate),
              item(w.by, i.madeBy),
              item(w.police, i.policeNumber),
              item(w.handedAt, i.handedAt && local(i.handedAt)),
              item(w.result, i.result),
            ],
          },
          { kind: 'heading', text: w.account },
          { kind: 'paragraph', text: i.erased ? w.erased : i.account, indent: true },
          ...(pictures.length > 0 ? [{ kind: 'heading', text: w.photos } as const, ...pictures] : []),
          { kind: 'signatures', places: w.sign.map(label => ({ label, date: true, seal: true })) },
        ],
      }
    },
  }),
]

export const incidentLists: RegisteredList[] = [
  listDef({
    key: 'gate.incidents',
    title: { zh: '门岗事件登记表', en: 'Incidents at the gates' },
    permission: 'gate.read',
    scope: 'estate',
    query: gateApi['GET /api/estates/:estateId/gate/incidents'].query.extend({
      estateId: z.uuid().optional(),
    }),
    rows: async (ctx, asked) => (await listIncidents(ctx, asked)).items,
    columns: [
      { key: 'number', header: { zh: '编号', en: 'Number' }, kind: 'text', cell: r => r.number },
      { key: 'at', header: { zh: '发生时间', en: 'Time' }, kind: 'instant', cell: r => r.happenedAt },
      {
        key: 'kind',
        header: { zh: '类别', en: 'Kind' },
        kind: 'text',
        cell: (r, lang) => kinds[r.kind][lang],
      },
      { key: 'place', header: { zh: '地点', en: 'Place' }, kind: 'text', cell: r => r.place },
      { key: 'who', header: { zh: '人员', en: 'Who' }, kind: 'text', cell: r => r.who },
      { key: 'plate', header: { zh: '车牌', en: 'Plate' }, kind: 'text', cell: r => r.plate },
      {
        key: 'account',
        header: { zh: '经过', en: 'What happened' },
        kind: 'text',
        width: 40,
        cell: r => r.account,
      },
      {
        key: 'police',
        header: { zh: '公安回执号', en: 'Police number' },
        kind: 'text',
        cell: r => r.policeNumber,
      },
      { key: 'result', header: { zh: '处理结果', en: 'Result' }, kind: 'text', cell: r => r.result },
      {
        key: 'state',
        header: { zh: '状态', en: 'State' },
        kind: 'text',
        cell: (r, lang) => states[r.state][lang],
      },
      { key: 'by', header: { zh: '记录人', en: 'By' }, kind: 'text', cell: r => r.madeBy },
    ],
  }),
]
