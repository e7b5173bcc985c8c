/** The gates' figures: passages of the day with their hours, and who is inside. */
import { type RawBuilder, sql } from 'kysely'
import { localDate } from '../../core/clock.ts'
import type { Figure, FigurePart } from '../../core/figures.ts'
import { NIL } from '../../core/ids.ts'

const every = sql`persons_in + persons_out + vehicles_in + vehicles_out`

const passages: Figure = {
  key: 'gate.passages',
  title: { zh: '今日进出', en: 'Passages today' },
  unit: 'count',
  numerator: {
    zh: '今日登记放行的人次与车次，进与出各计一次',
    en: 'persons and vehicles let in or out, each way counted once',
  },
  period: { zh: '今日 0:00–24:00', en: 'today, midnight to midnight' },
  exclusions: { zh: '被拒绝的', en: 'refused ones' },
  over: 'day',
  list: 'gate/passages?outcome=passed&day={day}',
  parts: async (db, day, estateId) => {
    const date = localDate(day.from).toString()
    const found = await sql<FigurePart>`
      SELECT g.estate_id AS "estateId", coalesce(sum(h.n), 0)::int AS numerator, NULL::int AS denominator
      FROM (SELECT DISTINCT estate_id FROM gate WHERE ${estateId ?? null}::uuid IS NULL OR estate_id = ${estateId ?? null}::uuid) g
      LEFT JOIN (SELECT estate_id, sum(${every}) AS n FROM gate_hour WHERE day = ${date}::date GROUP BY estate_id) h ON h.estate_id = g.estate_id
      GROUP BY g.estate_id`.execute(db)
    return found.rows
  },
  hours: async (db, estateId, day) => {
    const date = localDate(day.from).toString()
    const found = await sql<{ hour: number; n: number }>`SELECT hour, sum(${every})::int AS n FROM gate_hour
      WHERE estate_id = ${estateId} AND day = ${date}::date GROUP BY hour`.execute(db)
    return Array.from({ length: 24 }, (_, hour) => found.rows.find(r => r.hour === hour)?.n ?? 0)
  },
}

const inside: Figure = {
  key: 'gate.inside',
  title: { zh: '在小区内的登记人员', en: 'Registered persons inside' },
  unit: 'count',
  numerator: { zh: '最近一次登记为“进”的人员', en: 'persons whose last registration was “in”' },
  period: { zh: '此刻', en: 'now' },
  exclusions: {
    zh: '未登记进出的常住住户；已结束封闭期的登记',
    en: 'residents who pass unregistered; the book of a closure that is over',
  },
  over: 'now',
  onlyNow: true,
  list: 'gate/inside',
  parts: async (db, day, estateId) => {
    const found = await sql<FigurePart>`
      SELECT g.estate_id AS "estateId", count(r.id)::int AS numerator, NULL::int AS denominator
      FROM (SELECT DISTINCT estate_id FROM gate WHERE ${estateId ?? null}::uuid IS NULL OR estate_id = ${estateId ?? null}::uuid) g
      LEFT JOIN closure c ON c.estate_id = g.estate_id AND c.state = 'active' AND c.starts_at <= ${day.now} AND ${day.now} < c.ends_at
      LEFT JOIN registrant r ON r.estate_id = g.estate_id AND r.last_direction = 'in' AND (r.closure_id = ${NIL} OR r.closure_id = c.id)
      GROUP BY g.estate_id`.execute(db)
    return found.rows
  },
}

const today = { zh: '今日 0:00–24:00', en: 'today, midnight to midnight' }

/** A figure of closed management, from the hours that the registrations keep; `out` beside it for a pair. */
function ofHours(
  meaning: Pick<Figure, 'key' | 'title' | 'numerator' | 'exclusions' | 'list'> & Pick<Figure, 'denominator'>,
  n: RawBuilder<unknown>,
  out?: RawBuilder<unknown>,
): Figure {
  const second = out ? sql`coalesce(sum(h.d), 0)::int` : sql`NULL::int`
  return {
    ...meaning,
    unit: out ? 'pair' : 'count',
    period: today,
    over: 'day',
    parts: async (db, day, estateId) => {
      const date = localDate(day.from).toString()
      const found = await sql<FigurePart>`
        SELECT g.estate_id AS "estateId", coalesce(sum(h.n), 0)::int AS numerator, ${second} AS denominator
        FROM (SELECT DISTINCT estate_id FROM gate WHERE ${estateId ?? null}::uuid IS NULL OR estate_id = ${estateId ?? null}::uuid) g
        LEFT JOIN (SELECT estate_id, sum(${n}) AS n, sum(${out ?? sql`0`}) AS d FROM gate_hour WHERE day = ${date}::date GROUP BY estate_id) h ON h.estate_id = g.estate_id
        GROUP BY g.estate_id`.execute(db)
      return found.rows
    },
  }
}

const persons = ofHours(
  {
    key: 'gate.persons',
    title: { zh: '人员进出', en: 'Persons in and out' },
    numerator: { zh: '今日登记进入的人次', en: 'persons let in today' },
    denominator: { zh: '今日登记外出的人次', en: 'persons let out today' },
    exclusions: { zh: '被劝返的', en: 'those refused' },
    list: 'gate/passages?subject=person&outcome=passed&day={day}',
  },
  sql`persons_in`,
  sql`persons_out`,
)

const vehicles = ofHours(
  {
    key: 'gate.vehicles',
    title: { zh: '车辆进出', en: 'Vehicles in and out' },
    numerator: { zh: '今日登记进入的车次', en: 'vehicles let in today' },
    denominator: { zh: '今日登记外出的车次', en: 'vehicles let out today' },
    exclusions: { zh: '被劝返的', en: 'those refused' },
    list: 'gate/passages?subject=vehicle&outcome=passed&day={day}',
  },
  sql`vehicles_in`,
  sql`vehicles_out`,
)

const refusals = ofHours(
  {
    key: 'gate.refusals',
    title: { zh: '劝返', en: 'Refusals' },
    numerator: {
      zh: '今日被劝返的人次与车次，一车三人计四',
      en: 'persons and vehicles refused today; a vehicle with three people counts four',
    },
    exclusions: { zh: '紧急放行的', en: 'those let through in an emergency' },
    list: 'gate/passages?outcome=refused&day={day}',
  },
  sql`refusals`,
)

const incidents = ofHours(
  {
    key: 'gate.incidents',
    title: { zh: '冲卡与闹事', en: 'Incidents at the gate' },
    numerator: { zh: '今日发生并记录的事件', en: 'incidents recorded that happened today' },
    exclusions: { zh: '未记录的口头劝导', en: 'warnings that were not recorded' },
    list: 'gate/incidents?day={day}',
  },
  sql`incidents`,
)

export const gateFigures: Figure[] = [passages, inside, persons, vehicles, refusals, incidents]
