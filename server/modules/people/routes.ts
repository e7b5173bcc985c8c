/** Contract → use case. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import * as accounts from './accounts.ts'
import { accountApi, keyApi, signInApi } from './contract.ts'
import * as keys from './keys.ts'
import { getMe } from './me.ts'
import { setUp, setupState } from './setup.ts'
import * as signIn from './sign-in.ts'

export const peopleModule: Module = {
  name: 'people',
  routes: [
    ...bind(signInApi, {
      'GET /api/me': getMe,
      'POST /api/sign-in': signIn.signIn,
      'POST /api/sign-in/second': signIn.signInSecond,
      'POST /api/sign-out': signIn.signOut,
      'POST /api/me/password': signIn.changePassword,
      'POST /api/me/second-factor': signIn.beginSecondFactor,
      'POST /api/me/second-factor/confirm': signIn.confirmSecondFactor,
      'POST /api/me/second-factor/off': signIn.endSecondFactor,
      'GET /api/setup': setupState,
      'POST /api/setup': setUp,
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
  ],
}
