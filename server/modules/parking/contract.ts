import { endpoints } from '../../core/contract.ts'

export const parkingApi = endpoints({})
