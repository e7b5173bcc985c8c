/** What the room gives out as files: the columns of the screens. */
import { listDef, pages, type RegisteredList } from '../../core/transfer.ts'
import { listChargers } from './charger.ts'
import { ShiftQuery } from './contract-booth.ts'
import { ChargerQuery } from './contract-charger.ts'
import { CouponQuery } from './contract-coupon.ts'
import { DisputeQuery } from './contract-dispute.ts'
import { SpaceQuery, WaitQuery } from './contract-lot.ts'
import { PermitQuery } from './contract-permit.ts'
import { FeeQuery, StayQuery } from './contract-stay.ts'
import { listCoupons } from './coupons.ts'
import { listDisputes } from './disputes.ts'
import { listSpaces } from './lots.ts'
import { listPermits } from './permits.ts'
import { listFees, listShifts } from './shifts.ts'
import { listStays } from './stay-acts.ts'
import { listWaiting } from './waiting.ts'
import {
  chargerWords,
  disputeWords,
  feeWords,
  flagWords,
  groundWords,
  permitWords,
  stayWords,
  useWords,
  wayWords,
} from './words.ts'

const shared = { permission: 'parking.read', scope: 'estate' } as const

const spacesList = listDef({
  ...shared,
  key: 'parking.spaces',
  title: { zh: '车位', en: 'Parking spaces' },
  query: SpaceQuery,
  rows: (ctx, asked) => pages(offset => listSpaces(ctx, { ...asked, offset, limit: 500 })),
  columns: [
    { key: 'lot', header: { zh: '停车场', en: 'Lot' }, kind: 'text', cell: s => s.lot },
    { key: 'level', header: { zh: '层', en: 'Level' }, kind: 'text', cell: s => s.level },
    { key: 'number', header: { zh: '车位号', en: 'Number' }, kind: 'text', cell: s => s.number },
    {
      key: 'ground',
      header: { zh: '权属', en: 'Ground' },
      kind: 'text',
      cell: (s, lang) => groundWords[s.ground][lang],
    },
    { key: 'use', header: { zh: '用途', en: 'Use' }, kind: 'text', cell: (s, lang) => useWords[s.use][lang] },
    { key: 'capacity', header: { zh: '可停辆数', en: 'Places' }, kind: 'integer', cell: s => s.capacity },
    { key: 'holder', header: { zh: '使用人', en: 'Held by' }, kind: 'text', cell: s => s.holder },
    { key: 'until', header: { zh: '到期', en: 'Until' }, kind: 'instant', cell: s => s.until },
    { key: 'charger', header: { zh: '充电桩', en: 'Charger' }, kind: 'yesNo', cell: s => s.charger },
  ],
})

const waitingList = listDef({
  ...shared,
  key: 'parking.waiting',
  title: { zh: '车位排队名单', en: 'Waiting list' },
  query: WaitQuery,
  rows: (ctx, asked) => pages(offset => listWaiting(ctx, { ...asked, offset, limit: 500 })),
  columns: [
    { key: 'place', header: { zh: '顺序', en: 'Place' }, kind: 'integer', cell: w => w.place },
    { key: 'room', header: { zh: '房号', en: 'Room' }, kind: 'text', cell: w => w.room },
    { key: 'use', header: { zh: '用途', en: 'Use' }, kind: 'text', cell: (w, lang) => useWords[w.use][lang] },
    { key: 'spaces', header: { zh: '已有车位', en: 'Has' }, kind: 'integer', cell: w => w.spaces },
    { key: 'askedAt', header: { zh: '申请时间', en: 'Asked' }, kind: 'instant', cell: w => w.askedAt },
    {
      key: 'offered',
      header: { zh: '已通知车位', en: 'Offered' },
      kind: 'text',
      cell: w => w.offeredSpace?.number,
    },
  ],
})

