/** Payments that a payment service told: what found its slip, and what the cashier matches by hand or writes off. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { useNow } from '../../clock.ts'
import type { Answer, RowOf } from '../../contracts.ts'
import { dateTime, when, yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { queryClient, useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Failing, Loading, sentence } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import './parking.css'

const list = 'GET /api/estates/:estateId/parking/payment-notices'
const one = 'GET /api/estates/:estateId/parking/payment-notices/:noticeId'
type Notice = RowOf<typeof list>
type Full = Answer<typeof one>
const states = { matched: 'kept', open: 'late', dismissed: 'stopped' } as const

export function PayNotices(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const columns: Column<Notice>[] = [
    { key: 'paid', title: t('notice.paidAt'), width: 8, render: n => when(n.paidAt, now) },
    { key: 'amount', title: t('notice.amount'), width: 6, align: 'right', render: n => yuan(n.amount) },
    { key: 'way', title: t('col.way'), width: 6, render: n => t(`ways.${n.way}`) },
    { key: 'slip', title: t('notice.slip'), width: 7, render: n => n.slipNumber ?? '—' },
    { key: 'reference', title: t('notice.reference'), width: 12, render: n => n.reference },
    {
      key: 'state',
      title: t('col.state'),
      width: 8,
      render: n => <State state={states[n.state]} word={t(`notice.state.${n.state}`)} />,
    },
    {
      key: 'why',
      title: t('notice.what'),
      render: n =>
        n.state === 'matched'
          ? [n.plate, n.receipt && t('notice.receipt', { number: n.receipt.number })]
              .filter(Boolean)
              .join(' · ')
          : n.state === 'dismissed'
            ? n.settledReason
            : t(`notice.why.${n.why ?? 'unknown'}`),
    },
    { key: 'by', title: t('col.by'), width: 7, render: n => n.settledBy ?? '—' },
  ]
  return (
    <DataTable
      id="parking.pay_notices"
      label={t('money.tab.notices')}
      api={list}
      input={{ estateId }}
      columns={columns}
      filters={[
        {
          kind: 'select',
          key: 'state',
          label: t('col.state'),
          options: (['open', 'matched', 'dismissed'] as const).map(value => ({
            value,
            label: t(`notice.state.${value}`),
          })),
        },
        { kind: 'date', key: 'from', label: t('stays.from') },
        { kind: 'date', key: 'to', label: t('stays.to') },
      ]}
      rowKey={n => n.id}
      drawerTitle={n => (n ? t('notice.title', { sum: yuan(n.amount) }) : '')}
      drawer={id => <NoticeView key={id} id={id} />}
      every={30_000}
      empty={{ title: t('empty.notices'), hint: t('notice.hint') }}
    />
  )
}

function NoticeView({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { can } = useMe()
  const { data, error, refetch } = useApi(one, { estateId, noticeId: id })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="pk-stack">
      <p>
        <State state={states[data.state]} word={t(`notice.state.${data.state}`)} />{' '}
        {data.why && data.state === 'open' ? t(`notice.why.${data.why}`) : null}
      </p>
      <Facts
        facts={[
          { label: t('notice.amount'), value: `¥${yuan(data.amount)} · ${t(`ways.${data.way}`)}` },
          { label: t('notice.paidAt'), value: dateTime(data.paidAt) },
          { label: t('notice.slip'), value: data.slipNumber },
          { label: t('notice.reference'), value: data.reference },
          { label: t('notice.note'), value: data.note },
          { label: t('notice.told'), value: `${data.toldBy} ${dateTime(data.toldAt)}` },
          ...(data.state === 'matched'
            ? [
                { label: t('plate'), value: data.plate },
                { label: t('col.receipt'), value: data.receipt?.number },
              ]
            : []),
          ...(data.state === 'dismissed' ? [{ label: t('notice.where'), value: data.settledReason }] : []),
          ...(data.settledAt && data.state !== 'open'
            ? [{ label: t('col.by'), value: `${data.settledBy ?? ''} ${dateTime(data.settledAt)}` }]
            : []),
        ]}
      />
      {data.state === 'open' ? (
        can('parking.receive') ? (
          <>
            <Slips notice={data} />
            <WriteOff notice={data} />
          </>
        ) : (
          <p className="aj-weak">{t('pay.notYours')}</p>
        )
      ) : null}
    </div>
  )
}

/** The slips that it may have been paid for. */
function Slips({ notice }: { notice: Full }): ReactNode {
  const { t } = useTranslation(['parking', 'common'])
  const estateId = useEstateId()
  const [chosen, choose] = useState<string>()
  const match = useMutate('POST /api/estates/:estateId/parking/payment-notices/:noticeId/match', {
    stale: [list, one],
    done: made => say(t('notice.matched', { number: made.receipt?.number ?? '' })),
  })
  return (
    <section className="pk-stack">
      <h3>{t('notice.slips')}</h3>
      {notice.slips.length === 0 ? <p className="aj-weak">{t('notice.noSlips')}</p> : null}
      {match.error ? <p role="alert">{sentence(match.error, t).title}</p> : null}
      <ul className="pk-plainlist">
        {notice.slips.map(s => (
          <li key={s.id} className="aj-row">
            <span className="aj-num">
              {s.plate ?? '—'} · {s.number} · ¥{yuan(s.amount)} · {dateTime(s.madeAt)}
              {s.amount === notice.amount ? '' : ` · ${t('notice.otherSum')}`}
            </span>
            <Button
              busy={match.isPending && chosen === s.id}
              refused={s.amount === notice.amount ? undefined : t('notice.sumsDiffer')}
              onClick={() => {
                choose(s.id)
                match.mutate({ estateId, noticeId: notice.id, slipId: s.id })
              }}
            >
              {t('notice.match')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** It pays no slip: the money went back, or belongs elsewhere. */
function WriteOff({ notice }: { notice: Full }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const form = useForm({
    key: `parking.notice.${notice.id}`,
    initial: { reason: '' },
    check: v => ({ reason: v.reason.trim().length >= 2 ? undefined : t('notice.needWhere') }),
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/parking/payment-notices/:noticeId/dismiss',
        { estateId, noticeId: notice.id, reason: v.reason },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('notice.dismissed'))
    },
  })
  return (
    <section className="pk-stack">
      <h3>{t('notice.none')}</h3>
      <FormBox form={form} submit={t('notice.dismiss')}>
        <Field form={form} name="reason" label={t('notice.where')} hint={t('notice.whereHint')}>
          <input {...form.bind('reason')} className="aj-input" />
        </Field>
      </FormBox>
    </section>
  )
}
