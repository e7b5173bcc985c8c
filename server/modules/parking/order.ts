/** Violations of parking order: seen, photographed, told to the home, paid for where damage was done, closed. */
import { Temporal } from 'temporal-polyfill'
import type { FieldCipher } from '../../core/crypto.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import type { RawHandler } from '../../core/http.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, type Upload, verb } from '../../core/verb.ts'
import { makeCharge } from '../ledger/service.ts'
import { notify } from '../notice/notify.ts'
import { accountsOfUnit } from '../people/gate.ts'
import { orderApi } from './contract-order.ts'
import { orderFail } from './contract-order-shapes.ts'
import { actorId, actorName, happened, keepPlate, maskPlate, numberOf, today } from './garage-who.ts'
import {
  type Counts,
  monthBefore,
  monthSpan,
  noCounts,
  type OrderRules,
  repeatSince,
  violationAllowed,
  zonePoints,
} from './order-rules.ts'
import * as store from './store-order.ts'
import { gates } from './store-order-acts.ts'

const P = '/api/estates/:estateId/parking' as const
const V = `POST ${P}/violations/:violationId` as const

export const orderRules = (ctx: Ctx, estateId: string): Promise<OrderRules> =>
  ruleFor<OrderRules>(ctx.db, 'parking.order', estateId, today(ctx))

/** Keeps a photo under the estate's key. @returns its id, or nothing without one */
export async function keepPhoto(ctx: Ctx, estateId: string, upload: Upload | undefined, purpose: string) {
  if (upload === undefined) return []
  const kept = await ctx.house.files.putPhoto(ctx.db, ctx.now, estateId, upload.bytes, actorId(ctx), purpose)
  return [kept.id as string]
}

function present(ctx: Ctx, v: store.ViolationRow, rules: OrderRules, cipher: FieldCipher) {
  return {
    id: v.id,
    number: v.number,
    phase: v.phase,
    type: v.type,
    typeName: rules.types.find(t => t.code === v.type)?.[ctx.lang] ?? v.type,
    zone: v.zone,
    place: v.place,
    plate: cipher.open('plate', v.plate_sealed),
    vehicleKind: v.vehicle_kind,
    room: v.room,
    repeat: v.repeat,
    note: v.note,
    photos: v.photos,
    happenedAt: v.happened_at.toString(),
    greenArea: v.green_area,
    damage: v.damage,
    compensation: v.compensation,
    chargedAt: v.charged_at?.toString() ?? null,
    state: v.state,
    toldAt: v.told_at?.toString() ?? null,
    slips: v.slips,
    result: v.result,
    closedBy: v.closed_by,
    closedAt: v.closed_at?.toString() ?? null,
    madeBy: v.made_by,
    version: v.version,
    allowed: violationAllowed({
      state: v.state,
      payer: v.unit_id !== null || v.person_id !== null,
      charged: v.charged_at !== null,
    }),
  }
}

async function rowOf(ctx: Ctx, estateId: string, id: string): Promise<store.ViolationRow> {
  const [row] = await store.violations(ctx.db, estateId, { id })
  if (row === undefined) throw fail('core.not_found')
  return row
}

export async function violationShown(ctx: Ctx, estateId: string, id: string) {
  const row = await rowOf(ctx, estateId, id)
  return present(ctx, row, await orderRules(ctx, estateId), await ctx.cipher(estateId))
}

export const orderTypes = query(
  'parking.order_types',
  orderApi[`GET ${P}/order/types`],
  async (ctx, input) => ({
    items: (await orderRules(ctx, input.estateId)).types,
    zones: await store.zones(ctx.db, input.estateId),
    gates: await gates(ctx.db, input.estateId),
  }),
)

export const listViolations = query(
  'parking.violations',
  orderApi[`GET ${P}/violations`],
  async (ctx, input) => {
    const rules = await orderRules(ctx, input.estateId)
    const cipher = await ctx.cipher(input.estateId)
    const plateBlind = input.plate ? (await keepPlate(ctx, input.estateId, input.plate)).blind : null
    const rows = await store.violations(ctx.db, input.estateId, { ...input, plateBlind })
    return { items: rows.map(v => present(ctx, v, rules, cipher)), total: rows[0]?.total ?? 0 }
  },
)

export const getViolation = query(
  'parking.violation',
  orderApi[`GET ${P}/violations/:violationId`],
  (ctx, input) => violationShown(ctx, input.estateId, input.violationId),
)