const permitsList = listDef({
  ...shared,
  key: 'parking.permits',
  title: { zh: '停车许可', en: 'Parking permits' },
  query: PermitQuery,
  rows: (ctx, asked) => pages(offset => listPermits(ctx, { ...asked, offset, limit: 500 })),
  columns: [
    {
      key: 'kind',
      header: { zh: '类别', en: 'Kind' },
      kind: 'text',
      cell: (p, lang) => permitWords[p.kind][lang],
    },
    { key: 'room', header: { zh: '房号', en: 'Room' }, kind: 'text', cell: p => p.room ?? p.holder },
    {
      key: 'spaces',
      header: { zh: '车位', en: 'Spaces' },
      kind: 'text',
      cell: p => p.spaces.map(s => s.number).join('、'),
    },
    {
      key: 'cars',
      header: { zh: '车牌', en: 'Plates' },
      kind: 'text',
      width: 24,
      cell: p => p.cars.map(c => c.plate).join('、'),
    },
    { key: 'price', header: { zh: '金额', en: 'Price' }, kind: 'money', cell: p => p.price },
    { key: 'open', header: { zh: '未收', en: 'Open' }, kind: 'money', cell: p => p.open },
    { key: 'from', header: { zh: '开始', en: 'From' }, kind: 'instant', cell: p => p.from },
    { key: 'until', header: { zh: '到期', en: 'Until' }, kind: 'instant', cell: p => p.until },
    { key: 'deed', header: { zh: '合同号', en: 'Contract' }, kind: 'text', cell: p => p.deed },
  ],
})

const staysList = listDef({
  ...shared,
  key: 'parking.stays',
  title: { zh: '停车记录', en: 'Stays' },
  query: StayQuery.extend({ flagged: StayQuery.shape.flagged, owing: StayQuery.shape.owing }),
  rows: (ctx, { flagged, owing, ...asked }) =>
    pages(offset =>
      listStays(ctx, {
        ...asked,
        ...(flagged === undefined ? {} : { flagged: String(flagged) }),
        ...(owing === undefined ? {} : { owing: String(owing) }),
        offset,
        limit: 500,
      }),
    ),
  columns: [
    { key: 'plate', header: { zh: '车牌', en: 'Plate' }, kind: 'text', cell: s => s.plate },
    { key: 'lot', header: { zh: '停车场', en: 'Lot' }, kind: 'text', cell: s => s.lot },
    { key: 'entered', header: { zh: '入场', en: 'Entered' }, kind: 'instant', cell: s => s.enteredAt },
    { key: 'left', header: { zh: '离场', en: 'Left' }, kind: 'instant', cell: s => s.leftAt },
    {
      key: 'state',
      header: { zh: '状态', en: 'State' },
      kind: 'text',
      cell: (s, lang) => stayWords[s.state][lang],
    },
    { key: 'fee', header: { zh: '应收', en: 'Fee' }, kind: 'money', cell: s => s.fee },
    { key: 'paid', header: { zh: '已收', en: 'Paid' }, kind: 'money', cell: s => s.paid },
    { key: 'owed', header: { zh: '欠费', en: 'Owed' }, kind: 'money', cell: s => s.owed },
    { key: 'waived', header: { zh: '免收', en: 'Let off' }, kind: 'money', cell: s => s.waived },
    {
      key: 'flags',
      header: { zh: '标记', en: 'Marks' },
      kind: 'text',
      cell: (s, lang) => s.flags.map(f => flagWords[f]?.[lang] ?? f).join('、'),
    },
  ],
})

