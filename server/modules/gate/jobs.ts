/** Scheduled work of the gate room. */
import { localDate } from '../../core/clock.ts'
import type { ScheduleDef } from '../../core/jobs.ts'
import { watchReports } from './report-watch.ts'
import { closeDays } from './store-rollup.ts'

export const schedules: Record<string, ScheduleDef> = {
  /** A terminal may be without network for two days; a day is closed when nothing late can come any more. */
  'gate.close_days': {
    cron: '20 3 * * *',
    run: async ctx => closeDays(ctx.db, localDate(ctx.now).subtract({ days: 3 }).toString()),
  },
  /** Reminders and alarms about the day's summaries (S6-48). */
  'gate.reports': { cron: '* * * * *', run: watchReports },
}
