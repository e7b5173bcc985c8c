import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Disk, DiskFull, type QueuedEvent } from './disk.ts'
import { type EdgeFacts, type EdgeSite, tagOf } from './facts.ts'

const file = () => join(mkdtempSync(join(tmpdir(), 'anju-edge-')), 'edge.db')
const event = (n: number): QueuedEvent => ({
  id: `event-${n}`,
  deviceId: 'cam',
  record: String(n),
  box: `box ${n}`,
  atMs: n,
})
const site = { estateId: 'e', lanes: [], devices: [] } as unknown as EdgeSite
const right = (id: string, tag: string, group: string | null = null) => ({
  id,
  tag,
  kind: 'owner' as const,
  lanes: null,
  direction: 'both' as const,
  fromMs: 0,
  untilMs: null,
  group: group ? { id: group, spaces: 1 } : null,
})
const facts = (more: Partial<EdgeFacts>): EdgeFacts => ({
  cursor: '1',
  whole: false,
  site,
  rights: [],
  ended: [],
  positions: [],
  ...more,
})

test('[S4-16] what was taken is there after the program is gone, in its order, and goes once', () => {
  const at = file()
  const before = new Disk(at)
  for (const n of [1, 2, 3]) before.take(event(n), '{"ok":1}', undefined)
  // no close: the process is gone
  const after = new Disk(at)
  expect(after.waiting(10).map(e => e.id)).toEqual(['event-1', 'event-2', 'event-3'])
  after.sent(['event-1', 'event-2'])
  expect(after.backlog()).toEqual({ events: 1, oldestMs: 3 })
  expect(() => after.take(event(3), '{}', undefined)).toThrow()
  expect(after.seen('cam', '1')?.answer).toBe('{"ok":1}')
})

test('a full disk says so, keeps nothing by halves, and takes again when there is room', () => {
  const disk = new Disk(file())
  disk.limit(disk.pages() + 2)
  let full = 0
  for (let n = 0; n < 400; n++) {
    try {
      disk.take({ ...event(n), box: 'x'.repeat(300) }, '{}', {
        tag: `t${n}`,
        direction: 'in',
        ms: n,
        laneId: 'l',
      })
    } catch (error) {
      expect(error).toBeInstanceOf(DiskFull)
      full++
      expect(disk.seen('cam', String(n))).toBeUndefined()
      expect(disk.lastOf(`t${n}`)).toBeNull()
    }
  }
  expect(full).toBeGreaterThan(0)
  expect(disk.backlog().events).toBe(400 - full)
  disk.limit(100_000)
  disk.take(event(1000), '{}', undefined)
  expect(disk.seen('cam', '1000')).toBeDefined()
})

test('[S4-18] facts come whole or as changes; an ended right is gone, the later place of a car wins', () => {
  const disk = new Disk(file())
  const tag = tagOf(Buffer.alloc(32, 1), '琼A12345')
  disk.learn(facts({ whole: true, rights: [right('r1', tag), right('r2', 'other')] }))
  expect(disk.rightsOf(tag).map(r => r.id)).toEqual(['r1'])
  disk.learn(
    facts({ cursor: '2', ended: ['r1'], positions: [{ tag, direction: 'in', ms: 50, laneId: 'a' }] }),
  )
  expect(disk.rightsOf(tag)).toEqual([])
  expect(disk.isKnown(tag)).toBe(true)
  disk.learn(facts({ cursor: '3', positions: [{ tag, direction: 'out', ms: 40, laneId: 'a' }] }))
  expect(disk.lastOf(tag)).toEqual({ direction: 'in', ms: 50, laneId: 'a' })
  disk.learn(facts({ cursor: '4', whole: true }))
  expect(disk.isKnown(tag)).toBe(false)
  expect(disk.isKnown('other')).toBe(false)
  expect(disk.read('cursor')).toBe('4')
})

test('cars of one household that are inside are counted, the one at the gate not', () => {
  const disk = new Disk(file())
  disk.learn(
    facts({
      whole: true,
      rights: [right('r1', 'a', 'g'), right('r2', 'b', 'g'), right('r3', 'b', 'g')],
      positions: [
        { tag: 'a', direction: 'in', ms: 1, laneId: 'l' },
        { tag: 'b', direction: 'in', ms: 1, laneId: 'l' },
      ],
    }),
  )
  expect(disk.groupInside('g', 'a')).toBe(1)
  expect(disk.groupInside('g', 'c')).toBe(2)
})
