/** Who owns a unit and who lives in it (S7-09); moving out ends rights at once and keeps the history (SX-14). */
import { Temporal } from 'temporal-polyfill'
import type { Permission } from '../../core/access.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { actorId } from './accounts.ts'
import { homeApi, peopleFail } from './contract.ts'
import { carsLeave, carsLeaveAt } from './leaving.ts'
import { personInReach, presentPersons } from './persons.ts'
import { presentConsent, presentTie, presentVehicle } from './present.ts'
import { compareToWhole } from './rules.ts'
import { sessionsOf } from './sessions.ts'
import * as store from './store-homes.ts'
import { personsByIds, type TieRow, ties } from './store-persons.ts'

/** @throws core.not_found outside the caller's reach */
async function unitInReach(
  ctx: Ctx,
  permission: Permission,
  estateId: string,
  unitId: string,
): Promise<store.UnitHead> {
  const reach = ctx.reach(permission, estateId)
  const unit = await store.unitHead(ctx.db, estateId, reach, unitId, ctx.db.isTransaction)
  if (unit === undefined) throw fail('core.not_found')
  return unit
}

/** A tie within the caller's reach. */
async function tieInReach(ctx: Ctx, estateId: string, tieId: string, kind: 'owner' | 'member') {
  const [tie] = await ties(ctx.db, estateId, ctx.reach('person.write', estateId), { tieId })
  if (tie === undefined || (tie.tie === 'owner') !== (kind === 'owner')) throw fail('core.not_found')
  return tie
}

/** The rights of residents follow these rows: every cached session reads them anew. */
function rightsChanged(ctx: Ctx): void {
  ctx.afterCommit(() => sessionsOf(ctx.house).forget())
}

/** The owner card of ui-conventions E2: one unit with everybody and everything registered there. */
export const unitCard = query(
  'people.card',
  homeApi['GET /api/estates/:estateId/units/:unitId/card'],
  async (ctx, input) => {
    const { estateId, unitId } = input
    const unit = await unitInReach(ctx, 'person.read', estateId, unitId)
    const rows = await ties(ctx.db, estateId, 'estate', { unitIds: [unitId] })
    const all = rows.map(t => ({ row: t, shown: presentTie(ctx, t) }))
    const open = all.filter(t => t.row.until_at === null || t.shown.live)
    const personIds = [...new Set(open.map(t => t.row.person_id))]
    const persons = await personsByIds(ctx.db, estateId, 'estate', personIds)
    const homes = await store.households(ctx.db, estateId, { unitId })
    const cars = await store.vehicles(ctx.db, estateId, 'estate', {
      unitIds: [unitId],
      state: 'live',
      offset: 0,
      limit: 100,
    })
    const consents = await store.consents(ctx.db, estateId, { personIds })
    const owners = open.filter(t => t.row.tie === 'owner')
    return {
      unit,
      owners: owners.map(t => t.shown),
      sharesWhole: compareToWhole(owners.map(t => shareOf(t.row))) === 0,
      households: homes
        .filter(h => h.until_at === null || h.until_at.epochMilliseconds > ctx.now.epochMilliseconds)
        .map(h => ({
          id: h.id,
          kind: h.kind,
          from: h.from_at.toString(),
          until: h.until_at?.toString() ?? null,
          members: open.filter(t => t.row.household_id === h.id).map(t => t.shown),
        })),
      persons: await presentPersons(
        ctx,
        estateId,
        persons,
        open.map(t => t.row),
      ),
      vehicles: cars.rows.map(presentVehicle),
      consents: consents.map(c => presentConsent(ctx, c)),
      past: all.filter(t => !open.includes(t)).map(t => t.shown),
    }
  },
)

function shareOf(t: TieRow): { part: number; whole: number } {
  return { part: t.share_part ?? 0, whole: t.share_whole ?? 1 }
}

/**
 * Writes owners of a unit that the caller already holds.
 * @throws people.shares_over, people.tie_there
 */
export async function writeOwners(
  ctx: Ctx,
  estateId: string,
  unitId: string,
  owners: readonly { personId: string; share: { part: number; whole: number } }[],
  from: Temporal.Instant,
): Promise<string[]> {
  const before = (await ties(ctx.db, estateId, 'estate', { unitIds: [unitId] })).filter(
    t => t.tie === 'owner' && t.until_at === null,
  )
  const twice = before.find(t => owners.some(o => o.personId === t.person_id))
  if (twice) throw peopleFail('people.tie_there', { params: { name: twice.person } })
  if (compareToWhole([...before.map(shareOf), ...owners.map(o => o.share)]) > 0)
    throw peopleFail('people.shares_over')
  const made: string[] = []
  for (const { personId, share } of owners) {
    const id = newId<'ownership'>(ctx.now.epochMilliseconds)
    await store.insertOwnership(ctx.db, estateId, {
      id,
      unitId,
      personId,
      ...share,
      from,
      by: actorId(ctx),
      at: ctx.now,
    })
    made.push(id)
  }
  return made
}

