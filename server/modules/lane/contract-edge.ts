/**
 * What the agent in the gatehouse and the server say to each other (S4-16). The agent proves itself by the key in its
 * address, which it got once for the code that an administrator read to it.
 */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const Key = z.object({ key: z.string().regex(/^[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{16,60}$/) })
const ms = z.number().int().min(0).max(9_999_999_999_999)

export const EdgeLane = z.object({
  id: z.uuid(),
  gateId: z.uuid(),
  name: z.string(),
  direction: z.enum(['in', 'out', 'both']),
  gate: z.enum(['open', 'guarded', 'closed']),
  temporary: z.enum(['open', 'hold', 'refuse']),
  leaving: z.enum(['right', 'free']),
  passback: z.enum(['off', 'mark', 'hold']),
})

export const EdgeDevice = z.object({
  id: z.uuid(),
  laneId: z.uuid().nullable(),
  name: z.string(),
  maker: z.enum(['vzenith', 'huaxia', 'hikvision', 'dahua', 'access', 'plain']),
  direction: z.enum(['in', 'out', 'told']),
  /** SHA-256 of the key in the camera's address, hex */
  keyHash: z.string(),
  host: z.string().nullable(),
  channel: z.int(),
  /** for commands to the camera on the agent's LAN */
  login: z.object({ user: z.string(), password: z.string() }).nullable(),
  way: z.enum(['answer', 'digest', 'agent', 'none']),
})

/** `tag`: HMAC of the plate under a key that one agent alone shares with the server; no plate lies in the gatehouse. */
export const EdgeRight = z.object({
  id: z.uuid(),
  tag: z.string(),
  kind: z.enum(['owner', 'monthly', 'visitor', 'temporary', 'exit', 'barred', 'special']),
  lanes: z.array(z.uuid()).nullable(),
  direction: z.enum(['in', 'out', 'both']),
  fromMs: ms,
  untilMs: ms.nullable(),
  group: z.object({ id: z.uuid(), spaces: z.int() }).nullable(),
})

export const EdgePosition = z.object({
  tag: z.string(),
  direction: z.enum(['in', 'out']),
  ms,
  laneId: z.uuid(),
})

export const EdgeSite = z.object({
  estateId: z.uuid(),
  estateName: z.string(),
  zone: z.string(),
  sealTo: z.object({ kid: z.string(), publicKey: z.string() }),
  rule: z.object({
    confidence: z.number(),
    knownConfidence: z.number(),
    sameMs: z.number(),
    twoLanesMs: z.number(),
    repeatMs: z.number(),
    lateMs: z.number(),
  }),
  /** in force from its first instant until, but not at, its end */
  closure: z.object({ fromMs: ms, untilMs: ms }).nullable(),
  hours: z.object({ from: z.string(), until: z.string() }),
  lanes: z.array(EdgeLane),
  devices: z.array(EdgeDevice),
})

/** `whole`: forget every right and position first. Else what changed since the cursor that was sent. */
export const EdgeFacts = z.object({
  cursor: z.string(),
  whole: z.boolean(),
  site: EdgeSite,
  rights: z.array(EdgeRight),
  ended: z.array(z.uuid()),
  positions: z.array(EdgePosition),
})

/** What a queued event says once it is opened; it is sealed as the gate's offline records are. */
export const EdgeEvent = z.object({
  deviceId: z.uuid(),
  laneId: z.uuid(),
  direction: z.enum(['in', 'out']),
  record: z.string().max(80),
  /** the agent's time, which is the server's carried on */
  atMs: ms,
  deviceMs: z.number().nullable(),
  /** a plate; of a card its number */
  plate: z.string().max(40),
  card: z
    .object({ means: z.enum(['card', 'code', 'face', 'fingerprint', 'other']), granted: z.boolean() })
    .nullable()
    .default(null),
  colour: z.string().max(20).nullable(),
  vehicle: z.enum(['car', 'truck', 'motorcycle', 'ebike', 'other']),
  confidence: z.number().nullable(),
  replay: z.boolean(),
  outcome: z.enum(['open', 'hold', 'refuse', 'note']),
  code: z.string().max(40),
  rightId: z.uuid().nullable(),
  rightKind: EdgeRight.shape.kind.nullable(),
  near: z.array(z.string().max(16)).max(60),
  marks: z.array(z.string().max(40)).max(10),
  letThrough: z.boolean(),
  /** the guard at the agent's own page: his name and reason */
  byHand: z.object({ name: z.string().max(40), reason: z.string().max(200) }).nullable(),
})

export const EdgeCommand = z.object({
  id: z.uuid(),
  deviceId: z.uuid(),
  act: z.enum(['open', 'close']),
  askedMs: ms,
})

export const edgeApi = endpoints({
  'GET /api/estates/:estateId/lane-agents': {
    permission: 'lane.read',
    summary: 'Agents in the estate’s gatehouses with their health: backlog, disk, clock, answer times',
    params: z.object({ estateId: z.uuid() }),
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          state: z.enum(['waiting', 'live', 'silent', 'revoked']),
          codeUntil: z.string().nullable(),
          seenAt: z.string().nullable(),
          backlog: z.int(),
          oldestAt: z.string().nullable(),
          disk: z.enum(['ok', 'full']).nullable(),
          unkept: z.int(),
          pictures: z.int(),
          picturesLost: z.int(),
          driftMs: z.int().nullable(),
          p50Ms: z.number().nullable(),
          p99Ms: z.number().nullable(),
          version: z.string().nullable(),
          /** cameras whose barriers it moves */
          devices: z.array(z.uuid()),
        }),
      ),
      total: z.int(),
    }),
  },
  'POST /api/estates/:estateId/lane-agents': {
    permission: 'device.manage',
    summary: 'Name an agent and get its one-time code, valid for a day',
    params: z.object({ estateId: z.uuid() }),
    body: z.object({ name: z.string().trim().min(1).max(40) }),
    response: z.object({ id: z.uuid(), code: z.string(), codeUntil: z.string() }),
  },
  'POST /api/estates/:estateId/lane-agents/:agentId/revoke': {
    permission: 'device.manage',
    summary: 'Withdraw an agent: its key and its code are worth nothing from now on',
    params: z.object({ estateId: z.uuid(), agentId: z.uuid() }),
    body: z.object({ reason: z.string().trim().min(1).max(200) }),
    response: z.object({}),
  },
  'PUT /api/estates/:estateId/lane-agents/:agentId/devices': {
    permission: 'device.manage',
    summary: 'Which cameras’ barriers the agent moves; the rest are asked by the server',
    params: z.object({ estateId: z.uuid(), agentId: z.uuid() }),
    body: z.object({ deviceIds: z.array(z.uuid()).max(200) }),
    response: z.object({ devices: z.int() }),
  },
  'POST /api/edge/enrol': {
    permission: 'public',
    summary: 'An agent gives its one-time code and gets its key, once',
    body: z.object({ code: z.string().trim().min(8).max(40) }),
    response: z.object({
      estateId: z.uuid(),
      agentId: z.uuid(),
      name: z.string(),
      key: z.string(),
      /** hex */
      tagKey: z.string(),
    }),
  },
  'GET /api/edge/:key/facts': {
    permission: 'public',
    summary:
      'What an agent must know to decide alone: lanes, devices, rights, cars inside; whole or since a cursor',
    params: Key,
    query: z.object({ cursor: z.string().max(80).optional() }),
    response: EdgeFacts,
  },
  'POST /api/edge/:key/beat': {
    permission: 'public',
    summary:
      'An agent’s health; the answer has the time, whether its facts are old, and waiting barrier commands',
    params: Key,
    body: z.object({
      backlog: z.int().min(0),
      oldestMs: ms.nullable(),
      disk: z.enum(['ok', 'full']),
      /** events answered while the disk was full */
      unkept: z.int().min(0),
      /** pictures that wait, and those that its disk budget made it drop */
      pictures: z.int().min(0).default(0),
      picturesLost: z.int().min(0).default(0),
      /** server minus PC */
      driftMs: z.number(),
      p50Ms: z.number().nullable(),
      p99Ms: z.number().nullable(),
      version: z.string().max(40),
      cursor: z.string().max(80).nullable(),
    }),
    response: z.object({ nowMs: ms, stale: z.boolean(), commands: z.array(EdgeCommand) }),
    unaudited: 'health only; the commands it carries were audited when they were asked',
  },
  'POST /api/edge/:key/wait': {
    permission: 'public',
    summary: 'An agent’s question for barrier commands; the answer is held until there is one, 20 s at most',
    params: Key,
    body: z.object({}),
    response: z.object({ commands: z.array(EdgeCommand) }),
    transaction: false,
    unaudited: 'the commands it carries were audited when they were asked',
  },
  'POST /api/edge/:key/events': {
    permission: 'public',
    summary: 'Events that an agent decided, in their order; each is kept once and answered by itself',
    params: Key,
    body: z.object({
      events: z
        .array(
          z.object({
            id: z.uuid(),
            deviceId: z.uuid(),
            record: z.string().max(80),
            atMs: ms,
            sealed: z.object({
              kid: z.string().max(80),
              epk: z.string().max(200),
              iv: z.string().max(40),
              box: z.string().max(20_000),
            }),
          }),
        )
        .max(200),
    }),
    response: z.object({
      results: z.array(
        z.object({
          id: z.uuid(),
          outcome: z.enum(['stored', 'repeat', 'unreadable']),
        }),
      ),
    }),
    bodyLimit: 8 * 1024 * 1024,
    transaction: false,
    unaudited: 'each event writes its own audit row in its own statement',
  },
  'POST /api/edge/:key/pictures': {
    permission: 'public',
    summary: 'The picture of an event that an agent took; it goes to the event, once',
    params: Key,
    body: z.object({
      eventId: z.uuid(),
      atMs: ms,
      sealed: z.object({
        kid: z.string().max(80),
        epk: z.string().max(200),
        iv: z.string().max(40),
        box: z.string().max(16_000_000),
      }),
    }),
    response: z.object({
      /** later: the event itself is not in the database yet; gone: no such event, or no picture */
      outcome: z.enum(['stored', 'later', 'gone']),
    }),
    bodyLimit: 18 * 1024 * 1024,
    transaction: false,
    unaudited: 'the event that it belongs to has its own audit row',
  },
  'POST /api/edge/:key/commands/:id': {
    permission: 'public',
    summary: 'What a camera on the agent’s LAN said to a barrier command; only a position signal says opened',
    params: Key.extend({ id: z.uuid() }),
    body: z.object({
      state: z.enum(['accepted', 'failed']),
      answer: z.string().max(200).nullable(),
      position: z.enum(['opened', 'closed', 'no_signal']).nullable(),
    }),
    response: z.object({}),
    unaudited: 'the command was audited when it was asked; this is how far it got',
  },
})
