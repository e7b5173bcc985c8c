/** Mechanical garages: structure, slots, stop and start, statutory inspection (S4-11, S4-12, H-01). */
import { isUniqueViolation } from '../../core/db.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { notify } from '../notice/notify.ts'
import { unitIdsByLabel } from '../people/store-homes.ts'
import { garageApi } from './contract-garage.ts'
import { garageFail } from './contract-garage-shapes.ts'
import { presentFault, presentFetch, presentGarage, presentSlot } from './garage-present.ts'
import { type GarageRules, inspectionState, mayMove, mayStart, tooBig } from './garage-rules.ts'
import { actorName, today } from './garage-who.ts'
import * as store from './store-garage.ts'
import { faults } from './store-garage-fault.ts'
import { lots } from './store-lot.ts'

const P = '/api/estates/:estateId' as const
const ALL = { offset: 0, limit: 200 } as const

export const rulesOf = (ctx: Ctx, estateId: string): Promise<GarageRules> =>
  ruleFor<GarageRules>(ctx.db, 'garage.rules', estateId, today(ctx))

export async function garageOf(ctx: Ctx, estateId: string, id: string): Promise<store.GarageRow> {
  const [row] = await store.garages(ctx.db, estateId, id)
  if (row === undefined) throw fail('core.not_found')
  return row
}

export function inspectionOf(ctx: Ctx, g: store.GarageRow, rules: GarageRules) {
  return inspectionState(today(ctx), g.inspected_until, g.applied_on, rules.applyMonths)
}

/** @throws why no car may be moved now */
export function requireMoving(ctx: Ctx, g: store.GarageRow, rules: GarageRules): void {
  const may = mayMove(g.state, inspectionOf(ctx, g, rules))
  if (may !== true) throw new AppError(may)
}

export const listGarages = query('garage.list', garageApi[`GET ${P}/garages`], async (ctx, input) => {
  const rules = await rulesOf(ctx, input.estateId)
  const items = (await store.garages(ctx.db, input.estateId)).map(g => presentGarage(ctx, g, rules))
  return { items, spaces: items.reduce((sum, g) => sum + g.slots - g.blocked, 0) }
})

/** Everything of one garage, for its page and for what an act answers. */
export async function garageFull(ctx: Ctx, estateId: string, id: string) {
  const g = await garageOf(ctx, estateId, id)
  const rules = await rulesOf(ctx, estateId)
  const cipher = await ctx.cipher(estateId)
  const queue = await store.fetches(ctx.db, estateId, { garageId: id, state: 'open', ...ALL })
  return {
    ...presentGarage(ctx, g, rules),
    rows: (await store.slots(ctx.db, estateId, { garageId: id })).map(presentSlot),
    queue: queue.map(f => presentFetch(f, presentGarage(ctx, g, rules).cycle)),
    faults: (await faults(ctx.db, estateId, { garageId: id, state: 'all', offset: 0, limit: 20 })).map(f =>
      presentFault(ctx, f, cipher),
    ),
    inspections: (await store.inspections(ctx.db, estateId, id)).map(i => ({
      id: i.id,
      kind: i.kind,
      doneOn: i.done_on,
      passed: i.passed,
      report: i.report,
      body: i.body,
      validUntil: i.valid_until,
      note: i.note,
      madeBy: i.made_by,
    })),
    notes: (await store.notes(ctx.db, estateId, id)).map(n => ({
      id: n.id,
      kind: n.kind,
      reason: n.reason,
      by: n.by_name,
      at: n.at.toString(),
    })),
  }
}

export const getGarage = query('garage.get', garageApi[`GET ${P}/garages/:garageId`], (ctx, input) =>
  garageFull(ctx, input.estateId, input.garageId),
)

/** A line in the garage's book. */
export async function write(
  ctx: Ctx,
  estateId: string,
  garageId: string,
  kind: string,
  reason: string | null,
  change: { before?: object; after?: object } = {},
): Promise<void> {
  await store.insertNote(ctx.db, estateId, garageId, {
    id: newId<'garage_note'>(ctx.now.epochMilliseconds),
    kind,
    reason,
    by_name: actorName(ctx),
    at: ctx.now,
  })
  await ctx.audit(
    {
      action: `garage.${kind}`,
      subject: 'garage',
      subjectId: garageId,
      ...change,
      ...(reason ? { reason } : {}),
    },
    estateId,
  )
  await ctx.signal({ topic: 'parking', ref: garageId, estateId })
}

