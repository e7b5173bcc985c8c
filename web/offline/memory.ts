/** The data bases of what a field phone and a gate terminal read for work without network; signing out deletes both, so that the next person finds nothing. */
export const gateMemory = 'anju-gate'
export const guardMemory = 'anju-guard'

/** Deletes what the device held of people and tasks. What waits to be sent stays. */
export function wipeGateMemory(): void {
  indexedDB.deleteDatabase(gateMemory)
  indexedDB.deleteDatabase(guardMemory)
}
