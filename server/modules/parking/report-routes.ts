/** Contract → use case of the reports, the projects and the operators. */
import { bind } from '../../core/http.ts'
import { projectApi } from './contract-garage-project.ts'
import { operatorApi } from './contract-operator.ts'
import { reportApi } from './contract-report.ts'
import * as project from './garage-project.ts'
import * as special from './garage-special.ts'
import * as operator from './operator.ts'
import * as safety from './operator-safety.ts'
import * as report from './report.ts'

export const reportRoutes = bind(reportApi, {
  'GET /api/estates/:estateId/parking/numbers': report.parkingNumbers,
  'GET /api/estates/:estateId/parking/peak': report.parkingPeak,
  'GET /api/estates/:estateId/parking/work': report.parkingWork,
  'GET /api/parking/board': report.parkingBoard,
})

export const projectRoutes = bind(projectApi, {
  'GET /api/estates/:estateId/garage-projects': project.listProjects,
  'POST /api/estates/:estateId/garage-projects': project.beginProject,
  'GET /api/estates/:estateId/garage-projects/:projectId': project.getProject,
  'POST /api/estates/:estateId/garage-projects/:projectId/options': project.addOption,
  'POST /api/estates/:estateId/garage-projects/:projectId/choose': project.chooseOption,
  'POST /api/estates/:estateId/garage-projects/:projectId/vote': project.recordVote,
  'POST /api/estates/:estateId/garage-projects/:projectId/approve': project.addApproval,
  'POST /api/estates/:estateId/garage-projects/:projectId/build': project.beginBuilding,
  'POST /api/estates/:estateId/garage-projects/:projectId/accept': project.acceptProject,
  'POST /api/estates/:estateId/garage-projects/:projectId/inspect': project.inspectProject,
  'POST /api/estates/:estateId/garage-projects/:projectId/use': project.useProject,
  'POST /api/estates/:estateId/garage-projects/:projectId/drop': project.dropProject,
  'GET /api/estates/:estateId/garage-plans': special.listPlans,
  'POST /api/estates/:estateId/garage-plans': special.writePlan,
  'POST /api/estates/:estateId/garage-plans/:planId/approve': special.approvePlan,
  'POST /api/estates/:estateId/garage-plans/:planId/steps': special.doStep,
})

export const operatorRoutes = bind(operatorApi, {
  'GET /api/estates/:estateId/parking/operators': operator.listOperators,
  'POST /api/estates/:estateId/parking/operators': operator.addOperator,
  'GET /api/estates/:estateId/parking/operators/:contractId': operator.getOperator,
  'POST /api/estates/:estateId/parking/operators/:contractId/rules': operator.putRule,
  'POST /api/estates/:estateId/parking/operators/:contractId/staff': operator.addStaff,
  'POST /api/estates/:estateId/parking/operators/:contractId/end': operator.endOperator,
  'POST /api/estates/:estateId/parking/operators/:contractId/checks': operator.checkOperator,
  'POST /api/estates/:estateId/parking/operators/:contractId/fines': operator.proposeFine,
  'GET /api/estates/:estateId/parking/fines': operator.listFines,
  'POST /api/estates/:estateId/parking/fines/:fineId/object': operator.objectFine,
  'POST /api/estates/:estateId/parking/fines/:fineId/decide': operator.decideFine,
  'GET /api/estates/:estateId/parking/patrol/points': safety.listPoints,
  'POST /api/estates/:estateId/parking/patrol/points': safety.addPoint,
  'POST /api/estates/:estateId/parking/patrol/points/:pointId/end': safety.endPoint,
  'GET /api/estates/:estateId/parking/patrol/visits': safety.listVisits,
  'POST /api/estates/:estateId/parking/patrol/visits': safety.visitPoint,
  'GET /api/estates/:estateId/parking/safety': safety.safety,
  'POST /api/estates/:estateId/parking/cameras': safety.putCamera,
  'POST /api/estates/:estateId/parking/insurance': safety.addInsurance,
})
