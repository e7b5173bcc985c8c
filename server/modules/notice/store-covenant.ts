/** SQL of the guide and the covenant, their receipts, and improper conduct. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface TextRow {
  id: string
  kind: 'guide' | 'covenant'
  version: number
  title: string
  body: string
  decision: string | null
  made_name: string
  made_at: Instant
  published_at: Instant | null
  published_name: string | null
}

/** Versions, newest first. `lock` holds them while one is written or published. */
export async function texts(db: Db, estateId: string, lock = false): Promise<TextRow[]> {
  const found =
    await sql<TextRow>`SELECT id, kind, version, title, body, decision, made_name, made_at, published_at, published_name FROM owner_text
    WHERE estate_id = ${estateId} ORDER BY kind, version DESC ${lock ? sql`FOR UPDATE` : sql``}`.execute(db)
  return found.rows
}

/** Writes a version; a draft that is there already is written over. */
export async function putText(db: Db, estateId: string, x: TextRow & { made_by: string }): Promise<void> {
  await sql`INSERT INTO owner_text AS o (estate_id, id, kind, version, title, body, decision, made_by, made_name, made_at)
    VALUES (${estateId}, ${x.id}, ${x.kind}, ${x.version}, ${x.title}, ${x.body}, ${x.decision}, ${x.made_by}, ${x.made_name}, ${x.made_at})
    ON CONFLICT (estate_id, kind, version) DO UPDATE SET title = excluded.title, body = excluded.body, decision = excluded.decision,
      made_by = excluded.made_by, made_name = excluded.made_name, made_at = excluded.made_at WHERE o.published_at IS NULL`.execute(
    db,
  )
}

export async function publishText(
  db: Db,
  estateId: string,
  id: string,
  name: string,
  at: Instant,
): Promise<boolean> {
  const done =
    await sql`UPDATE owner_text SET published_at = ${at}, published_name = ${name} WHERE estate_id = ${estateId} AND id = ${id} AND published_at IS NULL`.execute(
      db,
    )
  return done.numAffectedRows === 1n
}

export interface ReceiptRow {
  unit_id: string
  unit: string
  at: Instant | null
  name: string | null
  channel: 'app' | 'desk' | 'paper' | null
  entered_name: string | null
  on_behalf: boolean | null
}

/** Every home with its receipt or without, in the order of the rooms. */
export async function receipts(
  db: Db,
  estateId: string,
  textId: string,
  f: {
    show: 'all' | 'missing' | 'done'
    q?: string | undefined
    unitIds?: string[]
    offset: number
    limit: number
  },
): Promise<{ rows: ReceiptRow[]; total: number }> {
  const found = await sql<
    ReceiptRow & { total: number }
  >`SELECT u.id AS unit_id, u.label AS unit, r.at, r.name, r.channel, r.entered_name, r.on_behalf, count(*) OVER () AS total
    FROM unit u LEFT JOIN owner_text_receipt r ON r.estate_id = ${estateId} AND r.text_id = ${textId} AND r.unit_id = u.id
    WHERE u.estate_id = ${estateId} AND (${f.show} = 'all' OR (r.id IS NOT NULL) = (${f.show} = 'done'))
      AND (${f.q ?? null}::text IS NULL OR starts_with(u.label, ${f.q ?? ''}))
      AND (${f.unitIds ?? null}::uuid[] IS NULL OR u.id = ANY(${f.unitIds ?? null}::uuid[]))
    ORDER BY u.sort OFFSET ${f.offset} LIMIT ${f.limit}`.execute(db)
  return { rows: found.rows, total: found.rows[0]?.total ?? 0 }
}

export async function receiptCount(
  db: Db,
  estateId: string,
  textId: string,
): Promise<{ done: number; of: number }> {
  const found = await sql<{ done: number; of: number }>`SELECT
      (SELECT count(*)::int FROM owner_text_receipt WHERE estate_id = ${estateId} AND text_id = ${textId}) AS done,
      (SELECT count(*)::int FROM unit WHERE estate_id = ${estateId}) AS of`.execute(db)
  return found.rows[0] ?? { done: 0, of: 0 }
}

