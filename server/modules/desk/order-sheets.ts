/** Orders and proposals as tables, and the fee quotation with the customer's consent as paper (S1-43, S3-109, SX-04). */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Bilingual } from '../../core/formats.ts'
import type { Ctx } from '../../core/house.ts'
import { type PrintBlock, printable } from '../../core/print.ts'
import { listDef, pages, printDef } from '../../core/transfer.ts'
import { estateFacts } from '../estate/service.ts'
import { OrderQuery, ProposalQuery } from './contract-order.ts'
import { listProposals } from './order-proposal.ts'
import { listOrders } from './order-reads.ts'
import { rulesOf } from './rulebook.ts'
import { viewpoint } from './viewpoint.ts'
import { loadTicket } from './work.ts'

const states: Record<string, Bilingual> = {
  received: { zh: '已受理', en: 'received' },
  taken: { zh: '已接单', en: 'taken' },
  arrived: { zh: '已到场', en: 'on site' },
  handled: { zh: '已完工', en: 'done' },
  closed: { zh: '已办结', en: 'closed' },
  cancelled: { zh: '已取消', en: 'cancelled' },
}
const decisions: Record<string, Bilingual> = {
  open: { zh: '待决定', en: 'to be decided' },
  accepted: { zh: '采纳', en: 'accepted' },
  declined: { zh: '暂不采纳', en: 'declined' },
}
const said = (table: Record<string, Bilingual>, key: string, ctx: Ctx) => table[key]?.[ctx.lang] ?? key

export const ordersExport = listDef({
  key: 'desk.orders',
  title: { zh: '服务订单', en: 'Orders' },
  permission: 'ticket.read',
  scope: 'estate',
  query: OrderQuery,
  rows: (ctx, asked) =>
    pages(offset =>
      listOrders(ctx, { ...asked, offset, limit: 200 }).then(p => ({
        total: p.total,
        items: p.items.map(o => ({
          ...o,
          word: said(states, o.order.cancelledAt ? 'cancelled' : o.state, ctx),
        })),
      })),
    ),
  columns: [
    { key: 'number', header: { zh: '单号', en: 'Number' }, kind: 'text', cell: o => o.number },
    {
      key: 'receivedAt',
      header: { zh: '下单时间', en: 'Ordered at' },
      kind: 'instant',
      cell: o => o.receivedAt,
    },
    { key: 'item', header: { zh: '项目', en: 'Item' }, kind: 'text', width: 22, cell: o => o.order.item },
    { key: 'room', header: { zh: '房号', en: 'Room' }, kind: 'text', cell: o => o.unit },
    {
      key: 'unitPrice',
      header: { zh: '单价', en: 'Unit price' },
      kind: 'money',
      cell: o => o.order.unitPrice,
    },
    { key: 'quantity', header: { zh: '数量', en: 'Quantity' }, kind: 'area', cell: o => o.order.quantity },
    { key: 'amount', header: { zh: '金额', en: 'Amount' }, kind: 'money', cell: o => o.order.amount },
    { key: 'free', header: { zh: '免费', en: 'Free' }, kind: 'yesNo', cell: o => o.order.free },
    { key: 'state', header: { zh: '进度', en: 'State' }, kind: 'text', cell: o => o.word },
    { key: 'assignee', header: { zh: '负责人', en: 'Handler' }, kind: 'text', cell: o => o.assignee },
    { key: 'text', header: { zh: '要求', en: 'Wishes' }, kind: 'text', width: 30, cell: o => o.text },
  ],
})

/** Artefact 52: which suggestion became which service, what was decided, how the proposer was told. */
export const proposalsExport = listDef({
  key: 'desk.proposals',
  title: { zh: '建议转服务项目记录', en: 'Suggestions that became services' },
  permission: 'catalogue.read',
  scope: 'estate',
  query: ProposalQuery,
  rows: async (ctx, asked) =>
    (await listProposals(ctx, asked)).items.map(p => ({
      ...p,
      word: said(decisions, p.decision ?? 'open', ctx),
    })),
  columns: [
    { key: 'number', header: { zh: '建议单号', en: 'Suggestion' }, kind: 'text', cell: p => p.number },
    {
      key: 'text',
      header: { zh: '建议内容', en: 'What was suggested' },
      kind: 'text',
      width: 36,
      cell: p => p.text,
    },
    { key: 'item', header: { zh: '项目', en: 'Item' }, kind: 'text', width: 18, cell: p => p.item },
    {
      key: 'proposedAt',
      header: { zh: '转入时间', en: 'Proposed at' },
      kind: 'instant',
      cell: p => p.proposedAt,
    },
    { key: 'decision', header: { zh: '决定', en: 'Decision' }, kind: 'text', cell: p => p.word },
    { key: 'reason', header: { zh: '理由', en: 'Reason' }, kind: 'text', width: 26, cell: p => p.reason },
    { key: 'decidedBy', header: { zh: '决定人', en: 'Decided by' }, kind: 'text', cell: p => p.decidedBy },
    {
      key: 'toldAt',
      header: { zh: '告知建议人', en: 'Proposer told' },
      kind: 'instant',
      cell: p => p.toldAt,
    },
  ],
})

