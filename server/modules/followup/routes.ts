/** Contract → use case. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import { assign, getCall, listCalls, recordCall, revealPhone } from './calls.ts'
import { closeMonth, correctMonth } from './closing.ts'
import { followupApi } from './contract.ts'
import { surveyApi } from './contract-survey.ts'
import { targetApi } from './contract-targets.ts'
import { drawAll, drawNow } from './drawing.ts'
import { followupLists } from './lists.ts'
import { followupPrints } from './prints.ts'
import { getMonth, getReport, getRound, listMonths, publicReport } from './reads.ts'
import { changeScript, getScript } from './script.ts'
import {
  answerSurvey,
  closeSurvey,
  enterPaper,
  listPaper,
  listSurveys,
  mySurveys,
  openSurvey,
} from './survey.ts'
import { listTargets, setStandard, setTarget } from './targets.ts'

const months = '/api/estates/:estateId/followup/months'
const script = '/api/estates/:estateId/followup/script'

export const followupModule: Module = {
  name: 'followup',
  routes: [
    ...bind(followupApi, {
      [`GET ${months}`]: listMonths,
      [`GET ${months}/:month`]: getMonth,
      [`POST ${months}/:month/draw`]: drawNow,
      [`GET ${months}/:month/rounds/:round`]: getRound,
      [`GET ${months}/:month/calls`]: listCalls,
      [`GET ${months}/:month/calls/:ticketId`]: getCall,
      [`POST ${months}/:month/calls/:ticketId/phone`]: revealPhone,
      [`POST ${months}/:month/calls/:ticketId`]: recordCall,
      [`POST ${months}/:month/assign`]: assign,
      [`POST ${months}/:month/close`]: closeMonth,
      [`POST ${months}/:month/correct`]: correctMonth,
      [`GET ${months}/:month/report`]: getReport,
      [`GET ${script}`]: getScript,
      [`PUT ${script}`]: changeScript,
      'GET /api/estates/:estateId/my/service-report': publicReport,
    }),
    ...bind(targetApi, {
      'GET /api/estates/:estateId/followup/targets': listTargets,
      'PUT /api/estates/:estateId/followup/targets/:key': setTarget,
      'PUT /api/estates/:estateId/followup/targets/:key/standard': setStandard,
    }),
    ...bind(surveyApi, {
      'GET /api/estates/:estateId/surveys': listSurveys,
      'POST /api/estates/:estateId/surveys': openSurvey,
      'POST /api/estates/:estateId/surveys/:surveyId/close': closeSurvey,
      'POST /api/estates/:estateId/surveys/:surveyId/paper': enterPaper,
      'GET /api/estates/:estateId/surveys/:surveyId/paper': listPaper,
      'GET /api/estates/:estateId/my/surveys': mySurveys,
      'POST /api/estates/:estateId/my/surveys/:surveyId': answerSurvey,
    }),
  ],
  schedules: {
    // midnight ends a round; each hour again, for a program that was off then, and for matters made major since
    'followup.draw': { cron: '5 * * * *', run: drawAll },
  },
  lists: followupLists,
  prints: followupPrints,
}
