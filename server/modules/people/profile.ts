/**
 * The household's profile: reading it whole, and writing one answer with its consent. Who may do so is the caller's
 * affair: the household itself, its steward, the desk on paper.
 */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { dayEnd, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { actorId } from './accounts.ts'
import { type EntryInput, profileFail } from './contract-profile.ts'
import { maskPhone } from './mask.ts'
import { cleanName } from './names.ts'
import { fieldsOf, termsOf } from './profile-fields.ts'
import {
  type Answered,
  ageOf,
  cleanValue,
  completeness,
  consentRefusal,
  type Field,
  fits,
  type Member,
  needsSeparate,
  type Terms,
} from './profile-rules.ts'
import * as store from './store-profile.ts'

/** One household with what is asked and what was told, opened. */
export interface Profile {
  estateId: string
  home: store.HomeRow
  terms: Terms
  fields: Field[]
  members: Member[]
  entries: (Answered & { row: store.EntryRow })[]
}

const named = (ctx: Ctx) => ('name' in ctx.actor ? ctx.actor.name : '')

/** Opens what stands sealed of one entry; bound to the entry, so that a copied ciphertext opens nowhere else. */
const place = (id: string) => `profile.${id}`

/**
 * Households of an estate that live here now, with members and answers.
 * @param open false leaves every value closed but the birth years, which say who is asked what
 */
export async function profilesOf(
  ctx: Ctx,
  estateId: string,
  where: Parameters<typeof store.liveHomes>[3],
  open = true,
): Promise<Profile[]> {
  const homes = await store.liveHomes(ctx.db, estateId, ctx.now, where)
  if (homes.length === 0) return []
  const ids = homes.map(h => h.id)
  const terms = await termsOf(ctx, estateId)
  const fields = await fieldsOf(ctx, estateId)
  const cipher = await ctx.cipher(estateId)
  const year = localDate(ctx.now, await store.zoneOf(ctx.db, estateId)).year
  const answers = (await store.entries(ctx.db, estateId, ids, ctx.now)).map(row => ({
    field: row.field,
    memberId: row.member_id,
    state: row.state,
    value: row.value && (open || row.field === 'birth_year') ? cipher.open(place(row.id), row.value) : null,
    purposes: row.purposes,
    sensitive: row.sensitive,
    row,
  }))
  const byHome = Map.groupBy(answers, a => a.row.household_id)
  const rows = Map.groupBy(
    await store.profileMembers(ctx.db, estateId, ids, asOf(homes, ctx)),
    m => m.household_id,
  )
  return homes.map(home => {
    const entries = byHome.get(home.id) ?? []
    const members = (rows.get(home.id) ?? []).map((m): Member => {
      const told = entries.find(e => e.field === 'birth_year' && e.memberId === m.id)?.value
      const birthYear = m.birth_year ?? (told ? Number(told) : null)
      return {
        id: m.id,
        registered: m.registered,
        name: m.name ?? (m.name_sealed ? cipher.open(place(m.id), m.name_sealed) : ''),
        relation: m.relation,
        birthYear,
        phone: m.phone_sealed && open ? maskPhone(cipher.open('phone', m.phone_sealed)) : null,
        ...ageOf(birthYear, m.relation, year, terms),
      }
    })
    // what was said of somebody who has left since waits for its wiping and is shown to nobody
    const here = new Set(members.map(m => m.id))
    return {
      estateId,
      home,
      terms,
      fields,
      members,
      entries: entries.filter(e => e.memberId === null || here.has(e.memberId)),
    }
  })
}

/** Whose members a household had: now, or at its last instant where one that moved out is asked for by itself. */
function asOf(homes: readonly store.HomeRow[], ctx: Ctx): Temporal.Instant {
  const until = homes.length === 1 ? homes[0]?.until_at : null
  if (!until || Temporal.Instant.compare(until, ctx.now) > 0) return ctx.now
  return until.subtract({ milliseconds: 1 })
}

/**
 * @param past also one that moved out and has not been wiped yet: for its own requests, and for nothing else
 * @throws core.not_found when no such household lives here now
 */
export async function profileOf(
  ctx: Ctx,
  estateId: string,
  householdId: string,
  past = false,
): Promise<Profile> {
  const where = past ? { ids: [householdId], past: true as const } : { ids: [householdId] }
  const [found] = await profilesOf(ctx, estateId, where)
  if (found === undefined) throw fail('core.not_found')
  return found
}

/** An entry as the contract shows it. */
export function presentEntry(p: Profile, e: Profile['entries'][number], withValue = true) {
  const { row } = e
  return {
    id: row.id,
    field: row.field,
    memberId: row.member_id,
    state: row.state,
    value: withValue ? e.value : null,
    purposes: row.purposes,
    sensitive: row.sensitive,
    givenAt: row.given_at.toString(),
    until: row.until_at.toString(),
    consentBy: p.members.find(m => m.id === row.consent_by)?.name ?? null,
    channel: row.channel,
    enteredBy: row.on_behalf ? row.entered_name : null,
  }
}

/** The file as its household and its steward see it. `keep` leaves entries out. */
export function presentProfile(
  p: Profile,
  more: { me?: string | null; keep?: (e: Profile['entries'][number]) => boolean } = {},
) {
  const { unknown, ...rest } = completeness(p.fields, p.members, p.entries)
  const { defaultMonths, maxMonths } = p.terms
  return {
    householdId: p.home.id,
    unit: p.home.unit,
    kind: p.home.kind,
    since: p.home.from_at.toString(),
    me: more.me ?? null,
    terms: { defaultMonths, maxMonths },
    members: p.members,
    fields: p.fields,
    entries: p.entries.filter(more.keep ?? (() => true)).map(e => presentEntry(p, e)),
    completeness: rest,
    unknown,
  }
}

type Given = z.output<typeof EntryInput>

/** The instant at which an answer ends: the start of the day after its last one, in the estate's zone. @throws profile.until */
async function endOf(ctx: Ctx, p: Profile, untilDay: string | undefined): Promise<Temporal.Instant> {
  const zone = await store.zoneOf(ctx.db, p.estateId)
  const today = localDate(ctx.now, zone)
  const last = untilDay
    ? Temporal.PlainDate.from(untilDay)
    : today.add({ months: Math.min(p.terms.defaultMonths, p.terms.maxMonths) })
  const far = today.add({ months: p.terms.maxMonths })
  if (Temporal.PlainDate.compare(last, today) <= 0 || Temporal.PlainDate.compare(last, far) > 0)
    throw profileFail('profile.until', { params: { months: p.terms.maxMonths } })
  return dayEnd(last, zone)
}

/** The member it is about and the one who consents, as old as this very answer says they are. */
function persons(p: Profile, field: Field, input: Given, byId: string, year: number) {
  const aged = (m: Member | undefined) =>
    m && field.key === 'birth_year' && m.id === input.memberId && input.value
      ? { ...m, ...ageOf(Number(input.value), m.relation, year, p.terms) }
      : m
  const member = input.memberId ? aged(p.members.find(m => m.id === input.memberId)) : undefined
  const by = aged(p.members.find(m => m.id === byId))
  if (by === undefined || (input.memberId && member === undefined)) throw fail('core.not_found')
  if (field.level !== 'household' && member === undefined) throw profileFail('profile.member_needed')
  if (!fits(field, member)) throw profileFail('profile.member_wrong')
  return { member, by }
}

/**
 * Keeps one answer in the place of an earlier one. Nothing is kept whose consent does not carry it (K6).
 * @throws profile.* saying what is missing
 */
export async function giveEntry(
  ctx: Ctx,
  p: Profile,
  input: Given,
  how: { by: string; channel: store.EntryRow['channel']; onBehalf: boolean },
): Promise<{ id: string }> {
  const field = p.fields.find(f => f.key === input.field && !f.off)
  if (field === undefined) throw profileFail('profile.field_unknown')
  const year = localDate(ctx.now, await store.zoneOf(ctx.db, p.estateId)).year
  const { member, by } = persons(p, field, input, how.by, year)
  const given = input.state === 'given'
  const value = given ? cleanValue(field.kind, input.value, year) : null
  if (value === undefined) throw profileFail('profile.value_wrong', { params: { field: field[ctx.lang] } })
  if (given) {
    const code = consentRefusal(field, member, by, input)
    const params = { field: field[ctx.lang], name: member?.name ?? by.name }
    if (code) throw profileFail(code, { params })
  }
  const until = await endOf(ctx, p, input.untilDay)
  await store.lockHome(ctx.db, p.estateId, p.home.id)
  const memberId = member?.id ?? null
  const slot = { householdId: p.home.id, field: field.key, memberId }
  const old = await store.openEntry(ctx.db, p.estateId, slot)
  await store.endEntries(ctx.db, p.estateId, old, 'replaced', named(ctx), ctx.now)
  const id = newId<'profile_entry'>(ctx.now.epochMilliseconds)
  const cipher = await ctx.cipher(p.estateId)
  const sensitive = needsSeparate(field, member)
  const kept = {
    purposes: given ? input.purposes.filter(x => field.purposes.includes(x)) : [],
    sensitive,
    separate: given && input.separate,
    consent_by: by.id,
    channel: how.channel,
    until_at: until,
  }
  await store.insertEntry(ctx.db, p.estateId, {
    id,
    household_id: p.home.id,
    field: field.key,
    member_id: memberId,
    state: input.state,
    value: value === null ? null : cipher.seal(place(id), value),
    ...kept,
    given_at: ctx.now,
    entered_by: actorId(ctx),
    entered_name: named(ctx),
    on_behalf: how.onBehalf,
  })
  await ctx.audit(
    {
      action: given ? 'profile.give' : 'profile.decline',
      subject: 'household',
      subjectId: p.home.id,
      // what was told stands in no audit row, not even sealed: withdrawal must leave nothing of it
      after: { ...slot, ...kept, until_at: until.toString(), replaced: old.length },
    },
    p.estateId,
  )
  return { id }
}

/** Ends one answer and wipes its content in the same transaction. @throws profile.entry_over */
export async function endEntry(
  ctx: Ctx,
  estateId: string,
  householdId: string,
  entry: store.EntryRow | undefined,
  reason: store.EndReason = 'withdrawn',
): Promise<{ ended: number }> {
  if (entry === undefined) throw fail('core.not_found')
  const ended = await store.endEntries(ctx.db, estateId, [entry.id], reason, named(ctx), ctx.now)
  if (ended === 0) throw profileFail('profile.entry_over')
  await ctx.audit(
    {
      action: 'profile.withdraw',
      subject: 'household',
      subjectId: householdId,
      after: { field: entry.field, memberId: entry.member_id, reason },
    },
    estateId,
  )
  return { ended }
}

/** Names a member whom the register does not have. */
export async function nameMember(
  ctx: Ctx,
  p: Profile,
  input: { name: string; relation: string },
): Promise<{ id: string }> {
  const id = newId<'profile_member'>(ctx.now.epochMilliseconds)
  const cipher = await ctx.cipher(p.estateId)
  await store.insertProfileMember(ctx.db, p.estateId, {
    id,
    householdId: p.home.id,
    name: cipher.seal(place(id), cleanName(input.name)),
    relation: input.relation,
    by: actorId(ctx),
    at: ctx.now,
  })
  await ctx.audit(
    {
      action: 'profile.member',
      subject: 'household',
      subjectId: p.home.id,
      after: { memberId: id, relation: input.relation },
    },
    p.estateId,
  )
  return { id }
}

/** Takes a member only the profile knew out of it, with everything about them. */
export async function forgetMember(ctx: Ctx, p: Profile, memberId: string): Promise<{ ended: number }> {
  const gone = await store.endProfileMembers(ctx.db, p.estateId, p.home.id, memberId, ctx.now)
  if (gone === 0) throw fail('core.not_found')
  const ids = p.entries.filter(e => e.memberId === memberId).map(e => e.row.id)
  const ended = await store.endEntries(ctx.db, p.estateId, ids, 'withdrawn', named(ctx), ctx.now)
  await ctx.audit(
    {
      action: 'profile.member_end',
      subject: 'household',
      subjectId: p.home.id,
      after: { memberId, ended },
    },
    p.estateId,
  )
  return { ended }
}

/** A consent of a person that covers the profile is withdrawn as a whole: what it carried is wiped with it (S1-20). */
export async function wipeConsented(
  ctx: Ctx,
  estateId: string,
  personId: string,
  purpose: string,
): Promise<void> {
  if (purpose !== 'health' && purpose !== 'household_profile') return
  const rows = await store.consentedEntries(ctx.db, estateId, personId, purpose === 'health')
  await wipe(ctx, estateId, rows, 'withdrawn')
}

/** Ends and wipes entries of one estate, one audit row for each household. @returns how many */
export async function wipe(
  ctx: Ctx,
  estateId: string,
  rows: readonly { id: string; household_id: string }[],
  reason: store.EndReason,
): Promise<number> {
  let count = 0
  for (const [householdId, group] of Map.groupBy(rows, r => r.household_id)) {
    const ids = group.map(g => g.id)
    const ended = await store.endEntries(ctx.db, estateId, ids, reason, named(ctx), ctx.now)
    if (ended === 0) continue
    count += ended
    await ctx.audit(
      { action: 'profile.wipe', subject: 'household', subjectId: householdId, after: { reason, ended } },
      estateId,
    )
  }
  return count
}

/** How long the same look of the same person stands as one. */
const SAME_LOOK_MINUTES = 30

/** Keeps that somebody looked, for the household to see, and in the audit. */
export async function noteLook(
  ctx: Ctx,
  estateId: string,
  householdId: string,
  how: store.LookRow['how'],
  purpose: string,
  fields: readonly string[],
): Promise<void> {
  const look = { at: ctx.now, name: named(ctx), how, purpose, fields: [...new Set(fields)].sort() }
  const fresh = await store.insertLook(ctx.db, estateId, {
    ...look,
    id: newId<'profile_look'>(ctx.now.epochMilliseconds),
    householdId,
    accountId: actorId(ctx),
    since: ctx.now.subtract({ minutes: SAME_LOOK_MINUTES }),
  })
  if (!fresh) return
  await ctx.audit(
    {
      action: 'profile.look',
      subject: 'household',
      subjectId: householdId,
      after: { how, fields: look.fields },
      reason: purpose,
    },
    estateId,
  )
}