/** Tells those who live in the plate's home. @returns when, or nothing when the plate is nobody's here */
async function tellHome(
  ctx: Ctx,
  estateId: string,
  owner: store.PlateOwner | undefined,
  v: { id: string; number: string; plate: string; place: string; repeat: number; zh: string; en: string },
) {
  const people = owner?.unit_id ? await accountsOfUnit(ctx.db, estateId, owner.unit_id, ctx.now) : []
  for (const p of people)
    await notify(ctx, {
      estateId,
      to: { accountId: p.id, name: p.name },
      kind: 'parking.violation',
      atOnce: true,
      ref: { topic: 'parking.violation', id: v.id },
      title: { zh: `车辆违规提醒：${v.zh}`, en: `Your car: ${v.en}` },
      body: {
        zh: `${maskPlate(v.plate)} 在${v.place}${v.zh}，编号 ${v.number}，近一年第 ${v.repeat} 次。请尽快整改，有异议请联系物业。`,
        en: `${maskPlate(v.plate)} at ${v.place}: ${v.en}. Number ${v.number}, time ${v.repeat} within a year. Please put it right; tell the office if you disagree.`,
      },
    })
  return people.length > 0 ? ctx.now : null
}

/** S3-81, S4-05: photo, place, plate, how often; the home is told in the same transaction. */
export const recordViolation = verb(
  'parking.violate',
  orderApi[`POST ${P}/violations`],
  async (ctx, input) => {
    const { estateId } = input
    const rules = await orderRules(ctx, estateId)
    const type = rules.types.find(t => t.code === input.type)
    if (type === undefined) throw orderFail('order.type')
    if (input.upload === undefined) throw orderFail('order.photo')
    const kept = await keepPlate(ctx, estateId, input.plate)
    const at = happened(ctx)
    const since = Temporal.Instant.fromEpochMilliseconds(repeatSince(at.epochMilliseconds, rules.repeatDays))
    const repeat = (await store.countSince(ctx.db, estateId, kept.blind, since, at)) + 1
    const owner = await store.ownerOf(ctx.db, estateId, kept.plate)
    const id = newId<'order_violation'>(ctx.now.epochMilliseconds)
    const number = numberOf(ctx, 'WG', id)
    const photos = await keepPhoto(ctx, estateId, input.upload, 'parking.violation')
    const toldAt = await tellHome(ctx, estateId, owner, {
      ...type,
      id,
      number,
      plate: kept.plate,
      place: input.place,
      repeat,
    })
    await store.insertViolation(ctx.db, estateId, {
      id,
      number,
      phase: type.phase,
      type: type.code,
      zone: input.zone,
      place: input.place,
      sealed: kept.sealed,
      blind: kept.blind,
      vehicleKind: input.vehicleKind,
      owner,
      repeat,
      note: input.note || null,
      photos,
      happenedAt: at,
      deviceAt: ctx.deviceTime ?? null,
      toldAt,
      byId: actorId(ctx),
      by: actorName(ctx),
      at: ctx.now,
    })
    await ctx.audit(
      {
        action: 'parking.violation',
        subject: 'order_violation',
        subjectId: id,
        after: { number, type: type.code, zone: input.zone, repeat },
        sensitive: { plate: kept.plate },
      },
      estateId,
    )
    await ctx.signal({ topic: 'parking', ref: id, estateId })
    return violationShown(ctx, estateId, id)
  },
)

export const addPhoto = verb('parking.violation_photo', orderApi[`${V}/photos`], async (ctx, input) => {
  const row = await rowOf(ctx, input.estateId, input.violationId)
  if (row.state !== 'open') throw orderFail('order.closed')
  const [photo] = await keepPhoto(ctx, input.estateId, input.upload, 'parking.violation')
  if (photo === undefined) throw orderFail('order.photo')
  await store.addPhoto(ctx.db, input.estateId, row.id, photo)
  await ctx.audit(
    { action: 'parking.violation_photo', subject: 'order_violation', subjectId: row.id, after: { photo } },
    input.estateId,
  )
  return violationShown(ctx, input.estateId, row.id)
})

/** A photo of a record comes with the record: nobody reads another through it. */
export const sendPhoto: RawHandler = async (ctx, input, reply) => {
  const { estateId, violationId, fileId } = input as Record<'estateId' | 'violationId' | 'fileId', string>
  const row = await rowOf(ctx, estateId, violationId)
  if (!row.photos.includes(fileId)) throw fail('core.not_found')
  const found = await ctx.house.files.get(ctx.db, estateId, fileId)
  return reply
    .type(found.mediaType)
    .header('cache-control', 'private, max-age=3600')
    .header('x-content-type-options', 'nosniff')
    .send(found.bytes)
}

