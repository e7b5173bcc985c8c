/** Delivery, escalation and the ways out of the house; handlers are safe to run twice. */
import { z } from 'zod'
import { job } from '../../core/jobs.ts'
import { publishAllDue, publishDue } from './bulletins.ts'
import { tellReviews } from './library-reviews.ts'
import { deliverWaiting, escalate, NoticeOrder, notify, sweepMessages, withdrawNotices } from './notify.ts'
import { alarmMissed } from './schedules.ts'
import { sendRobot, sendSms } from './send.ts'

const One = z.object({ estateId: z.uuid(), messageId: z.uuid() })

export const noticeJobs = {
  'notice.send': job({
    payload: NoticeOrder,
    run: async (ctx, order) => {
      await notify(ctx, order)
    },
  }),
  'notice.deliver': job({ payload: One, run: (ctx, m) => deliverWaiting(ctx, m.estateId, m.messageId) }),
  'notice.escalate': job({ payload: One, run: (ctx, m) => escalate(ctx, m.estateId, m.messageId) }),
  'notice.withdraw': job({
    payload: z.object({ estateId: z.uuid(), topic: z.string(), id: z.string() }),
    run: (ctx, r) => withdrawNotices(ctx, r.estateId, r),
  }),
  'notice.publish': job({
    payload: z.object({ estateId: z.uuid(), bulletinId: z.uuid() }),
    run: (ctx, b) => publishDue(ctx, b.estateId, b.bulletinId),
  }),
  'notice.sms': job({ payload: One, run: (ctx, m) => sendSms(ctx, m.estateId, m.messageId) }),
  'notice.robot': job({
    payload: One.extend({ channelId: z.uuid() }),
    run: (ctx, m) => sendRobot(ctx, m.estateId, m.messageId, m.channelId),
  }),
}

export const noticeSchedules = {
  'notice.sweep': { cron: '* * * * *', run: sweepMessages },
  'notice.publish_due': { cron: '* * * * *', run: publishAllDue },
  'notice.missed': { cron: '*/5 * * * *', run: alarmMissed },
  'notice.reviews': { cron: '5 9 * * *', run: tellReviews },
}
