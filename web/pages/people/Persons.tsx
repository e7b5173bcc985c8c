import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { exportHref } from '../../transfer.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { PersonView } from './PersonView.tsx'
import './people.css'

type Row = RowOf<'GET /api/estates/:estateId/persons'>

/** Who lives here and who owns: everybody of the estate, masked, the file beside the list. */
export default function Persons(): ReactNode {
  const { t } = useTranslation('people')
  const estateId = useEstateId()
  const { can } = useMe()
  const columns: Column<Row>[] = [
    { key: 'name', title: t('name'), width: 10, sort: true, render: row => row.name },
    {
      key: 'room',
      title: t('rooms'),
      width: 14,
      sort: true,
      render: row => [...new Set(row.units.map(u => u.unit))].join('、'),
    },
    {
      key: 'tie',
      title: t('tie'),
      width: 10,
      render: row =>
        [...new Set(row.units.map(u => (u.live ? t(`ties.${u.tie}`) : t(`was.${u.tie}`))))].join('、'),
    },
    { key: 'phone', title: t('phone'), width: 9, render: row => row.phone },
    { key: 'idNumber', title: t('idNumber'), render: row => row.idNumber },
    { key: 'enteredBy', title: t('enteredByTitle'), width: 8, render: row => row.enteredBy },
  ]
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('persons.title')}</h1>
        {can('estate.import') ? (
          <Link className="aj-button" to={`${paths.page('console', 'imports')}?kind=residents`}>
            {t('persons.import')}
          </Link>
        ) : null}
      </header>
      <DataTable
        id="people.persons"
        label={t('persons.label')}
        api="GET /api/estates/:estateId/persons"
        input={{ estateId }}
        columns={columns}
        sort="room"
        filters={[
          { kind: 'text', key: 'q', label: t('persons.q'), placeholder: t('persons.qHint'), width: 18 },
          {
            kind: 'select',
            key: 'tie',
            label: t('tie'),
            options: (['owner', 'resident', 'lessee'] as const).map(value => ({
              value,
              label: t(`ties.${value}`),
            })),
          },
          {
            kind: 'select',
            key: 'state',
            label: t('persons.state'),
            options: (['live', 'past', 'all'] as const).map(value => ({
              value,
              label: t(`states.${value}`),
            })),
          },
          {
            kind: 'select',
            key: 'missing',
            label: t('persons.missing'),
            more: true,
            options: (['phone', 'idNumber'] as const).map(value => ({ value, label: t(value) })),
          },
        ]}
        rowKey={row => row.id}
        drawerTitle={row => row?.name ?? ''}
        drawer={id => <PersonView estateId={estateId} personId={id} />}
        exportHref={can('transfer.export') ? exportHref('persons', estateId) : undefined}
        empty={{ title: t('persons.empty'), hint: t('persons.emptyHint') }}
      />
    </>
  )
}
