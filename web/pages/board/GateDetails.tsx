/** The rows behind the gates' figures for who watches over estates: incidents, and who is inside; never a name (SX-07). */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { State } from '../../ui/State.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { type DetailsPlace, useDetailsFile } from './details.ts'

const states = { open: 'soon', handed: 'running', closed: 'kept' } as const

export function Incidents({ place }: { place: DetailsPlace }): ReactNode {
  const { t } = useTranslation(['board', 'gate'])
  type Row = RowOf<'GET /api/oversight/incidents'>
  const columns: Column<Row>[] = [
    { key: 'at', title: t('details.at'), width: 10, render: r => dateTime(r.at) },
    { key: 'estate', title: t('details.estate'), width: 14, render: r => r.estate },
    { key: 'number', title: t('details.number'), width: 11, render: r => r.number },
    { key: 'gate', title: t('details.gate'), width: 8, render: r => r.gate || '—' },
    { key: 'kind', title: t('details.kind'), width: 8, render: r => t(`gate:incidentKind.${r.kind}`) },
    {
      key: 'state',
      title: t('details.state'),
      render: r => <State state={states[r.state]} word={t(`gate:incidentState.${r.state}`)} />,
    },
  ]
  return (
    <DataTable
      id="oversight.incidents"
      label={t('details.incidents')}
      api="GET /api/oversight/incidents"
      input={place}
      columns={columns}
      filters={[
        { kind: 'date', key: 'day', label: t('details.day'), width: 10 },
        {
          kind: 'select',
          key: 'kind',
          label: t('details.kind'),
          options: (['crash', 'ram', 'dispute', 'other'] as const).map(value => ({
            value,
            label: t(`gate:incidentKind.${value}`),
          })),
        },
        {
          kind: 'select',
          key: 'state',
          label: t('details.state'),
          options: (['open', 'handed', 'closed'] as const).map(value => ({
            value,
            label: t(`gate:incidentState.${value}`),
          })),
        },
      ]}
      rowKey={r => r.id}
      exportHref={useDetailsFile('oversight.incidents', place)}
      empty={{ title: t('details.noIncident') }}
    />
  )
}

export function Inside({ place }: { place: DetailsPlace }): ReactNode {
  const { t } = useTranslation(['board', 'gate'])
  type Row = RowOf<'GET /api/oversight/inside'>
  const columns: Column<Row>[] = [
    { key: 'since', title: t('details.in'), width: 10, render: r => (r.since ? dateTime(r.since) : '—') },
    { key: 'estate', title: t('details.estate'), width: 14, render: r => r.estate },
    { key: 'gate', title: t('details.gate'), width: 8, render: r => r.gate || '—' },
    { key: 'kind', title: t('details.kind'), width: 8, render: r => t(`gate:kind.${r.kind}`) },
    {
      key: 'overstay',
      title: t('details.state'),
      render: r =>
        r.overstay ? (
          <State state="late" word={t('gate:inside.overstay')} />
        ) : (
          <State state="kept" word={t('details.inside')} />
        ),
    },
  ]
  return (
    <DataTable
      id="oversight.inside"
      label={t('details.inside')}
      api="GET /api/oversight/inside"
      input={place}
      columns={columns}
      filters={[
        {
          kind: 'select',
          key: 'kind',
          label: t('details.kind'),
          options: (['resident', 'visitor', 'worker'] as const).map(value => ({
            value,
            label: t(`gate:kind.${value}`),
          })),
        },
        {
          kind: 'select',
          key: 'show',
          label: t('details.state'),
          options: [{ value: 'overstay', label: t('gate:inside.overstay') }],
        },
      ]}
      rowKey={r => r.id}
      exportHref={useDetailsFile('oversight.inside', place)}
      empty={{ title: t('details.noInside') }}
    />
  )
}
