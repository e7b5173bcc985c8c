/** What the customer is told at intake: each promise with its time, in both languages. Pure. */
import type { Temporal } from 'temporal-polyfill'
import type { Clock, Unit } from './promise-rule.ts'
import { type Both, limitText } from './say.ts'

const clocks: Record<Clock, Both> = {
  reply: { zh: '答复', en: 'a reply' },
  arrive: { zh: '到场', en: 'somebody on site' },
  resolve: { zh: '办结', en: 'completion' },
  feedback: { zh: '反馈处理结果', en: 'feedback on the result' },
  threeMinute: { zh: '三分钟到场', en: 'arrival within three minutes' },
}

interface Told {
  clock: Clock
  unit: Unit
  amount: number
  dueAt: Temporal.Instant | null
}

/** 11月24日 20:30 on the estate's clock; the last instant of a working-day promise reads 24:00 of its day. */
function clockText(at: Temporal.Instant, zone: string): Both {
  const local = at.toZonedDateTimeISO(zone).toPlainDateTime()
  const midnight = local.hour === 0 && local.minute === 0 && local.second === 0
  const day = midnight ? local.subtract({ days: 1 }) : local
  const two = (n: number) => String(n).padStart(2, '0')
  const time = midnight ? '24:00' : `${two(local.hour)}:${two(local.minute)}`
  return {
    zh: `${day.month}月${day.day}日 ${time}`,
    en: `${day.year}-${two(day.month)}-${two(day.day)} ${time}`,
  }
}

/** "2 天内反馈处理结果（11月24日 20:30 前）；…", or null when nothing is promised (S8-10, S8-12). */
export function promiseSaid(promises: readonly Told[], zone: string): Both | null {
  if (promises.length === 0) return null
  const lines = promises.map(p => {
    const name = clocks[p.clock]
    const until = p.dueAt && clockText(p.dueAt, zone)
    const zh = p.clock === 'threeMinute' ? name.zh : `${limitText(p.unit, p.amount, 'zh')}内${name.zh}`
    const en = p.clock === 'threeMinute' ? name.en : `${name.en} within ${limitText(p.unit, p.amount, 'en')}`
    return {
      zh: until ? `${zh}（${until.zh} 前）` : zh,
      en: until ? `${en} (by ${until.en})` : en,
    }
  })
  return { zh: lines.map(l => l.zh).join('；'), en: lines.map(l => l.en).join('; ') }
}
