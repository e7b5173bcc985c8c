/** Lists of the garages and the garage's book on paper. */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { printable } from '../../core/print.ts'
import { listDef, pages, printDef } from '../../core/transfer.ts'
import { estateFacts } from '../estate/service.ts'
import { FaultQuery, FetchQuery } from './contract-garage-shapes.ts'
import { garageFull, listGarages } from './garage.ts'
import { listFaults } from './garage-fault.ts'
import { listFetches } from './garage-fetch.ts'
import {
  faultWords,
  fetchWords,
  inspectionWords,
  kindWords,
  localTime,
  noteWords,
  stateWords,
} from './garage-words.ts'

const garagesExport = listDef({
  key: 'parking.garages',
  title: { zh: '机械车库', en: 'Mechanical garages' },
  permission: 'parking.read',
  scope: 'estate',
  query: z.object({}),
  rows: async (ctx, { estateId }) => (await listGarages(ctx, { estateId })).items,
  columns: [
    { key: 'name', header: { zh: '车库', en: 'Garage' }, kind: 'text', cell: g => g.name },
    { key: 'kind', header: { zh: '类型', en: 'Kind' }, kind: 'text', cell: (g, l) => kindWords[g.kind][l] },
    { key: 'place', header: { zh: '位置', en: 'Place' }, kind: 'text', cell: g => g.place },
    { key: 'levels', header: { zh: '层数', en: 'Levels' }, kind: 'integer', cell: g => g.levels },
    { key: 'slots', header: { zh: '车位', en: 'Slots' }, kind: 'integer', cell: g => g.slots },
    { key: 'free', header: { zh: '空位', en: 'Free' }, kind: 'integer', cell: g => g.free },
    { key: 'land', header: { zh: '占地（㎡）', en: 'Land (m²)' }, kind: 'area', cell: g => g.landArea },
    {
      key: 'perSpace',
      header: { zh: '每车位占地（㎡）', en: 'Land per space (m²)' },
      kind: 'area',
      cell: g => g.landPerSpace,
    },
    {
      key: 'state',
      header: { zh: '状态', en: 'State' },
      kind: 'text',
      cell: (g, l) => stateWords[g.state][l],
    },
    { key: 'reason', header: { zh: '原因', en: 'Reason' }, kind: 'text', cell: g => g.stateReason },
    {
      key: 'until',
      header: { zh: '检验有效期至', en: 'Inspected until' },
      kind: 'date',
      cell: g => g.inspectedUntil,
    },
  ],
})

const fetchesExport = listDef({
  key: 'parking.garage_fetches',
  title: { zh: '取车记录', en: 'Retrievals' },
  permission: 'parking.read',
  scope: 'estate',
  query: FetchQuery,
  rows: (ctx, asked) => pages(offset => listFetches(ctx, { ...asked, offset, limit: 500 })),
  columns: [
    { key: 'askedAt', header: { zh: '申请时间', en: 'Asked' }, kind: 'instant', cell: f => f.askedAt },
    { key: 'garage', header: { zh: '车库', en: 'Garage' }, kind: 'text', cell: f => f.garage },
    { key: 'slot', header: { zh: '车位', en: 'Slot' }, kind: 'text', cell: f => f.slot },
    { key: 'room', header: { zh: '房号', en: 'Room' }, kind: 'text', cell: f => f.room },
    { key: 'beganAt', header: { zh: '开始', en: 'Begun' }, kind: 'instant', cell: f => f.beganAt },
    { key: 'readyAt', header: { zh: '到出口', en: 'Ready' }, kind: 'instant', cell: f => f.readyAt },
    {
      key: 'state',
      header: { zh: '状态', en: 'State' },
      kind: 'text',
      cell: (f, l) => fetchWords[f.state][l],
    },
  ],
})

const rescueWords = {
  running: { zh: '计时中', en: 'running' },
  kept: { zh: '按时', en: 'kept' },
  late: { zh: '逾时', en: 'late' },
} as const

const faultsExport = listDef({
  key: 'parking.garage_faults',
  title: { zh: '车库故障记录', en: 'Garage faults' },
  permission: 'parking.read',
  scope: 'estate',
  query: FaultQuery,
  rows: (ctx, asked) => pages(offset => listFaults(ctx, { ...asked, offset, limit: 500 })),
  columns: [
    { key: 'number', header: { zh: '编号', en: 'Number' }, kind: 'text', cell: f => f.number },
    { key: 'foundAt', header: { zh: '发现时间', en: 'Found' }, kind: 'instant', cell: f => f.foundAt },
    { key: 'foundBy', header: { zh: '发现人', en: 'By' }, kind: 'text', cell: f => f.foundBy },
    { key: 'garage', header: { zh: '车库', en: 'Garage' }, kind: 'text', cell: f => f.garage },
    { key: 'what', header: { zh: '故障', en: 'Fault' }, kind: 'text', width: 30, cell: f => f.what },
    { key: 'trapped', header: { zh: '被困人数', en: 'Trapped' }, kind: 'integer', cell: f => f.trapped },
    { key: 'calledAt', header: { zh: '呼叫救援', en: 'Called' }, kind: 'instant', cell: f => f.calledAt },
    { key: 'arrivedAt', header: { zh: '救援到场', en: 'Arrived' }, kind: 'instant', cell: f => f.arrivedAt },
    {
      key: 'rescue',
      header: { zh: '到场时限', en: 'Limit' },
      kind: 'text',
      cell: (f, l) => (f.rescue ? rescueWords[f.rescue][l] : null),
    },
    { key: 'cause', header: { zh: '原因', en: 'Cause' }, kind: 'text', cell: f => f.cause },
    { key: 'repair', header: { zh: '处理', en: 'Repair' }, kind: 'text', cell: f => f.repair },
    {
      key: 'accountable',
      header: { zh: '责任人', en: 'Accountable' },
      kind: 'text',
      cell: f => f.accountable,
    },
    {
      key: 'state',
      header: { zh: '状态', en: 'State' },
      kind: 'text',
      cell: (f, l) => faultWords[f.state][l],
    },
  ],
})

