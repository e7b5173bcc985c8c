/** Why a tariff may not be kept: each fault with the very stay that it would charge wrongly (issue: negative and absurd tariffs). */
import type { Lang } from '../../core/house.ts'
import type { TariffBody } from './contract-tariff.ts'
import { feeOf } from './tariff.ts'
import { lasting, yuan } from './tariff-words.ts'

/** Rule `parking.limits` (data, by jurisdiction). Money in fen. */
export interface ParkingLimits {
  /** most that 24 hours may cost an ordinary car */
  dayFen: number
  freeMinutes: number
  graceMinutes: [number, number]
  bigPercent: number
  /** days between publishing a tariff and its first day */
  noticeDays: number
  /** months that a lease of a civil-defence space may run, and one to somebody outside */
  civilMonths: number
  outsideMonths: number
  /** seconds in which a second reading of a plate in the same direction is the same passage */
  twinSeconds: number
  /** hours that an offered space waits for its household's answer, and before their end the reminder */
  offerHours: number
  offerRemindHours: number
  /** days that stays are kept with their plate (F-13) */
  keepDays: number
  visitorHours: number
  slipMinutes: number
}

/** A Monday, 2026-03-02 00:00 in Asia/Shanghai: the day on which offending stays are shown. */
const MONDAY = Date.parse('2026-03-01T16:00:00Z')
const MINUTE = 60_000

const say = (lang: Lang, zh: string, en: string) => (lang === 'zh' ? zh : en)

/** Figures that are wrong by themselves, so that no stay needs to be walked. */
function plainFaults(b: TariffBody, lang: Lang): string[] {
  const out: string[] = []
  const negative = (nameZh: string, nameEn: string, fen: number | null) => {
    if (fen === null || fen >= 0) return
    out.push(
      say(
        lang,
        `${nameZh}会收 ${yuan(fen)} 元，不能为负`,
        `${nameEn} would cost ${yuan(fen)} yuan; it cannot be negative`,
      ),
    )
  }
  const each = lasting(Math.max(1, b.unitMinutes), lang)
  for (const p of b.periods) {
    negative(`${p.from} 入场停 ${each}`, `${each} from ${p.from} on`, p.price)
    negative(`${p.from} 起时段的封顶`, `The cap of the period from ${p.from} on`, p.cap)
  }
  if (b.first)
    negative(`首段 ${lasting(Math.max(1, b.first.minutes), lang)}`, 'The first stretch', b.first.price)
  if (b.cap.kind !== 'none') negative('一天', 'A day', b.cap.amount)
  negative('一天多次进出', 'All entries of a day', b.entriesCap)
  negative('月租一个月', 'A month', b.monthly)
  negative('无入场记录的离场', 'An exit without entry', b.noEntry)
  if (b.unitMinutes < 1 || b.unitMinutes > 1440)
    out.push(
      say(
        lang,
        `计费单位 ${b.unitMinutes} 分：应为 1 分到 24 小时`,
        `A unit of ${b.unitMinutes} min: choose 1 min to 24 h`,
      ),
    )
  if (b.first && (b.first.minutes < 1 || b.first.minutes > 1440))
    out.push(
      say(
        lang,
        `首段 ${b.first.minutes} 分：应为 1 分到 24 小时`,
        `A first stretch of ${b.first.minutes} min: choose 1 min to 24 h`,
      ),
    )
  const starts = b.periods.map(p => p.from)
  const twice = starts.find((s, i) => starts.indexOf(s) !== i)
  if (twice)
    out.push(
      say(
        lang,
        `${twice} 有两个时段同时开始，不知按哪个收`,
        `Two periods begin at ${twice}; it is open which one holds`,
      ),
    )
  if (b.roundTo < 1) out.push(say(lang, '取整单位至少为 1 分钱', 'Round to at least one fen'))
  return out
}

