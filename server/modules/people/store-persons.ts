/** SQL of persons and what ties them to units. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Reach } from '../../core/access.ts'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export type TieKind = 'owner' | 'resident' | 'lessee'
export type Relation =
  | 'self'
  | 'spouse'
  | 'child'
  | 'parent'
  | 'relative'
  | 'carer'
  | 'flatmate'
  | 'employee'
  | 'other'

export interface PersonRow {
  id: string
  kind: 'person' | 'company'
  name: string
  phone_sealed: Buffer | null
  id_sealed: Buffer | null
  birth_year: number | null
  note: string | null
  version: number
  /** Where it was asked for: the employee who entered the person. */
  entered_by?: string | null
}

/** A person's searchable and sealed columns as they are written. */
export interface PersonWrite {
  id: string
  kind: string
  name: string
  pinyin: string
  initials: string
  phone_sealed: Buffer | null
  phone_blind: Buffer | null
  phone_tail: Buffer | null
  id_sealed: Buffer | null
  id_blind: Buffer | null
  birth_year: number | null
  note: string | null
}

export const personColumns = sql`p.id, p.kind, p.name, p.phone_sealed, p.id_sealed, p.birth_year, p.note, p.version`

/** Both kinds of tie of one estate in one shape: ownerships, and members of households. */
export function tiesOf(estateId: string) {
  return sql`(SELECT o.estate_id, o.id, 'owner' AS tie, o.unit_id, o.person_id, NULL::uuid AS household_id, NULL::text AS relation,
      o.share_part, o.share_whole, false AS contact, o.from_at, o.until_at, o.end_reason, o.made_by FROM ownership o WHERE o.estate_id = ${estateId}
    UNION ALL SELECT m.estate_id, m.id, CASE h.kind WHEN 'lease' THEN 'lessee' ELSE 'resident' END, h.unit_id, m.person_id, m.household_id, m.relation,
      NULL, NULL, m.contact, m.from_at, m.until_at, m.end_reason, m.made_by
    FROM household_member m JOIN household h ON h.estate_id = ${estateId} AND h.id = m.household_id WHERE m.estate_id = ${estateId})`
}

/** A tie `t` lies within what a role reaches; `u` is its unit. */
export function unitReached(reach: Reach) {
  if (reach === 'estate') return sql<SqlBool>`TRUE`
  return sql<SqlBool>`(u.building_id = ANY(${reach.buildings}::uuid[]) OR u.id = ANY(${reach.units}::uuid[]))`
}

export function liveAt(now: Instant) {
  return sql<SqlBool>`(t.from_at <= ${now} AND (t.until_at IS NULL OR t.until_at > ${now}))`
}

export interface TieRow {
  id: string
  tie: TieKind
  unit_id: string
  unit: string
  person_id: string
  person: string
  household_id: string | null
  relation: Relation | null
  share_part: number | null
  share_whole: number | null
  contact: boolean
  from_at: Instant
  until_at: Instant | null
  end_reason: string | null
  entered_by: string | null
}

/** The employee whose account wrote a row, by name; nothing for the program itself and its imports. */
export const enteredBy = (column: string) =>
  sql<string | null>`(SELECT a.name FROM account a WHERE a.id::text = ${sql.ref(column)})`

/** Ties of persons or of units, those that hold first. */
export async function ties(
  db: Db,
  estateId: string,
  reach: Reach,
  where: { personIds?: readonly string[]; unitIds?: readonly string[]; tieId?: string; householdId?: string },
): Promise<TieRow[]> {
  // only what is asked stands in the text: a condition that may be absent would keep both indexes from being used
  const asked = [sql`TRUE`]
  if (where.personIds) asked.push(sql`t.person_id = ANY(${where.personIds}::uuid[])`)
  if (where.unitIds) asked.push(sql`t.unit_id = ANY(${where.unitIds}::uuid[])`)
  if (where.tieId) asked.push(sql`t.id = ${where.tieId}::uuid`)
  if (where.householdId) asked.push(sql`t.household_id = ${where.householdId}::uuid`)
  const found =
    await sql<TieRow>`SELECT t.id, t.tie, t.unit_id, u.label AS unit, t.person_id, p.name AS person, t.household_id, t.relation,
      t.share_part, t.share_whole, t.contact, t.from_at, t.until_at, t.end_reason, ${enteredBy('t.made_by')} AS entered_by
    FROM ${tiesOf(estateId)} t JOIN unit u ON u.estate_id = ${estateId} AND u.id = t.unit_id
    JOIN person p ON p.estate_id = ${estateId} AND p.id = t.person_id
    WHERE ${unitReached(reach)} AND ${sql.join(asked, sql` AND `)}
    ORDER BY u.sort, (t.until_at IS NULL) DESC, t.tie, t.from_at, t.id`.execute(db)
  return found.rows
}

