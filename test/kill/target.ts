/** What the kill run writes, and where each write must be found again: one verb of each kind. */
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

/** A ticket: one statement that commits by itself, its request row, promises, audit, outbox and signal with it. */
export const tickets = (estateId: string): Target => ({
  path: `/api/estates/${estateId}/tickets`,
  body: clientId => ({ kind: 'inquiry', class: 'general', text: clientId }),
  rows: "SELECT text AS client_id, id::text FROM ticket WHERE text LIKE 'kill-%'",
  action: 'ticket.create',
})

export const targets = (estateId: string): Target[] => [regions, tickets(estateId)]
