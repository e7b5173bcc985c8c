/** The console's list of passages and refusals. */
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { exportHref } from '../../transfer.ts'
import { State } from '../../ui/State.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column, Filter } from '../../ui/table/types.ts'
import { PassageView } from './PassageView.tsx'
import './gate-pages.css'

const api = 'GET /api/estates/:estateId/gate/passages'
type Row = RowOf<typeof api>

export default function Passages(): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const estateId = useEstateId()
  const columns = useMemo<Column<Row>[]>(
    () => [
      { key: 'at', title: t('list.at'), width: 10, render: row => dateTime(row.at) },
      { key: 'gate', title: t('list.gate'), width: 6, render: row => row.gate },
      { key: 'direction', title: t('field.direction'), width: 4, render: row => t(`way.${row.direction}`) },
      {
        key: 'outcome',
        title: t('list.outcome'),
        width: 10,
        render: row =>
          row.outcome === 'passed' ? (
            <State state="kept" word={t('list.passed')} />
          ) : (
            <State state="late" word={t(`refusal.${row.refusal ?? 'other'}`)} />
          ),
      },
      { key: 'name', title: t('field.name'), width: 7, render: row => row.plate ?? row.name ?? '—' },
      { key: 'unit', title: t('list.unit'), width: 7, render: row => row.unit ?? '—' },
      { key: 'phone', title: t('field.phone'), width: 9, render: row => row.phone ?? '—' },
      {
        key: 'idNumber',
        title: t('field.idNumber'),
        width: 12,
        hidden: true,
        render: row => row.idNumber ?? '—',
      },
      {
        key: 'trip',
        title: t('trip.legend'),
        render: row => [row.destination, row.reason].filter(Boolean).join(' · ') || '—',
      },
      {
        key: 'marks',
        title: t('list.marks'),
        width: 12,
        render: row =>
          [
            row.missing ? t(`missing.${row.missing}`) : '',
            row.emergency ? t('list.emergency') : '',
            row.offline ? t('list.offline') : '',
            row.conflict ? t(`refusal.${row.conflict}`) : '',
            row.note ?? '',
          ]
            .filter(Boolean)
            .join(' · '),
      },
      { key: 'by', title: t('list.by'), width: 7, render: row => row.by },
    ],
    [t],
  )
  const filters = useMemo<Filter[]>(
    () => [
      { key: 'day', label: t('gate-desk:passages.day'), kind: 'date', width: 10 },
      { key: 'unit', label: t('list.unit'), kind: 'text', width: 8 },
      { key: 'plate', label: t('field.plate'), kind: 'text', width: 8 },
      {
        key: 'direction',
        label: t('field.direction'),
        kind: 'select',
        options: [
          { value: 'in', label: t('way.in') },
          { value: 'out', label: t('way.out') },
        ],
      },
      {
        key: 'subject',
        label: t('gate-desk:passages.subject'),
        kind: 'select',
        options: [
          { value: 'person', label: t('gate-desk:passages.person') },
          { value: 'vehicle', label: t('gate-desk:passages.vehicle') },
        ],
      },
      {
        key: 'outcome',
        label: t('list.outcome'),
        kind: 'select',
        options: [
          { value: 'passed', label: t('list.passed') },
          { value: 'refused', label: t('list.refused') },
        ],
      },
      {
        key: 'only',
        label: t('list.marks'),
        kind: 'select',
        options: (['missing', 'emergency', 'offline', 'conflict'] as const).map(value => ({
          value,
          label: t(`only.${value}`),
        })),
      },
    ],
    [t],
  )
  return (
    <>
      <h1>{t('list.title')}</h1>
      <DataTable
        id="gate.passages"
        label={t('list.title')}
        api={api}
        input={{ estateId }}
        columns={columns}
        filters={filters}
        rowKey={row => `${row.at}~${row.id}`}
        drawer={of => <PassageView estateId={estateId} of={of} />}
        drawerTitle={row => (row ? `${dateTime(row.at)} ${row.gate}` : t('list.title'))}
        exportHref={exportHref('gate.passages', estateId)}
        empty={{ title: t('list.none'), hint: t('list.noneHint') }}
        every={15_000}
      />
    </>
  )
}
