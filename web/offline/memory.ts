/** The data base of a gate terminal's snapshot; signing out deletes it, so that the next person finds nothing. */
export const gateMemory = 'anju-gate'

/** Deletes what a terminal held of the people who pass there. What waits to be sent is sealed and stays. */
export function wipeGateMemory(): void {
  indexedDB.deleteDatabase(gateMemory)
}
