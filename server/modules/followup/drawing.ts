/** The system's draw (S1-49): each round once, at the calendar's times, whoever asks for it. */
import { localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import { verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { followupApi } from './contract.ts'
import { type Cut, draw, listHash, monthOf, seedOf } from './draw.ts'
import { insistOpen, loadMonth, type Month, presentMonth, roundsDue } from './month.ts'
import * as store from './store.ts'
import { tellDrawn, tellOver } from './tell.ts'

/** The day by which a call drawn today is to be made; the last day of grace is counted. */
export function dueDay(ctx: Ctx, m: Month): string {
  return localDate(ctx.now, m.estate.zone).add({ days: m.rules.callDays }).toString()
}

/** Draws every round that is due; answers how many it drew. Safe to run twice: a round is a key. */
export async function drawDue(ctx: Ctx, m: Month): Promise<number> {
  let drawn = 0
  for (const cut of roundsDue(m, ctx.now)) if (await drawRound(ctx, m, cut)) drawn++
  const late = await store.adoptMajors(ctx.db, m.estate.id, m.month, dueDay(ctx, m))
  if (late > 0)
    await ctx.audit(
      { action: 'followup.major_added', subject: 'followup', subjectId: m.month, after: { count: late } },
      m.estate.id,
    )
  if (drawn + late > 0) await ctx.signal({ estateId: m.estate.id, topic: 'followup', ref: m.estate.id })
  return drawn
}

async function drawRound(ctx: Ctx, m: Month, cut: Cut): Promise<boolean> {
  const { id } = m.estate
  const found = await store.closedIn(ctx.db, id, m.month, cut.from, cut.until)
  const list = found.map(t => ({ ...t, major: t.severity === 'major' }))
  const hash = listHash(list)
  const seed = seedOf(m.month, cut.round, hash)
  const byNumber = new Map(list.map(t => [t.number, t]))
  const placed = draw(list, seed, m.targets.normalPercent).flatMap(p => {
    const t = byNumber.get(p.number)
    return t ? [{ ...t, place: p.place, how: p.how }] : []
  })
  const row = {
    round: cut.round,
    cut_from: cut.from,
    cut_until: cut.until,
    percent: m.targets.normalPercent,
    population: placed.length,
    drawn: placed.filter(p => p.how !== null).length,
    list_hash: hash,
    seed,
    at: ctx.now,
    by_name: 'name' in ctx.actor ? ctx.actor.name : '',
  }
  if (!(await store.insertDraw(ctx.db, id, m.month, row))) return false
  await store.insertItems(ctx.db, id, m.month, cut.round, placed, dueDay(ctx, m))
  await ctx.audit(
    {
      action: 'followup.draw',
      subject: 'followup',
      subjectId: `${m.month}/${cut.round}`,
      after: { seed, listHash: hash, population: row.population, drawn: row.drawn },
    },
    id,
  )
  return true
}

/** S1-49: by hand only what the calendar has made due; pressing it at another moment gives the same list. */
export const drawNow = verb(
  'followup.draw',
  followupApi['POST /api/estates/:estateId/followup/months/:month/draw'],
  async (ctx, input) => {
    const m = await loadMonth(ctx, input.estateId, input.month)
    insistOpen(m)
    const drawn = await drawDue(ctx, m)
    await ctx.audit(
      { action: 'followup.draw_asked', subject: 'followup', subjectId: m.month, after: { rounds: drawn } },
      input.estateId,
    )
    return presentMonth(ctx, await loadMonth(ctx, input.estateId, input.month))
  },
)

/** Each hour: the rounds that are due of this month and the last one, in every estate with closed matters. */
export async function drawAll(ctx: Ctx): Promise<void> {
  const since = ctx.now.subtract({ hours: 24 * 62 })
  for (const estateId of await store.estatesWithClosed(ctx.db, since)) {
    try {
      await drawEstate(ctx, estateId)
    } catch (error) {
      // one estate's trouble must not keep the others waiting
      ctx.house.log.error({ err: error, estateId }, 'follow-up draw')
    }
  }
}

/** @returns how many rounds were drawn */
export async function drawEstate(ctx: Ctx, estateId: string): Promise<number> {
  if (estateId === NIL) return 0
  const estate = await store.estateOf(ctx.db, estateId)
  if (!estate) return 0
  const now = monthOf(ctx.now, estate.zone)
  let drawn = 0
  for (const month of [previous(now), now]) {
    const m = await loadMonth(ctx, estateId, month)
    if (m.state === 'closed' || m.items.length + m.waiting.length === 0) continue
    await within(ctx, async inner => {
      const made = await drawDue(inner, m)
      drawn += made
      if (made > 0) await tell(inner, estateId, month, m)
    })
  }
  return drawn
}

/** The office hears of the new names, the director of a month that now waits for him. */
async function tell(ctx: Ctx, estateId: string, month: string, before: Month): Promise<void> {
  const after = await loadMonth(ctx, estateId, month)
  const listed = (m: Month) => m.items.filter(i => i.how !== null).length
  const fresh = listed(after) - listed(before)
  if (fresh > 0) await tellDrawn(ctx, estateId, month, fresh)
  if (after.state === 'open' && roundsDue(after, ctx.now).length === 0) await tellOver(ctx, estateId, month)
}

function previous(month: string): string {
  const [y = 0, mo = 0] = month.split('-').map(Number)
  return mo === 1 ? `${y - 1}-12` : `${y}-${String(mo - 1).padStart(2, '0')}`
}
