/** A steward's leave and who stands in for him (S1-05, S1-06). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const EstateParam = z.object({ estateId: z.uuid() })

export const StewardLeave = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  name: z.string(),
  standInId: z.uuid(),
  standIn: z.string(),
  fromDate: z.string(),
  /** The last day away. */
  untilDate: z.string(),
  reason: z.string().nullable(),
  /** The day from which he was back earlier than planned. */
  endedOn: z.string().nullable(),
  state: z.enum(['coming', 'running', 'over']),
  buildings: z.array(z.string()),
})

export const leaveApi = endpoints({
  'GET /api/estates/:estateId/steward-leaves': {
    permission: 'roster.read',
    summary: 'Stewards on leave now and later with their stand-in, then the last ones that are over',
    params: EstateParam,
    response: z.object({ items: z.array(StewardLeave), today: z.string() }),
  },
  'POST /api/estates/:estateId/steward-leaves': {
    permission: 'steward.assign',
    summary:
      'A steward goes on leave: residents see his stand-in, who gets his open tickets on the first day',
    params: EstateParam,
    body: z.object({
      accountId: z.uuid(),
      standInId: z.uuid(),
      fromDate: z.iso.date(),
      untilDate: z.iso.date(),
      reason: z.string().trim().max(200).optional(),
    }),
    response: StewardLeave,
    idempotent: true,
  },
  'POST /api/estates/:estateId/steward-leaves/:leaveId/end': {
    permission: 'steward.assign',
    summary: 'He is back from today on; a leave that has not begun is withdrawn',
    params: EstateParam.extend({ leaveId: z.uuid() }),
    response: StewardLeave,
    idempotent: true,
  },
})
