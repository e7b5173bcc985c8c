/** One ticket as paper: the slip that the customer signs (S1-36), the case of a suggestion (S8-07..20) [SX-04]. */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Bilingual } from '../../core/formats.ts'
import type { Ctx } from '../../core/house.ts'
import { type PrintBlock, type PrintDocument, printable, type SignaturePlace } from '../../core/print.ts'
import { printDef } from '../../core/transfer.ts'
import { estateFacts } from '../estate/service.ts'
import { channels, classText, kinds, outcomes, severities, states } from './labels.ts'
import { courseTable, minute, promiseTable, type Shown, ways } from './paper-parts.ts'
import { get } from './reads.ts'
import { type EstateRules, rulesOf } from './rulebook.ts'
import { type ProposalRow, proposals } from './store-order.ts'

const words = {
  zh: {
    slip: (complaint: boolean) => (complaint ? '投诉登记单' : '诉求登记单'),
    case: '建议办理单',
    kind: '类别',
    severity: '程度',
    requester: '反映人',
    proposer: '建议人',
    unit: '房号',
    accused: '被反映房号',
    place: '地点',
    receivedAt: '受理时间',
    channel: '来源',
    firstReceiver: '首接责任人',
    officeAt: '传到办公室',
    assignee: '处理人',
    state: '进度',
    photos: '照片',
    photoCount: (n: number) => `${n} 张`,
    matter: '反映内容',
    suggested: '建议内容',
    told: '受理时已告知：',
    hidden: '内容保密',
    kept: '本单载有反映人信息，不得交给或出示给被反映的一方。',
    result: '办理结果',
    outcome: '结果',
    handledAt: '处理完毕',
    says: '业户意见',
    satisfied: '满意',
    notSatisfied: '不满意',
    rating: (n: number) => `评分 ${n} 分`,
    signedAt: '签字时间',
    closedAt: '办结时间',
    signedSlip: '业户签字单（照片）',
    customer: '业户签字',
    handler: '处理人',
    receiver: '首接责任人',
    company: '物业服务企业',
    postponed: '推迟',
    notPostponed: '没有推迟。',
    until: '新的完成时间',
    reason: '理由',
    answer: '业户答复',
    agreed: '同意',
    notAgreed: '不同意',
    by: '经办人',
    decision: '决定',
    noDecision: '没有转为服务项目，办理结果见下。',
    item: '拟开通项目',
    decided: { accepted: '采纳', declined: '暂不采纳' } as Record<string, string>,
    open: '待决定',
    decidedBy: '决定人',
    toldBy: '告知建议人',
    untold: '尚未告知',
    answers: '处理与答复',
    answerHeads: ['时间', '方式', '内容', '经办人'],
    final: '最终答复',
  },
  en: {
    slip: (complaint: boolean) => (complaint ? 'Complaint slip' : 'Request slip'),
    case: 'Case of a suggestion',
    kind: 'Class',
    severity: 'Severity',
    requester: 'Raised by',
    proposer: 'Proposer',
    unit: 'Room',
    accused: 'Room concerned',
    place: 'Place',
    receivedAt: 'Received',
    channel: 'Channel',
    firstReceiver: 'First receiver',
    officeAt: 'At the office',
    assignee: 'Handler',
    state: 'Progress',
    photos: 'Photos',
    photoCount: (n: number) => String(n),
    matter: 'The matter',
    suggested: 'What was suggested',
    told: 'The customer was told at reception: ',
    hidden: 'withheld',
    kept: 'This slip says who raised the matter: it is neither given nor shown to the party it concerns.',
    result: 'Result',
    outcome: 'Outcome',
    handledAt: 'Work done',
    says: 'Customer says',
    satisfied: 'satisfied',
    notSatisfied: 'not satisfied',
    rating: (n: number) => `rating ${n}`,
    signedAt: 'Signed at',
    closedAt: 'Closed at',
    signedSlip: 'Slip signed by the customer (photo)',
    customer: 'Customer',
    handler: 'Handler',
    receiver: 'First receiver',
    company: 'Company',
    postponed: 'Postponement',
    notPostponed: 'Not postponed.',
    until: 'New time',
    reason: 'Reason',
    answer: 'Answer',
    agreed: 'agrees',
    notAgreed: 'does not agree',
    by: 'By',
    decision: 'Decision',
    noDecision: 'It did not become a service; what was done stands below.',
    item: 'Proposed service',
    decided: { accepted: 'accepted', declined: 'not taken up' } as Record<string, string>,
    open: 'to be decided',
    decidedBy: 'Decided by',
    toldBy: 'Proposer told',
    untold: 'not told yet',
    answers: 'Result as it was explained',
    answerHeads: ['Time', 'How', 'What', 'By'],
    final: 'final refusal',
  },
} as const

const item = (label: string, value: string | null) => ({ label, value: printable(value || '—') })
const joined = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(' ')

