/**
 * Agents in gatehouses (S4-16): naming one, its one-time code, its key, and the house's side of their talk. An agent is
 * no person: what it may do is to hear its estate's facts, tell its events and carry its own cameras' commands.
 */
import { Temporal } from 'temporal-polyfill'
import { derive, sha256 } from '../../core/crypto.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId, newPassword, randomPart } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { raiseRightsVersion } from '../estate/store.ts'
import { longEstate, shortEstate } from './address.ts'
import { edgeApi } from './contract-edge.ts'
import { edgeFail } from './errors-edge.ts'
import { holdingOf } from './holding.ts'
import * as commands from './store-command.ts'
import * as store from './store-edge.ts'
import { worldOf } from './world.ts'

const CODE_LIFE = { hours: 24 }
/** Beyond this without a word an agent counts as silent. */
const SILENT_MS = 30_000
/** A command that waited longer is not carried out: the car it was meant for has gone. */
const COMMAND_LIFE = { seconds: 60 }
/** Health is written when it was heard this long ago, or when something changed. */
const BEAT_MS = 5000

const by = (ctx: Ctx) => ('id' in ctx.actor ? ctx.actor.id : ctx.actor.kind)
const codeHash = (code: string) => sha256(`lane agent code ${code.toUpperCase().replace(/[^0-9A-Z]/g, '')}`)
const keyHash = (key: string) => sha256(`lane agent ${key}`)

function stateOf(a: store.AgentRow, nowMs: number): 'waiting' | 'live' | 'silent' | 'revoked' {
  if (a.revoked_at !== null) return 'revoked'
  if (a.enrolled_at === null) return 'waiting'
  return a.seen_at !== null && nowMs - a.seen_at.epochMilliseconds <= SILENT_MS ? 'live' : 'silent'
}

export const listAgents = query(
  'lane.agents',
  edgeApi['GET /api/estates/:estateId/lane-agents'],
  async (ctx, { estateId }) => {
    const [rows, bound] = await Promise.all([
      store.agents(ctx.db, estateId),
      store.boundDevices(ctx.db, estateId),
    ])
    const items = rows.map(a => ({
      id: a.id,
      name: a.name,
      state: stateOf(a, ctx.now.epochMilliseconds),
      codeUntil: a.code_until?.toString() ?? null,
      seenAt: a.seen_at?.toString() ?? null,
      backlog: a.backlog,
      oldestAt: a.oldest_at?.toString() ?? null,
      disk: a.disk,
      unkept: a.unkept,
      pictures: a.pictures,
      picturesLost: a.pictures_lost,
      driftMs: a.drift_ms === null ? null : Number(a.drift_ms),
      p50Ms: a.p50_ms,
      p99Ms: a.p99_ms,
      version: a.program,
      devices: bound.filter(d => d.agent_id === a.id).map(d => d.id),
    }))
    return { items, total: items.length }
  },
)

/** @throws lane.agent_there for a name that a live agent has */
export const addAgent = verb(
  'lane.add_agent',
  edgeApi['POST /api/estates/:estateId/lane-agents'],
  async (ctx, { estateId, name }) => {
    const id = newId<'lane_agent'>(ctx.now.epochMilliseconds)
    const code = newPassword(12)
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, 'X')
    const codeUntil = ctx.now.add(CODE_LIFE)
    const cipher = await ctx.cipher(estateId)
    const tagKey = randomPart(32).toString('hex')
    await store
      .insertAgent(ctx.db, estateId, {
        id,
        name,
        codeHash: codeHash(code),
        codeUntil,
        tagKey: cipher.seal('tag_key', tagKey),
        by: by(ctx),
        at: ctx.now,
      })
      .catch(error => {
        throw isUniqueViolation(error) ? edgeFail('lane.agent_there', { params: { name } }) : error
      })
    await ctx.audit(
      { action: 'lane.agent_add', subject: 'lane_agent', subjectId: id, after: { name } },
      estateId,
    )
    await ctx.signal({ topic: 'lane', ref: id, estateId })
    return {
      id,
      code: `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`,
      codeUntil: codeUntil.toString(),
    }
  },
)

