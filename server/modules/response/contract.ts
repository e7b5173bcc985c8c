/** Organising a closure: the table of all endpoints of the room. */
import { brigadeEndpoints } from './contract-brigade.ts'
import { dutyEndpoints } from './contract-duty.ts'

export const responseApi = { ...dutyEndpoints, ...brigadeEndpoints }
