/** The books of an estate's gate: its own, and a closure's under that closure's key. */
import type { Ctx } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import { closureAt, closureSealing, type Sealing, type SiteFacts } from './site.ts'

/** The ciphers of the books that rows come from; a destroyed closure's rows stay closed. */
export async function ciphers(ctx: Ctx, site: SiteFacts, closureIds: Iterable<string | null>) {
  const found = new Map<string, Sealing>([[NIL, site.estate]])
  for (const id of new Set(closureIds)) {
    if (id === null || id === NIL) continue
    const sealing = site.closed?.closureId === id ? site.closed : await closureSealing(ctx.house, id)
    if (sealing) found.set(id, sealing)
  }
  return found
}

export function open<T>(sealing: Sealing | undefined, field: string, bytes: Buffer | null): Partial<T> {
  return sealing && bytes ? (JSON.parse(sealing.cipher.open(field, bytes)) as T) : ({} as Partial<T>)
}

/** The books whose people count now: the estate's visitors, and the closure's register where one binds. */
export function booksOf(ctx: Ctx, site: SiteFacts): string[] {
  const closure = closureAt(site, ctx.now)
  return closure ? [NIL, closure.closure.id] : [NIL]
}
