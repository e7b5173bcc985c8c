/** Contract → use case. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import * as brigade from './brigade.ts'
import * as own from './brigade-own.ts'
import * as care from './care.ts'
import * as careList from './care-list.ts'
import { responseApi } from './contract.ts'
import * as dispatch from './dispatch.ts'
import * as duty from './duty.ts'
import * as grid from './grid.ts'
import * as grouping from './grouping.ts'
import { imports } from './imports.ts'
import { jobs, schedules } from './jobs.ts'
import { lists } from './lists.ts'
import * as papers from './papers.ts'
import * as patrols from './patrols.ts'
import { sendWorkPhoto } from './photos.ts'
import { prints } from './prints.ts'
import * as reviews from './reviews.ts'
import * as survey from './survey.ts'
import * as tasks from './tasks.ts'
import * as planned from './tasks-region.ts'

export const responseModule: Module = {
  name: 'response',
  routes: bind(responseApi, {
    'GET /api/regions/:regionId/response/duty': duty.regionDuty,
    'PUT /api/regions/:regionId/response/duty': duty.nameInRegion,
    'GET /api/regions/:regionId/response/duty/estates': duty.listDuties,
    'GET /api/estates/:estateId/response/duty': duty.estateDuty,
    'PUT /api/estates/:estateId/response/duty': duty.nameAtEstate,
    'GET /api/regions/:regionId/response/members': brigade.listMembers,
    'GET /api/regions/:regionId/response/grouping': grouping.getGrouping,
    'PUT /api/regions/:regionId/response/grouping': grouping.proposeGrouping,
    'POST /api/regions/:regionId/response/grouping/community': grouping.confirmCommunity,
    'POST /api/regions/:regionId/response/grouping/forestry': grouping.confirmForestry,
    'POST /api/regions/:regionId/response/grouping/return': grouping.returnGrouping,
    'GET /api/regions/:regionId/response/groupings': grouping.listGroupings,
    'GET /api/regions/:regionId/response/brigades': own.listBrigades,
    'POST /api/brigades/:brigadeId/members': own.addMember,
    'PUT /api/brigades/:brigadeId/members/:memberId': own.changeMember,
    'POST /api/brigades/:brigadeId/members/:memberId/end': own.endMember,
    'POST /api/brigades/:brigadeId/vehicles': own.addVehicle,
    'PUT /api/brigades/:brigadeId/vehicles/:vehicleId': own.changeVehicle,
    'POST /api/brigades/:brigadeId/vehicles/:vehicleId/end': own.endVehicle,
    'GET /api/regions/:regionId/response/vehicles': brigade.listVehicles,
    'POST /api/regions/:regionId/response/vehicles/:vehicleId/use': brigade.giveVehicle,
    'POST /api/regions/:regionId/response/vehicles/:vehicleId/free': brigade.freeVehicle,
    'GET /api/regions/:regionId/response/survey': survey.getSurvey,
    'GET /api/regions/:regionId/response/survey/estates': survey.surveyEstates,
    'POST /api/regions/:regionId/response/survey': survey.beginSurvey,
    'POST /api/regions/:regionId/response/survey/:roundId/close': survey.closeSurvey,
    'GET /api/regions/:regionId/response/tasks': tasks.regionTasks,
    'POST /api/regions/:regionId/response/fencing': planned.planFencing,
    'POST /api/regions/:regionId/response/disinfection': planned.planDisinfection,
    'GET /api/regions/:regionId/response/disinfection': planned.disinfection,
    'GET /api/estates/:estateId/response/tasks': tasks.estateTasks,
    'POST /api/estates/:estateId/response/tasks': tasks.addTask,
    'GET /api/estates/:estateId/response/tasks/:taskId': tasks.getTask,
    'POST /api/estates/:estateId/response/tasks/:taskId/start': tasks.startTask,
    'POST /api/estates/:estateId/response/tasks/:taskId/done': tasks.finishTask,
    'POST /api/estates/:estateId/response/tasks/:taskId/see': tasks.seeTask,
    'POST /api/estates/:estateId/response/tasks/:taskId/return': tasks.returnTask,
    'POST /api/estates/:estateId/response/tasks/:taskId/cancel': tasks.cancelTask,
    'POST /api/estates/:estateId/response/tasks/:taskId/assign': tasks.assignTask,
    'GET /api/estates/:estateId/response/photos/:fileId': sendWorkPhoto,
    'GET /api/estates/:estateId/response/grid': grid.getGrid,
    'PUT /api/estates/:estateId/response/grid': grid.setGrid,
    'POST /api/estates/:estateId/response/grid/reports': grid.reportGrid,
    'GET /api/regions/:regionId/response/papers': papers.listPapers,
    'POST /api/regions/:regionId/response/papers': papers.writePaper,
    'GET /api/regions/:regionId/response/papers/:paperId': papers.getPaper,
    'PUT /api/regions/:regionId/response/papers/:paperId': papers.changePaper,
    'POST /api/regions/:regionId/response/papers/:paperId/send': papers.sendPaper,
    'POST /api/regions/:regionId/response/papers/:paperId/read': papers.readInRegion,
    'GET /api/estates/:estateId/response/papers': papers.estatePapers,
    'POST /api/estates/:estateId/response/papers/:paperId/read': papers.readAtEstate,
    'GET /api/regions/:regionId/response/care': careList.listCare,
    'POST /api/estates/:estateId/response/care': care.addCase,
    'GET /api/estates/:estateId/response/my-care': careList.myCare,
    'GET /api/estates/:estateId/response/care/:caseId': care.getCase,
    'POST /api/estates/:estateId/response/care/:caseId/reveal': care.revealCase,
    'POST /api/estates/:estateId/response/care/:caseId/checks': care.checkCase,
    'POST /api/estates/:estateId/response/care/:caseId/needs': care.addNeed,
    'POST /api/estates/:estateId/response/care/:caseId/needs/:needId/brought': care.bringNeed,
    'POST /api/estates/:estateId/response/care/:caseId/end': care.endCase,
    'POST /api/estates/:estateId/response/care/:caseId/worker': care.giveCase,
    'GET /api/regions/:regionId/response/dispatch': dispatch.watch,
    'POST /api/estates/:estateId/response/dispatch': dispatch.send,
    'POST /api/estates/:estateId/response/dispatch/:dispatchId/arrived': dispatch.arrived,
    'GET /api/response/sent': dispatch.mySent,
    'POST /api/response/sent/:dispatchId/arrived': dispatch.iArrived,
    'POST /api/estates/:estateId/response/dispatch/:dispatchId/over': dispatch.callBack,
    'GET /api/regions/:regionId/response/patrols': patrols.listPatrols,
    'POST /api/regions/:regionId/response/patrols': patrols.planPatrol,
    'POST /api/regions/:regionId/response/patrols/:patrolId/close': patrols.closePatrol,
    'GET /api/regions/:regionId/response/reviews': reviews.listReviews,
    'POST /api/regions/:regionId/response/reviews': reviews.review,
  }),
  jobs,
  schedules,
  imports,
  lists,
  prints,
}
