/** Contract → use case. */

import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import { accountsList } from './account-list.ts'
import * as accounts from './accounts.ts'
import { accountApi, homeApi, keyApi, noteApi, ownApi, personApi, sessionApi, signInApi } from './contract.ts'
import { staffApi } from './contract-staff.ts'
import { viewApi } from './contract-views.ts'
import * as homes from './homes.ts'
import { householdsImport } from './import-households.ts'
import { ownersImport, personsList, residentsImport, vehiclesImport, vehiclesList } from './imports.ts'
import * as keys from './keys.ts'
import { leavingJobs } from './leaving.ts'
import { getMe } from './me.ts'
import * as notes from './notes.ts'
import * as own from './own.ts'
import * as ownSessions from './own-sessions.ts'
import * as persons from './persons.ts'
import * as phone from './phone.ts'
import { profileSchedules } from './profile-jobs.ts'
import { householdFilePrint, myHouseholdFilePrint } from './profile-print.ts'
import { profileRoutes } from './profile-routes.ts'
import { searchAll } from './search.ts'
import { setUp, setupState } from './setup.ts'
import * as signIn from './sign-in.ts'
import * as staffFile from './staff-file.ts'
import * as vehicles from './vehicles.ts'
import { keepViews, myViews } from './views.ts'

export const peopleModule: Module = {
  name: 'people',
  imports: [householdsImport, ownersImport, residentsImport, vehiclesImport],
  lists: [personsList, vehiclesList, accountsList],
  prints: [householdFilePrint, myHouseholdFilePrint],
  jobs: leavingJobs,
  schedules: profileSchedules,
  routes: [
    ...bind(signInApi, {
      'GET /api/me': getMe,
      'POST /api/sign-in': signIn.signIn,
      'POST /api/sign-in/second': signIn.signInSecond,
      'POST /api/sign-in/phone-code': phone.askCode,
      'POST /api/sign-in/phone': phone.signInByPhone,
      'POST /api/sign-out': signIn.signOut,
      'POST /api/me/password': signIn.changePassword,
      'POST /api/me/second-factor': signIn.beginSecondFactor,
      'POST /api/me/second-factor/confirm': signIn.confirmSecondFactor,
      'POST /api/me/second-factor/off': signIn.endSecondFactor,
      'GET /api/setup': setupState,
      'POST /api/setup': setUp,
    }),
    ...bind(sessionApi, {
      'GET /api/me/sessions': ownSessions.mySessions,
      'POST /api/me/sessions/:sessionId/end': ownSessions.endMySession,
      'POST /api/me/sessions/end-others': ownSessions.endOtherSessions,
    }),
    ...bind(viewApi, { 'GET /api/me/views/:list': myViews, 'PUT /api/me/views/:list': keepViews }),
    ...bind(staffApi, {
      'GET /api/estates/:estateId/staff-files': staffFile.listFiles,
      'GET /api/estates/:estateId/staff-files/:accountId': staffFile.getFile,
      'POST /api/estates/:estateId/staff-files/:accountId/entries': staffFile.addEntry,
      'POST /api/estates/:estateId/staff-entries/:entryId/withdraw': staffFile.withdrawEntry,
      'GET /api/estates/:estateId/my/staff-file': staffFile.myFile,
      'POST /api/estates/:estateId/my/staff-entries/:entryId/seen': staffFile.seeMine,
    }),
    ...bind(accountApi, {
      'GET /api/roles': accounts.listRoles,
      'GET /api/accounts': accounts.listAccounts,
      'POST /api/accounts': accounts.createAccount,
      'GET /api/accounts/:accountId': accounts.getAccount,
      'POST /api/accounts/:accountId/assignments': accounts.assignRole,
      'POST /api/accounts/:accountId/assignments/:assignmentId/end': accounts.endRole,
      'POST /api/accounts/:accountId/close': accounts.closeAccount,
      'POST /api/accounts/:accountId/reopen': accounts.reopenAccount,
      'POST /api/accounts/:accountId/password': accounts.resetPassword,
    }),
    ...bind(keyApi, {
      'GET /api/estates/:estateId/api-keys': keys.listKeys,
      'POST /api/estates/:estateId/api-keys': keys.createKey,
      'POST /api/estates/:estateId/api-keys/:keyId/revoke': keys.revokeKey,
    }),
    ...bind(personApi, {
      'GET /api/estates/:estateId/persons': persons.listPersons,
      'POST /api/estates/:estateId/persons': persons.createPerson,
      'GET /api/estates/:estateId/persons/:personId': persons.getPerson,
      'PUT /api/estates/:estateId/persons/:personId': persons.editPerson,
      'POST /api/estates/:estateId/persons/:personId/reveal': persons.revealPerson,
      'POST /api/estates/:estateId/persons/:personId/consents': vehicles.addConsent,
      'POST /api/estates/:estateId/consents/:consentId/withdraw': vehicles.withdrawConsent,
      'GET /api/estates/:estateId/search': searchAll,
    }),
    ...bind(homeApi, {
      'GET /api/estates/:estateId/units/:unitId/card': homes.unitCard,
      'POST /api/estates/:estateId/units/:unitId/owners': homes.addOwners,
      'POST /api/estates/:estateId/ownerships/:tieId/end': homes.endOwner,
      'POST /api/estates/:estateId/units/:unitId/households': homes.addHousehold,
      'POST /api/estates/:estateId/households/:householdId/members': homes.addMember,
      'POST /api/estates/:estateId/households/:householdId/end': homes.endHousehold,
      'POST /api/estates/:estateId/household-members/:tieId/end': homes.endMember,
      'GET /api/estates/:estateId/vehicles': vehicles.listVehicles,
      'POST /api/estates/:estateId/vehicles': vehicles.addVehicle,
      'POST /api/estates/:estateId/vehicles/:vehicleId/end': vehicles.endVehicle,
    }),
    ...bind(noteApi, {
      'GET /api/estates/:estateId/units/:unitId/notes': notes.listNotes,
      'POST /api/estates/:estateId/units/:unitId/notes': notes.addNote,
      'POST /api/estates/:estateId/unit-notes/:noteId/end': notes.endNote,
    }),
    ...bind(ownApi, {
      'GET /api/my/home': own.myHome,
      'GET /api/my/looks': own.myLooks,
      'POST /api/my/consents/:consentId/withdraw': own.withdrawMine,
    }),
    ...profileRoutes,
  ],
}
