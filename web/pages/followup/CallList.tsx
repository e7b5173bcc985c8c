import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { date } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useSettings } from '../../settings.ts'
import { exportHref } from '../../transfer.ts'
import { State } from '../../ui/State.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column, Filter } from '../../ui/table/types.ts'
import { CallPanel } from './CallPanel.tsx'
import { callsKey } from './words.ts'

type Row = RowOf<typeof callsKey>

/** The call list: major ones first, then by the day they are due; the call itself in the drawer. */
export function CallList({ month }: { month: string }): ReactNode {
  const { t } = useTranslation('followup')
  const estateId = useEstateId()
  return (
    <DataTable
      id="followup.calls"
      label={t('calls.tab')}
      api={callsKey}
      input={{ estateId, month }}
      columns={useColumns()}
      filters={useFilters()}
      rowKey={row => row.ticketId}
      drawerTitle={row => (row ? `${row.number} ${row.unit ?? ''}` : t('calls.tab'))}
      drawer={id => <CallPanel key={id} month={month} ticketId={id} />}
      exportHref={query => exportHref('followup.calls', estateId)({ ...query, month })}
      every={60_000}
      empty={{ title: t('calls.empty'), hint: t('calls.emptyHint') }}
    />
  )
}

/** A result as colour, sign and word. */
export function Result({ row }: { row: Pick<Row, 'result' | 'how' | 'attempts' | 'overdue'> }): ReactNode {
  const { t } = useTranslation('followup')
  if (row.result === 'satisfied') return <State state="kept" word={t('result.satisfied')} />
  if (row.result === 'partly') return <State state="soon" word={t('result.partly')} />
  if (row.result === 'dissatisfied') return <State state="late" word={t('result.dissatisfied')} />
  if (row.result !== null) return <State state="stopped" word={t(`result.${row.result}`)} />
  if (row.how === null) return <span className="aj-weak">{t('how.reserve')}</span>
  const tried = row.attempts > 0 ? t('tried', { count: row.attempts }) : ''
  return row.overdue ? (
    <State state="late" word={`${t('overdue')} ${tried}`} />
  ) : (
    <State state="running" word={tried || t('result.open')} />
  )
}

function useColumns(): Column<Row>[] {
  const { t } = useTranslation('followup')
  const { language } = useSettings()
  return [
    {
      key: 'number',
      title: t('col.number'),
      width: 6.5,
      render: row => <span className="aj-num">{row.number}</span>,
    },
    { key: 'result', title: t('col.result'), width: 9, render: row => <Result row={row} /> },
    {
      key: 'class',
      title: t('col.class'),
      render: row => (
        <>
          {row.major ? <strong className="fu-major">{t('major')}</strong> : null}{' '}
          {inLanguage(row.className, language)}
          {row.finalRefusal ? ` · ${t('finalRefusal')}` : ''}
          {row.reopened ? ` · ${t('reopened')}` : ''}
        </>
      ),
    },
    { key: 'unit', title: t('col.unit'), width: 6, render: row => row.unit },
    {
      key: 'how',
      title: t('col.how'),
      width: 7,
      render: row => (row.how ? t(`how.${row.how}`) : t('how.reserve')),
    },
    {
      key: 'due',
      title: t('col.due'),
      width: 7,
      render: row => <span className="aj-num">{row.dueOn?.slice(5)}</span>,
    },
    { key: 'assigned', title: t('col.assigned'), width: 7, render: row => row.assigned },
    {
      key: 'mine',
      title: t('col.may'),
      width: 8,
      render: row =>
        row.call === 'followup.own_ticket' ? <span className="aj-weak">{t('ownTicket')}</span> : '',
    },
    {
      key: 'closed',
      title: t('col.closed'),
      width: 7,
      render: row => <span className="aj-num">{date(row.closedAt).slice(5)}</span>,
    },
    {
      key: 'place',
      title: t('col.place'),
      width: 6,
      hidden: true,
      render: row => (
        <span className="aj-num">
          {row.round}-{row.place}
        </span>
      ),
    },
  ]
}

function useFilters(): Filter[] {
  const { t } = useTranslation('followup')
  const of = (values: readonly string[], label: (value: string) => string) =>
    values.map(value => ({ value, label: label(value) }))
  return [
    {
      kind: 'select',
      key: 'show',
      label: t('filter.show'),
      options: of(['due', 'done', 'reserve', 'all'], v => t(`show.${v}`)),
    },
    { kind: 'select', key: 'mine', label: t('filter.mine'), options: of(['true'], () => t('filter.toMe')) },
    { kind: 'select', key: 'major', label: t('filter.major'), options: of(['true'], () => t('major')) },
    {
      kind: 'select',
      key: 'result',
      label: t('filter.result'),
      more: true,
      options: of(['satisfied', 'partly', 'dissatisfied', 'refused', 'unreachable'], v => t(`result.${v}`)),
    },
  ]
}
