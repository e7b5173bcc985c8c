/**
 * Incidents that a terminal sealed: sent when there is network, entered once under the name of the guard who saw it,
 * whoever brings it (S6-32, SX-13). Its photos follow one by one, so that registrations need not wait long behind them.
 */
import type { z } from 'zod'
import { fail } from '../../core/errors.ts'
import { type Ctx, makeCtx } from '../../core/house.ts'
import { verb } from '../../core/verb.ts'
import { gateApi, gateFail } from './contract.ts'
import { SealedIncident, SealedPhoto } from './contract-incident.ts'
import { makerOf, markGiven } from './maker.ts'
import type { SealedBox } from './sealing.ts'
import { actorId, actorName } from './service-gate.ts'
import { incidentOf, writeIncident } from './service-incident.ts'
import { believed, openBox } from './service-sync.ts'
import { siteOf } from './site.ts'
import * as store from './store-incident.ts'

const P = '/api/estates/:estateId/gate/incidents/late' as const

async function read<S extends z.ZodType>(ctx: Ctx, estateId: string, sealed: SealedBox, shape: S) {
  const { inside, key } = await openBox(ctx, estateId, sealed)
  const said = shape.safeParse(inside)
  if (!said.success) throw gateFail('gate.record_unreadable')
  return { data: said.data as z.output<S>, key }
}

/** Who saw it, where the record says so; who brings it else. */
async function asSeen(ctx: Ctx, estateId: string, mark: string | undefined): Promise<Ctx> {
  const maker = await makerOf(ctx, estateId, mark, ctx.now).catch(() => undefined)
  if (maker === undefined || maker.id === actorId(ctx)) return ctx
  const { now, requestId, lang, device, deviceTime } = ctx
  return makeCtx(ctx.house, { actor: maker, now, requestId, lang, device, deviceTime }, ctx.db)
}

/** What somebody saw is entered also when his right ended meanwhile: it is a statement, and others handle it. */
export const lateIncident = verb('gate.late_incident', gateApi[`POST ${P}`], async (ctx, input) => {
  const { estateId, clientId } = input
  const before = await store.incidentByClient(ctx.db, estateId, clientId)
  if (before) {
    ctx.auditedInStatement()
    return incidentOf(ctx, estateId, before.id)
  }
  const { data, key } = await read(ctx, estateId, input.sealed, SealedIncident)
  const { gates } = await siteOf(ctx, estateId)
  if (data.gateId !== undefined && !gates.has(data.gateId)) throw fail('core.not_found')
  const his = await asSeen(ctx, estateId, data.maker)
  const id = await writeIncident(his, estateId, data, {
    under: key,
    happenedAt: believed(data.happenedAt ?? input.deviceAt, ctx.now, markGiven(ctx, estateId, data.maker)),
    clientId,
    ...(his === ctx ? {} : { broughtBy: actorName(ctx) }),
  })
  ctx.auditedInStatement()
  return incidentOf(ctx, estateId, id)
})

/** @throws core.not_found when the incident itself did not arrive; gate.incident_state when its data are gone */
export const latePhoto = verb('gate.late_photo', gateApi[`POST ${P}/:of/photo`], async (ctx, input) => {
  const { estateId } = input
  const incident = await store.incidentByClient(ctx.db, estateId, input.of)
  if (incident === undefined) throw fail('core.not_found')
  const { data } = await read(ctx, estateId, input.sealed, SealedPhoto)
  const his = await asSeen(ctx, estateId, data.maker)
  const bytes = Buffer.from(data.photo, 'base64')
  const file = await ctx.house.files.putPhoto(ctx.db, ctx.now, estateId, bytes, actorId(his), 'gate.incident')
  if (!(await store.addPhoto(ctx.db, estateId, incident.id, file.id))) throw gateFail('gate.incident_state')
  await ctx.audit(
    {
      action: 'gate.incident_photo',
      subject: 'gate_incident',
      subjectId: incident.id,
      after: { file: file.id, by: actorName(his) },
    },
    estateId,
  )
  return incidentOf(ctx, estateId, incident.id)
})
