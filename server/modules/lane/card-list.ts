/** Giving out cards and taking them back (S3-48): who may open which lanes with a card or code. */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { raiseRightsVersion } from '../estate/store.ts'
import { cardForms, cardNumber, cardReadings } from './card-number.ts'
import { laneApi } from './contract.ts'
import type { LaneCard } from './contract-card.ts'
import { laneFail } from './errors.ts'
import * as store from './store-card.ts'
import { lanesNow } from './store-world.ts'

const P = '/api/estates/:estateId' as const
const by = (ctx: Ctx) => ('id' in ctx.actor ? ctx.actor.id : ctx.actor.kind)

async function present(ctx: Ctx, estateId: string, row: store.CardRow): Promise<z.input<typeof LaneCard>> {
  const cipher = await ctx.cipher(estateId)
  const number = cipher.open('card', row.number_sealed)
  const nowMs = ctx.now.epochMilliseconds
  const over = row.until_at !== null && row.until_at.epochMilliseconds <= nowMs
  return {
    id: row.id,
    kind: row.kind,
    number,
    forms: row.kind === 'card' ? cardForms(number) : null,
    holder: cipher.open('card_holder', row.holder_sealed),
    lanes: row.lanes,
    from: row.from_at.toString(),
    until: row.until_at?.toString() ?? null,
    state: row.ended_at ? 'ended' : over ? 'over' : row.from_at.epochMilliseconds > nowMs ? 'early' : 'live',
    madeAt: row.made_at.toString(),
    endReason: row.end_reason,
  }
}

export const listCards = query('lane.cards', laneApi[`GET ${P}/lane-cards`], async (ctx, input) => {
  const cipher = await ctx.cipher(input.estateId)
  const numbers = input.number ? cardReadings(input.number).map(n => cipher.blind('card', n)) : null
  const { rows, total } = await store.cardPage(ctx.db, input.estateId, { ...input, numbers })
  return { items: await Promise.all(rows.map(r => present(ctx, input.estateId, r))), total }
})

async function cardOf(ctx: Ctx, estateId: string, id: string) {
  const row = await store.cardById(ctx.db, estateId, id)
  if (row === undefined) throw fail('core.not_found')
  return present(ctx, estateId, row)
}

export const oneCard = query('lane.card', laneApi[`GET ${P}/lane-cards/:id`], (ctx, input) =>
  cardOf(ctx, input.estateId, input.id),
)

/** @throws lane.card_there for a number that a live card has; lane.card_until for an end that is past */
export const addCard = verb('lane.add_card', laneApi[`POST ${P}/lane-cards`], async (ctx, input) => {
  const { estateId } = input
  const until = input.until ? Temporal.Instant.from(input.until) : null
  if (until && until.epochMilliseconds <= ctx.now.epochMilliseconds) throw laneFail('lane.card_until')
  const known = new Set((await lanesNow(ctx.db, [estateId])).map(l => l.id))
  if (input.lanes?.some(id => !known.has(id))) throw fail('core.not_found')
  const cipher = await ctx.cipher(estateId)
  const readings = cardReadings(input.number)
  const number = (input.sited ? readings.at(-1) : undefined) ?? cardNumber(input.number)
  const id = newId<'lane_card'>(ctx.now.epochMilliseconds)
  await store
    .insertCard(ctx.db, estateId, {
      id,
      kind: input.kind,
      number: { sealed: cipher.seal('card', number), blind: cipher.blind('card', number) },
      holder: cipher.seal('card_holder', input.holder),
      lanes: input.lanes && input.lanes.length > 0 ? input.lanes : null,
      until,
      by: by(ctx),
      at: ctx.now,
    })
    .catch(error => {
      throw isUniqueViolation(error) ? laneFail('lane.card_there') : error
    })
  await ctx.audit(
    {
      action: 'lane.card_add',
      subject: 'lane_card',
      subjectId: id,
      after: { kind: input.kind, lanes: input.lanes ?? null, until: until?.toString() ?? null },
      sensitive: { number, holder: input.holder },
    },
    estateId,
  )
  await raiseRightsVersion(ctx.db, estateId)
  return cardOf(ctx, estateId, id)
})

export const takeBackCard = verb(
  'lane.end_card',
  laneApi[`POST ${P}/lane-cards/:id/end`],
  async (ctx, { estateId, id, reason }) => {
    await cardOf(ctx, estateId, id)
    if (!(await store.endCard(ctx.db, estateId, id, by(ctx), reason, ctx.now)))
      throw laneFail('lane.card_over')
    await ctx.audit({ action: 'lane.card_end', subject: 'lane_card', subjectId: id, reason }, estateId)
    await raiseRightsVersion(ctx.db, estateId)
    return cardOf(ctx, estateId, id)
  },
)
