/** The receipt on half an A4 or on the 80 mm roll, and the lists of the cash desk. */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { type PrintDocument, printable } from '../../core/print.ts'
import { listDef, pages, printDef } from '../../core/transfer.ts'
import { estateFacts } from '../estate/service.ts'
import { ChargeQuery, ledgerFail, papers, ReceiptQuery } from './contract.ts'
import { ownedBy } from './own.ts'
import { capital } from './rules.ts'
import { listCharges, listReceipts, receiptById } from './service.ts'
import { charges, printLog } from './store.ts'

export const wayLabels = {
  cash: { zh: '现金', en: 'cash' },
  pos: { zh: '刷卡', en: 'card' },
  wechat: { zh: '微信', en: 'WeChat Pay' },
  alipay: { zh: '支付宝', en: 'Alipay' },
  transfer: { zh: '转账', en: 'bank transfer' },
  other: { zh: '其他', en: 'other' },
} as const

const words = {
  zh: {
    receipt: '收款收据',
    refund: '退款凭证',
    head: ['项目', '单价', '数量', '金额（元）'],
    total: '合计',
    capital: '人民币大写',
    room: '房号',
    way: '收款方式',
    tendered: '实收',
    change: '找零',
    cashier: '收款人',
    at: '收款时间',
    why: '退款原因',
    copy: (n: number) => (n === 1 ? '' : `补打：第 ${n} 次打印`),
    own: '业户自行打印，与单位留存一致',
    note: '本收据不作发票使用；需要发票请向收费处索取。',
    payer: '交款人',
  },
  en: {
    receipt: 'Receipt',
    refund: 'Refund voucher',
    head: ['Item', 'Unit price', 'Quantity', 'Amount (yuan)'],
    total: 'Total',
    capital: 'In words',
    room: 'Room',
    way: 'Paid by',
    tendered: 'Handed over',
    change: 'Change',
    cashier: 'Cashier',
    at: 'Paid at',
    why: 'Reason of the refund',
    copy: (n: number) => (n === 1 ? '' : `Reprint: copy ${n}`),
    own: 'Printed by the resident; the same as the one kept here',
    note: 'This receipt is no tax invoice; ask the cash desk for one.',
    payer: 'Payer',
  },
} as const

type Shown = Awaited<ReturnType<typeof receiptById>>['receipt']
const yuan = (fen: number) => (fen / 100).toFixed(2)
const many = (quantity: number, unit: string | null) => `${quantity / 100}${unit ? ` ${unit}` : ''}`

async function sheet(
  ctx: Ctx,
  estateId: string,
  r: Shown,
  more: { paper: (typeof papers)[number]; footnote: string },
): Promise<PrintDocument> {
  const estate = await estateFacts(ctx, estateId)
  const w = words[ctx.lang]
  const roll = more.paper === '80mm'
  const facts = [
    { label: w.room, value: r.room ?? '—' },
    { label: w.way, value: wayLabels[r.way][ctx.lang] },
    { label: w.at, value: localTime(r.madeAt) },
    ...(r.tendered === null
      ? []
      : [
          { label: w.tendered, value: yuan(r.tendered) },
          { label: w.change, value: yuan(r.change ?? 0) },
        ]),
    ...(r.reason ? [{ label: w.why, value: printable(r.reason) }] : []),
  ]
  return {
    title: r.refunds === null ? w.receipt : w.refund,
    unit: estate.companyName ?? estate.name,
    date: localDate(ctx.now).toString(),
    number: r.number,
    paper: more.paper,
    language: ctx.lang,
    footnote: more.footnote,
    blocks: [
      { kind: 'keyValues', columns: roll ? 1 : 3, items: facts },
      {
        kind: 'table',
        columns: [
          { header: w.head[0], width: 4 },
          { header: w.head[1], width: 2, align: 'right' },
          { header: w.head[2], width: 2, align: 'right' },
          { header: w.head[3], width: 2.4, align: 'right' },
        ],
        rows: r.lines.map(l => [
          printable(l.title),
          l.unitPrice === null ? '—' : yuan(l.unitPrice),
          many(l.quantity, l.unit),
          yuan(l.amount),
        ]),
        footer: [w.total, '', '', yuan(r.amount)],
      },
      { kind: 'paragraph', text: `${w.capital}：${capital(r.amount)}`, strong: true },
      { kind: 'paragraph', text: `${w.cashier}：${printable(r.madeBy)}` },
      ...(roll
        ? []
        : [
            { kind: 'signatures' as const, places: [{ label: w.payer }, { label: estate.name, seal: true }] },
          ]),
      { kind: 'paragraph', text: w.note },
    ],
  }
}

/** 2026-03-02 09:30 of the estate's day. */
function localTime(at: string): string {
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  })
  return local.format(new Date(at))
}

