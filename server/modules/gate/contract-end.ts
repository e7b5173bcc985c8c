/** What becomes of a closure's data while it lasts, and of its incidents when it ends (J-04, J-05). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { Incident } from './contract-incident.ts'

const Estate = z.object({ estateId: z.uuid() })
const Counts = z.record(z.string(), z.int())
const Days = z.object({
  days: z.int(),
  fromDate: z.iso.date(),
  source: z.string().trim().min(1).max(200),
})

export const endEndpoints = endpoints({
  'GET /api/estates/:estateId/closure-purges': {
    permission: 'closure.read',
    summary: 'What was deleted night by night during closures, with the counts before and after',
    params: Estate,
    response: z.object({
      /** how long data is kept now, in days */
      days: z.int(),
      /** what may be chosen, both ends included */
      least: z.int(),
      most: z.int(),
      items: z.array(
        z.object({
          id: z.uuid(),
          closureId: z.uuid(),
          at: z.string(),
          cutoff: z.string(),
          days: z.int(),
          before: Counts,
          after: Counts,
        }),
      ),
    }),
  },
  'PUT /api/estates/:estateId/gate/retention': {
    permission: 'rule.write',
    summary: 'How many days a closure’s data is kept while it lasts, from a date on',
    params: Estate,
    body: Days,
    response: z.object({ days: z.int() }),
  },
  'GET /api/estates/:estateId/gate/keeping': {
    permission: 'closure.read',
    summary: 'How long what is registered without a closure is kept, and what was erased last',
    params: Estate,
    response: z.object({
      /** how long it is kept now, in days */
      days: z.int(),
      /** what may be chosen, both ends included */
      least: z.int(),
      most: z.int(),
      /** a closed incident, in days from its closing */
      incidentDays: z.int(),
      last: z.object({ at: z.string(), cutoff: z.string(), count: z.int() }).nullable(),
    }),
  },
  'PUT /api/estates/:estateId/gate/keeping': {
    permission: 'rule.write',
    summary: 'How many days what is registered without a closure is kept, from a date on',
    params: Estate,
    body: Days,
    response: z.object({ days: z.int() }),
  },
  'POST /api/estates/:estateId/gate/incidents/:id/keep': {
    permission: 'closure.end',
    summary:
      'Assess an incident handed to the police, so that it outlives its closure; re-encrypted under the estate’s key',
    params: Estate.extend({ id: z.uuid() }),
    body: z.object({
      /** why keeping it is lawful, necessary and safe */
      lawful: z.string().trim().min(4).max(300),
      necessary: z.string().trim().min(4).max(300),
      safe: z.string().trim().min(4).max(300),
      version: z.int(),
    }),
    response: Incident,
  },
})
