/**
 * The mission's county on one day, written straight into the tables (INSERT … SELECT generate_series): 165 estates, each
 * behind one entrance under a closure, rosters of a week, and as many registrations as asked for. For the test of the
 * roll-up and for its measurement; every name in it is made up.
 */
import { type Kysely, sql } from 'kysely'
import type { DB } from '../server/core/db.ts'
import { newId } from '../server/core/ids.ts'
import { county, regions } from '../sim/county.ts'

export interface CountyDay {
  city: string
  district: string
  subdistrict: string
  neighbourhoods: string[]
  paths: { district: string; subdistrict: string; neighbourhoods: string[] }
  estates: string[]
}

async function region(
  db: Kysely<DB>,
  parent: { id: string; path: string } | null,
  kind: string,
  name: string,
) {
  const id = newId<'region'>()
  const path = `${parent?.path ?? '/'}${id.slice(-12)}/`
  await sql`INSERT INTO region (id, parent_id, kind, code, name, path) VALUES (${id}, ${parent?.id ?? null}, ${kind}, ${id.slice(-12)}, ${name}, ${path})`.execute(
    db,
  )
  return { id, path }
}

/** The county with its estates, entrances, closures, posts and a week of turns; `times` makes several counties' worth of estates. */
export async function makeCounty(db: Kysely<DB>, day: string, times = 1): Promise<CountyDay> {
  const city = await region(db, null, 'city', regions.city.name)
  const district = await region(db, city, 'district', regions.district.name)
  const town = await region(db, district, 'subdistrict', regions.subdistrict.name)
  const below: { id: string; path: string }[] = []
  for (const name of regions.neighbourhoods) below.push(await region(db, town, 'neighbourhood', name))
  const made = Array.from({ length: times }, (_, n) =>
    county().map(e => ({ ...e, name: n === 0 ? e.name : `${e.name}${n + 1}` })),
  ).flat()
  const rows = made.map(e => ({
    id: newId<'estate'>(),
    region: below[e.neighbourhood % below.length]!.id,
    name: e.name,
    kind: e.kind,
    care: e.care,
    // S6-27: every estate without a subject unit gets brigade members
    brigade: e.subjectUnit === undefined,
  }))
  const input = JSON.stringify(rows)
  await sql`INSERT INTO estate (id, region_id, name, kind, care, fictional, created_at)
    SELECT id, region, name, kind, care, true, now() FROM jsonb_to_recordset(${input}::jsonb) AS x(id uuid, region uuid, name text, kind text, care text)`.execute(
    db,
  )
  await sql`INSERT INTO gate (estate_id, id, name, kind, state) SELECT e.id, gen_random_uuid(), n.name, n.kind, n.state FROM estate e,
    (VALUES ('主入口', 'main', 'guarded'), ('侧门', 'side', 'closed')) n(name, kind, state)`.execute(db)
  const decision = newId<'decision'>()
  await sql`INSERT INTO closure_decision (id, kind, region_id, issuer, number, decided_on, scope, made_by, made_at)
    VALUES (${decision}, 'close', ${district.id}, '县指挥部', ${decision.slice(-8)}, ${day}::date, '全县', 'bench', now())`.execute(
    db,
  )
  await sql`INSERT INTO closure (estate_id, id, decision_id, state, reason, starts_at, ends_at, made_by, made_at)
    SELECT id, gen_random_uuid(), ${decision}, 'active', '疫情防控', ${day}::date - 3, ${day}::date + 30, 'bench', now() FROM estate`.execute(
    db,
  )
  await sql`INSERT INTO post (estate_id, id, kind, name, party, covers, opened_at, demands)
    SELECT (x->>'id')::uuid, gen_random_uuid(), 'gate', '主入口岗', CASE WHEN (x->>'brigade')::boolean THEN 'brigade' ELSE 'subject_unit' END,
      '[{"from":420,"until":1260}]'::jsonb, ${day}::date - 3, CASE WHEN (x->>'brigade')::boolean THEN ARRAY['brigade'] ELSE '{}' END
    FROM jsonb_array_elements(${input}::jsonb) x`.execute(db)
  // two turns a day for a week: 07–14 and 14–21
  await sql`INSERT INTO duty (estate_id, id, kind, post_id, account_id, name, party, starts_at, ends_at, made_by)
    SELECT p.estate_id, gen_random_uuid(), 'gate', p.id, gen_random_uuid(), '队员' || d.n || s.n, p.party,
      (${day}::date + d.n + s.from_at) AT TIME ZONE 'Asia/Shanghai', (${day}::date + d.n + s.until_at) AT TIME ZONE 'Asia/Shanghai', 'bench'
    FROM post p, generate_series(0, 6) d(n), (VALUES (1, time '07:00', time '14:00'), (2, time '14:00', time '21:00')) s(n, from_at, until_at)`.execute(
    db,
  )
  return {
    city: city.id,
    district: district.id,
    subdistrict: town.id,
    neighbourhoods: below.map(b => b.id),
    paths: { district: district.path, subdistrict: town.path, neighbourhoods: below.map(b => b.path) },
    estates: rows.map(r => r.id),
  }
}