/** Registers owners; a sale ends the earlier owners at the instant at which the new ones begin. */
export const addOwners = verb(
  'people.add_owners',
  homeApi['POST /api/estates/:estateId/units/:unitId/owners'],
  async (ctx, input) => {
    const { estateId, unitId } = input
    await unitInReach(ctx, 'person.write', estateId, unitId)
    const ids = [...new Set(input.owners.map(o => o.personId))]
    const persons = await personsByIds(ctx.db, estateId, 'estate', ids)
    if (persons.length !== ids.length || ids.length !== input.owners.length) throw fail('core.not_found')
    const from = input.from ? Temporal.Instant.from(input.from) : ctx.now
    const old = (await ties(ctx.db, estateId, 'estate', { unitIds: [unitId] })).filter(
      t => t.tie === 'owner' && t.until_at === null,
    )
    if (input.sale)
      for (const t of old) await store.endOwnership(ctx.db, estateId, t.id, from, input.reason ?? 'sale')
    const sellerLeaves = input.sale && input.sellerLeaves
    const left = sellerLeaves ? await ownHouseholdsLeave(ctx, estateId, unitId, from) : []
    const made = await writeOwners(ctx, estateId, unitId, input.owners, from)
    await ctx.audit(
      {
        action: input.sale ? 'unit.sale' : 'unit.add_owners',
        subject: 'unit',
        subjectId: unitId,
        before: input.sale ? { owners: old.map(t => t.person_id) } : undefined,
        after: { owners: input.owners, from: from.toString(), sellerLeaves },
        reason: input.reason,
      },
      estateId,
    )
    if (input.sale) {
      const personIds = [...old.map(t => t.person_id), ...left]
      await carsLeaveAt(
        ctx,
        estateId,
        { unitId, personIds, unnamed: sellerLeaves },
        from,
        input.reason ?? 'sale',
      )
    }
    rightsChanged(ctx)
    const rows = await ties(ctx.db, estateId, 'estate', { unitIds: [unitId] })
    return { items: rows.filter(t => made.includes(t.id)).map(t => presentTie(ctx, t)) }
  },
)

/**
 * The seller's household leaves at the instant of the sale; who rents stays, a sale does not break a lease.
 * @returns who left
 */
async function ownHouseholdsLeave(ctx: Ctx, estateId: string, unitId: string, at: Temporal.Instant) {
  const left: string[] = []
  for (const home of await store.households(ctx.db, estateId, { unitId }, true)) {
    if (home.kind !== 'own' || home.until_at !== null) continue
    await store.endHousehold(ctx.db, estateId, home.id, at, 'sale')
    await store.endMembers(ctx.db, estateId, { householdId: home.id }, at, 'sale')
    left.push(...(await membersOf(ctx, estateId, home.id)))
  }
  return left
}

const membersOf = async (ctx: Ctx, estateId: string, householdId: string): Promise<string[]> =>
  (await ties(ctx.db, estateId, 'estate', { householdId })).map(t => t.person_id)

async function shownTie(ctx: Ctx, estateId: string, tieId: string) {
  const [tie] = await ties(ctx.db, estateId, 'estate', { tieId })
  if (tie === undefined) throw fail('core.not_found')
  return presentTie(ctx, tie)
}

export const endOwner = verb(
  'people.end_owner',
  homeApi['POST /api/estates/:estateId/ownerships/:tieId/end'],
  async (ctx, input) => {
    const tie = await tieInReach(ctx, input.estateId, input.tieId, 'owner')
    if (!(await store.endOwnership(ctx.db, input.estateId, tie.id, ctx.now, input.reason ?? null)))
      throw peopleFail('people.tie_over')
    await ctx.audit(
      {
        action: 'unit.end_owner',
        subject: 'unit',
        subjectId: tie.unit_id,
        before: { personId: tie.person_id },
        reason: input.reason,
      },
      input.estateId,
    )
    const who = { unitId: tie.unit_id, personIds: [tie.person_id], unnamed: false }
    await carsLeave(ctx, input.estateId, who, input.reason ?? gone(ctx))
    rightsChanged(ctx)
    return shownTie(ctx, input.estateId, tie.id)
  },
)

const gone = (ctx: Ctx) => (ctx.lang === 'zh' ? '已迁出' : 'moved out')

interface NewMember {
  personId: string
  relation: string
  contact: boolean
}

/** Writes one member of a household that the caller already holds. @throws people.tie_there */
export async function writeMember(
  ctx: Ctx,
  estateId: string,
  householdId: string,
  m: NewMember,
  from: Temporal.Instant,
): Promise<string> {
  const id = newId<'household_member'>(ctx.now.epochMilliseconds)
  const row = { id, householdId, ...m, from, by: actorId(ctx), at: ctx.now }
  try {
    await store.insertMember(ctx.db, estateId, row)
  } catch (error) {
    if (!isUniqueViolation(error, 'household_member_open_key')) throw error
    throw peopleFail('people.tie_there', { params: { name: '' } })
  }
  return id
}