/** @returns false when the home has its receipt already */
export async function insertReceipt(
  db: Db,
  estateId: string,
  r: {
    id: string
    textId: string
    unitId: string
    name: string
    channel: string
    at: Instant
    by: string
    byName: string
    onBehalf: boolean
  },
): Promise<boolean> {
  const done =
    await sql`INSERT INTO owner_text_receipt (estate_id, id, text_id, unit_id, name, channel, at, entered_by, entered_name, on_behalf)
    VALUES (${estateId}, ${r.id}, ${r.textId}, ${r.unitId}, ${r.name}, ${r.channel}, ${r.at}, ${r.by}, ${r.byName}, ${r.onBehalf})
    ON CONFLICT (estate_id, text_id, unit_id) DO NOTHING`.execute(db)
  return done.numAffectedRows === 1n
}

export interface ConductStored {
  id: string
  kind: string
  unit_id: string | null
  unit: string | null
  who: Buffer | null
  what: Buffer
  place: string | null
  happened_at: Instant
  recorded_at: Instant
  recorded_name: string
  result: 'stopped' | 'promised' | 'refused' | 'left'
  result_note: Buffer | null
  article: string | null
  covenant_version: number | null
  photo_id: string | null
  repeat_no: number
  report_due: boolean
  state: 'recorded' | 'reported' | 'closed'
  reply: Buffer | null
  reply_by: string | null
  closed_at: Instant | null
  closed_name: string | null
  outcome: string | null
}

export interface ConductFilter {
  id?: string
  kind?: string | undefined
  show: 'open' | 'due' | 'closed' | 'all'
  q?: string | undefined
  unitIds?: string[]
  offset: number
  limit: number
}

/** Records, those to be reported first, then newest first. */
export async function conducts(
  db: Db,
  estateId: string,
  f: ConductFilter,
): Promise<{ rows: ConductStored[]; total: number }> {
  const found = await sql<ConductStored & { total: number }>`
    SELECT c.id, c.kind, c.unit_id, u.label AS unit, c.who, c.what, c.place, c.happened_at, c.recorded_at, c.recorded_name, c.result, c.result_note,
      c.article, o.version AS covenant_version, c.photo_id, c.repeat_no, c.report_due, c.state, c.reply, c.reply_by, c.closed_at, c.closed_name, c.outcome,
      count(*) OVER () AS total
    FROM conduct c LEFT JOIN unit u ON u.estate_id = ${estateId} AND u.id = c.unit_id
    LEFT JOIN owner_text o ON o.estate_id = ${estateId} AND o.id = c.text_id
    WHERE c.estate_id = ${estateId} AND (${f.id ?? null}::uuid IS NULL OR c.id = ${f.id ?? null}::uuid)
      AND (${f.kind ?? null}::text IS NULL OR c.kind = ${f.kind ?? null})
      AND (CASE ${f.show} WHEN 'open' THEN c.state <> 'closed' WHEN 'due' THEN c.report_due AND c.state = 'recorded' WHEN 'closed' THEN c.state = 'closed' ELSE TRUE END)
      AND (${f.q ?? null}::text IS NULL OR starts_with(u.label, ${f.q ?? ''}))
      AND (${f.unitIds ?? null}::uuid[] IS NULL OR c.unit_id = ANY(${f.unitIds ?? null}::uuid[]))
    ORDER BY (c.report_due AND c.state = 'recorded') DESC, c.happened_at DESC, c.id OFFSET ${f.offset} LIMIT ${f.limit}`.execute(
    db,
  )
  return { rows: found.rows, total: found.rows[0]?.total ?? 0 }
}

