/** Contract → use case, jobs and the minute's sweep. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import * as bulletins from './bulletins.ts'
import * as channels from './channels.ts'
import { noticeApi } from './contract.ts'
import { noticeJobs, noticeSchedules } from './jobs.ts'
import { events } from './live.ts'
import * as messages from './messages.ts'
import * as schedules from './schedules.ts'

export const noticeModule: Module = {
  name: 'notice',
  routes: bind(noticeApi, {
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
    'GET /api/estates/:estateId/bulletin-categories': bulletins.listCategories,
    'POST /api/estates/:estateId/bulletin-categories': bulletins.addCategory,
    'GET /api/estates/:estateId/bulletin-schedules': schedules.listSchedules,
    'POST /api/estates/:estateId/bulletin-schedules': schedules.planBulletin,
    'POST /api/estates/:estateId/bulletin-schedules/:scheduleId/end': schedules.endSchedule,
    'POST /api/estates/:estateId/explanations': schedules.logExplanation,
    'GET /api/estates/:estateId/explanations': schedules.listExplanations,
  }),
  jobs: noticeJobs,
  schedules: noticeSchedules,
}
