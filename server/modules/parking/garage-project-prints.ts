/** The file of a garage project (artefact 54) and the special plan on paper. */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { printable } from '../../core/print.ts'
import { listDef, pages, printDef } from '../../core/transfer.ts'
import { estateFacts } from '../estate/service.ts'
import { policyLine } from '../notice/library-reviews.ts'
import { listProjects, projectShown } from './garage-project.ts'
import { planRow } from './garage-special.ts'
import { kindWords, localTime } from './garage-words.ts'

export const projectWords = {
  draft: { zh: '比选', en: 'options' },
  voting: { zh: '业主表决', en: 'owners’ decision' },
  approval: { zh: '审批', en: 'approvals' },
  building: { zh: '建设', en: 'building' },
  acceptance: { zh: '已验收', en: 'accepted' },
  inspection: { zh: '已检验', en: 'inspected' },
  in_use: { zh: '已启用', en: 'in use' },
  dropped: { zh: '已终止', en: 'given up' },
} as const
const siteWords = {
  vacant: { zh: '空地', en: 'vacant land' },
  surface: { zh: '地面停车场', en: 'surface parking' },
  road: { zh: '道路', en: 'road' },
  green: { zh: '绿地', en: 'green' },
  other: { zh: '其他', en: 'other' },
} as const

const m2 = (hundredths: number | null) => (hundredths === null ? '—' : (hundredths / 100).toFixed(2))
const yuan = (fen: number | null) => (fen === null ? '—' : (fen / 100).toFixed(2))

const projectsExport = listDef({
  key: 'parking.garage_projects',
  title: { zh: '车库建设项目', en: 'Garage projects' },
  permission: 'parking.read',
  scope: 'estate',
  query: z.object({ state: z.enum(['open', 'over', 'all']).default('all') }),
  rows: (ctx, asked) => pages(offset => listProjects(ctx, { ...asked, offset, limit: 200 })),
  columns: [
    { key: 'number', header: { zh: '编号', en: 'Number' }, kind: 'text', cell: p => p.number },
    { key: 'name', header: { zh: '项目', en: 'Project' }, kind: 'text', width: 20, cell: p => p.name },
    {
      key: 'state',
      header: { zh: '阶段', en: 'Stage' },
      kind: 'text',
      cell: (p, l) => projectWords[p.state][l],
    },
    {
      key: 'waiting',
      header: { zh: '立项时轮候', en: 'Waiting then' },
      kind: 'integer',
      cell: p => p.waiting,
    },
    {
      key: 'added',
      header: { zh: '新增车位', en: 'Spaces added' },
      kind: 'integer',
      cell: p => p.options.find(o => o.chosen)?.added,
    },
    {
      key: 'green',
      header: { zh: '绿地净减少（㎡）', en: 'Green lost, net (m²)' },
      kind: 'area',
      cell: p => p.options.find(o => o.chosen)?.greenNet,
    },
  ],
})

