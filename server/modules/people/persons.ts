/** Persons of an estate: registered once, found by name, phone and number, shown masked; seen in full only for a purpose. */
import { live } from '../../core/access.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL, newId } from '../../core/ids.ts'
import { roles } from '../../core/roles.ts'
import { query, verb } from '../../core/verb.ts'
import { actorId } from './accounts.ts'
import { peopleFail, personApi } from './contract.ts'
import { looksOf } from './find-by.ts'
import { maskIdNumber, maskPhone } from './mask.ts'
import { cleanName, nameKeys } from './names.ts'
import { presentConsent, presentTie, presentVehicle } from './present.ts'
import { sessionsOf } from './sessions.ts'
import { rolesOfPerson } from './store-accounts.ts'
import * as homes from './store-homes.ts'
import * as store from './store-persons.ts'

/** What is written of a person, in clear; null means there is none. */
export interface PersonFacts {
  kind: 'person' | 'company'
  name: string
  phone: string | null
  idNumber: string | null
  birthYear: number | null
  note: string | null
}

const MOBILE = /^1[3-9]\d{9}$/

/** The searchable and sealed columns of a person. The number's own digits give the birth year where nobody wrote one. */
export async function sealedPerson(
  ctx: Ctx,
  estateId: string,
  id: string,
  f: PersonFacts,
): Promise<store.PersonWrite> {
  const cipher = await ctx.cipher(estateId)
  const name = cleanName(f.name)
  const birth = f.idNumber && /^\d{17}[\dX]$/.test(f.idNumber) ? Number(f.idNumber.slice(6, 10)) : null
  return {
    id,
    kind: f.kind,
    name,
    ...nameKeys(name),
    phone_sealed: f.phone ? cipher.seal('phone', f.phone) : null,
    phone_blind: f.phone ? cipher.blind('phone', f.phone) : null,
    phone_tail: f.phone ? cipher.blind('phone_tail', f.phone.slice(-4)) : null,
    id_sealed: f.idNumber ? cipher.seal('id', f.idNumber) : null,
    id_blind: f.idNumber ? cipher.blind('id', f.idNumber) : null,
    birth_year: f.birthYear ?? birth,
    note: f.note,
  }
}

/** The blind index by which a phone's holder is known over all estates, for signing in; only mobiles can. */
export async function signInBlind(ctx: Ctx, phone: string | null): Promise<Buffer | null> {
  return phone && MOBILE.test(phone) ? (await ctx.cipher(NIL)).blind('phone', phone) : null
}

/** Opens what stands sealed. */
export async function openedPerson(
  ctx: Ctx,
  estateId: string,
  p: Pick<store.PersonRow, 'phone_sealed' | 'id_sealed'>,
): Promise<{ phone: string | null; idNumber: string | null }> {
  const cipher = await ctx.cipher(estateId)
  return {
    phone: p.phone_sealed ? cipher.open('phone', p.phone_sealed) : null,
    idNumber: p.id_sealed ? cipher.open('id', p.id_sealed) : null,
  }
}

/** Persons as lists show them: masked, with their rooms. */
export async function presentPersons(
  ctx: Ctx,
  estateId: string,
  rows: readonly store.PersonRow[],
  ties: readonly store.TieRow[],
) {
  const out = []
  for (const p of rows) {
    const { phone, idNumber } = await openedPerson(ctx, estateId, p)
    out.push({
      id: p.id,
      kind: p.kind,
      name: p.name,
      phone: phone && maskPhone(phone),
      idNumber: idNumber && maskIdNumber(idNumber),
      version: p.version,
      enteredBy: p.entered_by ?? null,
      units: ties
        .filter(t => t.person_id === p.id)
        .map(t => ({ unitId: t.unit_id, unit: t.unit, tie: t.tie, live: presentTie(ctx, t).live })),
    })
  }
  return out
}

