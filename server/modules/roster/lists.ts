/** What the roster gives out as a file: the columns of its screens. */
import { z } from 'zod'
import { listDef, type RegisteredList } from '../../core/transfer.ts'
import { cardRows, listPanels } from './artefacts.ts'
import { rosterApi } from './contract.ts'
import { CardQuery } from './contract-artefacts.ts'
import { listDuties } from './duties.ts'
import { faultLabels, kindLabels, partyLabels, roleWord, word } from './labels.ts'
import { lobbyReport } from './lobbies.ts'
import { listPosts } from './service.ts'
import { staffing } from './staffing.ts'

const estateId = z.uuid().optional()

export const lists: RegisteredList[] = [
  listDef({
    key: 'roster.duties',
    title: { zh: '值班表', en: 'Duty roster' },
    permission: 'roster.read',
    scope: 'estate',
    query: rosterApi['GET /api/estates/:estateId/duties'].query.extend({ estateId }),
    rows: async (ctx, asked) => {
      const posts = await listPosts(ctx, { estateId: asked.estateId, closed: 'true' })
      const { items } = await listDuties(ctx, asked)
      return items.map(d => ({
        ...d,
        lang: ctx.lang,
        post: posts.items.find(p => p.id === d.postId)?.name ?? word(kindLabels, d.kind, ctx.lang),
      }))
    },
    columns: [
      { key: 'post', header: { zh: '岗位', en: 'Post' }, kind: 'text', cell: d => d.post },
      {
        key: 'kind',
        header: { zh: '类别', en: 'Kind' },
        kind: 'text',
        cell: d => word(kindLabels, d.kind, d.lang),
      },
      { key: 'name', header: { zh: '人员', en: 'Person' }, kind: 'text', cell: d => d.name },
      {
        key: 'party',
        header: { zh: '所属', en: 'Party' },
        kind: 'text',
        cell: d => word(partyLabels, d.party, d.lang),
      },
      { key: 'from', header: { zh: '从', en: 'From' }, kind: 'instant', cell: d => d.startsAt },
      { key: 'until', header: { zh: '到', en: 'Until' }, kind: 'instant', cell: d => d.endsAt },
      { key: 'superior', header: { zh: '上级', en: 'Superior' }, kind: 'text', cell: d => d.superior?.name },
      { key: 'absence', header: { zh: '缺勤', en: 'Absence' }, kind: 'text', cell: d => d.absence?.reason },
    ],
  }),
  listDef({
    key: 'roster.lobbies',
    title: { zh: '大堂岗位清单', en: 'Lobby posts' },
    permission: 'roster.read',
    scope: 'estate',
    query: z.object({ estateId }),
    rows: async (ctx, asked) =>
      (await lobbyReport(ctx, { estateId: asked.estateId })).items.map(l => ({ ...l, lang: ctx.lang })),
    columns: [
      { key: 'building', header: { zh: '楼栋', en: 'Building' }, kind: 'text', cell: l => l.building },
      { key: 'section', header: { zh: '单元', en: 'Section' }, kind: 'text', cell: l => l.section },
      { key: 'post', header: { zh: '岗位', en: 'Post' }, kind: 'text', cell: l => l.post },
      {
        key: 'persons',
        header: { zh: '七日内人数', en: 'Persons in 7 days' },
        kind: 'integer',
        cell: l => l.persons,
      },
      { key: 'now', header: { zh: '当班', en: 'On duty' }, kind: 'text', cell: l => l.now.join('、') },
      { key: 'next', header: { zh: '接班', en: 'Next' }, kind: 'text', cell: l => l.next?.name },
      {
        key: 'nextFrom',
        header: { zh: '接班时间', en: 'Next from' },
        kind: 'instant',
        cell: l => l.next?.from,
      },
      { key: 'gap', header: { zh: '空缺从', en: 'Gap from' }, kind: 'instant', cell: l => l.gap?.from },
      {
        key: 'fault',
        header: { zh: '问题', en: 'Lacking' },
        kind: 'text',
        cell: l => word(faultLabels, l.fault, l.lang),
      },
    ],
  }),
  listDef({
    key: 'roster.panels',
    title: { zh: '管家海报登记表', en: 'Register of steward posters' },
    permission: 'roster.read',
    scope: 'estate',
    query: z.object({ estateId }),
    rows: async (ctx, asked) =>
      (await listPanels(ctx, { estateId: asked.estateId })).items.flatMap(b =>
        (b.panels.length > 0 ? b.panels : [null]).map(panel => ({ ...b, panel, lang: ctx.lang })),
      ),
    columns: [
      { key: 'building', header: { zh: '楼栋', en: 'Building' }, kind: 'text', cell: b => b.building },
      {
        key: 'steward',
        header: { zh: '现任管家', en: 'Steward now' },
        kind: 'text',
        cell: b => b.steward?.name,
      },
      { key: 'place', header: { zh: '安装位置', en: 'Place' }, kind: 'text', cell: b => b.panel?.place },
      { key: 'on', header: { zh: '安装日期', en: 'Mounted' }, kind: 'date', cell: b => b.panel?.mountedOn },
      { key: 'name', header: { zh: '海报上的管家', en: 'Shown' }, kind: 'text', cell: b => b.panel?.name },
      { key: 'version', header: { zh: '版次', en: 'Edition' }, kind: 'integer', cell: b => b.panel?.version },
      {
        key: 'phone',
        header: { zh: '海报上的电话', en: 'Phone shown' },
        kind: 'text',
        cell: b => b.panel?.phone,
      },
      {
        key: 'photo',
        header: { zh: '有安装照片', en: 'Photo' },
        kind: 'yesNo',
        cell: b => b.panel && b.panel.photoId !== null,
      },
      { key: 'by', header: { zh: '登记人', en: 'By' }, kind: 'text', cell: b => b.panel?.by },
      {
        key: 'old',
        header: { zh: '过期内容', en: 'Out of date' },
        kind: 'text',
        cell: b => b.panel?.old.map(f => word(faultLabels, f, b.lang)).join('、'),
      },
      {
        key: 'fault',
        header: { zh: '问题', en: 'Lacking' },
        kind: 'text',
        cell: b => word(faultLabels, b.fault, b.lang),
      },
    ],
  }),
  listDef({
    key: 'roster.cards',
    title: { zh: '管家名片派发登记表', en: 'Register of cards given' },
    permission: 'steward.register',
    scope: 'estate',
    query: CardQuery.omit({ offset: true, limit: true }).extend({ estateId }),
    rows: async (ctx, asked) =>
      (await cardRows(ctx, asked.estateId))
        .filter(h => asked.buildingId === undefined || h.buildingId === asked.buildingId)
        .filter(h => asked.state === undefined || h.state === asked.state)
        .map(h => ({ ...h, lang: ctx.lang })),
    columns: [
      { key: 'unit', header: { zh: '房号', en: 'Unit' }, kind: 'text', cell: h => h.unit },
      {
        key: 'kind',
        header: { zh: '业户', en: 'Household' },
        kind: 'text',
        cell: h => word(faultLabels, h.kind, h.lang),
      },
      { key: 'steward', header: { zh: '管家', en: 'Steward' }, kind: 'text', cell: h => h.steward },
      { key: 'quantity', header: { zh: '数量', en: 'Quantity' }, kind: 'integer', cell: h => h.quantity },
      { key: 'on', header: { zh: '最近派发', en: 'Last given' }, kind: 'date', cell: h => h.last?.on },
      { key: 'by', header: { zh: '派发人', en: 'By' }, kind: 'text', cell: h => h.last?.by },
      { key: 'version', header: { zh: '版次', en: 'Edition' }, kind: 'integer', cell: h => h.last?.version },
      {
        key: 'state',
        header: { zh: '状态', en: 'State' },
        kind: 'text',
        cell: h => word(faultLabels, h.state, h.lang),
      },
      {
        key: 'old',
        header: { zh: '过期内容', en: 'Out of date' },
        kind: 'text',
        cell: h => h.old.map(f => word(faultLabels, f, h.lang)).join('、'),
      },
    ],
  }),
  listDef({
    key: 'roster.staffing',
    title: { zh: '人员编制与持证情况', en: 'Establishment and certificates' },
    permission: 'roster.read',
    scope: 'estate',
    query: z.object({ estateId }),
    rows: async (ctx, asked) =>
      (await staffing(ctx, { estateId: asked.estateId })).items.map(r => ({ ...r, lang: ctx.lang })),
    columns: [
      { key: 'role', header: { zh: '岗位', en: 'Role' }, kind: 'text', cell: r => roleWord(r.role, r.lang) },
      { key: 'headcount', header: { zh: '编制', en: 'Should be' }, kind: 'integer', cell: r => r.headcount },
      { key: 'actual', header: { zh: '实有', en: 'Are' }, kind: 'integer', cell: r => r.actual },
      {
        key: 'certificate',
        header: { zh: '所需证书', en: 'Certificate' },
        kind: 'text',
        cell: r => r.certificate,
      },
      {
        key: 'certified',
        header: { zh: '持证人数', en: 'Hold it' },
        kind: 'integer',
        cell: r => (r.certificate ? r.certified : null),
      },
      {
        key: 'people',
        header: { zh: '人员', en: 'Persons' },
        kind: 'text',
        cell: r => r.people.map(p => p.name).join('、'),
      },
    ],
  }),
]
