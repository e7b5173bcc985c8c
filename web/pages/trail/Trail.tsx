import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer, RowOf } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { exportHref } from '../../transfer.ts'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column, Filter } from '../../ui/table/types.ts'

const api = 'GET /api/estates/:estateId/audit'
type Row = RowOf<typeof api>
const none: Answer<typeof api>['subjects'] = []

const shown = (value: unknown) =>
  value === null || value === undefined ? '—' : JSON.stringify(value, null, 2)

/** One row in full. */
function Entry({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('trail')
  const { language } = useSettings()
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
        {dateTime(row.at)} · {row.actor} · {row.device ?? '—'}
      </p>
      <p className="aj-weak">
        {inLanguage(row.thing, language)} {row.subjectId} · <code>{row.action}</code>
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
  const { language } = useSettings()
  // only to fill the choice of things; the table asks for its own rows
  const { data } = useApi(api, { estateId, limit: 1 })
  const subjects = data?.subjects ?? none
  const columns = useMemo<Column<Row>[]>(
    () => [
      { key: 'at', title: t('at'), width: 10, render: row => dateTime(row.at) },
      {
        key: 'actor',
        title: t('actor'),
        width: 9,
        render: row => (row.actorKind === 'system' ? t('system') : row.actor),
      },
      { key: 'action', title: t('action'), width: 12, render: row => inLanguage(row.said, language) },
      { key: 'subject', title: t('subject'), width: 9, render: row => inLanguage(row.thing, language) },
      { key: 'device', title: t('device'), width: 10, render: row => row.device ?? '—' },
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
    [t, language],
  )
  const filters = useMemo<Filter[]>(
    () => [
      { key: 'q', label: t('find'), kind: 'text', width: 16 },
      {
        key: 'subject',
        label: t('subject'),
        kind: 'select',
        options: subjects.map(each => ({ value: each.key, label: inLanguage(each.name, language) })),
      },
      { key: 'from', label: t('from'), kind: 'date' },
      { key: 'until', label: t('until'), kind: 'date' },
    ],
    [t, language, subjects],
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
        drawerTitle={row => (row ? `${inLanguage(row.said, language)} · ${row.actor}` : t('title'))}
        exportHref={exportHref('trail', estateId)}
        empty={{ title: t('none'), hint: t('noneHint') }}
      />
    </>
  )
}
