/** What the roster adds to the boards: unattended posts, stewards, and who must act now. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Figure, FigurePart } from '../../core/figures.ts'

const unattended: Figure = {
  key: 'roster.unattended',
  title: { zh: '空岗', en: 'Unattended posts' },
  unit: 'count',
  numerator: {
    zh: '此刻应有人值守、无人时间已超过该岗限值的岗位数',
    en: 'posts that should be covered now and have had nobody for longer than their limit',
  },
  period: { zh: '此刻', en: 'now' },
  exclusions: { zh: '值守时段以外的岗位、已撤销的岗位', en: 'posts outside their hours, posts given up' },
  over: 'now',
  list: 'posts',
  parts: async (db, day, estateId) => {
    const found = await sql<FigurePart>`
      SELECT p.estate_id AS "estateId", count(v.id)::int AS numerator, NULL::int AS denominator
      FROM post p LEFT JOIN vacancy v ON v.estate_id = p.estate_id AND v.post_id = p.id AND v.settled IS DISTINCT FROM 'attended' AND v.since <= ${day.now} AND (v.ended_at IS NULL OR v.ended_at > ${day.now})
      WHERE (p.closed_at IS NULL OR p.closed_at > ${day.now}) AND p.opened_at <= ${day.now} AND (${estateId ?? null}::uuid IS NULL OR p.estate_id = ${estateId ?? null}::uuid) GROUP BY p.estate_id`.execute(
      db,
    )
    return found.rows
  },
  acts: async (db, estateId) => {
    const found = await sql<{
      ref: string
      post: string
      person: string | null
      since: Instant
    }>`
      SELECT v.id AS ref, p.name AS post, v.alarmed_name AS person, v.since FROM vacancy v
      JOIN post p ON p.estate_id = v.estate_id AND p.id = v.post_id
      WHERE v.estate_id = ${estateId} AND v.ended_at IS NULL ORDER BY v.since`.execute(db)
    return found.rows.map(v => ({
      ref: v.ref,
      title: { zh: `空岗：${v.post}`, en: `Unattended: ${v.post}` },
      person: v.person,
      since: v.since,
      link: '/console/posts',
    }))
  },
}

const times: Figure = {
  key: 'roster.vacancies',
  title: { zh: '今日空岗次数', en: 'Times a post was unattended' },
  unit: 'count',
  numerator: { zh: '今日开始的空岗次数', en: 'unattended periods that began today' },
  period: { zh: '今日 0:00–24:00', en: 'today, midnight to midnight' },
  exclusions: { zh: '未超过限值的短暂离岗', en: 'absences within the limit' },
  over: 'day',
  list: 'posts',
  parts: async (db, day, estateId) => {
    const found = await sql<FigurePart>`
      SELECT p.estate_id AS "estateId", count(v.id)::int AS numerator, NULL::int AS denominator
      FROM post p LEFT JOIN vacancy v ON v.estate_id = p.estate_id AND v.post_id = p.id AND v.settled IS DISTINCT FROM 'attended' AND v.since >= ${day.from} AND v.since < ${day.until}
      WHERE p.opened_at < ${day.until} AND (${estateId ?? null}::uuid IS NULL OR p.estate_id = ${estateId ?? null}::uuid) GROUP BY p.estate_id`.execute(
      db,
    )
    return found.rows
  },
}

const stewards: Figure = {
  key: 'roster.stewards',
  title: { zh: '楼栋有管家', en: 'Buildings with a steward' },
  unit: 'percent',
  numerator: { zh: '当日有在任管家的楼栋数', en: 'buildings with a steward that day' },
  denominator: { zh: '小区全部楼栋数', en: 'all buildings of the estate' },
  period: { zh: '当日', en: 'that day' },
  exclusions: {
    zh: '无；未录入楼栋的小区为“无数据”',
    en: 'none; an estate without buildings shows no data',
  },
  over: 'now',
  list: 'stewards',
  parts: async (db, day, estateId) => {
    const found = await sql<FigurePart>`
      SELECT b.estate_id AS "estateId", count(DISTINCT s.building_id)::int AS numerator, count(DISTINCT b.id)::int AS denominator
      FROM building b LEFT JOIN stewardship s ON s.estate_id = b.estate_id AND s.building_id = b.id
        AND s.from_date <= (${day.now}::timestamptz AT TIME ZONE 'Asia/Shanghai')::date
        AND (s.until_date IS NULL OR s.until_date > (${day.now}::timestamptz AT TIME ZONE 'Asia/Shanghai')::date)
      WHERE ${estateId ?? null}::uuid IS NULL OR b.estate_id = ${estateId ?? null}::uuid GROUP BY b.estate_id`.execute(
      db,
    )
    return found.rows
  },
}

/** In the order in which boards show them. */
export const rosterFigures: Figure[] = [unattended, times, stewards]
