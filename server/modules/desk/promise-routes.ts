/** Routes of the promise table, bound beside the tickets' own. */
import { bind } from '../../core/http.ts'
import { calendarYears, previewNotice } from './calendar-page.ts'
import { calendarApi } from './contract-calendar.ts'
import { historyApi } from './contract-history.ts'
import { promiseApi } from './contract-promises.ts'
import { wallApi } from './contract-wall.ts'
import { listHistory } from './history.ts'
import * as change from './promise-change.ts'
import { history, table } from './promise-table.ts'
import { preview } from './promise-trial.ts'
import { myThreeMinute, nearest, threeMinute, wall } from './promise-wall.ts'

const one = '/api/estates/:estateId/desk/table'

export const promiseRoutes = [
  ...bind(wallApi, {
    'GET /api/estates/:estateId/desk/wall': wall,
    'GET /api/estates/:estateId/desk/three-minute': threeMinute,
    'GET /api/estates/:estateId/my/three-minute': myThreeMinute,
    'GET /api/estates/:estateId/tickets/:ticketId/nearest': nearest,
  }),
  ...bind(calendarApi, {
    'GET /api/calendar/years': calendarYears,
    'POST /api/calendar/preview': previewNotice,
  }),
  ...bind(historyApi, { 'GET /api/estates/:estateId/desk/history': listHistory }),
  ...bind(promiseApi, {
    [`GET ${one}`]: table,
    [`GET ${one}/history`]: history,
    [`POST ${one}/rules`]: change.setRule,
    [`POST ${one}/rules/off`]: change.dropRule,
    [`DELETE ${one}/rules/:ruleId`]: change.withdrawRule,
    [`POST ${one}/preview`]: preview,
    [`POST ${one}/classes`]: change.setClass,
    [`POST ${one}/classes/retire`]: change.retireClass,
    [`DELETE ${one}/classes/:kind/:class`]: change.deleteClass,
    'POST /api/desk/levels/:level/rules': change.setLevelRule,
  }),
]
