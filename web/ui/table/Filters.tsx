import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../icons.tsx'
import type { UseList } from './state.ts'
import type { Filter } from './types.ts'

/** The row of filter fields; rare ones wait behind 更多条件. Text is asked 300 ms after the last key. */
export function FilterRow({ list, filters }: { list: UseList; filters: readonly Filter[] }): ReactNode {
  const { t } = useTranslation('common')
  const [more, setMore] = useState(() => filters.some(filter => filter.more && list.state[filter.key]))
  const rare = filters.some(filter => filter.more)
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not yet known to every browser we serve
    <div className="aj-filters" role="search">
      {filters
        .filter(filter => more || !filter.more)
        .map(filter => (
          <FilterField key={filter.key} filter={filter} list={list} />
        ))}
      {rare ? (
        <button type="button" className="aj-switch" aria-expanded={more} onClick={() => setMore(!more)}>
          {more ? t('table.fewer') : t('table.more')}
        </button>
      ) : null}
    </div>
  )
}

function FilterField({ filter, list }: { filter: Filter; list: UseList }): ReactNode {
  const value = list.state[filter.key] ?? ''
  const style = {
    width: `${filter.width ?? (filter.kind === 'text' ? 11 : filter.kind === 'date' ? 9.25 : 8.5)}rem`,
  }
  if (filter.kind === 'text') return <TextFilter filter={filter} value={value} list={list} style={style} />
  const common = {
    className: 'aj-input',
    style,
    value,
    'aria-label': filter.label,
    onChange: (event: { target: { value: string } }) => list.set({ [filter.key]: event.target.value }),
  }
  if (filter.kind === 'date')
    return (
      <label className="aj-filter-date">
        <span>{filter.label}</span>
        <input type="date" {...common} />
      </label>
    )
  return (
    <select {...common}>
      <option value="">{filter.label}</option>
      {filter.options.map(option => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

function TextFilter(props: {
  filter: Filter & { kind: 'text' }
  value: string
  list: UseList
  style: { width: string }
}): ReactNode {
  const { filter, value, list, style } = props
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list that changes every render must not restart the wait
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => list.set({ [filter.key]: text.trim() }), 300)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <input
      className="aj-input"
      type="search"
      style={style}
      aria-label={filter.label}
      placeholder={filter.placeholder ?? filter.label}
      value={text}
      onChange={event => setText(event.target.value)}
      onKeyDown={event => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) list.set({ [filter.key]: text.trim() })
      }}
    />
  )
}

/** What is chosen, as chips that each take themselves away. */
export function Chips({ list, filters }: { list: UseList; filters: readonly Filter[] }): ReactNode {
  const { t } = useTranslation('common')
  const active = filters.filter(filter => list.state[filter.key])
  if (active.length === 0) return null
  return (
    <ul className="aj-chips" aria-label={t('table.chosen')}>
      {active.map(filter => {
        const value = list.state[filter.key] ?? ''
        const shown =
          filter.kind === 'select'
            ? (filter.options.find(option => option.value === value)?.label ?? value)
            : value
        return (
          <li key={filter.key}>
            <button
              type="button"
              onClick={() => list.set({ [filter.key]: undefined })}
              aria-label={t('table.drop', { name: filter.label, value: shown })}
            >
              {filter.label}: {shown}
              <Icon name="close" size="0.9em" />
            </button>
          </li>
        )
      })}
      <li>
        <button
          type="button"
          data-kind="plain"
          onClick={() => list.set(Object.fromEntries(active.map(filter => [filter.key, undefined])))}
        >
          {t('table.dropAll')}
        </button>
      </li>
    </ul>
  )
}
