/** SQL of garage projects and special plans. */
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { OptionAsk, siteKinds } from './contract-garage-project.ts'
import type { ProjectState } from './garage-project-rules.ts'

export interface Approval {
  what: string
  issuer: string
  number: string
  on: string
}

export interface ProjectRow {
  id: string
  number: string
  name: string
  need: string
  state: ProjectState
  waiting: number
  option_id: string | null
  voted_on: string | null
  voted_document: string | null
  voted_area: number | null
  voted_area_for: number | null
  voted_heads: number | null
  voted_heads_for: number | null
  approvals: Approval[]
  accepted_on: string | null
  accepted_by: string | null
  accepted_note: string | null
  inspected_on: string | null
  inspection_report: string | null
  inspected_until: string | null
  garage_id: string | null
  dropped_reason: string | null
  made_by: string
  version: number
  total: number
}

const day = (column: string) => sql`to_char(${sql.ref(column)}, 'YYYY-MM-DD')`

export function projects(
  db: Db,
  estateId: string,
  f: { id?: string; state: 'open' | 'over' | 'all'; offset: number; limit: number },
): Promise<ProjectRow[]> {
  return sql<ProjectRow>`SELECT id, number, name, need, state, waiting, option_id, ${day('voted_on')} AS voted_on, voted_document, voted_area, voted_area_for, voted_heads,
      voted_heads_for, approvals, ${day('accepted_on')} AS accepted_on, accepted_by, accepted_note, ${day('inspected_on')} AS inspected_on, inspection_report,
      ${day('inspected_until')} AS inspected_until, garage_id, dropped_reason, made_by, version, count(*) OVER ()::int AS total FROM garage_project
    WHERE estate_id = ${estateId} AND (${f.id ?? null}::uuid IS NULL OR id = ${f.id ?? null}::uuid)
      AND (${f.state} = 'all' OR (state IN ('in_use', 'dropped')) = (${f.state} = 'over'))
    ORDER BY (state IN ('in_use', 'dropped')), made_at DESC, id OFFSET ${f.offset} LIMIT ${f.limit}`
    .execute(db)
    .then(r => r.rows)
}

