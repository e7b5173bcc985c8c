/** Contract → use case of the household's profile. */
import { bind } from '../../core/http.ts'
import { profileApi } from './contract-profile.ts'
import * as fields from './profile-fields.ts'
import * as mine from './profile-own.ts'
import * as requests from './profile-requests.ts'

export const profileRoutes = bind(profileApi, {
  'GET /api/estates/:estateId/my/households': mine.myHouseholds,
  'POST /api/estates/:estateId/my/households/:householdId/entries': mine.giveMine,
  'POST /api/estates/:estateId/my/households/:householdId/entries/:entryId/withdraw': mine.withdrawMineEntry,
  'POST /api/estates/:estateId/my/households/:householdId/members': mine.nameMine,
  'POST /api/estates/:estateId/my/households/:householdId/members/:memberId/end': mine.forgetMine,
  'POST /api/estates/:estateId/my/households/:householdId/requests': mine.askMine,
  'GET /api/estates/:estateId/households/:householdId/consents': requests.deskConsents,
  'POST /api/estates/:estateId/households/:householdId/consents/:entryId/withdraw': requests.deskWithdraw,
  'POST /api/estates/:estateId/households/:householdId/requests': requests.askAtDesk,
  'GET /api/estates/:estateId/subject-requests': requests.listRequests,
  'GET /api/estates/:estateId/subject-requests/:requestId': requests.getRequest,
  'GET /api/estates/:estateId/subject-requests/:requestId/file': requests.exportFile,
  'POST /api/estates/:estateId/subject-requests/:requestId/finish': requests.finishRequest,
  'POST /api/estates/:estateId/subject-requests/:requestId/refuse': requests.refuseRequest,
  'GET /api/estates/:estateId/profile-fields': fields.listFields,
  'POST /api/estates/:estateId/profile-fields': fields.addField,
  'PUT /api/estates/:estateId/profile-fields/:key': fields.changeField,
})
