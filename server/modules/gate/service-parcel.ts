/** Couriers leave parcels at the point (J-03), the home is told, the parcel is handed over; visitors past their time are alarmed. */
import type { z } from 'zod'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { parseRoom, roomText } from '../../core/room.ts'
import { query, verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { notify } from '../notice/notify.ts'
import { accountsOfUnit } from '../people/gate.ts'
import { type AskRule, askRule } from './ask-rule.ts'
import { gateApi, gateFail } from './contract.ts'
import type { Parcel } from './contract-people.ts'
import { maskName } from './rules.ts'
import { actorId, actorName } from './service-gate.ts'
import { unitNamed } from './service-pass.ts'
import { type SiteFacts, siteOf } from './site.ts'
import * as store from './store-people.ts'

const P = '/api/estates/:estateId/gate/parcels' as const

export function presentParcel(
  ctx: Ctx,
  site: SiteFacts,
  rule: AskRule,
  p: store.ParcelRow,
): z.input<typeof Parcel> {
  const ago = ctx.now.epochMilliseconds - p.at.epochMilliseconds
  return {
    id: p.id,
    unit: p.unit_label,
    carrier: p.carrier,
    courier: p.courier ? maskName(site.estate.cipher.open('courier', p.courier)) : '',
    place: p.place,
    pieces: p.pieces,
    state: p.state,
    at: p.at.toString(),
    late: p.state === 'waiting' && ago > rule.parcelDays * 86_400_000,
    by: p.made_name,
    endedBy: p.ended_name,
    endedAt: p.ended_at?.toString() ?? null,
  }
}

async function parcelOf(ctx: Ctx, estateId: string, id: string) {
  const [row] = await store.parcelsOf(ctx.db, estateId, { id })
  if (row === undefined) throw fail('core.not_found')
  return presentParcel(ctx, await siteOf(ctx, estateId), await askRule(ctx, estateId), row)
}

export const takeParcel = verb('gate.take_parcel', gateApi[`POST ${P}`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const unit = await unitNamed(ctx, input.estateId, input.unit)
  const id = newId<'parcel'>(ctx.now.epochMilliseconds)
  await store.insertParcel(ctx.db, input.estateId, {
    id,
    unit_id: unit.id,
    unit_label: unit.label,
    carrier: input.carrier,
    courier: input.courier ? site.estate.cipher.seal('courier', input.courier) : null,
    place: input.place,
    pieces: input.pieces,
    made_by: actorId(ctx),
    made_name: actorName(ctx),
    at: ctx.now,
  })
  for (const to of await accountsOfUnit(ctx.db, input.estateId, unit.id, ctx.now)) {
    await notify(ctx, {
      estateId: input.estateId,
      to: { accountId: to.id, name: to.name },
      kind: 'parcel.waits',
      title: { zh: '您有包裹到了', en: 'A parcel has come for you' },
      body: {
        zh: `${input.carrier} ${input.pieces} 件，放在${input.place}，请来取。`,
        en: `${input.carrier}, ${input.pieces} piece(s), at ${input.place}. Please fetch it.`,
      },
      ref: { topic: 'parcel', id },
    })
    await ctx.signal({ estateId: input.estateId, topic: 'ask', ref: id, accountId: to.id })
  }
  await ctx.audit(
    {
      action: 'gate.take_parcel',
      subject: 'gate_parcel',
      subjectId: id,
      after: { unit: unit.label, carrier: input.carrier, place: input.place, pieces: input.pieces },
    },
    input.estateId,
  )
  await ctx.signal({ estateId: input.estateId, topic: 'gate', ref: id })
  return parcelOf(ctx, input.estateId, id)
})

export const listParcels = query('gate.parcels', gateApi[`GET ${P}`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const rule = await askRule(ctx, input.estateId)
  const room = input.unit ? parseRoom(input.unit) : undefined
  const filter = { ...input, unit: room?.ok ? roomText(room.value) : input.unit }
  const rows = await store.parcelsOf(ctx.db, input.estateId, filter)
  return {
    items: rows.map(p => presentParcel(ctx, site, rule, p)),
    total: await store.countParcels(ctx.db, input.estateId, filter),
  }
})

export const endParcel = verb('gate.end_parcel', gateApi[`POST ${P}/:id/end`], async (ctx, input) => {
  await parcelOf(ctx, input.estateId, input.id)
  const end = { state: input.state, name: actorName(ctx), at: ctx.now }
  if (!(await store.endParcel(ctx.db, input.estateId, input.id, end))) throw gateFail('gate.already_decided')
  await ctx.audit(
    { action: 'gate.end_parcel', subject: 'gate_parcel', subjectId: input.id, after: { state: input.state } },
    input.estateId,
  )
  await ctx.signal({ estateId: input.estateId, topic: 'gate', ref: input.id })
  return parcelOf(ctx, input.estateId, input.id)
})

/** Visitors past their time by the rule's minutes: whoever is on duty for order hears of each once. @returns how many */
export async function alarmOverstays(ctx: Ctx): Promise<number> {
  const late = await store.overstays(ctx.db, ctx.now)
  let told = 0
  for (const estateId of new Set(late.map(o => o.estate_id))) {
    const { overstayMinutes } = await askRule(ctx, estateId)
    const limit = ctx.now.epochMilliseconds - overstayMinutes * 60_000
    const own = late.filter(o => o.estate_id === estateId && o.due_out_at.epochMilliseconds < limit)
    if (own.length === 0) continue
    const homes = [...new Set(own.map(o => o.unit_label ?? '—'))].join('、')
    await within(ctx, async inner => {
      await notify(inner, {
        estateId,
        duty: 'security',
        kind: 'visitor.overstay',
        atOnce: true,
        title: { zh: `${own.length} 位访客超时未出`, en: `${own.length} visitor(s) past their time` },
        body: { zh: `去向：${homes}。请核实。`, en: `For: ${homes}. Please check.` },
        ref: { topic: 'gate', id: estateId },
      })
      await store.toldOverstay(
        inner.db,
        estateId,
        own.map(o => o.id),
        inner.now,
      )
      await inner.audit(
        { action: 'gate.overstay', subject: 'registrant', subjectId: estateId, after: { count: own.length } },
        estateId,
      )
      await inner.signal({ estateId, topic: 'gate', ref: estateId })
    })
    told += own.length
  }
  return told
}
