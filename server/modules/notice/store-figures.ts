/** What the notice room adds to the boards: alarms that nobody has taken on. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Figure, FigurePart } from '../../core/figures.ts'
import type { Both } from './rules.ts'

const unanswered: Figure = {
  key: 'notice.unanswered',
  title: { zh: '未确认告警', en: 'Alarms nobody took on' },
  unit: 'count',
  numerator: { zh: '此刻尚无人确认的紧急告警数', en: 'urgent alarms that nobody has acknowledged' },
  period: { zh: '近 7 天发出的告警，此刻状态', en: 'alarms of the last 7 days, as they stand now' },
  exclusions: {
    zh: '已解除的告警；逐级上报的同一告警只计一次',
    en: 'withdrawn ones; an alarm passed on counts once',
  },
  over: 'now',
  list: 'alarms?show=open',
  parts: async (db, day, estateId) => {
    const found = await sql<FigurePart>`
      SELECT estate_id AS "estateId", (count(DISTINCT thread) FILTER (WHERE (acknowledged_at IS NULL OR acknowledged_at > ${day.now}) AND (withdrawn_at IS NULL OR withdrawn_at > ${day.now})))::int AS numerator,
        NULL::int AS denominator
      FROM message WHERE urgent AND at > ${day.now.subtract({ hours: 7 * 24 })} AND at <= ${day.now}
        AND (${estateId ?? null}::uuid IS NULL OR estate_id = ${estateId ?? null}::uuid) GROUP BY estate_id`.execute(
      db,
    )
    return found.rows
  },
  acts: async (db, estateId, now) => {
    const found = await sql<{ ref: string; title: Both; person: string | null; since: Instant }>`
      SELECT DISTINCT ON (thread) thread AS ref, title, name AS person, coalesce(delivered_at, at) AS since FROM message
      WHERE estate_id = ${estateId} AND urgent AND acknowledged_at IS NULL AND withdrawn_at IS NULL
        AND at > ${now.subtract({ hours: 7 * 24 })} AND kind <> 'post.unattended'
      ORDER BY thread, step DESC LIMIT 50`.execute(db)
    return found.rows.map(m => ({ ...m, link: '/console/alarms?show=open' }))
  },
}

export const noticeFigures: Figure[] = [unanswered]
