/** Gate-crashing (闯岗), ramming (冲卡) and disputes: place, time, who, photos, police number, result (S6-32). */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import type { Instant } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL, newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { gateApi, gateFail } from './contract.ts'
import type { SealedIncident } from './contract-incident.ts'
import { actorId, actorName } from './service-gate.ts'
import {
  closureAt,
  closureSealing,
  localTime,
  type Sealing,
  type SiteFacts,
  siteOf,
  spanAsked,
} from './site.ts'
import * as store from './store-incident.ts'
import { countIncident } from './store-rollup.ts'

const P = '/api/estates/:estateId' as const

/** Sealed under the key of the closure it happened in, else the estate's; kept beyond a closure only when assessed (J-04). */
interface Facts {
  who: string
  plate: string
  account: string
}

const empty: Facts = { who: '', plate: '', account: '' }

/** The key an incident is sealed with; nothing once it was destroyed. */
async function keyOf(ctx: Ctx, site: SiteFacts, i: store.IncidentRow): Promise<Sealing | undefined> {
  return i.closure_id === null || i.kept_at !== null ? site.estate : closureSealing(ctx.house, i.closure_id)
}

async function factsOf(ctx: Ctx, site: SiteFacts, i: store.IncidentRow): Promise<Facts | undefined> {
  const key = i.sealed === null ? undefined : await keyOf(ctx, site, i)
  return key && i.sealed ? JSON.parse(key.cipher.open('incident', i.sealed)) : undefined
}

function mayKeep(i: store.IncidentRow): boolean {
  return i.closure_id !== null && i.police_number !== null && i.kept_at === null && i.erased_at === null
}

async function present(ctx: Ctx, site: SiteFacts, i: store.IncidentRow) {
  const facts = await factsOf(ctx, site, i)
  return {
    id: i.id,
    number: i.number,
    kind: i.kind,
    state: i.state,
    happenedAt: i.happened_at.toString(),
    place: i.place,
    gateId: i.gate_id,
    ...(facts ?? empty),
    photos: i.photos,
    policeNumber: i.police_number,
    handedAt: i.handed_at?.toString() ?? null,
    result: i.result,
    madeBy: i.made_name,
    closureId: i.closure_id,
    kept: i.kept_at ? { basis: i.kept_basis ?? '', by: i.kept_name ?? '', at: i.kept_at.toString() } : null,
    erased: i.erased_at !== null || facts === undefined,
    allowed: { keep: mayKeep(i) ? (true as const) : 'gate.keep_what' },
    version: i.version,
  }
}

export async function incidentOf(ctx: Ctx, estateId: string, id: string) {
  const row = await store.incidentById(ctx.db, estateId, id)
  if (row === undefined) throw fail('core.not_found')
  return present(ctx, await siteOf(ctx, estateId), row)
}

export const listIncidents = query(
  'gate.incidents',
  gateApi[`GET ${P}/gate/incidents`],
  async (ctx, input) => {
    const site = await siteOf(ctx, input.estateId)
    const found = await store.incidents(ctx.db, input.estateId, {
      ...spanAsked(site, input),
      state: input.state,
    })
    const items = []
    for (const i of found) items.push(await present(ctx, site, i))
    return { items }
  },
)

/** How an incident reached us. */
interface Told {
  under: Sealing
  happenedAt: Instant
  clientId: string | null
  /** who brought another guard's record to the server */
  broughtBy?: string
}

/** Writes it down under the name of who acts in `ctx`, sealed under the given key. */
export async function writeIncident(
  ctx: Ctx,
  estateId: string,
  input: z.output<typeof SealedIncident>,
  told: Told,
) {
  const site = await siteOf(ctx, estateId)
  const id = newId<'incident'>(ctx.now.epochMilliseconds)
  const local = localTime(site, told.happenedAt)
  const facts: Facts = { who: input.who ?? '', plate: input.plate ?? '', account: input.account }
  const number = `CG${local.toPlainDate().toString().replaceAll('-', '')}-${id.slice(-6).toUpperCase()}`
  await store.insertIncident(ctx.db, estateId, {
    id,
    closureId: told.under.closureId === NIL ? null : told.under.closureId,
    number,
    kind: input.kind,
    happenedAt: told.happenedAt,
    gateId: input.gateId ?? null,
    place: input.place,
    sealed: told.under.cipher.seal('incident', JSON.stringify(facts)),
    policeNumber: input.policeNumber ?? null,
    by: actorId(ctx),
    name: actorName(ctx),
    at: ctx.now,
    deviceAt: ctx.deviceTime ?? null,
    clientId: told.clientId,
  })
  await countIncident(ctx.db, estateId, local.toPlainDate().toString(), local.hour)
  await ctx.audit(
    {
      action: 'gate.incident',
      subject: 'gate_incident',
      subjectId: id,
      after: {
        number,
        kind: input.kind,
        place: input.place,
        ...(told.broughtBy === undefined ? {} : { broughtBy: told.broughtBy }),
      },
    },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'gate', ref: id })
  return id
}

