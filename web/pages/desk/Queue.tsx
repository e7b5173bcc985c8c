import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { when } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { timeWords } from '../../ui/promise.ts'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column, Filter } from '../../ui/table/types.ts'
import { ProfileHints } from '../people/ProfileHints.tsx'
import { Acts } from './Acts.tsx'
import { Intake } from './Intake.tsx'
import { TicketView } from './TicketView.tsx'
import { useClasses } from './words.ts'

const list = 'GET /api/estates/:estateId/tickets'
const one = 'GET /api/estates/:estateId/tickets/:ticketId'
type Row = RowOf<typeof list>
const kinds = ['complaint', 'inquiry', 'repair', 'suggestion', 'order'] as const

/** The desk's queue: who waits, sorted by time left; the record beside it; intake while talking. */
export default function Queue(): ReactNode {
  const { t } = useTranslation('desk')
  const { can } = useMe()
  const estateId = useEstateId()
  const go = useNavigate()
  const [intake, setIntake] = useState(false)
  useEffect(() => {
    // N opens intake from anywhere on the page where nothing is being typed
    const on = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (event.key.toLowerCase() !== 'n' || typing || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      setIntake(true)
    }
    document.addEventListener('keydown', on)
    return () => document.removeEventListener('keydown', on)
  }, [])
  return (
    <div className="dk-queue">
      <header className="aj-page-head">
        <h1>{t('queue.title')}</h1>
        <Button kind="main" icon="plus" onClick={() => setIntake(true)} aria-keyshortcuts="N">
          {t('intake.open')}
        </Button>
      </header>
      <DataTable
        id="desk.tickets"
        label={t('queue.label')}
        api={list}
        input={{ estateId }}
        columns={useColumns()}
        filters={useFilters()}
        rowKey={row => row.id}
        drawerTitle={row => (row ? `${row.number} ${row.unit ?? ''}` : t('queue.label'))}
        drawer={id => <Opened ticketId={id} />}
        exportHref={can('transfer.export') ? exportHref('desk.tickets', estateId) : undefined}
        every={30_000}
        empty={{ title: t('queue.empty'), hint: can('ticket.create') ? t('queue.emptyHint') : undefined }}
      />
      {intake ? (
        <Dialog title={t('intake.title')} close={() => setIntake(false)} wide>
          <Intake
            done={() => setIntake(false)}
            open={id => void go({ to: '.', search: { e: estateId, show: 'all', open: id }, replace: true })}
          />
        </Dialog>
      ) : null}
    </div>
  )
}

function useColumns(): Column<Row>[] {
  const { t } = useTranslation('desk')
  const { language } = useSettings()
  const { nameOf, subtypeOf } = useClasses()
  const now = useNow(20_000)
  const left = (row: Row) => {
    if (row.closedAt || !row.dueAt) return ''
    return timeWords(
      { state: row.dueState ?? 'running', start: row.receivedAt, dueAt: row.dueAt, segments: [] },
      now,
      language,
    )
  }
  return [
    {
      key: 'number',
      title: t('fact.number'),
      width: 6.5,
      render: row => <span className="aj-num">{row.number}</span>,
    },
    {
      key: 'left',
      title: t('queue.left'),
      width: 12,
      render: row => (row.dueState ? <State state={row.dueState} word={left(row) || undefined} /> : null),
    },
    {
      key: 'clock',
      title: t('queue.clock'),
      width: 6,
      render: row => (row.dueClock ? t(`clock.${row.dueClock}`) : ''),
    },
    {
      key: 'kind',
      title: t('fact.class'),
      width: 13,
      render: row => [nameOf(row.kind, row.class), subtypeOf(row)].filter(Boolean).join(' · '),
    },
    { key: 'unit', title: t('fact.unit'), width: 6, render: row => row.unit },
    {
      key: 'text',
      title: t('fact.text'),
      render: row => (row.repeats > 0 ? `(${t('repeats', { n: row.repeats })}) ${row.text}` : row.text),
    },
    { key: 'state', title: t('fact.state'), width: 6, render: row => t(`step.${row.state}`) },
    { key: 'assignee', title: t('fact.assignee'), width: 6, render: row => row.assignee },
    {
      key: 'receivedAt',
      title: t('fact.receivedAt'),
      width: 7,
      render: row => <span className="aj-num">{when(row.receivedAt, now)}</span>,
    },
    {
      key: 'firstReceiver',
      title: t('fact.firstReceiver'),
      width: 6,
      hidden: true,
      render: row => row.firstReceiver,
    },
    {
      key: 'channel',
      title: t('fact.channel'),
      width: 5,
      hidden: true,
      render: row => t(`channel.${row.channel}`),
    },
  ]
}

function useFilters(): Filter[] {
  const { t } = useTranslation('desk')
  const select = (
    key: string,
    label: string,
    values: readonly string[],
    name: (value: string) => string,
  ) => ({
    kind: 'select' as const,
    key,
    label,
    options: values.map(value => ({ value, label: name(value) })),
  })
  return [
    { kind: 'text', key: 'q', label: t('filter.q'), placeholder: t('filter.qHint'), width: 14 },
    select('show', t('filter.show'), ['open', 'late', 'soon', 'closed', 'all'], v => t(`show.${v}`)),
    select('kind', t('filter.kind'), kinds, v => t(`kind.${v}`)),
    select('mine', t('filter.mine'), ['assigned', 'received'], v => t(`mine.${v}`)),
    select('mark', t('filter.mark'), ['beyond', 'repeated', 'postponed', 'onBehalf'], v => t(`mark.${v}`)),
    select('severity', t('filter.severity'), ['normal', 'major'], v => t(`severity.${v}`)),
  ]
}

function Opened({ ticketId }: { ticketId: string }): ReactNode {
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(one, { estateId, ticketId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <>
      <ProfileHints ticketId={ticketId} />
      <TicketView ticket={data} acts={<Acts ticket={data} />} />
    </>
  )
}
