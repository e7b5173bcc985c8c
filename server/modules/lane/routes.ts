/** Contract → use case. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import { doorApi } from './contract-door.ts'
import { dahuaDoor, ownDoor } from './door.ts'
import { startLanes, stopLanes } from './running.ts'

export const laneModule: Module = {
  name: 'lane',
  routes: bind(doorApi, {
    'POST /d/:estate/:key': ownDoor,
    'POST /d/:estate/:key/*': ownDoor,
    'POST /NotificationInfo/:what': dahuaDoor,
  }),
  start: startLanes,
  stop: stopLanes,
}