/**
 * Persons by id within a role's reach. One who has no tie at all is reached by who reaches the estate; one whose ties
 * lie elsewhere is not found by who reaches single buildings or units.
 */
export async function personsByIds(
  db: Db,
  estateId: string,
  reach: Reach,
  ids: readonly string[],
  lock = false,
): Promise<PersonRow[]> {
  const near =
    reach === 'estate'
      ? sql<SqlBool>`TRUE`
      : sql<SqlBool>`EXISTS (SELECT 1 FROM ${tiesOf(estateId)} t JOIN unit u ON u.estate_id = ${estateId} AND u.id = t.unit_id
          WHERE t.person_id = p.id AND ${unitReached(reach)})`
  const found =
    await sql<PersonRow>`SELECT ${personColumns}, ${enteredBy('p.made_by')} AS entered_by FROM person p
      WHERE p.estate_id = ${estateId} AND p.id = ANY(${ids}::uuid[]) AND ${near}
      ORDER BY p.name, p.id ${lock ? sql`FOR UPDATE` : sql``}`.execute(db)
  return found.rows
}

export interface PersonFilter {
  /** Whether there is a text at all; it is then tried as every one of the values below that is set. */
  asked: boolean
  name?: string | undefined
  latin?: string | undefined
  room?: string | undefined
  phone?: Buffer | undefined
  tail?: Buffer | undefined
  idNumber?: Buffer | undefined
  tie?: TieKind | undefined
  state: 'live' | 'past' | 'all'
  buildingId?: string | undefined
  missing?: 'phone' | 'idNumber' | undefined
  sort: 'name' | '-name' | 'room'
  offset: number
  limit: number
}

/** Only what is set stands in the text, so that an exact value is found by its index. */
function matching(f: PersonFilter) {
  if (!f.asked) return sql<SqlBool>`TRUE`
  const any: RawBuilder<SqlBool>[] = []
  if (f.name !== undefined) any.push(sql`position(${f.name}::text IN p.name) > 0`)
  if (f.latin !== undefined)
    any.push(sql`p.pinyin LIKE ${`${f.latin}%`}::text`, sql`p.initials LIKE ${`${f.latin}%`}::text`)
  if (f.phone) any.push(sql`p.phone_blind = ${f.phone}::bytea`)
  if (f.tail) any.push(sql`p.phone_tail = ${f.tail}::bytea`)
  if (f.idNumber) any.push(sql`p.id_blind = ${f.idNumber}::bytea`)
  if (f.room !== undefined)
    any.push(sql`EXISTS (SELECT 1 FROM unnest(x.rooms) r WHERE starts_with(r, ${f.room}::text))`)
  return any.length === 0 ? sql<SqlBool>`FALSE` : sql<SqlBool>`(${sql.join(any, sql` OR `)})`
}

/** The one box (E2): by the person's own columns alone; the ties of a few found ones are looked at, not those of all. */
function byPerson(estateId: string, reach: Reach, f: PersonFilter) {
  const near =
    reach === 'estate'
      ? sql<SqlBool>`TRUE`
      : sql<SqlBool>`EXISTS (SELECT 1 FROM ${tiesOf(estateId)} t JOIN unit u ON u.estate_id = ${estateId} AND u.id = t.unit_id
          WHERE t.person_id = p.id AND ${unitReached(reach)})`
  return sql`person p WHERE p.estate_id = ${estateId} AND ${matching(f)} AND ${near}`
}

