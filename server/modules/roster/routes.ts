/** Contract → use case, and the minute's watch over posts. */
import { z } from 'zod'
import { bind } from '../../core/http.ts'
import { job } from '../../core/jobs.ts'
import type { Module } from '../../core/module.ts'
import * as artefactPrints from './artefact-prints.ts'
import * as artefacts from './artefacts.ts'
import { householdsApi, rosterApi } from './contract.ts'
import * as duties from './duties.ts'
import * as households from './households.ts'
import * as leave from './leave.ts'
import { lists } from './lists.ts'
import * as lobbies from './lobbies.ts'
import { listStaff } from './names.ts'
import * as presence from './presence.ts'
import * as service from './service.ts'
import * as staffing from './staffing.ts'
import * as stewards from './stewards.ts'
import * as swaps from './swaps.ts'
import * as templates from './templates.ts'

export const rosterModule: Module = {
  name: 'roster',
  lists,
  routes: [
    ...bind(rosterApi, {
      'GET /api/estates/:estateId/posts': service.listPosts,
      'POST /api/estates/:estateId/posts': service.createPost,
      'PUT /api/estates/:estateId/posts/:postId': service.changePost,
      'POST /api/estates/:estateId/posts/:postId/check-in': presence.checkIn,
      'POST /api/estates/:estateId/posts/:postId/check-out': presence.checkOut,
      'GET /api/estates/:estateId/posts/:postId/course': presence.postCourse,
      'GET /api/estates/:estateId/duties': duties.listDuties,
      'POST /api/estates/:estateId/duties': duties.assignDuties,
      'POST /api/estates/:estateId/duties/copy-week': duties.copyWeek,
      'DELETE /api/estates/:estateId/duties/:dutyId': duties.removeDuty,
      'POST /api/estates/:estateId/duties/:dutyId/absence': duties.reportAbsence,
      'GET /api/estates/:estateId/staff': listStaff,
      'GET /api/estates/:estateId/on-duty': duties.whoIsOnDuty,
      'GET /api/estates/:estateId/roster/gaps': duties.listGaps,
      'GET /api/estates/:estateId/roster/lobbies': lobbies.lobbyReport,
      'POST /api/estates/:estateId/roster/lobbies': lobbies.equipLobbies,
      'GET /api/estates/:estateId/roster/establishment': stewards.establishmentReport,
      'GET /api/estates/:estateId/stewards': stewards.listStewards,
      'POST /api/estates/:estateId/stewards': stewards.assignSteward,
      'GET /api/estates/:estateId/staff-cards/:accountId': stewards.getCard,
      'PUT /api/estates/:estateId/staff-cards/:accountId': stewards.saveCard,
      'GET /api/estates/:estateId/staff-cards/:accountId/photo': stewards.cardPhoto,
      'GET /api/estates/:estateId/my-steward': stewards.mySteward,
      'POST /api/estates/:estateId/my-steward/tell': stewards.tellSteward,
      'GET /api/estates/:estateId/steward-leaves': leave.listLeaves,
      'POST /api/estates/:estateId/steward-leaves': leave.planLeave,
      'POST /api/estates/:estateId/steward-leaves/:leaveId/end': leave.endLeave,
      'GET /api/estates/:estateId/steward-panels': artefacts.listPanels,
      'POST /api/estates/:estateId/steward-panels': artefacts.mountPanel,
      'POST /api/estates/:estateId/steward-panels/:panelId/photo': artefacts.addPanelPhoto,
      'POST /api/estates/:estateId/steward-panels/:panelId/remove': artefacts.removePanel,
      'GET /api/estates/:estateId/steward-cards': artefacts.listCards,
      'POST /api/estates/:estateId/steward-cards': artefacts.giveCards,
      'GET /api/estates/:estateId/steward-posters/:buildingId': artefactPrints.posterPdf,
      'GET /api/estates/:estateId/steward-cards/:accountId': artefactPrints.cardPdf,
      'GET /api/estates/:estateId/roster/templates': templates.listTemplates,
      'POST /api/estates/:estateId/roster/templates': templates.keepTemplate,
      'POST /api/estates/:estateId/roster/templates/:templateId/apply': templates.applyTemplate,
      'DELETE /api/estates/:estateId/roster/templates/:templateId': templates.dropTemplate,
      'GET /api/estates/:estateId/duty-swaps': swaps.listSwaps,
      'POST /api/estates/:estateId/duties/:dutyId/swap': swaps.askSwap,
      'POST /api/estates/:estateId/duty-swaps/:swapId/answer': swaps.answerSwap,
      'POST /api/estates/:estateId/duty-swaps/:swapId/decide': swaps.decideSwap,
      'POST /api/estates/:estateId/duty-swaps/:swapId/withdraw': swaps.withdrawSwap,
      'GET /api/estates/:estateId/staffing': staffing.staffing,
      'PUT /api/estates/:estateId/staffing/:role': staffing.setStaffing,
      'GET /api/estates/:estateId/staff-certificates': staffing.listCertificates,
      'POST /api/estates/:estateId/staff-certificates': staffing.addCertificate,
      'POST /api/estates/:estateId/staff-certificates/:certificateId/end': staffing.endCertificate,
    }),
    ...bind(householdsApi, {
      'GET /api/estates/:estateId/steward/households': households.myHouseholds,
      'GET /api/estates/:estateId/households/:householdId/profile': households.openProfile,
      'POST /api/estates/:estateId/households/:householdId/profile': households.enterProfile,
      'POST /api/estates/:estateId/households/:householdId/profile/:entryId/withdraw':
        households.withdrawProfile,
      'POST /api/estates/:estateId/households/:householdId/profile/members': households.nameProfileMember,
      'POST /api/estates/:estateId/households/:householdId/look': households.lookAtProfile,
      'GET /api/estates/:estateId/profile-figures': households.profileFigures,
    }),
  ],
  jobs: {
    'roster.watch': job({
      payload: z.object({ estateId: z.uuid(), postId: z.uuid() }),
      run: (ctx, p) => presence.watchPost(ctx, p.estateId, p.postId),
    }),
  },
  schedules: {
    'roster.watch_all': { cron: '* * * * *', run: presence.watchAll },
    'roster.gaps': { cron: '*/10 * * * *', run: duties.tellGaps },
  },
}