export async function insertProject(
  db: Db,
  estateId: string,
  p: { id: string; number: string; name: string; need: string; by: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO garage_project (estate_id, id, number, name, need, waiting, made_by, made_at)
    VALUES (${estateId}, ${p.id}, ${p.number}, ${p.name}, ${p.need},
      (SELECT count(*)::int FROM parking_wait WHERE estate_id = ${estateId} AND state = 'waiting'), ${p.by}, ${p.at})`.execute(
    db,
  )
}

export type ProjectChange = Partial<Omit<ProjectRow, 'id' | 'number' | 'total' | 'approvals' | 'version'>>

/** @returns false when somebody else changed it meanwhile */
export async function setProject(
  db: Db,
  estateId: string,
  p: Pick<ProjectRow, 'id' | 'version'>,
  change: ProjectChange,
): Promise<boolean> {
  const sets = Object.entries(change).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  const done = await sql`UPDATE garage_project SET ${sql.join([...sets, sql`version = version + 1`])}
    WHERE estate_id = ${estateId} AND id = ${p.id} AND version = ${p.version} RETURNING id`.execute(db)
  return done.rows.length === 1
}

export async function addApproval(
  db: Db,
  estateId: string,
  p: Pick<ProjectRow, 'id' | 'version'>,
  a: Approval,
): Promise<boolean> {
  const done =
    await sql`UPDATE garage_project SET approvals = approvals || ${JSON.stringify([a])}::jsonb, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${p.id} AND version = ${p.version} RETURNING id`.execute(db)
  return done.rows.length === 1
}

export interface OptionRow {
  id: string
  project_id: string
  name: string
  kind: z.output<typeof OptionAsk>['kind']
  site: string
  site_kind: (typeof siteKinds)[number]
  land_area: number
  green_lost: number
  green_replaced: number
  green_how: string | null
  spaces: number
  spaces_lost: number
  cost: number
  note: string | null
}

export function options(db: Db, estateId: string, projectIds: readonly string[]): Promise<OptionRow[]> {
  return sql<OptionRow>`SELECT id, project_id, name, kind, site, site_kind, land_area, green_lost, green_replaced, green_how, spaces, spaces_lost, cost, note
    FROM garage_option WHERE estate_id = ${estateId} AND project_id = ANY(${projectIds}::uuid[]) ORDER BY name`
    .execute(db)
    .then(r => r.rows)
}

export async function insertOption(
  db: Db,
  estateId: string,
  projectId: string,
  id: string,
  o: z.output<typeof OptionAsk>,
): Promise<void> {
  await sql`INSERT INTO garage_option (estate_id, id, project_id, name, kind, site, site_kind, land_area, green_lost, green_replaced, green_how, spaces, spaces_lost, cost, note)
    VALUES (${estateId}, ${id}, ${projectId}, ${o.name}, ${o.kind}, ${o.site}, ${o.siteKind}, ${o.landArea}, ${o.greenLost}, ${o.greenReplaced}, ${o.greenHow || null},
      ${o.spaces}, ${o.spacesLost}, ${o.cost}, ${o.note || null})`.execute(db)
}

export interface StepRow {
  id: string
  project_id: string
  act: string
  note: string | null
  by_name: string
  at: Instant
}

export function steps(db: Db, estateId: string, projectIds: readonly string[]): Promise<StepRow[]> {
  return sql<StepRow>`SELECT id, project_id, act, note, by_name, at FROM garage_project_step
    WHERE estate_id = ${estateId} AND project_id = ANY(${projectIds}::uuid[]) ORDER BY at DESC, id DESC LIMIT 2000`
    .execute(db)
    .then(r => r.rows)
}

export async function insertStep(db: Db, estateId: string, s: StepRow): Promise<void> {
  await sql`INSERT INTO garage_project_step (estate_id, id, project_id, act, note, by_name, at)
    VALUES (${estateId}, ${s.id}, ${s.project_id}, ${s.act}, ${s.note}, ${s.by_name}, ${s.at})`.execute(db)
}

export interface PlanStep {
  what: string
  who: string
  dueOn: string
  doneOn: string | null
}

export interface PlanRow {
  id: string
  garage_id: string | null
  title: string
  text: string
  steps: PlanStep[]
  state: 'draft' | 'approved' | 'done'
  approved_by: string | null
  approved_at: Instant | null
  made_id: string
  made_by: string
  made_at: Instant
  version: number
}

export function plans(db: Db, estateId: string, id?: string): Promise<PlanRow[]> {
  return sql<PlanRow>`SELECT id, garage_id, title, text, steps, state, approved_by, approved_at, made_id, made_by, made_at, version FROM garage_plan
    WHERE estate_id = ${estateId} AND (${id ?? null}::uuid IS NULL OR id = ${id ?? null}::uuid) ORDER BY made_at DESC LIMIT 200`
    .execute(db)
    .then(r => r.rows)
}

export async function insertPlan(
  db: Db,
  estateId: string,
  p: {
    id: string
    garageId: string | null
    title: string
    text: string
    steps: PlanStep[]
    byId: string
    by: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO garage_plan (estate_id, id, garage_id, title, text, steps, made_id, made_by, made_at)
    VALUES (${estateId}, ${p.id}, ${p.garageId}, ${p.title}, ${p.text}, ${JSON.stringify(p.steps)}::jsonb, ${p.byId}, ${p.by}, ${p.at})`.execute(
    db,
  )
}

export async function setPlan(
  db: Db,
  estateId: string,
  p: PlanRow,
  change: { state?: string; steps?: PlanStep[]; approvedId?: string; approvedBy?: string; at?: Instant },
): Promise<boolean> {
  const done = await sql`UPDATE garage_plan SET state = coalesce(${change.state ?? null}, state),
      steps = coalesce(${change.steps ? JSON.stringify(change.steps) : null}::jsonb, steps), approved_id = coalesce(${change.approvedId ?? null}, approved_id),
      approved_by = coalesce(${change.approvedBy ?? null}, approved_by), approved_at = coalesce(${change.at ?? null}, approved_at), version = version + 1
    WHERE estate_id = ${estateId} AND id = ${p.id} AND version = ${p.version} RETURNING id`.execute(db)
  return done.rows.length === 1
}
