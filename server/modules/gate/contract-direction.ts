/** Into the estate or out of it. */
import { z } from 'zod'

export const Direction = z.enum(['in', 'out'])