export const revokeAgent = verb(
  'lane.revoke_agent',
  edgeApi['POST /api/estates/:estateId/lane-agents/:agentId/revoke'],
  async (ctx, { estateId, agentId, reason }) => {
    await store.bindDevices(ctx.db, estateId, agentId, [])
    if (!(await store.revokeAgent(ctx.db, estateId, agentId, by(ctx), ctx.now))) throw fail('core.not_found')
    await ctx.audit(
      { action: 'lane.agent_revoke', subject: 'lane_agent', subjectId: agentId, reason },
      estateId,
    )
    await devicesChanged(ctx, estateId, agentId)
    return {}
  },
)

/** Which cameras' barriers an agent moves; the others are asked by the server itself. */
export const bindAgent = verb(
  'lane.bind_agent',
  edgeApi['PUT /api/estates/:estateId/lane-agents/:agentId/devices'],
  async (ctx, { estateId, agentId, deviceIds }) => {
    const [agent] = await store.agents(ctx.db, estateId, agentId)
    if (!agent || agent.revoked_at !== null) throw fail('core.not_found')
    const devices = await store.bindDevices(ctx.db, estateId, agentId, deviceIds)
    await ctx.audit(
      { action: 'lane.agent_devices', subject: 'lane_agent', subjectId: agentId, after: { deviceIds } },
      estateId,
    )
    await devicesChanged(ctx, estateId, agentId)
    return { devices }
  },
)

async function devicesChanged(ctx: Ctx, estateId: string, agentId: string): Promise<void> {
  await raiseRightsVersion(ctx.db, estateId)
  await ctx.signal({ topic: 'lane', ref: agentId, estateId })
  ctx.afterCommit(() => worldOf(ctx.house).refreshDevices(estateId))
}

/** @throws lane.agent_code for a code that is unknown, spent or older than a day */
export const enrol = verb('lane.enrol_agent', edgeApi['POST /api/edge/enrol'], async (ctx, { code }) => {
  const hash = codeHash(code)
  const agent = await store.agentByCode(ctx.db, hash)
  if (!agent?.code_until || agent.code_until.epochMilliseconds <= ctx.now.epochMilliseconds)
    throw edgeFail('lane.agent_code')
  const key = `${shortEstate(agent.estate_id)}.${newPassword(24)}`
  if (!(await store.giveKey(ctx.db, agent.estate_id, agent.id, hash, keyHash(key), ctx.now)))
    throw edgeFail('lane.agent_code')
  await ctx.audit(
    { action: 'lane.agent_enrol', subject: 'lane_agent', subjectId: agent.id, after: { name: agent.name } },
    agent.estate_id,
  )
  await ctx.signal({ topic: 'lane', ref: agent.id, estateId: agent.estate_id })
  const cipher = await ctx.cipher(agent.estate_id)
  return {
    estateId: agent.estate_id,
    agentId: agent.id,
    name: agent.name,
    key,
    tagKey: cipher.open('tag_key', agent.tag_key),
  }
})

/** The live agent of a key. @throws core.not_found for every other, so that a key tells nothing of itself */
export async function agentOf(ctx: Ctx, key: string): Promise<store.AgentRow> {
  const estateId = longEstate(key.split('.')[0] ?? '')
  const agent =
    estateId === undefined || ctx.house.directory(estateId) === undefined
      ? undefined
      : await store.agentByKey(ctx.db, estateId, keyHash(key))
  if (agent === undefined) throw fail('core.not_found')
  return agent
}

const heard = new WeakMap<object, Map<string, { ms: number; face: string }>>()

