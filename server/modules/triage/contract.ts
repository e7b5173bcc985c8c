/** Which class a text probably is, and what the estate's desk has learnt so far. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const Estate = z.object({ estateId: z.uuid() })
const Rate = z.number().nullable()

export const Learnt = z.object({
  madeAt: z.string(),
  /** Tickets whose class a person confirmed. */
  tickets: z.int(),
  threshold: z.number(),
  figures: z.object({
    n: z.int(),
    accuracy: Rate,
    macroF1: Rate,
    top3: Rate,
    coverage: Rate,
    precision: Rate,
  }),
  classes: z.array(
    z.object({
      label: z.string(),
      tickets: z.int(),
      right: z.int(),
      /** What it was taken for otherwise, the most frequent first. */
      mistaken: z.array(z.object({ label: z.string(), tickets: z.int() })),
    }),
  ),
})

export const triageApi = endpoints({
  'POST /api/estates/:estateId/triage/proposals': {
    permission: 'ticket.create',
    summary: 'Up to three classes for a text, or none when it is not certain enough',
    params: Estate,
    body: z.object({ text: z.string().max(10_000) }),
    response: z.object({
      proposals: z.array(
        z.object({ kind: z.string(), class: z.string(), subtype: z.string().nullable(), p: z.number() }),
      ),
      /** The words that make the matter major until a person says otherwise (S1-53). */
      danger: z.string().nullable(),
    }),
    unaudited: 'it reads: nothing is kept of the text',
  },
  'GET /api/estates/:estateId/triage': {
    permission: 'ticket.approve',
    summary: 'What the desk has learnt from its tickets and how good it is',
    params: Estate,
    response: z.object({ learnt: Learnt.nullable(), running: z.boolean() }),
  },
  'POST /api/estates/:estateId/triage/learn': {
    permission: 'ticket.approve',
    summary: 'Learn anew from the confirmed tickets, in the background',
    params: Estate,
    response: z.object({ running: z.boolean() }),
  },
})
