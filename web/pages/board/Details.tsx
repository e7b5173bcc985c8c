import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { dateTime, limitTime } from '../../format.ts'
import { useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { State } from '../../ui/State.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { detailRights, type DetailsPlace as Place, useDetailsFile } from './details.ts'
import { Incidents, Inside } from './GateDetails.tsx'
import './board-page.css'

const all = ['tickets', 'passages', 'incidents', 'inside', 'posts'] as const

/** The rows behind the figures for who watches over estates: what and when, never who (SX-07). */
export default function Details(): ReactNode {
  const { t } = useTranslation('board')
  const { can } = useMe()
  const search: { r?: string; p?: string; list?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const boards = useApi('GET /api/boards', {})
  const lists = all.filter(list => can(detailRights[list]))
  const list = lists.find(each => each === search.list) ?? lists[0]
  const region = search.p ? undefined : (search.r ?? boards.data?.regions[0]?.id)
  const estate = search.p ?? (region ? undefined : boards.data?.estates[0]?.id)
  const place: Place = region ? { regionId: region } : estate ? { atEstate: estate } : {}
  const own = useApi('GET /api/estates/:estateId/board', { estateId: estate ?? '' }, { when: !!estate })
  const name =
    [...(boards.data?.regions ?? []), ...(boards.data?.estates ?? [])].find(
      each => each.id === (region ?? estate),
    )?.name ?? own.data?.place.name
  if (!boards.data || !list) return null
  return (
    <div className="bo-details">
      <h1>{t('details.title', { name: name ?? '' })}</h1>
      <Tabs
        label={t('details.lists')}
        value={list}
        onChange={next =>
          navigate({
            to: '.',
            search: {
              ...(search.r ? { r: search.r } : {}),
              ...(search.p ? { p: search.p } : {}),
              list: next,
            },
          })
        }
        tabs={lists.map(key => ({ key, label: t(`details.${key}`) }))}
      >
        {list === 'tickets' ? <Tickets place={place} /> : null}
        {list === 'passages' ? <Passages place={place} /> : null}
        {list === 'incidents' ? <Incidents place={place} /> : null}
        {list === 'inside' ? <Inside place={place} /> : null}
        {list === 'posts' ? <Posts place={place} /> : null}
      </Tabs>
    </div>
  )
}

function Tickets({ place }: { place: Place }): ReactNode {
  const { t } = useTranslation('board')
  type Row = RowOf<'GET /api/oversight/tickets'>
  const columns: Column<Row>[] = [
    { key: 'number', title: t('details.number'), width: 11, render: r => r.number },
    { key: 'estate', title: t('details.estate'), width: 14, render: r => r.estate },
    { key: 'kind', title: t('details.kind'), width: 7, render: r => t(`details.kinds.${r.kind}`) },
    {
      key: 'state',
      title: t('details.state'),
      width: 8,
      render: r => (
        <State
          state={r.late ? 'late' : r.closedAt ? 'kept' : 'running'}
          word={t(r.late ? 'details.late' : r.closedAt ? 'details.closed' : 'details.open')}
        />
      ),
    },
    { key: 'received', title: t('details.received'), width: 10, render: r => dateTime(r.receivedAt) },
    { key: 'due', title: t('details.due'), width: 10, render: r => (r.dueAt ? limitTime(r.dueAt) : '—') },
    {
      key: 'closedAt',
      title: t('details.closedAt'),
      render: r => (r.closedAt ? dateTime(r.closedAt) : '—'),
    },
  ]
  return (
    <DataTable
      id="oversight.tickets"
      label={t('details.tickets')}
      api="GET /api/oversight/tickets"
      input={place}
      columns={columns}
      filters={[
        {
          kind: 'select',
          key: 'show',
          label: t('details.state'),
          options: (['open', 'late', 'closed', 'all'] as const).map(value => ({
            value,
            label: t(`details.${value}`),
          })),
        },
        {
          kind: 'select',
          key: 'kind',
          label: t('details.kind'),
          options: (['complaint', 'inquiry', 'repair', 'suggestion', 'order'] as const).map(value => ({
            value,
            label: t(`details.kinds.${value}`),
          })),
        },
      ]}
      rowKey={r => r.id}
      exportHref={useDetailsFile('oversight.tickets', place)}
      empty={{ title: t('details.none') }}
    />
  )
}

function Passages({ place }: { place: Place }): ReactNode {
  const { t } = useTranslation('board')
  type Row = RowOf<'GET /api/oversight/passages'>
  const columns: Column<Row>[] = [
    { key: 'at', title: t('details.at'), width: 10, render: r => dateTime(r.at) },
    { key: 'estate', title: t('details.estate'), width: 14, render: r => r.estate },
    { key: 'gate', title: t('details.gate'), width: 8, render: r => r.gate },
    { key: 'direction', title: t('details.direction'), width: 5, render: r => t(`details.${r.direction}`) },
    { key: 'subject', title: t('details.subject'), width: 6, render: r => t(`details.${r.subject}`) },
    {
      key: 'outcome',
      title: t('details.outcome'),
      render: r => (
        <State state={r.outcome === 'passed' ? 'kept' : 'late'} word={t(`details.${r.outcome}`)} />
      ),
    },
  ]
  const choice = (key: 'direction' | 'subject' | 'outcome', values: readonly string[]) => ({
    kind: 'select' as const,
    key,
    label: t(`details.${key}`),
    options: values.map(value => ({ value, label: t(`details.${value}`) })),
  })
  return (
    <DataTable
      id="oversight.passages"
      label={t('details.passages')}
      api="GET /api/oversight/passages"
      input={place}
      columns={columns}
      filters={[
        { kind: 'date', key: 'day', label: t('details.day'), width: 10 },
        choice('direction', ['in', 'out']),
        choice('subject', ['person', 'vehicle']),
        choice('outcome', ['passed', 'refused']),
      ]}
      rowKey={r => r.id}
      exportHref={useDetailsFile('oversight.passages', place)}
      empty={{ title: t('details.noPassage') }}
    />
  )
}

function Posts({ place }: { place: Place }): ReactNode {
  const { t } = useTranslation('board')
  type Row = RowOf<'GET /api/oversight/posts'>
  const columns: Column<Row>[] = [
    { key: 'post', title: t('details.post'), width: 12, render: r => r.post },
    { key: 'estate', title: t('details.estate'), width: 14, render: r => r.estate },
    { key: 'present', title: t('details.present'), width: 7, render: r => r.present },
    {
      key: 'state',
      title: t('details.state'),
      render: r =>
        r.unattendedSince ? (
          <State
            state="late"
            word={t('details.since', { at: dateTime(r.unattendedSince), who: r.alarmed ?? '—' })}
          />
        ) : (
          <State
            state={r.present > 0 ? 'kept' : 'stopped'}
            word={t(r.present > 0 ? 'details.manned' : 'details.off')}
          />
        ),
    },
  ]
  return (
    <DataTable
      id="oversight.posts"
      label={t('details.posts')}
      api="GET /api/oversight/posts"
      input={place}
      columns={columns}
      filters={[
        {
          kind: 'select',
          key: 'show',
          label: t('details.state'),
          options: [
            { value: 'unattended', label: t('details.unattended') },
            { value: 'all', label: t('details.all') },
          ],
        },
      ]}
      rowKey={r => r.id}
      exportHref={useDetailsFile('oversight.posts', place)}
      empty={{ title: t('details.none') }}
    />
  )
}
