/** Keeping times (F-13): events and their pictures are personal data and go when their time is over. */
import { localDate } from '../../core/clock.ts'
import type { ScheduleDef } from '../../core/jobs.ts'
import { ruleFor } from '../../core/rule-set.ts'
import * as log from './store-log.ts'
import type { LaneRule } from './world.ts'

const AT_ONCE = 2000

export const schedules: Record<string, ScheduleDef> = {
  'lane.forget': {
    cron: '50 3 * * *',
    run: async ctx => {
      const { db, now } = ctx
      for (const estateId of await log.estatesWithEvents(db)) {
        const rule = await ruleFor<LaneRule>(db, 'lane.decision', estateId, localDate(now).toString())
        const events = now.subtract({ hours: 24 * rule.eventDays })
        const pictures = now.subtract({ hours: 24 * rule.pictureDays })
        for (let gone: string[] = ['']; gone.length > 0; ) {
          gone = await log.forgetPictures(db, estateId, pictures, AT_ONCE)
          for (const id of gone) await ctx.house.files.remove(db, estateId, id)
        }
        for (let gone: string[] = ['']; gone.length > 0; ) {
          gone = await log.pruneEvents(db, estateId, events, AT_ONCE)
          for (const id of gone.filter(x => x !== '')) await ctx.house.files.remove(db, estateId, id)
        }
        await log.prunePlates(db, estateId, events)
      }
    },
  },
}
