/**
 * The devices' door (S4-16, S3-56): reads what a maker sends, takes it, and answers in that maker's form. A device that
 * nobody gave this address is noted for the administrator and hears 404, so that it does not believe itself heard.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../core/errors.ts'
import type { House } from '../../core/house.ts'
import type { RawHandler } from '../../core/http.ts'
import { NIL, newId } from '../../core/ids.ts'
import { hashOf, longEstate } from './address.ts'
import { boardData } from './board.ts'
import { takeCard } from './cards.ts'
import { healthOf } from './health.ts'
import { holdingOf } from './holding.ts'
import { guessMaker, type MakerLine, makerLines, type Reply } from './makers.ts'
import { ridersOf } from './riders.ts'
import { autoOpen } from './sending.ts'
import { noteStray } from './store-health.ts'
import type { DeviceRow } from './store-world.ts'
import { take } from './take.ts'
import { HOLD_MS, isComet } from './waiters.ts'
import { type CardReading, fieldsOf, type Parsed } from './wire.ts'
import { dahuaDevice } from './wire-dahua.ts'
import { encodeAnswer } from './wire-text.ts'
import { sayDecision } from './words.ts'
import { worldOf } from './world.ts'

interface Message {
  body: Buffer
  type: string
  path: string
  address: string
  /** raised when the device hangs up before its answer */
  gone?: AbortSignal
}

function goneOf(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  return gone.signal
}

function messageOf(request: FastifyRequest, path: string): Message {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  return { body, type: request.headers['content-type'] ?? '', path, address: request.ip }
}

/** Devices that write GBK, by their last message with text in it; a list in UTF-8 would be no plates to them. */
const gbkWriters = new WeakMap<House, Set<string>>()

function writes(house: House, device: DeviceRow, parsed: Parsed): void {
  if (parsed.kind !== 'plate' && parsed.kind !== 'beat') return
  const known = gbkWriters.get(house) ?? new Set<string>()
  gbkWriters.set(house, known)
  if (parsed.gbk) known.add(device.id)
  else if (parsed.kind === 'plate') known.delete(device.id)
}

/** One message of a known device, from bytes to the answer's body. @throws core.unavailable when nothing could be stored */
export async function hear(house: House, device: DeviceRow, message: Message): Promise<object | null> {
  const line = makerLines[device.maker === 'agent' ? 'plain' : device.maker]
  const now = house.clock.now()
  const health = healthOf(house)
  health.seen(device, now, message.address)
  const parsed = line.parse(message.body, message.type, message.path)
  writes(house, device, parsed)
  switch (parsed.kind) {
    case 'plate':
      return line.answer(await plate(house, device, line, parsed))
    case 'card':
      return line.answer(await card(house, device, line, parsed))
    case 'beat':
      health.beat(device, parsed, now)
      return line.answer({ open: false, taken: true, ...(await carried(house, device, line, message)) })
    case 'dropped':
      return line.answer({ open: false, taken: true })
    case 'malformed':
      health.malformed(device)
      house.log.warn(
        { device: device.id, maker: device.maker, why: parsed.why, bytes: message.body.length },
        'lane: unreadable',
      )
      return line.answer({ open: false, taken: false })
  }
}

async function card(house: House, device: DeviceRow, line: MakerLine, read: CardReading): Promise<Reply> {
  const taken = await takeCard(house, device, read)
  if (taken === undefined) throw fail('core.not_found')
  const { code } = taken.decision
  if (taken.opens && !line.opensByAnswer) autoOpen(house, device, { ...taken, plate: '' })
  return { open: taken.opens, taken: true, code, say: sayDecision(code, '') }
}

/** What rides on a heartbeat's answer; a comet one is held until there is something. */
async function carried(
  house: House,
  device: DeviceRow,
  line: MakerLine,
  m: Message,
): Promise<Partial<Reply>> {
  const now = await ridersOf(house, device, line)
  if (Object.keys(now).length > 0 || device.way !== 'answer' || !isComet(m.path)) return now
  await holdingOf(house).wait(device.id, HOLD_MS, m.gone)
  return m.gone?.aborted ? {} : ridersOf(house, device, line)
}

