/** What the contracts of this room share. */
import { z } from 'zod'

export const RegionParam = z.object({ regionId: z.uuid() })
export const EstateParam = z.object({ estateId: z.uuid() })
export const Day = z.iso.date()
export const Text = (max: number) => z.string().trim().min(1).max(max)
/** `true`, or the refusal code that says why not. */
export const Allowed = z.union([z.literal(true), z.string()])
export const Page = {
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
}
export const Phone = z
  .string()
  .trim()
  .regex(/^[0-9+() -]{5,25}$/, { message: '请填写电话号码 | Enter a phone number' })
export const Care = z.enum(['company', 'abandoned', 'self_managed'])
export const Place = z.object({ id: z.uuid(), name: z.string() })
