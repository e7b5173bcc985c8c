/** Who acts, and phones of those who are named: sealed with the installation's key, shown masked. */
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import { maskPhone } from '../estate/service-organisations.ts'

export interface Self {
  id: string
  name: string
}

/** @throws core.signed_out */
export function self(ctx: Ctx): Self {
  const { actor } = ctx
  if (actor.kind === 'nobody') throw fail('core.signed_out')
  return { id: 'id' in actor ? actor.id : actor.kind, name: actor.name }
}

const FIELD = 'response.phone'

export async function sealPhone(ctx: Ctx, phone: string | undefined): Promise<Buffer | null> {
  if (phone === undefined || phone === '') return null
  return (await ctx.cipher(NIL)).seal(FIELD, phone)
}

/** Opens phones for showing them masked; one cipher for a whole list. */
export async function phoneMask(ctx: Ctx): Promise<(sealed: Buffer | null) => string | null> {
  const cipher = await ctx.cipher(NIL)
  return sealed => (sealed === null ? null : maskPhone(cipher.open(FIELD, sealed)))
}

/** A region's id as its path, or 404. */
export function pathOf(ctx: Ctx, regionId: string): string {
  const path = ctx.house.regionPath(regionId)
  if (path === undefined) throw fail('core.not_found')
  return path
}

/** Whether the caller may do this in the region; a screen offers the act by it. */
export function able(act: () => void): boolean {
  try {
    act()
    return true
  } catch {
    return false
  }
}