function bounds(b: TariffBody, limits: ParkingLimits, lang: Lang): string[] {
  const out: string[] = []
  const [least, most] = limits.graceMinutes
  if (b.graceMinutes < least || b.graceMinutes > most)
    out.push(
      say(
        lang,
        `12:00 付清、12:0${Math.min(9, least)} 到出口：缴费后离场时间 ${b.graceMinutes} 分，应为 ${least}–${most} 分`,
        `Paid at 12:00, at the exit ${least} min later: ${b.graceMinutes} min to leave; choose ${least} to ${most}`,
      ),
    )
  const longest = Math.max(b.freeMinutes, b.nev.freeMinutes, b.disabled.freeMinutes)
  const shortest = Math.min(b.freeMinutes, b.nev.freeMinutes, b.disabled.freeMinutes)
  if (shortest < 0 || longest > limits.freeMinutes)
    out.push(
      say(
        lang,
        `免费 ${shortest < 0 ? shortest : longest} 分：应为 0–${limits.freeMinutes} 分`,
        `${shortest < 0 ? shortest : longest} free minutes: choose 0 to ${limits.freeMinutes}`,
      ),
    )
  if (b.bigPercent < 100 || b.bigPercent > limits.bigPercent)
    out.push(
      say(
        lang,
        `大型车按 ${b.bigPercent}%：应为 100%–${limits.bigPercent}%`,
        `Big vehicles at ${b.bigPercent}%: choose 100 to ${limits.bigPercent}%`,
      ),
    )
  for (const percent of [b.nev.percent, b.disabled.percent])
    if (percent < 0 || percent > 100)
      out.push(
        say(lang, `优惠车辆按 ${percent}%：应为 0%–100%`, `A discount to ${percent}%: choose 0 to 100%`),
      )
  return out
}

/** Stays walked through: what a day costs, a cap that no single unit fits under, a longer stay that is cheaper. */
function walked(b: TariffBody, limits: ParkingLimits, lang: Lang): string[] {
  const versions = [{ from: 0, name: '', body: b }]
  const cost = (from: number, minutes: number) => feeOf(versions, { from, to: from + minutes * MINUTE }).total
  const out: string[] = []
  const day = cost(MONDAY, 1440)
  if (day > limits.dayFen)
    out.push(
      say(
        lang,
        `停 24 小时收 ${yuan(day)} 元，超过合理上限 ${yuan(limits.dayFen)} 元`,
        `24 hours would cost ${yuan(day)} yuan, more than ${yuan(limits.dayFen)}`,
      ),
    )
  const dearest = Math.max(...b.periods.map(p => p.price), b.first?.price ?? 0)
  if (b.cap.kind !== 'none' && b.cap.amount < dearest)
    out.push(
      say(
        lang,
        `停一个单位应收 ${yuan(dearest)} 元，却被封顶为 ${yuan(b.cap.amount)} 元：封顶低于单价`,
        `One unit costs ${yuan(dearest)} yuan but the cap is ${yuan(b.cap.amount)}: the cap is below the price`,
      ),
    )
  if (b.noEntry > limits.dayFen)
    out.push(
      say(
        lang,
        `无入场记录的离场收 ${yuan(b.noEntry)} 元，超过一天的上限 ${yuan(limits.dayFen)} 元`,
        `An exit without entry would cost ${yuan(b.noEntry)} yuan, more than a day may (${yuan(limits.dayFen)})`,
      ),
    )
  for (const hour of [0, 8, 20])
    for (let minutes = 10, before = 0; minutes <= 2880; minutes += 10) {
      const now = cost(MONDAY + hour * 3_600_000, minutes)
      if (now < before || now < 0) {
        out.push(
          say(
            lang,
            `停 ${lasting(minutes, lang)} 收 ${yuan(now)} 元，比少停 10 分还便宜（${yuan(before)} 元）`,
            `${lasting(minutes, lang)} would cost ${yuan(now)} yuan, less than 10 min shorter (${yuan(before)})`,
          ),
        )
        break
      }
      before = now
    }
  return out
}

/** All faults of a tariff in words; none when it may be kept. */
export function faultsOf(b: TariffBody, limits: ParkingLimits, lang: Lang): string[] {
  const plain = [...plainFaults(b, lang), ...bounds(b, limits, lang)]
  return plain.length > 0 ? plain : walked(b, limits, lang)
}
