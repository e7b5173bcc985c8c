/** What a terminal must know and may hold for work without network. */
import { z } from 'zod'
import { Direction } from './contract-direction.ts'

export const Site = z.object({
  now: z.string(),
  hours: z.object({ from: z.string(), until: z.string() }),
  withinHours: z.boolean(),
  gates: z.array(z.object({ id: z.uuid(), name: z.string(), state: z.enum(['open', 'guarded', 'closed']) })),
  closure: z
    .object({
      id: z.uuid(),
      number: z.string(),
      issuer: z.string(),
      endsAt: z.string(),
      purpose: z.object({ zh: z.string(), en: z.string() }),
    })
    .nullable(),
  sealTo: z.object({ kid: z.string(), publicKey: z.string() }),
  passHours: z.int(),
  /** signed codes: how long one opens, and by how much two clocks may differ */
  code: z.object({ seconds: z.int(), skewSeconds: z.int(), readSeconds: z.int() }),
  permit: z.object({
    per: z.enum(['household', 'person']),
    outings: z.int(),
    everyDays: z.int(),
    required: z.boolean(),
    days: z.object({ household: z.int(), worker: z.int(), shift: z.int() }),
    beyondHours: z.array(z.enum(['household', 'worker', 'shift'])),
  }),
})

export const Snapshot = Site.extend({
  /** The reader's own mark: sealed into what he registers without network, it says whose record it is. */
  maker: z.string(),
  /** Nothing but what finds a person at the gate: no full name, ID or phone (S6-49). */
  people: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(['resident', 'visitor', 'worker']),
      unit: z.string().nullable(),
      name: z.string(),
      initials: z.string(),
      last4: z.string(),
      plate: z.string(),
      last: Direction.nullable(),
      destination: z.string(),
      reason: z.string(),
      /** From the register of people: `id` is the person's, not yet a registrant's. */
      fromRegister: z.boolean(),
    }),
  ),
  /** `proof` is SHA-256 of `<pass id>:<code>`: the terminal can check a spoken code and holds none. */
  passes: z.array(
    z.object({
      id: z.uuid(),
      proof: z.string(),
      unit: z.string(),
      guest: z.string(),
      fromAt: z.string(),
      untilAt: z.string(),
      left: z.int(),
    }),
  ),
  /** Phones that sign codes; `name` and `last4` find their owner in `people`. Ended ones are named only once. */
  keys: z.array(
    z.object({
      id: z.uuid(),
      publicKey: z.string(),
      unit: z.string(),
      name: z.string(),
      last4: z.string(),
      ended: z.boolean(),
    }),
  ),
  permits: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      kind: z.enum(['household', 'worker', 'shift']),
      unit: z.string().nullable(),
      holder: z.string(),
      gates: z.array(z.string()).nullable(),
      hours: z.object({ from: z.string(), until: z.string() }).nullable(),
      fromAt: z.string(),
      untilAt: z.string(),
      proof: z.string(),
      state: z.enum(['live', 'lost', 'revoked']),
    }),
  ),
  /** Outings of the closure that still count: `h:<unit>` or `p:<registrant>`, its running number, its local day. */
  outings: z.array(z.object({ whose: z.string(), n: z.int(), day: z.string() })),
  /** Only changes since `since`, where it was given. */
  partial: z.boolean(),
})
