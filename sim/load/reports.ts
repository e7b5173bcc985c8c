/** Yesterday's daily summary handed up to headquarters, the town late by some minutes, and a code screen at one gate post. */
import { type Instant, localDate, ZONE } from '../../server/core/clock.ts'
import type { ReportLevelName } from '../../server/modules/gate/contract-report.ts'
import { nameReporter } from '../../server/modules/gate/report-watch.ts'
import { submitReport } from '../../server/modules/gate/service-report.ts'
import { offerDisplay, pairDisplay } from '../../server/modules/roster/proof.ts'
import type { Crew } from './staff.ts'
import { ctxOf, type World } from './world.ts'

export interface ReportHands {
  district: string
  subdistrict: string
  neighbourhood: string
  neighbourhoodOfficer: Crew
  townOfficer: Crew
  coordination: Crew
  headquarters: Crew
}

/** The local times of submitting; each level is due half an hour after the one below, from 21:30 on. */
const steps: { level: ReportLevelName; at: string; note?: string }[] = [
  { level: 'neighbourhood', at: '21:18' },
  { level: 'town', at: '22:07', note: '演示数据：核对劝返人数，晚报 7 分钟' },
  { level: 'group', at: '22:24' },
  { level: 'headquarters', at: '22:51' },
]

/** @returns how many levels reported */
export async function loadReports(w: World, h: ReportHands): Promise<number> {
  const day = localDate(w.now).subtract({ days: 1 })
  const hands: Record<ReportLevelName, { regionId: string; who: Crew }> = {
    neighbourhood: { regionId: h.neighbourhood, who: h.neighbourhoodOfficer },
    town: { regionId: h.subdistrict, who: h.townOfficer },
    group: { regionId: h.district, who: h.coordination },
    headquarters: { regionId: h.district, who: h.headquarters },
  }
  for (const { level, at, note } of steps) {
    const { regionId, who } = hands[level]
    const then: Instant = day.toZonedDateTime({ timeZone: ZONE, plainTime: at }).toInstant()
    await nameReporter(ctxOf(w, who.actor, then), { regionId, level, accountId: who.accountId })
    await submitReport(ctxOf(w, who.actor, then), {
      regionId,
      level,
      day: day.toString(),
      ...(note ? { note } : {}),
    })
  }
  return steps.length
}

/** A tablet at a post: the manager asks for the number, the guard types it there. */
export async function pairTablet(
  w: World,
  at: { estateId: string; postId: string; manager: Crew; guard: Crew },
): Promise<void> {
  const { estateId, postId } = at
  const { number } = await offerDisplay(ctxOf(w, at.manager.actor), { estateId, postId })
  await pairDisplay(ctxOf(w, at.guard.actor), { estateId, number })
}
