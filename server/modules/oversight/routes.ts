/** Contract → use case, and the roll-up every five minutes. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import { oversightApi } from './contract.ts'
import { estateBoard, listBoards, makeUpDays, regionBoard, rollUp } from './service.ts'

export const oversightModule: Module = {
  name: 'oversight',
  routes: bind(oversightApi, {
    'GET /api/estates/:estateId/board': estateBoard,
    'GET /api/regions/:regionId/board': regionBoard,
    'GET /api/boards': listBoards,
  }),
  schedules: {
    'oversight.roll_up': { cron: '*/5 * * * *', run: rollUp },
    'oversight.days': { cron: '15 0 * * *', run: makeUpDays },
  },
}
