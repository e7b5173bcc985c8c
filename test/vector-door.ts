/** A door on a real port for the wire formats' vectors: two lanes, two entitled plates, and what went over the line byte by byte. */
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { closeDevices } from './digest-device.ts'
import { hour } from './gate-factories.ts'
import type { TestHouse } from './harness.ts'
import { aRight, eventsOf, type Lanes, someLanes } from './lane-factories.ts'
import { exchange, type RawAnswer } from './raw-http.ts'

export const json = ['Content-Type: application/json']
export const UTF8 = 'application/json; charset=utf-8'

/** Nobody of ours stands on the line: no cookie, one length, the maker's own type. */
export function plain(answer: RawAnswer, type: string): void {
  expect(answer.status).toBe('HTTP/1.1 200 OK')
  expect(answer.headers['content-type']).toBe(type)
  expect(answer.headers['content-length']).toBe(String(answer.body.length))
  expect(answer.headers['set-cookie']).toBeUndefined()
}

/** Opened before the file's tests; each test has lanes of its own, at nine o'clock. */
export class VectorDoor {
  readonly #house: TestHouse
  port = 0
  site!: Lanes

  constructor(t: TestHouse) {
    this.#house = t
    beforeAll(async () => {
      await t.app.listen({ port: 0, host: '127.0.0.1' })
      this.port = (t.app.server.address() as AddressInfo).port
    })
    beforeEach(async () => {
      hour(t.clock, '09:00:00.000')
      this.site = await someLanes(t, 'hold')
      await aRight(t, this.site.estateId, { plate: '京AF12345' })
      await aRight(t, this.site.estateId, { plate: '京A12345' })
    })
    afterEach(closeDevices)
  }

  send(path: string, head: readonly string[], body: Buffer | string | object): Promise<RawAnswer> {
    const raw = Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body)
    return exchange(this.port, path, head, raw)
  }

  /** What was decided so far, oldest first as the log has it. */
  async codes(): Promise<string[]> {
    return (await eventsOf(this.#house, this.site.estateId)).map(e => e.code)
  }
}
