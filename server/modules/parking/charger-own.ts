/** Charger applications (F-11), the household's side, and the looks at the limit. */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { ZONE } from '../../core/clock.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { job } from '../../core/jobs.ts'
import { query, verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { notify } from '../notice/notify.ts'
import {
  CHARGER_REF,
  type ChargerRule,
  endOfWorkingDay,
  isFixed,
  present,
  rowOf,
  ruleOf,
  shown,
  step,
} from './charger-file.ts'
import { chargerEndpoints, chargerFail } from './contract-charger.ts'
import { numberOf } from './garage-who.ts'
import { ownUnits } from './own.ts'
import { nameOf } from './place.ts'
import * as store from './store-charger.ts'

const MY = '/api/estates/:estateId/my/chargers' as const
const LOOK = 'parking.charger_look'

async function mySpaces(ctx: Ctx, estateId: string, rule: ChargerRule) {
  const units = (await ownUnits(ctx, estateId)).map(u => u.id)
  const held = await store.heldSpaces(ctx.db, estateId, units, ctx.now)
  return {
    units,
    spaces: held.map(s => ({
      ...s,
      fixed: isFixed(
        {
          kind: s.kind,
          from: s.from_at.epochMilliseconds,
          until: s.until_at?.epochMilliseconds ?? null,
        },
        rule.fixedMonths,
      ),
      ask: s.charger
        ? ('parking.charger_there' as const)
        : s.open
          ? ('parking.charger_open' as const)
          : (true as const),
    })),
  }
}

export const myChargers = query('parking.my_chargers', chargerEndpoints[`GET ${MY}`], async (ctx, input) => {
  const { estateId } = input
  const rule = await ruleOf(ctx, estateId)
  const { units, spaces } = await mySpaces(ctx, estateId, rule)
  const rows = await store.chargers(ctx.db, estateId, ctx.now, {
    unitIds: units,
    state: 'all',
    offset: 0,
    limit: 50,
  })
  return {
    spaces: spaces.map(s => ({
      spaceId: s.space_id,
      unitId: s.unit_id,
      number: s.number,
      lot: s.lot,
      fixed: s.fixed,
      ask: s.ask,
    })),
    items: rows.map(c => present(ctx, c, rule)),
    answerWorkingDays: rule.answerWorkingDays,
  }
})

export const askCharger = verb('parking.charger_ask', chargerEndpoints[`POST ${MY}`], async (ctx, input) => {
  const { estateId, spaceId } = input
  const rule = await ruleOf(ctx, estateId)
  const space = (await mySpaces(ctx, estateId, rule)).spaces.find(s => s.space_id === spaceId)
  if (space === undefined) throw fail('core.not_found')
  if (space.ask !== true) throw chargerFail(space.ask)
  for (const fileId of input.documents) await ownDocument(ctx, estateId, fileId)
  const id = newId<'parking_charger'>(ctx.now.epochMilliseconds)
  const answerBy = await endOfWorkingDay(ctx, rule.answerWorkingDays)
  try {
    await store.insertCharger(ctx.db, estateId, {
      id,
      number: numberOf(ctx, 'CD', id),
      unitId: space.unit_id,
      spaceId,
      permitId: space.permit_id,
      fixed: space.fixed,
      watts: input.watts,
      meter: input.meter,
      note: input.note || null,
      documents: input.documents,
      accountId: ctx.actor.kind === 'account' ? ctx.actor.id : null,
      by: nameOf(ctx),
      at: ctx.now,
      answerBy,
    })
  } catch (error) {
    throw isUniqueViolation(error, 'parking_charger_open_key') ? chargerFail('parking.charger_open') : error
  }
  await ctx.audit(
    {
      action: 'parking.charger_ask',
      subject: 'parking_charger',
      subjectId: id,
      after: { spaceId, watts: input.watts, meter: input.meter, answerBy: answerBy?.toString() ?? null },
    },
    estateId,
  )
  if (answerBy) {
    const remind = await endOfWorkingDay(ctx, rule.answerWorkingDays - rule.remindWorkingDays)
    for (const runAt of [remind, answerBy])
      if (runAt)
        await ctx.enqueue(
          LOOK,
          { estateId, chargerId: id },
          { estateId, runAt, key: `charger:${id}:${runAt.epochMilliseconds}` },
        )
  }
  await ctx.signal({ estateId, topic: 'parking', ref: id })
  return shown(ctx, estateId, id)
})

/** A paper that somebody adds must be his own upload: an id alone shows nobody another's papers. */
async function ownDocument(ctx: Ctx, estateId: string, fileId: string): Promise<void> {
  const found = await ctx.house.files.get(ctx.db, estateId, fileId)
  if (ctx.actor.kind !== 'account' || found.madeBy !== ctx.actor.id) throw fail('core.not_found')
}

export const withdrawMyCharger = verb(
  'parking.charger_withdraw',
  chargerEndpoints[`POST ${MY}/:chargerId/withdraw`],
  async (ctx, input) => {
    const { estateId, chargerId } = input
    const row = await rowOf(ctx, estateId, chargerId)
    if (!(await ownUnits(ctx, estateId)).some(u => u.id === row.unit_id)) throw fail('core.not_found')
    await step(ctx, estateId, chargerId, {
      act: 'withdraw',
      to: 'withdrawn',
      set: { ended_by: nameOf(ctx), ended_at: ctx.now },
    })
    return shown(ctx, estateId, chargerId)
  },
)

const Look = z.object({ estateId: z.uuid(), chargerId: z.uuid() })

/** Some days before the limit whoever manages is reminded, at the limit he is told that it is late. */
export function lookAtCharger(outer: Ctx, p: z.output<typeof Look>): Promise<void> {
  return within(outer, async ctx => {
    const { estateId } = p
    const c = await rowOf(ctx, estateId, p.chargerId)
    if (c.state !== 'filed' || c.answer_by === null) return
    const late = ctx.now.epochMilliseconds >= c.answer_by.epochMilliseconds
    if (!(await store.toldOnce(ctx.db, estateId, c.id, late ? 'late_told_at' : 'reminded_at', ctx.now)))
      return
    const day = Temporal.Instant.fromEpochMilliseconds(c.answer_by.epochMilliseconds - 1)
      .toZonedDateTimeISO(ZONE)
      .toPlainDate()
      .toString()
    await ctx.audit(
      {
        action: late ? 'parking.charger_late' : 'parking.charger_remind',
        subject: 'parking_charger',
        subjectId: c.id,
      },
      estateId,
    )
    await notify(ctx, {
      estateId,
      duty: 'management',
      kind: late ? 'parking.charger_late' : 'parking.charger_remind',
      ref: { topic: CHARGER_REF, id: c.id },
      title: late
        ? { zh: `充电桩申请已逾期：${c.room} ${c.space}`, en: `Charger answer overdue: ${c.room} ${c.space}` }
        : {
            zh: `充电桩申请待答复：${c.room} ${c.space}`,
            en: `Charger to be answered: ${c.room} ${c.space}`,
          },
      body: {
        zh: `${c.number} 应在 ${day} 前答复。不同意须写明规定所列的理由。`,
        en: `${c.number} was to be answered by ${day}. A refusal names a reason of the list.`,
      },
    })
  })
}

export const chargerJobs = { [LOOK]: job({ payload: Look, run: lookAtCharger }) }