const feesList = listDef({
  ...shared,
  key: 'parking.fees',
  title: { zh: '停车收费明细', en: 'Parking fees' },
  query: FeeQuery,
  rows: (ctx, asked) => pages(offset => listFees(ctx, { ...asked, offset, limit: 500 })),
  columns: [
    { key: 'madeAt', header: { zh: '时间', en: 'At' }, kind: 'instant', cell: f => f.madeAt },
    { key: 'plate', header: { zh: '车牌', en: 'Plate' }, kind: 'text', cell: f => f.plate },
    {
      key: 'kind',
      header: { zh: '类别', en: 'Kind' },
      kind: 'text',
      cell: (f, lang) => feeWords[f.kind][lang],
    },
    { key: 'amount', header: { zh: '金额', en: 'Amount' }, kind: 'money', cell: f => f.amount },
    {
      key: 'way',
      header: { zh: '方式', en: 'Way' },
      kind: 'text',
      cell: (f, lang) => (f.way ? (wayWords[f.way]?.[lang] ?? f.way) : ''),
    },
    { key: 'receipt', header: { zh: '收据号', en: 'Receipt' }, kind: 'text', cell: f => f.receipt?.number },
    {
      key: 'why',
      header: { zh: '计费说明', en: 'Why' },
      kind: 'text',
      width: 50,
      cell: f => f.lines.join('；'),
    },
    { key: 'reason', header: { zh: '免收原因', en: 'Reason' }, kind: 'text', cell: f => f.reason },
    { key: 'by', header: { zh: '经手', en: 'By' }, kind: 'text', cell: f => f.madeBy },
  ],
})

const shiftsList = listDef({
  ...shared,
  key: 'parking.shifts',
  title: { zh: '岗亭交班', en: 'Booth shifts' },
  query: ShiftQuery,
  rows: (ctx, asked) => pages(offset => listShifts(ctx, { ...asked, offset, limit: 500 })),
  columns: [
    { key: 'booth', header: { zh: '岗亭', en: 'Booth' }, kind: 'text', cell: s => s.booth },
    { key: 'name', header: { zh: '值班人', en: 'Who' }, kind: 'text', cell: s => s.name },
    { key: 'openedAt', header: { zh: '开班', en: 'Opened' }, kind: 'instant', cell: s => s.openedAt },
    { key: 'closedAt', header: { zh: '交班', en: 'Handed over' }, kind: 'instant', cell: s => s.closedAt },
    { key: 'cash', header: { zh: '现金收款', en: 'Cash' }, kind: 'money', cell: s => s.totals.cash },
    {
      key: 'system',
      header: { zh: '应有现金', en: 'Cash by the system' },
      kind: 'money',
      cell: s => s.systemCash,
    },
    { key: 'counted', header: { zh: '实点', en: 'Counted' }, kind: 'money', cell: s => s.countedCash },
    { key: 'difference', header: { zh: '差额', en: 'Difference' }, kind: 'money', cell: s => s.difference },
    { key: 'reason', header: { zh: '原因', en: 'Reason' }, kind: 'text', cell: s => s.reason },
  ],
})

const chargersList = listDef({
  ...shared,
  permission: 'parking.manage',
  key: 'parking.chargers',
  title: { zh: '充电桩申请', en: 'Charger applications' },
  query: ChargerQuery.omit({ offset: true, limit: true }),
  rows: (ctx, asked) => pages(offset => listChargers(ctx, { ...asked, offset, limit: 500 })),
  columns: [
    { key: 'number', header: { zh: '编号', en: 'Number' }, kind: 'text', cell: c => c.number },
    { key: 'room', header: { zh: '房号', en: 'Room' }, kind: 'text', cell: c => c.room },
    { key: 'lot', header: { zh: '停车场', en: 'Lot' }, kind: 'text', cell: c => c.lot },
    { key: 'space', header: { zh: '车位', en: 'Space' }, kind: 'text', cell: c => c.space },
    {
      key: 'watts',
      header: { zh: '功率（千瓦）', en: 'kW' },
      kind: 'text',
      cell: c => String(c.watts / 1000),
    },
    { key: 'askedAt', header: { zh: '申请时间', en: 'Asked' }, kind: 'instant', cell: c => c.askedAt },
    {
      key: 'state',
      header: { zh: '状态', en: 'State' },
      kind: 'text',
      cell: (c, lang) => chargerWords[c.state][lang],
    },
    { key: 'answerBy', header: { zh: '答复时限', en: 'Answer by' }, kind: 'instant', cell: c => c.answerBy },
    {
      key: 'answeredAt',
      header: { zh: '答复时间', en: 'Answered' },
      kind: 'instant',
      cell: c => c.answeredAt,
    },
    {
      key: 'late',
      header: { zh: '逾期', en: 'Late' },
      kind: 'text',
      cell: (c, lang) => (c.late ? (lang === 'zh' ? '是' : 'yes') : ''),
    },
    {
      key: 'answer',
      header: { zh: '条件或理由', en: 'Conditions or reason' },
      kind: 'text',
      width: 40,
      cell: c => c.conditions ?? [c.refusal, c.refusalText, c.refusalPaper].filter(x => x).join('；'),
    },
    { key: 'check', header: { zh: '现场查看', en: 'Site' }, kind: 'text', width: 30, cell: c => c.checkNote },
    {
      key: 'installedOn',
      header: { zh: '安装日期', en: 'Installed' },
      kind: 'date',
      cell: c => c.installedOn,
    },
    { key: 'meter', header: { zh: '电表号', en: 'Meter' }, kind: 'text', cell: c => c.meterNumber },
  ],
})

