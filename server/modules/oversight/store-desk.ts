/** The desk's figures: what is open, what is late and with whom, what was kept and what people say of it. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Figure, FigurePart } from '../../core/figures.ts'
import { fellDue, keptCount } from '../desk/store-wall.ts'

const one = (estateId: string | undefined, column = 't.estate_id') =>
  sql`(${estateId ?? null}::uuid IS NULL OR ${sql.ref(column)} = ${estateId ?? null}::uuid)`

const open: Figure = {
  key: 'desk.open',
  title: { zh: '未办结工单', en: 'Open tickets' },
  unit: 'count',
  numerator: {
    zh: '此刻未办结的投诉、咨询、报修、建议',
    en: 'complaints, inquiries, repairs and suggestions not closed',
  },
  period: { zh: '此刻', en: 'now' },
  exclusions: { zh: '已办结的工单', en: 'closed ones' },
  over: 'now',
  list: 'tickets?show=open',
  parts: async (db, day, estateId) => {
    const found = await sql<FigurePart>`
      SELECT t.estate_id AS "estateId", (count(*) FILTER (WHERE t.closed_at IS NULL OR t.closed_at > ${day.now}))::int AS numerator, NULL::int AS denominator
      FROM ticket t WHERE t.received_at <= ${day.now} AND ${one(estateId)} GROUP BY t.estate_id`.execute(db)
    return found.rows
  },
}

const late: Figure = {
  key: 'desk.late',
  title: { zh: '逾期未办', en: 'Late now' },
  unit: 'count',
  numerator: { zh: '此刻已过承诺时限、尚未完成的工单', en: 'open tickets whose promised limit has passed' },
  period: { zh: '此刻', en: 'now' },
  exclusions: {
    zh: '已办结、已暂停计时的工单；恰在时限不算逾期',
    en: 'closed and paused ones; at the limit is still in time',
  },
  over: 'now',
  list: 'tickets?show=late',
  parts: async (db, day, estateId) => {
    const found = await sql<FigurePart>`
      SELECT t.estate_id AS "estateId", (count(*) FILTER (WHERE (t.closed_at IS NULL OR t.closed_at > ${day.now}) AND NOT t.paused AND EXISTS (
          SELECT 1 FROM ticket_promise p WHERE p.estate_id = t.estate_id AND p.ticket_id = t.id AND p.due_at < ${day.now}
            AND (p.met_at IS NULL OR p.met_at > ${day.now}) AND (p.stopped_at IS NULL OR p.stopped_at > ${day.now}))))::int AS numerator,
        NULL::int AS denominator
      FROM ticket t WHERE t.received_at <= ${day.now} AND ${one(estateId)} GROUP BY t.estate_id`.execute(db)
    return found.rows
  },
  acts: async (db, estateId, now) => {
    const found = await sql<{ ref: string; number: string; person: string | null; since: Instant }>`
      SELECT t.id AS ref, t.number, coalesce(t.assignee_name, t.first_receiver_name) AS person, t.due_at AS since FROM ticket t
      WHERE t.estate_id = ${estateId} AND t.closed_at IS NULL AND NOT t.paused AND t.due_at < ${now} ORDER BY t.due_at LIMIT 20`.execute(
      db,
    )
    return found.rows.map(t => ({
      ref: t.ref,
      title: { zh: `工单 ${t.number} 已逾期`, en: `Ticket ${t.number} is late` },
      person: t.person,
      since: t.since,
      link: `/console/tickets?open=${t.ref}`,
    }))
  },
}

const kept: Figure = {
  key: 'desk.kept',
  title: { zh: '按时兑现率', en: 'Promises kept' },
  unit: 'percent',
  numerator: { zh: '在时限当刻或之前完成的承诺', en: 'promises met at or before their limit' },
  denominator: { zh: '今日到期（截至此刻）的全部承诺', en: 'all promises whose limit fell today, up to now' },
  period: { zh: '今日 0:00 至此刻', en: 'today, from midnight until now' },
  exclusions: { zh: '到期前已撤销或停止的承诺', en: 'promises stopped before their limit' },
  over: 'day',
  list: 'tickets?show=all',
  parts: async (db, day, estateId) => {
    const found = await sql<FigurePart>`
      SELECT p.estate_id AS "estateId", ${keptCount} AS numerator, count(*)::int AS denominator
      FROM ticket_promise p WHERE ${fellDue(day.from, day.until)} AND p.due_at < ${day.now} AND ${one(estateId, 'p.estate_id')} GROUP BY p.estate_id`.execute(
      db,
    )
    return found.rows
  },
}

const satisfied: Figure = {
  key: 'desk.satisfied',
  title: { zh: '满意率', en: 'Satisfied' },
  unit: 'percent',
  numerator: { zh: '今日办结且业户答复满意的工单', en: 'tickets closed today whose resident was satisfied' },
  denominator: { zh: '今日办结且业户已答复的工单', en: 'tickets closed today whose resident answered' },
  period: { zh: '今日 0:00–24:00', en: 'today, midnight to midnight' },
  exclusions: { zh: '未答复的工单', en: 'those who did not answer' },
  over: 'day',
  list: 'tickets?show=closed',
  parts: async (db, day, estateId) => {
    const found = await sql<FigurePart>`
      SELECT t.estate_id AS "estateId", (count(*) FILTER (WHERE t.satisfied))::int AS numerator, count(*)::int AS denominator
      FROM ticket t WHERE t.closed_at >= ${day.from} AND t.closed_at < ${day.until} AND t.satisfied IS NOT NULL AND ${one(estateId)}
      GROUP BY t.estate_id`.execute(db)
    return found.rows
  },
}

export const deskFigures: Figure[] = [late, open, kept, satisfied]
