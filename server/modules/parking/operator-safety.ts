/** Safety of the parking ground (S4-23): garage patrols, cameras and their keeping time, insurance before it ends. */
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newCode, newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { notify } from '../notice/notify.ts'
import { operatorApi, operatorFail } from './contract-operator.ts'
import { actorId, actorName, happened, today } from './garage-who.ts'
import { operatorRules } from './operator.ts'
import { periodState } from './operator-rules.ts'
import * as store from './store-operator-safety.ts'

const P = '/api/estates/:estateId/parking' as const

export const listPoints = query(
  'parking.points',
  operatorApi[`GET ${P}/patrol/points`],
  async (ctx, input) => ({
    items: (await store.points(ctx.db, input.estateId)).map(p => ({
      id: p.id,
      name: p.name,
      place: p.place,
      code: p.code,
      lastAt: p.last_at?.toString() ?? null,
      lastBy: p.last_by,
    })),
  }),
)

export const addPoint = verb('parking.point', operatorApi[`POST ${P}/patrol/points`], async (ctx, input) => {
  const id = newId<'patrol_point'>(ctx.now.epochMilliseconds)
  const code = `XG-${newCode(8)}`
  await store.insertPoint(ctx.db, input.estateId, { id, name: input.name, place: input.place, code })
  await ctx.audit(
    { action: 'parking.point', subject: 'patrol_point', subjectId: id, after: { name: input.name } },
    input.estateId,
  )
  return { id, code }
})

export const endPoint = verb(
  'parking.point_end',
  operatorApi[`POST ${P}/patrol/points/:pointId/end`],
  async (ctx, input) => {
    if (!(await store.endPoint(ctx.db, input.estateId, input.pointId, ctx.now))) throw fail('core.not_found')
    await ctx.audit(
      { action: 'parking.point_end', subject: 'patrol_point', subjectId: input.pointId },
      input.estateId,
    )
    return { ended: true as const }
  },
)

const presentVisit = (v: store.VisitRow) => ({
  id: v.id,
  point: v.point,
  place: v.place,
  round: v.round,
  ok: v.ok,
  proof: v.proof,
  note: v.note,
  at: v.at.toString(),
  by: v.by_name,
})

export const listVisits = query(
  'parking.visits',
  operatorApi[`GET ${P}/patrol/visits`],
  async (ctx, input) => {
    const rows = await store.visits(ctx.db, input.estateId, input)
    return { items: rows.map(presentVisit), total: rows[0]?.total ?? 0 }
  },
)

/** The code of the place proves that somebody stood there; without it the visit is only seen. */
export const visitPoint = verb(
  'parking.visit',
  operatorApi[`POST ${P}/patrol/visits`],
  async (ctx, input) => {
    const { estateId } = input
    const point = (await store.points(ctx.db, estateId)).find(p => p.id === input.pointId)
    if (point === undefined || (input.code !== undefined && input.code !== point.code))
      throw operatorFail('patrol.point')
    if (!input.ok && !input.note) throw operatorFail('patrol.note')
    const id = newId<'patrol_visit'>(ctx.now.epochMilliseconds)
    try {
      await store.insertVisit(ctx.db, estateId, {
        id,
        pointId: point.id,
        round: input.round,
        ok: input.ok,
        proof: input.code === undefined ? 'seen' : 'code',
        note: input.note || null,
        at: happened(ctx),
        deviceAt: ctx.deviceTime ?? null,
        byId: actorId(ctx),
        by: actorName(ctx),
      })
    } catch (error) {
      throw isUniqueViolation(error, 'patrol_visit_once_key') ? operatorFail('patrol.visited') : error
    }
    await ctx.audit(
      {
        action: 'parking.visit',
        subject: 'patrol_point',
        subjectId: point.id,
        after: { round: input.round, ok: input.ok },
      },
      estateId,
    )
    if (!input.ok)
      await notify(ctx, {
        estateId,
        duty: 'security',
        kind: 'parking.patrol',
        atOnce: true,
        escalateAfterMinutes: 15,
        ref: { topic: 'parking.patrol', id },
        title: { zh: `车库巡查发现异常：${point.name}`, en: `Garage patrol: ${point.name}` },
        body: { zh: `${point.place}：${input.note ?? ''}`, en: `${point.place}: ${input.note ?? ''}` },
      })
    const [row] = await store.visits(ctx.db, estateId, { id, ok: 'all', offset: 0, limit: 1 })
    if (row === undefined) throw fail('core.not_found')
    return presentVisit(row)
  },
)

