import { describe, expect, test } from 'vitest'
import { drawBar, leftMs, type Promised, stateNow, timeWords } from './promise.ts'

const minute = 60_000
const start = Date.parse('2026-03-02T01:00:00Z')
const iso = (ms: number) => new Date(ms).toISOString()

const arrive: Promised = {
  state: 'running',
  start: iso(start),
  dueAt: iso(start + 15 * minute),
  segments: [{ kind: 'counted', from: iso(start), to: iso(start + 15 * minute) }],
}

describe('time in words', () => {
  test('whole minutes are rounded down, never up: 还剩 never promises more than there is', () => {
    expect(timeWords(arrive, start + 3 * minute, 'zh-CN')).toBe('还剩 12 分')
    expect(timeWords(arrive, start + 3 * minute + 1, 'zh-CN')).toBe('还剩 11 分')
    expect(timeWords(arrive, start + 3 * minute, 'en')).toBe('12 min left')
  })

  test('kept at the limit, late one millisecond after', () => {
    const limit = start + 15 * minute
    expect(stateNow(arrive, limit)).toBe('running')
    expect(timeWords(arrive, limit, 'zh-CN')).toBe('还剩不到 1 分')
    expect(stateNow(arrive, limit + 1)).toBe('late')
    expect(timeWords(arrive, limit + 1, 'zh-CN')).toBe('逾期不到 1 分')
    expect(timeWords(arrive, limit + 3 * minute, 'zh-CN')).toBe('逾期 3 分')
  })

  test('a holiday between now and the limit is not time left', () => {
    const day = 1440 * minute
    const reply: Promised = {
      state: 'running',
      start: iso(start),
      dueAt: iso(start + 4 * day),
      segments: [
        { kind: 'counted', from: iso(start), to: iso(start + day) },
        { kind: 'holiday', from: iso(start + day), to: iso(start + 3 * day) },
        { kind: 'counted', from: iso(start + 3 * day), to: iso(start + 4 * day) },
      ],
    }
    expect(leftMs(reply, start + day / 2)).toBe(1.5 * day)
    expect(timeWords(reply, start + 2 * day, 'zh-CN')).toBe('还剩 1 天')
  })

  test('a stopped clock and an unpublished calendar say so', () => {
    expect(timeWords({ ...arrive, state: 'stopped', dueAt: null }, start, 'zh-CN')).toBe('已停表')
    expect(timeWords({ ...arrive, dueAt: null }, start, 'zh-CN')).toBe('时限未定')
  })

  test('what was met tells by how much, and stays as it was while the hours go on', () => {
    const met = { ...arrive, state: 'kept' as const, metAt: iso(start + 5 * minute) }
    expect(timeWords(met, start + 9000 * minute, 'zh-CN')).toBe('提前 10 分完成')
    const late = { ...arrive, state: 'late' as const, metAt: iso(start + 18 * minute) }
    expect(timeWords(late, start + 9000 * minute, 'zh-CN')).toBe('迟 3 分完成')
  })
})

describe('the bar', () => {
  test('runs from the start to the limit, with the past part filled', () => {
    const bar = drawBar(arrive, start + 3 * minute)
    expect(bar).toEqual({
      parts: [{ kind: 'counted', left: 0, width: 100, past: 20 }],
      mark: 20,
      due: 100,
      over: undefined,
    })
  })

  test('late: the bar grows to now and the limit stands inside it', () => {
    const bar = drawBar(arrive, start + 20 * minute)
    expect(bar.due).toBe(75)
    expect(bar.over).toEqual({ left: 75, width: 25 })
    expect(bar.parts[0]?.past).toBe(100)
  })

  test('segments keep their shares and order', () => {
    const paused: Promised = {
      ...arrive,
      dueAt: iso(start + 20 * minute),
      segments: [
        { kind: 'counted', from: iso(start), to: iso(start + 5 * minute) },
        { kind: 'paused', from: iso(start + 5 * minute), to: iso(start + 10 * minute) },
        { kind: 'counted', from: iso(start + 10 * minute), to: iso(start + 20 * minute) },
      ],
    }
    expect(drawBar(paused, start + 10 * minute).parts.map(p => [p.kind, p.left, p.width, p.past])).toEqual([
      ['counted', 0, 25, 100],
      ['paused', 25, 25, 100],
      ['counted', 50, 50, 0],
    ])
  })
})
