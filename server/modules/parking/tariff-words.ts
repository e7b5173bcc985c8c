/** The steps of a fee as sentences that a driver can check: 09:12–09:42 免费 30 分 … 合计 6.00 元. */
import type { z } from 'zod'
import type { Lang } from '../../core/house.ts'
import type { Cost } from './contract-tariff.ts'
import type { CapKind, Fee, Step } from './tariff.ts'
import { localDay } from './tariff.ts'

const LOCAL = 8 * 3_600_000

/** 123456 → 1234.56 */
export const yuan = (fen: number): string =>
  `${fen < 0 ? '−' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`

/** 09:12, with the day where it is another than that of `near`. */
export function clock(ms: number, near?: number): string {
  const text = new Date(ms + LOCAL).toISOString()
  const time = text.slice(11, 16)
  return near !== undefined && localDay(near) === text.slice(0, 10) ? time : `${text.slice(5, 10)} ${time}`
}

/** 31 → 31 分, 90 → 1 小时 30 分 */
export function lasting(minutes: number, lang: Lang): string {
  const [h, m] = [Math.floor(minutes / 60), minutes % 60]
  const zh = lang === 'zh'
  const parts = [h > 0 && `${h} ${zh ? '小时' : 'h'}`, (m > 0 || h === 0) && `${m} ${zh ? '分' : 'min'}`]
  return parts.filter(Boolean).join(' ')
}

const caps: Record<CapKind, Record<Lang, string>> = {
  rolling24: { zh: '入场起每 24 小时封顶', en: 'cap of each 24 hours from the entry' },
  calendar_day: { zh: '每天封顶', en: 'cap of the day' },
  period: { zh: '本时段封顶', en: 'cap of this period' },
  entries: { zh: '当天多次进出累计封顶', en: 'cap over all entries of the day' },
}
const rights = {
  all: { zh: '', en: '' },
  nev: { zh: '（新能源车）', en: ' (new energy)' },
  disabled: { zh: '（残疾人车辆）', en: ' (disabled driver)' },
  big: { zh: '（大型车）', en: ' (big vehicle)' },
} as const

/** Two times of one line: the day is written where it changes. */
const span = (from: number, until: number) => `${clock(from)}–${clock(until, from)}`

function unitText(s: Extract<Step, { kind: 'unit' }>, lang: Lang): string {
  const each = lasting(s.unitMinutes, lang)
  const full = s.units * s.price
  if (lang === 'zh') {
    const what = s.first
      ? `首段 ${each}`
      : `${s.period ? `${s.period} 时段，` : ''}每 ${each} ${yuan(s.price)} 元 × ${s.units}`
    const cut = s.amount < full ? `（应 ${yuan(full)} 元，至封顶只收 ${yuan(s.amount)} 元）` : ''
    return `${span(s.from, s.until)} ${what} = ${yuan(s.amount)} 元${cut}`
  }
  const what = s.first
    ? `first ${each}`
    : `${s.period ? `${s.period}, ` : ''}${yuan(s.price)} yuan per ${each} × ${s.units}`
  const cut = s.amount < full ? ` (would be ${yuan(full)}, only ${yuan(s.amount)} up to the cap)` : ''
  return `${span(s.from, s.until)} ${what} = ${yuan(s.amount)} yuan${cut}`
}

/** One step as a sentence. */
export function stepText(s: Step, lang: Lang): string {
  const zh = lang === 'zh'
  switch (s.kind) {
    case 'free':
      return zh
        ? `${span(s.from, s.until)} 免费 ${s.minutes} 分${rights[s.why].zh}`
        : `${span(s.from, s.until)} free, ${s.minutes} min${rights[s.why].en}`
    case 'lost':
      return zh
        ? `超过免费的 ${s.minutes} 分，从入场起计费`
        : `More than the free ${s.minutes} min: charged from the entry on`
    case 'unpriced':
      return zh
        ? `${span(s.from, s.until)} 无已公布的标准，不收费`
        : `${span(s.from, s.until)} no published tariff: free`
    case 'coupon':
      return zh
        ? `${span(s.from, s.until)} 优惠券抵 ${s.minutes} 分`
        : `${span(s.from, s.until)} coupon of ${s.minutes} min`
    case 'factor':
      return zh
        ? `单价与封顶按 ${s.percent}%${rights[s.why].zh}`
        : `Prices and caps at ${s.percent}%${rights[s.why].en}`
    case 'change':
      return zh
        ? `${clock(s.at)} 起按新标准“${s.name}”`
        : `From ${clock(s.at)} under the new tariff “${s.name}”`
    case 'unit':
      return unitText(s, lang)
    case 'capped':
      return zh
        ? `${span(s.from, s.until)} 已达${caps[s.cap].zh} ${yuan(s.limit)} 元，不再计费`
        : `${span(s.from, s.until)} free: the ${caps[s.cap].en} of ${yuan(s.limit)} yuan is reached`
    case 'couponAmount':
      return zh ? `优惠券减 ${yuan(s.amount)} 元` : `Coupon: ${yuan(s.amount)} yuan off`
    case 'round':
      return zh ? `抹去零头 ${yuan(s.amount)} 元` : `Rounded down by ${yuan(s.amount)} yuan`
    case 'total':
      return zh ? `合计 ${yuan(s.amount)} 元` : `Total ${yuan(s.amount)} yuan`
  }
}

const startOf = (s: Step): number | null => ('from' in s ? s.from : 'at' in s ? s.at : null)
const amountOf = (s: Step): number =>
  s.kind === 'couponAmount' || s.kind === 'round' ? -s.amount : 'amount' in s ? s.amount : 0

/** In one breath: 合计 6.00 元，因为停了 2 小时 12 分，免费 30 分，计 4 个单位. */
function whyOf(fee: Fee, stayed: number, lang: Lang): string {
  const zh = lang === 'zh'
  const units = fee.steps.reduce((n, s) => n + (s.kind === 'unit' ? s.units : 0), 0)
  const free = fee.steps.find(s => s.kind === 'free')
  const capped = fee.steps.find(s => s.kind === 'capped')
  const parts = [
    zh ? `停了 ${lasting(stayed, lang)}` : `stayed ${lasting(stayed, lang)}`,
    free?.kind === 'free' && (zh ? `免费 ${free.minutes} 分` : `${free.minutes} min free`),
    units > 0 && (zh ? `计 ${units} 个单位` : `${units} units charged`),
    capped?.kind === 'capped' && `${caps[capped.cap][lang]} ${yuan(capped.limit)}${zh ? ' 元' : ' yuan'}`,
  ].filter(Boolean)
  return zh
    ? `合计 ${yuan(fee.total)} 元，因为${parts.join('，')}`
    : `Total ${yuan(fee.total)} yuan, because ${parts.join(', ')}`
}

/** A fee as screens and papers show it. `stayed` in whole minutes, begun ones counted. */
export function costOf(fee: Fee, from: number, to: number, lang: Lang): z.input<typeof Cost> {
  return {
    total: fee.total,
    lines: fee.steps.map(s => {
      const at = startOf(s)
      return {
        kind: s.kind,
        from: at === null ? null : new Date(at).toISOString(),
        until: 'until' in s ? new Date(s.until).toISOString() : null,
        amount: amountOf(s),
        text: stepText(s, lang),
      }
    }),
    why: whyOf(fee, Math.ceil((to - from) / 60_000), lang),
  }
}
