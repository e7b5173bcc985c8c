/** Filters that an account keeps for a list under a name. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const ListParam = z.object({ list: z.string().regex(/^[a-z][a-zA-Z0-9._-]{0,59}$/) })

export const View = z.object({
  name: z.string().trim().min(1).max(20),
  /** The list's own filters and sorting as they stand in the address. */
  state: z.record(z.string().max(40), z.string().max(200)),
})

export const viewApi = endpoints({
  'GET /api/me/views/:list': {
    permission: 'signed-in',
    summary: 'The filters I keep for a list, on every device of mine',
    params: ListParam,
    response: z.object({ items: z.array(View) }),
  },
  'PUT /api/me/views/:list': {
    permission: 'signed-in',
    summary: 'Keep my filters for a list; the whole set replaces the one before',
    params: ListParam,
    body: z.object({ items: z.array(View).max(30) }),
    response: z.object({ items: z.array(View) }),
  },
})
