import { endpoints } from '../../core/contract.ts'

export const laneApi = endpoints({})
