/** Stays from the news of the lanes: opened and closed by passages, whatever order they come in. */
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { within } from '../../core/within.ts'
import type { VehiclePassedNews } from '../lane/news.ts'
import { valueCouponOf } from './coupon-value.ts'
import { letOut, reckon, settleFee, shutOut } from './fees.ts'
import { isNewEnergy, limitsOf } from './place.ts'
import { type End, happenedAt, type Placing, place } from './stay-rules.ts'
import { permitOfPlate } from './store-permit.ts'
import * as store from './store-stay.ts'

const DAY = 86_400_000

/** What is known of the vehicle that passed. */
interface Seen {
  estateId: string
  lotId: string
  blind: Buffer
  sealed: Buffer
  plate: string
  passing: store.Passing
  rightKind: string | null
  big: boolean
  odd: boolean
  permitId: string | null
}

const plus = (flags: readonly string[], ...more: string[]) => [...new Set([...flags, ...more])]
const minus = (flags: readonly string[], ...less: string[]) => flags.filter(f => !less.includes(f))

function endsOf(stays: readonly store.StayRow[]): End[] {
  return stays.flatMap(s => [
    // an entry that a guard took from evidence is one; a stay made at the exit has none
    ...(s.entered_at && !s.flags.includes('no_entry')
      ? [{ at: s.entered_at.epochMilliseconds, direction: 'in' as const, stayId: s.id }]
      : []),
    ...(s.left_at ? [{ at: s.left_at.epochMilliseconds, direction: 'out' as const, stayId: s.id }] : []),
  ])
}

const none = { at: null, event: null, lane: null, gate: null, picture: null }

async function newStay(ctx: Ctx, seen: Seen, more: Partial<store.NewStay>): Promise<string> {
  const id = newId<'parking_stay'>(ctx.now.epochMilliseconds)
  await store.insertStay(ctx.db, seen.estateId, {
    id,
    lotId: seen.lotId,
    blind: seen.blind,
    sealed: seen.sealed,
    class: seen.big ? 'big' : 'small',
    nev: isNewEnergy(seen.plate),
    enteredAt: none.at,
    entryEvent: none.event,
    entryLane: none.lane,
    entryGate: none.gate,
    entryPicture: none.picture,
    leftAt: none.at,
    exitEvent: none.event,
    exitLane: none.lane,
    exitGate: none.gate,
    exitPicture: none.picture,
    rightKind: seen.rightKind,
    permitId: seen.permitId,
    state: 'inside',
    flags: seen.odd ? ['clock'] : [],
    note: null,
    ...more,
  })
  return id
}

const entryPart = (p: store.Passing) => ({
  enteredAt: p.at,
  entryEvent: p.eventId,
  entryLane: p.lane,
  entryGate: p.gate,
  entryPicture: p.picture,
})
const exitPart = (p: store.Passing) => ({
  leftAt: p.at,
  exitEvent: p.eventId,
  exitLane: p.lane,
  exitGate: p.gate,
  exitPicture: p.picture,
})
const passingOut = (s: store.StayRow): store.Passing => ({
  at: s.left_at!,
  eventId: s.exit_event,
  lane: s.exit_lane,
  gate: s.exit_gate,
  picture: s.exit_picture,
})
const charged = (s: store.StayRow) => s.fee !== null && s.fee > 0

async function opens(
  ctx: Ctx,
  seen: Seen,
  p: Extract<Placing, { do: 'open' }>,
  stays: readonly store.StayRow[],
): Promise<string> {
  const lost = stays.find(s => s.id === p.lost)
  let taken: store.Passing | undefined
  if (lost) {
    if (p.takesExit) taken = passingOut(lost)
    await store.loseExit(
      ctx.db,
      seen.estateId,
      lost.id,
      plus(lost.flags, 'no_exit', ...(charged(lost) ? ['recheck'] : [])),
    )
    await shutOut(ctx, seen.estateId, lost.id)
  }
  const state = taken ? 'left' : p.closedBefore ? 'lost' : 'inside'
  const flags = [
    ...(seen.odd ? ['clock'] : []),
    ...(state === 'lost' ? ['no_exit'] : []),
    ...(taken && lost && charged(lost) ? ['recheck'] : []),
  ]
  return newStay(ctx, seen, { ...entryPart(seen.passing), ...(taken ? exitPart(taken) : {}), state, flags })
}

/** Writes where the passage belongs. @returns the stay it concerns */
async function write(ctx: Ctx, seen: Seen, p: Placing, stays: readonly store.StayRow[]): Promise<string> {
  const { estateId, passing } = seen
  const of = (id: string) => stays.find(s => s.id === id)!
  switch (p.do) {
    case 'twin':
      return p.stayId
    case 'open':
      return opens(ctx, seen, p, stays)
    case 'entry_of': {
      const s = of(p.stayId)
      const flags = plus(minus(s.flags, 'no_entry'), 'late', ...(charged(s) ? ['recheck'] : []))
      await store.setEntry(ctx.db, estateId, s.id, passing, {
        rightKind: seen.rightKind,
        permitId: seen.permitId,
        flags,
      })
      return s.id
    }
    case 'close': {
      const s = of(p.stayId)
      if (p.freesExit)
        await newStay(
          ctx,
          { ...seen, rightKind: null, permitId: null },
          {
            ...exitPart(passingOut(s)),
            state: 'left',
            flags: plus([], 'no_entry', ...(charged(s) ? ['recheck'] : [])),
          },
        )
      // charged up to the exit that was another's: what it owes is no longer true, and a person puts it right
      const again = p.freesExit && charged(s) ? ['recheck'] : []
      await store.setExit(ctx.db, estateId, s.id, passing, plus(minus(s.flags, 'no_exit'), ...again))
      return s.id
    }
    case 'no_entry': {
      // one that a guard made at the exit and took the fee for, waiting for the barrier
      const made = stays.find(s => s.state === 'inside' && s.flags.includes('no_entry'))
      if (made) {
        await store.setExit(ctx.db, estateId, made.id, passing, made.flags)
        return made.id
      }
      const rightKind = seen.rightKind === 'exit' ? null : seen.rightKind
      return newStay(
        ctx,
        { ...seen, rightKind },
        { ...exitPart(passing), state: 'left', flags: plus(seen.odd ? ['clock'] : [], 'no_entry') },
      )
    }
  }
}

