/** Every figure of the month with its one definition (SX-07): the same words on screen, on paper and in the table. */
import type { Bilingual } from '../../core/formats.ts'

export interface Definition {
  title: Bilingual
  unit: 'percent' | 'count'
  numerator: Bilingual
  denominator: Bilingual | null
  period: Bilingual
  exclusions: Bilingual
}

const closedThen: Bilingual = {
  zh: '当月 1 日 0:00 至月末 24:00 办结',
  en: 'closed between the first of the month, 0:00, and its end, 24:00',
}
const receivedThen: Bilingual = { zh: '当月 1 日 0:00 至月末 24:00 受理', en: 'received in the month' }
const joined: Bilingual = {
  zh: '并入他件的重复工单（在主件计一次）',
  en: 'repeats joined to another ticket (counted there, once)',
}
const dueThen: Bilingual = {
  zh: '时限落在当月（截至统计时）',
  en: 'limits that fell in the month, up to the time of counting',
}
const population: Bilingual = {
  zh: '当月办结的投诉和咨询',
  en: 'complaints and inquiries closed in the month',
}
const reopenRule: Bilingual = {
  zh: '抽样前重开的不计，再次办结时计入当周当月；抽样后重开的仍计；下月办结的计入下月',
  en: 'opened again before the draw: counted when closed anew; after the draw: stays; closed next month: counts there',
}
const stoppedEarly: Bilingual = {
  zh: '到期前已撤销、改期或停止的承诺；恰在时限算按时',
  en: 'promises ended or moved before their limit; at the limit is in time',
}

export const definitions = {
  'followup.rate': {
    title: { zh: '回访率', en: 'Follow-up rate' },
    unit: 'percent',
    numerator: {
      zh: '已联系到并答复的（满意、部分满意、不满意）',
      en: 'reached and answered (satisfied, partly, not satisfied)',
    },
    denominator: population,
    period: closedThen,
    exclusions: {
      zh: `${joined.zh}；拒访、联系不上不算已回访；${reopenRule.zh}`,
      en: `${joined.en}; who refused or could not be reached is not followed up; ${reopenRule.en}`,
    },
  },
  'followup.major': {
    title: { zh: '重大投诉回访率', en: 'Follow-up of major matters' },
    unit: 'percent',
    numerator: { zh: '其中已联系到并答复的', en: 'of these reached and answered' },
    denominator: {
      zh: '当月办结、列为重大的投诉和咨询',
      en: 'major complaints and inquiries closed in the month',
    },
    period: closedThen,
    exclusions: {
      zh: '无；抽样后改为重大的同样计入，改回普通的不减',
      en: 'none; made major after the draw counts too, made normal again stays',
    },
  },
  'followup.satisfied': {
    title: { zh: '业主满意率', en: 'Owner satisfaction' },
    unit: 'percent',
    numerator: { zh: '回访答复“满意”的', en: 'answered “satisfied”' },
    denominator: {
      zh: '回访有答复的，加上经理最终拒绝而办结的（一律计不满意）',
      en: 'who answered, and every matter closed by final refusal (counted as not satisfied)',
    },
    period: closedThen,
    exclusions: {
      zh: '拒访、联系不上、尚未回访的；“部分满意”不算满意；年度综合满意度另行调查，不在此列',
      en: 'refused, not reached, not yet called; “partly” is not satisfied; the yearly overall survey is a measure of its own',
    },
  },
  'promise.kept': {
    title: { zh: '承诺兑现率', en: 'Promises kept' },
    unit: 'percent',
    numerator: { zh: '在时限当刻或之前做到的承诺', en: 'promises met at or before their limit' },
    denominator: {
      zh: '全部到期承诺（各类工单）',
      en: 'all promises that fell due, of every kind of ticket',
    },
    period: dueThen,
    exclusions: stoppedEarly,
  },
  'inquiry.at_once': {
    title: { zh: '咨询当场答复率', en: 'Inquiries answered at once' },
    unit: 'percent',
    numerator: { zh: '受理时当场答复的咨询', en: 'answered in the same contact' },
    denominator: { zh: '当月受理的咨询', en: 'inquiries received in the month' },
    period: receivedThen,
    exclusions: joined,
  },
  'inquiry.later': {
    title: { zh: '咨询稍后按时答复率', en: 'Inquiries answered later, in time' },
    unit: 'percent',
    numerator: {
      zh: '未当场答复、在时限当刻或之前答复的',
      en: 'not at once, but answered at or before the limit',
    },
    denominator: { zh: '当月受理的咨询', en: 'inquiries received in the month' },
    period: receivedThen,
    exclusions: joined,
  },
  'order.three_minutes': {
    title: { zh: '三分钟到位率', en: 'Three-minute calls in time' },
    unit: 'percent',
    numerator: { zh: '三分钟内到达指定地点的', en: 'at the named place within three minutes' },
    denominator: { zh: '三分钟承诺到期的上门服务', en: 'calls whose three minutes fell due' },
    period: dueThen,
    exclusions: {
      zh: '到期前已说明并征得业主同意改时间的（另列件数）',
      en: 'explained and agreed before the limit (counted apart)',
    },
  },
  'order.explained': {
    title: { zh: '三分钟内说明并改约', en: 'Explained within the three minutes' },
    unit: 'count',
    numerator: {
      zh: '到期前向业主说明并约定新时间的',
      en: 'explained before the limit and a new time agreed',
    },
    denominator: null,
    period: { zh: '当月说明', en: 'explained in the month' },
    exclusions: { zh: '到期后才说明的', en: 'explained after the limit' },
  },
  'inquiry.beyond': {
    title: { zh: '约定时限超过规定上限', en: 'Agreed beyond the rule’s limit' },
    unit: 'count',
    numerator: {
      zh: '与业户约定的时限超过规定上限（咨询其他部门事项为 2 个工作日），逐件列原因',
      en: 'limits agreed beyond the rule (2 working days for matters of other departments), each with its reason',
    },
    denominator: null,
    period: receivedThen,
    exclusions: { zh: '规定时限之内的约定', en: 'limits agreed within the rule' },
  },
  'promise.postponed': {
    title: { zh: '延期', en: 'Postponements' },
    unit: 'count',
    numerator: {
      zh: '到期前经业户答复的延期',
      en: 'postponements told before the limit, with the customer’s answer',
    },
    denominator: null,
    period: { zh: '当月登记', en: 'recorded in the month' },
    exclusions: { zh: '被系统拒绝的第二次延期', en: 'second ones, which the system refuses' },
  },
} as const satisfies Record<string, Definition>

export type FigureKey = keyof typeof definitions

/** What a resident may read (S7-05): no person and no single matter can be told from these. */
export const publicFigures: readonly FigureKey[] = [
  'followup.rate',
  'followup.satisfied',
  'promise.kept',
  'inquiry.at_once',
  'order.three_minutes',
]
