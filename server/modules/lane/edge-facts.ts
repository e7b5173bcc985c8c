/** What an agent must know to decide alone, whole or since its cursor; plates go as tags under its own key. */
import { createHmac } from 'node:crypto'
import type { z } from 'zod'
import { fieldCipher } from '../../core/crypto.ts'
import type { Ctx } from '../../core/house.ts'
import { query } from '../../core/verb.ts'
import { type EdgeSite, edgeApi } from './contract-edge.ts'
import type { Login } from './digest.ts'
import { agentOf, faceOf, readCursor } from './edge.ts'
import { cardRights, cardsEnded } from './store-card.ts'
import * as store from './store-edge.ts'
import { type DeviceRow, devicesNow } from './store-world.ts'
import { type EstateWorld, worldOf } from './world.ts'

/** A transaction that wrote rights is not longer under way than this. */
const OVERLAP = { seconds: 60 }
/** Rights that ran out within this are told, so that the guard hears that they ended. */
const LATELY = { hours: 24 * 30 }
/** Past this a difference is no longer kept: everything anew. */
const DIFFERENCE_MS = 12 * 3_600_000

export const tagOf = (tagKey: Buffer, plate: string): string =>
  createHmac('sha256', tagKey).update(`plate\0${plate}`).digest('hex').slice(0, 32)

export const facts = query('lane.agent_facts', edgeApi['GET /api/edge/:key/facts'], async (ctx, input) => {
  const agent = await agentOf(ctx, input.key)
  const estateId = agent.estate_id
  const cipher = await fieldCipher(ctx.house.ring, ctx.house.db, estateId)
  const tagKey = Buffer.from(cipher.open('tag_key', agent.tag_key), 'hex')
  const [, cursorAt] = readCursor(input.cursor ?? '')
  const ageMs =
    cursorAt === undefined ? Number.POSITIVE_INFINITY : ctx.now.epochMilliseconds - cursorAt.epochMilliseconds
  const since =
    cursorAt !== undefined && ageMs >= 0 && ageMs < DIFFERENCE_MS ? cursorAt.subtract(OVERLAP) : undefined
  const lately = ctx.now.subtract(LATELY)
  await worldOf(ctx.house).look()
  const world = await worldOf(ctx.house).estate(estateId)
  const face = await faceOf(ctx, estateId)
  const [rights, ended, places, cards, cardsOver] = await Promise.all([
    store.rightsWithPlates(ctx.db, estateId, lately, since),
    since === undefined ? [] : store.rightsEnded(ctx.db, estateId, since),
    store.places(ctx.db, estateId, since),
    cardRights(ctx.db, estateId),
    since === undefined ? [] : cardsEnded(ctx.db, estateId, since),
  ])
  const tag = (sealed: Buffer) => tagOf(tagKey, cipher.open('plate', sealed))
  return {
    cursor: `${face}|${ctx.now.toString()}`,
    whole: since === undefined,
    site: await siteFor(ctx, world),
    rights: [
      ...cards.map(c => ({
        id: c.id,
        // no plate has a blank in it
        tag: tagOf(tagKey, `card ${cipher.open('card', c.number_sealed)}`),
        kind: 'owner' as const,
        lanes: c.lanes,
        direction: 'both' as const,
        fromMs: Math.max(0, c.from_at.epochMilliseconds),
        untilMs: c.until_at === null ? null : Math.max(0, c.until_at.epochMilliseconds),
        group: null,
      })),
      ...rights.map(r => ({
        id: r.id,
        tag: tag(r.plate_sealed),
        kind: r.kind,
        lanes: r.lanes,
        direction: r.direction,
        fromMs: Math.max(0, r.from_at.epochMilliseconds),
        untilMs: r.until_at === null ? null : Math.max(0, r.until_at.epochMilliseconds),
        group: r.stay_group === null ? null : { id: r.stay_group, spaces: r.group_spaces ?? 0 },
      })),
    ],
    ended: [...ended, ...cardsOver],
    positions: places.map(p => ({
      tag: tag(p.plate_sealed),
      direction: p.direction,
      ms: p.at.epochMilliseconds,
      laneId: p.lane_id,
    })),
  }
})

async function siteFor(ctx: Ctx, world: EstateWorld): Promise<z.input<typeof EdgeSite>> {
  const { estateId, rule } = world
  return {
    estateId,
    estateName: await store.estateName(ctx.db, estateId),
    zone: world.zone,
    sealTo: world.sealTo,
    rule: {
      confidence: rule.confidence,
      knownConfidence: rule.knownConfidence,
      sameMs: rule.sameMs,
      twoLanesMs: rule.twoLanesMs,
      repeatMs: rule.repeatMs,
      lateMs: rule.lateMs,
    },
    closure: world.closure
      ? { fromMs: Math.max(0, world.closure.fromMs), untilMs: Math.max(0, world.closure.untilMs) }
      : null,
    hours: world.hours,
    lanes: [...world.lanes.values()].map(l => ({
      id: l.id,
      gateId: l.gate_id,
      name: `${l.gate_name} ${l.name}`,
      direction: l.direction,
      gate: l.gate_state,
      temporary: l.temporary,
      leaving: l.leaving,
      passback: l.passback,
    })),
    devices: (await devicesNow(ctx.db, estateId))
      .filter(d => d.maker !== 'agent')
      .map(d => deviceFor(world, d)),
  }
}

function deviceFor(world: EstateWorld, d: DeviceRow): z.input<typeof EdgeSite>['devices'][number] {
  return {
    id: d.id,
    laneId: d.lane_id,
    name: d.name,
    maker: d.maker === 'agent' ? 'plain' : d.maker,
    direction: d.direction,
    keyHash: d.key,
    host: d.host,
    channel: d.channel,
    login:
      d.login_sealed === null ? null : (JSON.parse(world.cipher.open('device', d.login_sealed)) as Login),
    way: d.way,
  }
}
