/** The lists behind the figures, for officers: read-only, narrowed to their scope, without anybody's name. */
import { Temporal } from 'temporal-polyfill'
import { type Permission, reachRegion } from '../../core/access.ts'
import { dayEnd, dayStart, localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { query } from '../../core/verb.ts'
import { watchApi } from './contract-lists.ts'
import * as store from './store-lists.ts'

interface Asked {
  regionId?: string | undefined
  atEstate?: string | undefined
  offset: number
  limit: number
}

/** @throws core.not_found for a region outside the caller's scope */
function within(ctx: Ctx, permission: Permission, asked: Asked): store.Within {
  const path = asked.regionId === undefined ? undefined : ctx.house.regionPath(asked.regionId)
  if (asked.regionId !== undefined) reachRegion(ctx.actor, permission, path)
  const { atEstate, offset, limit } = asked
  return { scope: ctx.scopeWhere(permission), path, estateId: atEstate, offset, limit }
}

/** The local day that was asked for, today without one. */
function dayAsked(ctx: Ctx, asked: string | undefined) {
  const day = asked === undefined ? localDate(ctx.now) : Temporal.PlainDate.from(asked)
  return { from: dayStart(day), until: dayEnd(day) }
}

const totalOf = (rows: readonly { total: number }[]) => rows[0]?.total ?? 0

export const watchTickets = query(
  'oversight.tickets',
  watchApi['GET /api/oversight/tickets'],
  async (ctx, input) => {
    const rows = await store.tickets(ctx.db, within(ctx, 'board.read', input), {
      show: input.show,
      kind: input.kind,
      now: ctx.now,
    })
    return {
      items: rows.map(r => ({
        estateId: r.estate_id,
        estate: r.estate,
        id: r.id,
        number: r.number,
        kind: r.kind,
        severity: r.severity,
        state: r.state,
        outcome: r.outcome,
        receivedAt: r.received_at.toString(),
        dueAt: r.due_at?.toString() ?? null,
        closedAt: r.closed_at?.toString() ?? null,
        late: r.late,
        satisfied: r.satisfied,
      })),
      total: totalOf(rows),
    }
  },
)

export const watchPassages = query(
  'oversight.passages',
  watchApi['GET /api/oversight/passages'],
  async (ctx, input) => {
    const rows = await store.passages(ctx.db, within(ctx, 'gate.read', input), {
      ...dayAsked(ctx, input.day),
      direction: input.direction,
      outcome: input.outcome,
      subject: input.subject,
    })
    return {
      items: rows.map(r => ({
        estateId: r.estate_id,
        estate: r.estate,
        id: r.id,
        at: r.at.toString(),
        gate: r.gate ?? '',
        direction: r.direction,
        subject: r.subject,
        outcome: r.outcome,
        refusal: r.refusal,
        emergency: r.emergency,
      })),
      total: totalOf(rows),
    }
  },
)

export const watchIncidents = query(
  'oversight.incidents',
  watchApi['GET /api/oversight/incidents'],
  async (ctx, input) => {
    const rows = await store.incidents(ctx.db, within(ctx, 'gate.read', input), {
      ...dayAsked(ctx, input.day),
      kind: input.kind,
      state: input.state,
    })
    return {
      items: rows.map(r => ({
        estateId: r.estate_id,
        estate: r.estate,
        id: r.id,
        number: r.number,
        kind: r.kind,
        state: r.state,
        at: r.at.toString(),
        gate: r.gate ?? '',
      })),
      total: totalOf(rows),
    }
  },
)

export const watchInside = query(
  'oversight.inside',
  watchApi['GET /api/oversight/inside'],
  async (ctx, input) => {
    const rows = await store.inside(ctx.db, within(ctx, 'gate.read', input), {
      kind: input.kind,
      overstay: input.show === 'overstay',
      now: ctx.now,
    })
    return {
      items: rows.map(r => ({
        estateId: r.estate_id,
        estate: r.estate,
        id: r.id,
        kind: r.kind,
        since: r.since?.toString() ?? null,
        gate: r.gate ?? '',
        overstay: r.overstay,
      })),
      total: totalOf(rows),
    }
  },
)

export const watchPosts = query(
  'oversight.posts',
  watchApi['GET /api/oversight/posts'],
  async (ctx, input) => {
    const rows = await store.posts(ctx.db, within(ctx, 'roster.read', input), input.show === 'unattended')
    return {
      items: rows.map(r => ({
        estateId: r.estate_id,
        estate: r.estate,
        id: r.id,
        post: r.post,
        kind: r.kind,
        present: r.present,
        unattendedSince: r.since?.toString() ?? null,
        alarmed: r.alarmed,
      })),
      total: totalOf(rows),
    }
  },
)
