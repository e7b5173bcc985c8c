/**
 * What the agent knows of its estate, in the shapes of the contract. Plates never stand here: a right is found by its
 * tag, an HMAC of the plate under a key that this agent alone shares with the server.
 */
import { createHmac } from 'node:crypto'
import type { z } from 'zod'
import type * as contract from '../server/modules/lane/contract-edge.ts'

export type EdgeSite = z.output<typeof contract.EdgeSite>
export type EdgeDevice = z.output<typeof contract.EdgeDevice>
export type EdgeLane = z.output<typeof contract.EdgeLane>
export type EdgeFacts = z.output<typeof contract.EdgeFacts>
export type EdgePosition = z.output<typeof contract.EdgePosition>
export type EdgeEvent = z.output<typeof contract.EdgeEvent>
export type EdgeCommand = z.output<typeof contract.EdgeCommand>

/** How a plate is known here: 16 bytes in hex. */
export function tagOf(tagKey: Buffer, plate: string): string {
  return createHmac('sha256', tagKey).update(`plate\0${plate}`).digest('hex').slice(0, 32)
}
