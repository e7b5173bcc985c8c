/** Use cases of responsibility: who leads in a neighbourhood, who keeps each estate, and where nobody does. */
import { reachRegion } from '../../core/access.ts'
import { instantText, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { able, pathOf, phoneMask, sealPhone, self } from './actor.ts'
import { responseApi } from './contract.ts'
import type { DutyAsked } from './contract-duty.ts'
import { responseFail } from './errors.ts'
import {
  dutiesAt,
  dutyState,
  holdsOn,
  missingParties,
  type Named,
  type Party,
  partiesOf,
  sumDuties,
} from './rules.ts'
import * as store from './store-duty.ts'
import {
  buildingsAt,
  membersAt,
  type PlaceRow,
  placeById,
  placesWithin,
  regionAndChildren,
  regionsAbove,
} from './store-place.ts'

type Mask = Awaited<ReturnType<typeof phoneMask>>

export const presentHolder = (h: store.HolderRow, mask: Mask) => ({
  id: h.id,
  holder: h.holder,
  office: h.office,
  phone: mask(h.phone_sealed),
  from: h.from_on,
  until: h.until_on,
})

/** An estate with all that its responsibility is judged by. */
export interface Kept extends PlaceRow {
  hasSubjectUnit: boolean
  buildings: number | null
  holders: store.EstateHolder[]
  named: Named
}

/** Joins the reference and the distributed tables of these estates. */
export async function keptBy(ctx: Ctx, places: PlaceRow[]): Promise<Kept[]> {
  const ids = places.map(p => p.id)
  if (ids.length === 0) return []
  const [holders, members, buildings] = await Promise.all([
    store.estateHolders(ctx.db, ids),
    membersAt(ctx.db, ids),
    buildingsAt(ctx.db, ids),
  ])
  const today = localDate(ctx.now).toString()
  const byEstate = Map.groupBy(holders, h => h.estate_id)
  return places.map(p => {
    const own = byEstate.get(p.id) ?? []
    return {
      ...p,
      hasSubjectUnit: p.subject_id !== null,
      buildings: buildings.get(p.id) ?? null,
      holders: own,
      named: {
        parties: new Set(own.filter(h => holdsOn(h, today)).map(h => h.party)),
        members: members.get(p.id) ?? 0,
      },
    }
  })
}

function presentEstate(e: Kept, mask: Mask, today: string) {
  const missing = new Set(missingParties(e, e.named))
  const parties = partiesOf(e)
  const shown = e.named.parties.has('neighbourhood') ? [...parties, 'neighbourhood' as const] : parties
  return {
    id: e.id,
    name: e.name,
    region: e.region_name,
    care: e.care,
    buildings: e.buildings,
    state: dutyState(e, e.named),
    parties: shown.map((kind, i) => {
      const holder = e.holders.find(h => h.party === kind && holdsOn(h, today))
      return {
        kind,
        main: i === 0,
        organisation: kind === 'subject_unit' ? e.subject_name : kind === 'company' ? e.company_name : null,
        holder: holder ? presentHolder(holder, mask) : null,
        members: kind === 'brigade' ? e.named.members : null,
        missing: missing.has(kind),
      }
    }),
  }
}

const order = { nobody: 0, part: 1, full: 2 } as const

/** The estates that the question asks for, those without anybody first. */
export async function dutyList(ctx: Ctx, asked: Omit<DutyAsked, 'offset' | 'limit'> & { regionId: string }) {
  const path = pathOf(ctx, asked.regionId)
  reachRegion(ctx.actor, 'response.read', path)
  const kept = await keptBy(ctx, await placesWithin(ctx.db, path))
  const today = localDate(ctx.now).toString()
  const mask = await phoneMask(ctx)
  const q = asked.q?.toLowerCase()
  return kept
    .filter(
      e =>
        (asked.care === undefined || e.care === asked.care) &&
        (asked.subject === undefined || e.hasSubjectUnit === (asked.subject === 'yes')) &&
        (asked.state === undefined || dutyState(e, e.named) === asked.state) &&
        (!q || [e.name, e.company_name, e.subject_name].some(text => text?.toLowerCase().includes(q))),
    )
    .map(e => presentEstate(e, mask, today))
    .sort((a, b) => order[a.state] - order[b.state])
}

export const listDuties = query(
  'response.duty_estates',
  responseApi['GET /api/regions/:regionId/response/duty/estates'],
  async (ctx, input) => {
    const all = await dutyList(ctx, input)
    return { items: all.slice(input.offset, input.offset + input.limit), total: all.length }
  },
)

export const regionDuty = query(
  'response.region_duty',
  responseApi['GET /api/regions/:regionId/response/duty'],
  async (ctx, input) => {
    const path = pathOf(ctx, input.regionId)
    const regions = await regionAndChildren(ctx.db, input.regionId)
    const region = regions.find(r => r.id === input.regionId)
    if (region === undefined) throw fail('core.not_found')
    const kept = await keptBy(ctx, await placesWithin(ctx.db, path))
    const holders = await store.regionHolders(
      ctx.db,
      regions.map(r => r.id),
    )
    const mask = await phoneMask(ctx)
    const today = localDate(ctx.now).toString()
    const now = (id: string) =>
      holders
        .filter(h => h.region_id === id && holdsOn(h, today))
        .map(h => ({ kind: h.kind, ...presentHolder(h, mask) }))
    return {
      region: { id: region.id, name: region.name, kind: region.kind },
      kinds: dutiesAt(region.kind),
      holders: now(region.id),
      past: holders
        .filter(h => h.region_id === region.id && !holdsOn(h, today))
        .map(h => ({ kind: h.kind, ...presentHolder(h, mask) })),
      figures: sumDuties(kept),
      children: regions
        .filter(r => r.id !== region.id)
        .map(r => {
          const here = now(r.id)
          return {
            id: r.id,
            name: r.name,
            kind: r.kind,
            holders: here,
            lacking: dutiesAt(r.kind).filter(kind => !here.some(h => h.kind === kind)),
            figures: sumDuties(kept.filter(e => e.region_path.startsWith(r.path))),
          }
        }),
      manages: able(() => reachRegion(ctx.actor, 'response.write', path)),
    }
  },
)

/** @throws response.duty_before when the new holder would begin before the present one */
function insistLater(present: store.HolderRow | undefined, from: string): void {
  if (present && from < present.from_on)
    throw responseFail('response.duty_before', { params: { day: present.from_on } })
}

/** S6-17, S6-18, S6-19: names a leader, a cadre or the town's responsible; who held it before ends that day. */
export const nameInRegion = verb(
  'response.name_region',
  responseApi['PUT /api/regions/:regionId/response/duty'],
  async (ctx, input) => {
    const [region] = (await regionAndChildren(ctx.db, input.regionId)).filter(r => r.id === input.regionId)
    if (region === undefined) throw fail('core.not_found')
    if (!dutiesAt(region.kind).includes(input.kind)) throw responseFail('response.wrong_level')
    const before = (await store.regionHolders(ctx.db, [region.id])).find(
      h => h.kind === input.kind && h.until_on === null,
    )
    insistLater(before, input.from)
    const row = {
      id: newId<'duty'>(ctx.now.epochMilliseconds),
      holder: input.holder,
      office: input.office,
      phone: await sealPhone(ctx, input.phone),
      from: input.from,
      by: self(ctx).id,
      at: ctx.now,
    }
    await store.replaceRegionHolder(ctx.db, region.id, input.kind, row)
    await ctx.audit({
      action: 'response.name_region',
      subject: 'region_duty',
      subjectId: row.id,
      before: before && { holder: before.holder, from: before.from_on },
      after: {
        region: region.name,
        kind: input.kind,
        holder: row.holder,
        office: row.office,
        from: row.from,
      },
    })
    const mask = await phoneMask(ctx)
    return presentHolder({ ...row, phone_sealed: row.phone, from_on: row.from, until_on: null }, mask)
  },
)

export const estateDuty = query(
  'response.estate_duty',
  responseApi['GET /api/estates/:estateId/response/duty'],
  async (ctx, input) => {
    const place = await placeById(ctx.db, input.estateId)
    if (place === undefined) throw fail('core.not_found')
    const [kept] = await keptBy(ctx, [place])
    if (kept === undefined) throw fail('core.not_found')
    const mask = await phoneMask(ctx)
    const today = localDate(ctx.now).toString()
    const above = await regionsAbove(ctx.db, place.region_path)
    const holders = await store.regionHolders(
      ctx.db,
      above.map(r => r.id),
    )
    const posted = await store.postedMembers(ctx.db, input.estateId)
    return {
      ...presentEstate(kept, mask, today),
      above: above.flatMap(r =>
        holders
          .filter(h => h.region_id === r.id && holdsOn(h, today))
          .map(h => ({ kind: h.kind, region: r.name, ...presentHolder(h, mask) })),
      ),
      past: kept.holders
        .filter(h => !holdsOn(h, today))
        .map(h => ({ kind: h.party, ...presentHolder(h, mask) })),
      brigade: posted.map(p => ({
        name: p.name,
        group: p.group_name,
        leads: p.leads,
        from: instantText(p.from_at),
        until: p.until_at && instantText(p.until_at),
      })),
    }
  },
)

/** S6-25, S6-28: names who answers for a party of an estate. @throws response.not_a_party */
export const nameAtEstate = verb(
  'response.name_estate',
  responseApi['PUT /api/estates/:estateId/response/duty'],
  async (ctx, input) => {
    const place = await placeById(ctx.db, input.estateId)
    if (place === undefined) throw fail('core.not_found')
    const parties: Party[] = [
      ...partiesOf({ care: place.care, hasSubjectUnit: place.subject_id !== null }),
      'neighbourhood',
    ]
    if (!parties.includes(input.party)) throw responseFail('response.not_a_party')
    const before = (await store.estateHolders(ctx.db, [input.estateId])).find(
      h => h.party === input.party && h.until_on === null,
    )
    insistLater(before, input.from)
    const row = {
      id: newId<'duty'>(ctx.now.epochMilliseconds),
      holder: input.holder,
      office: input.office,
      phone: await sealPhone(ctx, input.phone),
      from: input.from,
      by: self(ctx).id,
      at: ctx.now,
    }
    await store.replaceEstateHolder(ctx.db, input.estateId, input.party, row)
    await ctx.audit(
      {
        action: 'response.name_estate',
        subject: 'estate_duty',
        subjectId: row.id,
        before: before && { holder: before.holder, from: before.from_on },
        after: { party: input.party, holder: row.holder, office: row.office, from: row.from },
      },
      input.estateId,
    )
    await ctx.signal({ estateId: input.estateId, topic: 'response', ref: row.id })
    const mask = await phoneMask(ctx)
    return presentHolder({ ...row, phone_sealed: row.phone, from_on: row.from, until_on: null }, mask)
  },
)
