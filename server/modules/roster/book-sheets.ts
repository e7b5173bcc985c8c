/** The registers of check-ins and empty posts as files and on paper (artefact 72), and the sheet of a printed code. */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { localDate, ZONE } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import { listDef, pages, printDef, type RegisteredList, type RegisteredPrint } from '../../core/transfer.ts'
import { listEmpty, listPresences } from './book.ts'
import { rosterApi } from './contract.ts'
import { partyLabels, proofLabels, settledLabels, word } from './labels.ts'
import { printedText } from './proof.ts'
import * as store from './store.ts'
import { estateNames } from './store-artefacts.ts'

const paged = { offset: true, limit: true } as const
const presences = rosterApi['GET /api/estates/:estateId/presences'].query.omit(paged)
const empties = rosterApi['GET /api/estates/:estateId/empty-posts'].query.omit(paged)

export const bookLists: RegisteredList[] = [
  listDef({
    key: 'roster.presences',
    title: { zh: '到岗登记', en: 'Register of check-ins' },
    permission: 'roster.read',
    scope: 'estate',
    query: presences,
    rows: async function* (ctx, asked) {
      for await (const row of pages(offset => listPresences(ctx, { ...asked, offset, limit: 500 })))
        yield { ...row, lang: ctx.lang }
    },
    columns: [
      { key: 'post', header: { zh: '岗位', en: 'Post' }, kind: 'text', cell: r => r.post },
      { key: 'name', header: { zh: '人员', en: 'Person' }, kind: 'text', cell: r => r.name },
      {
        key: 'party',
        header: { zh: '所属', en: 'Party' },
        kind: 'text',
        cell: r => word(partyLabels, r.party, r.lang),
      },
      { key: 'in', header: { zh: '到岗', en: 'In' }, kind: 'instant', cell: r => r.inAt },
      {
        key: 'proof',
        header: { zh: '到岗凭证', en: 'Proof' },
        kind: 'text',
        cell: r => word(proofLabels, r.proof ?? 'none', r.lang),
      },
      { key: 'signs', header: { zh: '在岗确认次数', en: 'Signs' }, kind: 'integer', cell: r => r.signs },
      { key: 'out', header: { zh: '离岗', en: 'Out' }, kind: 'instant', cell: r => r.outAt },
      { key: 'handed', header: { zh: '交给', en: 'Handed to' }, kind: 'text', cell: r => r.handedTo },
      {
        key: 'confirmed',
        header: { zh: '接班确认', en: 'Confirmed' },
        kind: 'instant',
        cell: r => r.confirmedAt,
      },
      {
        key: 'matters',
        header: { zh: '未了事项', en: 'Open matters' },
        kind: 'text',
        cell: r => r.matters.join('；'),
      },
      { key: 'note', header: { zh: '交班说明', en: 'Note' }, kind: 'text', cell: r => r.note },
      { key: 'reason', header: { zh: '离岗原因', en: 'Reason' }, kind: 'text', cell: r => r.reason },
      {
        key: 'learned',
        header: { zh: '补传时间', en: 'Sent later' },
        kind: 'instant',
        cell: r => r.outLearnedAt ?? r.inLearnedAt,
      },
    ],
  }),
  listDef({
    key: 'roster.empty',
    title: { zh: '空岗登记', en: 'Register of empty posts' },
    permission: 'roster.read',
    scope: 'estate',
    query: empties,
    rows: async function* (ctx, asked) {
      for await (const row of pages(offset => listEmpty(ctx, { ...asked, offset, limit: 500 })))
        yield { ...row, lang: ctx.lang }
    },
    columns: [
      { key: 'post', header: { zh: '岗位', en: 'Post' }, kind: 'text', cell: r => r.post },
      { key: 'since', header: { zh: '无人起', en: 'Empty since' }, kind: 'instant', cell: r => r.since },
      { key: 'ended', header: { zh: '有人到', en: 'Until' }, kind: 'instant', cell: r => r.endedAt },
      {
        key: 'limit',
        header: { zh: '限值（分）', en: 'Limit (min)' },
        kind: 'integer',
        cell: r => r.limitMinutes,
      },
      { key: 'alarmedAt', header: { zh: '报警时间', en: 'Alarm' }, kind: 'instant', cell: r => r.alarmedAt },
      { key: 'alarmed', header: { zh: '已通知', en: 'Told' }, kind: 'text', cell: r => r.alarmed },
      {
        key: 'settled',
        header: { zh: '核定', en: 'Settled' },
        kind: 'text',
        cell: r => word(settledLabels, r.settled, r.lang),
      },
      { key: 'learned', header: { zh: '补传时间', en: 'Learnt' }, kind: 'instant', cell: r => r.learnedAt },
    ],
  }),
]

