/** Use cases of the brigade's grouping: proposed by the neighbourhood, confirmed by it and by the forestry bureau (S6-30). */
import { reachRegion } from '../../core/access.ts'
import { instantText } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { able, pathOf, self } from './actor.ts'
import { responseApi } from './contract.ts'
import { responseFail } from './errors.ts'
import { needsBrigade } from './rules.ts'
import { confirmRefusal, estatesWithout, groupFault, isAgreed, type Side } from './rules-grouping.ts'
import { type MemberRow, membersFor } from './store-brigade.ts'
import * as store from './store-grouping.ts'
import { membersAt, neighbourhoods, type PlaceRow, placesWithin, regionAndChildren } from './store-place.ts'

interface Site {
  region: { id: string; name: string; path: string }
  places: PlaceRow[]
  needing: string[]
  members: Map<string, MemberRow>
}

/** A neighbourhood with its estates and the members it may choose from. @throws core.not_found when it is none */
async function siteOf(ctx: Ctx, regionId: string): Promise<Site> {
  const path = pathOf(ctx, regionId)
  const region = (await regionAndChildren(ctx.db, regionId)).find(r => r.id === regionId)
  if (region === undefined) throw fail('core.not_found')
  if (region.kind !== 'neighbourhood') throw responseFail('response.wrong_level')
  const places = await placesWithin(ctx.db, path)
  const members = await membersFor(ctx.db, path)
  return {
    region: { id: region.id, name: region.name, path },
    places,
    needing: places
      .filter(p => needsBrigade({ care: p.care, hasSubjectUnit: p.subject_id !== null }))
      .map(p => p.id),
    members: new Map(members.map(m => [m.id, m])),
  }
}

const confirmation = (name: string | null, at: store.GroupingRow['community_at']) =>
  name !== null && at !== null ? { by: name, at: instantText(at) } : null

function present(ctx: Ctx, site: Site, g: store.GroupingRow) {
  const me = self(ctx).id
  const without = estatesWithout(g.groups, site.needing)
  const sides = { state: g.state, community: g.community_by, forestry: g.forestry_by }
  const may = (permission: 'response.write' | 'brigade.manage') =>
    able(() => reachRegion(ctx.actor, permission, site.region.path))
  const side = (name: Side, permission: 'response.write' | 'brigade.manage') =>
    may(permission) ? confirmRefusal(sides, name, me, without.length) : 'core.forbidden'
  const open = g.state === 'open' ? (true as const) : 'response.grouping_state'
  const name = new Map(site.places.map(p => [p.id, p.name]))
  return {
    id: g.id,
    version: g.version,
    state: g.state,
    groups: g.groups.map(one => ({
      name: one.name,
      leaderId: one.leaderId,
      members: one.memberIds.map(id => {
        const m = site.members.get(id)
        return { id, number: m?.number ?? '', name: m?.name ?? '—' }
      }),
      estates: one.estateIds.map(id => ({ id, name: name.get(id) ?? '—' })),
    })),
    reason: g.reason,
    community: confirmation(g.community_name, g.community_at),
    forestry: confirmation(g.forestry_name, g.forestry_at),
    returned:
      g.returned_at === null
        ? null
        : { by: g.returned_name ?? '', at: instantText(g.returned_at), reason: g.returned_reason ?? '' },
    madeBy: g.made_name,
    madeAt: instantText(g.made_at),
    agreedAt: g.agreed_at && instantText(g.agreed_at),
    without: without.map(id => ({ id, name: name.get(id) ?? '' })),
    revision: g.revision,
    allowed: {
      change: may('response.write') ? open : 'core.forbidden',
      community: side('community', 'response.write'),
      forestry: side('forestry', 'brigade.manage'),
      giveBack: may('brigade.manage') ? open : 'core.forbidden',
    },
  }
}

