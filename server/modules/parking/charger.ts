/** Charger applications (F-11), the office's side: answered within the limit, refused only by the list, looked at, registered. */
import { localDate } from '../../core/clock.ts'
import { query, verb } from '../../core/verb.ts'
import { present, rowOf, ruleOf, shown, step, tellHome } from './charger-file.ts'
import { chargerEndpoints, chargerFail } from './contract-charger.ts'
import { nameOf } from './place.ts'
import * as store from './store-charger.ts'

const P = '/api/estates/:estateId/parking/chargers' as const

export const listChargers = query('parking.chargers', chargerEndpoints[`GET ${P}`], async (ctx, input) => {
  const { estateId, ...f } = input
  const rule = await ruleOf(ctx, estateId)
  const rows = await store.chargers(ctx.db, estateId, ctx.now, f)
  return { items: rows.map(c => present(ctx, c, rule)), total: rows[0]?.total ?? 0 }
})

export const getCharger = query(
  'parking.charger',
  chargerEndpoints[`GET ${P}/:chargerId`],
  async (ctx, input) => {
    const rule = await ruleOf(ctx, input.estateId)
    return {
      ...present(ctx, await rowOf(ctx, input.estateId, input.chargerId), rule),
      reasons: rule.refusals.map(r => ({ code: r.code, text: r[ctx.lang], paper: r.paper })),
    }
  },
)

export const acceptCharger = verb(
  'parking.charger_accept',
  chargerEndpoints[`POST ${P}/:chargerId/accept`],
  async (ctx, input) => {
    const { estateId, chargerId } = input
    const conditions = input.conditions || null
    const c = await step(ctx, estateId, chargerId, {
      act: 'answer',
      version: input.version,
      to: 'accepted',
      set: { conditions, answered_by: nameOf(ctx), answered_at: ctx.now },
    })
    await tellHome(
      ctx,
      estateId,
      c,
      { zh: `充电桩申请已同意：${c.space}`, en: `Charger agreed: ${c.space}` },
      {
        zh: `${conditions ? `条件：${conditions}。` : ''}可以向供电企业报装（一桩一表），施工前物业到现场查看。`,
        en: `${conditions ? `On condition: ${conditions}. ` : ''}Ask the power company for the meter (one meter per space); the office looks at the site before the work.`,
      },
    )
    return shown(ctx, estateId, chargerId)
  },
)

/** @throws parking.charger_reason outside the list, parking.charger_fixed, parking.charger_paper */
export const refuseCharger = verb(
  'parking.charger_refuse',
  chargerEndpoints[`POST ${P}/:chargerId/refuse`],
  async (ctx, input) => {
    const { estateId, chargerId } = input
    const rule = await ruleOf(ctx, estateId)
    const reason = rule.refusals.find(r => r.code === input.reason)
    if (reason === undefined)
      throw chargerFail('parking.charger_reason', {
        params: { reasons: rule.refusals.map(r => r[ctx.lang]).join(ctx.lang === 'zh' ? '；' : '; ') },
      })
    const before = await rowOf(ctx, estateId, chargerId)
    if (reason.code === 'not_fixed' && before.fixed)
      throw chargerFail('parking.charger_fixed', { params: { space: before.space } })
    const paper = input.paper || null
    if (reason.paper && paper === null) throw chargerFail('parking.charger_paper')
    const c = await step(ctx, estateId, chargerId, {
      act: 'answer',
      version: input.version,
      to: 'refused',
      set: {
        refusal: reason.code,
        refusal_text: input.text,
        refusal_paper: paper,
        answered_by: nameOf(ctx),
        answered_at: ctx.now,
      },
      reason: input.text,
    })
    await tellHome(
      ctx,
      estateId,
      c,
      { zh: `充电桩申请未同意：${c.space}`, en: `Charger not agreed: ${c.space}` },
      {
        zh: `理由：${reason.zh}。${input.text}${paper ? `（${paper}）` : ''}。有异议可向街道或住建部门反映，条件变化后可再申请。`,
        en: `Reason: ${reason.en}. ${input.text}${paper ? ` (${paper})` : ''}. You may turn to the subdistrict or the housing bureau, and ask again when it has changed.`,
      },
    )
    return shown(ctx, estateId, chargerId)
  },
)

export const checkCharger = verb(
  'parking.charger_check',
  chargerEndpoints[`POST ${P}/:chargerId/check`],
  async (ctx, input) => {
    const { estateId, chargerId, passed, note } = input
    const c = await step(ctx, estateId, chargerId, {
      act: 'check',
      version: input.version,
      to: passed ? 'checked' : 'accepted',
      set: {
        check_passed: passed,
        check_note: note,
        check_photo: input.photoId ?? null,
        checked_by: nameOf(ctx),
        checked_at: ctx.now,
      },
    })
    await tellHome(
      ctx,
      estateId,
      c,
      passed
        ? { zh: `现场查看通过：${c.space}`, en: `The site is in order: ${c.space}` }
        : { zh: `现场查看需整改：${c.space}`, en: `To be mended at the site: ${c.space}` },
      { zh: note, en: note },
    )
    return shown(ctx, estateId, chargerId)
  },
)

export const installCharger = verb(
  'parking.charger_install',
  chargerEndpoints[`POST ${P}/:chargerId/installed`],
  async (ctx, input) => {
    const { estateId, chargerId, on } = input
    if (on > localDate(ctx.now).toString()) throw chargerFail('parking.charger_later')
    const c = await step(ctx, estateId, chargerId, {
      act: 'install',
      version: input.version,
      to: 'installed',
      set: {
        installed_on: on,
        meter_number: input.meterNumber,
        power_paper: input.powerPaper,
        installer: input.installer,
        ended_by: nameOf(ctx),
        ended_at: ctx.now,
      },
    })
    await store.putCharger(ctx.db, estateId, c.space_id)
    await tellHome(
      ctx,
      estateId,
      c,
      { zh: `充电桩已登记：${c.space}`, en: `Charger registered: ${c.space}` },
      {
        zh: `电表 ${input.meterNumber}，${on} 安装。用电由供电企业直接收费。`,
        en: `Meter ${input.meterNumber}, installed ${on}. The power company bills you directly.`,
      },
    )
    return shown(ctx, estateId, chargerId)
  },
)
