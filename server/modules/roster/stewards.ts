/** Stewards and their buildings (S1-06), what residents see of them, and the lobbies that lack one (S1-01). */
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import type { RawHandler } from '../../core/http.ts'
import { newId } from '../../core/ids.ts'
import { imageSize } from '../../core/print-image.ts'
import { query, verb } from '../../core/verb.ts'
import { nowOld, shownOf } from './artefacts.ts'
import { rosterApi } from './contract.ts'
import { servingSteward } from './duty.ts'
import { rosterFail } from './errors.ts'
import { nameFor } from './names.ts'
import { oldParts } from './rules-artefacts.ts'
import { self } from './service.ts'
import * as posts from './store.ts'
import * as store from './store-stewards.ts'

function presentSteward(s: store.StewardRow) {
  return {
    id: s.id,
    buildingId: s.building_id,
    building: s.building,
    accountId: s.account_id,
    name: s.name,
    fullTime: s.full_time,
    fromDate: s.from_date,
    untilDate: s.until_date,
  }
}

/** 2 before 10. */
const byName = (a: string, b: string) => a.localeCompare(b, 'zh-CN', { numeric: true })

const presentCard = (c: store.CardRow) => ({
  accountId: c.account_id,
  name: c.name,
  photoId: c.photo_id,
  strengths: c.strengths,
  phone: c.phone,
  more: c.more,
  version: c.version,
})

export const listStewards = query(
  'roster.stewards',
  rosterApi['GET /api/estates/:estateId/stewards'],
  async (ctx, input) => {
    const today = localDate(ctx.now, await posts.zoneOf(ctx.db, input.estateId)).toString()
    const now = await store.stewards(ctx.db, input.estateId, { on: today })
    const rows = input.history
      ? await store.stewards(ctx.db, input.estateId, { buildingId: input.buildingId })
      : now.filter(s => input.buildingId === undefined || s.building_id === input.buildingId)
    const all = await store.buildings(ctx.db, input.estateId)
    return {
      items: rows.map(presentSteward).sort((a, b) => byName(a.building, b.building)),
      without: all
        .filter(b => !now.some(s => s.building_id === b.id))
        .sort((a, b) => byName(a.name, b.name))
        .map(b => ({ buildingId: b.id, building: b.name })),
    }
  },
)

/**
 * One specific person per building (S1-06): the assignment before ends on the new one's first day and stays in the
 * history. @throws roster.steward_date when the new one would begin before the present one did
 */
export const assignSteward = verb(
  'roster.assign_steward',
  rosterApi['POST /api/estates/:estateId/stewards'],
  async (ctx, input) => {
    const known = await store.buildings(ctx.db, input.estateId)
    if (!known.some(b => b.id === input.buildingId)) throw fail('core.not_found')
    const before = await store.openStewardship(ctx.db, input.estateId, input.buildingId)
    if (before !== undefined && input.fromDate < before.from_date)
      throw rosterFail('roster.steward_date', { params: { from: before.from_date } })
    if (before !== undefined) await store.endStewardship(ctx.db, input.estateId, before.id, input.fromDate)
    const row = {
      id: newId<'stewardship'>(ctx.now.epochMilliseconds),
      building_id: input.buildingId,
      account_id: input.accountId,
      name: await nameFor(ctx, input.estateId, input.accountId),
      full_time: input.fullTime,
      from_date: input.fromDate,
      made_by: ctx.actor.kind === 'account' ? ctx.actor.id : 'system',
      made_at: ctx.now,
    }
    await store.insertStewardship(ctx.db, input.estateId, row)
    await ctx.audit(
      { action: 'steward.assign', subject: 'building', subjectId: input.buildingId, before, after: row },
      input.estateId,
    )
    const made = await store.stewardById(ctx.db, input.estateId, row.id)
    if (made === undefined) throw fail('core.not_found')
    return presentSteward(made)
  },
)

export const getCard = query(
  'roster.card',
  rosterApi['GET /api/estates/:estateId/staff-cards/:accountId'],
  async (ctx, input) => {
    const found = await store.cardOf(ctx.db, input.estateId, input.accountId)
    return found === undefined ? null : presentCard(found)
  },
)

/** The photo must be the estate's; its size is kept, for paper wants more dots than a screen. */
async function photoSize(ctx: Ctx, estateId: string, photoId: string | null) {
  if (photoId === null) return { photo_width: null, photo_height: null }
  const file = await ctx.house.files.get(ctx.db, estateId, photoId)
  const size = imageSize(file.bytes)
  if (size === null) throw fail('core.media_type', { params: { accepted: 'JPEG, PNG' } })
  return { photo_width: size.width, photo_height: size.height }
}

/**
 * Writes what residents see of a person. Saved as it was it stays the same edition; a change that stands on posters or
 * cards is told to whoever keeps them, with how many still show the old (S1-08).
 */
