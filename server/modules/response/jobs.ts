/** What follows later: the end of a closure's data takes isolation and care along (S6-50, J-05). */
import { z } from 'zod'
import type { Ctx } from '../../core/house.ts'
import { type JobDef, job, type ScheduleDef } from '../../core/jobs.ts'
import { within } from '../../core/within.ts'
import { addErasureCounts } from '../gate/store-closure.ts'
import { countCare, eraseCare } from './store-care.ts'
import { watchDue } from './watch-due.ts'
import { watchSoon, watchWork } from './watch-work.ts'

const Erased = z.object({ estateId: z.uuid(), closureId: z.uuid() })

/**
 * The gate has destroyed the closure's key, so that nothing of these rows can be read; now the rows go too, and their
 * counts join the certificate. Run twice it finds nothing and leaves the first counts.
 */
async function erase(outer: Ctx, { estateId, closureId }: z.output<typeof Erased>): Promise<void> {
  await within(outer, async ctx => {
    const before = await countCare(ctx.db, estateId, closureId)
    await eraseCare(ctx.db, estateId, closureId)
    const after = await countCare(ctx.db, estateId, closureId)
    await addErasureCounts(ctx.db, estateId, closureId, { before, after })
    await ctx.audit(
      { action: 'care.erase', subject: 'closure', subjectId: closureId, after: { before, after } },
      estateId,
    )
  })
}

export const jobs: Record<string, JobDef> = {
  'closure.erased': job({ payload: Erased, run: erase }),
}

export const schedules: Record<string, ScheduleDef> = {
  /** Reviews that are due or late (J-08), plans that lie unread (S6-02). */
  'response.watch': { cron: '10 * * * *', run: watchDue },
  /** Tasks and surveys on their last day and after it (SX-09). */
  'response.work': { cron: '15 * * * *', run: watchWork },
  /** Checks of who is isolated and notes of patrols, before their time and after it. */
  'response.soon': { cron: '*/5 * * * *', run: watchSoon },
}