async function change(
  ctx: Ctx,
  estateId: string,
  row: store.ViolationRow,
  action: string,
  set: Parameters<typeof store.setViolation>[4],
  reason?: string,
) {
  if (!(await store.setViolation(ctx.db, estateId, row.id, row.version, set))) throw fail('core.stale')
  const after = Object.fromEntries(
    Object.entries(set).map(([k, v]) => [k, v instanceof Temporal.Instant ? v.toString() : v]),
  )
  await ctx.audit(
    { action, subject: 'order_violation', subjectId: row.id, after, ...(reason ? { reason } : {}) },
    estateId,
  )
  await ctx.signal({ topic: 'parking', ref: row.id, estateId })
  return violationShown(ctx, estateId, row.id)
}

export const printSlip = verb('parking.slip', orderApi[`${V}/slip`], async (ctx, input) => {
  const row = await rowOf(ctx, input.estateId, input.violationId)
  return change(ctx, input.estateId, row, 'parking.slip', { slips: row.slips + 1 })
})

function allowedOf(row: store.ViolationRow) {
  return violationAllowed({
    state: row.state,
    payer: row.unit_id !== null || row.person_id !== null,
    charged: row.charged_at !== null,
  })
}

/** S4-08: what was damaged, how large, and what it costs: a charge of the ledger to the home of the plate. */
export const recordDamage = verb('parking.damage', orderApi[`${V}/damage`], async (ctx, input) => {
  const row = await rowOf(ctx, input.estateId, input.violationId)
  const may = allowedOf(row).damage
  if (may !== true) throw new AppError(may)
  await makeCharge(ctx, {
    estateId: input.estateId,
    source: 'damage',
    sourceId: row.id,
    unitId: row.unit_id,
    accountId: row.account_id,
    personId: row.person_id,
    title: ctx.lang === 'zh' ? `绿地损坏赔偿 ${row.number}` : `Damage ${row.number}`,
    unitPrice: null,
    unit: null,
    quantity: 100,
    amount: input.compensation,
    by: actorName(ctx),
  })
  return change(ctx, input.estateId, row, 'parking.damage', {
    damage: input.damage,
    green_area: input.greenArea,
    compensation: input.compensation,
    charged_at: ctx.now,
  })
})

export const closeViolation = verb('parking.violation_close', orderApi[`${V}/close`], async (ctx, input) => {
  const row = await rowOf(ctx, input.estateId, input.violationId)
  const may = input.void ? allowedOf(row).void : allowedOf(row).close
  if (may !== true) throw new AppError(may)
  return change(
    ctx,
    input.estateId,
    row,
    input.void ? 'parking.violation_void' : 'parking.violation_close',
    {
      state: input.void ? 'void' : 'closed',
      result: input.result,
      closed_by: actorName(ctx),
      closed_at: ctx.now,
    },
    input.result,
  )
})

function sumUp(rows: readonly store.CountRow[], rules: OrderRules): Counts {
  const sums = noCounts()
  for (const r of rows) {
    const type = rules.types.find(t => t.code === r.type)
    const what = r.type === 'accident' ? 'accident' : type?.counts
    if (what !== undefined) sums[what] += r.n
  }
  return sums
}

/** S3-82, S3-83: what the month shows, the year behind it, and what each zone's environment score keeps of its points. */
export const orderMonth = query(
  'parking.order_month',
  orderApi[`GET ${P}/order/month`],
  async (ctx, input) => {
    const rules = await orderRules(ctx, input.estateId)
    const month = input.month ?? today(ctx).slice(0, 7)
    const back = [month]
    while (back.length < 12) back.push(monthBefore(back.at(-1) ?? month))
    const rows = await store.monthCounts(ctx.db, input.estateId, {
      from: monthSpan(back.at(-1) ?? month).from,
      until: monthSpan(month).until,
    })
    const of = (m: string) => rows.filter(r => r.month === m)
    const zones = [...new Set(of(month).map(r => r.zone))].sort()
    return {
      month,
      counts: sumUp(of(month), rules),
      before: sumUp(of(monthBefore(month)), rules),
      full: rules.full,
      zones: zones.map(zone => {
        const counts = sumUp(
          of(month).filter(r => r.zone === zone),
          rules,
        )
        return { zone, counts, points: zonePoints(counts, rules) }
      }),
      byType: rules.types.flatMap(t => {
        const count = of(month)
          .filter(r => r.type === t.code)
          .reduce((sum, r) => sum + r.n, 0)
        return count > 0 ? [{ type: t.code, name: t[ctx.lang], phase: t.phase, count }] : []
      }),
      months: back.toReversed().map(m => ({ month: m, counts: sumUp(of(m), rules) })),
    }
  },
)
