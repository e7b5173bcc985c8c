/** A resident's phones that sign codes: registered for a home, ended one by one; what his household may do (S6-49). */
import type { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { personOfAccount } from '../people/gate.ts'
import { isPublicKey } from './code.ts'
import { gateApi, gateFail } from './contract.ts'
import type { PassKey } from './contract-permit.ts'
import { nextOuting } from './quota.ts'
import { actorId } from './service-gate.ts'
import { ownUnits } from './service-pass.ts'
import { presentPermit } from './service-permit.ts'
import { closureAt, type SiteFacts, siteOf } from './site.ts'
import * as store from './store-permit.ts'

const P = '/api/estates/:estateId/my-keys' as const

/** How many phones of one account may show a code: his, an old one, a tablet. */
const MOST = 5

function present(k: store.KeyRow): z.input<typeof PassKey> {
  return {
    id: k.id,
    unit: k.unit_label,
    device: k.device,
    madeAt: k.made_at.toString(),
    endedAt: k.ended_at?.toString() ?? null,
  }
}

async function quotasOf(ctx: Ctx, site: SiteFacts, units: readonly string[]) {
  const bound = closureAt(site, ctx.now)
  const rule = site.permit
  if (!bound || rule.outings === 0 || rule.per !== 'household') return []
  const whose = units.map(unit => `h:${unit}`)
  const before = await store.outingsOf(ctx.db, site.estateId, bound.closure.id, { whose })
  const today = localDate(ctx.now, site.zone).toString()
  return units.map(unit => {
    const days = before.filter(o => o.whose === `h:${unit}`).map(o => o.day)
    const { used, next } = nextOuting(rule, days, today)
    return { unit, used, outings: rule.outings, everyDays: rule.everyDays, next: next ?? today }
  })
}

export const myKeys = query('gate.my_keys', gateApi[`GET ${P}`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const units = await ownUnits(ctx, input.estateId)
  const keys = await store.keysOf(ctx.db, input.estateId, ctx.now, { accountId: actorId(ctx), live: true })
  const permits =
    units.length === 0
      ? []
      : await store.permitsOf(ctx.db, input.estateId, { unitIds: units.map(u => u.id), limit: 20 })
  return {
    keys: keys.filter(k => !k.gone).map(present),
    units,
    code: site.code,
    permits: permits.map(p => presentPermit(ctx, site, p)),
    quotas: await quotasOf(
      ctx,
      site,
      units.map(u => u.label),
    ),
  }
})

/** @throws gate.key_bad when the point is none on P-256; the same key again is answered with its first registration. */
export const addKey = verb('gate.add_key', gateApi[`POST ${P}`], async (ctx, input) => {
  const units = await ownUnits(ctx, input.estateId)
  const unit = input.unitId === undefined ? units[0] : units.find(u => u.id === input.unitId)
  if (unit === undefined) throw fail('core.not_found')
  const publicKey = Buffer.from(input.publicKey, 'base64')
  if (!isPublicKey(publicKey)) throw gateFail('gate.key_bad')
  const own = await store.keysOf(ctx.db, input.estateId, ctx.now, { accountId: actorId(ctx), live: true })
  if (own.length >= MOST) throw gateFail('gate.keys_many', { params: { count: own.length } })
  const id = newId<'pass_key'>(ctx.now.epochMilliseconds)
  const personId = await personOfAccount(ctx.db, input.estateId, actorId(ctx), unit.id, ctx.now)
  try {
    await store.insertKey(ctx.db, input.estateId, {
      id,
      accountId: actorId(ctx),
      name: 'name' in ctx.actor ? ctx.actor.name : '',
      personId: personId ?? null,
      unitId: unit.id,
      unit: unit.label,
      publicKey,
      device: input.device,
      at: ctx.now,
    })
  } catch (error) {
    // somebody else's key, or one that was ended: a phone makes a new pair for each registration
    if (isUniqueViolation(error, 'pass_key_once_key')) throw gateFail('gate.key_bad')
    throw error
  }
  await ctx.audit(
    {
      action: 'gate.add_key',
      subject: 'pass_key',
      subjectId: id,
      after: { unit: unit.label, device: input.device },
    },
    input.estateId,
  )
  await ctx.signal({ estateId: input.estateId, topic: 'gate', ref: id })
  const [made] = await store.keysOf(ctx.db, input.estateId, ctx.now, { id })
  if (made === undefined) throw fail('core.not_found')
  return present(made)
})

export const endMyKey = verb('gate.end_key', gateApi[`POST ${P}/:id/end`], async (ctx, input) => {
  const by = { accountId: actorId(ctx), id: input.id }
  const [key] = await store.keysOf(ctx.db, input.estateId, ctx.now, by)
  if (key === undefined) throw fail('core.not_found')
  if (!(await store.endKey(ctx.db, input.estateId, key.id, actorId(ctx), ctx.now))) throw fail('core.stale')
  await ctx.audit({ action: 'gate.end_key', subject: 'pass_key', subjectId: key.id }, input.estateId)
  await ctx.signal({ estateId: input.estateId, topic: 'gate', ref: key.id })
  return present({ ...key, ended_at: ctx.now })
})
