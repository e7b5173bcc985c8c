/** All of the people module's endpoints; the parts stand in the contract-*.ts files beside it. */
import { accountApi, keyApi, signInApi } from './contract-accounts.ts'
import { homeApi, noteApi, ownApi } from './contract-homes.ts'
import { personApi } from './contract-persons.ts'
import { profileApi } from './contract-profile.ts'
import { sessionApi } from './contract-sessions.ts'
import { staffApi } from './contract-staff.ts'
import { viewApi } from './contract-views.ts'

export * from './contract-accounts.ts'
export * from './contract-homes.ts'
export * from './contract-persons.ts'
export * from './contract-profile.ts'
export * from './contract-sessions.ts'
export * from './contract-views.ts'

export const peopleApi = {
  ...signInApi,
  ...sessionApi,
  ...staffApi,
  ...viewApi,
  ...accountApi,
  ...keyApi,
  ...personApi,
  ...homeApi,
  ...noteApi,
  ...ownApi,
  ...profileApi,
}
