import { expect, test } from 'vitest'
import { anEstate } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { liveOf } from './live.ts'
import { notify } from './notify.ts'

const t = await testHouse()
await t.app.listen({ port: 0, host: '127.0.0.1' })
const address = t.app.server.address()
const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
const estate = await anEstate(t)
const me = actor('manager', 'estate', estate.id)
const other = actor('guard', 'estate', estate.id)
const words = { title: { zh: '测试', en: 'Test' }, body: { zh: '测试', en: 'Test' } }

const tell = (to: typeof me) =>
  notify(t.ctx(system), {
    estateId: estate.id,
    to: { accountId: to.id, name: to.name },
    kind: 'test',
    ...words,
    urgent: true,
  })

/** Reads a stream until `until` is among its lines or five seconds passed. */
async function read(who: typeof me, until: (text: string) => boolean, headers: Record<string, string> = {}) {
  await t.http(who, 'GET', '/api/messages')
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), 5000)
  const answer = await fetch(`${base}/api/events`, {
    headers: { accept: 'text/event-stream', 'x-test-actor': who.id, ...headers },
    signal: stop.signal,
  })
  let text = ''
  try {
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk).toString()
      if (until(text)) break
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error
  } finally {
    clearTimeout(timer)
    stop.abort()
  }
  return text
}

const idsIn = (text: string) => [...text.matchAll(/^id: (\S+)$/gm)].map(m => m[1] ?? '')

test('[SX-09] a message reaches its person’s open screen, and nobody else’s', async () => {
  const mine = read(me, text => text.includes('"topic":"message"'))
  await new Promise(done => setTimeout(done, 200))
  const told = await tell(me)
  const hidden = await tell(other)
  const text = await mine
  expect(text).toContain(told.messageId)
  expect(text).not.toContain(hidden.messageId)
})

test('[SX-09] a screen that lost its line gets what it missed from the last id, once', async () => {
  const first = await read(me, text => idsIn(text).length > 0, {
    'last-event-id': '00000000-0000-7000-8000-000000000000',
  })
  const last = idsIn(first).at(-1) ?? ''
  t.clock.advance({ seconds: 10 })
  const [a, b] = [await tell(me), await tell(me)]
  const again = await read(me, text => text.includes(b.messageId), { 'last-event-id': last })
  for (const id of [a.messageId, b.messageId]) expect(again.split(id).length - 1).toBe(1)
  expect(idsIn(again)).not.toContain(last)
})

test('whoever asks for no stream gets what he missed as JSON; nobody signed in gets nothing', async () => {
  const answer = await t.http(me, 'GET', '/api/events?lastEventId=00000000-0000-7000-8000-000000000000')
  expect(answer.json().items.length).toBeGreaterThan(0)
  expect((await t.http({ kind: 'nobody' }, 'GET', '/api/events')).statusCode).toBe(401)
})

test('closing ends open streams, so that the program can stop', async () => {
  const open = read(me, () => false)
  await new Promise(done => setTimeout(done, 200))
  const began = performance.now()
  liveOf(t.house).close()
  await open
  expect(performance.now() - began).toBeLessThan(4000)
})
