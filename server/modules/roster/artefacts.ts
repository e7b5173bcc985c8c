/** Posters and cards: what hangs and was given, what of it is old, and the registers of it (S1-08, S1-10..12). */
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { rosterApi } from './contract.ts'
import { rosterFail } from './errors.ts'
import { type CardShown, fineFor, givenState, lacking, oldParts } from './rules-artefacts.ts'
import { self } from './service.ts'
import { zoneOf } from './store.ts'
import * as store from './store-artefacts.ts'
import type { CardRow } from './store-stewards.ts'

/** 2 before 10. */
const byName = (a: string, b: string) => a.localeCompare(b, 'zh-CN', { numeric: true })

export const shownOf = (card: CardRow): CardShown => ({
  name: card.name,
  phone: card.phone,
  strengths: card.strengths,
  photoId: card.photo_id,
  more: card.more,
})

export interface Holder {
  accountId: string
  name: string
  version: number
  card: CardShown
  photo: { width: number; height: number } | null
}

export interface BuildingHolder {
  buildingId: string
  building: string
  holder: Holder | null
}

/** Every building with its steward today and what stands on his card, 2 before 10. */
export async function holders(ctx: Pick<Ctx, 'db' | 'now'>, estateId: string): Promise<BuildingHolder[]> {
  const today = localDate(ctx.now, await zoneOf(ctx.db, estateId)).toString()
  const rows = await store.buildingCards(ctx.db, estateId, today)
  return rows
    .map(r => ({ buildingId: r.building_id, building: r.building, holder: holderOf(r) }))
    .sort((a, b) => byName(a.building, b.building))
}

function holderOf(r: {
  account_id: string | null
  name: string | null
  card: CardRow | null
}): Holder | null {
  if (r.account_id === null) return null
  const bare: CardShown = { name: r.name ?? '', phone: null, strengths: null, photoId: null, more: {} }
  const { photo_width: width, photo_height: height } = r.card ?? { photo_width: null, photo_height: null }
  return {
    accountId: r.account_id,
    name: r.card?.name ?? r.name ?? '',
    version: r.card?.version ?? 0,
    card: r.card ? shownOf(r.card) : bare,
    photo: width !== null && height !== null ? { width, height } : null,
  }
}

function presentRow(b: BuildingHolder, panels: store.PanelRow[]) {
  const { holder } = b
  const mine = panels
    .filter(p => p.building_id === b.buildingId)
    .map(p => ({
      id: p.id,
      place: p.place,
      mountedOn: p.mounted_on,
      name: p.shown.name,
      version: p.card_version,
      phone: p.shown.phone,
      photoId: p.photo_id,
      by: p.by_name,
      old: oldParts({ accountId: p.account_id, shown: p.shown }, holder),
    }))
  const missing = holder ? lacking(holder.card) : []
  const fault =
    holder === null
      ? ('no_steward' as const)
      : mine.some(p => p.old.length > 0)
        ? ('out_of_date' as const)
        : missing.length > 0
          ? ('incomplete' as const)
          : mine.length === 0
            ? ('no_panel' as const)
            : mine.some(p => p.photoId === null)
              ? ('no_photo' as const)
              : null
  return {
    buildingId: b.buildingId,
    building: b.building,
    steward: holder && {
      accountId: holder.accountId,
      name: holder.name,
      version: holder.version,
      phone: holder.card.phone,
      lacking: missing,
      fine: fineFor(holder.photo),
    },
    panels: mine,
    fault,
  }
}

export const listPanels = query(
  'roster.panels',
  rosterApi['GET /api/estates/:estateId/steward-panels'],
  async (ctx, input) => {
    const panels = await store.panels(ctx.db, input.estateId)
    const items = (await holders(ctx, input.estateId)).map(b => presentRow(b, panels))
    return { items, total: items.length }
  },
)

async function rowOf(ctx: Ctx, estateId: string, buildingId: string) {
  const b = (await holders(ctx, estateId)).find(one => one.buildingId === buildingId)
  if (b === undefined) throw fail('core.not_found')
  return presentRow(b, await store.panels(ctx.db, estateId))
}

/** The files of the estate only: a photo of elsewhere is told as not there. */
async function ownFile(ctx: Ctx, estateId: string, id: string | null | undefined): Promise<string | null> {
  if (id == null) return null
  await ctx.house.files.get(ctx.db, estateId, id)
  return id
}

