/** Bulletins: written, published now or later, withdrawn, read (S1-23..26). */
import { Temporal } from 'temporal-polyfill'
import { may } from '../../core/access.ts'
import { localDate } from '../../core/clock.ts'
import type { InputOf } from '../../core/contract.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { roles } from '../../core/roles.ts'
import { query, verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { noticeApi } from './contract.ts'
import { noticeFail } from './errors.ts'
import { householdsOf, knownFlags } from './households.ts'
import {
  type AudienceOf,
  addressed,
  asksHouseholds,
  nextAfter,
  reaches,
  type Viewer,
} from './rules-bulletins.ts'
import { zoneOf } from './store.ts'
import * as store from './store-bulletins.ts'
import { documents } from './store-library.ts'

const accountOf = (ctx: Ctx) => (ctx.actor.kind === 'account' ? ctx.actor.id : null)
export const nameOf = (ctx: Ctx) => ('name' in ctx.actor ? ctx.actor.name : '')

function writes(ctx: Ctx, estateId: string): boolean {
  try {
    return ctx.reach('notice.write', estateId) === 'estate'
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

/**
 * Who looks: the roles through which he may read here, and the buildings they are bound to. What his household told of
 * itself is only opened when an audience asks for it.
 */
async function viewerOf(ctx: Ctx, estateId: string, audiences: AudienceOf[]): Promise<Viewer> {
  const asked = audiences.some(asksHouseholds)
  const reach = ctx.reach('notice.read', estateId)
  const grants = 'grants' in ctx.actor ? ctx.actor.grants : []
  const here = grants.filter(g => may(g.role, 'notice.read') && (g.estateId ?? estateId) === estateId)
  return {
    roles: here.map(g => g.role),
    staff: ctx.actor.kind === 'system' || here.some(g => roles[g.role].shell !== 'resident'),
    resident: here.some(g => roles[g.role].shell === 'resident'),
    buildings:
      reach === 'estate'
        ? []
        : [...reach.buildings, ...(await store.unitBuildings(ctx.db, estateId, reach.units))],
    ...(asked && reach !== 'estate'
      ? await householdsOf(ctx, estateId, reach.units)
      : { homes: [], flags: [] }),
  }
}

export function present(b: store.BulletinRow, writer: boolean) {
  const open = b.state === 'draft' || b.state === 'scheduled'
  return {
    id: b.id,
    category: b.category,
    title: b.title,
    body: b.body,
    audience: {
      ...b.audience,
      roles: b.audience.roles as never,
      homes: (b.audience.homes ?? []) as never,
      // what kind of household it is for is the reader's own affair
      flags: writer ? (b.audience.flags ?? []) : [],
    },
    state: b.state,
    publishAt: b.publish_at?.toString() ?? null,
    sentAt: b.sent_at?.toString() ?? null,
    sender: b.sender_name,
    scheduleId: b.schedule_id,
    version: b.version,
    pinned: b.pinned,
    urgent: b.urgent,
    edition: b.edition,
    cites: b.cited,
    read: b.read,
    reads: writer ? b.reads : null,
    allowed: {
      change: !writer ? 'core.forbidden' : open ? (true as const) : 'notice.sent',
      withdraw: !writer ? 'core.forbidden' : b.state === 'sent' ? (true as const) : 'notice.not_sent',
      correct: !writer ? 'core.forbidden' : b.state === 'sent' ? (true as const) : 'notice.not_published',
    },
  }
}

export const listBulletins = query(
  'notice.bulletins',
  noticeApi['GET /api/estates/:estateId/bulletins'],
  async (ctx, input) => {
    const writer = writes(ctx, input.estateId)
    const rows = await store.bulletins(ctx.db, input.estateId, {
      accountId: accountOf(ctx),
      category: input.category,
      sentOnly: !writer,
      limit: 200,
    })
    const viewer = await viewerOf(
      ctx,
      input.estateId,
      rows.map(b => b.audience),
    )
    const mine = rows.filter(b => b.state === 'sent' && addressed(b.audience, viewer))
    const shown = writer ? rows : mine
    return {
      items: shown.slice(input.offset, input.offset + input.limit).map(b => present(b, writer)),
      total: shown.length,
      unread: mine.filter(b => !b.read).length,
    }
  },
)

export async function byId(ctx: Ctx, estateId: string, id: string): Promise<store.BulletinRow> {
  const [found] = await store.bulletins(ctx.db, estateId, {
    accountId: accountOf(ctx),
    sentOnly: false,
    id,
    limit: 1,
  })
  if (found === undefined) throw fail('core.not_found')
  return found
}

type Draft = InputOf<(typeof noticeApi)['POST /api/estates/:estateId/bulletins']>

async function rowOf(ctx: Ctx, input: Draft, id: string): Promise<store.NewBulletin> {
  const known = await store.categories(ctx.db, input.estateId)
  if (!known.some(c => c.key === input.category))
    throw noticeFail('notice.category', { params: { category: input.category } })
  if (input.scheduleId !== undefined) {
    const [schedule] = await store.schedules(ctx.db, input.estateId, input.scheduleId)
    if (schedule === undefined) throw fail('core.not_found')
    if (!reaches(input.audience, schedule.audience))
      throw noticeFail('notice.schedule_audience', { params: { title: schedule.title } })
  }
  await knownFlags(ctx, input.estateId, input.audience)
  for (const id of input.cites) {
    const [found] = await documents(ctx.db, input.estateId, { id, me: null, open: false })
    if (found === undefined) throw noticeFail('notice.cites')
  }
  const at = input.when === 'later' && input.publishAt ? Temporal.Instant.from(input.publishAt) : null
  if (at !== null && at.epochMilliseconds <= ctx.now.epochMilliseconds) throw noticeFail('notice.past')
  return {
    id,
    category: input.category,
    title: input.title,
    body: input.body,
    audience: input.audience,
    state: at === null ? 'draft' : 'scheduled',
    publish_at: at,
    sender_id: accountOf(ctx),
    sender_name: nameOf(ctx),
    schedule_id: input.scheduleId ?? null,
    pinned: input.pinned,
    urgent: input.urgent,
    cites: input.cites,
    made_at: ctx.now,
  }
}

/** Does with a written bulletin what its writer chose. */
async function settle(ctx: Ctx, estateId: string, row: store.NewBulletin, when: Draft['when']) {
  if (when === 'now') await publishNow(ctx, estateId, row.id)
  else if (row.publish_at !== null)
    await ctx.enqueue('notice.publish', { estateId, bulletinId: row.id }, { estateId, runAt: row.publish_at })
}

export const writeBulletin = verb(
  'notice.write',
  noticeApi['POST /api/estates/:estateId/bulletins'],
  async (ctx, input) => {
    const row = await rowOf(ctx, input, newId<'bulletin'>(ctx.now.epochMilliseconds))
    await store.insertBulletin(ctx.db, input.estateId, row)
    await ctx.audit(
      { action: 'bulletin.write', subject: 'bulletin', subjectId: row.id, after: row },
      input.estateId,
    )
    await settle(ctx, input.estateId, row, input.when)
    return present(await byId(ctx, input.estateId, row.id), true)
  },
)

/** @throws notice.sent once it is published, core.stale when somebody changed it meanwhile */
export const changeBulletin = verb(
  'notice.change',
  noticeApi['PUT /api/estates/:estateId/bulletins/:bulletinId'],
  async (ctx, input) => {
    const before = await byId(ctx, input.estateId, input.bulletinId)
    if (before.state === 'sent' || before.state === 'withdrawn') throw noticeFail('notice.sent')
    const row = await rowOf(ctx, input, before.id)
    if (!(await store.changeBulletin(ctx.db, input.estateId, row, input.version))) throw fail('core.stale')
    await ctx.audit(
      { action: 'bulletin.change', subject: 'bulletin', subjectId: row.id, before, after: row },
      input.estateId,
    )
    await settle(ctx, input.estateId, row, input.when)
    return present(await byId(ctx, input.estateId, row.id), true)
  },
)

/** Publishes once; a regular bulletin's next date moves on. Again it does nothing. */
async function publishNow(ctx: Ctx, estateId: string, id: string): Promise<void> {
  const done = await store.publish(ctx.db, estateId, id, ctx.now)
  if (done === false) return
  if (done.schedule_id !== null) {
    const [s] = await store.schedules(ctx.db, estateId, done.schedule_id)
    const today = localDate(ctx.now, await zoneOf(ctx.db, estateId)).toString()
    if (s !== undefined)
      await store.setNextDue(ctx.db, estateId, s.id, nextAfter(s.next_due, s.every_days, today))
  }
  await ctx.audit({ action: 'bulletin.publish', subject: 'bulletin', subjectId: id }, estateId)
  await ctx.signal({ topic: 'bulletin', ref: id, estateId })
}

/** A scheduled bulletin, once its time has come; early it does nothing. */
export function publishDue(ctx: Ctx, estateId: string, id: string): Promise<void> {
  return within(ctx, async inner => {
    const b = await byId(inner, estateId, id)
    if (b.state !== 'scheduled' || b.publish_at === null) return
    if (b.publish_at.epochMilliseconds > inner.now.epochMilliseconds) return
    await publishNow(inner, estateId, id)
  })
}

/** Each minute: bulletins whose job was lost. */
export async function publishAllDue(ctx: Ctx): Promise<void> {
  for (const b of await store.due(ctx.db, ctx.now)) await publishDue(ctx, b.estate_id, b.id)
}

export const withdrawBulletin = verb(
  'notice.withdraw',
  noticeApi['POST /api/estates/:estateId/bulletins/:bulletinId/withdraw'],
  async (ctx, input) => {
    await byId(ctx, input.estateId, input.bulletinId)
    if (!(await store.withdrawBulletin(ctx.db, input.estateId, input.bulletinId, ctx.now)))
      throw noticeFail('notice.not_sent')
    await ctx.audit(
      {
        action: 'bulletin.withdraw',
        subject: 'bulletin',
        subjectId: input.bulletinId,
        reason: input.reason,
      },
      input.estateId,
    )
    await ctx.signal({ topic: 'bulletin', ref: input.bulletinId, estateId: input.estateId })
    return present(await byId(ctx, input.estateId, input.bulletinId), true)
  },
)

/** One that the caller may see. @throws core.not_found */
async function addressedTo(ctx: Ctx, estateId: string, id: string): Promise<store.BulletinRow> {
  const b = await byId(ctx, estateId, id)
  if (b.state !== 'sent' || !addressed(b.audience, await viewerOf(ctx, estateId, [b.audience])))
    throw fail('core.not_found')
  return b
}

export const getBulletin = query(
  'notice.bulletin',
  noticeApi['GET /api/estates/:estateId/bulletins/:bulletinId'],
  async (ctx, input) => {
    const writer = writes(ctx, input.estateId)
    const b = writer
      ? await byId(ctx, input.estateId, input.bulletinId)
      : await addressedTo(ctx, input.estateId, input.bulletinId)
    return present(b, writer)
  },
)

/** Opened by an account it is addressed to; counted once per account and edition. */
export const readBulletin = verb(
  'notice.read',
  noticeApi['POST /api/estates/:estateId/bulletins/:bulletinId/read'],
  async (ctx, input) => {
    const me = accountOf(ctx)
    if (me === null) throw fail('core.not_found')
    const b = await addressedTo(ctx, input.estateId, input.bulletinId)
    await store.markRead(ctx.db, input.estateId, b, me, ctx.now)
    return { read: true }
  },
)
