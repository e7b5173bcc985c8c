import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { date } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useSettings } from '../../settings.ts'
import { exportHref } from '../../transfer.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column, Filter } from '../../ui/table/types.ts'
import { CallPanel } from './CallPanel.tsx'
import { CallResult } from './CallResult.tsx'
import { type CallRow, callsKey } from './words.ts'

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

function useColumns(): Column<CallRow>[] {
  const { t } = useTranslation('followup')
  const { language } = useSettings()
  return [
    {
      key: 'number',
      title: t('col.number'),
      width: 6.5,
      render: row => <span className="aj-num">{row.number}</span>,
    },
    { key: 'result', title: t('col.result'), width: 9, render: row => <CallResult row={row} /> },
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
