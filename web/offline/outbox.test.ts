import { expect, test } from 'vitest'
import { drain, type Outcome, outcomeOf, type Shelf, sendable, type Waiting } from './outbox.ts'

/** A shelf in memory; what is put on it is kept as IndexedDB keeps it: by sequence, as copies. */
function shelf(...ids: string[]): Shelf & { now(): Waiting[] } {
  let rows: Waiting[] = ids.map((clientId, i) => ({
    seq: i + 1,
    clientId,
    key: 'POST /x',
    body: {},
    at: '2026-03-02T01:00:00Z',
    label: clientId,
  }))
  return {
    all: async () => structuredClone(rows),
    put: async record => {
      rows = rows.map(each => (each.seq === record.seq ? record : each))
    },
    remove: async seq => {
      rows = rows.filter(each => each.seq !== seq)
    },
    now: () => rows,
  }
}

test('a lost answer is sent again under the same id, in the order of entry, and nothing overtakes it', async () => {
  const kept = shelf('a', 'b', 'c')
  const seen: string[] = []
  let lose = true
  const server = new Set<string>()
  const attempt = async (record: Waiting): Promise<Outcome> => {
    seen.push(record.clientId)
    server.add(record.clientId)
    if (record.clientId === 'b' && lose) {
      lose = false
      return 'later'
    }
    return 'sent'
  }
  expect(await drain(kept, attempt)).toBe(false)
  expect(kept.now().map(each => each.clientId)).toEqual(['b', 'c'])
  expect(await drain(kept, attempt)).toBe(true)
  expect(seen).toEqual(['a', 'b', 'b', 'c'])
  expect(kept.now()).toEqual([])
  expect([...server]).toEqual(['a', 'b', 'c'])
})

test('a refused record steps aside with its reason, the ones behind it go on, it is not tried again', async () => {
  const kept = shelf('a', 'b')
  const refuse = async (record: Waiting): Promise<Outcome> =>
    record.clientId === 'a' ? { code: 'gate.closed', detail: '本岗已交班' } : 'sent'
  expect(await drain(kept, refuse)).toBe(true)
  expect(kept.now()).toMatchObject([
    { clientId: 'a', refused: { code: 'gate.closed', detail: '本岗已交班' } },
  ])
  const again: string[] = []
  await drain(kept, async record => {
    again.push(record.clientId)
    return 'sent'
  })
  expect(again).toEqual([])
})

test('[SX-14] an act is sent under its maker’s own session only; a registration, which carries his mark, by the next guard too', async () => {
  const kept = shelf('his', 'mine', 'registration')
  const rows = kept.now()
  Object.assign(rows[0] ?? {}, { by: 'old' })
  Object.assign(rows[1] ?? {}, { by: 'next' })
  Object.assign(rows[2] ?? {}, { by: 'old', key: 'POST /api/estates/:estateId/gate/sync' })
  const seen: string[] = []
  const send = async (record: Waiting): Promise<Outcome> => {
    seen.push(record.clientId)
    return 'sent'
  }
  expect(await drain(kept, send, record => sendable(record, 'next'))).toBe(true)
  expect(seen).toEqual(['mine', 'registration'])
  expect(kept.now().map(each => each.clientId)).toEqual(['his'])
  expect(await drain(kept, send, record => sendable(record, 'old'))).toBe(true)
  expect(seen).toEqual(['mine', 'registration', 'his'])
})

test('[SX-14] a sealed vehicle is brought by the next guard too, one without its maker’s mark only by himself', () => {
  const record = (more: Partial<Waiting>): Waiting => ({
    clientId: 'c',
    key: 'POST /api/estates/:estateId/lanes/late',
    body: {},
    by: 'old',
    at: '2026-03-02T01:00:00Z',
    label: '',
    ...more,
  })
  expect(sendable(record({}), 'next')).toBe(true)
  expect(sendable(record({ own: true }), 'next')).toBe(false)
  expect(sendable(record({ own: true }), 'old')).toBe(true)
  expect(sendable(record({ key: 'POST /api/estates/:estateId/lanes/:laneId/pass' }), 'next')).toBe(false)
})

test('what passes by itself is no refusal', () => {
  const refusal = { code: 'x', detail: '' }
  expect([0, 401, 408, 429, 500, 503].map(status => outcomeOf(status, refusal))).toEqual(
    Array(6).fill('later'),
  )
  expect([400, 403, 404, 409, 422].map(status => outcomeOf(status, refusal))).toEqual(Array(5).fill(refusal))
})
