/** This half of the room as one: mechanical garages, order, operators, the planner and the reports. */
import { bind } from '../../core/http.ts'
import type { JobDef, ScheduleDef } from '../../core/jobs.ts'
import type { Module } from '../../core/module.ts'
import { garageApi } from './contract-garage.ts'
import { planApi } from './contract-plan.ts'
import * as garage from './garage.ts'
import * as fault from './garage-fault.ts'
import * as fetching from './garage-fetch.ts'
import { setGarageLot } from './garage-lot.ts'
import { garageLists, garagePrints } from './garage-prints.ts'
import { projectLists, projectPrints } from './garage-project-prints.ts'
import { operatorLists, operatorPrints } from './operator-prints.ts'
import { sweepEndings } from './operator-safety.ts'
import { moveJobs } from './order-move.ts'
import { orderLists, orderPrints } from './order-prints.ts'
import { orderRoutes } from './order-routes.ts'
import * as plan from './plan.ts'
import { staysImport } from './plan-import.ts'
import { planPrint } from './plan-print.ts'
import { reportLists, reportPrints } from './report-prints.ts'
import { operatorRoutes, projectRoutes, reportRoutes } from './report-routes.ts'

const P = '/api/estates/:estateId' as const

const garageRoutes = bind(garageApi, {
  [`GET ${P}/garages` as const]: garage.listGarages,
  [`POST ${P}/garages` as const]: garage.addGarage,
  [`GET ${P}/garages/:garageId` as const]: garage.getGarage,
  [`PUT ${P}/garages/:garageId/lot` as const]: setGarageLot,
  [`PUT ${P}/garages/:garageId/slots/:code` as const]: garage.setSlot,
  [`POST ${P}/garages/:garageId/stop` as const]: garage.stopGarage,
  [`POST ${P}/garages/:garageId/start` as const]: garage.startGarage,
  [`POST ${P}/garages/:garageId/apply` as const]: garage.applyInspection,
  [`POST ${P}/garages/:garageId/inspections` as const]: garage.recordInspection,
  [`POST ${P}/garages/:garageId/faults` as const]: fault.reportFault,
  [`GET ${P}/garage-faults` as const]: fault.listFaults,
  [`POST ${P}/garages/:garageId/faults/:faultId/call` as const]: fault.callRescue,
  [`POST ${P}/garages/:garageId/faults/:faultId/arrive` as const]: fault.rescueArrived,
  [`POST ${P}/garages/:garageId/faults/:faultId/free` as const]: fault.freePeople,
  [`POST ${P}/garages/:garageId/faults/:faultId/repair` as const]: fault.repairFault,
  [`POST ${P}/garages/:garageId/faults/:faultId/inspect` as const]: fault.inspectFault,
  [`POST ${P}/garages/:garageId/faults/:faultId/close` as const]: fault.closeFault,
  [`GET ${P}/garage-fetches` as const]: fetching.listFetches,
  [`POST ${P}/garages/:garageId/fetches` as const]: fetching.askFetch,
  [`POST ${P}/garage-fetches/:fetchId/move` as const]: fetching.moveFetch,
  [`GET ${P}/my/garage` as const]: fetching.myGarage,
  [`POST ${P}/my/garage/fetches` as const]: fetching.myFetch,
  [`POST ${P}/my/garage/fetches/:fetchId/cancel` as const]: fetching.cancelMine,
  [`POST ${P}/my/garage/alarm` as const]: fault.myAlarm,
})

const planRoutes = bind(planApi, {
  [`GET ${P}/parking/plan/start` as const]: plan.planStart,
  [`GET ${P}/parking/plan/scenarios` as const]: plan.listScenarios,
  [`POST ${P}/parking/plan/scenarios` as const]: plan.addScenario,
  [`GET ${P}/parking/plan/scenarios/:scenarioId` as const]: plan.getScenario,
  [`DELETE ${P}/parking/plan/scenarios/:scenarioId` as const]: plan.removeScenario,
})

const jobs: Record<string, JobDef> = { ...fault.faultJobs, ...plan.planJobs, ...moveJobs }

const schedules: Record<string, ScheduleDef> = {
  'garage.inspections': { cron: '30 6 * * *', run: garage.sweepInspections },
  'parking.endings': { cron: '40 6 * * *', run: sweepEndings },
}

/** What the room's routes.ts spreads into its module. */
export const garageHalf = {
  routes: [
    ...garageRoutes,
    ...planRoutes,
    ...orderRoutes,
    ...reportRoutes,
    ...projectRoutes,
    ...operatorRoutes,
  ],
  jobs,
  schedules,
  imports: [staysImport],
  lists: [...garageLists, ...orderLists, ...reportLists, ...projectLists, ...operatorLists],
  prints: [...garagePrints, planPrint, ...orderPrints, ...reportPrints, ...projectPrints, ...operatorPrints],
} satisfies Omit<Module, 'name'>
