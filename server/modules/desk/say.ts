/** Limits in words, for refusals. Pure. */
import type { Unit } from './promise-rule.ts'

const units: Record<Unit, { zh: string; en: string }> = {
  minutes: { zh: '分钟', en: 'minutes' },
  days24: { zh: '天', en: 'days' },
  workingDays: { zh: '个工作日', en: 'working days' },
}

/** "8 小时", "7 days"; whole hours are said as hours. */
export function limitText(unit: Unit, amount: number | null, lang: 'zh' | 'en'): string {
  if (amount === null) return '-'
  if (unit === 'minutes' && amount >= 60 && amount % 60 === 0) {
    return lang === 'zh' ? `${amount / 60} 小时` : `${amount / 60} hours`
  }
  return `${amount} ${units[unit][lang]}`
}
