/** Kinds of households a bulletin can be meant for: by how they live here, and by what they told of themselves. */
import type { Ctx } from '../../core/house.ts'
import { query } from '../../core/verb.ts'
import { profilesOf } from '../people/profile.ts'
import { fieldsOf } from '../people/profile-fields.ts'
import { noticeApi } from './contract.ts'
import { noticeFail } from './errors.ts'
import type { AudienceOf } from './rules-bulletins.ts'
import * as store from './store-readers.ts'

type Answer = { field: string; state: string; value: string | null; purposes: readonly string[] }

/** A flag reaches a household that said yes and agreed that it is used for its service or care, for nothing else. */
const said = (a: Answer) =>
  a.state === 'given' && a.value === 'yes' && (a.purposes.includes('care') || a.purposes.includes('service'))

/** What is known of a reader's own homes, as far as audiences ask it. */
export async function householdsOf(
  ctx: Ctx,
  estateId: string,
  units: string[],
): Promise<{ homes: string[]; flags: string[] }> {
  const homes = await store.homeKinds(ctx.db, estateId, units, ctx.now)
  const flags = new Set<string>()
  for (const unitId of units)
    for (const p of await profilesOf(ctx, estateId, { unitId }))
      for (const e of p.entries) if (said(e)) flags.add(e.field)
  return { homes, flags: [...flags] }
}

/** Households with one of these flags. */
export async function flagged(ctx: Ctx, estateId: string, flags: string[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (const p of await profilesOf(ctx, estateId, {}))
    if (p.entries.some(e => flags.includes(e.field) && said(e))) found.add(p.home.id)
  return found
}

async function flagFields(ctx: Ctx, estateId: string) {
  return (await fieldsOf(ctx, estateId)).filter(f => f.what === 'flag' && !f.off)
}

/** @throws notice.flag for one that the estate does not have */
export async function knownFlags(ctx: Ctx, estateId: string, audience: AudienceOf): Promise<void> {
  const wanted = audience.flags ?? []
  if (wanted.length === 0) return
  const known = await flagFields(ctx, estateId)
  const strange = wanted.find(key => !known.some(f => f.key === key))
  if (strange !== undefined) throw noticeFail('notice.flag', { params: { flag: strange } })
}

export const listFlags = query(
  'notice.flags',
  noticeApi['GET /api/estates/:estateId/bulletin-flags'],
  async (ctx, input) => ({
    items: (await flagFields(ctx, input.estateId)).map(f => ({ key: f.key, zh: f.zh, en: f.en })),
  }),
)
