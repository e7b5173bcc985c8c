/** The end of a closure's data: erased by two persons with a certificate (S6-50), and rolled off while it lasts (J-05). */

import { localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { gateApi, gateFail } from './contract.ts'
import { closureOf } from './service-closure.ts'
import { actorId, actorName } from './service-gate.ts'
import { setDays } from './service-keep.ts'
import * as closures from './store-closure.ts'
import * as store from './store-end.ts'

const P = '/api/estates/:estateId' as const

export interface RetentionRule {
  days: number
  /** J-05: the bounds within which an estate may choose */
  least: number
  most: number
}

const retention = (ctx: Ctx, estateId: string) =>
  ruleFor<RetentionRule>(ctx.db, 'gate.retention', estateId, localDate(ctx.now).toString())

/**
 * S6-50: the first call asks, another person's confirms; then rows are deleted, the key destroyed, and the counts
 * before and after stand as the certificate.
 */
export const eraseClosure = verb(
  'gate.erase_closure',
  gateApi[`POST ${P}/closures/:id/erasure`],
  async (ctx, input) => {
    const { row, erasure } = await closureOf(ctx, input.estateId, input.id)
    if (row.state === 'active') throw gateFail('gate.erase_early')
    const who = { by: actorId(ctx), name: actorName(ctx), at: ctx.now }
    if (erasure === undefined) {
      const id = newId<'erasure'>(ctx.now.epochMilliseconds)
      await closures.askErasure(ctx.db, input.estateId, { id, closureId: input.id, ...who })
      await ctx.audit(
        { action: 'closure.ask_erasure', subject: 'closure', subjectId: input.id },
        input.estateId,
      )
      return (await closureOf(ctx, input.estateId, input.id)).shown
    }
    if (erasure.confirmed_at !== null) throw gateFail('gate.already_decided')
    if (erasure.asked_by === who.by) throw gateFail('gate.own_request')
    const before = await store.countClosureData(ctx.db, input.estateId, input.id)
    const photos = await store.photosToErase(ctx.db, input.estateId, input.id)
    await store.eraseClosureData(ctx.db, input.estateId, input.id, ctx.now)
    for (const photo of photos) await ctx.house.files.remove(ctx.db, input.estateId, photo)
    const after = await store.countClosureData(ctx.db, input.estateId, input.id)
    // Before the commit: should it fail, the data is unreadable and the certificate comes with the next try.
    await ctx.house.ring.destroyClosure(input.id)
    const keyDestroyed = (await ctx.house.ring.closure(input.id)) === undefined
    const certificate = { before, after, keyDestroyed }
    await closures.confirmErasure(ctx.db, input.estateId, { closureId: input.id, ...who, ...certificate })
    // what rooms above keep of this closure goes with it (isolation and care): they take the news by this row
    await ctx.enqueue(
      'closure.erased',
      { estateId: input.estateId, closureId: input.id },
      { estateId: input.estateId },
    )
    await ctx.audit(
      { action: 'closure.erase', subject: 'closure', subjectId: input.id, after: certificate },
      input.estateId,
    )
    return (await closureOf(ctx, input.estateId, input.id)).shown
  },
)

/** Deletes what is older than the rule's days in one estate's closure. @returns how many rows, 0 without a record */
async function rollOff(ctx: Ctx, closure: store.ActiveClosure): Promise<number> {
  const { estate_id: estateId, id: closureId } = closure
  const { days } = await retention(ctx, estateId)
  const cutoff = ctx.now.subtract({ hours: days * 24 })
  const before = await store.countOlder(ctx.db, estateId, closureId, cutoff)
  const total = Object.values(before).reduce((sum, n) => sum + n, 0)
  if (total === 0) return 0
  await store.eraseOlder(ctx.db, estateId, closureId, cutoff)
  const after = await store.countOlder(ctx.db, estateId, closureId, cutoff)
  const id = newId<'purge'>(ctx.now.epochMilliseconds)
  await store.insertPurge(ctx.db, estateId, {
    id,
    closure_id: closureId,
    at: ctx.now,
    cutoff,
    days,
    before,
    after,
  })
  await ctx.audit(
    {
      action: 'closure.roll_off',
      subject: 'closure',
      subjectId: closureId,
      after: { cutoff: cutoff.toString(), days, before, after },
    },
    estateId,
  )
  return total
}

/** J-05, every night: one transaction per estate, so that one estate's trouble leaves the others done. */
export async function rollOffAll(ctx: Ctx): Promise<number> {
  let total = 0
  for (const closure of await store.activeClosures(ctx.db))
    total += await within(ctx, inner => rollOff(inner, closure))
  return total
}

export const listPurges = query('gate.purges', gateApi[`GET ${P}/closure-purges`], async (ctx, input) => {
  const { days, least, most } = await retention(ctx, input.estateId)
  return {
    ...{ days, least, most },
    items: (await store.purgesOf(ctx.db, input.estateId)).map(p => ({
      id: p.id,
      closureId: p.closure_id,
      at: p.at.toString(),
      cutoff: p.cutoff.toString(),
      days: p.days,
      before: p.before,
      after: p.after,
    })),
  }
})

/** @throws gate.retention outside the bounds of the rule */
export const setRetention = verb('gate.set_retention', gateApi[`PUT ${P}/gate/retention`], (ctx, input) =>
  setDays(ctx, 'gate.retention', input),
)