export const getGrouping = query(
  'response.grouping',
  responseApi['GET /api/regions/:regionId/response/grouping'],
  async (ctx, input) => {
    const site = await siteOf(ctx, input.regionId)
    const all = await store.groupingsOf(ctx.db, [input.regionId])
    const shown = (state: store.GroupingRow['state']) => {
      const found = all.find(g => g.state === state)
      return found ? present(ctx, site, found) : null
    }
    return {
      region: { id: site.region.id, name: site.region.name },
      open: shown('open'),
      agreed: shown('agreed'),
      versions: all.map(g => ({
        id: g.id,
        version: g.version,
        state: g.state,
        madeBy: g.made_name,
        madeAt: instantText(g.made_at),
      })),
      estates: site.places.map(p => ({
        id: p.id,
        name: p.name,
        care: p.care,
        needs: p.subject_id === null,
      })),
      allowed: {
        propose: able(() => reachRegion(ctx.actor, 'response.write', site.region.path))
          ? (true as const)
          : 'core.forbidden',
      },
    }
  },
)

async function openOf(ctx: Ctx, regionId: string): Promise<store.GroupingRow | undefined> {
  return (await store.groupingsOf(ctx.db, [regionId])).find(g => g.state === 'open')
}

/** @throws response.member_elsewhere when another neighbourhood's proposal or agreed grouping has one of them */
async function insistFree(ctx: Ctx, site: Site, memberIds: string[]): Promise<void> {
  const [held] = await store.membersHeld(ctx.db, site.region.id, memberIds)
  if (held)
    throw responseFail('response.member_elsewhere', {
      params: { name: site.members.get(held.member_id)?.name ?? '', place: held.region },
    })
}

/** Proposes groups, or changes the proposal; what was confirmed must be confirmed again. */
export const proposeGrouping = verb(
  'response.propose_grouping',
  responseApi['PUT /api/regions/:regionId/response/grouping'],
  async (ctx, input) => {
    const site = await siteOf(ctx, input.regionId)
    const known = { members: new Set(site.members.keys()), estates: new Set(site.places.map(p => p.id)) }
    const fault = groupFault(input.groups, known)
    if (fault !== undefined) {
      const name =
        fault.code === 'response.member_twice'
          ? (site.members.get(fault.member)?.name ?? '')
          : fault.code === 'response.group_empty'
            ? fault.group
            : ''
      throw responseFail(fault.code, { params: { name } })
    }
    await insistFree(
      ctx,
      site,
      input.groups.flatMap(g => g.memberIds),
    )
    const all = await store.groupingsOf(ctx.db, [input.regionId])
    const open = all.find(g => g.state === 'open')
    if ((open?.revision ?? 0) !== input.revision) throw fail('core.stale')
    const by = self(ctx)
    const row = { groups: input.groups, reason: input.reason ?? null, by: by.id, name: by.name, at: ctx.now }
    const done = open
      ? await store.changeGrouping(ctx.db, open.id, input.revision, row)
      : await store.insertGrouping(ctx.db, {
          ...row,
          id: newId<'grouping'>(ctx.now.epochMilliseconds),
          regionId: input.regionId,
          version: (all[0]?.version ?? 0) + 1,
        })
    if (!done) throw fail('core.stale')
    const after = await openOf(ctx, input.regionId)
    if (after === undefined) throw fail('core.stale')
    await ctx.audit({
      action: open ? 'response.change_grouping' : 'response.propose_grouping',
      subject: 'grouping',
      subjectId: after.id,
      before: open && { groups: open.groups, community: open.community_name, forestry: open.forestry_name },
      after: { region: site.region.name, version: after.version, groups: after.groups },
      reason: input.reason,
    })
    return present(ctx, site, after)
  },
)

async function confirm(ctx: Ctx, regionId: string, side: Side, revision: number) {
  const site = await siteOf(ctx, regionId)
  const g = await openOf(ctx, regionId)
  if (g === undefined) throw responseFail('response.no_grouping')
  const by = self(ctx)
  const without = estatesWithout(g.groups, site.needing)
  const sides = { state: g.state, community: g.community_by, forestry: g.forestry_by }
  const answer = confirmRefusal(sides, side, by.id, without.length)
  if (answer !== true) throw responseFail(answer, { params: { count: without.length } })
  await insistFree(
    ctx,
    site,
    g.groups.flatMap(one => one.memberIds),
  )
  if (!(await store.confirmGrouping(ctx.db, g.id, revision, side, { ...by, at: ctx.now })))
    throw fail('core.stale')
  const agreed = isAgreed({ ...sides, [side]: by.id })
  if (agreed) await hold(ctx, site, g)
  await ctx.audit({
    action: 'response.confirm_grouping',
    subject: 'grouping',
    subjectId: g.id,
    after: { region: site.region.name, version: g.version, side, agreed },
  })
  const after = (await store.groupingsOf(ctx.db, [regionId])).find(one => one.id === g.id)
  return present(ctx, site, after ?? g)
}