/**
 * Registrations of one day between 07:00 and 21:00, spread over all estates: four persons to one vehicle, one in fifty
 * refused, as a row each in `passage` and summed in the hours as the gate sums them.
 */
export async function registrations(db: Kysely<DB>, day: string, count: number): Promise<void> {
  await sql`WITH e AS (SELECT g.estate_id, g.id AS gate_id, row_number() OVER (ORDER BY g.estate_id) - 1 AS n, count(*) OVER () AS of FROM gate g WHERE g.kind = 'main')
    INSERT INTO passage (estate_id, at, id, attempt_id, gate_id, direction, subject, outcome, refusal, mask, by_id, by_name)
    SELECT e.estate_id, ((${day}::date + time '07:00') AT TIME ZONE 'Asia/Shanghai') + (s.n::float8 / ${count}) * interval '14 hours', gen_random_uuid(), gen_random_uuid(),
      e.gate_id, CASE WHEN (s.n / e.of) % 2 = 0 THEN 'out' ELSE 'in' END, CASE WHEN s.n % 5 = 0 THEN 'vehicle' ELSE 'person' END,
      CASE WHEN s.n % 50 = 7 THEN 'refused' ELSE 'passed' END, CASE WHEN s.n % 50 = 7 THEN CASE WHEN s.n % 3 = 0 THEN 'unwilling' ELSE 'no_mask' END END,
      s.n % 50 <> 7, 'bench', 'bench'
    FROM generate_series(0, ${count}::int - 1) s(n) JOIN e ON e.n = s.n % e.of`.execute(db)
  await sql`INSERT INTO gate_hour (estate_id, day, hour, slot, persons_in, persons_out, vehicles_in, vehicles_out, refusals)
    SELECT estate_id, ${day}::date, extract(hour FROM at AT TIME ZONE 'Asia/Shanghai')::smallint, 0,
      count(*) FILTER (WHERE outcome = 'passed' AND subject = 'person' AND direction = 'in'), count(*) FILTER (WHERE outcome = 'passed' AND subject = 'person' AND direction = 'out'),
      count(*) FILTER (WHERE outcome = 'passed' AND subject = 'vehicle' AND direction = 'in'), count(*) FILTER (WHERE outcome = 'passed' AND subject = 'vehicle' AND direction = 'out'),
      count(*) FILTER (WHERE outcome = 'refused')
    FROM passage WHERE at >= (${day}::timestamp AT TIME ZONE 'Asia/Shanghai') AND at < ((${day}::timestamp + interval '1 day') AT TIME ZONE 'Asia/Shanghai') GROUP BY 1, 3`.execute(
    db,
  )
}