/** @throws core.not_found outside the caller's reach */
export async function personInReach(
  ctx: Ctx,
  permission: 'person.read' | 'person.write' | 'person.reveal' | 'consent.write',
  estateId: string,
  personId: string,
): Promise<store.PersonRow> {
  const [found] = await store.personsByIds(ctx.db, estateId, ctx.reach(permission, estateId), [personId])
  if (found === undefined) throw fail('core.not_found')
  return found
}

async function presentOne(ctx: Ctx, estateId: string, personId: string) {
  const reach = ctx.reach('person.read', estateId)
  const [row] = await store.personsByIds(ctx.db, estateId, 'estate', [personId])
  if (row === undefined) throw fail('core.not_found')
  const ties = await store.ties(ctx.db, estateId, reach, { personIds: [personId] })
  const [person] = await presentPersons(ctx, estateId, [row], ties)
  if (person === undefined) throw fail('core.not_found')
  const cars = await homes.vehicles(ctx.db, estateId, 'estate', {
    personIds: [personId],
    state: 'all',
    offset: 0,
    limit: 100,
  })
  const consents = await homes.consents(ctx.db, estateId, { personIds: [personId] })
  return {
    ...person,
    birthYear: row.birth_year,
    note: row.note,
    ties: ties.map(t => presentTie(ctx, t)),
    vehicles: cars.rows.map(presentVehicle),
    consents: consents.map(c => presentConsent(ctx, c)),
    roles: await accountRoles(ctx, estateId, personId),
  }
}

/** What the account with this person's number does here as an employee; nothing of other estates is told. */
async function accountRoles(ctx: Ctx, estateId: string, personId: string) {
  const held = await rolesOfPerson(ctx.db, estateId, personId)
  return held.map(r => ({
    role: roles[r.role][ctx.lang],
    place: r.target_name,
    from: r.from_at.toString(),
    until: r.until_at?.toString() ?? null,
    live: live({ from: r.from_at, until: r.until_at }, ctx.now),
  }))
}

export const listPersons = query(
  'people.persons',
  personApi['GET /api/estates/:estateId/persons'],
  async (ctx, input) => {
    const reach = ctx.reach('person.read', input.estateId)
    const how = input.q ? { asked: true, ...(await looksOf(ctx, input.estateId, input.q)) } : { asked: false }
    const { rows, total } = await store.persons(ctx.db, input.estateId, reach, ctx.now, { ...input, ...how })
    const ties = await store.ties(ctx.db, input.estateId, reach, { personIds: rows.map(r => r.id) })
    return { items: await presentPersons(ctx, input.estateId, rows, ties), total }
  },
)

export const getPerson = query(
  'people.person',
  personApi['GET /api/estates/:estateId/persons/:personId'],
  async (ctx, input) => {
    await personInReach(ctx, 'person.read', input.estateId, input.personId)
    return presentOne(ctx, input.estateId, input.personId)
  },
)

/** Writes a new person with its claim on the phone number. @throws people.person_exists */
export async function writePerson(ctx: Ctx, estateId: string, facts: PersonFacts): Promise<string> {
  const id = newId<'person'>(ctx.now.epochMilliseconds)
  const row = await sealedPerson(ctx, estateId, id, facts)
  const blind = await signInBlind(ctx, facts.phone)
  if (blind) await store.claimPhone(ctx.db, estateId, id, blind)
  try {
    await store.insertPerson(ctx.db, estateId, row, actorId(ctx), ctx.now)
  } catch (error) {
    if (isUniqueViolation(error, 'person_id_number_key'))
      throw peopleFail('people.person_exists', { params: { name: row.name } })
    throw error
  }
  return id
}

