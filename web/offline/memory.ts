/** The data base of what a terminal or a field phone read for work without network; signing out deletes it, so that the next person finds nothing. */
export const gateMemory = 'anju-gate'

/** Deletes what the device held of people and tasks. What waits to be sent stays. */
export function wipeGateMemory(): void {
  indexedDB.deleteDatabase(gateMemory)
}
