/** A visitor at the gate without a code: the home answers on its phone, or by word when nobody does in time. */
import type { z } from 'zod'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { notify } from '../notice/notify.ts'
import { accountsOfUnit } from '../people/gate.ts'
import { type AskRule, askRule } from './ask-rule.ts'
import { gateApi, gateFail } from './contract.ts'
import type { Ask } from './contract-people.ts'
import { maskName } from './rules.ts'
import { actorId, actorName } from './service-gate.ts'
import { presentParcel } from './service-parcel.ts'
import { issue, ownUnits, unitNamed } from './service-pass.ts'
import { type SiteFacts, siteOf } from './site.ts'
import * as store from './store-people.ts'

const P = '/api/estates/:estateId' as const

/** Kept at the minute, silent one millisecond after. */
export function askState(
  a: { state: 'asked' | 'allowed' | 'refused'; atMs: number },
  nowMs: number,
  rule: AskRule,
): z.output<typeof Ask>['state'] {
  if (a.state !== 'asked') return a.state
  const ago = nowMs - a.atMs
  if (ago > rule.openMinutes * 60_000) return 'over'
  return ago > rule.minutes * 60_000 ? 'silent' : 'asked'
}

function present(
  ctx: Ctx,
  site: SiteFacts,
  rule: AskRule,
  a: store.AskRow,
  full: boolean,
): z.input<typeof Ask> {
  const guest = site.estate.cipher.open('guest', a.guest)
  return {
    id: a.id,
    unit: a.unit_label,
    guest: full ? guest : maskName(guest),
    gate: site.gates.get(a.gate_id)?.name ?? '',
    at: a.at.toString(),
    state: askState({ state: a.state, atMs: a.at.epochMilliseconds }, ctx.now.epochMilliseconds, rule),
    how: a.how,
    answeredBy: a.answered_name,
    answeredAt: a.answered_at?.toString() ?? null,
    told: a.told,
    passId: a.pass_id,
    entered: a.entered,
  }
}

export const askHome = verb('gate.ask', gateApi[`POST ${P}/gate/asks`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const gate = site.gates.get(input.gateId)
  if (gate === undefined) throw fail('core.not_found')
  const unit = await unitNamed(ctx, input.estateId, input.unit)
  const accounts = await accountsOfUnit(ctx.db, input.estateId, unit.id, ctx.now)
  const id = newId<'ask'>(ctx.now.epochMilliseconds)
  await store.insertAsk(ctx.db, input.estateId, {
    id,
    unit_id: unit.id,
    unit_label: unit.label,
    guest: site.estate.cipher.seal('guest', input.guest),
    gate_id: gate.id,
    asked_by: actorId(ctx),
    asked_name: actorName(ctx),
    at: ctx.now,
    told: accounts.length,
  })
  for (const to of accounts) {
    await notify(ctx, {
      estateId: input.estateId,
      to: { accountId: to.id, name: to.name },
      kind: 'visitor.waits',
      atOnce: true,
      title: { zh: '有访客在门口，请答复', en: 'A visitor waits at the gate: please answer' },
      body: {
        zh: `${input.guest} 在${gate.name}，要去 ${unit.label}。请在“通行”里点允许或不允许。`,
        en: `${input.guest} is at ${gate.name} for ${unit.label}. Allow or refuse under “Passes”.`,
      },
      ref: { topic: 'ask', id },
    })
    await ctx.signal({ estateId: input.estateId, topic: 'ask', ref: id, accountId: to.id })
  }
  await ctx.audit(
    {
      action: 'gate.ask',
      subject: 'gate_ask',
      subjectId: id,
      after: { unit: unit.label, told: accounts.length },
    },
    input.estateId,
  )
  return presentOne(ctx, input.estateId, id, false)
})

async function presentOne(ctx: Ctx, estateId: string, id: string, full: boolean) {
  const [row] = await store.asksOf(ctx.db, estateId, { id })
  if (row === undefined) throw fail('core.not_found')
  return present(ctx, await siteOf(ctx, estateId), await askRule(ctx, estateId), row, full)
}

export const listAsks = query('gate.asks', gateApi[`GET ${P}/gate/asks`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const rule = await askRule(ctx, input.estateId)
  const rows = await store.asksOf(ctx.db, input.estateId, { since: ctx.now.subtract({ hours: 12 }) })
  return { items: rows.map(a => present(ctx, site, rule, a, false)), minutes: rule.minutes }
})

/** @throws gate.already_decided when somebody answered first, gate.ask_over when it is too late */
async function answer(ctx: Ctx, estateId: string, id: string, allow: boolean, how: 'app' | 'phone' | 'desk') {
  const site = await siteOf(ctx, estateId)
  const rule = await askRule(ctx, estateId)
  const [row] = await store.asksOf(ctx.db, estateId, { id })
  if (row === undefined) throw fail('core.not_found')
  const state = present(ctx, site, rule, row, false).state
  if (state === 'allowed' || state === 'refused') throw gateFail('gate.already_decided')
  if (state === 'over') throw gateFail('gate.ask_over', { params: { minutes: rule.openMinutes } })
  const unit = { id: row.unit_id, label: row.unit_label }
  const pass = allow
    ? await issue(ctx, site, unit, how === 'app' ? 'resident' : 'guard', {
        kind: 'visitor',
        guest: site.estate.cipher.open('guest', row.guest),
        uses: 1,
      })
    : undefined
  const told = {
    state: allow ? 'allowed' : 'refused',
    how,
    by: actorId(ctx),
    name: actorName(ctx),
    at: ctx.now,
    passId: pass?.id ?? null,
  }
  if (!(await store.answerAsk(ctx.db, estateId, id, told))) throw gateFail('gate.already_decided')
  await ctx.audit(
    { action: 'gate.answer_ask', subject: 'gate_ask', subjectId: id, after: { allow, how } },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'gate', ref: id })
  return presentOne(ctx, estateId, id, how === 'app')
}

export const answerByWord = verb(
  'gate.answer_by_word',
  gateApi[`POST ${P}/gate/asks/:id/answer`],
  (ctx, input) => answer(ctx, input.estateId, input.id, input.allow, input.how),
)

export const answerMine = verb(
  'gate.answer_mine',
  gateApi[`POST ${P}/my-gate/asks/:id/answer`],
  async (ctx, input) => {
    const units = await ownUnits(ctx, input.estateId)
    const [row] = await store.asksOf(ctx.db, input.estateId, { id: input.id })
    if (row === undefined || !units.some(u => u.id === row.unit_id)) throw fail('core.not_found')
    return answer(ctx, input.estateId, input.id, input.allow, 'app')
  },
)

export const myGate = query('gate.mine', gateApi[`GET ${P}/my-gate`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const rule = await askRule(ctx, input.estateId)
  const unitIds = (await ownUnits(ctx, input.estateId)).map(u => u.id)
  if (unitIds.length === 0) return { asks: [], parcels: [] }
  const since = ctx.now.subtract({ hours: 24 })
  const asks = await store.asksOf(ctx.db, input.estateId, { unitIds, since })
  const parcels = await store.parcelsOf(ctx.db, input.estateId, { unitIds, limit: 20 })
  return {
    asks: asks.map(a => present(ctx, site, rule, a, true)),
    parcels: parcels.map(p => presentParcel(ctx, site, rule, p)),
  }
})
