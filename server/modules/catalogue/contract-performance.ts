/** What was done for everybody under the contract (S3-95..99): recorded by the staff, open to the owners. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const E = z.object({ estateId: z.uuid() })
const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

export const PerformanceRecord = z.object({
  id: z.uuid(),
  on: z.string(),
  text: z.string(),
  fileId: z.uuid().nullable(),
  madeBy: z.string(),
  madeAt: z.string(),
})

export const performanceApi = endpoints({
  'GET /api/estates/:estateId/catalogue/performance': {
    permission: 'catalogue.read',
    summary:
      'Public services with clause, standard and what was recorded in a month; those without any (S3-98)',
    params: E,
    query: z.object({ month: Month.optional() }),
    response: z.object({
      month: z.string(),
      items: z.array(
        z.object({
          itemId: z.uuid(),
          name: z.string(),
          management: z.string().nullable(),
          clause: z.string().nullable(),
          standard: z.string(),
          records: z.int(),
          last: z.string().nullable(),
          lastText: z.string().nullable(),
          missing: z.boolean(),
        }),
      ),
      /** Items with at least one record of all active public items; null where there is none (SX-07). */
      recorded: z.int(),
      total: z.int(),
      /** S3-97: of cleaning, security and upkeep, those no active public service stands under. */
      lacking: z.array(z.enum(['sanitation', 'security_fire', 'building_equipment'])),
    }),
  },
  'GET /api/estates/:estateId/catalogue/items/:itemId/performance': {
    permission: 'catalogue.read',
    summary: 'What was recorded of one public service, newest first',
    params: E.extend({ itemId: z.uuid() }),
    query: z.object({ month: Month.optional() }),
    response: z.object({ items: z.array(PerformanceRecord) }),
  },
  'POST /api/estates/:estateId/catalogue/items/:itemId/performance': {
    permission: 'service.record',
    summary: 'Record that a public service was rendered',
    params: E.extend({ itemId: z.uuid() }),
    body: z.object({
      on: z.iso.date().optional(),
      text: z.string().trim().min(1).max(500),
      fileId: z.uuid().optional(),
    }),
    response: PerformanceRecord,
    idempotent: true,
  },
})
