/** A month's follow-up as an estate does it: drawn on time, called in the days after, closed by the director. */
import type { Actor } from '../server/core/access.ts'
import { type Instant, localDate, ZONE } from '../server/core/clock.ts'
import { AppError } from '../server/core/errors.ts'
import { assign, listCalls, recordCall } from '../server/modules/followup/calls.ts'
import { closeMonth } from '../server/modules/followup/closing.ts'
import { cutsOf, monthSpan } from '../server/modules/followup/draw.ts'
import { drawNow } from '../server/modules/followup/drawing.ts'
import { getMonth } from '../server/modules/followup/reads.ts'
import { ctxOf, type World } from './load/world.ts'

export interface Callers {
  estateId: string
  office: Actor
  director: Actor
  /** Who makes calls; whoever had a hand in a matter is passed over. */
  callers: Actor[]
}

/** How people answer: nine in ten of those who do are satisfied, as a well-run estate has it. */
const SATISFIED = 0.93

/** Draws and calls what lies before `until`; closes the month when that day has come. @returns how many calls were made */
export async function followMonth(w: World, who: Callers, month: string, until: Instant): Promise<number> {
  const input = { estateId: who.estateId, month }
  const before = (at: Instant) => at.epochMilliseconds <= until.epochMilliseconds
  let made = 0
  for (const cut of cutsOf(month, ZONE)) {
    const morning = cut.until.add({ hours: 6, minutes: 30 })
    if (!before(morning)) break
    await drawNow(ctxOf(w, who.office, morning), input)
    await share(w, who, input, morning.add({ hours: 2 }))
    // three days of calls; who did not answer is tried again the next day
    for (let day = 0; day < 3; day++)
      made += await callOnce(w, who, input, morning.add({ hours: 3 + day * 24 }), until)
  }
  const end = monthSpan(month, ZONE).until.add({ hours: 24 * 4 + 10 })
  if (before(end)) await close(w, who, input, end)
  return made
}

async function share(
  w: World,
  who: Callers,
  input: { estateId: string; month: string },
  at: Instant,
): Promise<void> {
  const accountIds = who.callers.flatMap(a => (a.kind === 'account' ? [a.id] : []))
  try {
    await assign(ctxOf(w, who.office, at), { ...input, accountIds })
  } catch (error) {
    // a small round may hold nothing but the callers' own matters
    if (!(error instanceof AppError && error.code === 'followup.nobody')) throw error
  }
}

async function callOnce(
  w: World,
  who: Callers,
  input: { estateId: string; month: string },
  from: Instant,
  until: Instant,
): Promise<number> {
  const rows = (await listCalls(ctxOf(w, who.office, from), { ...input, limit: 200 })).items
  let at = from
  let made = 0
  for (const row of rows) {
    at = at.add({ minutes: w.r.int(3, 6) })
    if (at.epochMilliseconds > until.epochMilliseconds) break
    const call = { ...input, ticketId: row.ticketId, ...heard(w) }
    const first = who.callers.findIndex(a => a.kind === 'account' && a.id === row.assignedId)
    const order = [...who.callers.slice(Math.max(0, first)), ...who.callers.slice(0, Math.max(0, first))]
    for (const caller of order) {
      try {
        await recordCall(ctxOf(w, caller, at), call)
        made++
        break
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'followup.own_ticket')) throw error
      }
    }
  }
  return made
}

function heard(w: World) {
  if (w.r.chance(0.16)) return { outcome: 'noAnswer' as const }
  if (w.r.chance(0.05)) return { outcome: 'refused' as const }
  const satisfaction = w.r.chance(SATISFIED)
    ? ('satisfied' as const)
    : w.r.pick(['partly', 'dissatisfied'] as const)
  const good = satisfaction === 'satisfied'
  return {
    outcome: 'answered' as const,
    satisfaction,
    answers: {
      solved: good || w.r.chance(0.5) ? 'yes' : 'no',
      intime: w.r.chance(0.95) ? 'yes' : 'no',
      manner: good ? w.r.pick(['5', '5', '4']) : w.r.pick(['3', '2']),
    },
  }
}

async function close(
  w: World,
  who: Callers,
  input: { estateId: string; month: string },
  at: Instant,
): Promise<void> {
  const ctx = ctxOf(w, who.director, at)
  const m = await getMonth(ctx, input)
  if (m.allowed.close !== true) return
  await closeMonth(ctx, {
    ...input,
    ...(m.short ? { reason: '部分业户联系不上，已按顺序递补，仍未达到规定比例' } : {}),
  })
}

/** The month before this one and this one, as far as today. */
export async function followToNow(w: World, who: Callers): Promise<number> {
  const now = localDate(w.now).toPlainYearMonth()
  let made = 0
  for (const month of [now.subtract({ months: 1 }), now])
    made += await followMonth(w, who, month.toString(), w.now)
  return made
}
