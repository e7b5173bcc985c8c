/** Incidents at a gate: crashing, ramming, disputes (S6-32), recorded at once or later from a terminal without network. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { SealedRecord } from './contract-sealed.ts'

const Estate = z.object({ estateId: z.uuid() })
const line = (max: number) => z.string().trim().min(1).max(max)

export const Incident = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: z.enum(['crash', 'ram', 'dispute', 'other']),
  state: z.enum(['open', 'handed', 'closed']),
  happenedAt: z.string(),
  place: z.string(),
  gateId: z.uuid().nullable(),
  who: z.string(),
  plate: z.string(),
  account: z.string(),
  photos: z.array(z.uuid()),
  policeNumber: z.string().nullable(),
  handedAt: z.string().nullable(),
  result: z.string().nullable(),
  madeBy: z.string(),
  /** recorded under a closure: who, plate and account end with it unless it is kept */
  closureId: z.uuid().nullable(),
  kept: z.object({ basis: z.string(), by: z.string(), at: z.string() }).nullable(),
  erased: z.boolean(),
  allowed: z.object({ keep: z.union([z.literal(true), z.string()]) }),
  version: z.int(),
})

export const IncidentBody = z.object({
  clientId: z.string().optional(),
  kind: z.enum(['crash', 'ram', 'dispute', 'other']),
  happenedAt: z.iso.datetime({ offset: true }).optional(),
  gateId: z.uuid().optional(),
  place: line(120),
  who: z.string().trim().max(120).optional(),
  plate: z.string().trim().max(16).optional(),
  account: line(1000),
  policeNumber: z.string().trim().max(60).optional(),
})

/** What a terminal sealed: the incident and whose it is (maker.ts). */
export const SealedIncident = IncidentBody.omit({ clientId: true }).extend({
  maker: z.string().max(300).optional(),
})
/** A photo of it, JPEG or PNG in base64, scaled by the terminal. */
export const SealedPhoto = z.object({ photo: z.base64(), maker: z.string().max(300).optional() })

const client = z.string().regex(/^[0-9a-zA-Z_-]{8,64}$/)
const Late = z.object({ clientId: client, deviceAt: z.iso.datetime({ offset: true }).optional() })
const MIB = 1024 * 1024

export const incidentEndpoints = endpoints({
  'GET /api/estates/:estateId/gate/incidents': {
    permission: 'gate.read',
    summary: 'Gate-crashing, ramming and disputes, newest first',
    params: Estate,
    query: z.object({
      /** a local day of the estate; goes before `from` and `until` */
      day: z.iso.date().optional(),
      state: z.enum(['open', 'handed', 'closed']).optional(),
      from: z.iso.datetime({ offset: true }).optional(),
      until: z.iso.datetime({ offset: true }).optional(),
    }),
    response: z.object({ items: z.array(Incident) }),
  },
  'POST /api/estates/:estateId/gate/incidents': {
    permission: 'gate.incident',
    summary: 'Record an incident at a gate',
    params: Estate,
    body: IncidentBody,
    response: Incident,
    idempotent: true,
  },
  'POST /api/estates/:estateId/gate/incidents/late': {
    permission: 'gate.incident',
    summary:
      'Record an incident that a terminal sealed, perhaps without network; it is entered once, as its maker’s',
    params: Estate,
    body: Late.extend({ sealed: SealedRecord }),
    response: Incident,
  },
  'POST /api/estates/:estateId/gate/incidents/late/:of/photo': {
    permission: 'gate.incident',
    summary: 'Add a sealed photo to an incident that the terminal recorded under its own id',
    params: Estate.extend({ of: client }),
    body: Late.extend({ sealed: SealedRecord.extend({ box: z.string().max(6 * MIB) }) }),
    response: Incident,
    bodyLimit: 7 * MIB,
    idempotent: true,
  },
  'POST /api/estates/:estateId/gate/incidents/:id/photo': {
    permission: 'gate.incident',
    summary: 'Add a photo to an incident',
    params: Estate.extend({ id: z.uuid() }),
    upload: true,
    response: Incident,
  },
  'POST /api/estates/:estateId/gate/incidents/:id/hand': {
    permission: 'gate.incident',
    summary: 'Hand an incident to the police, with their number; or close it with its result',
    params: Estate.extend({ id: z.uuid() }),
    body: z.object({
      policeNumber: z.string().trim().max(60).optional(),
      result: z.string().trim().max(500).optional(),
      version: z.int(),
    }),
    response: Incident,
  },
})
