import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { date } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { exportHref } from '../../transfer.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { EndVehicle } from './EndTie.tsx'

type Row = RowOf<'GET /api/estates/:estateId/vehicles'>

/** Whose car is this: plates of the estate with room and owner. */
export default function Vehicles(): ReactNode {
  const { t } = useTranslation('people')
  const estateId = useEstateId()
  const { can } = useMe()
  const columns: Column<Row>[] = [
    { key: 'plate', title: t('plate'), width: 9, render: row => row.plate },
    {
      key: 'unit',
      title: t('rooms'),
      width: 9,
      render: row =>
        row.unitId ? <Link to={paths.page('console', `homes/${row.unitId}`)}>{row.unit}</Link> : null,
    },
    { key: 'person', title: t('vehicle.owner'), width: 10, render: row => row.person },
    { key: 'kind', title: t('vehicle.type'), width: 8, render: row => t(`vehicle.${row.kind}`) },
    { key: 'model', title: t('vehicle.model'), render: row => row.model },
    { key: 'from', title: t('vehicle.since'), width: 8, render: row => date(row.from) },
    {
      key: 'end',
      title: t('keys.act'),
      width: 6,
      render: row =>
        row.until ? null : <EndVehicle estateId={estateId} vehicleId={row.id} plate={row.plate} />,
    },
  ]
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('vehicle.title')}</h1>
      </header>
      <DataTable
        id="people.vehicles"
        label={t('file.vehicles')}
        api="GET /api/estates/:estateId/vehicles"
        input={{ estateId }}
        columns={columns}
        filters={[
          { kind: 'text', key: 'q', label: t('plate'), placeholder: t('vehicle.qHint'), width: 14 },
          {
            kind: 'select',
            key: 'state',
            label: t('persons.state'),
            options: (['live', 'past', 'all'] as const).map(value => ({
              value,
              label: t(`states.${value}`),
            })),
          },
        ]}
        rowKey={row => row.id}
        exportHref={can('transfer.export') ? exportHref('vehicles', estateId) : undefined}
        empty={{ title: t('vehicle.empty'), hint: t('vehicle.emptyHint') }}
      />
    </>
  )
}
