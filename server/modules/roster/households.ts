/**
 * Who may open a household's profile: the steward who is assigned to its building today and nobody else among stewards
 * (S1-13). A change of steward moves it at once, because the assignment is asked each time.
 */
import type { Permission } from '../../core/access.ts'
import { localDate } from '../../core/clock.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { query, verb } from '../../core/verb.ts'
import {
  endEntry,
  giveEntry,
  nameMember,
  noteLook,
  type Profile,
  presentProfile,
  profileOf,
  profilesOf,
} from '../people/profile.ts'
import { completeness } from '../people/profile-rules.ts'
import { householdsApi } from './contract-households.ts'
import { stewardOf } from './duty.ts'
import { zoneOf } from './store.ts'
import * as store from './store-stewards.ts'

const accountOf = (ctx: Ctx) => (ctx.actor.kind === 'account' ? ctx.actor.id : null)

/** Whether the caller is the steward of a building on this local day. */
export async function isStewardOf(ctx: Ctx, estateId: string, buildingId: string): Promise<boolean> {
  const account = accountOf(ctx)
  return account !== null && (await stewardOf(ctx, estateId, buildingId, ctx.now))?.accountId === account
}

function holds(ctx: Ctx, permission: Permission, estateId: string): boolean {
  try {
    ctx.reach(permission, estateId)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

/** A household of the caller's own buildings. @throws core.not_found for anybody else's */
async function ownHousehold(ctx: Ctx, estateId: string, householdId: string): Promise<Profile> {
  const p = await profileOf(ctx, estateId, householdId)
  if (!(await isStewardOf(ctx, estateId, p.home.building_id))) throw fail('core.not_found')
  return p
}

/** One household as a list shows it: how much is known, never what. */
function presentRow(p: Profile) {
  const { unknown, ...rest } = completeness(p.fields, p.members, p.entries)
  return {
    ...rest,
    id: p.home.id,
    unitId: p.home.unit_id,
    unit: p.home.unit,
    building: p.home.building,
    kind: p.home.kind,
    since: p.home.from_at.toString(),
    members: p.members.map(m => m.name),
    unknown: [...new Set(unknown.map(s => s.field))].slice(0, 5),
  }
}
type Row = ReturnType<typeof presentRow>

const incomplete = (r: Row) => r.known < r.asked
const nothing = (r: Row) => r.asked > 0 && r.known === 0
const filters = { all: () => true, incomplete, nothing }

export const myHouseholds = query(
  'roster.my_households',
  householdsApi['GET /api/estates/:estateId/steward/households'],
  async (ctx, input) => {
    const { estateId } = input
    const today = localDate(ctx.now, await zoneOf(ctx.db, estateId)).toString()
    const mine = (await store.stewards(ctx.db, estateId, { on: today })).filter(
      s => s.account_id === accountOf(ctx),
    )
    const buildingIds = mine.map(s => s.building_id)
    const all = (await profilesOf(ctx, estateId, { buildingIds }, false)).map(presentRow)
    const q = input.q?.toLowerCase()
    const wanted = all
      .filter(filters[input.show])
      .filter(r => q === undefined || r.unit.startsWith(q) || r.members.some(m => m.includes(q)))
    const order = { unit: 0, percent: 1, '-percent': -1 }[input.sort]
    const sorted = [...wanted].sort((a, b) => order * ((a.percent ?? 100) - (b.percent ?? 100)))
    return {
      items: sorted.slice(input.offset, input.offset + input.limit),
      total: sorted.length,
      buildings: mine.map(s => s.building),
      households: all.length,
      incomplete: all.filter(incomplete).length,
      nothing: all.filter(nothing).length,
    }
  },
)

export const openProfile = query(
  'roster.open_profile',
  householdsApi['GET /api/estates/:estateId/households/:householdId/profile'],
  async (ctx, input) => {
    const p = await ownHousehold(ctx, input.estateId, input.householdId)
    const fields = p.entries.map(e => e.field)
    const purpose = ctx.lang === 'en' ? 'service of the household' : '日常服务'
    await noteLook(ctx, input.estateId, p.home.id, 'steward', purpose, fields)
    return presentProfile(p)
  },
)

/** A steward enters for his own households; the desk writes down what anybody brings on paper, and reads nothing. */
export const enterProfile = verb(
  'roster.enter_profile',
  householdsApi['POST /api/estates/:estateId/households/:householdId/profile'],
  async (ctx, input) => {
    const { estateId, householdId } = input
    const p = holds(ctx, 'household.profile.write', estateId)
      ? await ownHousehold(ctx, estateId, householdId)
      : await profileOf(ctx, estateId, householdId)
    return giveEntry(ctx, p, input, { by: input.consentBy, channel: input.channel, onBehalf: true })
  },
)

export const withdrawProfile = verb(
  'roster.withdraw_profile',
  householdsApi['POST /api/estates/:estateId/households/:householdId/profile/:entryId/withdraw'],
  async (ctx, input) => {
    const p = await ownHousehold(ctx, input.estateId, input.householdId)
    const entry = p.entries.find(e => e.row.id === input.entryId)
    return endEntry(ctx, input.estateId, p.home.id, entry?.row)
  },
)

export const nameProfileMember = verb(
  'roster.profile_member',
  householdsApi['POST /api/estates/:estateId/households/:householdId/profile/members'],
  async (ctx, input) => nameMember(ctx, await ownHousehold(ctx, input.estateId, input.householdId), input),
)

/** S1-20: what is sensitive stays with the steward and the household, whatever the purpose. */
export const lookAtProfile = verb(
  'roster.look_at_profile',
  householdsApi['POST /api/estates/:estateId/households/:householdId/look'],
  async (ctx, input) => {
    const p = await profileOf(ctx, input.estateId, input.householdId)
    const keep = (e: Profile['entries'][number]) => !e.sensitive
    const fields = p.entries.filter(keep).map(e => e.field)
    await noteLook(ctx, input.estateId, p.home.id, 'look', input.purpose, fields)
    await ctx.audit(
      {
        action: 'profile.opened',
        subject: 'household',
        subjectId: p.home.id,
        reason: input.purpose,
        after: { fields: fields.length },
      },
      input.estateId,
    )
    return presentProfile(p, { keep })
  },
)

/** How well each steward knows his households; figures, never contents. */
export const profileFigures = query(
  'roster.profile_figures',
  householdsApi['GET /api/estates/:estateId/profile-figures'],
  async (ctx, input) => {
    const { estateId } = input
    const today = localDate(ctx.now, await zoneOf(ctx.db, estateId)).toString()
    const stewards = await store.stewards(ctx.db, estateId, { on: today })
    const rows = (await profilesOf(ctx, estateId, {}, false)).map(p => ({
      buildingId: p.home.building_id,
      ...presentRow(p),
    }))
    const items = [...Map.groupBy(rows, r => r.buildingId)].map(([buildingId, group]) => {
      const asked = group.reduce((sum, r) => sum + r.asked, 0)
      const known = group.reduce((sum, r) => sum + r.known, 0)
      return {
        buildingId,
        building: group[0]?.building ?? '',
        steward: stewards.find(s => s.building_id === buildingId)?.name ?? null,
        households: group.length,
        complete: group.filter(r => !incomplete(r)).length,
        nothing: group.filter(nothing).length,
        asked,
        known,
        percent: asked === 0 ? null : Math.floor((known * 100) / asked),
      }
    })
    return {
      items,
      homes: rows.map(r => ({ id: r.id, unit: r.unit, percent: r.percent })),
    }
  },
)
