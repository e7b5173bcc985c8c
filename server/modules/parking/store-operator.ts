/** SQL of operators, their people, clauses, checks and fines. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

const day = (column: string) => sql`to_char(${sql.ref(column)}, 'YYYY-MM-DD')`

export interface OperatorRow {
  id: string
  name: string
  credit_code: string | null
  contract: string
  scope: string
  from_on: string
  until_on: string
  fee: number
  contact: string
  staff_wanted: number
  staff_now: number
  ended_on: string | null
  end_reason: string | null
  kept: number
  asked: number
  fines: number
  version: number
}

export function operators(db: Db, estateId: string, now: Instant, id?: string): Promise<OperatorRow[]> {
  return sql<OperatorRow>`SELECT o.id, o.name, o.credit_code, o.contract, o.scope, ${day('o.from_on')} AS from_on, ${day('o.until_on')} AS until_on, o.fee, o.contact,
      o.staff_wanted, ${day('o.ended_on')} AS ended_on, o.end_reason, o.version,
      (SELECT count(*)::int FROM operator_staff s WHERE s.estate_id = o.estate_id AND s.contract_id = o.id AND s.from_at <= ${now} AND s.until_at > ${now}) AS staff_now,
      (SELECT coalesce(sum(c.kept), 0)::int FROM operator_check c WHERE c.estate_id = o.estate_id AND c.contract_id = o.id) AS kept,
      (SELECT coalesce(sum(c.asked), 0)::int FROM operator_check c WHERE c.estate_id = o.estate_id AND c.contract_id = o.id) AS asked,
      (SELECT coalesce(sum(f.amount), 0)::bigint FROM operator_fine f WHERE f.estate_id = o.estate_id AND f.contract_id = o.id AND f.state = 'imposed') AS fines
    FROM operator_contract o WHERE o.estate_id = ${estateId} AND (${id ?? null}::uuid IS NULL OR o.id = ${id ?? null}::uuid)
    ORDER BY (o.ended_on IS NOT NULL), o.until_on DESC, o.id LIMIT 200`
    .execute(db)
    .then(r => r.rows)
}

export interface NewOperator {
  id: string
  name: string
  creditCode: string | null
  contract: string
  scope: string
  fromOn: string
  untilOn: string
  fee: number
  contact: string
  staffWanted: number
  by: string
  at: Instant
}

export async function insertOperator(db: Db, estateId: string, o: NewOperator): Promise<void> {
  await sql`INSERT INTO operator_contract (estate_id, id, name, credit_code, contract, scope, from_on, until_on, fee, contact, staff_wanted, made_by, made_at)
    VALUES (${estateId}, ${o.id}, ${o.name}, ${o.creditCode}, ${o.contract}, ${o.scope}, ${o.fromOn}::date, ${o.untilOn}::date, ${o.fee}, ${o.contact}, ${o.staffWanted},
      ${o.by}, ${o.at})`.execute(db)
}

export async function endOperator(
  db: Db,
  estateId: string,
  id: string,
  e: { on: string; reason: string },
): Promise<boolean> {
  const done =
    await sql`UPDATE operator_contract SET ended_on = ${e.on}::date, end_reason = ${e.reason}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND ended_on IS NULL RETURNING id`.execute(db)
  return done.rows.length === 1
}

export interface RuleRow {
  id: string
  clause: string
  text: string
  fine: number
}

export function rules(db: Db, estateId: string, contractId: string): Promise<RuleRow[]> {
  return sql<RuleRow>`SELECT id, clause, text, fine FROM operator_rule WHERE estate_id = ${estateId} AND contract_id = ${contractId} AND ended_at IS NULL ORDER BY clause`
    .execute(db)
    .then(r => r.rows)
}

/** The clause as it now reads; the one before stays for the checks that were made by it. */
export async function putRule(
  db: Db,
  estateId: string,
  contractId: string,
  r: RuleRow,
  at: Instant,
): Promise<void> {
  await sql`UPDATE operator_rule SET ended_at = ${at} WHERE estate_id = ${estateId} AND contract_id = ${contractId} AND clause = ${r.clause} AND ended_at IS NULL`.execute(
    db,
  )
  await sql`INSERT INTO operator_rule (estate_id, id, contract_id, clause, text, fine)
    VALUES (${estateId}, ${r.id}, ${contractId}, ${r.clause}, ${r.text}, ${r.fine})`.execute(db)
}

export interface StaffRow {
  contract_id: string
  account_id: string
  assignment_id: string
  name: string
  duty: string
  from_at: Instant
  until_at: Instant
}

export function staff(
  db: Db,
  estateId: string,
  f: { contractId?: string; accountId?: string },
): Promise<StaffRow[]> {
  return sql<StaffRow>`SELECT contract_id, account_id, assignment_id, name, duty, from_at, until_at FROM operator_staff
    WHERE estate_id = ${estateId} AND (${f.contractId ?? null}::uuid IS NULL OR contract_id = ${f.contractId ?? null}::uuid)
      AND (${f.accountId ?? null}::uuid IS NULL OR account_id = ${f.accountId ?? null}::uuid) ORDER BY name`
    .execute(db)
    .then(r => r.rows)
}

