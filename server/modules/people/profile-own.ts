/** A household's own hand on its profile: reading, giving, withdrawing, asking for a copy or for deletion. */
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { query, verb } from '../../core/verb.ts'
import { profileApi } from './contract-profile.ts'
import { myPersons } from './own.ts'
import {
  endEntry,
  forgetMember,
  giveEntry,
  nameMember,
  type Profile,
  presentProfile,
  profileOf,
  profilesOf,
} from './profile.ts'
import { askRequest, presentRequest } from './profile-requests.ts'
import { ties } from './store-persons.ts'
import { profileLooks } from './store-profile.ts'
import { requests } from './store-requests.ts'

/** My household, and who of it I am. @throws core.not_found for anybody else's */
export async function mineOf(
  ctx: Ctx,
  estateId: string,
  householdId: string,
): Promise<{ profile: Profile; me: string }> {
  const persons = (await myPersons(ctx)).get(estateId) ?? []
  if (persons.length === 0) throw fail('core.not_found')
  const profile = await profileOf(ctx, estateId, householdId)
  const me = profile.members.find(m => m.registered && persons.includes(m.id))?.id
  if (me === undefined) throw fail('core.not_found')
  return { profile, me }
}

/** A household sees all of itself, but of another adult nothing sensitive: that is his alone. */
export const seenBy = (me: string, p: Profile) => (e: Profile['entries'][number]) =>
  e.memberId === null ||
  e.memberId === me ||
  e.row.consent_by === me ||
  !e.sensitive ||
  (p.members.find(m => m.id === e.memberId)?.minor ?? false)

export const myHouseholds = query(
  'profile.mine',
  profileApi['GET /api/estates/:estateId/my/households'],
  async (ctx, input) => {
    const { estateId } = input
    const persons = (await myPersons(ctx)).get(estateId) ?? []
    const mine = (await ties(ctx.db, estateId, 'estate', { personIds: persons })).flatMap(t =>
      t.household_id ? [t.household_id] : [],
    )
    const items = []
    for (const p of await profilesOf(ctx, estateId, { ids: [...new Set(mine)] })) {
      const me = p.members.find(m => m.registered && persons.includes(m.id))?.id
      if (me === undefined) continue
      const asked = await requests(ctx.db, estateId, { householdId: p.home.id })
      items.push({
        ...presentProfile(p, { me, keep: seenBy(me, p) }),
        looks: (await profileLooks(ctx.db, estateId, p.home.id)).map(l => ({
          at: l.at.toString(),
          who: l.name,
          how: l.how,
          purpose: l.purpose,
          fields: l.fields,
        })),
        requests: asked.rows.filter(r => persons.includes(r.asked_by)).map(r => presentRequest(ctx, r)),
      })
    }
    return { items }
  },
)

export const giveMine = verb(
  'profile.give_mine',
  profileApi['POST /api/estates/:estateId/my/households/:householdId/entries'],
  async (ctx, input) => {
    const { profile, me } = await mineOf(ctx, input.estateId, input.householdId)
    return giveEntry(ctx, profile, input, { by: me, channel: 'app', onBehalf: false })
  },
)

export const withdrawMineEntry = verb(
  'profile.withdraw_mine',
  profileApi['POST /api/estates/:estateId/my/households/:householdId/entries/:entryId/withdraw'],
  async (ctx, input) => {
    const { profile, me } = await mineOf(ctx, input.estateId, input.householdId)
    const entry = profile.entries.filter(seenBy(me, profile)).find(e => e.row.id === input.entryId)
    return endEntry(ctx, input.estateId, input.householdId, entry?.row)
  },
)

export const nameMine = verb(
  'profile.member_mine',
  profileApi['POST /api/estates/:estateId/my/households/:householdId/members'],
  async (ctx, input) => {
    const { profile } = await mineOf(ctx, input.estateId, input.householdId)
    return nameMember(ctx, profile, input)
  },
)

export const forgetMine = verb(
  'profile.member_end_mine',
  profileApi['POST /api/estates/:estateId/my/households/:householdId/members/:memberId/end'],
  async (ctx, input) => {
    const { profile } = await mineOf(ctx, input.estateId, input.householdId)
    return forgetMember(ctx, profile, input.memberId)
  },
)

export const askMine = verb(
  'profile.ask_mine',
  profileApi['POST /api/estates/:estateId/my/households/:householdId/requests'],
  async (ctx, input) => {
    const { profile, me } = await mineOf(ctx, input.estateId, input.householdId)
    return askRequest(ctx, profile, { ...input, askedBy: me, channel: 'app', onBehalf: false })
  },
)
