/** SQL of groupings and of the posts that follow from an agreed one. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { GroupPlan } from './rules-grouping.ts'

export interface GroupingRow {
  id: string
  region_id: string
  version: number
  state: 'open' | 'agreed' | 'superseded'
  groups: GroupPlan[]
  reason: string | null
  community_by: string | null
  community_name: string | null
  community_at: Instant | null
  forestry_by: string | null
  forestry_name: string | null
  forestry_at: Instant | null
  returned_name: string | null
  returned_reason: string | null
  returned_at: Instant | null
  made_name: string
  made_at: Instant
  agreed_at: Instant | null
  revision: number
}

const columns = sql`id, region_id, version, state, groups, reason, community_by, community_name, community_at, forestry_by, forestry_name, forestry_at,
  returned_name, returned_reason, returned_at, made_name, made_at, agreed_at, revision`

export function groupingsOf(db: Db, regionIds: readonly string[]): Promise<GroupingRow[]> {
  return sql<GroupingRow>`SELECT ${columns} FROM grouping WHERE region_id = ANY(${regionIds}::uuid[]) ORDER BY region_id, version DESC`
    .execute(db)
    .then(r => r.rows)
}

/** Where every member stands by an agreed or proposed grouping of another neighbourhood. */
export function membersHeld(
  db: Db,
  butRegionId: string,
  memberIds: readonly string[],
): Promise<{ member_id: string; region: string }[]> {
  return sql<{ member_id: string; region: string }>`
    SELECT DISTINCT m.id::text AS member_id, r.name AS region FROM grouping g JOIN region r ON r.id = g.region_id,
      jsonb_array_elements(g.groups) AS one, jsonb_array_elements_text(one->'memberIds') AS m(id)
    WHERE g.state IN ('open', 'agreed') AND g.region_id <> ${butRegionId} AND m.id = ANY(${memberIds}::text[])`
    .execute(db)
    .then(r => r.rows)
}

/** Where each member stands by the agreed groupings. */
export function memberPlaces(db: Db): Promise<{ member_id: string; region: string; group_name: string }[]> {
  return sql<{ member_id: string; region: string; group_name: string }>`
    SELECT m.id::text AS member_id, r.name AS region, one->>'name' AS group_name FROM grouping g JOIN region r ON r.id = g.region_id,
      jsonb_array_elements(g.groups) AS one, jsonb_array_elements_text(one->'memberIds') AS m(id) WHERE g.state = 'agreed'`
    .execute(db)
    .then(r => r.rows)
}

export async function insertGrouping(
  db: Db,
  g: {
    id: string
    regionId: string
    version: number
    groups: GroupPlan[]
    reason: string | null
    by: string
    name: string
    at: Instant
  },
): Promise<boolean> {
  const done =
    await sql`INSERT INTO grouping (id, region_id, version, state, groups, reason, made_by, made_name, made_at)
    VALUES (${g.id}, ${g.regionId}, ${g.version}, 'open', ${JSON.stringify(g.groups)}::jsonb, ${g.reason}, ${g.by}, ${g.name}, ${g.at})
    ON CONFLICT DO NOTHING RETURNING id`.execute(db)
  return done.rows.length === 1
}

/** A change of the proposal takes back both confirmations. @returns false when somebody changed it meanwhile */
export async function changeGrouping(
  db: Db,
  id: string,
  revision: number,
  g: { groups: GroupPlan[]; reason: string | null; by: string; name: string; at: Instant },
): Promise<boolean> {
  const done =
    await sql`UPDATE grouping SET groups = ${JSON.stringify(g.groups)}::jsonb, reason = ${g.reason}, made_by = ${g.by}, made_name = ${g.name}, made_at = ${g.at},
      community_by = NULL, community_name = NULL, community_at = NULL, forestry_by = NULL, forestry_name = NULL, forestry_at = NULL,
      returned_name = NULL, returned_reason = NULL, returned_at = NULL, revision = revision + 1
    WHERE id = ${id} AND state = 'open' AND revision = ${revision} RETURNING id`.execute(db)
  return done.rows.length === 1
}

export async function confirmGrouping(
  db: Db,
  id: string,
  revision: number,
  side: 'community' | 'forestry',
  by: { id: string; name: string; at: Instant },
): Promise<boolean> {
  const set =
    side === 'community'
      ? sql`community_by = ${by.id}, community_name = ${by.name}, community_at = ${by.at}`
      : sql`forestry_by = ${by.id}, forestry_name = ${by.name}, forestry_at = ${by.at}`
  const done = await sql`UPDATE grouping SET ${set}, revision = revision + 1
    WHERE id = ${id} AND state = 'open' AND revision = ${revision} RETURNING id`.execute(db)
  return done.rows.length === 1
}

export async function returnGrouping(
  db: Db,
  id: string,
  revision: number,
  by: { name: string; reason: string; at: Instant },
): Promise<boolean> {
  const done =
    await sql`UPDATE grouping SET community_by = NULL, community_name = NULL, community_at = NULL, forestry_by = NULL, forestry_name = NULL, forestry_at = NULL,
      returned_name = ${by.name}, returned_reason = ${by.reason}, returned_at = ${by.at}, revision = revision + 1
    WHERE id = ${id} AND state = 'open' AND revision = ${revision} RETURNING id`.execute(db)
  return done.rows.length === 1
}

/** The open grouping becomes the one that holds; the one before is superseded. */
export async function agreeGrouping(db: Db, regionId: string, id: string, at: Instant): Promise<void> {
  await sql`UPDATE grouping SET state = 'superseded', ended_at = ${at} WHERE region_id = ${regionId} AND state = 'agreed'`.execute(
    db,
  )
  await sql`UPDATE grouping SET state = 'agreed', agreed_at = ${at} WHERE id = ${id}`.execute(db)
}

export interface PostWrite {
  id: string
  groupName: string
  memberId: string
  leads: boolean
}

/** Ends the posts of an estate that an agreed grouping no longer has and begins its new ones; who stays keeps his first day. */
export async function setPosts(
  db: Db,
  estateId: string,
  groupingId: string,
  posts: PostWrite[],
  at: Instant,
): Promise<void> {
  await sql`UPDATE brigade_post SET until_at = ${at} WHERE estate_id = ${estateId} AND until_at IS NULL
    AND NOT (member_id = ANY(${posts.map(p => p.memberId)}::uuid[]))`.execute(db)
  for (const p of posts)
    await sql`INSERT INTO brigade_post (estate_id, id, grouping_id, group_name, member_id, leads, from_at)
      VALUES (${estateId}, ${p.id}, ${groupingId}, ${p.groupName}, ${p.memberId}, ${p.leads}, ${at})
      ON CONFLICT (estate_id, member_id) WHERE until_at IS NULL
      DO UPDATE SET grouping_id = excluded.grouping_id, group_name = excluded.group_name, leads = excluded.leads`.execute(
      db,
    )
}
