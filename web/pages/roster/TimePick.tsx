import type { ReactNode } from 'react'
import type { Bound } from '../../ui/form.ts'

const halves = Array.from(
  { length: 49 },
  (_, i) => `${String(Math.floor(i / 2)).padStart(2, '0')}:${i % 2 === 0 ? '00' : '30'}`,
)

/**
 * A time of the day in half hours, written alike in every browser. `end` offers 24:00 instead of 00:00; a time
 * between the half hours that is there already stays in the list.
 */
export function TimePick({
  end,
  disabled,
  ...bound
}: Bound<string> & { end?: boolean; disabled?: boolean }): ReactNode {
  const offered = end ? halves.slice(1) : halves.slice(0, -1)
  const all = offered.includes(bound.value) ? offered : [...offered, bound.value].sort()
  return (
    <select {...bound} className="aj-input aj-num" disabled={disabled}>
      {all.map(time => (
        <option key={time} value={time}>
          {time}
        </option>
      ))}
    </select>
  )
}
