import { endpoints } from '../../core/contract.ts'
import { garageApi } from './contract-garage.ts'
import { orderApi } from './contract-order.ts'
import { planApi } from './contract-plan.ts'

export const parkingApi = endpoints({
  ...garageApi,
  ...planApi,
  ...orderApi,
})
