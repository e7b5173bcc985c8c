/** The rooms of the house, in order: a module may import only from those above it (checked by test/tidy.test.ts). */
import type { Module } from './core/module.ts'
import { upkeepModule } from './core/upkeep.ts'
import { catalogueModule } from './modules/catalogue/routes.ts'
import { deskModule } from './modules/desk/routes.ts'
import { estateModule } from './modules/estate/routes.ts'
import { filesModule } from './modules/files/routes.ts'
import { followupModule } from './modules/followup/routes.ts'
import { gateModule } from './modules/gate/routes.ts'
import { laneModule } from './modules/lane/routes.ts'
import { ledgerModule } from './modules/ledger/routes.ts'
import { noticeModule } from './modules/notice/routes.ts'
import { oversightModule } from './modules/oversight/routes.ts'
import { parkingModule } from './modules/parking/routes.ts'
import { peopleModule } from './modules/people/routes.ts'
import { responseModule } from './modules/response/routes.ts'
import { rosterModule } from './modules/roster/routes.ts'
import { trailModule } from './modules/trail/routes.ts'
import { transferModule } from './modules/transfer/routes.ts'
import { triageModule } from './modules/triage/routes.ts'

export const modules: Module[] = [
  upkeepModule,
  filesModule,
  estateModule,
  peopleModule,
  transferModule,
  trailModule,
  rosterModule,
  noticeModule,
  catalogueModule,
  deskModule,
  triageModule,
  followupModule,
  gateModule,
  laneModule,
  responseModule,
  ledgerModule,
  parkingModule,
  oversightModule,
]
