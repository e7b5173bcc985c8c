/**
 * Barrier commands to cameras on this LAN; after two wrong passwords nothing is sent until the server tells another one,
 * or the camera locks its account.
 */
import { barrierAnswer, barrierMessage, exchange, MOST_WRONG } from '../server/modules/lane/digest.ts'
import type { EdgeDevice } from './facts.ts'

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
    const asked = barrierMessage(device.maker, device.channel, act, plate)
    if (!asked) return failed('this device has no barrier command')
    const url = `http://${host}${asked.path}`
    try {
      let answer = await exchange(url, asked.method, login, asked.content)
      if (answer.status === 401 && answer.stale)
        answer = await exchange(url, asked.method, login, asked.content)
      if (answer.status === 401 && !answer.stale) {
        this.#wrong.set(face, (this.#wrong.get(face) ?? 0) + 1)
        return failed('401 wrong password')
      }
      this.#wrong.delete(face)
      return { ...barrierAnswer(device.maker, answer), position: null }
    } catch (error) {
      return failed((error as Error).name.slice(0, 60))
    }
  }
}
