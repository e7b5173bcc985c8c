/** A household's own parking: every call is narrowed to the homes its roles stand in. */
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { query, verb } from '../../core/verb.ts'
import { unitsById } from '../gate/store-pass.ts'
import { vehicles } from '../people/store-homes.ts'
import { ownEndpoints } from './contract-own.ts'
import { reckon } from './fees.ts'
import { finish, letVisitor } from './permit-acts.ts'
import { presentPermits } from './permits.ts'
import { limitsOf, normalPlate } from './place.ts'
import { stayOf } from './stay-acts.ts'
import { presentQuote, presentSlip } from './stay-present.ts'
import { makeSlip } from './stay-slips.ts'
import { slips } from './store-money.ts'
import { permits } from './store-permit.ts'
import { type StayRow, staysOfPlate } from './store-stay.ts'
import { putOnList, ruleText, takeOff, waitOf, waitsOfUnits } from './waiting.ts'

const P = '/api/estates/:estateId/my/parking' as const

/** The homes that the caller's own roles stand in. */
export async function ownUnits(ctx: Ctx, estateId: string): Promise<{ id: string; label: string }[]> {
  const reach = ctx.reach('parking.own', estateId)
  return reach === 'estate' ? [] : unitsById(ctx.db, estateId, reach.units)
}

async function ownUnit(ctx: Ctx, estateId: string, unitId: string) {
  const found = (await ownUnits(ctx, estateId)).find(u => u.id === unitId)
  if (found === undefined) throw fail('core.not_found')
  return found
}

const accountOf = (ctx: Ctx) => (ctx.actor.kind === 'account' ? ctx.actor : undefined)

/** The stay of a plate that owes: inside, or gone without paying. */
async function owing(ctx: Ctx, estateId: string, plate: string): Promise<StayRow | undefined> {
  const cipher = await ctx.cipher(estateId)
  const found = await staysOfPlate(ctx.db, estateId, cipher.blind('plate', normalPlate(plate)))
  return found.find(s => s.state === 'inside') ?? found.find(s => s.owed > 0)
}

async function carsOf(ctx: Ctx, estateId: string, unitId: string, permitted: readonly string[]) {
  const { rows } = await vehicles(ctx.db, estateId, 'estate', {
    unitIds: [unitId],
    state: 'live',
    offset: 0,
    limit: 50,
  })
  // a tenant's car is not the landlord's business: only those of the register that name no other person
  const mine = rows.filter(
    v => v.person_id === null || v.person_id === accountOf(ctx)?.personId || permitted.includes(v.plate),
  )
  const plates = [...new Set([...mine.map(v => v.plate), ...permitted])]
  return Promise.all(
    plates.map(async plate => {
      const stay = await owing(ctx, estateId, plate)
      const due = stay ? (await reckon(ctx, estateId, stay, ctx.now)).due : 0
      return {
        plate,
        model: mine.find(v => v.plate === plate)?.model ?? null,
        permitted: permitted.includes(plate),
        insideSince: stay?.state === 'inside' ? (stay.entered_at?.toString() ?? null) : null,
        due,
      }
    }),
  )
}

export const myParking = query('parking.my', ownEndpoints[`GET ${P}`], async (ctx, input) => {
  const { estateId } = input
  const units = await ownUnits(ctx, estateId)
  const homes = []
  for (const unit of units) {
    const rows = await permits(ctx.db, estateId, ctx.now, {
      unitIds: [unit.id],
      state: 'live',
      offset: 0,
      limit: 100,
    })
    const all = await presentPermits(ctx, estateId, rows)
    const kept = all.filter(p => p.kind !== 'visitor')
    homes.push({
      unitId: unit.id,
      room: unit.label,
      permits: kept,
      visitors: all.filter(p => p.kind === 'visitor'),
      waits: await waitsOfUnits(ctx, estateId, [unit.id]),
      cars: await carsOf(
        ctx,
        estateId,
        unit.id,
        kept.flatMap(p => p.cars.map(c => c.plate)),
      ),
    })
  }
  const cipher = await ctx.cipher(estateId)
  const account = accountOf(ctx)
  const mine = account ? await slips(ctx.db, estateId, { accountId: account.id, liveAt: ctx.now }) : []
  return {
    homes,
    rule: ruleText[ctx.lang],
    visitorHours: (await limitsOf(ctx, estateId)).visitorHours,
    slips: mine.map(p => presentSlip(cipher, p, ctx.now.epochMilliseconds)),
  }
})

