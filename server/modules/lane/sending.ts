/**
 * Commands to devices that are asked directly, by HTTP Digest. The first 401 of an exchange and `stale=true` are part of it
 * and no wrong password; after two real ones nothing is sent any more, or the device locks the account.
 */
import { request } from 'urllib'
import { fieldCipher } from '../../core/crypto.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { commandById, endCommand, insertCommand, markSent, setPosition } from './store-command.ts'
import { stopDevice } from './store-device.ts'
import { addWrongPassword, forgiveWrong } from './store-health.ts'
import type { DeviceRow } from './store-world.ts'
import type { Taken } from './take.ts'
import { dahuaCommand } from './wire-dahua.ts'
import { barrierGateXml, positionOf, statusCodeOf } from './wire-hikvision.ts'
import { worldOf } from './world.ts'

const TIMEOUT_MS = 4000
/** Wrong passwords after which we stop; devices lock the account at the third to fifth. */
const MOST_WRONG = 2

export interface Login {
  user: string
  password: string
}

export type Sent = { state: 'accepted' | 'failed'; answer: string }

interface Exchange {
  status: number
  text: string
  stale: boolean
}

async function exchange(
  url: string,
  method: 'GET' | 'PUT' | 'POST',
  login: Login,
  content?: string,
): Promise<Exchange> {
  const answer = await request(url, {
    method,
    digestAuth: `${login.user}:${login.password}`,
    ...(content === undefined ? {} : { content, headers: { 'content-type': 'application/xml' } }),
    dataType: 'text',
    timeout: TIMEOUT_MS,
    followRedirect: false,
  })
  const challenge = String(answer.headers['www-authenticate'] ?? '')
  return {
    status: answer.status,
    text: String(answer.data ?? '').slice(0, 4000),
    stale: /stale\s*=\s*"?true/i.test(challenge),
  }
}

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
  if (device.maker === 'dahua') {
    const answer = await askDevice(house, device, 'GET', dahuaCommand(act, device.channel, plate))
    if ('state' in answer) return answer
    return answer.status === 200
      ? { state: 'accepted', answer: answer.text.slice(0, 80) }
      : { state: 'failed', answer: `HTTP ${answer.status}` }
  }
  if (device.maker === 'access') {
    const cmd = act === 'open' ? 'open' : 'close'
    const content = `<?xml version="1.0" encoding="UTF-8"?><RemoteControlDoor><cmd>${cmd}</cmd></RemoteControlDoor>`
    return hikAnswer(
      await askDevice(
        house,
        device,
        'PUT',
        `/ISAPI/AccessControl/RemoteControl/door/${device.channel}`,
        content,
      ),
    )
  }
  return hikAnswer(
    await askDevice(
      house,
      device,
      'PUT',
      `/ISAPI/Parking/channels/${device.channel}/barrierGate`,
      barrierGateXml(act),
    ),
  )
}

function hikAnswer(answer: Exchange | Sent): Sent {
  if ('state' in answer) return answer
  const { accepted, said } = statusCodeOf(answer.text)
  return accepted
    ? { state: 'accepted', answer: said }
    : { state: 'failed', answer: `HTTP ${answer.status}: ${said}` }
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
export function autoOpen(house: House, device: DeviceRow, taken: Taken): void {
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
