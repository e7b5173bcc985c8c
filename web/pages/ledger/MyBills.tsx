import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { date, yuan } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { printHref } from '../../transfer.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import './ledger.css'

/** What I have to pay, for what, and my receipts: the open ones first. */
export default function MyBills(): ReactNode {
  const { t } = useTranslation('ledger')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/my/charges', { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const { items } = data
  return (
    <div className="aj-stack">
      <h1>{t('mine.title')}</h1>
      {items.length === 0 ? (
        <Empty title={t('mine.none')} hint={t('mine.noneHint')} />
      ) : (
        <p className="le-big">
          {data.open > 0 ? t('mine.open', { sum: yuan(data.open) }) : t('mine.nothing')}
        </p>
      )}
      {data.open > 0 ? <p>{t('mine.how')}</p> : null}
      {items.map(c => (
        <article key={c.id} className="le-bill">
          <p className="le-line">
            <strong>{c.title}</strong>
            <strong className="aj-num">¥{yuan(c.amount)}</strong>
          </p>
          <p className="aj-weak aj-num">
            {c.room} · {date(c.madeAt)}
            {c.unitPrice === null ? '' : ` · ${yuan(c.unitPrice)} × ${c.quantity / 100} ${c.unit ?? ''}`}
          </p>
          <p className="aj-row">
            <State state={c.state === 'paid' ? 'kept' : 'soon'} word={t(`state.${c.state}`)} />
            <Link to={paths.page('resident', `requests/${c.sourceId}`)}>{t('mine.order')}</Link>
          </p>
          {c.receipts
            .filter(r => r.amount > 0)
            .map(r => (
              <a
                key={r.id}
                className="aj-button"
                href={printHref('my-receipt', { estateId, receiptId: r.id })}
                target="_blank"
                rel="noopener"
              >
                {t('mine.receipt', { number: r.number })}
              </a>
            ))}
        </article>
      ))}
    </div>
  )
}
