/** Barred and special plates: asked with reason and end, binding when a second person confirmed them (S4-18). */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { laneApi } from './contract.ts'
import type { ListedPlate } from './contract-list.ts'
import { laneFail } from './errors.ts'
import { maskPlate, normalPlate } from './plate.ts'
import { mayHere, seesPlates } from './present.ts'
import { endRightsOf, setRight } from './rights.ts'
import * as store from './store-list.ts'

const P = '/api/estates/:estateId' as const
const who = (ctx: Ctx) => ({
  id: 'id' in ctx.actor ? ctx.actor.id : ctx.actor.kind,
  name: 'name' in ctx.actor ? ctx.actor.name : '',
})

async function present(ctx: Ctx, estateId: string, row: store.ListRow): Promise<z.input<typeof ListedPlate>> {
  const cipher = await ctx.cipher(estateId)
  const whole = seesPlates(ctx, estateId)
  const plate = cipher.open('plate', row.plate_sealed)
  const over =
    row.state === 'live' &&
    row.until_at !== null &&
    row.until_at.epochMilliseconds <= ctx.now.epochMilliseconds
  const able = mayHere(ctx, 'device.manage', estateId) ? undefined : 'core.forbidden'
  return {
    id: row.id,
    kind: row.kind,
    service: row.service as z.input<typeof ListedPlate>['service'],
    plate: whole ? plate : maskPlate(plate),
    reason: row.reason,
    until: row.until_at?.toString() ?? null,
    state: over ? 'over' : row.state,
    askedBy: row.asked_name,
    askedAt: row.asked_at.toString(),
    decidedBy: row.decided_name,
    decidedAt: row.decided_at?.toString() ?? null,
    allowed: {
      decide:
        able ??
        (row.state !== 'asked' ? 'lane.list_over' : row.asked_by === who(ctx).id ? 'lane.own_request' : true),
      end: able ?? (row.state === 'live' || row.state === 'asked' ? true : 'lane.list_over'),
    },
  }
}

export const listPlates = query('lane.list', laneApi[`GET ${P}/lane-list`], async (ctx, input) => {
  const cipher = await ctx.cipher(input.estateId)
  const { rows, total } = await store.listPage(ctx.db, input.estateId, {
    ...input,
    plate: input.plate ? cipher.blind('plate', normalPlate(input.plate)) : null,
  })
  return { items: await Promise.all(rows.map(r => present(ctx, input.estateId, r))), total }
})

async function rowOf(ctx: Ctx, estateId: string, id: string): Promise<store.ListRow> {
  const row = await store.listRow(ctx.db, estateId, id)
  if (row === undefined) throw fail('core.not_found')
  return row
}

export const onePlate = query('lane.list_one', laneApi[`GET ${P}/lane-list/:id`], async (ctx, input) =>
  present(ctx, input.estateId, await rowOf(ctx, input.estateId, input.id)),
)

/** @throws lane.listed, lane.no_plate, core.invalid for an end that is over */
export const addPlate = verb('lane.list_add', laneApi[`POST ${P}/lane-list`], async (ctx, input) => {
  const { estateId } = input
  const plate = normalPlate(input.plate)
  if (plate === '') throw laneFail('lane.no_plate')
  const until = input.until ? Temporal.Instant.from(input.until) : null
  if (until && until.epochMilliseconds <= ctx.now.epochMilliseconds)
    throw fail('core.invalid', {
      params: { count: 1 },
      fields: [
        { path: 'until', code: 'past', zh: '结束时间必须晚于现在', en: 'The end must be later than now' },
      ],
    })
  const cipher = await ctx.cipher(estateId)
  const id = newId<'lane_list'>(ctx.now.epochMilliseconds)
  try {
    await store.insertRow(ctx.db, estateId, {
      id,
      kind: input.kind,
      service: input.kind === 'special' ? (input.service ?? 'other') : null,
      sealed: cipher.seal('plate', plate),
      blind: cipher.blind('plate', plate),
      reason: input.reason,
      until,
      state: 'asked',
      by: who(ctx),
      at: ctx.now,
    })
  } catch (error) {
    throw isUniqueViolation(error, 'lane_list_live_key')
      ? laneFail('lane.listed', { params: { plate } })
      : error
  }
  await ctx.audit(
    {
      action: `lane.${input.kind}_ask`,
      subject: 'lane_list',
      subjectId: id,
      reason: input.reason,
      after: { until: input.until ?? null },
      sensitive: { plate },
    },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'lane', ref: id })
  return present(ctx, estateId, await rowOf(ctx, estateId, id))
})

async function grant(ctx: Ctx, estateId: string, row: store.ListRow): Promise<void> {
  const cipher = await ctx.cipher(estateId)
  await setRight(ctx, {
    estateId,
    kind: row.kind,
    plate: cipher.open('plate', row.plate_sealed),
    from: ctx.now,
    ...(row.until_at ? { until: row.until_at } : {}),
    source: 'operator',
    sourceId: row.id,
    note: row.reason,
  })
}

export const decidePlate = verb(
  'lane.list_decide',
  laneApi[`POST ${P}/lane-list/:id/decision`],
  async (ctx, input) => {
    const { estateId } = input
    const row = await rowOf(ctx, estateId, input.id)
    if (row.state !== 'asked') throw laneFail('lane.list_over')
    if (row.asked_by === who(ctx).id) throw laneFail('lane.own_request')
    if (
      !(await store.decideRow(
        ctx.db,
        estateId,
        row.id,
        input.approve ? 'live' : 'refused',
        who(ctx),
        ctx.now,
      ))
    )
      throw laneFail('lane.list_over')
    const over = row.until_at !== null && row.until_at.epochMilliseconds <= ctx.now.epochMilliseconds
    if (input.approve && !over) await grant(ctx, estateId, row)
    await ctx.audit(
      {
        action: `lane.${row.kind}_${input.approve ? 'confirm' : 'refuse'}`,
        subject: 'lane_list',
        subjectId: row.id,
        before: { state: 'asked', by: row.asked_name },
      },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'lane', ref: row.id })
    return present(ctx, estateId, await rowOf(ctx, estateId, row.id))
  },
)

export const endPlate = verb('lane.list_end', laneApi[`POST ${P}/lane-list/:id/end`], async (ctx, input) => {
  const { estateId } = input
  const row = await rowOf(ctx, estateId, input.id)
  if (!(await store.endRow(ctx.db, estateId, row.id, who(ctx).id, ctx.now))) throw laneFail('lane.list_over')
  await endRightsOf(ctx, estateId, 'operator', row.id)
  await ctx.audit(
    { action: `lane.${row.kind}_end`, subject: 'lane_list', subjectId: row.id, reason: input.reason },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'lane', ref: row.id })
  return present(ctx, estateId, await rowOf(ctx, estateId, row.id))
})