/** The same kind at the same home within a period, oldest first. */
export async function earlier(
  db: Db,
  estateId: string,
  w: { unitId: string; kind: string; from: Instant; until: Instant },
): Promise<{ id: string; happened_at: Instant; result: ConductStored['result'] }[]> {
  const found = await sql<{ id: string; happened_at: Instant; result: ConductStored['result'] }>`
    SELECT id, happened_at, result FROM conduct WHERE estate_id = ${estateId} AND unit_id = ${w.unitId} AND kind = ${w.kind}
      AND happened_at >= ${w.from} AND happened_at < ${w.until} ORDER BY happened_at, id`.execute(db)
  return found.rows
}

export async function insertConduct(
  db: Db,
  estateId: string,
  c: {
    id: string
    kind: string
    unitId: string | null
    who: Buffer | null
    what: Buffer
    place: string | null
    happenedAt: Instant
    at: Instant
    by: string
    byName: string
    result: string
    resultNote: Buffer | null
    article: string | null
    textId: string | null
    photoId: string | null
    repeatNo: number
    reportDue: boolean
  },
): Promise<void> {
  await sql`INSERT INTO conduct (estate_id, id, kind, unit_id, who, what, place, happened_at, recorded_at, recorded_by, recorded_name, result, result_note,
      article, text_id, photo_id, repeat_no, report_due)
    VALUES (${estateId}, ${c.id}, ${c.kind}, ${c.unitId}, ${c.who}, ${c.what}, ${c.place}, ${c.happenedAt}, ${c.at}, ${c.by}, ${c.byName}, ${c.result},
      ${c.resultNote}, ${c.article}, ${c.textId}, ${c.photoId}, ${c.repeatNo}, ${c.reportDue})`.execute(db)
}

export interface ReportRow {
  id: string
  to_whom: 'committee' | 'neighbourhood' | 'police' | 'fire' | 'housing' | 'enforcement'
  to_name: string
  text: Buffer
  at: Instant
  by_name: string
}

export async function reports(db: Db, estateId: string, conductId: string): Promise<ReportRow[]> {
  const found =
    await sql<ReportRow>`SELECT id, to_whom, to_name, text, at, by_name FROM conduct_report WHERE estate_id = ${estateId} AND conduct_id = ${conductId} ORDER BY at, id`.execute(
      db,
    )
  return found.rows
}

export async function insertReport(db: Db, estateId: string, conductId: string, r: ReportRow): Promise<void> {
  await sql`INSERT INTO conduct_report (estate_id, id, conduct_id, to_whom, to_name, text, at, by_name)
    VALUES (${estateId}, ${r.id}, ${conductId}, ${r.to_whom}, ${r.to_name}, ${r.text}, ${r.at}, ${r.by_name})`.execute(
    db,
  )
}

/** @returns false when it is closed already */
export async function setReported(db: Db, estateId: string, id: string): Promise<boolean> {
  const done =
    await sql`UPDATE conduct SET state = 'reported' WHERE estate_id = ${estateId} AND id = ${id} AND state <> 'closed'`.execute(
      db,
    )
  return done.numAffectedRows === 1n
}

/** @returns false when it was not in this state any more */
export async function closeConduct(
  db: Db,
  estateId: string,
  id: string,
  c: { state: string; outcome: string; name: string; at: Instant },
): Promise<boolean> {
  const done =
    await sql`UPDATE conduct SET state = 'closed', closed_at = ${c.at}, closed_name = ${c.name}, outcome = ${c.outcome}
    WHERE estate_id = ${estateId} AND id = ${id} AND state = ${c.state}`.execute(db)
  return done.numAffectedRows === 1n
}

export async function replyConduct(
  db: Db,
  estateId: string,
  id: string,
  reply: Buffer,
  at: Instant,
  by: string | null,
): Promise<void> {
  await sql`UPDATE conduct SET reply = ${reply}, reply_at = ${at}, reply_by = ${by} WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}
