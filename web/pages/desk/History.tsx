import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { exportHref } from '../../transfer.ts'
import { State } from '../../ui/State.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'

const list = 'GET /api/estates/:estateId/desk/history'
type Row = RowOf<typeof list>

/** Was this matter there before? The estate's old table, to be looked up; no rate counts it. */
export default function History(): ReactNode {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  const { can } = useMe()
  const columns: Column<Row>[] = [
    {
      key: 'opened',
      title: t('old.opened'),
      width: 9,
      render: row => <span className="aj-num">{row.opened}</span>,
    },
    {
      key: 'closed',
      title: t('old.closed'),
      width: 9,
      render: row => <span className="aj-num">{row.closed}</span>,
    },
    { key: 'room', title: t('fact.unit'), width: 6, render: row => row.room },
    { key: 'kind', title: t('fact.class'), width: 7, render: row => row.kind },
    { key: 'text', title: t('fact.text'), render: row => row.text },
    { key: 'result', title: t('old.result'), width: 16, render: row => row.result },
    {
      key: 'flags',
      title: t('old.flags'),
      width: 10,
      render: row => row.flags.map(f => <State key={f} state="soon" word={t(`old.flag.${f}`)} />),
    },
    { key: 'number', title: t('old.number'), width: 7, hidden: true, render: row => row.number },
    { key: 'importedBy', title: t('old.by'), width: 7, hidden: true, render: row => row.importedBy },
  ]
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('old.title')}</h1>
        {can('ticket.dispatch') ? (
          <Link className="aj-button" to={`${paths.page('console', 'imports')}?kind=desk.history`}>
            {t('old.import')}
          </Link>
        ) : null}
      </header>
      <DataTable
        id="desk.history"
        label={t('old.title')}
        api={list}
        input={{ estateId }}
        columns={columns}
        filters={[
          { kind: 'text', key: 'q', label: t('filter.q'), placeholder: t('old.qHint'), width: 16 },
          {
            kind: 'select',
            key: 'flag',
            label: t('old.flags'),
            options: (['any', 'closed_first', 'room_unknown'] as const).map(value => ({
              value,
              label: t(`old.flag.${value}`),
            })),
          },
        ]}
        rowKey={row => row.id}
        exportHref={can('transfer.export') ? exportHref('desk.history', estateId) : undefined}
        empty={{ title: t('old.none'), hint: t('old.noneHint') }}
      />
    </>
  )
}