/** Registers a person. The same ID number is the same person; the same name and phone is asked about first. */
export const createPerson = verb(
  'people.create_person',
  personApi['POST /api/estates/:estateId/persons'],
  async (ctx, input) => {
    const { estateId } = input
    const facts = {
      ...input,
      phone: input.phone ?? null,
      idNumber: input.idNumber ?? null,
      birthYear: input.birthYear ?? null,
      note: input.note ?? null,
    }
    const before = await store.alike(ctx.db, estateId, await sealedPerson(ctx, estateId, NIL, facts))
    if (before?.sameId)
      throw peopleFail('people.person_exists', { params: { name: before.name, personId: before.id } })
    if (before && !input.evenIfAlike)
      throw peopleFail('people.person_alike', { params: { name: before.name, personId: before.id } })
    const id = await writePerson(ctx, estateId, facts)
    await ctx.audit(
      {
        action: 'person.create',
        subject: 'person',
        subjectId: id,
        after: { kind: facts.kind },
        sensitive: known({ name: facts.name, phone: facts.phone, idNumber: facts.idNumber }),
      },
      estateId,
    )
    ctx.afterCommit(() => sessionsOf(ctx.house).forget())
    return presentOne(ctx, estateId, id)
  },
)

function known(values: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null),
  )
}

/** Changes a person; what is left out stays, null removes it. A new phone number moves the right to sign in. */
export const editPerson = verb(
  'people.edit_person',
  personApi['PUT /api/estates/:estateId/persons/:personId'],
  async (ctx, input) => {
    const { estateId, personId } = input
    await personInReach(ctx, 'person.write', estateId, personId)
    const old = await store.personWrite(ctx.db, estateId, personId)
    if (old === undefined) throw fail('core.not_found')
    const opened = await openedPerson(ctx, estateId, old)
    const facts: PersonFacts = {
      kind: input.kind ?? (old.kind === 'company' ? 'company' : 'person'),
      name: input.name ?? old.name,
      phone: input.phone === undefined ? opened.phone : input.phone,
      idNumber: input.idNumber === undefined ? opened.idNumber : input.idNumber,
      birthYear: input.birthYear === undefined ? old.birth_year : input.birthYear,
      note: input.note === undefined ? old.note : input.note,
    }
    if (facts.phone !== opened.phone)
      await store.claimPhone(ctx.db, estateId, personId, await signInBlind(ctx, facts.phone))
    const row = await sealedPerson(ctx, estateId, personId, facts)
    try {
      if (!(await store.updatePerson(ctx.db, estateId, input.version, row, ctx.now))) throw fail('core.stale')
    } catch (error) {
      if (isUniqueViolation(error, 'person_id_number_key'))
        throw peopleFail('people.person_exists', { params: { name: row.name } })
      throw error
    }
    await ctx.audit(
      {
        action: 'person.edit',
        subject: 'person',
        subjectId: personId,
        after: { changed: changedFields({ ...opened, ...old }, facts) },
        sensitive: known({
          nameBefore: old.name,
          nameAfter: row.name,
          phoneBefore: opened.phone,
          phoneAfter: facts.phone,
          idBefore: opened.idNumber,
          idAfter: facts.idNumber,
        }),
      },
      estateId,
    )
    ctx.afterCommit(() => sessionsOf(ctx.house).forget())
    return presentOne(ctx, estateId, personId)
  },
)

function changedFields(
  old: {
    name: string
    phone: string | null
    idNumber: string | null
    birth_year: number | null
    note: string | null
  },
  next: PersonFacts,
): string[] {
  const pairs: [string, unknown, unknown][] = [
    ['name', old.name, next.name],
    ['phone', old.phone, next.phone],
    ['idNumber', old.idNumber, next.idNumber],
    ['birthYear', old.birth_year, next.birthYear],
    ['note', old.note, next.note],
  ]
  return pairs.filter(([, before, after]) => before !== after).map(([field]) => field)
}

/** Shows one sensitive value in full. The purpose and the looker stand in the audit, and the person can read them. */
export const revealPerson = verb(
  'people.reveal',
  personApi['POST /api/estates/:estateId/persons/:personId/reveal'],
  async (ctx, input) => {
    const row = await personInReach(ctx, 'person.reveal', input.estateId, input.personId)
    const value = (await openedPerson(ctx, input.estateId, row))[input.field]
    if (value === null) throw peopleFail('people.nothing_to_reveal')
    await ctx.audit(
      {
        action: 'person.reveal',
        subject: 'person',
        subjectId: row.id,
        after: { field: input.field },
        reason: input.purpose,
      },
      input.estateId,
    )
    return { value }
  },
)
