/**
 * Commands to devices that are asked directly, by HTTP Digest. The first 401 of an exchange and `stale=true` are part of it
 * and no wrong password; after two real ones nothing is sent any more, or the device locks the account.
 */
import { fieldCipher } from '../../core/crypto.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import {
  barrierAnswer,
  barrierMessage,
  type Exchange,
  exchange,
  type Login,
  MOST_WRONG,
  type Sent,
} from './digest.ts'
import { commandById, endCommand, insertCommand, markSent, setPosition } from './store-command.ts'
import { stopDevice } from './store-device.ts'
import { addWrongPassword, forgiveWrong } from './store-health.ts'
import type { DeviceRow } from './store-world.ts'
import type { Taken } from './take.ts'
import { positionOf } from './wire-hikvision.ts'
import { worldOf } from './world.ts'

/** Asks a device, minding its password. @returns nothing when it was stopped before */
export async function askDevice(
  house: House,
  device: DeviceRow,
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  content?: string,
): Promise<Exchange | Sent> {
  if (device.stopped_at !== null) return { state: 'failed', answer: 'stopped: wrong password' }
  if (device.host === null || device.login_sealed === null) return { state: 'failed', answer: 'no login' }
  const cipher = await fieldCipher(house.ring, house.db, device.estate_id)
  const login = JSON.parse(cipher.open('device', device.login_sealed)) as Login
  const url = `http://${device.host}${path}`
  try {
    let answer = await exchange(url, method, login, content)
    if (answer.status === 401 && answer.stale) answer = await exchange(url, method, login, content)
    if (answer.status === 401 && !answer.stale) return await wrong(house, device)
    if (answer.status !== 401) await forgive(house, device)
    return answer
  } catch (error) {
    return { state: 'failed', answer: (error as Error).name.slice(0, 60) }
  }
}

const guilty = new WeakMap<House, Set<string>>()

async function wrong(house: House, device: DeviceRow): Promise<Sent> {
  const set = guilty.get(house) ?? new Set()
  guilty.set(house, set.add(device.id))
  const count = await addWrongPassword(house.db, device.estate_id, device.id)
  if (count >= MOST_WRONG) {
    await stopDevice(house.db, device.estate_id, device.id, house.clock.now())
    await worldOf(house).refreshDevices(device.estate_id)
  }
  return { state: 'failed', answer: `401 wrong password (${count})` }
}

async function forgive(house: House, device: DeviceRow): Promise<void> {
  if (!guilty.get(house)?.delete(device.id)) return
  await forgiveWrong(house.db, device.estate_id, device.id)
}

/** One barrier command to one device, in its maker's way. */
export async function sendAct(
  house: House,
  device: DeviceRow,
  act: 'open' | 'close',
  plate: string,
): Promise<Sent> {
  const message = barrierMessage(device.maker, device.channel, act, plate)
  if (!message) return { state: 'failed', answer: 'no barrier command' }
  const answer = await askDevice(house, device, message.method, message.path, message.content)
  return 'state' in answer ? answer : barrierAnswer(device.maker, answer)
}

/** What the barrier's own sensor says, where the device has one. */
async function readPosition(
  house: House,
  device: DeviceRow,
): Promise<'opened' | 'closed' | 'no_signal' | undefined> {
  if (device.maker !== 'hikvision') return undefined
  const answer = await askDevice(
    house,
    device,
    'GET',
    `/ISAPI/Parking/channels/${device.channel}/barrierGate/barrierGateStatus`,
  )
  return 'state' in answer || answer.status !== 200 ? undefined : positionOf(answer.text)
}

/** Sends a command now; its outcome is written, never thrown: the caller's act has been committed. */
export async function deliver(house: House, estateId: string, commandId: string, plate = ''): Promise<void> {
  try {
    const command = await commandById(house.db, estateId, commandId)
    if (command?.state !== 'queued') return
    const device = await worldOf(house).deviceById(estateId, command.device_id)
    if (!device) return
    if (!(await markSent(house.db, estateId, commandId, house.clock.now()))) return
    const sent = await sendAct(house, device, command.act, plate)
    await endCommand(house.db, estateId, commandId, sent.state, sent.answer, house.clock.now())
    if (sent.state === 'accepted') await afterwards(house, device, estateId, commandId)
  } catch (error) {
    house.log.warn({ err: error, commandId }, 'lane: command not carried')
  }
}

/** The arm needs a moment before its sensor can say anything. */
const ARM_MS = 1500

async function afterwards(
  house: House,
  device: DeviceRow,
  estateId: string,
  commandId: string,
): Promise<void> {
  if (device.maker !== 'hikvision') return
  await new Promise(done => setTimeout(done, ARM_MS).unref())
  const position = await readPosition(house, device)
  if (position) await setPosition(house.db, estateId, commandId, position)
}

/** A decision of ours that opens, for a camera whose answer does not. The event is stored; this follows it at once. */
export function autoOpen(
  house: House,
  device: DeviceRow,
  taken: Pick<Taken, 'plate' | 'laneId' | 'decision' | 'eventId'>,
): void {
  void (async () => {
    const sent = await sendAct(house, device, 'open', taken.plate)
    const now = house.clock.now()
    const id = newId<'lane_command'>(now.epochMilliseconds)
    await insertCommand(house.db, device.estate_id, {
      id,
      lane_id: taken.laneId,
      device_id: device.id,
      act: 'open',
      way: 'digest',
      reason: taken.decision.code,
      event_id: taken.eventId,
      asked_by: 'decision',
      asked_name: '',
      asked_at: now,
    })
    await markSent(house.db, device.estate_id, id, now)
    await endCommand(house.db, device.estate_id, id, sent.state, sent.answer, now)
    if (sent.state === 'accepted') await afterwards(house, device, device.estate_id, id)
  })().catch(error => house.log.warn({ err: error, device: device.id }, 'lane: barrier not moved'))
}
