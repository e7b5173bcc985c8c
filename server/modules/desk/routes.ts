/** Contract → use case. */
import { z } from 'zod'
import { bind } from '../../core/http.ts'
import { job } from '../../core/jobs.ts'
import type { Module } from '../../core/module.ts'
import * as acts from './acts.ts'
import { answers } from './answers.ts'
import { recountYear } from './calendar-recount.ts'
import { showPhone } from './call.ts'
import * as closing from './closing.ts'
import { callApi, deskApi, hintsApi } from './contract.ts'
import { createTicket } from './create.ts'
import { ticketHints } from './hints.ts'
import { historyImport, historyList } from './history.ts'
import { deskLists } from './lists.ts'
import * as matter from './matter.ts'
import { calendar, uploadNotice } from './notices.ts'
import { orderRoutes } from './order-routes.ts'
import { orderLists, quotationPrint } from './order-sheets.ts'
import { promiseRoutes } from './promise-routes.ts'
import { promiseTableSheet } from './promise-sheet.ts'
import * as reads from './reads.ts'
import { restHours, setRestHours } from './rest.ts'
import { similar } from './similar.ts'
import { deskJobs, deskSchedules } from './tell.ts'
import { suggestionCase, ticketSlip } from './ticket-sheets.ts'

const one = '/api/estates/:estateId/tickets/:ticketId'
const mine = '/api/estates/:estateId/my/tickets'

export const deskModule: Module = {
  name: 'desk',
  prints: [quotationPrint, ticketSlip, suggestionCase, promiseTableSheet],
  routes: [
    ...promiseRoutes,
    ...orderRoutes,
    ...bind(callApi, { [`POST ${one}/phone`]: showPhone }),
    ...bind(hintsApi, { 'GET /api/estates/:estateId/tickets/:ticketId/hints': ticketHints }),
    ...bind(deskApi, {
      'POST /api/estates/:estateId/tickets': createTicket,
      'GET /api/estates/:estateId/tickets': reads.list,
      [`GET ${one}`]: reads.get,
      'GET /api/estates/:estateId/desk/classes': reads.classes,
      'GET /api/estates/:estateId/desk/similar': similar,
      'GET /api/estates/:estateId/desk/rest-hours': restHours,
      'PUT /api/estates/:estateId/desk/rest-hours': setRestHours,
      'GET /api/estates/:estateId/desk/answers': answers,
      [`GET ${mine}`]: reads.myList,
      [`GET ${mine}/:ticketId`]: reads.myGet,
      [`POST ${one}/take`]: acts.take,
      [`POST ${one}/arrive`]: acts.arrive,
      [`POST ${one}/record`]: closing.record,
      [`POST ${one}/reply`]: closing.reply,
      [`POST ${one}/handle`]: closing.handle,
      [`POST ${one}/sign`]: closing.sign,
      [`POST ${one}/handover`]: acts.handover,
      [`POST ${one}/pause`]: acts.pause,
      [`POST ${one}/resume`]: acts.resume,
      [`POST ${one}/limit`]: acts.setLimit,
      [`POST ${one}/postpone`]: acts.postpone,
      [`POST ${one}/consent`]: acts.consent,
      [`POST ${one}/quote`]: acts.quote,
      [`POST ${one}/explain`]: acts.explain,
      [`POST ${one}/again`]: matter.again,
      [`POST ${one}/link`]: matter.link,
      [`POST ${one}/join`]: matter.join,
      [`POST ${one}/receiver`]: matter.receiver,
      [`POST ${one}/renovation`]: matter.renovation,
      [`POST ${one}/reopen`]: closing.reopen,
      [`POST ${one}/assign`]: acts.assign,
      [`POST ${one}/class`]: acts.changeClass,
      [`POST ${one}/severity`]: acts.severity,
      [`POST ${one}/refuse`]: closing.refuse,
      [`POST ${mine}/:ticketId/sign`]: closing.mySign,
      [`POST ${mine}/:ticketId/reopen`]: closing.myReopen,
      [`POST ${mine}/:ticketId/again`]: matter.myAgain,
      [`POST ${mine}/:ticketId/photos`]: closing.myPhoto,
      [`GET ${one}/files/:fileId`]: reads.staffFile,
      [`GET ${mine}/:ticketId/files/:fileId`]: reads.myFile,
      'GET /api/calendar': calendar,
      'POST /api/calendar/notices': uploadNotice,
    }),
  ],
  imports: [historyImport],
  lists: [...deskLists, ...orderLists, historyList],
  jobs: {
    ...deskJobs,
    'desk.year': job({
      payload: z.object({
        year: z.int(),
        // what an older version of the program put in line says only the year
        jurisdiction: z.string().default('CN'),
        version: z.int().default(0),
        source: z.string().default(''),
      }),
      run: async (ctx, p) => void (await recountYear(ctx, p)),
    }),
  },
  schedules: deskSchedules,
}
