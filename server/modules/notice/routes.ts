/** Contract → use case, jobs and the minute's sweep. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import * as bulletins from './bulletins.ts'
import * as categories from './categories.ts'
import * as channels from './channels.ts'
import { noticeApi } from './contract.ts'
import { covenantRoutes } from './covenant-routes.ts'
import { listFlags } from './households.ts'
import { noticeJobs, noticeSchedules } from './jobs.ts'
import * as library from './library.ts'
import * as reviews from './library-reviews.ts'
import { lists } from './lists.ts'
import { events } from './live.ts'
import * as messages from './messages.ts'
import { prints } from './prints.ts'
import * as readers from './readers.ts'
import * as schedules from './schedules.ts'

export const noticeModule: Module = {
  name: 'notice',
  lists,
  prints,
  routes: [
    ...covenantRoutes,
    ...bind(noticeApi, {
      'GET /api/events': events,
      'GET /api/messages': messages.listMessages,
      'POST /api/estates/:estateId/messages/:messageId/seen': messages.seeMessage,
      'POST /api/estates/:estateId/messages/:messageId/acknowledge': messages.acknowledgeMessage,
      'GET /api/estates/:estateId/alarms': messages.listAlarms,
      'GET /api/estates/:estateId/channels': channels.listChannels,
      'POST /api/estates/:estateId/channels': channels.addChannel,
      'PUT /api/estates/:estateId/channels/:channelId': channels.changeChannel,
      'POST /api/estates/:estateId/channels/:channelId/test': channels.tryChannel,
      'GET /api/estates/:estateId/bulletins': bulletins.listBulletins,
      'POST /api/estates/:estateId/bulletins': bulletins.writeBulletin,
      'PUT /api/estates/:estateId/bulletins/:bulletinId': bulletins.changeBulletin,
      'POST /api/estates/:estateId/bulletins/:bulletinId/withdraw': bulletins.withdrawBulletin,
      'POST /api/estates/:estateId/bulletins/:bulletinId/read': bulletins.readBulletin,
      'GET /api/estates/:estateId/bulletins/:bulletinId': bulletins.getBulletin,
      'POST /api/estates/:estateId/bulletins/:bulletinId/correct': readers.correctBulletin,
      'POST /api/estates/:estateId/bulletins/:bulletinId/pin': readers.pinBulletin,
      'GET /api/estates/:estateId/bulletins/:bulletinId/editions': readers.listEditions,
      'GET /api/estates/:estateId/bulletins/:bulletinId/readers': readers.bulletinReaders,
      'GET /api/estates/:estateId/bulletin-flags': listFlags,
      'GET /api/estates/:estateId/bulletin-categories': categories.listCategories,
      'POST /api/estates/:estateId/bulletin-categories': categories.addCategory,
      'GET /api/estates/:estateId/bulletin-schedules': schedules.listSchedules,
      'POST /api/estates/:estateId/bulletin-schedules': schedules.planBulletin,
      'POST /api/estates/:estateId/bulletin-schedules/:scheduleId/end': schedules.endSchedule,
      'POST /api/estates/:estateId/explanations': schedules.logExplanation,
      'GET /api/estates/:estateId/explanations': schedules.listExplanations,
      'GET /api/estates/:estateId/library': library.listLibrary,
      'GET /api/estates/:estateId/library/:documentId': library.getDocument,
      'POST /api/estates/:estateId/library': library.addDocument,
      'PUT /api/estates/:estateId/library/:documentId': library.changeDocument,
      'POST /api/estates/:estateId/library/:documentId/versions': library.writeVersion,
      'POST /api/estates/:estateId/library/:documentId/versions/:version/approve': library.approveVersion,
      'POST /api/estates/:estateId/library/:documentId/versions/:version/refuse': library.refuseVersion,
      'POST /api/estates/:estateId/library/:documentId/acknowledge': library.acknowledgeDocument,
      'POST /api/estates/:estateId/library/:documentId/reviews': reviews.reviewDocument,
      'POST /api/estates/:estateId/library/:documentId/withdraw': reviews.withdrawDocument,
      'GET /api/estates/:estateId/policy': reviews.getPolicy,
      'GET /api/estates/:estateId/steward-service': reviews.getStewardService,
    }),
  ],
  jobs: noticeJobs,
  schedules: noticeSchedules,
}