export const saveCard = verb(
  'roster.save_card',
  rosterApi['PUT /api/estates/:estateId/staff-cards/:accountId'],
  async (ctx, input) => {
    const before = await store.cardOf(ctx.db, input.estateId, input.accountId)
    const card = {
      account_id: input.accountId,
      name: await nameFor(ctx, input.estateId, input.accountId),
      photo_id: input.photoId ?? null,
      strengths: input.strengths || null,
      phone: input.phone || null,
      more: input.more,
      ...(await photoSize(ctx, input.estateId, input.photoId ?? null)),
    }
    const same =
      before !== undefined &&
      oldParts(
        { accountId: input.accountId, shown: shownOf(before) },
        { accountId: input.accountId, card: shownOf({ ...card, version: before.version }) },
      ).length === 0
    if (!same) await store.saveCard(ctx.db, input.estateId, card, ctx.now)
    const after = await store.cardOf(ctx.db, input.estateId, input.accountId)
    if (after === undefined) throw fail('core.not_found')
    await ctx.audit(
      { action: 'staff_card.save', subject: 'staff_card', subjectId: input.accountId, before, after },
      input.estateId,
    )
    const old = same ? { panels: 0, households: 0 } : await nowOld(ctx, input.estateId, input.accountId)
    if (old.panels + old.households > 0) await tellOld(ctx, input.estateId, after, old)
    return { ...presentCard(after), old }
  },
)

/** Says to the management duty what must be printed again. */
async function tellOld(
  ctx: Ctx,
  estateId: string,
  card: store.CardRow,
  old: { panels: number; households: number },
): Promise<void> {
  await ctx.enqueue(
    'notice.send',
    {
      estateId,
      kind: 'steward.card_changed',
      ref: { topic: 'steward', id: card.account_id },
      title: { zh: `管家资料已变更：${card.name}`, en: `Steward’s particulars changed: ${card.name}` },
      body: {
        zh: `仍显示旧资料的海报 ${old.panels} 块、名片 ${old.households} 户，请重印更换。`,
        en: `${old.panels} poster(s) and the cards of ${old.households} household(s) still show the old. Print and replace them.`,
      },
    },
    { estateId },
  )
}

/** The photo on a card: shown to everybody of the estate, unlike other files of it. */
export const cardPhoto: RawHandler = async (ctx, input, reply) => {
  const { estateId, accountId } = input as { estateId: string; accountId: string }
  const card = await store.cardOf(ctx.db, estateId, accountId)
  if (card === undefined || card.photo_id === null) throw fail('core.not_found')
  const file = await ctx.house.files.get(ctx.db, estateId, card.photo_id)
  return reply
    .type(file.mediaType)
    .header('cache-control', 'private, max-age=3600')
    .header('x-content-type-options', 'nosniff')
    .send(file.bytes)
}

/** The steward of the caller's home: what his unit's role reaches, nobody else's. */
async function ownSteward(ctx: Ctx, permission: 'own.read' | 'own.write', estateId: string) {
  const reach = ctx.reach(permission, estateId)
  if (reach === 'estate') return undefined
  const buildings = [...reach.buildings, ...(await store.buildingsOfUnits(ctx.db, estateId, reach.units))]
  for (const buildingId of buildings) {
    const found = await servingSteward(ctx, estateId, buildingId, ctx.now)
    if (found !== undefined) return { ...found, buildingId }
  }
  return undefined
}

/** The steward of the caller's own building with face and phone (S1-05). */
export const mySteward = query(
  'roster.my_steward',
  rosterApi['GET /api/estates/:estateId/my-steward'],
  async (ctx, input) => {
    self(ctx.actor)
    const found = await ownSteward(ctx, 'own.read', input.estateId)
    if (found === undefined) return { steward: null }
    const { buildingId, inFor, ...who } = found
    const card = await store.cardOf(ctx.db, input.estateId, who.accountId)
    const building = (await store.buildings(ctx.db, input.estateId)).find(b => b.id === buildingId)
    const bare = { photoId: null, strengths: null, phone: null, more: {}, version: 0 }
    return {
      steward: { ...(card ? presentCard(card) : { ...who, ...bare }), building: building?.name ?? '', inFor },
    }
  },
)

/**
 * A message left for the steward is an inquiry with its promise; this brings it before his own eyes at once (S1-05).
 * @throws roster.no_own_steward
 */
export const tellSteward = verb(
  'roster.tell_steward',
  rosterApi['POST /api/estates/:estateId/my-steward/tell'],
  async (ctx, input) => {
    const me = self(ctx.actor)
    const found = await ownSteward(ctx, 'own.write', input.estateId)
    if (found === undefined) throw rosterFail('roster.no_own_steward')
    await ctx.enqueue(
      'notice.send',
      {
        estateId: input.estateId,
        to: { accountId: found.accountId, name: found.name },
        kind: 'steward.message',
        // the post is kept around the clock and the answer is promised within minutes
        urgent: true,
        ref: { topic: 'ticket', id: input.ticketId },
        title: { zh: `业户留言 ${input.number}`, en: `A message for you ${input.number}` },
        body: {
          zh: `${me.name} 给您留言，已登记为咨询 ${input.number}，请查看并答复。`,
          en: `${me.name} left you a message, taken down as inquiry ${input.number}. Read and answer it.`,
        },
      },
      { estateId: input.estateId },
    )
    await ctx.audit(
      {
        action: 'steward.message',
        subject: 'ticket',
        subjectId: input.ticketId,
        after: { to: found.accountId },
      },
      input.estateId,
    )
    return { told: found.name }
  },
)

/** Headcount that each post should have against the persons with a turn there in the coming seven days (S7-32). */
export const establishmentReport = query(
  'roster.establishment',
  rosterApi['GET /api/estates/:estateId/roster/establishment'],
  async (ctx, input) => ({
    items: (await store.establishment(ctx.db, input.estateId, ctx.now, ctx.now.add({ hours: 7 * 24 }))).map(
      r => ({
        postId: r.post_id,
        post: r.post,
        kind: r.kind,
        headcount: r.headcount,
        actual: r.actual,
        certificate: r.certificate,
      }),
    ),
  }),
)
