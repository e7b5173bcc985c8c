/** Records kept apart from terminals without network: read as far as their key lives, entered after all, or dropped. */
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { query, verb } from '../../core/verb.ts'
import { gateApi, gateFail } from './contract.ts'
import { makerOf, markGiven } from './maker.ts'
import { maskName, maskPlate } from './rules.ts'
import { actorName } from './service-gate.ts'
import { registerOne } from './service-register.ts'
import { asMaker, believed, opened } from './service-sync.ts'
import { siteOf } from './site.ts'
import * as store from './store-passage.ts'

const P = '/api/estates/:estateId/gate/stray' as const

/** What the record says, masked; nothing when its key was destroyed or it never was one. */
async function readable(ctx: Ctx, estateId: string, row: store.StrayRow) {
  try {
    const { data } = await opened(ctx, estateId, row.client_id, row.sealed)
    const site = await siteOf(ctx, estateId)
    return {
      direction: data.direction,
      gate: site.gates.get(data.gateId)?.name ?? '',
      persons: data.persons.map(p => (p.name ? maskName(p.name) : '')).filter(name => name !== ''),
      units: [...new Set(data.persons.map(p => p.unit).filter(unit => unit !== undefined))],
      plate: data.vehicle ? maskPlate(data.vehicle.plate) : null,
    }
  } catch {
    return null
  }
}

export const listStray = query('gate.stray', gateApi[`GET ${P}`], async (ctx, input) => {
  const rows = await store.strays(ctx.db, input.estateId)
  const items = []
  for (const row of rows)
    items.push({
      clientId: row.client_id,
      code: row.code,
      at: row.at.toString(),
      deviceAt: row.device_at?.toString() ?? null,
      madeBy: row.made_by,
      sentBy: row.sent_by,
      terminal: row.terminal,
      record: await readable(ctx, input.estateId, row),
    })
  return { items }
})

export const dropStray = verb('gate.drop_stray', gateApi[`POST ${P}/:clientId/drop`], async (ctx, input) => {
  const decision = { decided: 'dropped' as const, by: actorName(ctx), at: ctx.now }
  if (!(await store.decideStray(ctx.db, input.estateId, input.clientId, decision)))
    throw fail('core.not_found')
  await ctx.audit(
    { action: 'gate.drop_stray', subject: 'gate_stray', subjectId: input.clientId, reason: input.reason },
    input.estateId,
  )
  return { clientId: input.clientId }
})

/**
 * Enters a record after all, at the time of its device where that is believable; what the guard did cannot be undone,
 * so a rule against it is only marked.
 * @throws what a registration refuses, gate.record_unreadable when its key is gone, core.not_found when it is decided
 */
export const enterStray = verb(
  'gate.enter_stray',
  gateApi[`POST ${P}/:clientId/enter`],
  async (ctx, input) => {
    const [row] = await store.strays(ctx.db, input.estateId, input.clientId)
    if (row === undefined) throw fail('core.not_found')
    const { data, key } = await opened(ctx, input.estateId, row.client_id, row.sealed)
    const { maker: mark, ...attempt } = data
    const { unit } = input
    const persons = unit === undefined ? data.persons : data.persons.map(p => ({ ...p, unit }))
    const given = markGiven(ctx, input.estateId, mark, row.at)
    const at = believed(row.device_at?.toString() ?? data.deviceAt, row.at, given)
    // his record stays his; that somebody decided to enter it stands in the audit. A mark that says nothing is no help here.
    const maker = await makerOf(ctx, input.estateId, mark, at, row.at).catch(() => undefined)
    const { answer } = await registerOne(
      asMaker(ctx, maker),
      input.estateId,
      { ...attempt, persons, ...(row.terminal_id ? { terminalId: row.terminal_id } : {}) },
      { offline: true, at, sealedUnder: key, ...(maker ? { broughtBy: actorName(ctx) } : {}) },
    )
    const decision = { decided: 'entered' as const, by: actorName(ctx), at: ctx.now }
    if (!(await store.decideStray(ctx.db, input.estateId, input.clientId, decision)))
      throw gateFail('gate.already_decided')
    await ctx.audit(
      {
        action: 'gate.enter_stray',
        subject: 'gate_stray',
        subjectId: input.clientId,
        after: { attemptId: answer.attemptId, unit: unit ?? null },
      },
      input.estateId,
    )
    return { clientId: input.clientId, conflict: answer.conflict }
  },
)
