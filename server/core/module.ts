/** What a module hands to the house. modules.ts lists them in order; a module imports only from those above it. */

import type { House } from './house.ts'
import type { BoundRoute } from './http.ts'
import type { JobDef, ScheduleDef } from './jobs.ts'

export interface Module {
  name: string
  routes: BoundRoute[]
  jobs?: Record<string, JobDef>
  schedules?: Record<string, ScheduleDef>
  /** Called once when the program has started, before the first request (caches, device listeners). */
  start?(house: House): Promise<void>
  stop?(): Promise<void>
}