/** What a paper of one ticket is made of: the record as its reader's screen shows it, and the rules it is said by. */
interface Paper {
  ctx: Ctx
  estateId: string
  t: Shown
  rules: EstateRules
  unit: string
}

/** @throws core.not_found where the reader's own screen has no such ticket */
async function paperOf(ctx: Ctx, asked: { estateId: string; ticketId: string }): Promise<Paper> {
  const t = await get(ctx, asked)
  const rules = await rulesOf(ctx.house, asked.estateId, ctx.now)
  const estate = await estateFacts(ctx, asked.estateId)
  return { ctx, estateId: asked.estateId, t, rules, unit: joined(estate.companyName, estate.name) }
}

function frame(p: Paper, title: string, blocks: PrintBlock[]): PrintDocument {
  return {
    title,
    unit: p.unit,
    date: localDate(p.ctx.now, p.rules.cal.zone).toString(),
    number: p.t.number,
    language: p.ctx.lang,
    blocks,
  }
}

/** Who raised what and who has it; a party complained of who prints it learns no more than on his screen (S1-37). */
function facts({ ctx, t, rules }: Paper): PrintBlock {
  const w = words[ctx.lang]
  const { zone } = rules.cal
  const hidden = t.text === ''
  const who = hidden ? w.hidden : joined(t.requester?.name, t.requester?.phone)
  const photos = t.files.filter(f => f.use === 'photo').length
  const [kind, name] = [kinds[t.kind][ctx.lang], classText(rules, t, ctx.lang)]
  const suggestion = t.kind === 'suggestion'
  return {
    kind: 'keyValues',
    columns: 2,
    items: [
      item(w.kind, kind === name ? kind : `${kind} · ${name}`),
      item(w.severity, severities[t.severity][ctx.lang]),
      item(suggestion ? w.proposer : w.requester, who),
      item(w.unit, hidden ? w.hidden : t.unit),
      ...(t.accusedUnit ? [item(w.accused, t.accusedUnit)] : []),
      ...(t.place ? [item(w.place, t.place)] : []),
      item(w.receivedAt, minute(t.receivedAt, zone)),
      item(w.channel, channels[t.channel][ctx.lang]),
      item(w.firstReceiver, t.firstReceiver),
      ...(suggestion ? [item(w.officeAt, minute(t.officeAt, zone))] : []),
      item(w.assignee, t.assignee),
      item(w.state, states[t.state][ctx.lang]),
      ...(photos > 0 ? [item(w.photos, w.photoCount(photos))] : []),
    ],
  }
}

function matter({ ctx, t }: Paper): PrintBlock[] {
  const w = words[ctx.lang]
  const told = t.told
    ? [{ kind: 'paragraph' as const, text: `${w.told}${t.told[ctx.lang]}`, indent: true }]
    : []
  return [
    { kind: 'heading', text: t.kind === 'suggestion' ? w.suggested : w.matter },
    { kind: 'paragraph', text: printable(t.text) || w.hidden, indent: true },
    ...told,
  ]
}

function result({ ctx, t, rules }: Paper): PrintBlock[] {
  const w = words[ctx.lang]
  const { zone } = rules.cal
  const says = t.satisfied === null ? null : t.satisfied ? w.satisfied : w.notSatisfied
  const rating = t.rating === null ? null : w.rating(t.rating)
  return [
    { kind: 'heading', text: w.result },
    {
      kind: 'keyValues',
      columns: 2,
      items: [
        item(w.outcome, t.outcome && outcomes[t.outcome][ctx.lang]),
        item(w.says, [says, rating].filter(Boolean).join(ctx.lang === 'zh' ? '，' : ', ')),
        item(w.handledAt, minute(t.handledAt, zone)),
        item(w.closedAt, minute(t.closedAt, zone)),
        item(w.signedAt, minute(t.signedAt, zone)),
      ],
    },
  ]
}

/** The customer's own signature where he gave it on a screen or on paper, else room for it (S8-19). */
async function signatures(p: Paper): Promise<PrintBlock[]> {
  const { ctx, t } = p
  const w = words[ctx.lang]
  const word = t.course.findLast(e => e.act === 'sign')
  const file = word?.data?.satisfied === true && t.files.find(f => f.id === word.data?.fileId)
  const bytes = file ? (await ctx.house.files.get(ctx.db, p.estateId, file.id)).bytes : undefined
  const drawn = file && bytes && file.use === 'signature'
  const customer: SignaturePlace = drawn
    ? { label: w.customer, image: bytes }
    : { label: w.customer, date: true }
  const slip: PrintBlock[] =
    bytes && !drawn ? [{ kind: 'image', bytes, width: 110, caption: w.signedSlip }] : []
  return [
    ...slip,
    {
      kind: 'signatures',
      places: [
        customer,
        { label: w.handler, ...(t.assignee ? { name: t.assignee } : {}) },
        { label: w.company, seal: true, date: true },
      ],
    },
  ]
}

