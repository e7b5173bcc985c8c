/** The decision log: every vehicle at a lane, what was decided and by which rule. */
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column, Filter } from '../../ui/table/types.ts'
import { EventView } from './EventView.tsx'
import { devicesKey, type Event, eventsKey, Outcome, useWhy } from './parts.tsx'
import './lane.css'

const outcomes = ['open', 'hold', 'refuse', 'note'] as const
const kinds = ['owner', 'monthly', 'visitor', 'temporary', 'exit', 'barred', 'special'] as const

export default function Log(): ReactNode {
  const { t } = useTranslation('lane')
  const estateId = useEstateId()
  const why = useWhy()
  const { data } = useApi(devicesKey, { estateId })
  const columns = useMemo<Column<Event>[]>(
    () => [
      { key: 'at', title: t('col.at'), width: 10, sort: true, render: row => dateTime(row.at) },
      {
        key: 'lane',
        title: t('col.lane'),
        width: 8,
        render: row => `${row.lane} ${t(`way.${row.direction}`)}`,
      },
      {
        key: 'plate',
        title: t('col.plate'),
        width: 8,
        render: row => (
          <span className="ln-plate">{row.plate || t(row.subject === 'card' ? 'card' : 'noPlate')}</span>
        ),
      },
      {
        key: 'confidence',
        title: t('col.confidence'),
        width: 5,
        align: 'right',
        render: row => row.confidence ?? '—',
      },
      { key: 'outcome', title: t('col.outcome'), width: 8, render: row => <Outcome of={row} /> },
      { key: 'why', title: t('col.why'), render: row => why(row.say, row.plate) },
      {
        key: 'marks',
        title: t('col.marks'),
        width: 12,
        render: row =>
          [
            ...row.marks.map(mark => t(`mark.${mark}`)),
            row.offence ? t(`offence.${row.offence}`) : '',
            row.frames > 1 ? t('frames', { n: row.frames }) : '',
          ]
            .filter(Boolean)
            .join(' · ') || '—',
      },
      {
        key: 'by',
        title: t('col.by'),
        width: 6,
        render: row => row.settled?.by ?? (row.manual ? '' : t('bySystem')),
      },
    ],
    [t, why],
  )
  const filters = useMemo<Filter[]>(
    () => [
      { key: 'plate', label: t('col.plate'), kind: 'text', width: 8 },
      {
        key: 'laneId',
        label: t('col.lane'),
        kind: 'select',
        options: (data?.lanes ?? [])
          .filter(l => l.carries !== 'person')
          .map(l => ({ value: l.id, label: l.name })),
      },
      {
        key: 'outcome',
        label: t('col.outcome'),
        kind: 'select',
        options: outcomes.map(value => ({ value, label: t(`outcome.${value}`) })),
      },
      {
        key: 'rightKind',
        label: t('col.right'),
        kind: 'select',
        options: kinds.map(value => ({ value, label: t(`right.${value}`) })),
      },
      { key: 'from', label: t('col.from'), kind: 'date' },
      { key: 'until', label: t('col.until'), kind: 'date' },
      {
        key: 'replay',
        label: t('col.replay'),
        kind: 'select',
        more: true,
        options: (['yes', 'no'] as const).map(value => ({ value, label: t(`replay.${value}`) })),
      },
    ],
    [t, data],
  )
  return (
    <>
      <h1>{t('log.title')}</h1>
      <DataTable
        id="lane.events"
        label={t('log.title')}
        api={eventsKey}
        input={{ estateId }}
        columns={columns}
        filters={filters}
        rowKey={row => row.id}
        sort="-at"
        drawer={id => <EventView estateId={estateId} id={id} />}
        drawerTitle={row => (row ? `${row.plate || t('noPlate')} ${dateTime(row.at)}` : t('log.title'))}
        exportHref={exportHref('lane.events', estateId)}
        empty={{ title: t('log.none'), hint: t('log.noneHint') }}
        every={15_000}
      />
    </>
  )
}
