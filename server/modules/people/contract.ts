/** All of the people module's endpoints; the parts stand in the contract-*.ts files beside it. */
import { accountApi, keyApi, signInApi } from './contract-accounts.ts'

export * from './contract-accounts.ts'

export const peopleApi = { ...signInApi, ...accountApi, ...keyApi }