const w = {
  zh: {
    title: '现场收费报价单',
    facts: ['工单号', '房号', '项目或事项', '业主同意上门', '报价人', '报价'],
    course: '经过',
    head: ['时间', '事项', '经办人', '说明'],
    acts: {
      consent: '业主同意上门',
      arrive: '到场',
      quote: '现场定价',
      price: '现场报价',
      agree: '业主同意价格',
      take: '接单',
      reply: '答复业主',
    } as Record<string, string>,
    none: '尚未定价',
    customer: '业主（同意上述价格）',
    by: '报价人',
    yuan: '元',
  },
  en: {
    title: 'Quotation on site',
    facts: ['Ticket', 'Room', 'Item or matter', 'Owner agreed to the visit', 'Quoted by', 'Price'],
    course: 'Steps',
    head: ['Time', 'Step', 'By', 'Remarks'],
    acts: {
      consent: 'owner agreed to the visit',
      arrive: 'on site',
      quote: 'price fixed',
      price: 'price fixed',
      agree: 'price agreed',
      take: 'taken',
      reply: 'owner answered',
    } as Record<string, string>,
    none: 'not priced yet',
    customer: 'Owner (agrees to this price)',
    by: 'Quoted by',
    yuan: ' yuan',
  },
} as const

/** Artefact 10: the fee fixed on the site with the owner's consent, each step with its actor and time (S1-43). */
export const quotationPrint = printDef({
  key: 'quotation',
  title: { zh: '现场收费报价单', en: 'Quotation on site' },
  permission: 'ticket.read',
  scope: 'estate',
  query: z.object({ ticketId: z.uuid() }),
  document: async (ctx, { estateId, ticketId }) => {
    const v = viewpoint(ctx, estateId, 'ticket.read')
    const { ticket, course, order } = await loadTicket(ctx, v, { estateId, ticketId }, false)
    const fee = order ? order.amount : ticket.quoted_fee
    if (ticket.kind !== 'order' && ticket.consented_at === null) throw fail('core.not_found')
    const estate = await estateFacts(ctx, estateId)
    const { cal } = await rulesOf(ctx.house, estateId, ctx.now)
    const words = w[ctx.lang]
    const time = (
      at: { toZonedDateTimeISO(zone: string): { toPlainDateTime(): { toString(o: object): string } } } | null,
    ) =>
      at === null
        ? '—'
        : at
            .toZonedDateTimeISO(cal.zone)
            .toPlainDateTime()
            .toString({ smallestUnit: 'minute' })
            .replace('T', ' ')
    const who =
      order?.quoted_by ?? course.find(e => e.act === 'quote')?.by_name ?? ticket.assignee_name ?? '—'
    const values = [
      ticket.number,
      ticket.unit ?? '—',
      printable(order?.item ?? ticket.text),
      time(ticket.consented_at),
      who,
      fee === null ? words.none : `${(fee / 100).toFixed(2)}${words.yuan}`,
    ]
    const steps = course.filter(e => words.acts[e.act] !== undefined)
    const blocks: PrintBlock[] = [
      {
        kind: 'keyValues',
        columns: 2,
        items: words.facts.map((label, at) => ({ label, value: values[at] ?? '' })),
      },
      { kind: 'heading', text: words.course },
      {
        kind: 'table',
        columns: [
          { header: words.head[0], width: 2 },
          { header: words.head[1], width: 2 },
          { header: words.head[2], width: 1.5 },
          { header: words.head[3], width: 4 },
        ],
        rows: steps.map(e => [time(e.at), words.acts[e.act] ?? '', e.by_name, printable(e.text ?? '')]),
      },
      {
        kind: 'signatures',
        places: [
          { label: words.customer, date: true },
          { label: words.by, name: who, seal: true, date: true },
        ],
      },
    ]
    return {
      title: words.title,
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now, cal.zone).toString(),
      number: ticket.number,
      language: ctx.lang,
      blocks,
    }
  },
})

export const orderLists = [ordersExport, proposalsExport]
