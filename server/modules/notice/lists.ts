/** What the notice room gives out as a file: bulletins, the plan of regular ones, explanations, the library. */
import { z } from 'zod'
import { listDef, type RegisteredList } from '../../core/transfer.ts'
import { listBulletins } from './bulletins.ts'
import { listCategories } from './categories.ts'
import { LibraryKind } from './contract-library.ts'
import { libraryLabels, stateLabels, word } from './labels.ts'
import { listLibrary } from './library.ts'
import { listExplanations, listSchedules } from './schedules.ts'

const estateId = z.uuid().optional()

export const lists: RegisteredList[] = [
  listDef({
    key: 'notice.bulletins',
    title: { zh: '通知公告', en: 'Bulletins' },
    permission: 'notice.write',
    scope: 'estate',
    query: z.object({ estateId, category: z.string().max(40).optional() }),
    rows: async (ctx, asked) => {
      const named = (await listCategories(ctx, { estateId: asked.estateId })).items
      const { items } = await listBulletins(ctx, { ...asked, limit: 200 })
      return items.map(b => ({
        ...b,
        lang: ctx.lang,
        named: named.find(c => c.key === b.category)?.[ctx.lang] ?? '',
      }))
    },
    columns: [
      { key: 'title', header: { zh: '标题', en: 'Title' }, kind: 'text', width: 32, cell: b => b.title },
      { key: 'category', header: { zh: '类别', en: 'Category' }, kind: 'text', cell: b => b.named },
      {
        key: 'state',
        header: { zh: '状态', en: 'State' },
        kind: 'text',
        cell: b => word(stateLabels, b.state, b.lang),
      },
      {
        key: 'at',
        header: { zh: '发布时间', en: 'Published' },
        kind: 'instant',
        cell: b => b.sentAt ?? b.publishAt,
      },
      { key: 'sender', header: { zh: '发布人', en: 'Sender' }, kind: 'text', cell: b => b.sender },
      { key: 'edition', header: { zh: '版次', en: 'Edition' }, kind: 'integer', cell: b => b.edition },
      { key: 'reads', header: { zh: '已读', en: 'Reads' }, kind: 'integer', cell: b => b.reads },
    ],
  }),
  listDef({
    key: 'notice.schedules',
    title: { zh: '定期通报计划', en: 'Regular bulletins' },
    permission: 'notice.write',
    scope: 'estate',
    query: z.object({ estateId }),
    rows: async (ctx, asked) => (await listSchedules(ctx, { estateId: asked.estateId })).items,
    columns: [
      { key: 'title', header: { zh: '标题', en: 'Title' }, kind: 'text', cell: s => s.title },
      { key: 'every', header: { zh: '每隔几天', en: 'Every days' }, kind: 'integer', cell: s => s.everyDays },
      {
        key: 'next',
        header: { zh: '下次应发', en: 'Next due' },
        kind: 'date',
        cell: s => (s.ended ? null : s.nextDue),
      },
      { key: 'name', header: { zh: '责任人', en: 'Responsible' }, kind: 'text', cell: s => s.name },
      {
        key: 'missed',
        header: { zh: '错过的日期', en: 'Missed' },
        kind: 'text',
        cell: s => s.missed.join('、'),
      },
    ],
  }),
  listDef({
    key: 'notice.explanations',
    title: { zh: '当面讲解登记表', en: 'Explanations face to face' },
    permission: 'person.read',
    scope: 'estate',
    query: z.object({ estateId }),
    rows: async (ctx, asked) => (await listExplanations(ctx, { estateId: asked.estateId })).items,
    columns: [
      { key: 'on', header: { zh: '日期', en: 'Day' }, kind: 'date', cell: e => e.onDate },
      { key: 'unit', header: { zh: '房号', en: 'Unit' }, kind: 'text', cell: e => e.unit },
      { key: 'topic', header: { zh: '讲解内容', en: 'Topic' }, kind: 'text', width: 40, cell: e => e.topic },
      { key: 'by', header: { zh: '讲解人', en: 'By' }, kind: 'text', cell: e => e.by },
    ],
  }),
  listDef({
    key: 'notice.library',
    title: { zh: '制度与政策法规目录', en: 'Rules, laws and policies' },
    permission: 'rulebook.read',
    scope: 'estate',
    query: z.object({ estateId, kind: LibraryKind.optional(), q: z.string().max(40).optional() }),
    rows: async (ctx, asked) => (await listLibrary(ctx, asked)).items.map(d => ({ ...d, lang: ctx.lang })),
    columns: [
      {
        key: 'kind',
        header: { zh: '类别', en: 'Kind' },
        kind: 'text',
        cell: d => word(libraryLabels, d.kind, d.lang),
      },
      { key: 'code', header: { zh: '编号', en: 'Code' }, kind: 'text', cell: d => d.code },
      { key: 'title', header: { zh: '名称', en: 'Title' }, kind: 'text', width: 32, cell: d => d.title },
      {
        key: 'version',
        header: { zh: '版本', en: 'Version' },
        kind: 'integer',
        cell: d => d.current?.version,
      },
      {
        key: 'approved',
        header: { zh: '批准人', en: 'Approved by' },
        kind: 'text',
        cell: d => d.current?.approvedBy,
      },
      {
        key: 'from',
        header: { zh: '生效日期', en: 'In force from' },
        kind: 'date',
        cell: d => d.current?.effectiveFrom,
      },
      {
        key: 'acks',
        header: { zh: '已确认', en: 'Acknowledged' },
        kind: 'integer',
        cell: d => d.acknowledgements?.done,
      },
      { key: 'next', header: { zh: '下次检查', en: 'Next check' }, kind: 'date', cell: d => d.nextReview },
    ],
  }),
]
