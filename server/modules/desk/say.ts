/** The desk's sentences for refusals and messages, in both languages. No word of the customer's text leaves here. Pure. */
import type { Temporal } from 'temporal-polyfill'
import type { AlarmStage, Promised } from './clocks.ts'
import type { Clock, Unit } from './promise-rule.ts'

export interface Both {
  zh: string
  en: string
}

const units: Record<Unit, Both> = {
  minutes: { zh: '分钟', en: 'minutes' },
  days24: { zh: '天', en: 'days' },
  workingDays: { zh: '个工作日', en: 'working days' },
}

const clocks: Record<Clock, Both> = {
  reply: { zh: '答复', en: 'reply' },
  arrive: { zh: '到场', en: 'arrival' },
  resolve: { zh: '办结', en: 'completion' },
  feedback: { zh: '反馈', en: 'feedback' },
  threeMinute: { zh: '三分钟到场', en: 'three-minute arrival' },
}

/** "8 小时", "7 days"; whole hours are said as hours. */
export function limitText(unit: Unit, amount: number | null, lang: 'zh' | 'en'): string {
  if (amount === null) return '-'
  if (unit === 'minutes' && amount >= 60 && amount % 60 === 0) {
    return lang === 'zh' ? `${amount / 60} 小时` : `${amount / 60} ${amount === 60 ? 'hour' : 'hours'}`
  }
  const name = units[unit][lang]
  return `${amount} ${lang === 'en' && amount === 1 ? name.slice(0, -1) : name}`
}

/** "到场", "arrival" */
export const clockName = (clock: Clock, lang: 'zh' | 'en'): string => clocks[clock][lang]

interface Named {
  number: string
  unit: string | null
  accused_unit: string | null
  place: string | null
  due_at: Temporal.Instant | null
  due_clock: string | null
}

/** 03-02 22:55 by the estate's clock; the last instant of a working-day promise reads 24:00 of its day. */
export function clockText(at: Temporal.Instant, zone: string): string {
  const local = at.toZonedDateTimeISO(zone).toPlainDateTime()
  const midnight = local.hour === 0 && local.minute === 0 && local.second === 0
  const day = midnight ? local.subtract({ days: 1 }) : local
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(day.month)}-${two(day.day)} ${midnight ? '24:00' : `${two(local.hour)}:${two(local.minute)}`}`
}

export interface Moved {
  clock: Clock
  from: Temporal.Instant | null
  to: Temporal.Instant | null
}

/**
 * Every limit of a ticket that a holiday notice moved, in one message: old, new and which document. A limit that waits for
 * a year's days has no time yet. `source` names the document as the administrator wrote it.
 */
export function movedTexts(
  t: { number: string },
  moves: readonly Moved[],
  source: string,
  zone: string,
  reader: 'customer' | 'handler' | 'caller',
): { title: Both; body: Both } {
  const han = (i: Temporal.Instant | null) => (i ? ` ${clockText(i, zone)} ` : '待放假安排公布后确定')
  const latin = (i: Temporal.Instant | null) =>
    i ? clockText(i, zone) : 'open until the days off are published'
  const zh = moves.map(m => `${clocks[m.clock].zh}时限由${han(m.from)}改为${han(m.to)}`.trimEnd())
  const en = moves.map(m => `${clocks[m.clock].en}: ${latin(m.from)} becomes ${latin(m.to)}`)
  // who has no account hears it from the one who answers for the ticket
  const call =
    reader === 'caller'
      ? { zh: '业户收不到系统消息，请电话告知', en: 'the customer gets no message here: call him' }
      : null
  const why = source
    ? { zh: `原因：放假安排有变（${source}）`, en: `because the days off changed (${source})` }
    : { zh: '原因：放假安排有变', en: 'because the days off changed' }
  return {
    title:
      reader === 'customer'
        ? { zh: `您的诉求 ${t.number} 时限有变动`, en: `The limit of your request ${t.number} has moved` }
        : { zh: `${t.number} 时限有变动`, en: `${t.number}: its limit has moved` },
    body: {
      zh: [...zh, why.zh, ...(call ? [call.zh] : [])].join('；'),
      en: [...en, why.en, ...(call ? [call.en] : [])].join('; '),
    },
  }
}

const where = (t: Named) => t.accused_unit ?? t.place ?? t.unit

/** For the one who is to take a new ticket: what, where, by when. */
export function toldTexts(t: Named, cls: Both | undefined, zone: string): { title: Both; body: Both } {
  const place = where(t)
  const due = t.due_at && t.due_clock ? clockText(t.due_at, zone) : null
  const clock = clocks[(t.due_clock ?? 'resolve') as Clock]
  return {
    title: {
      zh: `新工单 ${t.number} ${cls?.zh ?? ''}`.trim(),
      en: `New ticket ${t.number} ${cls?.en ?? ''}`.trim(),
    },
    body: {
      zh: [place && `地点 ${place}`, due && `${due} 前${clock.zh}`, '请接单'].filter(Boolean).join('，'),
      en: [place && `at ${place}`, due && `${clock.en} by ${due}`, 'please take it']
        .filter(Boolean)
        .join(', '),
    },
  }
}

/** Before, at and after a limit. */
export function alarmTexts(
  t: Named,
  p: Promised,
  stage: AlarmStage,
  zone: string,
): { title: Both; body: Both } {
  const clock = clocks[p.clock]
  const due = p.dueAt ? clockText(p.dueAt, zone) : ''
  const place = where(t)
  const titles: Record<AlarmStage, Both> = {
    soon: { zh: `${t.number} ${clock.zh}时限将到`, en: `${t.number}: ${clock.en} is due soon` },
    due: { zh: `${t.number} ${clock.zh}已逾期`, en: `${t.number}: ${clock.en} is late` },
    escalated: {
      zh: `${t.number} ${clock.zh}逾期仍未完成`,
      en: `${t.number}: ${clock.en} is late and still open`,
    },
  }
  return {
    title: titles[stage],
    body: {
      zh: [`时限 ${due}`, place && `地点 ${place}`].filter(Boolean).join('，'),
      en: [`limit ${due}`, place && `at ${place}`].filter(Boolean).join(', '),
    },
  }
}