/** A car that is out: what it owed and did not pay is let off where a guard said so, else a charge that stays open. */
async function afterExit(ctx: Ctx, estateId: string, stayId: string): Promise<void> {
  const stay = await store.stayById(ctx.db, estateId, stayId)
  if (!stay?.left_at) return
  await shutOut(ctx, estateId, stayId)
  await valueCouponOf(ctx, estateId, stay)
  // nobody is charged by a machine for an entry that nobody saw; a guard looks at it
  if (stay.flags.includes('no_entry') || stay.owed > 0) return
  const r = await reckon(ctx, estateId, stay, stay.left_at)
  // what the exit was told with, also where its entry is told after it
  const free = stay.exit_event ? await store.freeOf(ctx.db, estateId, stay.exit_event) : null
  if (r.due > 0)
    await settleFee(ctx, estateId, stay, r, free ? { kind: 'waived', reason: free } : { kind: 'owed' })
  else await store.setFee(ctx.db, estateId, stayId, { fee: r.total, byDay: r.byDay, waived: stay.waived })
}

/** A car that is in: the minutes that cost nothing are a right to leave. */
async function afterEntry(ctx: Ctx, estateId: string, stayId: string): Promise<void> {
  const stay = await store.stayById(ctx.db, estateId, stayId)
  if (stay?.state !== 'inside' || stay.permit_id !== null || stay.right_kind === 'special') return
  const r = await reckon(ctx, estateId, stay, stay.entered_at ?? ctx.now)
  if (r.due === 0 && r.freeUntil >= ctx.now.epochMilliseconds) await letOut(ctx, estateId, stay, r.freeUntil)
}

async function seenOf(ctx: Ctx, news: VehiclePassedNews, keepDays: number): Promise<Seen | undefined> {
  const lotId = await store.lotOfGate(ctx.db, news.estateId, news.gateId)
  if (lotId === undefined || news.plateBlind === '' || news.plateSealed === '') return undefined
  const when = happenedAt(
    {
      at: Temporal.Instant.from(news.at).epochMilliseconds,
      deviceAt: news.deviceAt ? Temporal.Instant.from(news.deviceAt).epochMilliseconds : null,
      replay: news.replay,
    },
    keepDays * DAY,
  )
  const at: Instant = Temporal.Instant.fromEpochMilliseconds(when.at)
  const blind = Buffer.from(news.plateBlind, 'hex')
  const sealed = Buffer.from(news.plateSealed, 'hex')
  const cipher = await ctx.cipher(news.estateId)
  const permit =
    news.direction === 'in' &&
    news.rightKind !== null &&
    ['owner', 'monthly', 'visitor'].includes(news.rightKind)
      ? await permitOfPlate(ctx.db, news.estateId, blind, at)
      : undefined
  return {
    estateId: news.estateId,
    lotId,
    blind,
    sealed,
    plate: cipher.open('plate', sealed),
    passing: { at, eventId: news.eventId, lane: news.laneId, gate: news.gateId, picture: news.pictureId },
    rightKind: news.rightKind,
    big: news.plateColour === 'yellow',
    odd: when.odd,
    permitId: permit?.id ?? null,
  }
}

/** A vehicle was let through (S4-18). Safe to run twice, in any order, a week late. */
export function onPassed(outer: Ctx, news: VehiclePassedNews): Promise<void> {
  return within(outer, async ctx => {
    const { estateId } = news
    const limits = await limitsOf(ctx, estateId)
    const seen = await seenOf(ctx, news, limits.keepDays)
    await store.holdPlate(ctx.db, estateId, news.plateBlind)
    const fresh = await store.hear(ctx.db, {
      estateId,
      eventId: news.eventId,
      blind: seen?.blind ?? null,
      at: seen?.passing.at ?? Temporal.Instant.from(news.at),
      direction: news.direction,
      free: news.free ?? null,
      now: ctx.now,
    })
    if (!fresh || seen === undefined) return
    const stays = await store.staysOfPlate(ctx.db, estateId, seen.blind)
    const placing = place(
      endsOf(stays),
      { at: seen.passing.at.epochMilliseconds, direction: news.direction },
      limits.twinSeconds * 1000,
    )
    const stayId = await write(ctx, seen, placing, stays)
    await store.heardAs(ctx.db, estateId, news.eventId, placing.do, stayId)
    if (placing.do === 'twin') return
    if (news.direction === 'out' || placing.do === 'entry_of') await afterExit(ctx, estateId, stayId)
    else await afterEntry(ctx, estateId, stayId)
    await ctx.audit(
      {
        action: 'parking.stay',
        subject: 'parking_stay',
        subjectId: stayId,
        after: { event: news.eventId, direction: news.direction, did: placing.do },
      },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: stayId })
  })
}