/** Codes of the slots: level and number, 2-07. */
function codes(levels: number, perLevel: number) {
  return Array.from({ length: levels }, (_, l) =>
    Array.from({ length: perLevel }, (_, n) => ({
      code: `${l + 1}-${String(n + 1).padStart(2, '0')}`,
      level: l + 1,
    })),
  ).flat()
}

/** S4-11: a structure with its slots; from the day it is in use its spaces count. */
export const addGarage = verb('garage.add', garageApi[`POST ${P}/garages`], async (ctx, input) => {
  const { estateId, perLevel, max, ...g } = input
  if (g.lotId && (await lots(ctx.db, estateId, g.lotId)).length === 0) throw fail('core.not_found')
  const id = newId<'garage'>(ctx.now.epochMilliseconds)
  try {
    await store.insertGarage(ctx.db, estateId, { ...g, id, by: actorName(ctx), at: ctx.now })
  } catch (error) {
    throw isUniqueViolation(error, 'garage_name_key')
      ? fail('core.conflict', { params: { what: g.name } })
      : error
  }
  await store.insertSlots(ctx.db, estateId, id, codes(g.levels, perLevel), max)
  await ctx.audit(
    { action: 'garage.add', subject: 'garage', subjectId: id, after: { ...g, slots: g.levels * perLevel } },
    estateId,
  )
  await ctx.signal({ topic: 'parking', ref: id, estateId })
  return garageFull(ctx, estateId, id)
})

async function unitOf(ctx: Ctx, estateId: string, room: string): Promise<string> {
  const found = (await unitIdsByLabel(ctx.db, estateId, [room])).get(room)
  if (found === undefined) throw garageFail('garage.unit_unknown', { params: { room } })
  return found
}

const sizeWords = {
  zh: { length: '长', width: '宽', height: '高', weight: '重' },
  en: { length: 'length', width: 'width', height: 'height', weight: 'weight' },
} as const

/** Gives a slot to a home, takes it back, or puts it out of use. @throws garage.too_big, garage.slot_taken */
export const setSlot = verb(
  'garage.slot',
  garageApi[`PUT ${P}/garages/:garageId/slots/:code`],
  async (ctx, input) => {
    const { estateId, garageId, code } = input
    await store.lockGarage(ctx.db, estateId, garageId)
    const [before] = await store.slots(ctx.db, estateId, { garageId, code })
    if (before === undefined) throw fail('core.not_found')
    const unitId = input.room ? await unitOf(ctx, estateId, input.room) : null
    if (unitId && before.unit_id && before.unit_id !== unitId) throw garageFail('garage.slot_taken')
    if (unitId && input.blocked) throw garageFail('garage.slot_blocked')
    const max = presentSlot(before).max
    const over = input.car ? tooBig(input.car, max) : []
    if (over.length > 0)
      throw garageFail('garage.too_big', {
        params: { over: over.map(k => `${sizeWords[ctx.lang][k]} ${max[k]}`).join('、') },
      })
    const state = input.blocked ? 'blocked' : unitId ? 'taken' : 'free'
    await store.setSlot(ctx.db, estateId, garageId, code, {
      state,
      note: input.note || null,
      unitId,
      car: unitId ? (input.car ?? before.car) : null,
    })
    await write(
      ctx,
      estateId,
      garageId,
      `slot_${state}`,
      [code, input.room, input.note].filter(Boolean).join(' '),
    )
    return garageFull(ctx, estateId, garageId)
  },
)

export const stopGarage = verb(
  'garage.stop',
  garageApi[`POST ${P}/garages/:garageId/stop`],
  async (ctx, input) => {
    const { estateId, garageId, reason } = input
    if (!(await store.lockGarage(ctx.db, estateId, garageId))) throw fail('core.not_found')
    const g = await garageOf(ctx, estateId, garageId)
    if (g.state === 'stopped') throw garageFail('garage.stopped')
    if (g.state === 'fault') throw garageFail('garage.in_fault')
    await store.setState(ctx.db, estateId, garageId, {
      state: 'stopped',
      reason,
      by: actorName(ctx),
      at: ctx.now,
    })
    await write(ctx, estateId, garageId, 'stop', reason)
    return garageFull(ctx, estateId, garageId)
  },
)

/** @throws garage.fault_open, garage.expired, garage.runs */
export const startGarage = verb(
  'garage.start',
  garageApi[`POST ${P}/garages/:garageId/start`],
  async (ctx, input) => {
    const { estateId, garageId, reason } = input
    if (!(await store.lockGarage(ctx.db, estateId, garageId))) throw fail('core.not_found')
    const g = await garageOf(ctx, estateId, garageId)
    const may = mayStart(g.state, inspectionOf(ctx, g, await rulesOf(ctx, estateId)), g.open_faults)
    if (may !== true) throw new AppError(may)
    await store.setState(ctx.db, estateId, garageId, {
      state: 'running',
      reason,
      by: actorName(ctx),
      at: ctx.now,
    })
    await write(ctx, estateId, garageId, 'start', reason)
    return garageFull(ctx, estateId, garageId)
  },
)

