/** The house keeps itself: months' partitions ahead of time, old request ids and device records forgotten. */
import { sql } from 'kysely'
import { localDate } from './clock.ts'
import type { Ctx } from './house.ts'
import type { Module } from './module.ts'

/** Append-only tables that are partitioned by month of server time (UTC). */
export const partitioned = ['audit', 'passage', 'lane_event'] as const

/** Makes the partitions of last month and the coming year. */
export async function ensureMonths(
  run: (table: string, month: string) => Promise<unknown>,
  now: Ctx['now'],
): Promise<void> {
  const month = localDate(now, 'UTC').with({ day: 1 })
  for (const table of partitioned)
    for (let ahead = -1; ahead < 13; ahead++) await run(table, month.add({ months: ahead }).toString())
}

/** A phone that sends again after this long gets a new record; nothing on it waits so long. */
const REQUEST_DAYS = 40

export const upkeepModule: Module = {
  name: 'upkeep-of-the-house',
  routes: [],
  schedules: {
    'house.months': {
      cron: '10 2 * * *',
      run: async ctx => {
        await ensureMonths(
          (table, month) => sql`SELECT app.ensure_month(${table}, ${month})`.execute(ctx.db),
          ctx.now,
        )
      },
    },
    'house.forget': {
      cron: '20 2 * * *',
      run: async ctx => {
        const before = ctx.now.subtract({ hours: 24 * REQUEST_DAYS })
        await sql`DELETE FROM request WHERE at < ${before}`.execute(ctx.db)
        await sql`DELETE FROM device_seen WHERE at < ${before}`.execute(ctx.db)
      },
    },
  },
}
