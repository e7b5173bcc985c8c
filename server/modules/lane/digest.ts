/**
 * A command to a camera's barrier by HTTP Digest, in each maker's way. It knows neither server nor store: the gatehouse
 * runs the same. Who calls minds the password: the first 401 of an exchange and `stale=true` are no wrong one.
 */
import { dahuaCommand } from './wire-dahua.ts'
import { barrierGateXml, statusCodeOf } from './wire-hikvision.ts'

const TIMEOUT_MS = 4000
/** Wrong passwords in a row after which nothing is sent any more; devices lock the account at the third to fifth. */
export const MOST_WRONG = 2

export interface Login {
  user: string
  password: string
}

/** "accepted" is the device's word; that the barrier moved only a position signal says. */
export type Sent = { state: 'accepted' | 'failed'; answer: string }

export interface Exchange {
  status: number
  text: string
  stale: boolean
}

/** @throws the network's error, also when the device does not answer within four seconds */
export async function exchange(
  url: string,
  method: 'GET' | 'PUT' | 'POST',
  login: Login,
  content?: string,
): Promise<Exchange> {
  // nine megabytes that most programs never need
  const { request } = await import('urllib')
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

/** What moves a maker's barrier; makers that are told by an answer of ours have none. */
export function barrierMessage(
  maker: string,
  channel: number,
  act: 'open' | 'close',
  plate: string,
): { method: 'GET' | 'PUT'; path: string; content?: string } | undefined {
  switch (maker) {
    case 'dahua':
      return { method: 'GET', path: dahuaCommand(act, channel, plate) }
    case 'access':
      return {
        method: 'PUT',
        path: `/ISAPI/AccessControl/RemoteControl/door/${channel}`,
        content: `<?xml version="1.0" encoding="UTF-8"?><RemoteControlDoor><cmd>${act}</cmd></RemoteControlDoor>`,
      }
    case 'hikvision':
      return {
        method: 'PUT',
        path: `/ISAPI/Parking/channels/${channel}/barrierGate`,
        content: barrierGateXml(act),
      }
    default:
      return undefined
  }
}

/** The device's word on a barrier command. */
export function barrierAnswer(maker: string, answer: Exchange): Sent {
  if (maker === 'dahua')
    return answer.status === 200
      ? { state: 'accepted', answer: answer.text.slice(0, 80) }
      : { state: 'failed', answer: `HTTP ${answer.status}` }
  const { accepted, said } = statusCodeOf(answer.text)
  return accepted
    ? { state: 'accepted', answer: said }
    : { state: 'failed', answer: `HTTP ${answer.status}: ${said}` }
}
