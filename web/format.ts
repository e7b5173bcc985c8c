import type { Language } from './settings.ts'

/** How numbers and times are written. Times are the estate's (Asia/Shanghai), whatever the device says. */
const zone = 'Asia/Shanghai'

type Instant = number | string

function at(instant: Instant): Date {
  return new Date(instant)
}

const dayParts = new Intl.DateTimeFormat('sv-SE', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})
const timeParts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
const weekday = {
  'zh-CN': new Intl.DateTimeFormat('zh-CN', { timeZone: zone, weekday: 'short' }),
  en: new Intl.DateTimeFormat('en', { timeZone: zone, weekday: 'short' }),
}

/** 2026-01-31 */
export function date(instant: Instant): string {
  return dayParts.format(at(instant))
}

/** 08:05 */
export function clockTime(instant: Instant): string {
  return timeParts.format(at(instant))
}

/** 2026-01-31 08:05 */
export function dateTime(instant: Instant): string {
  return `${date(instant)} ${clockTime(instant)}`
}

/** 2026-01-31 周六 */
export function day(instant: Instant, language: Language): string {
  return `${date(instant)} ${weekday[language].format(at(instant))}`
}

/** A limit at midnight is read as the end of its day: 01-30 24:00, never 01-31 00:00. */
function endOfDay(instant: Instant): Instant | undefined {
  return clockTime(instant) === '00:00' && at(instant).getTime() % 60_000 === 0
    ? at(instant).getTime() - 60_000
    : undefined
}

/** A limit in full: 2026-01-31 08:05, 2026-01-30 24:00 */
export function limitTime(instant: Instant): string {
  const eve = endOfDay(instant)
  return eve === undefined ? dateTime(instant) : `${date(eve)} 24:00`
}

/** A limit in its shortest true form: 08:05 or 24:00 today, 01-30 24:00 this year. */
export function limitWhen(instant: Instant, now: Instant): string {
  const eve = endOfDay(instant)
  return eve === undefined ? when(instant, now) : when(eve, now).replace('23:59', '24:00')
}

/** The shortest true form: 08:05 today, 01-30 08:05 this year, else with the year. */
export function when(instant: Instant, now: Instant): string {
  const [that, today] = [date(instant), date(now)]
  if (that === today) return clockTime(instant)
  return `${that.slice(0, 4) === today.slice(0, 4) ? that.slice(5) : that} ${clockTime(instant)}`
}

/** Fen to yuan with two decimals: 123456 → 1,234.56. Money is an integer of fen everywhere else. */
export function yuan(fen: number | bigint | string): string {
  const value = BigInt(fen)
  const cents = value < 0n ? -value : value
  const whole = (cents / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ',')
  return `${value < 0n ? '-' : ''}${whole}.${(cents % 100n).toString().padStart(2, '0')}`
}

/** 0.01 m² to m²: 8945 → 89.45 */
export function squareMetres(hundredths: number): string {
  return (hundredths / 100).toFixed(2)
}

export function count(value: number): string {
  return value.toLocaleString('en-US')
}

/** A length of time in the two largest units that matter: 12 分, 3 小时 5 分, 2 天 4 小时. */
export function span(ms: number, language: Language): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60]
  const parts: [number, string, string][] =
    d > 0
      ? [
          [d, '天', 'd'],
          [h, '小时', 'h'],
        ]
      : h > 0
        ? [
            [h, '小时', 'h'],
            [m, '分', 'min'],
          ]
        : [[m, '分', 'min']]
  return parts
    .filter(([value], i) => value > 0 || i === 0)
    .map(([value, zh, en]) => (language === 'en' ? `${value} ${en}` : `${value} ${zh}`))
    .join(' ')
}