export const receiptPrint = printDef({
  key: 'receipt',
  title: { zh: '收款收据', en: 'Receipt' },
  permission: 'ledger.read',
  scope: 'estate',
  query: z.object({
    receiptId: z.uuid(),
    paper: z.enum(papers).default('half-A4'),
    copy: z.coerce.number().int().min(1),
  }),
  document: async (ctx, { estateId, receiptId, paper, copy }) => {
    const { receipt } = await receiptById(ctx, estateId, receiptId)
    const logged = (await printLog(ctx.db, estateId, receiptId)).find(p => p.copy === copy)
    if (logged?.paper !== paper) throw ledgerFail('ledger.print_first')
    return sheet(ctx, estateId, receipt, { paper, footnote: words[ctx.lang].copy(copy) })
  },
})

export const myReceiptPrint = printDef({
  key: 'my-receipt',
  title: { zh: '我的收据', en: 'My receipt' },
  permission: 'ledger.own',
  scope: 'estate',
  query: z.object({ receiptId: z.uuid() }),
  document: async (ctx, { estateId, receiptId }) => {
    const own = await ownedBy(ctx, estateId)
    const { receipt, lines } = await receiptById(ctx, estateId, receiptId)
    const ids = [...new Set(lines.map(l => l.charge_id))]
    const mine = await charges(ctx.db, estateId, { own, ids, state: 'all', offset: 0, limit: 1 })
    if (mine.total < ids.length) throw fail('core.not_found')
    return sheet(ctx, estateId, receipt, { paper: 'half-A4', footnote: words[ctx.lang].own })
  },
})

const stateLabels = {
  open: { zh: '未收', en: 'open' },
  part: { zh: '部分已收', en: 'partly paid' },
  paid: { zh: '已收', en: 'paid' },
  reversed: { zh: '已冲正', en: 'reversed' },
  correction: { zh: '冲正', en: 'correction' },
} as const

export const chargesExport = listDef({
  key: 'ledger.charges',
  title: { zh: '应收费用', en: 'Charges' },
  permission: 'ledger.read',
  scope: 'estate',
  query: ChargeQuery,
  rows: (ctx, asked) =>
    pages(offset =>
      listCharges(ctx, { ...asked, offset, limit: 500 }).then(p => ({
        ...p,
        items: p.items.map(c => ({ ...c, word: stateLabels[c.state][ctx.lang] })),
      })),
    ),
  columns: [
    { key: 'madeAt', header: { zh: '登记时间', en: 'Made at' }, kind: 'instant', cell: c => c.madeAt },
    { key: 'room', header: { zh: '房号', en: 'Room' }, kind: 'text', cell: c => c.room },
    { key: 'title', header: { zh: '项目', en: 'Item' }, kind: 'text', width: 24, cell: c => c.title },
    { key: 'unitPrice', header: { zh: '单价', en: 'Unit price' }, kind: 'money', cell: c => c.unitPrice },
    { key: 'quantity', header: { zh: '数量', en: 'Quantity' }, kind: 'area', cell: c => c.quantity },
    { key: 'amount', header: { zh: '应收', en: 'Amount' }, kind: 'money', cell: c => c.amount },
    { key: 'paid', header: { zh: '已收', en: 'Paid' }, kind: 'money', cell: c => c.paid },
    { key: 'state', header: { zh: '状态', en: 'State' }, kind: 'text', cell: c => c.word },
    { key: 'reason', header: { zh: '原因', en: 'Reason' }, kind: 'text', cell: c => c.reason },
  ],
})

export const receiptsExport = listDef({
  key: 'ledger.receipts',
  title: { zh: '收据', en: 'Receipts' },
  permission: 'ledger.read',
  scope: 'estate',
  query: ReceiptQuery,
  rows: (ctx, asked) =>
    pages(offset =>
      listReceipts(ctx, { ...asked, offset, limit: 500 }).then(p => ({
        ...p,
        items: p.items.map(r => ({ ...r, wayName: wayLabels[r.way][ctx.lang] })),
      })),
    ),
  columns: [
    { key: 'number', header: { zh: '收据号', en: 'Number' }, kind: 'text', cell: r => r.number },
    { key: 'madeAt', header: { zh: '收款时间', en: 'Paid at' }, kind: 'instant', cell: r => r.madeAt },
    { key: 'room', header: { zh: '房号', en: 'Room' }, kind: 'text', cell: r => r.room },
    {
      key: 'what',
      header: { zh: '项目', en: 'Items' },
      kind: 'text',
      width: 30,
      cell: r => r.lines.map(l => l.title).join('、'),
    },
    { key: 'way', header: { zh: '收款方式', en: 'Paid by' }, kind: 'text', cell: r => r.wayName },
    { key: 'amount', header: { zh: '金额', en: 'Amount' }, kind: 'money', cell: r => r.amount },
    { key: 'madeBy', header: { zh: '收款人', en: 'Cashier' }, kind: 'text', cell: r => r.madeBy },
    { key: 'copies', header: { zh: '打印次数', en: 'Copies' }, kind: 'integer', cell: r => r.copies },
    { key: 'reason', header: { zh: '退款原因', en: 'Refund reason' }, kind: 'text', cell: r => r.reason },
  ],
})