/** Persons with a tie of the wanted kind and state within reach (or with none at all, for `all`). */
export async function persons(
  db: Db,
  estateId: string,
  reach: Reach,
  now: Instant,
  f: PersonFilter,
): Promise<{ rows: PersonRow[]; total: number }> {
  const wanted = sql<SqlBool>`${unitReached(reach)} AND (${f.tie ?? null}::text IS NULL OR t.tie = ${f.tie ?? ''})
    AND (${f.buildingId ?? null}::uuid IS NULL OR u.building_id = ${f.buildingId ?? null}::uuid)`
  const loose = reach === 'estate' && f.tie === undefined && f.buildingId === undefined
  const state =
    f.state === 'all'
      ? sql<SqlBool>`TRUE`
      : f.state === 'live'
        ? sql<SqlBool>`x.live`
        : sql<SqlBool>`x.live IS NOT TRUE`
  const order =
    f.sort === 'room'
      ? sql`x.room NULLS LAST, p.pinyin, p.id`
      : f.sort === 'name'
        ? sql`p.pinyin, p.id`
        : sql`p.pinyin DESC, p.id`
  const whole = sql`person p LEFT JOIN (SELECT t.person_id, bool_or(${liveAt(now)}) AS live, min(u.sort) AS room, array_agg(DISTINCT u.label) AS rooms
      FROM ${tiesOf(estateId)} t JOIN unit u ON u.estate_id = ${estateId} AND u.id = t.unit_id WHERE ${wanted} GROUP BY t.person_id) x ON x.person_id = p.id
    WHERE p.estate_id = ${estateId} AND ${state} AND (x.person_id IS NOT NULL OR ${loose && f.state !== 'live'}) AND ${matching(f)}
      AND (${f.missing ?? null}::text IS NULL OR (CASE ${f.missing ?? ''} WHEN 'phone' THEN p.phone_sealed ELSE p.id_sealed END) IS NULL)`
  const direct =
    f.asked &&
    f.state === 'all' &&
    f.room === undefined &&
    f.sort !== 'room' &&
    !f.tie &&
    !f.buildingId &&
    !f.missing
  const from = direct ? byPerson(estateId, reach, f) : whole
  const counted = await sql<{ total: number }>`SELECT count(*) AS total FROM ${from}`.execute(db)
  const found =
    await sql<PersonRow>`SELECT ${personColumns}, ${enteredBy('p.made_by')} AS entered_by FROM ${from} ORDER BY ${order} OFFSET ${f.offset} LIMIT ${f.limit}`.execute(
      db,
    )
  return { rows: found.rows, total: counted.rows[0]?.total ?? 0 }
}

/** One person by an exact blind index, and by name and phone: what a new file would repeat. */
export async function alike(
  db: Db,
  estateId: string,
  w: { name: string; id_blind: Buffer | null; phone_blind: Buffer | null },
): Promise<{ id: string; name: string; sameId: boolean } | undefined> {
  const found = await sql<{
    id: string
    name: string
    sameId: boolean
  }>`SELECT id, name, coalesce(id_blind = ${w.id_blind}, false) AS "sameId" FROM person
    WHERE estate_id = ${estateId} AND (id_blind = ${w.id_blind} OR (name = ${w.name} AND phone_blind = ${w.phone_blind}))
    ORDER BY "sameId" DESC LIMIT 1`.execute(db)
  return found.rows[0]
}

export async function insertPerson(
  db: Db,
  estateId: string,
  p: PersonWrite,
  by: string,
  now: Instant,
): Promise<void> {
  await sql`INSERT INTO person (estate_id, id, kind, name, pinyin, initials, phone_sealed, phone_blind, phone_tail, id_sealed, id_blind, birth_year, note, made_by, made_at, changed_at)
    VALUES (${estateId}, ${p.id}, ${p.kind}, ${p.name}, ${p.pinyin}, ${p.initials}, ${p.phone_sealed}, ${p.phone_blind}, ${p.phone_tail},
      ${p.id_sealed}, ${p.id_blind}, ${p.birth_year}, ${p.note}, ${by}, ${now}, ${now})`.execute(db)
}

