/** Where I am signed in, and signing out there. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

export const Session = z.object({
  id: z.uuid(),
  since: z.string(),
  until: z.string(),
  /** What the browser called itself, in words: `Android · Chrome`. */
  device: z.string(),
  current: z.boolean(),
})

export const sessionApi = endpoints({
  'GET /api/me/sessions': {
    permission: 'signed-in',
    summary: 'Where I am signed in now',
    response: z.object({ items: z.array(Session) }),
  },
  'POST /api/me/sessions/:sessionId/end': {
    permission: 'signed-in',
    summary: 'End one session of mine at once',
    params: z.object({ sessionId: z.uuid() }),
    response: z.object({ ended: z.int() }),
  },
  'POST /api/me/sessions/end-others': {
    permission: 'signed-in',
    summary: 'End every session of mine but this one',
    response: z.object({ ended: z.int() }),
  },
})