export const beat = verb('lane.agent_beat', edgeApi['POST /api/edge/:key/beat'], async (ctx, input) => {
  const agent = await agentOf(ctx, input.key)
  const nowMs = ctx.now.epochMilliseconds
  const known = heard.get(ctx.house) ?? new Map<string, { ms: number; face: string }>()
  heard.set(ctx.house, known)
  const face = `${input.backlog > 0} ${input.disk} ${input.unkept} ${input.pictures > 0} ${input.picturesLost}`
  const last = known.get(agent.id)
  if (!last || nowMs - last.ms >= BEAT_MS || nowMs < last.ms || last.face !== face) {
    known.set(agent.id, { ms: nowMs, face })
    await store.beatAgent(
      ctx.db,
      agent.estate_id,
      agent.id,
      {
        ...input,
        oldest: input.oldestMs === null ? null : Temporal.Instant.fromEpochMilliseconds(input.oldestMs),
      },
      ctx.now,
    )
  }
  return {
    nowMs,
    stale: input.cursor === null || (await isStale(ctx, agent.estate_id, input.cursor)),
    commands: await commandsFor(ctx, agent),
  }
})

/** Takes what waits for an agent's cameras; two askers never get the same one. */
async function commandsFor(ctx: Ctx, agent: store.AgentRow) {
  const now = ctx.house.clock.now()
  const taken: commands.CommandRow[] = []
  for (const d of await store.boundDevices(ctx.db, agent.estate_id))
    if (d.agent_id === agent.id)
      taken.push(
        ...(await commands.takeCommands(ctx.db, agent.estate_id, d.id, now, now.subtract(COMMAND_LIFE))),
      )
  return taken.map(c => ({
    id: c.id,
    deviceId: c.device_id,
    act: c.act,
    askedMs: c.asked_at.epochMilliseconds,
  }))
}

/** Below what proxies cut off by themselves. */
const WAIT_MS = 20_000

export const waitForCommand = verb(
  'lane.agent_wait',
  edgeApi['POST /api/edge/:key/wait'],
  async (ctx, { key }) => {
    const agent = await agentOf(ctx, key)
    const there = await commandsFor(ctx, agent)
    if (there.length > 0) return { commands: there }
    if (!(await holdingOf(ctx.house).wait(agent.id, WAIT_MS))) return { commands: [] }
    // withdrawn while it waited: it hears nothing more
    return { commands: await commandsFor(ctx, await agentOf(ctx, key)) }
  },
)

/** Facts are asked anew when rights or settings changed, and every so often for the cars that passed other lanes. */
const FRESH_MS = 15_000

async function isStale(ctx: Ctx, estateId: string, cursor: string): Promise<boolean> {
  const [face, since] = readCursor(cursor)
  if (since === undefined || ctx.now.epochMilliseconds - since.epochMilliseconds >= FRESH_MS) return true
  return face !== (await faceOf(ctx, estateId))
}

/** Changes with every right, device, lane setting and closure that the world has heard of. */
export async function faceOf(ctx: Ctx, estateId: string): Promise<string> {
  const world = await worldOf(ctx.house).estate(estateId)
  const small = JSON.stringify([
    world.version,
    world.closure ?? null,
    [...world.lanes.values()],
    world.hours,
    world.rule,
  ])
  return derive(sha256(small), 'face').toString('base64url').slice(0, 16)
}

/** `face|instant`; anything else is as if nothing were known. */
export function readCursor(cursor: string): [string, Temporal.Instant | undefined] {
  const [face = '', at = ''] = cursor.split('|')
  try {
    return [face, Temporal.Instant.from(at)]
  } catch {
    return [face, undefined]
  }
}

export const ended = verb(
  'lane.agent_command',
  edgeApi['POST /api/edge/:key/commands/:id'],
  async (ctx, input) => {
    const agent = await agentOf(ctx, input.key)
    const command = await commands.commandById(ctx.db, agent.estate_id, input.id)
    const mine = (await store.boundDevices(ctx.db, agent.estate_id)).some(
      d => d.agent_id === agent.id && d.id === command?.device_id,
    )
    if (!command || !mine) throw fail('core.not_found')
    await commands.endCommand(ctx.db, agent.estate_id, command.id, input.state, input.answer, ctx.now)
    if (input.position) await commands.setPosition(ctx.db, agent.estate_id, command.id, input.position)
    await ctx.signal({ topic: 'lane', ref: command.lane_id, estateId: agent.estate_id })
    return {}
  },
)