export const myWait = verb('parking.my_wait', ownEndpoints[`POST ${P}/waiting`], async (ctx, input) => {
  const { estateId } = input
  const unit = await ownUnit(ctx, estateId, input.unitId)
  const account = accountOf(ctx)
  const id = await putOnList(ctx, estateId, {
    unitId: unit.id,
    personId: account?.personId ?? null,
    accountId: account?.id ?? null,
    use: input.use,
    lotId: null,
    disability: input.disability,
    note: input.note || null,
  })
  return (await waitOf(ctx, estateId, id)).shown
})

export const myWithdraw = verb(
  'parking.my_withdraw',
  ownEndpoints[`POST ${P}/waiting/:waitId/withdraw`],
  async (ctx, input) => {
    const { row } = await waitOf(ctx, input.estateId, input.waitId)
    await ownUnit(ctx, input.estateId, row.unit_id)
    return takeOff(ctx, input.estateId, input.waitId, input.reason)
  },
)

export const myVisitor = verb(
  'parking.my_visitor',
  ownEndpoints[`POST ${P}/visitors`],
  async (ctx, input) => {
    const { estateId } = input
    const unit = await ownUnit(ctx, estateId, input.unitId)
    const id = await letVisitor(ctx, estateId, { unitId: unit.id, plate: input.plate, hours: input.hours })
    const rows = await permits(ctx.db, estateId, ctx.now, { id, state: 'all', offset: 0, limit: 1 })
    return (await presentPermits(ctx, estateId, rows))[0]!
  },
)

export const myVisitorEnd = verb(
  'parking.my_visitor_end',
  ownEndpoints[`POST ${P}/visitors/:permitId/end`],
  async (ctx, input) => {
    const { estateId, permitId } = input
    const [row] = await permits(ctx.db, estateId, ctx.now, {
      id: permitId,
      state: 'all',
      offset: 0,
      limit: 1,
    })
    if (row === undefined || row.kind !== 'visitor' || row.unit_id === null) throw fail('core.not_found')
    await ownUnit(ctx, estateId, row.unit_id)
    return finish(ctx, estateId, permitId, ctx.lang === 'zh' ? '住户结束' : 'ended by the household')
  },
)

/**
 * Plate and time are traces of a person (F-13): who types a plate learns of it only what is to be paid, nothing of cars
 * under a permit, and the look-up stands in the audit.
 */
export const myDue = verb('parking.my_due', ownEndpoints[`POST ${P}/due`], async (ctx, input) => {
  const { estateId } = input
  await ctx.audit(
    {
      action: 'parking.due_asked',
      subject: 'parking_stay',
      subjectId: estateId,
      sensitive: { plate: input.plate },
    },
    estateId,
  )
  const stay = await owing(ctx, estateId, input.plate)
  if (stay === undefined || stay.permit_id !== null) return { due: null }
  const r = await reckon(ctx, estateId, stay, ctx.now)
  if (r.due === 0) return { due: null }
  return {
    due: {
      stayId: stay.id,
      plate: normalPlate(input.plate),
      enteredAt: stay.entered_at?.toString() ?? null,
      lot: stay.lot,
      quote: presentQuote(r, ctx.now.toString()),
    },
  }
})

/** The plate is asked again beside the stay: an id alone opens nothing. */
export const mySlip = verb('parking.my_slip', ownEndpoints[`POST ${P}/slips`], async (ctx, input) => {
  const { estateId, stayId } = input
  const stay = await stayOf(ctx, estateId, stayId)
  const cipher = await ctx.cipher(estateId)
  const plate = stay.plate_sealed ? cipher.open('plate', stay.plate_sealed) : ''
  if (plate !== normalPlate(input.plate)) throw fail('core.not_found')
  const account = accountOf(ctx)
  if (account === undefined) throw fail('core.forbidden')
  const [there] = await slips(ctx.db, estateId, { stayId, accountId: account.id, liveAt: ctx.now })
  if (there) {
    await ctx.audit({ action: 'parking.slip_again', subject: 'parking_stay', subjectId: stayId }, estateId)
    return presentSlip(cipher, there, ctx.now.epochMilliseconds)
  }
  return makeSlip(ctx, estateId, stay, account.id)
})

export const getMySlip = query(
  'parking.my_slip_state',
  ownEndpoints[`GET ${P}/slips/:slipId`],
  async (ctx, input) => {
    const account = accountOf(ctx)
    const [slip] = await slips(ctx.db, input.estateId, { id: input.slipId })
    if (slip === undefined || account === undefined || slip.account_id !== account.id)
      throw fail('core.not_found')
    return presentSlip(await ctx.cipher(input.estateId), slip, ctx.now.epochMilliseconds)
  },
)
