/** What the desk's papers share: times as the estate's clock says them, the table of promises, the course in words. */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import type { Bilingual } from '../../core/formats.ts'
import type { Lang } from '../../core/house.ts'
import { type PrintBlock, printable } from '../../core/print.ts'
import type { TicketView } from './contract-shapes.ts'
import { classText, clocks, promiseStates, severities } from './labels.ts'
import type { EstateRules } from './rulebook.ts'
import { limitText } from './say.ts'

/** A ticket as the one who prints it may see it: what his screen hides stands on no paper of his. */
export type Shown = z.input<typeof TicketView>

/** 2026-03-02 22:40 by the estate's clock; — where nothing happened yet. */
export function minute(at: string | null, zone: string): string {
  if (at === null) return '—'
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime()
  return local.toString({ smallestUnit: 'minute' }).replace('T', ' ')
}

/** A limit: the last instant of a working-day promise reads 24:00 of its day, as on the screen. */
function limit(at: string, zone: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime()
  const midnight = local.toPlainTime().equals(Temporal.PlainTime.from('00:00'))
  return midnight ? `${local.toPlainDate().subtract({ days: 1 })} 24:00` : minute(at, zone)
}

const words = {
  zh: {
    promises: '承诺时限',
    promiseHeads: ['承诺', '时限', '起算', '到期', '完成', '状态'],
    round: (n: number) => `（第 ${n} 轮）`,
    unpublished: (year: number) => `${year} 年放假安排公布后确定`,
    course: '办理经过',
    newTime: '另约时间',
    courseHeads: ['时间', '事项', '经办人', '说明'],
    received: '受理',
    roster: '按值班表',
    standIn: '管家休假，转代班人',
    until: (time: string) => `推迟到 ${time}`,
    agreed: '业户同意：',
    notAgreed: '业户不同意：',
    satisfied: '满意',
    notSatisfied: '不满意，继续处理',
  },
  en: {
    promises: 'Promised limits',
    promiseHeads: ['Promise', 'Limit', 'Counted from', 'Due', 'Done', 'State'],
    round: (n: number) => ` (round ${n})`,
    unpublished: (year: number) => `once the holidays of ${year} are published`,
    course: 'Course',
    newTime: 'new time agreed',
    courseHeads: ['Time', 'Step', 'By', 'Remarks'],
    received: 'Received',
    roster: 'by the roster',
    standIn: 'steward on leave, to the stand-in',
    until: (time: string) => `Postponed to ${time}`,
    agreed: 'customer agrees: ',
    notAgreed: 'customer does not agree: ',
    satisfied: 'Satisfied',
    notSatisfied: 'Not satisfied: goes on',
  },
} as const

/** Why a promise no longer counts, in the words that a customer is given. */
const ended: Record<string, Bilingual> = {
  class: { zh: '改了类别', en: 'class changed' },
  chosen: { zh: '另定了时限', en: 'another limit set' },
  postponed: { zh: '已推迟', en: 'postponed' },
  explained: { zh: '已事先说明，按新时间', en: 'explained before, new time counts' },
  reopened: { zh: '重新打开', en: 'opened again' },
  closed: { zh: '已办结', en: 'closed' },
  joined: { zh: '已并案', en: 'joined with another' },
}

const did: Record<string, Bilingual> = {
  take: { zh: '接单', en: 'Taken' },
  assign: { zh: '派单', en: 'Sent' },
  handover: { zh: '转单', en: 'Handed over' },
  arrive: { zh: '到场', en: 'Arrived' },
  record: { zh: '记录', en: 'Recorded' },
  reply: { zh: '答复', en: 'Replied' },
  handle: { zh: '处理完毕', en: 'Work done' },
  sign: { zh: '业户确认', en: 'Customer’s word' },
  refuse: { zh: '最终答复', en: 'Final refusal' },
  reopen: { zh: '重新打开', en: 'Opened again' },
  pause: { zh: '暂停计时', en: 'Clock paused' },
  resume: { zh: '恢复计时', en: 'Clock resumed' },
  limit: { zh: '设定时限', en: 'Limit set' },
  postpone: { zh: '推迟', en: 'Postponed' },
  class: { zh: '改类别', en: 'Class changed' },
  severity: { zh: '改程度', en: 'Severity changed' },
  consent: { zh: '业主同意上门', en: 'Owner agreed to a visit' },
  quote: { zh: '现场定价', en: 'Fee fixed' },
  explain: { zh: '事先说明', en: 'Explained before' },
  again: { zh: '业户又来催问', en: 'The customer came back' },
  link: { zh: '关联工单', en: 'Linked' },
  join: { zh: '并案', en: 'Joined' },
  receiver: { zh: '变更首接责任人', en: 'First receiver changed' },
  renovation: { zh: '记录装修档案', en: 'Renovation file noted' },
  price: { zh: '现场报价', en: 'Price on site' },
  agree: { zh: '业户同意价格', en: 'Customer agreed to the price' },
  waive: { zh: '免收费用', en: 'Free of charge' },
  cancel: { zh: '取消订单', en: 'Order cancelled' },
  propose: { zh: '转为拟开通服务项目', en: 'Proposed as a service' },
  accepted: { zh: '建议已采纳', en: 'Suggestion accepted' },
  declined: { zh: '建议暂未采纳', en: 'Suggestion not taken up' },
  told: { zh: '已告知建议人', en: 'Proposer told' },
  calendar: { zh: '按放假通知重算时限', en: 'Due time counted anew' },
}

