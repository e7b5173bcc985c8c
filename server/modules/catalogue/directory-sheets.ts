/** The directories as a table: taken in, given out, printed for the desk (S1-44, S1-46, SX-15). */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { newId } from '../../core/ids.ts'
import { type PrintBlock, printable } from '../../core/print.ts'
import { choice, text } from '../../core/sheet-columns.ts'
import { importDef, listDef, printDef } from '../../core/transfer.ts'
import { estateFacts } from '../estate/service.ts'
import { DirectoryQuery } from './contract.ts'
import { listEntries, rowOf } from './service-directory.ts'
import * as store from './store.ts'

export const kindLabels = {
  outside: { zh: '中心以外的服务', en: 'Service outside the centre' },
  procedure: { zh: '部门办事程序与收费', en: 'Procedure and fee of a department' },
} as const

export const directoryExport = listDef({
  key: 'catalogue.directory',
  title: { zh: '服务与办事指南', en: 'Directory of services and procedures' },
  permission: 'catalogue.read',
  scope: 'estate',
  query: DirectoryQuery,
  rows: async (ctx, asked) =>
    (await listEntries(ctx, asked)).items.map(e => ({ ...e, kindName: kindLabels[e.kind][ctx.lang] })),
  columns: [
    { key: 'kind', header: { zh: '种类', en: 'Kind' }, kind: 'text', cell: e => e.kindName },
    { key: 'name', header: { zh: '名称', en: 'Name' }, kind: 'text', width: 22, cell: e => e.name },
    {
      key: 'body',
      header: { zh: '内容或程序', en: 'What or how' },
      kind: 'text',
      width: 40,
      cell: e => e.body,
    },
    { key: 'price', header: { zh: '收费', en: 'Price or fee' }, kind: 'text', cell: e => e.price },
    { key: 'contact', header: { zh: '联系方式', en: 'Contact' }, kind: 'text', cell: e => e.contact },
    { key: 'source', header: { zh: '来源', en: 'Source' }, kind: 'text', cell: e => e.source },
    { key: 'checkedOn', header: { zh: '核对日期', en: 'Checked on' }, kind: 'date', cell: e => e.checkedOn },
  ],
})

type EntryLine = {
  kind: 'outside' | 'procedure'
  name: string
  body: string
  price?: string
  contact?: string
  source?: string
}

export const directoryImport = importDef<EntryLine>({
  key: 'catalogue.directory',
  title: { zh: '服务与办事指南', en: 'Directory of services and procedures' },
  permission: 'catalogue.write',
  scope: 'estate',
  columns: [
    {
      key: 'kind',
      header: { zh: '种类', en: 'Kind' },
      aliases: ['类型', '类别', 'type'],
      required: true,
      example: '中心以外的服务',
      ...choice(kindLabels),
    },
    {
      key: 'name',
      header: { zh: '名称', en: 'Name' },
      aliases: ['服务项目', '事项', '事项名称', 'service'],
      required: true,
      example: '开锁服务',
      ...text(100),
    },
    {
      key: 'body',
      header: { zh: '内容或程序', en: 'What or how' },
      aliases: ['内容', '办理程序', '程序', '说明', 'description'],
      required: true,
      example: '持证开锁，需出示房产证明或由管家到场核实',
      ...text(4000),
    },
    {
      key: 'price',
      header: { zh: '收费', en: 'Price or fee' },
      aliases: ['价格', '收费标准', '费用', 'fee'],
      required: false,
      example: '80 元起',
      ...text(300),
    },
    {
      key: 'contact',
      header: { zh: '联系方式', en: 'Contact' },
      aliases: ['电话', '联系电话', 'phone'],
      required: false,
      example: '12345',
      ...text(200),
    },
    {
      key: 'source',
      header: { zh: '来源', en: 'Source' },
      aliases: ['信息来源', '网址'],
      required: false,
      example: '商家公示牌',
      ...text(200),
    },
  ],
  naturalKey: row => `${row.kind} ${row.name}`,
  save: async (ctx, estateId, rows) => {
    const known = new Map((await store.entries(ctx.db, estateId, {})).map(e => [`${e.kind} ${e.name}`, e]))
    const out = []
    for (const { line, row } of rows) {
      const there = known.get(`${row.kind} ${row.name}`)
      const made = rowOf(ctx, there?.id ?? newId(ctx.now.epochMilliseconds), there?.version ?? 1, row)
      const same =
        there !== undefined &&
        there.body === made.body &&
        there.price === made.price &&
        there.contact === made.contact &&
        there.source === made.source
      if (there === undefined) await store.insertEntry(ctx.db, estateId, made)
      else if (!same) await store.updateEntry(ctx.db, estateId, made)
      out.push({ line, did: there === undefined ? 'created' : same ? 'same' : 'updated' } as const)
    }
    return out
  },
})

export const directoryPrint = printDef({
  key: 'directory',
  title: { zh: '服务与办事指南', en: 'Directory of services and procedures' },
  permission: 'catalogue.read',
  scope: 'estate',
  query: z.object({}),
  document: async (ctx, { estateId }) => {
    const estate = await estateFacts(ctx, estateId)
    const { items } = await listEntries(ctx, { estateId })
    const zh = ctx.lang === 'zh'
    const blocks = (['outside', 'procedure'] as const).flatMap((kind): PrintBlock[] => {
      const own = items.filter(e => e.kind === kind)
      return [
        { kind: 'heading', text: kindLabels[kind][ctx.lang] },
        {
          kind: 'table',
          columns: [
            { header: zh ? '名称' : 'Name', width: 2 },
            { header: zh ? '内容或程序' : 'What or how', width: 4 },
            { header: zh ? '收费' : 'Price or fee', width: 1.8 },
            { header: zh ? '联系方式' : 'Contact', width: 1.8 },
            { header: zh ? '核对日期' : 'Checked on', width: 1.5 },
          ],
          rows: own.map(e => [
            printable(e.name),
            printable(e.body),
            printable(e.price ?? ''),
            printable(e.contact ?? ''),
            `${e.checkedOn ?? '—'}${e.stale ? (zh ? '（待核对）' : ' (to be checked)') : ''}`,
          ]),
        },
      ]
    })
    return {
      title: `${estate.name}${zh ? '服务与办事指南' : ': directory of services and procedures'}`,
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      language: ctx.lang,
      blocks: [
        ...blocks,
        {
          kind: 'paragraph',
          text: zh
            ? '价格和程序以对方公布为准，表中为核对之日的情况。'
            : 'What the other side publishes holds; the table says what was so on the day of the check.',
        },
      ],
    }
  },
})
