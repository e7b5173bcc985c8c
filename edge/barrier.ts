/**
 * Barrier commands to cameras on this LAN, by HTTP Digest. The first 401 of an exchange and `stale=true` are part of it;
 * after two wrong passwords nothing is sent until the server tells another one, or the camera locks its account.
 */
import { request } from 'urllib'
import { dahuaCommand } from '../server/modules/lane/wire-dahua.ts'
import { barrierGateXml, statusCodeOf } from '../server/modules/lane/wire-hikvision.ts'
import type { EdgeDevice } from './facts.ts'

const TIMEOUT_MS = 4000
const MOST_WRONG = 2

export interface Outcome {
  /** the camera's word, never "opened": no sensor said so */
  state: 'accepted' | 'failed'
  answer: string | null
  position: 'opened' | 'closed' | 'no_signal' | null
}

const failed = (answer: string): Outcome => ({ state: 'failed', answer, position: null })

export class Barriers {
  /** wrong passwords in a row by device and login */
  readonly #wrong = new Map<string, number>()

  async move(device: EdgeDevice, act: 'open' | 'close', plate: string): Promise<Outcome> {
    const { host, login } = device
    if (host === null || login === null) return failed('no login')
    const face = `${device.id} ${login.user} ${login.password}`
    if ((this.#wrong.get(face) ?? 0) >= MOST_WRONG) return failed('stopped: wrong password')
    const asked = messageOf(device, act, plate)
    if (!asked) return failed('this device has no barrier command')
    try {
      let answer = await exchange(host, login, asked)
      if (answer.status === 401 && answer.stale) answer = await exchange(host, login, asked)
      if (answer.status === 401 && !answer.stale) {
        this.#wrong.set(face, (this.#wrong.get(face) ?? 0) + 1)
        return failed('401 wrong password')
      }
      this.#wrong.delete(face)
      return outcomeOf(device, answer)
    } catch (error) {
      return failed((error as Error).name.slice(0, 60))
    }
  }
}

interface Asked {
  method: 'GET' | 'PUT'
  path: string
  content?: string
}

function messageOf(device: EdgeDevice, act: 'open' | 'close', plate: string): Asked | undefined {
  switch (device.maker) {
    case 'hikvision':
      return {
        method: 'PUT',
        path: `/ISAPI/Parking/channels/${device.channel}/barrierGate`,
        content: barrierGateXml(act),
      }
    case 'access':
      return {
        method: 'PUT',
        path: `/ISAPI/AccessControl/RemoteControl/door/${device.channel}`,
        content: `<?xml version="1.0" encoding="UTF-8"?><RemoteControlDoor><cmd>${act}</cmd></RemoteControlDoor>`,
      }
    case 'dahua':
      return { method: 'GET', path: dahuaCommand(act, device.channel, plate) }
    default:
      return undefined
  }
}

async function exchange(host: string, login: { user: string; password: string }, asked: Asked) {
  const answer = await request(`http://${host}${asked.path}`, {
    method: asked.method,
    digestAuth: `${login.user}:${login.password}`,
    ...(asked.content === undefined
      ? {}
      : { content: asked.content, headers: { 'content-type': 'application/xml' } }),
    dataType: 'text',
    timeout: TIMEOUT_MS,
    followRedirect: false,
  })
  return {
    status: answer.status,
    text: String(answer.data ?? '').slice(0, 4000),
    stale: /stale\s*=\s*"?true/i.test(String(answer.headers['www-authenticate'] ?? '')),
  }
}

function outcomeOf(device: EdgeDevice, answer: { status: number; text: string }): Outcome {
  if (device.maker === 'dahua')
    return answer.status === 200
      ? { state: 'accepted', answer: answer.text.slice(0, 80), position: null }
      : failed(`HTTP ${answer.status}`)
  const { accepted, said } = statusCodeOf(answer.text)
  return accepted
    ? { state: 'accepted', answer: said, position: null }
    : failed(`HTTP ${answer.status}: ${said}`)
}
