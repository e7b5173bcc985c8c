/** Who has read a bulletin, and what a published one said before it was corrected. */
import { fail } from '../../core/errors.ts'
import { roleNames, roles } from '../../core/roles.ts'
import { query, verb } from '../../core/verb.ts'
import { staffOf } from '../roster/store-staff.ts'
import { byId, nameOf, present } from './bulletins.ts'
import { noticeApi } from './contract.ts'
import { noticeFail } from './errors.ts'
import { flagged } from './households.ts'
import * as store from './store-readers.ts'

const livesHere = roleNames.filter(r => roles[r].shell === 'resident')

/**
 * Read counts by household (S1-23): one account of a home counts for it. Which homes have not read is for who writes
 * alone, and is not told where the audience is a flag: the list would tell who said what of himself.
 */
export const bulletinReaders = query(
  'notice.readers',
  noticeApi['GET /api/estates/:estateId/bulletins/:bulletinId/readers'],
  async (ctx, input) => {
    const b = await byId(ctx, input.estateId, input.bulletinId)
    const wanted =
      b.audience.roles.length > 0 ? livesHere.filter(r => b.audience.roles.includes(r)) : livesHere
    const flags = b.audience.flags ?? []
    const all =
      b.audience.to === 'staff' ? [] : await store.householdReads(ctx.db, input.estateId, b, wanted, ctx.now)
    const chosen = flags.length > 0 ? await flagged(ctx, input.estateId, flags) : undefined
    const mine = chosen ? all.filter(h => chosen.has(h.household_id)) : all
    const staff =
      b.audience.to === 'residents'
        ? []
        : (await staffOf(ctx.db, input.estateId, ctx.now, { regions: false })).filter(
            s => b.audience.roles.length === 0 || s.roles.some(r => b.audience.roles.includes(r)),
          )
    return {
      households: mine.length,
      read: mine.filter(h => h.reads > 0).length,
      unreached: mine.filter(h => h.accounts === 0).length,
      unread: chosen
        ? null
        : mine
            .filter(h => h.reads === 0)
            .slice(0, 2000)
            .map(h => ({ unit: h.unit, reached: h.accounts > 0 })),
      staff: {
        addressed: staff.length,
        read: await store.readsOf(
          ctx.db,
          input.estateId,
          b,
          staff.map(s => s.id),
        ),
      },
    }
  },
)

/** @throws notice.not_published, core.stale */
export const correctBulletin = verb(
  'notice.correct',
  noticeApi['POST /api/estates/:estateId/bulletins/:bulletinId/correct'],
  async (ctx, input) => {
    const before = await byId(ctx, input.estateId, input.bulletinId)
    if (before.state !== 'sent') throw noticeFail('notice.not_published')
    const next = {
      title: input.title,
      body: input.body,
      reason: input.reason,
      by: nameOf(ctx),
      at: ctx.now,
      version: input.version,
    }
    if (!(await store.correct(ctx.db, input.estateId, before, next))) throw fail('core.stale')
    await ctx.audit(
      {
        action: 'bulletin.correct',
        subject: 'bulletin',
        subjectId: before.id,
        before: { title: before.title, body: before.body },
        after: { title: input.title, body: input.body, edition: before.edition + 1 },
        reason: input.reason,
      },
      input.estateId,
    )
    await ctx.signal({ topic: 'bulletin', ref: before.id, estateId: input.estateId })
    return present(await byId(ctx, input.estateId, before.id), true)
  },
)

export const pinBulletin = verb(
  'notice.pin',
  noticeApi['POST /api/estates/:estateId/bulletins/:bulletinId/pin'],
  async (ctx, input) => {
    const before = await byId(ctx, input.estateId, input.bulletinId)
    await store.pin(ctx.db, input.estateId, before.id, input.pinned)
    await ctx.audit(
      {
        action: 'bulletin.pin',
        subject: 'bulletin',
        subjectId: before.id,
        before: { pinned: before.pinned },
        after: { pinned: input.pinned },
      },
      input.estateId,
    )
    await ctx.signal({ topic: 'bulletin', ref: before.id, estateId: input.estateId })
    return present(await byId(ctx, input.estateId, before.id), true)
  },
)

export const listEditions = query(
  'notice.editions',
  noticeApi['GET /api/estates/:estateId/bulletins/:bulletinId/editions'],
  async (ctx, input) => {
    await byId(ctx, input.estateId, input.bulletinId)
    return {
      items: (await store.editions(ctx.db, input.estateId, input.bulletinId)).map(e => ({
        edition: e.edition,
        title: e.title,
        body: e.body,
        reason: e.reason,
        by: e.by_name,
        at: e.at.toString(),
      })),
    }
  },
)
