/** Contract → use case, and the nightly lesson. */
import { z } from 'zod'
import { bind } from '../../core/http.ts'
import { job } from '../../core/jobs.ts'
import type { Module } from '../../core/module.ts'
import { triageApi } from './contract.ts'
import { askToLearn, learnEstate, learnt, learnWhereNew, propose } from './service.ts'

export const triageModule: Module = {
  name: 'triage',
  routes: bind(triageApi, {
    'POST /api/estates/:estateId/triage/proposals': propose,
    'GET /api/estates/:estateId/triage': learnt,
    'POST /api/estates/:estateId/triage/learn': askToLearn,
  }),
  jobs: {
    'triage.learn': job({
      payload: z.object({ estateId: z.uuid() }),
      run: (ctx, p) => learnEstate(ctx, p.estateId),
    }),
  },
  schedules: { 'triage.nightly': { cron: '20 3 * * *', run: learnWhereNew } },
}
