/** The console's list of checks and emergency openings of closed entrances, with what is overdue above it (K14). */
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { State } from '../../ui/State.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column, Filter } from '../../ui/table/types.ts'
import './gate-pages.css'

const api = 'GET /api/estates/:estateId/gate/checks'
type Row = RowOf<typeof api>

export default function Checks(): ReactNode {
  const { t } = useTranslation('gate-exit')
  const estateId = useEstateId()
  const { data: gates } = useApi('GET /api/estates/:estateId/gates', { estateId })
  const late = gates?.items.filter(gate => gate.checkLate) ?? []
  const columns = useMemo<Column<Row>[]>(
    () => [
      { key: 'at', title: t('at'), width: 10, render: row => dateTime(row.at) },
      { key: 'gate', title: t('gate'), width: 8, render: row => row.gate },
      { key: 'kind', title: t('kind'), width: 8, render: row => t(row.kind) },
      {
        key: 'ok',
        title: t('result'),
        width: 8,
        render: row => <State state={row.ok ? 'kept' : 'late'} word={t(row.ok ? 'ok' : 'bad')} />,
      },
      { key: 'note', title: t('note'), render: row => row.note ?? '—' },
      { key: 'by', title: t('by'), width: 8, render: row => row.by },
    ],
    [t],
  )
  const filters = useMemo<Filter[]>(
    () => [
      {
        key: 'gateId',
        label: t('gate'),
        kind: 'select',
        options: gates?.items.map(gate => ({ value: gate.id, label: gate.name })) ?? [],
      },
      {
        key: 'kind',
        label: t('kind'),
        kind: 'select',
        options: (['check', 'emergency_opening'] as const).map(value => ({ value, label: t(value) })),
      },
      {
        key: 'ok',
        label: t('result'),
        kind: 'select',
        options: [
          { value: 'yes', label: t('ok') },
          { value: 'no', label: t('bad') },
        ],
      },
      { key: 'from', label: t('from'), kind: 'date' },
      { key: 'until', label: t('until'), kind: 'date' },
    ],
    [t, gates],
  )
  return (
    <>
      <h1>{t('title')}</h1>
      {late.map(gate => (
        <p key={gate.id}>
          <strong>{gate.name}</strong> <State state="late" word={t('late', { day: gate.checkDueOn ?? '' })} />
        </p>
      ))}
      <DataTable
        id="gate.checks"
        label={t('recordsTitle')}
        api={api}
        input={{ estateId }}
        columns={columns}
        filters={filters}
        rowKey={row => row.id}
        exportHref={exportHref('gate.checks', estateId)}
        empty={{ title: t('noRecord'), hint: t('noRecordHint') }}
      />
    </>
  )
}
