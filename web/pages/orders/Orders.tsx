import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { when } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { Acts } from '../desk/Acts.tsx'
import { TicketView } from '../desk/TicketView.tsx'
import { ProfileHints } from '../people/ProfileHints.tsx'
import { amountWords } from './amount.ts'
import { NewOrder } from './NewOrder.tsx'
import './orders.css'

type Row = RowOf<'GET /api/estates/:estateId/orders'>
const one = 'GET /api/estates/:estateId/tickets/:ticketId'

/** Which orders are to be done, by whom and for how much. */
export default function Orders(): ReactNode {
  const { t } = useTranslation('orders')
  const estateId = useEstateId()
  const { can } = useMe()
  const [adding, add] = useState(false)
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('list.title')}</h1>
        <Button
          kind="main"
          icon="plus"
          onClick={() => add(true)}
          refused={can('ticket.create') ? undefined : t('list.refused')}
        >
          {t('list.new')}
        </Button>
      </header>
      <DataTable
        id="orders.list"
        label={t('list.label')}
        api="GET /api/estates/:estateId/orders"
        input={{ estateId }}
        columns={useColumns()}
        filters={[
          { kind: 'text', key: 'q', label: t('list.find'), placeholder: t('list.findHint'), width: 14 },
          {
            kind: 'select',
            key: 'show',
            label: t('list.show'),
            options: (['open', 'closed', 'cancelled', 'all'] as const).map(value => ({
              value,
              label: t(`show.${value}`),
            })),
          },
          {
            kind: 'select',
            key: 'mine',
            label: t('list.mine'),
            options: [{ value: 'assigned', label: t('list.assigned') }],
          },
        ]}
        rowKey={row => row.id}
        drawerTitle={row => (row ? `${row.number} ${row.unit ?? ''}` : t('list.label'))}
        drawer={id => <Opened ticketId={id} />}
        every={30_000}
        exportHref={exportHref('desk.orders', estateId)}
        empty={{ title: t('list.empty'), hint: t('list.emptyHint') }}
      />
      {adding ? (
        <Dialog title={t('list.new')} close={() => add(false)} wide>
          <NewOrder done={() => add(false)} />
        </Dialog>
      ) : null}
    </>
  )
}

function useColumns(): Column<Row>[] {
  const { t } = useTranslation(['orders', 'desk'])
  const now = useNow(30_000)
  return [
    {
      key: 'number',
      title: t('col.number'),
      width: 6.5,
      render: r => <span className="aj-num">{r.number}</span>,
    },
    { key: 'item', title: t('col.item'), width: 12, render: r => <strong>{r.order.item}</strong> },
    { key: 'unit', title: t('col.room'), width: 6, render: r => r.unit },
    {
      key: 'quantity',
      title: t('col.quantity'),
      width: 6,
      align: 'right',
      render: r => `${r.order.quantity / 100} ${r.order.unit ?? ''}`,
    },
    { key: 'amount', title: t('col.amount'), width: 8, align: 'right', render: r => amountWords(r.order, t) },
    {
      key: 'wanted',
      title: t('col.wanted'),
      width: 8,
      render: r => (r.order.wantedAt ? <span className="aj-num">{when(r.order.wantedAt, now)}</span> : '—'),
    },
    {
      key: 'due',
      title: t('col.due'),
      width: 10,
      render: r =>
        r.closedAt || !r.dueState ? null : (
          <State state={r.dueState} word={r.dueAt ? when(r.dueAt, now) : undefined} />
        ),
    },
    {
      key: 'state',
      title: t('col.state'),
      width: 7,
      render: r => (r.order.cancelledAt ? t('show.cancelled') : t(`desk:step.${r.state}`)),
    },
    { key: 'assignee', title: t('col.assignee'), width: 7, render: r => r.assignee ?? '—' },
    { key: 'text', title: t('col.text'), render: r => r.text },
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
