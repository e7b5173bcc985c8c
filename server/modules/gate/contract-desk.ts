/** The gate's desk: one passage, records kept apart and entered after all, second entrances that wait for a decision. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { Direction, Passage } from './contract-passage.ts'

const Estate = z.object({ estateId: z.uuid() })
const At = z.object({ at: z.iso.datetime({ offset: true }) })

/** A record kept apart, opened as far as its key still lives; names stay masked. */
export const Stray = z.object({
  clientId: z.string(),
  /** Why it was not entered: a refusal of docs/ERRORS.md. */
  code: z.string(),
  at: z.string(),
  deviceAt: z.string().nullable(),
  /** Who made it, where it says so; `sentBy` brought it to the server. */
  madeBy: z.string().nullable(),
  sentBy: z.string(),
  terminal: z.string().nullable(),
  record: z
    .object({
      direction: Direction,
      gate: z.string(),
      persons: z.array(z.string()),
      units: z.array(z.string()),
      plate: z.string().nullable(),
    })
    .nullable(),
})

export const WaitingException = z.object({
  id: z.uuid(),
  estateId: z.uuid(),
  estate: z.string(),
  gate: z.string(),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: z.string(),
  /** The caller asked for it himself: somebody else must decide. */
  own: z.boolean(),
})

export const deskEndpoints = endpoints({
  'GET /api/estates/:estateId/gate/passages/:id': {
    permission: 'gate.read',
    summary: 'One passage, masked',
    params: Estate.extend({ id: z.uuid() }),
    query: At,
    response: Passage,
  },
  'GET /api/estates/:estateId/gate/stray': {
    permission: 'gate.manage',
    summary: 'Offline records kept apart for a person to decide',
    params: Estate,
    response: z.object({ items: z.array(Stray) }),
  },
  'POST /api/estates/:estateId/gate/stray/:clientId/drop': {
    permission: 'gate.manage',
    summary: 'Decide that a record kept apart is not entered',
    params: Estate.extend({ clientId: z.string().max(64) }),
    body: z.object({ reason: z.string().trim().min(1).max(200) }),
    response: z.object({ clientId: z.string() }),
  },
  'POST /api/estates/:estateId/gate/stray/:clientId/enter': {
    permission: 'gate.manage',
    summary: 'Enter a record kept apart after all, with the right unit where that was the trouble',
    params: Estate.extend({ clientId: z.string().max(64) }),
    body: z.object({ unit: z.string().trim().min(1).max(30).optional() }),
    response: z.object({ clientId: z.string(), conflict: z.string().nullable() }),
    transaction: false,
  },
  'GET /api/gate-exceptions': {
    permission: 'gate.approve',
    summary: 'Second entrances that wait for a decision, in the caller’s scope',
    response: z.object({ items: z.array(WaitingException) }),
  },
})