/** A household moves in. A unit may have several: rooms are let one by one. */
export const addHousehold = verb(
  'people.add_household',
  homeApi['POST /api/estates/:estateId/units/:unitId/households'],
  async (ctx, input) => {
    const { estateId, unitId } = input
    await unitInReach(ctx, 'person.write', estateId, unitId)
    const ids = [...new Set(input.members.map(m => m.personId))]
    if ((await personsByIds(ctx.db, estateId, 'estate', ids)).length !== ids.length)
      throw fail('core.not_found')
    const from = input.from ? Temporal.Instant.from(input.from) : ctx.now
    const id = newId<'household'>(ctx.now.epochMilliseconds)
    const row = { id, unitId, kind: input.kind, from, by: actorId(ctx), at: ctx.now }
    await store.insertHousehold(ctx.db, estateId, row)
    for (const m of input.members) await writeMember(ctx, estateId, id, m, from)
    await ctx.audit(
      {
        action: 'household.move_in',
        subject: 'household',
        subjectId: id,
        after: { unitId, kind: input.kind, members: input.members, from: from.toString() },
      },
      estateId,
    )
    rightsChanged(ctx)
    const rows = await ties(ctx.db, estateId, 'estate', { householdId: id })
    return { id, items: rows.map(t => presentTie(ctx, t)) }
  },
)

/** A household held for a change, within reach of the caller. */
async function householdInReach(ctx: Ctx, estateId: string, id: string): Promise<store.HouseholdRow> {
  const [found] = await store.households(ctx.db, estateId, { id }, true)
  if (found === undefined) throw fail('core.not_found')
  await unitInReach(ctx, 'person.write', estateId, found.unit_id)
  return found
}

export const addMember = verb(
  'people.add_member',
  homeApi['POST /api/estates/:estateId/households/:householdId/members'],
  async (ctx, input) => {
    const { estateId } = input
    const household = await householdInReach(ctx, estateId, input.householdId)
    if (household.until_at !== null) throw peopleFail('people.tie_over')
    if (ctx.reach('person.write', estateId) === 'estate')
      await personInReach(ctx, 'person.write', estateId, input.personId)
    else if ((await personsByIds(ctx.db, estateId, 'estate', [input.personId])).length === 0)
      throw fail('core.not_found')
    const id = await writeMember(ctx, estateId, household.id, input, ctx.now)
    await ctx.audit(
      {
        action: 'household.add_member',
        subject: 'household',
        subjectId: household.id,
        after: { personId: input.personId, relation: input.relation },
      },
      estateId,
    )
    rightsChanged(ctx)
    return shownTie(ctx, estateId, id)
  },
)

/** A household moves out: what its members could do as residents ends with this transaction (SX-14). */
export const endHousehold = verb(
  'people.end_household',
  homeApi['POST /api/estates/:estateId/households/:householdId/end'],
  async (ctx, input) => {
    const household = await householdInReach(ctx, input.estateId, input.householdId)
    const reason = input.reason ?? null
    if (!(await store.endHousehold(ctx.db, input.estateId, household.id, ctx.now, reason)))
      throw peopleFail('people.tie_over')
    const ended = await store.endMembers(
      ctx.db,
      input.estateId,
      { householdId: household.id },
      ctx.now,
      reason,
    )
    await ctx.audit(
      {
        action: 'household.move_out',
        subject: 'household',
        subjectId: household.id,
        after: { unitId: household.unit_id, ended },
        reason: input.reason,
      },
      input.estateId,
    )
    const who = {
      unitId: household.unit_id,
      personIds: await membersOf(ctx, input.estateId, household.id),
      unnamed: household.kind === 'own',
    }
    await carsLeave(ctx, input.estateId, who, input.reason ?? gone(ctx))
    rightsChanged(ctx)
    return { ended }
  },
)

export const endMember = verb(
  'people.end_member',
  homeApi['POST /api/estates/:estateId/household-members/:tieId/end'],
  async (ctx, input) => {
    const tie = await tieInReach(ctx, input.estateId, input.tieId, 'member')
    const where = { householdId: tie.household_id ?? '', id: tie.id }
    if ((await store.endMembers(ctx.db, input.estateId, where, ctx.now, input.reason ?? null)) === 0)
      throw peopleFail('people.tie_over')
    await ctx.audit(
      {
        action: 'household.end_member',
        subject: 'household',
        subjectId: where.householdId,
        before: { personId: tie.person_id },
        reason: input.reason,
      },
      input.estateId,
    )
    const who = { unitId: tie.unit_id, personIds: [tie.person_id], unnamed: false }
    await carsLeave(ctx, input.estateId, who, input.reason ?? gone(ctx))
    rightsChanged(ctx)
    return shownTie(ctx, input.estateId, tie.id)
  },
)