/** From now the grouping holds: posts at each estate of the neighbourhood begin and end. */
async function hold(ctx: Ctx, site: Site, g: store.GroupingRow): Promise<void> {
  await store.agreeGrouping(ctx.db, site.region.id, g.id, ctx.now)
  const posts = new Map<string, store.PostWrite[]>(site.places.map(p => [p.id, []]))
  for (const group of g.groups)
    for (const estateId of group.estateIds)
      posts.get(estateId)?.push(
        ...group.memberIds.map(memberId => ({
          id: newId<'post'>(ctx.now.epochMilliseconds),
          groupName: group.name,
          memberId,
          leads: memberId === group.leaderId,
        })),
      )
  for (const [estateId, list] of posts) {
    await store.setPosts(ctx.db, estateId, g.id, list, ctx.now)
    await ctx.signal({ estateId, topic: 'response', ref: g.id })
  }
}

export const confirmCommunity = verb(
  'response.confirm_community',
  responseApi['POST /api/regions/:regionId/response/grouping/community'],
  (ctx, input) => confirm(ctx, input.regionId, 'community', input.revision),
)

export const confirmForestry = verb(
  'response.confirm_forestry',
  responseApi['POST /api/regions/:regionId/response/grouping/forestry'],
  (ctx, input) => confirm(ctx, input.regionId, 'forestry', input.revision),
)

export const returnGrouping = verb(
  'response.return_grouping',
  responseApi['POST /api/regions/:regionId/response/grouping/return'],
  async (ctx, input) => {
    const site = await siteOf(ctx, input.regionId)
    const g = await openOf(ctx, input.regionId)
    if (g === undefined) throw responseFail('response.no_grouping')
    const by = self(ctx)
    const row = { name: by.name, reason: input.reason, at: ctx.now }
    if (!(await store.returnGrouping(ctx.db, g.id, input.revision, row))) throw fail('core.stale')
    await ctx.audit({
      action: 'response.return_grouping',
      subject: 'grouping',
      subjectId: g.id,
      before: { community: g.community_name, forestry: g.forestry_name },
      after: { region: site.region.name, version: g.version },
      reason: input.reason,
    })
    return present(ctx, site, (await openOf(ctx, input.regionId)) ?? g)
  },
)

/** Each neighbourhood of a region: how many estates need members, have them, and what its proposal waits for. */
export const listGroupings = query(
  'response.groupings',
  responseApi['GET /api/regions/:regionId/response/groupings'],
  async (ctx, input) => {
    const path = pathOf(ctx, input.regionId)
    const regions = await neighbourhoods(ctx.db, path)
    const places = await placesWithin(ctx.db, path)
    const members = await membersAt(
      ctx.db,
      places.map(p => p.id),
    )
    const groupings = await store.groupingsOf(
      ctx.db,
      regions.map(r => r.id),
    )
    return {
      items: regions.map(r => {
        const own = places.filter(p => p.region_path.startsWith(r.path) && p.subject_id === null)
        const of = (state: string) => groupings.find(g => g.region_id === r.id && g.state === state)
        const open = of('open')
        const agreed = of('agreed')
        return {
          id: r.id,
          name: r.name,
          needed: own.length,
          assigned: own.filter(p => (members.get(p.id) ?? 0) > 0).length,
          members: new Set(agreed?.groups.flatMap(g => g.memberIds)).size,
          open: open
            ? {
                version: open.version,
                community: open.community_by !== null,
                forestry: open.forestry_by !== null,
              }
            : null,
          agreed: agreed?.version ?? null,
        }
      }),
    }
  },
)
