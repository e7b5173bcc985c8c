import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column, Filter } from '../../ui/table/types.ts'

const api = 'GET /api/estates/:estateId/audit'
type Row = RowOf<typeof api>

const shown = (value: unknown) =>
  value === null || value === undefined ? '—' : JSON.stringify(value, null, 2)

/** One row in full. */
function Entry({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('trail')
  const {
    data: row,
    error,
    refetch,
  } = useApi('GET /api/estates/:estateId/audit/:auditId', { estateId: useEstateId(), auditId: id })
  if (error) return <Failing error={error} again={refetch} />
  if (row === undefined) return <Loading />
  return (
    <>
      <p>
        {dateTime(row.at)} · {row.device ?? '—'}
      </p>
      {row.sealed ? <p>{t('sealed')}</p> : null}
      <h2>{t('before')}</h2>
      <pre>{shown(row.before)}</pre>
      <h2>{t('after')}</h2>
      <pre>{shown(row.after)}</pre>
    </>
  )
}

/** Who did what in this estate, and whether the chain holds the row. */
export default function Trail(): ReactNode {
  const { t } = useTranslation('trail')
  const estateId = useEstateId()
  const columns = useMemo<Column<Row>[]>(
    () => [
      { key: 'at', title: t('at'), width: 10, render: row => dateTime(row.at) },
      { key: 'actor', title: t('actor'), width: 9, render: row => row.actor },
      { key: 'action', title: t('action'), width: 14, render: row => row.action },
      { key: 'subject', title: t('subject'), width: 8, render: row => row.subject },
      { key: 'reason', title: t('reason'), render: row => row.reason ?? '—' },
      {
        key: 'chained',
        title: t('chain'),
        width: 8,
        render: row =>
          row.chained ? (
            <State state="kept" word={t('held')} />
          ) : (
            <State state="running" word={t('waiting')} />
          ),
      },
    ],
    [t],
  )
  const filters = useMemo<Filter[]>(
    () => [
      { key: 'q', label: t('find'), kind: 'text', width: 16 },
      { key: 'subject', label: t('subject'), kind: 'text', width: 8 },
    ],
    [t],
  )
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('title')}</h1>
      </header>
      <DataTable
        id="trail"
        label={t('title')}
        api={api}
        input={{ estateId }}
        columns={columns}
        filters={filters}
        rowKey={row => row.id}
        drawer={id => <Entry id={id} />}
        drawerTitle={row => (row ? `${row.action} · ${row.actor}` : t('title'))}
        exportHref={exportHref('trail', estateId)}
        empty={{ title: t('none'), hint: t('noneHint') }}
      />
    </>
  )
}
