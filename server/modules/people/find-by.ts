/** One text as every value by which a person is found. */
import { parseIdNumber, parsePhone } from '../../core/formats.ts'
import type { Ctx } from '../../core/house.ts'
import { roomPrefix } from '../estate/service-buildings.ts'

/** One text in every form in which a person can be found by it. */
export async function looksOf(ctx: Ctx, estateId: string, q: string) {
  const cipher = await ctx.cipher(estateId)
  const phone = parsePhone(q)
  const id = parseIdNumber(q)
  const digits = q.replace(/\D/g, '')
  const latin = q.toLowerCase().replace(/[\s'’·.-]/g, '')
  return {
    name: q.normalize('NFC'),
    latin: /^[a-zü]{2,}$/.test(latin) ? latin.replaceAll('ü', 'v').replace(/[%_\\]/g, '') : undefined,
    room: roomPrefix(q),
    phone: phone.ok ? cipher.blind('phone', phone.value) : undefined,
    tail: /^\d{4}$/.test(digits) && digits === q.trim() ? cipher.blind('phone_tail', digits) : undefined,
    idNumber: id.ok ? cipher.blind('id', id.value) : undefined,
  }
}
