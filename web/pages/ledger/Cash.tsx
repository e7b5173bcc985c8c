import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { when, yuan } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { exportHref } from '../../transfer.ts'
import { State } from '../../ui/State.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { ChargeView } from './ChargeView.tsx'
import { type Charge, each, ways } from './charge.ts'
import { ReceiptView } from './ReceiptView.tsx'
import './ledger.css'

type Receipt = RowOf<'GET /api/estates/:estateId/ledger/receipts'>

/** The cash desk: what is open, take it, and every receipt by its number. */
export default function Cash(): ReactNode {
  const { t } = useTranslation('ledger')
  const search: { tab?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const tab = search.tab === 'receipts' ? 'receipts' : 'open'
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('title')}</h1>
      </header>
      <Tabs
        label={t('title')}
        tabs={[
          { key: 'open', label: t('tab.open') },
          { key: 'receipts', label: t('tab.receipts') },
        ]}
        value={tab}
        onChange={key => void navigate({ to: '.', search: { tab: key } as never })}
      >
        {tab === 'receipts' ? <Receipts /> : <Charges />}
      </Tabs>
    </>
  )
}

function Charges(): ReactNode {
  const { t } = useTranslation('ledger')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const columns: Column<Charge>[] = [
    {
      key: 'at',
      title: t('col.at'),
      width: 8,
      render: c => <span className="aj-num">{when(c.madeAt, now)}</span>,
    },
    { key: 'room', title: t('col.room'), width: 7, render: c => c.room ?? '—' },
    { key: 'title', title: t('col.title'), render: c => c.title },
    { key: 'each', title: t('col.each'), width: 12, align: 'right', render: each },
    { key: 'amount', title: t('col.amount'), width: 8, align: 'right', render: c => yuan(c.amount) },
    { key: 'paid', title: t('col.paid'), width: 8, align: 'right', render: c => yuan(c.paid) },
    {
      key: 'state',
      title: t('col.state'),
      width: 8,
      render: c => (
        <State
          state={c.state === 'paid' ? 'kept' : c.state === 'open' || c.state === 'part' ? 'soon' : 'stopped'}
          word={t(`state.${c.state}`)}
        />
      ),
    },
  ]
  return (
    <DataTable
      id="ledger.charges"
      label={t('tab.open')}
      api="GET /api/estates/:estateId/ledger/charges"
      input={{ estateId }}
      columns={columns}
      filters={[
        { kind: 'text', key: 'q', label: t('filter.q'), width: 12 },
        {
          kind: 'select',
          key: 'state',
          label: t('filter.state'),
          options: (['open', 'paid', 'all'] as const).map(value => ({ value, label: t(`filter.${value}`) })),
        },
      ]}
      rowKey={c => c.id}
      drawerTitle={c => (c ? `${c.room ?? ''} ${c.title}` : '')}
      drawer={id => <ChargeView key={id} id={id} />}
      every={30_000}
      exportHref={exportHref('ledger.charges', estateId)}
      empty={{ title: t('none'), hint: t('noneHint') }}
    />
  )
}

function Receipts(): ReactNode {
  const { t } = useTranslation('ledger')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const columns: Column<Receipt>[] = [
    {
      key: 'number',
      title: t('col.number'),
      width: 9,
      render: r => <span className="aj-num">{r.number}</span>,
    },
    {
      key: 'at',
      title: t('col.at'),
      width: 8,
      render: r => <span className="aj-num">{when(r.madeAt, now)}</span>,
    },
    { key: 'room', title: t('col.room'), width: 8, render: r => r.room ?? '—' },
    { key: 'title', title: t('col.title'), render: r => r.lines.map(l => l.title).join('、') },
    { key: 'way', title: t('col.way'), width: 6, render: r => t(`way.${r.way}`) },
    { key: 'sum', title: t('col.sum'), width: 8, align: 'right', render: r => yuan(r.amount) },
    { key: 'by', title: t('col.by'), width: 7, render: r => r.madeBy },
    { key: 'copies', title: t('col.copies'), width: 5, align: 'right', render: r => r.copies },
    {
      key: 'state',
      title: t('col.state'),
      width: 10,
      render: r =>
        r.refunds ? (
          <State state="stopped" word={t('receipt.isRefund')} />
        ) : r.refundedBy ? (
          <State state="stopped" word={t('receipt.refunded', { by: r.refundedBy })} />
        ) : null,
    },
  ]
  return (
    <DataTable
      id="ledger.receipts"
      label={t('tab.receipts')}
      api="GET /api/estates/:estateId/ledger/receipts"
      input={{ estateId }}
      columns={columns}
      filters={[
        { kind: 'text', key: 'q', label: t('filter.qReceipt'), width: 12 },
        {
          kind: 'select',
          key: 'way',
          label: t('filter.way'),
          options: ways.map(value => ({ value, label: t(`way.${value}`) })),
        },
        { kind: 'date', key: 'from', label: t('filter.from') },
        { kind: 'date', key: 'to', label: t('filter.to') },
      ]}
      rowKey={r => r.id}
      drawerTitle={r => (r ? t('receipt.title', { number: r.number }) : '')}
      drawer={id => <ReceiptView key={id} id={id} />}
      exportHref={exportHref('ledger.receipts', estateId)}
      empty={{ title: t('noReceipt'), hint: t('noReceiptHint') }}
    />
  )
}
