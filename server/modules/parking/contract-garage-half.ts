/** Mechanical garages, order, operators, the planner and the reports: one half of the room, a table of its own. */
import { garageApi } from './contract-garage.ts'
import { projectApi } from './contract-garage-project.ts'
import { operatorApi } from './contract-operator.ts'
import { orderApi } from './contract-order.ts'
import { planApi } from './contract-plan.ts'
import { reportApi } from './contract-report.ts'

export const garageHalfApi = {
  ...garageApi,
  ...planApi,
  ...orderApi,
  ...reportApi,
  ...projectApi,
  ...operatorApi,
}
