/** Contract → use case. */
import { bind } from '../../core/http.ts'
import type { JobDef } from '../../core/jobs.ts'
import type { Module } from '../../core/module.ts'
import { CAMERA_LIST, cameraList } from './camera-list.ts'
import * as cards from './card-list.ts'
import { laneApi } from './contract.ts'
import { edgeApi } from './contract-edge.ts'
import { pushList } from './device-list.ts'
import * as devices from './devices.ts'
import { dahuaDoor, ownDoor } from './door.ts'
import * as edge from './edge.ts'
import { takeEvents } from './edge-events.ts'
import { facts } from './edge-facts.ts'
import { takePicture } from './edge-pictures.ts'
import { schedules } from './jobs.ts'
import * as late from './late.ts'
import { lists } from './lists.ts'
import * as log from './log.ts'
import * as plates from './plates.ts'
import { startLanes, stopLanes } from './running.ts'
import * as settle from './settle.ts'
import { simulate } from './simulate.ts'

const edgeRoutes = bind(edgeApi, {
  'GET /api/estates/:estateId/lane-agents': edge.listAgents,
  'POST /api/estates/:estateId/lane-agents': edge.addAgent,
  'POST /api/estates/:estateId/lane-agents/:agentId/revoke': edge.revokeAgent,
  'PUT /api/estates/:estateId/lane-agents/:agentId/devices': edge.bindAgent,
  'POST /api/edge/enrol': edge.enrol,
  'GET /api/edge/:key/facts': facts,
  'POST /api/edge/:key/beat': edge.beat,
  'POST /api/edge/:key/wait': edge.waitForCommand,
  'POST /api/edge/:key/events': takeEvents,
  'POST /api/edge/:key/pictures': takePicture,
  'POST /api/edge/:key/commands/:id': edge.ended,
})

export const laneModule: Module = {
  name: 'lane',
  routes: [
    ...bind(laneApi, {
      'GET /api/estates/:estateId/lanes/now': log.lanesAsNow,
      'GET /api/estates/:estateId/lane-events': log.listEvents,
      'GET /api/estates/:estateId/lane-events/:id': log.oneEvent,
      'POST /api/estates/:estateId/lane-events/:id/settle': settle.settle,
      'POST /api/estates/:estateId/lane-events/:id/offence': settle.markOffence,
      'POST /api/estates/:estateId/lanes/:laneId/pass': settle.passByHand,
      'POST /api/estates/:estateId/lanes/late': late.passedLate,
      'POST /api/estates/:estateId/lanes/:laneId/command': settle.moveBarrier,
      'GET /api/estates/:estateId/lane-commands': log.listCommands,
      'POST /api/estates/:estateId/lanes/:laneId/simulate': simulate,
      'GET /api/estates/:estateId/lane-devices': devices.listDevices,
      'GET /api/estates/:estateId/lane-devices/:id': devices.oneDevice,
      'POST /api/estates/:estateId/lane-devices': devices.addDevice,
      'PUT /api/estates/:estateId/lane-devices/:id': devices.changeDevice,
      'POST /api/estates/:estateId/lane-devices/:id/key': devices.newAddress,
      'POST /api/estates/:estateId/lane-devices/:id/revoke': devices.revokeDevice,
      'POST /api/estates/:estateId/lane-devices/:id/list': pushList,
      'POST /api/estates/:estateId/lane-strays/:id/adopt': devices.adoptStray,
      'POST /api/estates/:estateId/lane-strays/:id/drop': devices.dropStray,
      'PUT /api/estates/:estateId/lanes/:laneId/setting': devices.setLane,
      'GET /api/estates/:estateId/lane-list': plates.listPlates,
      'GET /api/estates/:estateId/lane-list/:id': plates.onePlate,
      'POST /api/estates/:estateId/lane-list': plates.addPlate,
      'POST /api/estates/:estateId/lane-list/:id/decision': plates.decidePlate,
      'POST /api/estates/:estateId/lane-list/:id/end': plates.endPlate,
      'GET /api/estates/:estateId/lane-cards': cards.listCards,
      'GET /api/estates/:estateId/lane-cards/:id': cards.oneCard,
      'POST /api/estates/:estateId/lane-cards': cards.addCard,
      'POST /api/estates/:estateId/lane-cards/:id/end': cards.takeBackCard,
      'POST /d/:estate/:key': ownDoor,
      'POST /d/:estate/:key/:part/:what': ownDoor,
      'POST /NotificationInfo/:what': dahuaDoor,
    }),
    ...edgeRoutes,
  ],
  jobs: { [CAMERA_LIST]: cameraList as JobDef },
  schedules,
  lists,
  start: startLanes,
  stop: stopLanes,
}