/** The slip of one ticket, to be read to the customer and signed by him. */
export const ticketSlip = printDef({
  key: 'ticket-slip',
  title: { zh: '投诉、诉求登记单', en: 'Complaint or request slip' },
  permission: 'ticket.read',
  scope: 'estate',
  query: z.object({ ticketId: z.uuid() }),
  document: async (ctx, asked) => {
    const p = await paperOf(ctx, asked)
    const w = words[ctx.lang]
    const secret = p.t.accusedUnit !== null && !p.t.revealToAccused
    return frame(p, w.slip(p.t.kind === 'complaint'), [
      ...(secret ? [{ kind: 'paragraph' as const, text: w.kept, strong: true }] : []),
      facts(p),
      ...matter(p),
      ...promiseTable(p.t, ctx.lang, p.rules.cal.zone),
      ...courseTable(p.t, ctx.lang, p.rules),
      ...result(p),
      ...(await signatures(p)),
    ])
  },
})

/** S8-14, S8-15: the one postponement with its reason and the customer's answer. */
function postponement({ ctx, t, rules }: Paper): PrintBlock[] {
  const w = words[ctx.lang]
  const { zone } = rules.cal
  const moved = t.course.filter(e => e.act === 'postpone')
  const said = (e: (typeof moved)[number], key: string) => {
    const value = e.data?.[key]
    return typeof value === 'string' ? value : null
  }
  const blocks: PrintBlock[] = moved.map(e => ({
    kind: 'keyValues',
    columns: 2,
    items: [
      item(w.until, minute(said(e, 'until'), zone)),
      item(w.by, joined(e.by, minute(e.at, zone))),
      item(w.reason, e.text),
      item(w.answer, joined(e.data?.agreed ? w.agreed : w.notAgreed, said(e, 'customerAnswer'))),
    ],
  }))
  return [
    { kind: 'heading', text: w.postponed },
    ...(blocks.length > 0 ? blocks : [{ kind: 'paragraph' as const, text: w.notPostponed }]),
  ]
}

/** S3-109: what was decided of it and how the proposer was told. */
function decision({ ctx, rules }: Paper, found: ProposalRow | undefined): PrintBlock[] {
  const w = words[ctx.lang]
  const { zone } = rules.cal
  const heading: PrintBlock = { kind: 'heading', text: w.decision }
  if (found === undefined) return [heading, { kind: 'paragraph', text: w.noDecision }]
  const at = (time: ProposalRow['decided_at']) => (time === null ? null : minute(time.toString(), zone))
  const way: Bilingual | undefined = ways[found.told_how ?? '']
  return [
    heading,
    {
      kind: 'keyValues',
      columns: 2,
      items: [
        item(w.item, found.item),
        item(w.decision, found.decision === null ? w.open : (w.decided[found.decision] ?? found.decision)),
        item(w.reason, found.reason),
        item(w.decidedBy, joined(found.decided_by, at(found.decided_at))),
        item(w.toldBy, found.told_at ? joined(found.told_by, way?.[ctx.lang], at(found.told_at)) : w.untold),
      ],
    },
  ]
}

/** S8-18: each time the result was explained: how, when, what, by whom. */
function answers({ ctx, t, rules }: Paper): PrintBlock[] {
  const w = words[ctx.lang]
  const given = t.course.filter(e => e.act === 'handle' || e.act === 'reply' || e.act === 'refuse')
  const how = (e: (typeof given)[number]) => {
    const key = e.data?.how
    return e.act === 'refuse' ? w.final : typeof key === 'string' ? (ways[key]?.[ctx.lang] ?? key) : ''
  }
  return [
    { kind: 'heading', text: w.answers },
    {
      kind: 'table',
      columns: w.answerHeads.map((header, at) => ({ header, width: [1.6, 1.1, 4, 1.2][at] ?? 1 })),
      rows: given.map(e => [minute(e.at, rules.cal.zone), how(e), printable(e.text ?? ''), e.by]),
    },
  ]
}

/** Everything of one suggestion: its words, the promise, the postponement, the decision, the answer. */
export const suggestionCase = printDef({
  key: 'suggestion-case',
  title: { zh: '建议办理单', en: 'Case of a suggestion' },
  permission: 'ticket.read',
  scope: 'estate',
  query: z.object({ ticketId: z.uuid() }),
  document: async (ctx, asked) => {
    const p = await paperOf(ctx, asked)
    if (p.t.kind !== 'suggestion') throw fail('core.not_found')
    const [found] = await proposals(ctx.db, asked.estateId, { ticketId: asked.ticketId })
    return frame(p, words[ctx.lang].case, [
      facts(p),
      ...matter(p),
      ...promiseTable(p.t, ctx.lang, p.rules.cal.zone),
      ...postponement(p),
      ...decision(p, found),
      ...answers(p),
      ...courseTable(p.t, ctx.lang, p.rules),
      ...result(p),
      ...(await signatures(p)),
    ])
  },
})
