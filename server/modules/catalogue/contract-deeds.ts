/** Small good deeds of the staff (S3-106): told by colleagues or residents, recognised by the office. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const E = z.object({ estateId: z.uuid() })

export const Deed = z.object({
  id: z.uuid(),
  on: z.string(),
  staffId: z.uuid().nullable(),
  staffName: z.string(),
  text: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
  recognisedBy: z.string().nullable(),
  recognisedAt: z.string().nullable(),
  words: z.string().nullable(),
})

export const deedApi = endpoints({
  'GET /api/estates/:estateId/catalogue/deeds': {
    permission: 'catalogue.read',
    summary: 'Good deeds: all for the staff, recognised ones and one’s own for residents',
    params: E,
    query: z.object({
      state: z.enum(['open', 'recognised']).optional(),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(Deed), total: z.int() }),
  },
  'POST /api/estates/:estateId/catalogue/deeds': {
    permission: 'deed.write',
    summary: 'Tell a good deed of somebody of the staff',
    params: E,
    body: z.object({
      staffId: z.uuid().optional(),
      /** Where the name is all that is known. */
      staffName: z.string().trim().max(60).optional(),
      text: z.string().trim().min(1).max(500),
      on: z.iso.date().optional(),
    }),
    response: Deed,
    idempotent: true,
  },
  'POST /api/estates/:estateId/catalogue/deeds/:deedId/recognise': {
    permission: 'deed.recognise',
    summary: 'Recognise a good deed; it is then shown to the residents',
    params: E.extend({ deedId: z.uuid() }),
    body: z.object({ words: z.string().trim().max(300).optional() }),
    response: Deed,
  },
})
