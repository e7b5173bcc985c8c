/** The desk's list behind the figure: who is inside now, who is past his time. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { State } from '../../ui/State.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { Headcount } from './Headcount.tsx'
import './gate-pages.css'

const api = 'GET /api/estates/:estateId/gate/inside'
type Row = RowOf<typeof api>

export default function InsideDesk(): ReactNode {
  const { t } = useTranslation('gate')
  const estateId = useEstateId()
  const columns: Column<Row>[] = [
    { key: 'name', title: t('field.name'), width: 10, render: row => row.name },
    { key: 'kind', title: t('field.kind'), width: 8, render: row => t(`kind.${row.kind}`) },
    { key: 'unit', title: t('list.unit'), width: 8, render: row => row.unit ?? '—' },
    { key: 'since', title: t('list.at'), width: 12, render: row => dateTime(row.since) },
    { key: 'gate', title: t('list.gate'), width: 8, render: row => row.gate ?? '—' },
    {
      key: 'overstay',
      title: t('list.marks'),
      render: row => (row.overstay ? <State state="late" word={t('inside.overstay')} /> : ''),
    },
  ]
  return (
    <>
      <h1>{t('inside.desk')}</h1>
      <Headcount estateId={estateId} />
      <DataTable
        id="gate.inside"
        label={t('inside.desk')}
        api={api}
        input={{ estateId }}
        columns={columns}
        filters={[{ key: 'q', label: t('list.unit'), kind: 'text', width: 8 }]}
        rowKey={row => row.id}
        empty={{ title: t('inside.none'), hint: t('inside.noneHint') }}
        every={15_000}
      />
    </>
  )
}
