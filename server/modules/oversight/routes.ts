/** Contract → use case, and the roll-up every five minutes. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import { oversightApi } from './contract.ts'
import { watchApi } from './contract-lists.ts'
import { lists } from './lists.ts'
import { estateBoard, listBoards, makeUpDays, regionBoard, rollUp } from './service.ts'
import * as watch from './watch.ts'

export const oversightModule: Module = {
  name: 'oversight',
  routes: [
    ...bind(oversightApi, {
      'GET /api/estates/:estateId/board': estateBoard,
      'GET /api/regions/:regionId/board': regionBoard,
      'GET /api/boards': listBoards,
    }),
    ...bind(watchApi, {
      'GET /api/oversight/tickets': watch.watchTickets,
      'GET /api/oversight/passages': watch.watchPassages,
      'GET /api/oversight/incidents': watch.watchIncidents,
      'GET /api/oversight/inside': watch.watchInside,
      'GET /api/oversight/posts': watch.watchPosts,
    }),
  ],
  lists,
  schedules: {
    'oversight.roll_up': { cron: '*/5 * * * *', run: rollUp },
    'oversight.days': { cron: '15 0 * * *', run: makeUpDays },
  },
}