const words = {
  zh: {
    title: (from: string, until: string) => `岗位到岗与空岗登记表（${from} 至 ${until}）`,
    ins: '一、到岗',
    empty: '二、空岗',
    inHeads: ['岗位', '人员', '所属', '到岗', '凭证', '确认', '离岗', '交给', '未了事项·说明'],
    emptyHeads: ['岗位', '无人起', '有人到', '报警', '通知', '核定'],
    signs: ['岗位负责人', '审核'],
    place: (post: string) => `${post}到岗码`,
    placeLead: '到岗时用手机扫此码。此码可被拍照，登记为“弱凭证”；有平板的岗位请扫平板上的动态码。',
  },
  en: {
    title: (from: string, until: string) => `Check-ins and empty posts, ${from} to ${until}`,
    ins: '1. Check-ins',
    empty: '2. Empty posts',
    inHeads: ['Post', 'Person', 'Party', 'In', 'Proof', 'Signs', 'Out', 'Handed to', 'Open matters, note'],
    emptyHeads: ['Post', 'Empty since', 'Until', 'Alarm', 'Told', 'Settled'],
    signs: ['Kept by', 'Checked by'],
    place: (post: string) => `Code of ${post}`,
    placeLead:
      'Scan this code when you come to the post. It can be photographed and counts as weak proof; where the post has a tablet, scan that.',
  },
}

const minute = (at: string | null) =>
  at === null
    ? '—'
    : Temporal.Instant.from(at)
        .toZonedDateTimeISO(ZONE)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' })
        .slice(5)
        .replace('T', ' ')

export const bookPrints: RegisteredPrint[] = [
  printDef({
    key: 'roster.presences',
    title: { zh: '岗位到岗与空岗登记表', en: 'Check-ins and empty posts' },
    permission: 'roster.read',
    scope: 'estate',
    query: z.object({ from: z.iso.datetime({ offset: true }), until: z.iso.datetime({ offset: true }) }),
    document: async (ctx, a) => {
      const w = words[ctx.lang]
      const named = await estateNames(ctx.db, a.estateId)
      const day = (at: string) => localDate(Temporal.Instant.from(at)).toString()
      const ins = await listPresences(ctx, { ...a, limit: 500 })
      const empty = await listEmpty(ctx, { ...a, limit: 500 })
      return {
        title: w.title(day(a.from), day(a.until)),
        unit: named.company ?? named.estate,
        date: localDate(ctx.now).toString(),
        language: ctx.lang,
        paper: 'A4-landscape',
        blocks: [
          { kind: 'heading', text: w.ins },
          {
            kind: 'table',
            columns: w.inHeads.map((header, i) => ({ header, width: i === 8 ? 2 : 1 })),
            rows: ins.items.map(r => [
              r.post,
              r.name,
              word(partyLabels, r.party, ctx.lang),
              minute(r.inAt),
              word(proofLabels, r.proof ?? 'none', ctx.lang),
              String(r.signs),
              minute(r.outAt),
              r.handedTo ?? '—',
              [...r.matters, r.note, r.reason].filter(Boolean).join('；'),
            ]),
          },
          { kind: 'heading', text: w.empty },
          {
            kind: 'table',
            columns: w.emptyHeads.map(header => ({ header })),
            rows: empty.items.map(r => [
              r.post,
              minute(r.since),
              minute(r.endedAt),
              minute(r.alarmedAt),
              r.alarmed ?? '—',
              word(settledLabels, r.settled, ctx.lang),
            ]),
          },
          { kind: 'signatures', places: w.signs.map((label, i) => ({ label, date: true, seal: i === 1 })) },
        ],
      }
    },
  }),
  printDef({
    key: 'roster.post_code',
    title: { zh: '岗位到岗码', en: 'Code of a post' },
    permission: 'roster.write',
    scope: 'estate',
    query: z.object({ postId: z.uuid(), id: z.uuid() }),
    document: async (ctx, a) => {
      const w = words[ctx.lang]
      const post = await store.postById(ctx.db, a.estateId, a.postId)
      if (post === undefined) throw fail('core.not_found')
      const named = await estateNames(ctx.db, a.estateId)
      return {
        title: w.place(post.name),
        unit: named.company ?? named.estate,
        date: localDate(ctx.now).toString(),
        language: ctx.lang,
        blocks: [
          { kind: 'paragraph', text: w.placeLead },
          {
            kind: 'qr',
            text: await printedText(ctx, a.estateId, a.postId, a.id),
            width: 110,
            caption: post.name,
          },
        ],
      }
    },
  }),
]
