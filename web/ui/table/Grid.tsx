import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../icons.tsx'
import type { UseList } from './state.ts'
import { type Column, nextSort } from './types.ts'

export function Head<T>({ columns, list }: { columns: Column<T>[]; list: UseList }): ReactNode {
  const { t } = useTranslation('common')
  const current = list.state.sort
  return (
    <thead>
      <tr>
        {columns.map(column => {
          const name = typeof column.sort === 'string' ? column.sort : column.key
          const order = current === name ? 'ascending' : current === `-${name}` ? 'descending' : undefined
          const style = { width: column.width ? `${column.width}rem` : undefined, textAlign: column.align }
          return (
            <th
              key={column.key}
              scope="col"
              style={style}
              aria-sort={column.sort ? (order ?? 'none') : undefined}
            >
              {column.sort ? (
                <button
                  type="button"
                  onClick={() => list.set({ sort: nextSort(current, name) })}
                  title={t('table.sort')}
                >
                  {column.title}
                  {order ? <Icon name={order === 'ascending' ? 'up' : 'down'} size="0.85em" /> : null}
                </button>
              ) : (
                column.title
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

interface BodyProps<T> {
  columns: Column<T>[]
  rows: T[]
  rowKey: (row: T) => string
  open: string | undefined
  onOpen?: (id: string) => void
}

/** Rows: one of them takes the Tab key, ↑ ↓ Home End move, Enter opens. */
export function Body<T>({ columns, rows, rowKey, open, onOpen }: BodyProps<T>): ReactNode {
  const [at, setAt] = useState(0)
  const current = Math.min(at, rows.length - 1)
  const move = (event: KeyboardEvent<HTMLTableRowElement>, to: number) => {
    event.preventDefault()
    const next = Math.min(Math.max(to, 0), rows.length - 1)
    setAt(next)
    const body = event.currentTarget.parentElement
    const row = body?.children[next]
    if (row instanceof HTMLElement) row.focus()
    const record = rows[next]
    // with a record open, the arrow keys leaf through the records
    if (open && onOpen && record) onOpen(rowKey(record))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, i: number, id: string) => {
    if (event.target !== event.currentTarget) return
    if (event.key === 'ArrowDown') move(event, i + 1)
    else if (event.key === 'ArrowUp') move(event, i - 1)
    else if (event.key === 'Home') move(event, 0)
    else if (event.key === 'End') move(event, rows.length - 1)
    else if (event.key === 'Enter' && onOpen) onOpen(id)
  }
  return (
    <tbody>
      {rows.map((row, i) => {
        const id = rowKey(row)
        return (
          <tr
            key={id}
            data-row={id}
            data-open={id === open ? '' : undefined}
            tabIndex={i === current ? 0 : -1}
            onFocus={() => setAt(i)}
            onKeyDown={event => onKeyDown(event, i, id)}
            onClick={event => {
              const inner =
                event.target instanceof Element && event.target.closest('a,button,input,label,select')
              if (!inner) onOpen?.(id)
            }}
          >
            {columns.map((column, c) => {
              const content = column.render(row)
              const style = column.align ? { textAlign: column.align } : undefined
              return c === 0 ? (
                <th key={column.key} scope="row" style={style}>
                  {content}
                </th>
              ) : (
                <td key={column.key} style={style} title={typeof content === 'string' ? content : undefined}>
                  {content}
                </td>
              )
            })}
          </tr>
        )
      })}
    </tbody>
  )
}