/**
 * Registers a poster as it hangs; what stands on it is what is true at that moment.
 * @throws roster.no_steward_now, roster.card_incomplete, roster.future_day
 */
export const mountPanel = verb(
  'roster.mount_panel',
  rosterApi['POST /api/estates/:estateId/steward-panels'],
  async (ctx, input) => {
    const me = self(ctx.actor)
    const b = (await holders(ctx, input.estateId)).find(one => one.buildingId === input.buildingId)
    if (b === undefined) throw fail('core.not_found')
    const holder = whole(b)
    await notAhead(ctx, input.estateId, input.mountedOn)
    if (input.replaces !== undefined) {
      const [old] = await store.panels(ctx.db, input.estateId, input.replaces)
      if (old === undefined || old.building_id !== b.buildingId) throw fail('core.not_found')
      await store.removePanel(ctx.db, input.estateId, old.id, input.mountedOn, me.name)
    }
    const row = {
      id: newId<'panel'>(ctx.now.epochMilliseconds),
      building_id: b.buildingId,
      place: input.place,
      mounted_on: input.mountedOn,
      account_id: holder.accountId,
      card_version: holder.version,
      shown: holder.card,
      photo_id: await ownFile(ctx, input.estateId, input.photoId),
      by_name: me.name,
    }
    await store.insertPanel(ctx.db, input.estateId, { ...row, by_id: me.id, at: ctx.now })
    await ctx.audit(
      { action: 'panel.mount', subject: 'panel', subjectId: row.id, after: row },
      input.estateId,
    )
    return rowOf(ctx, input.estateId, b.buildingId)
  },
)

/** @throws roster.no_steward_now, roster.card_incomplete */
export function whole(b: BuildingHolder): Holder {
  if (b.holder === null) throw rosterFail('roster.no_steward_now', { params: { building: b.building } })
  if (lacking(b.holder.card).length > 0)
    throw rosterFail('roster.card_incomplete', { params: { name: b.holder.name } })
  return b.holder
}

async function notAhead(ctx: Ctx, estateId: string, day: string): Promise<void> {
  if (day > localDate(ctx.now, await zoneOf(ctx.db, estateId)).toString())
    throw rosterFail('roster.future_day')
}

async function panelOf(ctx: Ctx, estateId: string, id: string): Promise<store.PanelRow> {
  const [found] = await store.panels(ctx.db, estateId, id)
  if (found === undefined) throw fail('core.not_found')
  return found
}

export const addPanelPhoto = verb(
  'roster.panel_photo',
  rosterApi['POST /api/estates/:estateId/steward-panels/:panelId/photo'],
  async (ctx, input) => {
    const panel = await panelOf(ctx, input.estateId, input.panelId)
    await ownFile(ctx, input.estateId, input.photoId)
    await store.setPanelPhoto(ctx.db, input.estateId, panel.id, input.photoId)
    await ctx.audit(
      {
        action: 'panel.photo',
        subject: 'panel',
        subjectId: panel.id,
        before: { photo: panel.photo_id },
        after: { photo: input.photoId },
      },
      input.estateId,
    )
    return rowOf(ctx, input.estateId, panel.building_id)
  },
)

export const removePanel = verb(
  'roster.remove_panel',
  rosterApi['POST /api/estates/:estateId/steward-panels/:panelId/remove'],
  async (ctx, input) => {
    const me = self(ctx.actor)
    const panel = await panelOf(ctx, input.estateId, input.panelId)
    await notAhead(ctx, input.estateId, input.removedOn)
    await store.removePanel(ctx.db, input.estateId, panel.id, input.removedOn, me.name)
    await ctx.audit(
      { action: 'panel.remove', subject: 'panel', subjectId: panel.id, before: panel },
      input.estateId,
    )
    return rowOf(ctx, input.estateId, panel.building_id)
  },
)

