/** Charger applications (F-11), the household's side, and the looks at the limit. */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { dayStart, type Instant, localDate, ZONE } from '../../core/clock.ts'
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

/** Spaces that these homes hold now, whether fixed, and whether a charger may be asked for there. */
export async function spacesOfUnits(ctx: Ctx, estateId: string, units: readonly string[], rule: ChargerRule) {
  const held = await store.heldSpaces(ctx.db, estateId, units, ctx.now)
  return held.map(s => ({
    ...s,
    fixed: isFixed(
      { kind: s.kind, from: s.from_at.epochMilliseconds, until: s.until_at?.epochMilliseconds ?? null },
      rule.fixedMonths,
    ),
    ask: s.charger
      ? ('parking.charger_there' as const)
      : s.open
        ? ('parking.charger_open' as const)
        : (true as const),
  }))
}

type Space = Awaited<ReturnType<typeof spacesOfUnits>>[number]

export const presentSpace = (s: Space) => ({
  spaceId: s.space_id,
  unitId: s.unit_id,
  number: s.number,
  lot: s.lot,
  fixed: s.fixed,
  ask: s.ask,
})

export const myChargers = query('parking.my_chargers', chargerEndpoints[`GET ${MY}`], async (ctx, input) => {
  const { estateId } = input
  const rule = await ruleOf(ctx, estateId)
  const units = (await ownUnits(ctx, estateId)).map(u => u.id)
  const spaces = await spacesOfUnits(ctx, estateId, units, rule)
  const rows = await store.chargers(ctx.db, estateId, ctx.now, {
    unitIds: units,
    state: 'all',
    offset: 0,
    limit: 50,
  })
  return {
    spaces: spaces.map(presentSpace),
    items: rows.map(c => present(ctx, c, rule)),
    answerWorkingDays: rule.answerWorkingDays,
  }
})

export const askCharger = verb('parking.charger_ask', chargerEndpoints[`POST ${MY}`], async (ctx, input) => {
  const { estateId, spaceId } = input
  const rule = await ruleOf(ctx, estateId)
  const units = (await ownUnits(ctx, estateId)).map(u => u.id)
  const space = (await spacesOfUnits(ctx, estateId, units, rule)).find(s => s.space_id === spaceId)
  if (space === undefined) throw fail('core.not_found')
  const accountId = ctx.actor.kind === 'account' ? ctx.actor.id : null
  const asked = { ...input, accountId, askedBy: nameOf(ctx), enteredBy: null, askedOn: undefined }
  return shown(ctx, estateId, await fileCharger(ctx, estateId, space, asked, rule))
})

interface Asked {
  watts: number
  meter: 'own' | 'shared'
  note?: string | undefined
  documents: readonly string[]
  accountId: string | null
  /** who of the home asks, and who entered it at the desk (SX-12) */
  askedBy: string
  enteredBy: string | null
  /** local day on which it came in on paper; now when left out */
  askedOn: string | undefined
}

/**
 * Files an application and sets its limit and the looks at it.
 * @throws parking.charger_there, parking.charger_open, core.not_found of another's paper
 */
export async function fileCharger(
  ctx: Ctx,
  estateId: string,
  space: Space,
  a: Asked,
  rule: ChargerRule,
): Promise<string> {
  if (space.ask !== true) throw chargerFail(space.ask)
  for (const fileId of a.documents) await ownDocument(ctx, estateId, fileId)
  const id = newId<'parking_charger'>(ctx.now.epochMilliseconds)
  const day = a.askedOn === undefined ? localDate(ctx.now) : Temporal.PlainDate.from(a.askedOn)
  const today = day.equals(localDate(ctx.now))
  const answerBy = await endOfWorkingDay(ctx, rule.answerWorkingDays, day)
  try {
    await store.insertCharger(ctx.db, estateId, {
      id,
      number: numberOf(ctx, 'CD', id),
      unitId: space.unit_id,
      spaceId: space.space_id,
      permitId: space.permit_id,
      fixed: space.fixed,
      watts: a.watts,
      meter: a.meter,
      note: a.note || null,
      documents: a.documents,
      accountId: a.accountId,
      by: a.askedBy,
      enteredBy: a.enteredBy,
      at: today ? ctx.now : dayStart(day),
      answerBy,
    })
  } catch (error) {
    throw isUniqueViolation(error, 'parking_charger_open_key') ? chargerFail('parking.charger_open') : error
  }
  const { watts, meter, enteredBy } = a
  await ctx.audit(
    {
      action: 'parking.charger_ask',
      subject: 'parking_charger',
      subjectId: id,
      after: {
        ...{ spaceId: space.space_id, watts, meter, answerBy: answerBy?.toString() ?? null },
        ...(enteredBy === null ? {} : { enteredBy }),
      },
    },
    estateId,
  )
  await callToMind(ctx, estateId, id, [
    await endOfWorkingDay(ctx, rule.answerWorkingDays - rule.remindWorkingDays, day),
    answerBy,
  ])
  await ctx.signal({ estateId, topic: 'parking', ref: id })
  return id
}

/** A look some days before the limit and one at it; none while that year's calendar is not published. */
async function callToMind(ctx: Ctx, estateId: string, id: string, [remind, limit]: (Instant | null)[]) {
  if (!limit) return
  for (const runAt of [remind, limit])
    if (runAt)
      await ctx.enqueue(
        LOOK,
        { estateId, chargerId: id },
        { estateId, runAt, key: `charger:${id}:${runAt.epochMilliseconds}` },
      )
}

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
