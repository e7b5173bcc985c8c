/** What a module hands to the house. modules.ts lists them in order; a module imports only from those above it. */

import type { House } from './house.ts'
import type { BoundRoute } from './http.ts'
import type { JobDef, ScheduleDef } from './jobs.ts'
import type { RegisteredForetell, RegisteredImport, RegisteredList, RegisteredPrint } from './transfer.ts'

export interface Module {
  name: string
  routes: BoundRoute[]
  jobs?: Record<string, JobDef>
  schedules?: Record<string, ScheduleDef>
  /** Tables it takes in, lists it gives out, documents it prints; the transfer room serves them. */
  imports?: RegisteredImport[]
  lists?: RegisteredList[]
  prints?: RegisteredPrint[]
  /** What imports of other rooms would bring about in this one, for their preview. */
  foretells?: RegisteredForetell[]
  /** Called once when the program has started, before the first request (caches, device listeners). */
  start?(house: House): Promise<void>
  stop?(): Promise<void>
}