async function plate(
  house: House,
  device: DeviceRow,
  line: MakerLine,
  reading: Extract<Parsed, { kind: 'plate' }>,
): Promise<Reply> {
  if (device.lane_id === null) throw fail('core.not_found')
  const taken = await take(house, device, device.lane_id, reading)
  const world = await worldOf(house).estate(device.estate_id)
  const texts = world.lanes.get(taken.laneId)?.texts
  const say = sayDecision(taken.decision.code, taken.plate, texts?.say?.[taken.decision.code])
  if (taken.opens && !line.opensByAnswer) autoOpen(house, device, taken)
  const told = taken.decision.outcome !== 'note'
  return {
    open: taken.opens,
    taken: true,
    code: taken.decision.code,
    say,
    ...(told && texts?.board ? { board: boardData(texts.board, say.zh) } : {}),
    ...(reading.replay ? { next: reading.record } : {}),
  }
}

function send(house: House, device: DeviceRow, reply: FastifyReply, body: object | null): FastifyReply {
  if (body === null) return reply.code(200).type('text/plain').send('')
  const { bytes, type } = encodeAnswer(body, gbkWriters.get(house)?.has(device.id) ?? false)
  return reply.code(200).type(type).send(bytes)
}

/** Knocks are written once in so long for each device. */
const KNOCK_MS = 5000
const knocked = new WeakMap<House, Map<string, number>>()

async function stray(house: House, estateId: string, face: string, message: Message): Promise<never> {
  const now = house.clock.now()
  const seen = knocked.get(house) ?? new Map<string, number>()
  knocked.set(house, seen)
  const key = `${estateId} ${face}`
  if (Math.abs(now.epochMilliseconds - (seen.get(key) ?? 0)) >= KNOCK_MS) {
    if (seen.size > 500) seen.clear()
    seen.set(key, now.epochMilliseconds)
    const { maker, parsed } = guessMaker(message.body, message.type, message.path)
    const { serial, name } = { serial: null, name: null, ...parsed }
    await noteStray(
      house.db,
      estateId,
      { id: newId(now.epochMilliseconds), face, maker, serial, name, address: message.address },
      now,
    )
  }
  throw fail('core.not_found')
}

/** POST /d/:estate/:key and below. */
export const ownDoor: RawHandler = async (ctx, input, reply, request) => {
  const { house } = ctx
  const estateId = longEstate(String(input.estate))
  if (estateId === undefined || house.directory(estateId) === undefined) throw fail('core.not_found')
  const face = hashOf(String(input.key)).toString('hex')
  const path = `${String(input.part ?? '')}/${String(input.what ?? '')}`
  const message = { ...messageOf(request, path), gone: goneOf(reply) }
  const device = await worldOf(house).device(face)
  if (device === undefined || device.estate_id !== estateId) return stray(house, estateId, face, message)
  return send(house, device, reply, await hear(house, device, message))
}

/** POST /NotificationInfo/:what: the device number carries estate and key. */
export const dahuaDoor: RawHandler = async (ctx, input, reply, request) => {
  const { house } = ctx
  const message = messageOf(request, `NotificationInfo/${String(input.what)}`)
  let told: string | null = null
  try {
    told = dahuaDevice(fieldsOf(JSON.parse(message.body.toString('utf8') || '{}')))
  } catch {
    throw fail('core.malformed')
  }
  if (told === null) throw fail('core.not_found')
  const [short = '', key = ''] = told.split('.')
  const estateId = longEstate(short)
  const known = estateId !== undefined && house.directory(estateId) !== undefined
  const face = hashOf(known ? key : told).toString('hex')
  const device = await worldOf(house).device(face)
  if (device === undefined || (known && device.estate_id !== estateId))
    return stray(house, known ? estateId : NIL, face, message)
  return send(house, device, reply, await hear(house, device, message))
}