const projectPrint = printDef({
  key: 'garage-project',
  title: { zh: '车库建设项目档案', en: 'File of a garage project' },
  permission: 'parking.read',
  scope: 'estate',
  query: z.object({ projectId: z.uuid() }),
  document: async (ctx, { estateId, projectId }) => {
    const estate = await estateFacts(ctx, estateId)
    const { shown: p } = await projectShown(ctx, estateId, projectId)
    const l = ctx.lang
    const w = (zh: string, en: string) => (l === 'zh' ? zh : en)
    const right = (header: string) => ({ header, align: 'right' as const })
    const row = (label: string, of: (o: (typeof p.options)[number]) => string) => [
      label,
      ...p.options.map(of),
    ]
    return {
      title: w(`车库建设项目档案：${p.name}`, `Garage project: ${p.name}`),
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      number: p.number,
      language: l,
      blocks: [
        {
          kind: 'keyValues',
          columns: 2,
          items: [
            { label: w('阶段', 'Stage'), value: projectWords[p.state][l] },
            { label: w('立项时轮候户数', 'Waiting when it began'), value: String(p.waiting) },
            { label: w('需求', 'Need'), value: printable(p.need) },
            {
              label: w('业主表决', 'Owners’ decision'),
              value: p.vote ? `${p.vote.on} ${p.vote.document}` : '—',
            },
          ],
        },
        { kind: 'heading', text: w('方案比选', 'Options side by side') },
        {
          kind: 'table',
          columns: [
            { header: w('项目', 'Item'), width: 1.6 },
            ...p.options.map(o => right(`${o.name}${o.chosen ? w('（选定）', ' (chosen)') : ''}`)),
          ],
          rows: [
            row(w('选址', 'Site'), o => `${printable(o.site)} · ${siteWords[o.siteKind][l]}`),
            row(w('类型', 'Kind'), o => kindWords[o.kind][l]),
            row(w('占地（㎡）', 'Land (m²)'), o => m2(o.landArea)),
            row(w('占用绿地（㎡）', 'Green lost (m²)'), o => m2(o.greenLost)),
            row(w('补建绿地（㎡）', 'Green replaced (m²)'), o => m2(o.greenReplaced)),
            row(w('绿地净减少（㎡）', 'Green lost, net (m²)'), o => m2(o.greenNet)),
            row(w('补建办法', 'How it is replaced'), o => printable(o.greenHow ?? '—')),
            row(w('新增车位', 'Spaces added'), o => `${o.spaces} − ${o.spacesLost} = ${o.added}`),
            row(w('每车位占地（㎡）', 'Land per space (m²)'), o => m2(o.landPerSpace)),
            row(w('满足轮候', 'Waiting list met'), o => (o.demandMet === null ? '—' : `${o.demandMet}%`)),
            row(w('造价（元）', 'Cost (yuan)'), o => yuan(o.cost)),
            row(w('每新增车位（元）', 'Per added space (yuan)'), o => yuan(o.costPerSpace)),
          ],
        },
        { kind: 'heading', text: w('审批文件', 'Approvals') },
        {
          kind: 'table',
          columns: [
            { header: w('事项', 'What') },
            { header: w('机关', 'Issuer') },
            { header: w('文号', 'Number') },
            { header: w('日期', 'Day') },
          ],
          rows: p.approvals.map(a => [printable(a.what), printable(a.issuer), a.number, a.on]),
        },
        {
          kind: 'keyValues',
          columns: 1,
          items: [
            {
              label: w('竣工验收', 'Acceptance'),
              value: p.accepted ? `${p.accepted.on} ${p.accepted.by} ${p.accepted.note ?? ''}` : '—',
            },
            {
              label: w('设备检验', 'Inspection'),
              value: p.inspected ? `${p.inspected.on} ${p.inspected.report} → ${p.inspected.until}` : '—',
            },
          ],
        },
        { kind: 'heading', text: w('办理过程', 'Course') },
        {
          kind: 'table',
          columns: [
            { header: w('时间', 'Time'), width: 1.4 },
            { header: w('步骤', 'Step') },
            { header: w('说明', 'Note'), width: 3 },
            { header: w('经手人', 'By') },
          ],
          rows: p.steps
            .toReversed()
            .map(s => [localTime(s.at), stepWords[s.act]?.[l] ?? s.act, printable(s.note ?? '—'), s.by]),
        },
        {
          kind: 'signatures',
          places: [{ label: estate.companyName ?? estate.name, seal: true, date: true }],
        },
      ],
    }
  },
})

const stepWords: Record<string, { zh: string; en: string }> = {
  begin: { zh: '立项', en: 'begun' },
  option: { zh: '增加方案', en: 'option' },
  choose: { zh: '选定方案', en: 'chosen' },
  vote: { zh: '业主表决', en: 'decided' },
  approve: { zh: '取得审批', en: 'approved' },
  build: { zh: '开工', en: 'building' },
  accept: { zh: '验收', en: 'accepted' },
  inspect: { zh: '设备检验', en: 'inspected' },
  use: { zh: '启用', en: 'in use' },
  drop: { zh: '终止', en: 'given up' },
}

const specialPrint = printDef({
  key: 'garage-plan',
  title: { zh: '专项管理方案', en: 'Special management plan' },
  permission: 'parking.read',
  scope: 'estate',
  query: z.object({ planId: z.uuid() }),
  document: async (ctx, { estateId, planId }) => {
    const estate = await estateFacts(ctx, estateId)
    const p = await planRow(ctx, estateId, planId)
    const w = (zh: string, en: string) => (ctx.lang === 'zh' ? zh : en)
    return {
      title: printable(p.title),
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      language: ctx.lang,
      footnote: await policyLine(ctx, estateId),
      blocks: [
        ...p.text
          .split('\n')
          .map(text => ({ kind: 'paragraph' as const, text: printable(text), indent: true })),
        { kind: 'heading', text: w('实施步骤', 'Steps') },
        {
          kind: 'table',
          columns: [
            { header: w('事项', 'What'), width: 3 },
            { header: w('责任人', 'Who') },
            { header: w('期限', 'Due') },
            { header: w('完成', 'Done') },
          ],
          rows: p.steps.map(s => [printable(s.what), s.who, s.dueOn, s.doneOn ?? '—']),
        },
        {
          kind: 'signatures',
          places: [
            { label: w('编制', 'Written by'), name: p.made_by },
            {
              label: w('批准', 'Approved by'),
              ...(p.approved_by ? { name: p.approved_by } : {}),
              seal: true,
              date: true,
            },
          ],
        },
      ],
    }
  },
})

export const projectLists = [projectsExport]
export const projectPrints = [projectPrint, specialPrint]