export const recordIncident = verb(
  'gate.incident',
  gateApi[`POST ${P}/gate/incidents`],
  async (ctx, input) => {
    const site = await siteOf(ctx, input.estateId)
    const told = input.happenedAt === undefined ? ctx.now : Temporal.Instant.from(input.happenedAt)
    const happenedAt = Temporal.Instant.compare(told, ctx.now) > 0 ? ctx.now : told
    const under = closureAt(site, ctx.now)?.sealing ?? site.estate
    const id = await writeIncident(ctx, input.estateId, input, { under, happenedAt, clientId: null })
    return incidentOf(ctx, input.estateId, id)
  },
)

export const addPhoto = verb(
  'gate.incident_photo',
  gateApi[`POST ${P}/gate/incidents/:id/photo`],
  async (ctx, input) => {
    if (input.upload === undefined) throw fail('core.media_type', { params: { accepted: 'JPEG, PNG' } })
    const file = await ctx.house.files.putPhoto(
      ctx.db,
      ctx.now,
      input.estateId,
      input.upload.bytes,
      actorId(ctx),
      'gate.incident',
    )
    if (!(await store.addPhoto(ctx.db, input.estateId, input.id, file.id))) {
      await incidentOf(ctx, input.estateId, input.id)
      throw gateFail('gate.incident_state')
    }
    await ctx.audit(
      {
        action: 'gate.incident_photo',
        subject: 'gate_incident',
        subjectId: input.id,
        after: { file: file.id },
      },
      input.estateId,
    )
    return incidentOf(ctx, input.estateId, input.id)
  },
)

/** Handed to the police with their number; with a result it is closed. */
export const handIncident = verb(
  'gate.hand_incident',
  gateApi[`POST ${P}/gate/incidents/:id/hand`],
  async (ctx, input) => {
    const before = await incidentOf(ctx, input.estateId, input.id)
    if (before.state === 'closed') throw gateFail('gate.incident_state')
    const result = input.result || null
    const policeNumber = input.policeNumber || null
    const state = result !== null ? 'closed' : policeNumber !== null ? 'handed' : before.state
    const done = await store.handIncident(ctx.db, input.estateId, input.id, {
      state,
      policeNumber,
      result,
      by: actorName(ctx),
      at: ctx.now,
      version: input.version,
    })
    if (!done) throw fail('core.stale')
    await ctx.audit(
      {
        action: 'gate.hand_incident',
        subject: 'gate_incident',
        subjectId: input.id,
        before: { state: before.state },
        after: { state, policeNumber },
      },
      input.estateId,
    )
    return incidentOf(ctx, input.estateId, input.id)
  },
)

/**
 * J-04: an incident that was handed to the police outlives its closure after an assessment that says why keeping it is
 * lawful, necessary and safe; from then on it lies under the estate's key.
 * @throws gate.keep_what when it was not handed over, is kept already, or its key is gone
 */
export const keepIncident = verb(
  'gate.keep_incident',
  gateApi[`POST ${P}/gate/incidents/:id/keep`],
  async (ctx, input) => {
    const row = await store.incidentById(ctx.db, input.estateId, input.id)
    if (row === undefined) throw fail('core.not_found')
    const site = await siteOf(ctx, input.estateId)
    const facts = mayKeep(row) ? await factsOf(ctx, site, row) : undefined
    if (facts === undefined) throw gateFail('gate.keep_what')
    const basis = [input.lawful, input.necessary, input.safe].join('\n')
    const done = await store.keepIncident(ctx.db, input.estateId, input.id, {
      sealed: site.estate.cipher.seal('incident', JSON.stringify(facts)),
      basis,
      by: actorId(ctx),
      name: actorName(ctx),
      at: ctx.now,
      version: input.version,
    })
    if (!done) throw fail('core.stale')
    await ctx.audit(
      {
        action: 'gate.keep_incident',
        subject: 'gate_incident',
        subjectId: input.id,
        after: { number: row.number, policeNumber: row.police_number },
        reason: basis,
      },
      input.estateId,
    )
    return incidentOf(ctx, input.estateId, input.id)
  },
)
