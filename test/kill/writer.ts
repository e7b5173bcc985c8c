/**
 * The client of the kill run, a process of its own that is never killed: writes over HTTP and notes every answer. A
 * request without an answer is sent again with the same client id until it has one, as a phone would.
 *
 * node writer.ts URL JOURNAL HEADERS(json) LOOPS ESTATE · ends after SIGTERM when nothing is in flight
 */
import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Target, targets } from './target.ts'

const [url = '', journal = '', headers = '{}', loops = '4', estateId = ''] = process.argv.slice(2)
const PAUSE_MS = 3
const RETRY_MS = 40
let stopping = false
process.on('SIGTERM', () => {
  stopping = true
})

/** One line of the journal. */
export interface Entry {
  clientId: string
  /** id in the answer; absent when the program refused, which no write of this run deserves */
  id?: string
  tries: number
  refused?: string
}

async function send(target: Target, clientId: string): Promise<Entry> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-client-id': clientId, ...JSON.parse(headers) },
    body: JSON.stringify(target.body(clientId)),
  }
  for (let tries = 1; ; tries++) {
    try {
      const reply = await fetch(url + target.path, { ...request, signal: AbortSignal.timeout(20_000) })
      const text = await reply.text()
      if (reply.ok) return { clientId, id: (JSON.parse(text) as { id: string }).id, tries }
      if (reply.status < 500) return { clientId, tries, refused: `${reply.status} ${text.slice(0, 300)}` }
    } catch {
      // no answer: killed in the middle, or not up again yet
    }
    await sleep(RETRY_MS)
  }
}

async function loop(): Promise<void> {
  const all = targets(estateId)
  for (let n = 0; !stopping; n++) {
    const entry = await send(all[n % all.length]!, `kill-${randomUUID()}`)
    appendFileSync(journal, `${JSON.stringify(entry)}\n`)
    await sleep(PAUSE_MS)
  }
}

if (import.meta.filename === process.argv[1]) {
  await Promise.all(Array.from({ length: Number(loops) }, loop))
}
