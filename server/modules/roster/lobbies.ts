/** Lobbies: which lack a post, a person or an hour of the day (S1-01, S1-02), and who comes next there. */
import { Temporal } from 'temporal-polyfill'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { rosterApi } from './contract.ts'
import { gapsOf } from './duties.ts'
import { lobbyFault } from './rules-lobbies.ts'
import * as posts from './store.ts'
import * as store from './store-stewards.ts'

/** 2 before 10. */
const byName = (a: string, b: string) => a.localeCompare(b, 'zh-CN', { numeric: true })
const DAYS = 7

async function report(ctx: Ctx, estateId: string) {
  const until = ctx.now.add({ hours: DAYS * 24 })
  const rows = await store.lobbies(ctx.db, estateId, ctx.now, until)
  const gaps = await gapsOf(ctx, estateId, ctx.now, until)
  const all = await posts.posts(ctx.db, estateId)
  const turns = (await posts.dutiesBetween(ctx.db, estateId, { from: ctx.now, until })).filter(
    d => d.absent_at === null,
  )
  const at = ctx.now.epochMilliseconds
  return rows
    .map(r => {
      const post = all.find(p => p.id === r.post_id)
      const mine = turns.filter(d => d.post_id === r.post_id && r.post_id !== null)
      const gap = gaps.find(g => g.postId === r.post_id)
      const next = mine.find(d => d.starts_at.epochMilliseconds > at)
      return {
        buildingId: r.building_id,
        building: r.building,
        sectionId: r.section_id,
        section: r.section,
        postId: r.post_id,
        post: r.post,
        persons: r.persons,
        now: mine.filter(d => d.starts_at.epochMilliseconds <= at).map(d => d.name),
        next: next ? { name: next.name, from: next.starts_at.toString() } : null,
        gap: gap ? { from: gap.from.toString(), until: gap.until.toString() } : null,
        fault: lobbyFault({
          hasPost: post !== undefined,
          covers: post?.covers ?? [],
          persons: r.persons,
          gap: gap !== undefined,
        }),
      }
    })
    .sort((a, b) => byName(`${a.building}-${a.section ?? ''}`, `${b.building}-${b.section ?? ''}`))
}

/** Lobbies without a post, without a person, or whose post is not covered around the clock in the coming seven days. */
export const lobbyReport = query(
  'roster.lobbies',
  rosterApi['GET /api/estates/:estateId/roster/lobbies'],
  async (ctx, input) => {
    const items = await report(ctx, input.estateId)
    return { items, total: items.length }
  },
)

/** Sets up a post around the clock in every lobby that has none (S1-01); again it does nothing. */
export const equipLobbies = verb(
  'roster.equip_lobbies',
  rosterApi['POST /api/estates/:estateId/roster/lobbies'],
  async (ctx, input) => {
    const bare = (await report(ctx, input.estateId)).filter(l => l.postId === null)
    const taken = new Set((await posts.posts(ctx.db, input.estateId, { closed: true })).map(p => p.name))
    const made: string[] = []
    for (const l of bare) {
      const name = freeName(l.section ? `${l.building}-${l.section} 大堂` : `${l.building} 号楼大堂`, taken)
      taken.add(name)
      await posts.insertPost(ctx.db, {
        estate_id: input.estateId,
        id: newId<'post'>(ctx.now.epochMilliseconds),
        kind: 'lobby',
        name,
        building_id: l.buildingId,
        section_id: l.sectionId,
        party: 'company',
        covers: [{ from: 0, until: 1440 }],
        unattended_minutes: null,
        headcount: null,
        certificate: null,
        presence_minutes: null,
        demands: [],
        opened_at: Temporal.Instant.fromEpochMilliseconds(ctx.now.epochMilliseconds),
        closed_at: null,
        version: 1,
      })
      made.push(name)
    }
    await ctx.audit(
      { action: 'lobby.equip', subject: 'estate', subjectId: input.estateId, after: { posts: made } },
      input.estateId,
    )
    await ctx.signal({ topic: 'roster', ref: input.estateId, estateId: input.estateId })
    return { made: made.length }
  },
)

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const tried = n === 1 ? name : `${name} ${n}`
    if (!taken.has(tried)) return tried
  }
}
