import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListKey, RowOf, Send } from '../../contracts.ts'
import { useApi } from '../../query.ts'
import { Drawer } from '../Drawer.tsx'
import { Empty, Failing, Loading } from '../States.tsx'
import { Chips, FilterRow } from './Filters.tsx'
import { Body, Head } from './Grid.tsx'
import { Pager } from './Pager.tsx'
import { useListState, useTablePrefs } from './state.ts'
import { Tools } from './Tools.tsx'
import { type Column, type Filter, type ListState, toQuery } from './types.ts'
import './table.css'

export interface DataTableProps<K extends ListKey> {
  /** remembers columns and views under this name, e.g. `desk.tickets` */
  id: string
  /** said to screen readers; the visible title is the page's */
  label: string
  api: K
  /** path parameters and fixed filters */
  input: Partial<Send<K>>
  columns: Column<RowOf<K>>[]
  filters?: readonly Filter[]
  rowKey: (row: RowOf<K>) => string
  /** first sort, e.g. `dueAt` or `-createdAt` */
  sort?: string
  /** the record in the drawer; without it a row does not open */
  drawer?: (id: string, close: () => void) => ReactNode
  drawerTitle?: (row: RowOf<K> | undefined) => string
  /** address of the .xlsx of what the list shows */
  exportHref?: (query: Record<string, string | number>) => string
  empty: { title: string; hint?: string; act?: ReactNode }
  /** false keeps the state out of the address: a second table on a page */
  inAddress?: boolean
  /** reads anew every so many ms */
  every?: number
}

/** A desk list: filters, chips, fifty rows a page, the record beside it, all by keyboard. */
export function DataTable<K extends ListKey>(props: DataTableProps<K>): ReactNode {
  const { t } = useTranslation('common')
  const { columns, filters = [], rowKey } = props
  const first: ListState = props.sort ? { sort: props.sort } : {}
  const list = useListState(props.inAddress !== false, first)
  const [prefs, change] = useTablePrefs(
    props.id,
    columns.filter(column => column.hidden).map(column => column.key),
  )
  const query = toQuery(list.state, filters)
  // one object of path parameters, fixed filters and the list's own query: the contract checks it on the server
  const input = { ...props.input, ...query } as unknown as Send<K>
  const { data, error, refetch, isFetching } = useApi(props.api, input, { keep: true, every: props.every })
  const page = data as { items: RowOf<K>[]; total?: number } | undefined
  const grid = useRef<HTMLTableElement>(null)
  const open = list.state.open
  const shown = columns.filter((column, i) => i === 0 || !prefs.hidden.includes(column.key))
  const close = () => {
    list.set({ open: undefined })
    grid.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(open ?? '')}"]`)?.focus()
  }
  const openRow = page?.items.find(row => rowKey(row) === open)
  return (
    <section className="aj-table" aria-label={props.label} aria-busy={isFetching}>
      <div className="aj-table-top">
        <FilterRow list={list} filters={filters} />
        <Tools
          id={props.id}
          columns={columns}
          prefs={prefs}
          change={change}
          list={list}
          exportHref={props.exportHref?.(query)}
        />
      </div>
      <Chips list={list} filters={filters} />
      {error && !page ? (
        <Failing error={error} again={refetch} />
      ) : !page ? (
        <Loading lines={16} />
      ) : (
        <>
          <div className="aj-table-scroll">
            <table ref={grid} data-dense={prefs.dense ? '' : undefined} aria-rowcount={page.total ?? -1}>
              <Head columns={shown} list={list} />
              <Body
                columns={shown}
                rows={page.items}
                rowKey={rowKey}
                open={open}
                onOpen={props.drawer ? id => list.set({ open: id }) : undefined}
              />
            </table>
            {page.items.length === 0 ? (
              <Nothing
                filtered={filters.some(filter => list.state[filter.key])}
                empty={props.empty}
                clear={() => list.replace(first)}
              />
            ) : null}
          </div>
          <Pager
            list={list}
            total={page.total}
            rows={page.items.length}
            stale={error ? t('table.stale') : undefined}
          />
        </>
      )}
      {open && props.drawer ? (
        <Drawer title={props.drawerTitle?.(openRow) ?? props.label} close={close}>
          {props.drawer(open, close)}
        </Drawer>
      ) : null}
    </section>
  )
}

function Nothing(props: {
  filtered: boolean
  empty: DataTableProps<never>['empty']
  clear: () => void
}): ReactNode {
  const { t } = useTranslation('common')
  if (!props.filtered)
    return (
      <Empty title={props.empty.title} hint={props.empty.hint}>
        {props.empty.act}
      </Empty>
    )
  return (
    <Empty title={t('table.noMatch')} hint={t('table.noMatchHint')}>
      <button type="button" className="aj-button" onClick={props.clear}>
        {t('table.dropAll')}
      </button>
    </Empty>
  )
}
