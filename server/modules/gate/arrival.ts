/** News for a home: its visitor came in. */
import { z } from 'zod'
import type { Ctx } from '../../core/house.ts'
import type { JobDef } from '../../core/jobs.ts'
import { notify } from '../notice/notify.ts'
import { accountsOfUnit } from '../people/gate.ts'

const News = z.object({
  estateId: z.uuid(),
  passId: z.uuid(),
  unitId: z.uuid(),
  unit: z.string(),
  /** The resident who invited; without one, everybody of the home who signs in. */
  to: z.object({ accountId: z.uuid(), name: z.string() }).optional(),
})
export type ArrivalNews = z.output<typeof News>

async function tell(ctx: Ctx, news: ArrivalNews): Promise<void> {
  const people = news.to
    ? [news.to]
    : (await accountsOfUnit(ctx.db, news.estateId, news.unitId, ctx.now)).map(a => ({
        accountId: a.id,
        name: a.name,
      }))
  for (const to of people)
    await notify(ctx, {
      estateId: news.estateId,
      to,
      kind: 'visitor.arrived',
      atOnce: true,
      title: { zh: '您的访客已进小区', en: 'Your visitor has come in' },
      body: {
        zh: `${news.unit} 的访客刚刚从门岗进来。`,
        en: `The visitor for ${news.unit} has just passed the gate.`,
      },
      ref: { topic: 'pass', id: news.passId },
    })
}

export const jobs: Record<string, JobDef> = {
  'gate.visitor_arrived': { payload: News, run: (ctx, payload) => tell(ctx, News.parse(payload)) },
}
