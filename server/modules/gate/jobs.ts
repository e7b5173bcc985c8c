/** Scheduled work of the gate room. */
import { localDate } from '../../core/clock.ts'
import type { ScheduleDef } from '../../core/jobs.ts'
import { watchExits } from './exit-watch.ts'
import { watchReports } from './report-watch.ts'
import { rollOffAll } from './service-end.ts'
import { alarmOverstays } from './service-parcel.ts'
import { pruneCodes } from './store-permit.ts'
import { closeDays } from './store-rollup.ts'

export const schedules: Record<string, ScheduleDef> = {
  /** A terminal may be without network for two days; a day is closed when nothing late can come any more. */
  'gate.close_days': {
    cron: '20 3 * * *',
    run: async ctx => closeDays(ctx.db, localDate(ctx.now).subtract({ days: 3 }).toString()),
  },
  'gate.overstays': { cron: '*/5 * * * *', run: async ctx => void (await alarmOverstays(ctx)) },
  /** J-05: what a long closure need not keep any longer. */
  'gate.roll_off': { cron: '50 3 * * *', run: async ctx => void (await rollOffAll(ctx)) },
  /** Marks of codes that opened: nobody can send one later than a terminal's two days. */
  'gate.prune_codes': {
    cron: '10 4 * * *',
    run: async ctx => pruneCodes(ctx.db, ctx.now.subtract({ hours: 72 })),
  },
  /** Checks of closed entrances that are overdue (K14). */
  'gate.exits': { cron: '*/10 * * * *', run: watchExits },
  /** Reminders and alarms about the day's summaries (S6-48). */
  'gate.reports': { cron: '* * * * *', run: watchReports },
}
