/** Contract → use case. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import { jobs } from './arrival.ts'
import { gateApi } from './contract.ts'
import { schedules } from './jobs.ts'
import { lists } from './lists.ts'
import { prints } from './prints.ts'
import { incidentLists, incidentPrints } from './prints-incident.ts'
import { noticePrint, plainNoticePrint } from './prints-notice.ts'
import { peopleLists, peoplePrints } from './prints-people.ts'
import { reportLists, reportPrints } from './prints-report.ts'
import * as reportWatch from './report-watch.ts'
import * as ask from './service-ask.ts'
import * as check from './service-check.ts'
import * as closure from './service-closure.ts'
import * as disclosure from './service-disclosure.ts'
import * as end from './service-end.ts'
import * as gate from './service-gate.ts'
import * as incident from './service-incident.ts'
import * as incidentLate from './service-incident-late.ts'
import * as keep from './service-keep.ts'
import * as key from './service-key.ts'
import { myPassages } from './service-mine.ts'
import * as muster from './service-muster.ts'
import * as parcel from './service-parcel.ts'
import * as pass from './service-pass.ts'
import * as passage from './service-passage.ts'
import * as permit from './service-permit.ts'
import { register } from './service-register.ts'
import * as report from './service-report.ts'
import * as rollup from './service-rollup.ts'
import { site, snapshot } from './service-snapshot.ts'
import * as stray from './service-stray.ts'
import { bringLeft, sync } from './service-sync.ts'

export const gateModule: Module = {
  name: 'gate',
  routes: bind(gateApi, {
    'GET /api/estates/:estateId/gates': gate.listGates,
    'POST /api/estates/:estateId/gates': gate.addGate,
    'PUT /api/estates/:estateId/gates/:gateId': gate.changeGate,
    'POST /api/estates/:estateId/gates/:gateId/state': gate.setGateState,
    'POST /api/estates/:estateId/gates/:gateId/lanes': gate.addLane,
    'GET /api/estates/:estateId/gate/checks': check.listChecks,
    'POST /api/estates/:estateId/gates/:gateId/checks': check.recordCheck,
    'POST /api/estates/:estateId/gates/:gateId/exceptions': gate.askException,
    'POST /api/estates/:estateId/gate-exceptions/:id/decision': gate.decideException,
    'PUT /api/estates/:estateId/gate/hours': gate.setHours,
    'GET /api/estates/:estateId/closures': closure.listClosures,
    'POST /api/estates/:estateId/closures': closure.beginClosure,
    'POST /api/estates/:estateId/closures/:id/extend': closure.extendClosure,
    'POST /api/estates/:estateId/closures/:id/lift': closure.liftClosure,
    'POST /api/estates/:estateId/closures/:id/erasure': end.eraseClosure,
    'POST /api/regions/:regionId/closures': closure.beginRegionClosure,
    'POST /api/estates/:estateId/gate/asks': ask.askHome,
    'GET /api/estates/:estateId/gate/asks': ask.listAsks,
    'POST /api/estates/:estateId/gate/asks/:id/answer': ask.answerByWord,
    'GET /api/estates/:estateId/my-gate': ask.myGate,
    'POST /api/estates/:estateId/my-gate/asks/:id/answer': ask.answerMine,
    'GET /api/estates/:estateId/my-gate/passages': myPassages,
    'POST /api/estates/:estateId/gate/parcels': parcel.takeParcel,
    'GET /api/estates/:estateId/gate/parcels': parcel.listParcels,
    'POST /api/estates/:estateId/gate/parcels/:id/end': parcel.endParcel,
    'GET /api/estates/:estateId/gate/headcount': muster.headcount,
    'GET /api/estates/:estateId/gate/musters': muster.listMusters,
    'GET /api/estates/:estateId/gate/musters/:key': muster.oneMuster,
    'POST /api/estates/:estateId/gate/musters/:key': muster.beginMuster,
    'POST /api/estates/:estateId/gate/musters/:key/ticks': muster.tickMuster,
    'POST /api/estates/:estateId/gate/musters/:key/end': muster.endMuster,
    'GET /api/estates/:estateId/gate/disclosures': disclosure.listDisclosures,
    'POST /api/estates/:estateId/gate/disclosures': disclosure.askDisclosure,
    'POST /api/estates/:estateId/gate/disclosures/:id/paper': disclosure.addPaper,
    'POST /api/estates/:estateId/gate/disclosures/:id/decision': disclosure.decideDisclosure,
    'POST /api/estates/:estateId/gate/disclosures/:id/export': disclosure.exportDisclosure,
    'GET /api/estates/:estateId/closure-purges': end.listPurges,
    'PUT /api/estates/:estateId/gate/retention': end.setRetention,
    'GET /api/estates/:estateId/gate/keeping': keep.getKeeping,
    'PUT /api/estates/:estateId/gate/keeping': keep.setKeeping,
    'POST /api/estates/:estateId/gate/incidents/:id/keep': incident.keepIncident,
    'GET /api/estates/:estateId/gate/site': site,
    'GET /api/estates/:estateId/gate/snapshot': snapshot,
    'POST /api/estates/:estateId/gate/passages': register,
    'POST /api/estates/:estateId/gate/sync': sync,
    'POST /api/gate/left': bringLeft,
    'GET /api/estates/:estateId/gate/passages': passage.listPassages,
    'POST /api/estates/:estateId/gate/passages/:id/reveal': passage.reveal,
    'GET /api/estates/:estateId/gate/inside': passage.inside,
    'GET /api/estates/:estateId/gate/passages/:id': passage.onePassage,
    'GET /api/estates/:estateId/gate/stray': stray.listStray,
    'POST /api/estates/:estateId/gate/stray/:clientId/drop': stray.dropStray,
    'POST /api/estates/:estateId/gate/stray/:clientId/enter': stray.enterStray,
    'GET /api/gate-exceptions': gate.waitingExceptions,
    'GET /api/estates/:estateId/gate/incidents': incident.listIncidents,
    'POST /api/estates/:estateId/gate/incidents': incident.recordIncident,
    'POST /api/estates/:estateId/gate/incidents/late': incidentLate.lateIncident,
    'POST /api/estates/:estateId/gate/incidents/late/:of/photo': incidentLate.latePhoto,
    'POST /api/estates/:estateId/gate/incidents/:id/photo': incident.addPhoto,
    'POST /api/estates/:estateId/gate/incidents/:id/hand': incident.handIncident,
    'POST /api/estates/:estateId/gate/passes': pass.issuePass,
    'GET /api/estates/:estateId/my-keys': key.myKeys,
    'POST /api/estates/:estateId/my-keys': key.addKey,
    'POST /api/estates/:estateId/my-keys/:id/end': key.endMyKey,
    'GET /api/estates/:estateId/gate/permits': permit.listPermits,
    'GET /api/estates/:estateId/gate/permits/:id': permit.onePermit,
    'POST /api/estates/:estateId/gate/permits': permit.issuePermit,
    'POST /api/estates/:estateId/gate/permits/:id/end': permit.endPermit,
    'PUT /api/estates/:estateId/gate/permit-rule': permit.setPermitRule,
    'GET /api/estates/:estateId/gate/passes': pass.listPasses,
    'POST /api/estates/:estateId/gate/passes/check': pass.checkPass,
    'POST /api/estates/:estateId/gate/passes/:id/revoke': pass.revokePass,
    'GET /api/estates/:estateId/my-passes': pass.myPasses,
    'POST /api/estates/:estateId/my-passes': pass.invite,
    'POST /api/estates/:estateId/my-passes/:id/revoke': pass.revokeMine,
    'GET /api/estates/:estateId/gate/terminals': pass.listTerminals,
    'POST /api/estates/:estateId/gate/terminals': pass.addTerminal,
    'POST /api/estates/:estateId/gate/terminals/:id/revoke': pass.revokeTerminal,
    'GET /api/estates/:estateId/gate/hours': rollup.hours,
    'GET /api/estates/:estateId/gate/days': rollup.days,
    'GET /api/regions/:regionId/gate/rollup': rollup.rollup,
    'GET /api/gate/reports': reportWatch.listReports,
    'GET /api/regions/:regionId/gate/reports/:level/:day': report.readReport,
    'POST /api/regions/:regionId/gate/reports/:level/:day': report.submitReport,
    'POST /api/regions/:regionId/gate/reports/:level/:day/correction': report.correctReport,
    'GET /api/regions/:regionId/gate/report-duty/:level': reportWatch.reportDuty,
    'PUT /api/regions/:regionId/gate/report-duty/:level': reportWatch.nameReporter,
  }),
  jobs,
  schedules,
  lists: [...lists, ...incidentLists, ...reportLists, ...peopleLists],
  prints: [...prints, noticePrint, plainNoticePrint, ...incidentPrints, ...reportPrints, ...peoplePrints],
}
