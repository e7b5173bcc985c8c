/** The dissuasion record as paper: who, what, when, where, with what result, and what became of it (S7-17) [SX-04]. */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { type PrintBlock, printable } from '../../core/print.ts'
import { printDef } from '../../core/transfer.ts'
import { estateNames } from '../roster/store-artefacts.ts'
import { getConduct } from './conduct.ts'
import { authorityLabels, conductLabels, dissuasionLabels, word } from './labels.ts'
import { zoneOf } from './store.ts'

type Shown = Awaited<ReturnType<typeof getConduct>>

const words = {
  zh: {
    title: '劝阻记录',
    kind: '行为',
    repeat: '同类次数',
    times: (n: number) => `第 ${n} 次`,
    unit: '房号',
    who: '当事人',
    when: '发生时间',
    place: '地点',
    recordedBy: '劝阻登记人',
    recordedAt: '登记时间',
    article: '违反规约条款',
    version: (n: number) => `（规约第 ${n} 版）`,
    what: '情况和要求',
    result: '劝阻结果',
    resultNote: '结果说明',
    reply: '住户说明',
    entered: (by: string) => `（${by} 代录）`,
    photo: '现场照片',
    before: '此前同类情况',
    beforeHeads: ['时间', '结果'],
    reports: '报告记录',
    reportHeads: ['时间', '报告给', '内容', '报告人'],
    outcome: '处理结果',
    closed: '办结',
    sign: ['劝阻人', '当事人', '见证人'],
    refusal: '当事人拒绝签字的，由劝阻人和见证人在此注明。',
    company: '物业服务企业',
  },
  en: {
    title: 'Record of dissuasion',
    kind: 'Conduct',
    repeat: 'Same conduct',
    times: (n: number) => `time ${n}`,
    unit: 'Room',
    who: 'Who',
    when: 'When',
    place: 'Place',
    recordedBy: 'Recorded by',
    recordedAt: 'Recorded at',
    article: 'Article',
    version: (n: number) => ` (covenant, version ${n})`,
    what: 'What happened and what was asked',
    result: 'Result',
    resultNote: 'About the result',
    reply: 'The home’s own words',
    entered: (by: string) => ` (entered by ${by})`,
    photo: 'Photo on the spot',
    before: 'The same before',
    beforeHeads: ['When', 'Result'],
    reports: 'Reports',
    reportHeads: ['When', 'To', 'What', 'By'],
    outcome: 'What came of it',
    closed: 'Closed',
    sign: ['Dissuaded by', 'Person', 'Witness'],
    refusal: 'Where the person concerned will not sign, who dissuaded and the witness note it here.',
    company: 'Company',
  },
} as const

/** 2026-03-02 22:40 by the estate's clock. */
const minute = (at: string, zone: string) =>
  Temporal.Instant.from(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')

const item = (label: string, value: string | null) => ({ label, value: printable(value || '—') })

function facts(c: Shown, lang: 'zh' | 'en', zone: string): PrintBlock {
  const w = words[lang]
  const version = c.covenantVersion ? w.version(c.covenantVersion) : ''
  return {
    kind: 'keyValues',
    columns: 2,
    items: [
      item(w.kind, word(conductLabels, c.kind, lang)),
      item(w.repeat, w.times(c.repeatNo)),
      item(w.unit, c.unit),
      item(w.who, c.who),
      item(w.when, minute(c.happenedAt, zone)),
      item(w.place, c.place),
      item(w.recordedBy, c.recordedBy),
      item(w.recordedAt, minute(c.recordedAt, zone)),
      item(w.article, c.article && `${c.article}${version}`),
    ],
  }
}

/** What came of it: the result on the spot, the home's side, reports, and how it was closed. */
function afterwards(c: Shown, lang: 'zh' | 'en', zone: string): PrintBlock[] {
  const w = words[lang]
  const table = (heads: readonly string[], widths: number[], rows: string[][]): PrintBlock => ({
    kind: 'table',
    columns: heads.map((header, at) => ({ header, width: widths[at] ?? 1 })),
    rows,
  })
  const reply = c.reply && `${c.reply}${c.replyBy ? w.entered(c.replyBy) : ''}`
  const closed = c.closedAt && `${minute(c.closedAt, zone)} ${c.closedBy ?? ''}`
  return [
    {
      kind: 'keyValues',
      columns: 1,
      items: [
        item(w.result, word(dissuasionLabels, c.result, lang)),
        item(w.resultNote, c.resultNote),
        item(w.reply, reply),
        item(w.outcome, c.outcome),
        item(w.closed, closed),
      ],
    },
    ...(c.before.length > 0
      ? [
          { kind: 'heading', text: w.before, level: 2 } as const,
          table(
            w.beforeHeads,
            [1, 2],
            c.before.map(b => [minute(b.happenedAt, zone), word(dissuasionLabels, b.result, lang)]),
          ),
        ]
      : []),
    ...(c.reports.length > 0
      ? [
          { kind: 'heading', text: w.reports, level: 2 } as const,
          table(
            w.reportHeads,
            [1.5, 1.8, 4, 1],
            c.reports.map(r => [
              minute(r.at, zone),
              `${word(authorityLabels, r.toWhom, lang)} ${printable(r.toName)}`,
              printable(r.text),
              r.by,
            ]),
          ),
        ]
      : []),
  ]
}

/** One record, with room for the one who dissuaded, the person concerned and a witness. */
export const conductSheet = printDef({
  key: 'conduct-record',
  title: { zh: words.zh.title, en: words.en.title },
  permission: 'conduct.read',
  scope: 'estate',
  query: z.object({ conductId: z.uuid() }),
  document: async (ctx, { estateId, conductId }) => {
    const w = words[ctx.lang]
    ctx.reach('conduct.read', estateId)
    const c = await getConduct(ctx, { estateId, conductId })
    const zone = await zoneOf(ctx.db, estateId)
    const named = await estateNames(ctx.db, estateId)
    const photo: PrintBlock[] = c.photoId
      ? [
          {
            kind: 'image',
            bytes: (await ctx.house.files.get(ctx.db, estateId, c.photoId)).bytes,
            width: 80,
            caption: w.photo,
          },
        ]
      : []
    return {
      title: w.title,
      unit: [named.company, named.estate].filter(Boolean).join(' '),
      date: localDate(ctx.now, zone).toString(),
      language: ctx.lang,
      blocks: [
        facts(c, ctx.lang, zone),
        { kind: 'heading', text: w.what },
        { kind: 'paragraph', text: printable(c.what), indent: true },
        ...photo,
        ...afterwards(c, ctx.lang, zone),
        { kind: 'paragraph', text: w.refusal },
        {
          kind: 'signatures',
          places: w.sign.map((label, at) => ({
            label,
            date: true,
            ...(at === 0 ? { name: c.recordedBy } : {}),
          })),
        },
        { kind: 'signatures', places: [{ label: w.company, seal: true, date: true }] },
      ],
    }
  },
})
