import type { ModulePages } from './page.ts'
import board from './pages/board/index.ts'
import catalogue from './pages/catalogue/index.ts'
import calendar from './pages/desk/calendar-index.ts'
import desk from './pages/desk/index.ts'
import promises from './pages/desk/promises.ts'
import wall from './pages/desk/wall.ts'
import estate from './pages/estate/index.ts'
import followup from './pages/followup/index.ts'
import gate from './pages/gate/index.ts'
import laneAgents from './pages/lane/agents-index.ts'
import laneCards from './pages/lane/cards-index.ts'
import lane from './pages/lane/index.ts'
import ledger from './pages/ledger/index.ts'
import covenant from './pages/notice/covenant.ts'
import notice from './pages/notice/index.ts'
import orders from './pages/orders/index.ts'
import parkingGarage from './pages/parking/garage-index.ts'
import parking from './pages/parking/index.ts'
import people from './pages/people/index.ts'
import profile from './pages/people/profile.ts'
import response from './pages/response/index.ts'
import roster from './pages/roster/index.ts'
import trail from './pages/trail/index.ts'
import transfer from './pages/transfer/index.ts'
import triage from './pages/triage/index.ts'

/**
 * The modules that have screens: one import and one line each, in the order of server/modules.ts. The build
 * reads this list too (which files a phone keeps for use without network), so it imports nothing but indexes.
 */
export const modules: ModulePages[] = [
  estate,
  people,
  profile,
  transfer,
  trail,
  roster,
  notice,
  covenant,
  catalogue,
  desk,
  followup,
  orders,
  triage,
  promises,
  wall,
  calendar,
  gate,
  lane,
  laneAgents,
  laneCards,
  response,
  ledger,
  parking,
  parkingGarage,
  board,
]