export async function insertStaff(db: Db, estateId: string, s: StaffRow): Promise<void> {
  await sql`INSERT INTO operator_staff (estate_id, contract_id, account_id, assignment_id, name, duty, from_at, until_at)
    VALUES (${estateId}, ${s.contract_id}, ${s.account_id}, ${s.assignment_id}, ${s.name}, ${s.duty}, ${s.from_at}, ${s.until_at})`.execute(
    db,
  )
}

export async function endStaff(db: Db, estateId: string, contractId: string, at: Instant): Promise<void> {
  await sql`UPDATE operator_staff SET until_at = greatest(from_at, ${at}) WHERE estate_id = ${estateId} AND contract_id = ${contractId} AND until_at > ${at}`.execute(
    db,
  )
}

export interface CheckItem {
  ruleId: string
  clause: string
  text: string
  fine: number
  ok: boolean
  note: string | null
}

export interface CheckRow {
  id: string
  at: Instant
  by_name: string
  items: CheckItem[]
  kept: number
  asked: number
  photos: string[]
}

export function checks(db: Db, estateId: string, contractId: string): Promise<CheckRow[]> {
  return sql<CheckRow>`SELECT id, at, by_name, items, kept, asked, photos FROM operator_check WHERE estate_id = ${estateId} AND contract_id = ${contractId} ORDER BY at DESC LIMIT 60`
    .execute(db)
    .then(r => r.rows)
}

export async function insertCheck(
  db: Db,
  estateId: string,
  c: {
    id: string
    contractId: string
    at: Instant
    by: string
    items: CheckItem[]
    deviceAt: Instant | null
  },
): Promise<void> {
  await sql`INSERT INTO operator_check (estate_id, id, contract_id, at, by_name, items, kept, asked, device_at)
    VALUES (${estateId}, ${c.id}, ${c.contractId}, ${c.at}, ${c.by}, ${JSON.stringify(c.items)}::jsonb, ${c.items.filter(i => i.ok).length}, ${c.items.length}, ${c.deviceAt})`.execute(
    db,
  )
}

export interface FineRow {
  id: string
  contract_id: string
  operator: string
  clause: string
  text: string
  amount: number
  note: string | null
  state: 'proposed' | 'objected' | 'imposed' | 'waived'
  objection: string | null
  decision: string | null
  decided_by: string | null
  decided_at: Instant | null
  made_id: string
  made_by: string
  made_at: Instant
  version: number
}

export function fines(
  db: Db,
  estateId: string,
  f: { id?: string; contractId?: string; contractIds?: readonly string[] },
): Promise<FineRow[]> {
  return sql<FineRow>`SELECT f.id, f.contract_id, o.name AS operator, r.clause, r.text, f.amount, f.note, f.state, f.objection, f.decision, f.decided_by, f.decided_at, f.made_id,
      f.made_by, f.made_at, f.version FROM operator_fine f JOIN operator_contract o ON o.estate_id = f.estate_id AND o.id = f.contract_id
    JOIN operator_rule r ON r.estate_id = f.estate_id AND r.id = f.rule_id
    WHERE f.estate_id = ${estateId} AND (${f.id ?? null}::uuid IS NULL OR f.id = ${f.id ?? null}::uuid)
      AND (${f.contractId ?? null}::uuid IS NULL OR f.contract_id = ${f.contractId ?? null}::uuid)
      AND (${f.contractIds ?? null}::uuid[] IS NULL OR f.contract_id = ANY(${f.contractIds ?? null}::uuid[])) ORDER BY f.made_at DESC LIMIT 200`
    .execute(db)
    .then(r => r.rows)
}

export async function insertFine(
  db: Db,
  estateId: string,
  f: {
    id: string
    contractId: string
    checkId: string
    ruleId: string
    amount: number
    note: string | null
    byId: string
    by: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO operator_fine (estate_id, id, contract_id, check_id, rule_id, amount, note, made_id, made_by, made_at)
    VALUES (${estateId}, ${f.id}, ${f.contractId}, ${f.checkId}, ${f.ruleId}, ${f.amount}, ${f.note}, ${f.byId}, ${f.by}, ${f.at})`.execute(
    db,
  )
}

export async function setFine(
  db: Db,
  estateId: string,
  f: FineRow,
  change: { state: string; objection?: string; decision?: string; by?: string; at?: Instant },
): Promise<boolean> {
  const done =
    await sql`UPDATE operator_fine SET state = ${change.state}, objection = coalesce(${change.objection ?? null}, objection),
      decision = coalesce(${change.decision ?? null}, decision), decided_by = coalesce(${change.by ?? null}, decided_by), decided_at = coalesce(${change.at ?? null}, decided_at),
      version = version + 1 WHERE estate_id = ${estateId} AND id = ${f.id} AND version = ${f.version} RETURNING id`.execute(
      db,
    )
  return done.rows.length === 1
}
