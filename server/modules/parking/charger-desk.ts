/** Charger applications of homes without a phone (SX-12): told at the desk or on paper, entered with who entered them. */
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import { query, verb } from '../../core/verb.ts'
import { ruleOf, shown, step, tellHome } from './charger-file.ts'
import { fileCharger, presentSpace, spacesOfUnits } from './charger-own.ts'
import { chargerEndpoints, chargerFail } from './contract-charger.ts'
import { nameOf } from './place.ts'
import { homeNamed } from './waiting.ts'

const P = '/api/estates/:estateId/parking/chargers' as const

/** @throws parking.no_home */
export const homeSpaces = query(
  'parking.charger_home',
  chargerEndpoints[`GET ${P}/home`],
  async (ctx, input) => {
    const { estateId } = input
    const rule = await ruleOf(ctx, estateId)
    const unit = await homeNamed(ctx, estateId, input.room)
    const spaces = await spacesOfUnits(ctx, estateId, [unit.id], rule)
    return { spaces: spaces.map(presentSpace), answerWorkingDays: rule.answerWorkingDays }
  },
)

/**
 * The limit runs from the day the paper came in. The home's own phones, where it has some, hear that it was entered.
 * @throws parking.no_home, core.not_found of a space that the home does not hold, parking.charger_ahead of a day to come
 */
export const enterCharger = verb(
  'parking.charger_enter',
  chargerEndpoints[`POST ${P}`],
  async (ctx, input) => {
    const { estateId } = input
    const rule = await ruleOf(ctx, estateId)
    const unit = await homeNamed(ctx, estateId, input.room)
    const space = (await spacesOfUnits(ctx, estateId, [unit.id], rule)).find(
      s => s.space_id === input.spaceId,
    )
    if (space === undefined) throw fail('core.not_found')
    if (input.askedOn !== undefined && input.askedOn > localDate(ctx.now).toString())
      throw chargerFail('parking.charger_ahead')
    const who = { accountId: null, askedBy: input.askedBy, enteredBy: nameOf(ctx), askedOn: input.askedOn }
    const id = await fileCharger(ctx, estateId, space, { ...input, ...who }, rule)
    const c = await shown(ctx, estateId, id)
    await tellHome(
      ctx,
      estateId,
      { id, unit_id: unit.id },
      { zh: `充电桩申请已登记：${c.space}`, en: `Charger application entered: ${c.space}` },
      {
        zh: `${c.askedBy} 在前台提出，由 ${c.enteredBy} 代录，编号 ${c.number}。`,
        en: `Asked for at the desk by ${c.askedBy}, entered by ${c.enteredBy}, number ${c.number}.`,
      },
    )
    return c
  },
)

/** Taken back at the desk, with what the home said. */
export const withdrawForHome = verb(
  'parking.charger_take_back',
  chargerEndpoints[`POST ${P}/:chargerId/withdraw`],
  async (ctx, input) => {
    const { estateId, chargerId, version, reason } = input
    const set = { ended_by: nameOf(ctx), ended_at: ctx.now }
    const c = await step(ctx, estateId, chargerId, { act: 'withdraw', version, to: 'withdrawn', set, reason })
    await tellHome(
      ctx,
      estateId,
      c,
      { zh: `充电桩申请已撤回：${c.space}`, en: `Charger application taken back: ${c.space}` },
      { zh: `由 ${nameOf(ctx)} 代录：${reason}`, en: `Entered by ${nameOf(ctx)}: ${reason}` },
    )
    return shown(ctx, estateId, chargerId)
  },
)
