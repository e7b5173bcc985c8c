/** The registers of check-ins and of empty posts (S6-45, artefact 72). */
import { Temporal } from 'temporal-polyfill'
import { query } from '../../core/verb.ts'
import { rosterApi } from './contract.ts'
import { strengthOf } from './rules-proof.ts'
import * as store from './store-presence.ts'

const instant = (text: string) => Temporal.Instant.from(text)
const text = (at: Temporal.Instant | null) => at?.toString() ?? null

export const listPresences = query(
  'roster.presences',
  rosterApi['GET /api/estates/:estateId/presences'],
  async (ctx, input) => {
    const rows = await store.register(ctx.db, input.estateId, {
      ...input,
      from: instant(input.from),
      until: instant(input.until),
    })
    return {
      items: rows.map(r => ({
        id: r.id,
        postId: r.post_id,
        post: r.post,
        name: r.name,
        party: r.party,
        inAt: r.in_at.toString(),
        proof: r.in_proof,
        strength: strengthOf(r.in_proof),
        inLearnedAt: text(r.in_learned_at),
        outAt: text(r.out_at),
        outLearnedAt: text(r.out_learned_at),
        signs: r.signs,
        note: r.note,
        matters: r.matters,
        reason: r.reason,
        handedTo: r.handed_name,
        confirmedAt: text(r.read_at),
      })),
      total: rows[0]?.total ?? 0,
    }
  },
)

export const listEmpty = query(
  'roster.empty_posts',
  rosterApi['GET /api/estates/:estateId/empty-posts'],
  async (ctx, input) => {
    const rows = await store.emptyPeriods(ctx.db, input.estateId, {
      ...input,
      from: instant(input.from),
      until: instant(input.until),
    })
    return {
      items: rows.map(r => ({
        id: r.id,
        postId: r.post_id,
        post: r.post,
        since: r.since.toString(),
        endedAt: text(r.ended_at),
        limitMinutes: r.limit_minutes,
        alarmedAt: r.alarmed_at.toString(),
        alarmed: r.alarmed_name,
        settled: r.settled,
        reason: r.settled_reason,
        learnedAt: text(r.learned_at),
      })),
      total: rows[0]?.total ?? 0,
    }
  },
)
