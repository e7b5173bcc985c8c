import { endpoints } from '../../core/contract.ts'
import { garageApi } from './contract-garage.ts'
import { projectApi } from './contract-garage-project.ts'
import { operatorApi } from './contract-operator.ts'
import { orderApi } from './contract-order.ts'
import { planApi } from './contract-plan.ts'
import { reportApi } from './contract-report.ts'

export const parkingApi = endpoints({
  ...garageApi,
  ...planApi,
  ...orderApi,
  ...reportApi,
  ...projectApi,
  ...operatorApi,
})
