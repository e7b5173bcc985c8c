/** What the kill run writes, and where each write must be found again. */
import { createHash } from 'node:crypto'

export interface Target {
  /** address of an idempotent POST */
  path: string
  /** body of one write; the client id must be readable from the row again */
  body(clientId: string): object
  /** SQL that lists every write of the run as (client_id, id) */
  rows: string
  /** audit action that each write leaves */
  action: string
}

/** A root of the region tree: a plain verb with request id, audit row and a unique key, on every installation. */
export const regions: Target = {
  path: '/api/regions',
  body: clientId => ({
    parentId: null,
    kind: 'city',
    code: createHash('sha256').update(clientId).digest('hex').slice(0, 16),
    name: clientId,
  }),
  rows: "SELECT name AS client_id, id::text FROM region WHERE name LIKE 'kill-%'",
  action: 'region.create',
}
