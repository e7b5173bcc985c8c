import { nowMs } from '../../clock.ts'
import type { Both } from '../../i18n.ts'
import { inLanguage } from '../../i18n.ts'
import { useSettings } from '../../settings.ts'
import type { Promised } from '../../ui/promise.ts'

/** Invented samples for the gallery; no screen of the product imports this file. */
export function useBoth(): (zh: string, en: string) => string {
  const { language } = useSettings()
  return (zh, en) => inLanguage({ zh, en } satisfies Both, language)
}

const minute = 60_000
const iso = (ms: number): string => new Date(ms).toISOString()

/** One promise of each kind of bar, around now. */
export function samplePromises(): { key: string; zh: string; en: string; promise: Promised }[] {
  const now = nowMs()
  const simple = (startAgo: number, limit: number): Promised => ({
    state: 'running',
    start: iso(now - startAgo * minute),
    dueAt: iso(now + (limit - startAgo) * minute),
    segments: [
      { kind: 'counted', from: iso(now - startAgo * minute), to: iso(now + (limit - startAgo) * minute) },
    ],
  })
  const paused: Promised = {
    state: 'stopped',
    start: iso(now - 300 * minute),
    dueAt: null,
    segments: [
      { kind: 'counted', from: iso(now - 300 * minute), to: iso(now - 120 * minute) },
      {
        kind: 'paused',
        from: iso(now - 120 * minute),
        to: iso(now),
        notes: [{ zh: '等住户回家', en: 'Waiting for the resident to come home' }],
      },
    ],
  }
  const day = 1440 * minute
  const working: Promised = {
    state: 'running',
    start: iso(now - 1.4 * day),
    dueAt: iso(now + 2.6 * day),
    segments: [
      { kind: 'before', from: iso(now - 1.4 * day), to: iso(now - day) },
      { kind: 'counted', from: iso(now - day), to: iso(now + 0.2 * day) },
      { kind: 'holiday', from: iso(now + 0.2 * day), to: iso(now + 1.6 * day) },
      { kind: 'counted', from: iso(now + 1.6 * day), to: iso(now + 2.6 * day) },
    ],
  }
  const nights: Promised = {
    state: 'soon',
    start: iso(now - 16 * 60 * minute),
    dueAt: iso(now + 40 * minute),
    segments: [
      { kind: 'counted', from: iso(now - 16 * 60 * minute), to: iso(now - 12 * 60 * minute) },
      { kind: 'night', from: iso(now - 12 * 60 * minute), to: iso(now - 4 * 60 * minute) },
      { kind: 'counted', from: iso(now - 4 * 60 * minute), to: iso(now + 40 * minute) },
    ],
  }
  return [
    { key: 'arrive', zh: '到场', en: 'Arrive', promise: simple(3, 15) },
    { key: 'reply', zh: '答复', en: 'Reply', promise: { ...simple(27, 30), state: 'soon' } },
    { key: 'late', zh: '处理', en: 'Resolve', promise: { ...simple(33, 30), state: 'late' } },
    {
      key: 'kept',
      zh: '首次联系',
      en: 'First contact',
      promise: { ...simple(20, 30), state: 'kept', metAt: iso(now - 12 * minute) },
    },
    { key: 'paused', zh: '维修', en: 'Repair', promise: paused },
    { key: 'working', zh: '书面回复', en: 'Written reply', promise: working },
    { key: 'nights', zh: '上门', en: 'Visit', promise: nights },
  ]
}

export function sampleDays(count: number): { day: string; value: number | null }[] {
  return Array.from({ length: count }, (_, i) => ({
    day: iso(nowMs() - (count - 1 - i) * 1440 * minute).slice(0, 10),
    value: i === 5 ? null : 40 + ((i * 37) % 23),
  }))
}