export const safety = query('parking.safety', operatorApi[`GET ${P}/safety`], async (ctx, input) => {
  const rules = await operatorRules(ctx, input.estateId)
  return {
    days: rules.cctvDays,
    cameras: (await store.cameras(ctx.db, input.estateId)).map(c => ({
      id: c.id,
      name: c.name,
      covers: c.covers,
      recorder: c.recorder,
      keepDays: c.keep_days,
      short: c.keep_days < rules.cctvDays,
      checkedOn: c.checked_on,
      works: c.works,
      version: c.version,
    })),
    insurance: (await store.insurance(ctx.db, input.estateId)).map(i => ({
      id: i.id,
      kind: i.kind,
      insurer: i.insurer,
      policy: i.policy,
      sum: i.sum,
      fromOn: i.from_on,
      untilOn: i.until_on,
      state: periodState(today(ctx), i.from_on, i.until_on, null, rules.remindDays),
    })),
  }
})

export const putCamera = verb('parking.camera', operatorApi[`POST ${P}/cameras`], async (ctx, input) => {
  const id = input.id ?? newId<'cctv_reference'>(ctx.now.epochMilliseconds)
  const camera = {
    id,
    name: input.name,
    covers: input.covers,
    recorder: input.recorder,
    keep_days: input.keepDays,
    checked_on: input.checkedOn,
    works: input.works,
  }
  await store.putCamera(ctx.db, input.estateId, { ...camera, by: actorName(ctx), at: ctx.now })
  await ctx.audit(
    { action: 'parking.camera', subject: 'cctv_reference', subjectId: id, after: camera },
    input.estateId,
  )
  return { id }
})

export const addInsurance = verb(
  'parking.insurance',
  operatorApi[`POST ${P}/insurance`],
  async (ctx, input) => {
    const { estateId, ...i } = input
    const id = newId<'parking_insurance'>(ctx.now.epochMilliseconds)
    const row = {
      id,
      kind: i.kind,
      insurer: i.insurer,
      policy: i.policy,
      sum: i.sum,
      from_on: i.fromOn,
      until_on: i.untilOn,
    }
    try {
      await store.insertInsurance(ctx.db, estateId, { ...row, by: actorName(ctx), at: ctx.now })
    } catch (error) {
      throw isUniqueViolation(error, 'parking_insurance_policy_key')
        ? fail('core.conflict', { params: { what: i.policy } })
        : error
    }
    await ctx.audit(
      { action: 'parking.insurance', subject: 'parking_insurance', subjectId: id, after: row },
      estateId,
    )
    return { id }
  },
)

/** Once a day: contracts and policies that end soon are told of, once for each last day. Safe to run twice. */
export async function sweepEndings(ctx: Ctx): Promise<void> {
  const far = ctx.now.toZonedDateTimeISO('Asia/Shanghai').toPlainDate().add({ days: 366 }).toString()
  for (const e of await store.ending(ctx.db, far))
    await within(ctx, async inner => {
      const rules = await operatorRules(inner, e.estate_id)
      const state = periodState(today(inner), '0001-01-01', e.until_on, null, rules.remindDays)
      if ((state !== 'soon' && state !== 'over') || !(await store.markReminded(inner.db, e))) return
      const zh = e.what === 'contract' ? '停车运营合同' : '停车场保险'
      const en = e.what === 'contract' ? 'Parking operator’s contract' : 'Insurance of the parking'
      await notify(inner, {
        estateId: e.estate_id,
        kind: 'parking.ending',
        ref: { topic: `parking.${e.what}`, id: e.id },
        title: { zh: `${zh}将于 ${e.until_on} 到期`, en: `${en} ends on ${e.until_on}` },
        body: {
          zh:
            e.what === 'contract'
              ? `${e.name}。到期后其人员权限自动终止，请及时续签或交接。`
              : `${e.name}。请及时续保。`,
          en:
            e.what === 'contract'
              ? `${e.name}. The rights of its people end with it; renew or take over.`
              : `${e.name}. Renew it in time.`,
        },
      })
    })
}