const couponsList = listDef({
  ...shared,
  key: 'parking.coupons',
  title: { zh: '商户停车券结算', en: 'Merchants’ coupons' },
  query: CouponQuery.omit({ offset: true, limit: true }),
  rows: (ctx, asked) => pages(offset => listCoupons(ctx, { ...asked, offset, limit: 500 })),
  columns: [
    { key: 'merchant', header: { zh: '商户', en: 'Merchant' }, kind: 'text', cell: c => c.merchant },
    { key: 'plate', header: { zh: '车牌', en: 'Plate' }, kind: 'text', cell: c => c.plate },
    { key: 'givenAt', header: { zh: '发券时间', en: 'Given' }, kind: 'instant', cell: c => c.givenAt },
    { key: 'givenBy', header: { zh: '发券人', en: 'Given by' }, kind: 'text', cell: c => c.givenBy },
    { key: 'leftAt', header: { zh: '离场', en: 'Left' }, kind: 'instant', cell: c => c.leftAt },
    { key: 'minutes', header: { zh: '减免分钟', en: 'Minutes' }, kind: 'integer', cell: c => c.minutes },
    { key: 'amount', header: { zh: '减免金额', en: 'Money' }, kind: 'money', cell: c => c.amount },
    { key: 'value', header: { zh: '实际减免', en: 'Let off' }, kind: 'money', cell: c => c.value },
    { key: 'pays', header: { zh: '商户应付', en: 'Merchant pays' }, kind: 'money', cell: c => c.pays },
  ],
})

const disputesList = listDef({
  ...shared,
  key: 'parking.disputes',
  title: { zh: '停车纠纷', en: 'Parking disputes' },
  query: DisputeQuery.omit({ offset: true, limit: true }),
  rows: (ctx, asked) => pages(offset => listDisputes(ctx, { ...asked, offset, limit: 200 })),
  columns: [
    { key: 'number', header: { zh: '编号', en: 'Number' }, kind: 'text', cell: d => d.number },
    {
      key: 'kind',
      header: { zh: '类别', en: 'Kind' },
      kind: 'text',
      cell: (d, lang) => disputeWords.kind[d.kind][lang],
    },
    { key: 'title', header: { zh: '标题', en: 'Title' }, kind: 'text', width: 32, cell: d => d.title },
    { key: 'party', header: { zh: '申请人', en: 'Party' }, kind: 'text', cell: d => d.party },
    {
      key: 'state',
      header: { zh: '状态', en: 'State' },
      kind: 'text',
      cell: (d, lang) => disputeWords.state[d.state][lang],
    },
    {
      key: 'result',
      header: { zh: '结果', en: 'Result' },
      kind: 'text',
      cell: (d, lang) => d.result && disputeWords.result[d.result][lang],
    },
    { key: 'due', header: { zh: '办理期限', en: 'Due' }, kind: 'text', cell: d => d.dueOn },
    { key: 'at', header: { zh: '受理时间', en: 'Opened' }, kind: 'instant', cell: d => d.madeAt },
  ],
})

export const parkingLists: RegisteredList[] = [
  spacesList,
  waitingList,
  permitsList,
  staysList,
  feesList,
  shiftsList,
  chargersList,
  couponsList,
  disputesList,
]
