import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../icons.tsx'
import { Menu } from '../Menu.tsx'
import { type TablePrefs, type UseList, useSavedViews } from './state.ts'
import type { Column } from './types.ts'

interface ToolsProps<T> {
  /** the list's name, under which its views are kept */
  id: string
  columns: Column<T>[]
  prefs: TablePrefs
  change: (part: Partial<TablePrefs>) => void
  list: UseList
  exportHref?: string
}

/** Saved views, columns, density and export: right above the table, in one quiet row. */
export function Tools<T>({ id, columns, prefs, change, list, exportHref }: ToolsProps<T>): ReactNode {
  const { t } = useTranslation('common')
  return (
    <div className="aj-tools aj-no-print">
      <Menu
        label={
          <>
            <Icon name="flag" />
            {t('table.views')}
          </>
        }
        stay
      >
        <Views id={id} list={list} />
      </Menu>
      <Menu label={<Icon name="columns" label={t('table.columns')} />} stay>
        {columns.slice(1).map(column => (
          <label key={column.key} className="aj-switch">
            <input
              type="checkbox"
              checked={!prefs.hidden.includes(column.key)}
              onChange={event =>
                change({
                  hidden: event.target.checked
                    ? prefs.hidden.filter(key => key !== column.key)
                    : [...prefs.hidden, column.key],
                })
              }
            />
            {column.title}
          </label>
        ))}
        <label className="aj-switch">
          <input
            type="checkbox"
            checked={!prefs.dense}
            onChange={event => change({ dense: !event.target.checked })}
          />
          {t('table.roomy')}
        </label>
      </Menu>
      {exportHref ? (
        <a className="aj-switch" href={exportHref} download>
          <Icon name="download" />
          {t('act.download')}
        </a>
      ) : null}
    </div>
  )
}

function Views({ id, list }: Pick<ToolsProps<never>, 'id' | 'list'>): ReactNode {
  const { t } = useTranslation('common')
  const [views, keep] = useSavedViews(id)
  return (
    <>
      {views.map(view => (
        <span key={view.name} className="aj-row">
          <button type="button" className="aj-switch aj-grow" onClick={() => list.replace(view.state)}>
            {view.name}
          </button>
          <button
            type="button"
            className="aj-plain-icon"
            aria-label={t('table.dropView', { name: view.name })}
            onClick={() => keep(views.filter(each => each !== view))}
          >
            <Icon name="close" size="1em" />
          </button>
        </span>
      ))}
      <form
        className="aj-row"
        onSubmit={event => {
          event.preventDefault()
          const name = String(new FormData(event.currentTarget).get('name') ?? '').trim()
          if (!name) return
          const { page: _page, open: _open, e: _e, ...state } = list.state
          keep([...views.filter(each => each.name !== name), { name, state }])
          event.currentTarget.reset()
        }}
      >
        <input
          name="name"
          className="aj-input"
          maxLength={20}
          aria-label={t('table.viewName')}
          placeholder={t('table.viewName')}
        />
        <button type="submit" className="aj-button">
          {t('table.keep')}
        </button>
      </form>
    </>
  )
}