/** S4-11: what an inspector asks to see: the structure, its inspections, its faults and its book. */
const garageBook = printDef({
  key: 'garage-book',
  title: { zh: '机械车库档案', en: 'File of a mechanical garage' },
  permission: 'parking.read',
  scope: 'estate',
  query: z.object({ garageId: z.uuid() }),
  document: async (ctx, { estateId, garageId }) => {
    const estate = await estateFacts(ctx, estateId)
    const g = await garageFull(ctx, estateId, garageId)
    const zh = ctx.lang === 'zh'
    const l = ctx.lang
    const of = (z: string, e: string) => (zh ? z : e)
    return {
      title: of(`机械车库档案：${g.name}`, `Mechanical garage: ${g.name}`),
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      language: ctx.lang,
      blocks: [
        {
          kind: 'keyValues',
          columns: 2,
          items: [
            { label: of('类型', 'Kind'), value: kindWords[g.kind][l] },
            { label: of('位置', 'Place'), value: printable(g.place) },
            { label: of('使用登记编号', 'Registration'), value: g.registration },
            { label: of('安全管理员', 'Safety manager'), value: g.keeper },
            { label: of('层数、车位', 'Levels, slots'), value: `${g.levels} / ${g.slots}` },
            {
              label: of('每车位占地', 'Land per space'),
              value: g.landPerSpace === null ? '—' : `${(g.landPerSpace / 100).toFixed(2)} m²`,
            },
            { label: of('启用日期', 'In use from'), value: g.inUseFrom },
            { label: of('检验有效期至', 'Inspected until'), value: g.inspectedUntil },
            { label: of('状态', 'State'), value: `${stateWords[g.state][l]} ${g.stateReason ?? ''}` },
            { label: of('救援电话', 'Rescue'), value: g.rescue },
          ],
        },
        { kind: 'heading', text: of('检验', 'Inspections') },
        {
          kind: 'table',
          columns: [
            { header: of('日期', 'Day') },
            { header: of('种类', 'Kind') },
            { header: of('结论', 'Result') },
            { header: of('报告编号', 'Report'), width: 1.5 },
            { header: of('检验机构', 'By'), width: 2 },
            { header: of('有效期至', 'Until') },
          ],
          rows: g.inspections.map(i => [
            i.doneOn,
            inspectionWords[i.kind][l],
            i.passed ? of('合格', 'passed') : of('不合格', 'failed'),
            i.report,
            i.body,
            i.validUntil ?? '—',
          ]),
        },
        { kind: 'heading', text: of('故障与救援', 'Faults and rescue') },
        {
          kind: 'table',
          columns: [
            { header: of('编号', 'Number'), width: 1.6 },
            { header: of('发现', 'Found'), width: 1.5 },
            { header: of('故障', 'Fault'), width: 2.5 },
            { header: of('被困', 'Trapped') },
            { header: of('呼叫—到场', 'Called–there'), width: 2 },
            { header: of('处理', 'Repair'), width: 2.5 },
            { header: of('责任人', 'Accountable') },
          ],
          rows: g.faults.map(f => [
            f.number,
            `${localTime(f.foundAt)} ${f.foundBy}`,
            printable(f.what),
            String(f.trapped),
            f.calledAt
              ? `${localTime(f.calledAt)} — ${localTime(f.arrivedAt)} ${f.rescue ? rescueWords[f.rescue][l] : ''}`
              : '—',
            printable(f.repair ?? '—'),
            f.accountable ?? '—',
          ]),
        },
        { kind: 'heading', text: of('运行记录', 'Book') },
        {
          kind: 'table',
          columns: [
            { header: of('时间', 'Time'), width: 1.5 },
            { header: of('事项', 'What'), width: 1.5 },
            { header: of('说明', 'Why'), width: 4 },
            { header: of('经手人', 'By') },
          ],
          rows: g.notes.map(n => [
            localTime(n.at),
            noteWords[n.kind]?.[l] ?? n.kind,
            printable(n.reason ?? '—'),
            n.by,
          ]),
        },
        {
          kind: 'signatures',
          places: [
            { label: of('安全管理员', 'Safety manager') },
            { label: estate.name, seal: true, date: true },
          ],
        },
      ],
    }
  },
})

export const garageLists = [garagesExport, fetchesExport, faultsExport]
export const garagePrints = [garageBook]
