/** The desk's words in exported files and on paper; the screens have theirs in web/locales. */
import type { Lang } from '../../core/house.ts'
import type { EstateRules } from './rulebook.ts'

export const kinds = {
  complaint: { zh: '投诉', en: 'Complaint' },
  inquiry: { zh: '咨询', en: 'Inquiry' },
  repair: { zh: '报修', en: 'Repair' },
  suggestion: { zh: '建议', en: 'Suggestion' },
  order: { zh: '服务', en: 'Service' },
} as const
export const severities = {
  major: { zh: '重大', en: 'Major' },
  normal: { zh: '一般', en: 'Normal' },
} as const
export const states = {
  received: { zh: '待接单', en: 'Waiting' },
  taken: { zh: '处理中', en: 'In hand' },
  arrived: { zh: '已到场', en: 'On site' },
  handled: { zh: '待确认', en: 'To be confirmed' },
  closed: { zh: '已办结', en: 'Closed' },
} as const
export const outcomes = {
  satisfied: { zh: '业户满意', en: 'Satisfied' },
  answered: { zh: '已答复', en: 'Answered' },
  refused: { zh: '最终答复（计为不满意）', en: 'Final refusal (counts as not satisfied)' },
  joined: { zh: '已并案处理', en: 'Joined with another' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
} as const
export const clocks = {
  reply: { zh: '答复', en: 'Reply' },
  arrive: { zh: '到场', en: 'Arrival' },
  resolve: { zh: '办结', en: 'Completion' },
  feedback: { zh: '反馈', en: 'Feedback' },
  threeMinute: { zh: '三分钟到场', en: 'Three minutes' },
} as const
export const promiseStates = {
  running: { zh: '进行中', en: 'Running' },
  soon: { zh: '即将到期', en: 'Due soon' },
  kept: { zh: '已兑现', en: 'Kept' },
  late: { zh: '逾期', en: 'Late' },
  stopped: { zh: '暂停', en: 'Paused' },
} as const
export const channels = {
  phone: { zh: '电话', en: 'Phone' },
  visit: { zh: '来访', en: 'Visit' },
  app: { zh: '手机', en: 'App' },
  paper: { zh: '纸质', en: 'Paper' },
  message: { zh: '微信/短信', en: 'Message' },
  patrol: { zh: '巡查发现', en: 'Patrol' },
  other: { zh: '其他', en: 'Other' },
} as const

/** The class with its particular kind, as the reader's screen names it; a retired class still has its name. */
export function classText(
  rules: EstateRules,
  of: { kind: string; class: string; subtype?: string | null },
  lang: Lang,
): string {
  const cls = rules.classOf(of.kind, of.class)
  const sub = cls?.subtypes.find(s => s.key === of.subtype)
  return [cls?.[lang] ?? of.class, sub?.[lang]].filter(Boolean).join(' · ')
}
