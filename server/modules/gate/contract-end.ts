/** What becomes of a closure's data while it lasts, and of its incidents when it ends (J-04, J-05). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { Incident } from './contract-incident.ts'

const Estate = z.object({ estateId: z.uuid() })
const Counts = z.record(z.string(), z.int())

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
    body: z.object({
      days: z.int(),
      fromDate: z.iso.date(),
      source: z.string().trim().min(1).max(200),
    }),
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