function presentHousehold(h: store.HouseholdRow, holder: Holder | null) {
  const last = h.last && { accountId: h.last.account_id, shown: h.last.shown }
  return {
    householdId: h.household_id,
    unitId: h.unit_id,
    unit: h.unit,
    buildingId: h.building_id,
    building: h.building,
    kind: h.kind,
    steward: holder?.name ?? null,
    quantity: h.quantity,
    last: h.last && {
      on: h.last.given_on,
      by: h.last.by_name,
      name: h.last.shown.name,
      version: h.last.card_version,
      phone: h.last.shown.phone,
    },
    state: givenState(last, holder),
    old: last ? oldParts(last, holder) : [],
  }
}

/** Households in the caller's reach, owners and tenants alike (S1-12), with their cards; in the order of doors. */
export async function cardRows(ctx: Ctx, estateId: string, ids?: string[]) {
  const reach = ctx.reach('steward.register', estateId)
  const rows = await store.households(ctx.db, estateId, {
    at: ctx.now,
    ...(reach === 'estate' ? {} : { buildings: reach.buildings, units: reach.units }),
    ...(ids ? { ids } : {}),
  })
  const now = await holders(ctx, estateId)
  return rows
    .map(h => presentHousehold(h, now.find(b => b.buildingId === h.building_id)?.holder ?? null))
    .sort((a, b) => byName(a.unit, b.unit) || (a.kind < b.kind ? 1 : -1))
}

export const listCards = query(
  'roster.cards',
  rosterApi['GET /api/estates/:estateId/steward-cards'],
  async (ctx, input) => {
    const all = (await cardRows(ctx, input.estateId)).filter(
      h => input.buildingId === undefined || h.buildingId === input.buildingId,
    )
    const shown = all.filter(h => input.state === undefined || h.state === input.state)
    return {
      items: shown.slice(input.offset, input.offset + input.limit),
      total: shown.length,
      coverage: {
        households: all.length,
        given: all.filter(h => h.state !== 'none').length,
        current: all.filter(h => h.state === 'given').length,
      },
    }
  },
)

/**
 * Registers what was handed over (S1-11): the cards of each building's present steward as they are now.
 * @throws core.not_found for a household outside the reach, roster.no_steward_now, roster.card_incomplete
 */
export const giveCards = verb(
  'roster.give_cards',
  rosterApi['POST /api/estates/:estateId/steward-cards'],
  async (ctx, input) => {
    const me = self(ctx.actor)
    await notAhead(ctx, input.estateId, input.givenOn)
    const wanted = [...new Set(input.householdIds)]
    const found = await cardRows(ctx, input.estateId, wanted)
    if (found.length < wanted.length) throw fail('core.not_found')
    const now = new Map((await holders(ctx, input.estateId)).map(b => [b.buildingId, b]))
    const rows = found.map(h => {
      const b = now.get(h.buildingId)
      if (b === undefined) throw fail('core.not_found')
      const holder = whole(b)
      return {
        id: newId<'card_given'>(ctx.now.epochMilliseconds),
        household_id: h.householdId,
        unit_id: h.unitId,
        account_id: holder.accountId,
        card_version: holder.version,
        shown: holder.card,
      }
    })
    const more = { quantity: input.quantity, given_on: input.givenOn, by_name: me.name }
    await store.insertGiven(ctx.db, input.estateId, rows, { ...more, by_id: me.id, at: ctx.now })
    await ctx.audit(
      {
        action: 'card.give',
        subject: 'estate',
        subjectId: input.estateId,
        after: { ...more, households: rows.map(r => r.household_id) },
      },
      input.estateId,
    )
    return { given: rows.length }
  },
)

/** How many panels and households still have what a change made old (S1-08). */
export async function nowOld(ctx: Ctx, estateId: string, accountId: string) {
  const now = await holders(ctx, estateId)
  const mine = new Set(now.filter(b => b.holder?.accountId === accountId).map(b => b.buildingId))
  const hung = await store.panels(ctx.db, estateId)
  const panels = now
    .filter(b => mine.has(b.buildingId))
    .flatMap(b => presentRow(b, hung).panels)
    .filter(p => p.old.length > 0).length
  const rows = await store.households(ctx.db, estateId, {
    at: ctx.now,
    buildings: [...mine],
    units: [],
  })
  const holderOfBuilding = (id: string) => now.find(b => b.buildingId === id)?.holder ?? null
  const households = rows.filter(
    h => presentHousehold(h, holderOfBuilding(h.building_id)).state === 'old',
  ).length
  return { panels, households }
}
