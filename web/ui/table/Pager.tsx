import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { count } from '../../format.ts'
import { Icon } from '../icons.tsx'
import type { UseList } from './state.ts'
import { defaultSize, sizes } from './types.ts'

/** The foot: how many there are, which of them are shown, and the way to the others. */
export function Pager(props: {
  list: UseList
  total: number | undefined
  rows: number
  stale?: string
}): ReactNode {
  const { list, total, rows, stale } = props
  const { t } = useTranslation('common')
  const size = sizes.find(each => String(each) === list.state.size) ?? defaultSize
  const page = Math.max(1, Math.trunc(Number(list.state.page ?? 1)) || 1)
  const last = total === undefined ? (rows < size ? page : page + 1) : Math.max(1, Math.ceil(total / size))
  const from = rows === 0 ? 0 : (page - 1) * size + 1
  const go = (to: number) => list.set({ page: to === 1 ? undefined : String(to) })
  // an old link, or rows that went meanwhile: the last page that there is, not an empty one
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new answer can show that the page is gone
  useEffect(() => {
    if (rows === 0 && page > last) go(last)
  }, [rows, page, last])
  return (
    <div className="aj-pager">
      <span role="status" className="aj-num">
        {total === undefined
          ? t('table.range', { from: count(from), to: count(rows === 0 ? 0 : from + rows - 1) })
          : t('table.rangeOf', {
              from: count(from),
              to: count(rows === 0 ? 0 : from + rows - 1),
              total: count(total),
            })}
        {stale ? <strong className="aj-stale"> {stale}</strong> : null}
      </span>
      <span className="aj-pager-keys aj-weak aj-no-print">{t('table.keys')}</span>
      <select
        className="aj-input"
        aria-label={t('table.size')}
        value={size}
        onChange={event =>
          list.set({ size: event.target.value === String(defaultSize) ? undefined : event.target.value })
        }
      >
        {sizes.map(each => (
          <option key={each} value={each}>
            {t('table.perPage', { size: each })}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="aj-plain-icon"
        aria-label={t('table.previous')}
        disabled={page <= 1}
        onClick={() => go(page - 1)}
      >
        <Icon name="left" />
      </button>
      <span className="aj-num">
        {count(page)} / {total === undefined ? '…' : count(last)}
      </span>
      <button
        type="button"
        className="aj-plain-icon"
        aria-label={t('table.next')}
        disabled={page >= last}
        onClick={() => go(page + 1)}
      >
        <Icon name="right" />
      </button>
    </div>
  )
}