/** @returns false when somebody changed it meanwhile */
export async function updatePerson(
  db: Db,
  estateId: string,
  version: number,
  p: PersonWrite,
  now: Instant,
): Promise<boolean> {
  const done =
    await sql`UPDATE person SET kind = ${p.kind}, name = ${p.name}, pinyin = ${p.pinyin}, initials = ${p.initials}, phone_sealed = ${p.phone_sealed},
      phone_blind = ${p.phone_blind}, phone_tail = ${p.phone_tail}, id_sealed = ${p.id_sealed}, id_blind = ${p.id_blind}, birth_year = ${p.birth_year},
      note = ${p.note}, changed_at = ${now}, version = version + 1 WHERE estate_id = ${estateId} AND id = ${p.id} AND version = ${version}`.execute(
      db,
    )
  return done.numAffectedRows === 1n
}

/** The sealed columns and keys of a person, to be written back with changes. */
export async function personWrite(
  db: Db,
  estateId: string,
  id: string,
): Promise<(PersonWrite & { version: number }) | undefined> {
  const found = await sql<
    PersonWrite & { version: number }
  >`SELECT id, kind, name, pinyin, initials, phone_sealed, phone_blind, phone_tail, id_sealed, id_blind, birth_year, note, version
    FROM person WHERE estate_id = ${estateId} AND id = ${id} FOR UPDATE`.execute(db)
  return found.rows[0]
}

/** Says whose phone number this is, so that its holder can sign in; null takes the claim away. */
export async function claimPhone(
  db: Db,
  estateId: string,
  personId: string,
  blind: Buffer | null,
): Promise<void> {
  await sql`DELETE FROM phone_claim WHERE estate_id = ${estateId} AND person_id = ${personId}`.execute(db)
  if (blind)
    await sql`INSERT INTO phone_claim (phone_blind, estate_id, person_id) VALUES (${blind}, ${estateId}, ${personId}) ON CONFLICT DO NOTHING`.execute(
      db,
    )
}

export async function personsOfPhone(
  db: Db,
  blind: Buffer,
): Promise<{ estate_id: string; person_id: string }[]> {
  const found = await sql<{ estate_id: string; person_id: string }>`
    SELECT estate_id, person_id FROM phone_claim WHERE phone_blind = ${blind} ORDER BY estate_id, person_id`.execute(
    db,
  )
  return found.rows
}

/** The newest code for a phone takes the place of an earlier one. */
export async function putCode(db: Db, phone: Buffer, hash: Buffer, until: Instant): Promise<void> {
  await sql`INSERT INTO phone_code (phone_blind, code_hash, tries, until_at) VALUES (${phone}, ${hash}, 0, ${until})
    ON CONFLICT (phone_blind) DO UPDATE SET code_hash = excluded.code_hash, tries = 0, until_at = excluded.until_at`.execute(
    db,
  )
}

/** Counts one try at a phone's code and answers the hash to compare with; nothing when none waits or its tries are used up. */
export async function tryCode(
  db: Db,
  phone: Buffer,
  most: number,
  now: Instant,
): Promise<Buffer | undefined> {
  const found = await sql<{ code_hash: Buffer }>`UPDATE phone_code SET tries = tries + 1
    WHERE phone_blind = ${phone} AND tries < ${most} AND until_at > ${now} RETURNING code_hash`.execute(db)
  return found.rows[0]?.code_hash
}

/** Uses a code up. @returns false when another request was quicker */
export async function takeCode(db: Db, phone: Buffer, hash: Buffer): Promise<boolean> {
  const done = await sql`DELETE FROM phone_code WHERE phone_blind = ${phone} AND code_hash = ${hash}`.execute(
    db,
  )
  return done.numAffectedRows === 1n
}

/** The persons whose phone number an account signs in with. */
export async function personsOfAccount(
  db: Db,
  accountId: string,
): Promise<{ estate_id: string; person_id: string }[]> {
  const found = await sql<{ estate_id: string; person_id: string }>`
    SELECT c.estate_id, c.person_id FROM account a JOIN phone_claim c ON c.phone_blind = a.phone_blind WHERE a.id = ${accountId}
    ORDER BY c.estate_id, c.person_id`.execute(db)
  return found.rows
}

/** The accounts that stand for a person: those signed in with the phone the person gave. */
export async function accountsOfPerson(db: Db, estateId: string, personId: string): Promise<string[]> {
  const found = await sql<{
    id: string
  }>`SELECT a.id FROM phone_claim c JOIN account a ON a.phone_blind = c.phone_blind
    WHERE c.estate_id = ${estateId} AND c.person_id = ${personId}`.execute(db)
  return found.rows.map(r => r.id)
}