/** How the customer was told, also of a decision on his suggestion. */
export const ways: Record<string, Bilingual> = {
  phone: { zh: '电话', en: 'by phone' },
  face: { zh: '当面', en: 'in person' },
  message: { zh: '信息', en: 'by message' },
  app: { zh: '手机', en: 'in the app' },
}

/** Every promise the ticket ever carried, also those that were replaced: a slip shows what was promised first. */
export function promiseTable(t: Shown, lang: Lang, zone: string): PrintBlock[] {
  const w = words[lang]
  return [
    { kind: 'heading', text: w.promises },
    {
      kind: 'table',
      columns: w.promiseHeads.map((header, at) => ({
        header,
        width: [1.3, 1.2, 1.7, 1.9, 1.7, 1.3][at] ?? 1,
      })),
      rows: t.promises.map(p => [
        `${clocks[p.clock][lang]}${p.round > 1 ? w.round(p.round) : ''}`,
        // a new time that was agreed is a moment, its minutes say nothing to anybody
        p.postponedFrom === null ? limitText(p.unit, p.amount, lang) : w.newTime,
        minute(p.startAt, zone),
        p.dueAt ? limit(p.dueAt, zone) : p.unpublishedYear ? w.unpublished(p.unpublishedYear) : '—',
        minute(p.metAt, zone),
        promiseState(p, lang),
      ]),
    },
  ]
}

function promiseState(p: Shown['promises'][number], lang: Lang): string {
  const why = p.stopReason === null ? undefined : ended[p.stopReason]?.[lang]
  // a limit that was passed before it was replaced stays late
  const late = p.state === 'late' ? promiseStates.late[lang] : undefined
  return [late, why].filter(Boolean).join(lang === 'zh' ? '，' : ', ') || promiseStates[p.state][lang]
}

/** The course from the reception on, oldest first; alarms to the staff stay in the house. */
export function courseTable(t: Shown, lang: Lang, rules: EstateRules): PrintBlock[] {
  const w = words[lang]
  const { zone } = rules.cal
  return [
    { kind: 'heading', text: w.course },
    {
      kind: 'table',
      columns: w.courseHeads.map((header, at) => ({ header, width: [1.7, 1.5, 1.2, 4][at] ?? 1 })),
      rows: [
        [minute(t.receivedAt, zone), w.received, t.enteredBy ?? '', ''],
        ...t.course.map(e => [
          minute(e.at, zone),
          did[e.act]?.[lang] ?? e.act,
          e.by || (e.data?.byRoster ? w.roster : e.data?.standIn ? w.standIn : ''),
          printable([detail(e, lang, rules), e.text].filter(Boolean).join(lang === 'zh' ? '；' : '; ')),
        ]),
      ],
    },
  ]
}

/** What an event of the course changed, as the drawer says it. */
function detail(e: Shown['course'][number], lang: Lang, rules: EstateRules): string {
  const w = words[lang]
  const d = e.data ?? {}
  const said = (key: string) => (typeof d[key] === 'string' ? d[key] : '')
  const named = (pair: string) =>
    classText(rules, { kind: pair.split('/')[0] ?? '', class: pair.split('/')[1] ?? '' }, lang)
  const way = ways[said('how')]?.[lang] ?? ''
  const severity = (key: string) => (key === 'major' || key === 'normal' ? severities[key][lang] : '')
  const parts: Record<string, string> = {
    class: `${named(said('from'))} → ${named(said('to'))}`,
    severity: `${severity(said('from'))} → ${severity(said('to'))}`,
    postpone: d.until ? answered(d, lang, rules.cal.zone) : '',
    explain: typeof d.agreed === 'boolean' ? answered(d, lang, rules.cal.zone) : '',
    quote: typeof d.fee === 'number' ? `¥${(d.fee / 100).toFixed(2)}` : '',
    reply: way,
    handle: way,
    sign: d.satisfied === false ? w.notSatisfied : w.satisfied,
    join: said('into') || said('from'),
    link: said('other'),
    calendar: said('source'),
  }
  return parts[e.act] ?? (said('to') ? `→ ${said('to')}` : '')
}

/** Until when, and what the customer said to it (S8-14, S8-25). */
function answered(d: Record<string, unknown>, lang: Lang, zone: string): string {
  const w = words[lang]
  const until = typeof d.until === 'string' ? [w.until(minute(d.until, zone))] : []
  const answer = typeof d.customerAnswer === 'string' ? d.customerAnswer : ''
  return [...until, `${d.agreed ? w.agreed : w.notAgreed}${answer}`].join(lang === 'zh' ? '；' : '; ')
}
