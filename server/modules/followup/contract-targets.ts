/** Targets of the figures: what the place demands, and the estate's own, higher one (S7-07). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

/** The figures that can have a target, all shares in percent. */
export const targetKeys = [
  'followup.rate',
  'followup.major',
  'followup.satisfied',
  'survey.satisfied',
  'promise.kept',
  'inquiry.at_once',
  'order.three_minutes',
] as const
const EstateParam = z.object({ estateId: z.uuid() })
const KeyParam = EstateParam.extend({ key: z.enum(targetKeys) })
const Both = z.object({ zh: z.string(), en: z.string() })
const Short = z.string().trim().min(1).max(300)
const Percent = z.int().min(1).max(100)

const Step = z.object({
  key: z.enum(targetKeys),
  what: z.enum(['standard', 'own']),
  percent: z.int(),
  from: z.string(),
  by: z.string(),
  at: z.string(),
  /** The document of a standard, or the reason of an own target. */
  source: z.string(),
})

export const Targets = z.object({
  jurisdiction: z.string(),
  items: z.array(
    z.object({
      key: z.enum(targetKeys),
      title: Both,
      /** At least so many percent by the rules of the place; null where nothing is demanded. */
      standard: z.object({ percent: z.int(), source: z.string() }).nullable(),
      own: z.object({ percent: z.int(), from: z.string(), by: z.string(), reason: z.string() }).nullable(),
      /** What is measured against: the higher of the two. */
      target: z.int().nullable(),
      /** The standard was raised above what the estate had set itself. */
      below: z.boolean(),
    }),
  ),
  history: z.array(Step),
  allowed: z.object({
    own: z.union([z.literal(true), z.string()]),
    standard: z.union([z.literal(true), z.string()]),
  }),
})

export const targetApi = endpoints({
  'GET /api/estates/:estateId/followup/targets': {
    permission: 'settings.read',
    summary: 'Each figure with the standard of the place and the estate’s own target (S7-07)',
    params: EstateParam,
    response: Targets,
  },
  'PUT /api/estates/:estateId/followup/targets/:key': {
    permission: 'rule.write',
    summary: 'Set the estate’s own target from today on; below the standard it is refused',
    params: KeyParam,
    body: z.object({ percent: Percent, reason: Short }),
    response: Targets,
  },
  'PUT /api/estates/:estateId/followup/targets/:key/standard': {
    permission: 'rule.write',
    summary: 'Enter what the province or city of the estate demands, with its document (administrators)',
    params: KeyParam,
    body: z.object({ percent: Percent, source: Short }),
    response: Targets,
  },
})