export const applyInspection = verb(
  'garage.apply',
  garageApi[`POST ${P}/garages/:garageId/apply`],
  async (ctx, input) => {
    const { estateId, garageId } = input
    await garageOf(ctx, estateId, garageId)
    await store.setApplied(ctx.db, estateId, garageId, input.on)
    await write(ctx, estateId, garageId, 'apply', input.on)
    return garageFull(ctx, estateId, garageId)
  },
)

/** A passed inspection carries the next last day; a failed one stops the garage. */
export const recordInspection = verb(
  'garage.inspect',
  garageApi[`POST ${P}/garages/:garageId/inspections`],
  async (ctx, input) => {
    const { estateId, garageId } = input
    if (!(await store.lockGarage(ctx.db, estateId, garageId))) throw fail('core.not_found')
    const until = input.validUntil ?? null
    if (input.passed && (until === null || until <= input.doneOn))
      throw fail('core.invalid', {
        params: { count: 1 },
        fields: [
          {
            path: 'validUntil',
            code: 'order',
            zh: '合格的检验须填写有效期，且晚于检验日期',
            en: 'A passed inspection has a last day after the day it was made',
          },
        ],
      })
    await store.insertInspection(ctx.db, estateId, {
      id: newId<'garage_inspection'>(ctx.now.epochMilliseconds),
      garageId,
      kind: input.kind,
      done_on: input.doneOn,
      passed: input.passed,
      report: input.report,
      body: input.body,
      valid_until: input.passed ? until : null,
      note: input.note || null,
      by: actorName(ctx),
      at: ctx.now,
    })
    if (input.passed && until !== null) await store.setInspected(ctx.db, estateId, garageId, until)
    else await stopBy(ctx, estateId, garageId, `检验不合格（报告 ${input.report}）`)
    await write(
      ctx,
      estateId,
      garageId,
      input.passed ? 'inspection_passed' : 'inspection_failed',
      input.report,
    )
    return garageFull(ctx, estateId, garageId)
  },
)

async function stopBy(ctx: Ctx, estateId: string, garageId: string, reason: string): Promise<void> {
  const g = await garageOf(ctx, estateId, garageId)
  if (g.state !== 'running') return
  await store.setState(ctx.db, estateId, garageId, {
    state: 'stopped',
    reason,
    by: actorName(ctx),
    at: ctx.now,
  })
  await write(ctx, estateId, garageId, 'stop', reason)
}

/**
 * Once a day: who must apply is told once per period; what is out of date is stopped with the reason. Safe to run twice.
 */
export async function sweepInspections(ctx: Ctx): Promise<void> {
  const horizon = ctx.now.toZonedDateTimeISO('Asia/Shanghai').toPlainDate().add({ months: 6 }).toString()
  for (const due of await store.dueGarages(ctx.db, horizon))
    await within(ctx, async inner => {
      const g = await garageOf(inner, due.estate_id, due.id)
      const state = inspectionOf(inner, g, await rulesOf(inner, due.estate_id))
      const ref = { topic: 'garage', id: g.id }
      if (state === 'expired' && g.state === 'running') {
        await stopBy(inner, due.estate_id, g.id, `检验有效期已于 ${g.inspected_until} 届满，依法停止使用`)
        await notify(inner, {
          estateId: due.estate_id,
          kind: 'garage.expired',
          ref,
          urgent: true,
          title: { zh: `${g.name} 检验过期，已停用`, en: `${g.name}: inspection expired, stopped` },
          body: {
            zh: `有效期至 ${g.inspected_until}。未经检验不得使用，登记检验合格报告后才能启用。`,
            en: `Valid until ${g.inspected_until}. It must not run uninspected; record a passed inspection, then start it.`,
          },
        })
      }
      if (state === 'apply' && (await store.markApplyTold(inner.db, due.estate_id, g.id, g.inspected_until)))
        await notify(inner, {
          estateId: due.estate_id,
          kind: 'garage.apply',
          ref,
          title: { zh: `${g.name} 应申请定期检验`, en: `${g.name}: apply for its inspection` },
          body: {
            zh: `检验有效期至 ${g.inspected_until}，须提前一个月向检验机构申请。`,
            en: `Its inspection is valid until ${g.inspected_until}; apply one month before.`,
          },
        })
    })
}
