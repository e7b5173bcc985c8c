/** Rest hours of an estate (S1-35): data with effective dates; noise within them is a nuisance. */
import type { z } from 'zod'
import { type Instant, localDate } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { deskApi } from './contract.ts'
import type { RestHours } from './contract-shapes.ts'
import { deskFail } from './errors.ts'
import { type EstateRules, forgetRules, rulesOf } from './rulebook.ts'
import type { Bundle } from './store.ts'
import { putRestHours } from './store-rest.ts'

export interface Frame {
  from: string
  to: string
}

/** Is this local time, HH:MM, within a frame? The start counts, the end does not; 22:00 to 07:00 runs over midnight. */
export function inFrames(frames: readonly Frame[], time: string): boolean {
  return frames.some(f => (f.from < f.to ? time >= f.from && time < f.to : time >= f.from || time < f.to))
}

function timeOf(at: Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })
}

function framesOn(db: Db, estateId: string, date: string): Promise<{ frames: Frame[] }> {
  return ruleFor<{ frames: Frame[] }>(db, 'desk.rest_hours', estateId, date)
}

/** Was it received within the rest hours that held then? Null where the class knows no noise or no hours are set. */
export async function inRestHours(ctx: Ctx, b: Bundle, rules: EstateRules): Promise<boolean | null> {
  const t = b.ticket
  if (!rules.classOf(t.kind, t.class)?.subtypes.some(s => s.key === 'rest_noise')) return null
  const { zone } = rules.cal
  const { frames } = await framesOn(ctx.db, t.estate_id, localDate(t.received_at, zone).toString())
  return frames.length === 0 ? null : inFrames(frames, timeOf(t.received_at, zone))
}

async function present(ctx: Ctx, estateId: string): Promise<z.input<typeof RestHours>> {
  const { zone } = (await rulesOf(ctx.house, estateId, ctx.now)).cal
  const { frames } = await framesOn(ctx.db, estateId, localDate(ctx.now, zone).toString())
  return { frames, now: inFrames(frames, timeOf(ctx.now, zone)) }
}

export const restHours = query(
  'desk.rest_hours',
  deskApi['GET /api/estates/:estateId/desk/rest-hours'],
  (ctx, input) => present(ctx, input.estateId),
)

/** From today on; earlier tickets keep the hours under which they came. */
export const setRestHours = verb(
  'desk.set_rest_hours',
  deskApi['PUT /api/estates/:estateId/desk/rest-hours'],
  async (ctx, input) => {
    if (input.frames.some(f => f.from === f.to)) throw deskFail('desk.rest_frame')
    const { zone } = (await rulesOf(ctx.house, input.estateId, ctx.now)).cal
    const today = localDate(ctx.now, zone).toString()
    const before = await framesOn(ctx.db, input.estateId, today)
    const by = 'name' in ctx.actor ? ctx.actor.name : ctx.actor.kind
    const body = JSON.stringify({ frames: input.frames })
    await putRestHours(ctx.db, {
      estateId: input.estateId,
      from: today,
      body,
      id: newId(ctx.now.epochMilliseconds),
      by,
      at: ctx.now,
    })
    await ctx.audit(
      {
        action: 'desk.rest_hours',
        subject: 'estate',
        subjectId: input.estateId,
        before: { frames: JSON.stringify(before.frames) },
        after: { frames: JSON.stringify(input.frames) },
      },
      input.estateId,
    )
    ctx.afterCommit(() => forgetRules(ctx.house))
    return present(ctx, input.estateId)
  },
)
