/** Routes of the promise table, bound beside the tickets' own. */
import { bind } from '../../core/http.ts'
import { calendarYears, previewNotice } from './calendar-page.ts'
import { calendarApi } from './contract-calendar.ts'
import { promiseApi } from './contract-promises.ts'
import * as change from './promise-change.ts'
import { history, table } from './promise-table.ts'
import { preview } from './promise-trial.ts'

const one = '/api/estates/:estateId/desk/table'

export const promiseRoutes = [
  ...bind(calendarApi, {
    'GET /api/calendar/years': calendarYears,
    'POST /api/calendar/preview': previewNotice,
  }),
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
