/** Parking money: days with their booths beside the ledger, shifts with their counts, fees, the month's income, merchants' coupons. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { useNow } from '../../clock.ts'
import type { Answer, RowOf } from '../../contracts.ts'
import { date, dateTime, when, yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { Merchants } from './Merchants.tsx'
import { PayNotices } from './PayNotices.tsx'
import './parking.css'

type Shift = RowOf<'GET /api/estates/:estateId/parking/shifts'>
type Fee = RowOf<'GET /api/estates/:estateId/parking/fees'>
type Day = Answer<'GET /api/estates/:estateId/parking/days'>['items'][number]
const ways = ['cash', 'wechat', 'alipay', 'pos', 'transfer', 'other'] as const

export default function Money(): ReactNode {
  const { t } = useTranslation('parking')
  const search: { tab?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const tab = search.tab ?? 'days'
  const estateId = useEstateId()
  const open =
    useApi('GET /api/estates/:estateId/parking/payment-notices', { estateId, limit: 1 }).data?.open ?? 0
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('money.title')}</h1>
      </header>
      <Tabs
        label={t('money.title')}
        tabs={(['days', 'shifts', 'fees', 'notices', 'income', 'coupons'] as const).map(key => ({
          key,
          label: key === 'notices' && open > 0 ? t('money.noticesOpen', { n: open }) : t(`money.tab.${key}`),
        }))}
        value={tab}
        onChange={key => void navigate({ to: '.', search: { tab: key } as never })}
      >
        {tab === 'days' ? <Days /> : null}
        {tab === 'shifts' ? <Shifts /> : null}
        {tab === 'fees' ? <Fees /> : null}
        {tab === 'notices' ? <PayNotices /> : null}
        {tab === 'income' ? <Income /> : null}
        {tab === 'coupons' ? <Merchants /> : null}
      </Tabs>
    </>
  )
}

function Month({ value, set }: { value: string; set: (month: string) => void }): ReactNode {
  const { t } = useTranslation('parking')
  return (
    <label className="aj-row">
      {t('money.month')}
      <input className="aj-input" type="month" value={value} onChange={e => set(e.target.value || value)} />
    </label>
  )
}

function Days(): ReactNode {
  const estateId = useEstateId()
  const now = useNow(60_000)
  const [month, setMonth] = useState(date(now).slice(0, 7))
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/parking/days', { estateId, month })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="pk-stack">
      <Month value={month} set={setMonth} />
      <div className="pk-grid">
        {data.items
          .filter(d => d.sums.received > 0 || d.sums.shifts.length > 0 || d.day === date(now) || d.closed)
          .map(d => (
            <DayCard key={d.day} day={d} />
          ))}
      </div>
    </div>
  )
}

function DayCard({ day }: { day: Day }): ReactNode {
  const { t } = useTranslation('parking')
  const { can } = useMe()
  const [closing, close] = useState(false)
  const { sums } = day
  return (
    <article className="pk-card">
      <p className="aj-row">
        <strong className="aj-num">{day.day}</strong>
        {day.closed ? (
          <State
            state={day.changed ? 'late' : 'kept'}
            word={day.changed ? t('money.changed') : t('money.closed')}
          />
        ) : (
          <State state="running" word={t('money.open')} />
        )}
      </p>
      <p className="pk-big">¥{yuan(sums.received)}</p>
      <Facts
        facts={[
          ...sums.shifts.map((s, i) => ({
            label: `${s.booth} ${s.name}${sums.shifts.findIndex(x => x.name === s.name) === i ? '' : ` ${i + 1}`}`,
            value: `${yuan(s.received)}${s.difference ? ` · ${t('shift.difference')} ${yuan(s.difference)}` : ''}`,
          })),
          { label: t('money.elsewhere'), value: yuan(sums.elsewhere) },
          { label: t('money.ledger'), value: yuan(sums.ledger) },
          { label: t('money.difference'), value: yuan(sums.difference) },
          { label: t('money.refunded'), value: yuan(sums.refunded) },
          { label: t('shift.waived'), value: yuan(sums.waived) },
          { label: t('fee.owed'), value: yuan(sums.owed) },
        ]}
      />
      {day.closed ? (
        <p className="aj-weak">
          {t('money.closedBy', {
            by: day.closed.by,
            at: dateTime(day.closed.at),
            sum: yuan(day.closed.sums.received),
          })}{' '}
          {day.closed.note}
        </p>
      ) : can('parking.manage') ? (
        <Button onClick={() => close(true)}>{t('money.close')}</Button>
      ) : null}
      {closing ? <CloseDay day={day} done={() => close(false)} /> : null}
    </article>
  )
}

function CloseDay({ day, done }: { day: Day; done: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const form = useForm({
    key: `parking.day.${day.day}`,
    initial: { note: '' },
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/parking/days/:day/close',
        { estateId, day: day.day, ...(v.note ? { note: v.note } : {}) },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('money.dayDone', { day: day.day }))
      done()
    },
  })
  return (
    <Dialog title={t('money.closeOf', { day: day.day })} close={done}>
      <FormBox form={form} submit={t('money.closeDo', { sum: yuan(day.sums.received) })}>
        <p>{t('money.closeLead')}</p>
        <Field form={form} name="note" label={t('wait.note')} optional>
          <input {...form.bind('note')} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

function Shifts(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const columns: Column<Shift>[] = [
    { key: 'booth', title: t('shift.which'), width: 8, render: s => s.booth },
    { key: 'name', title: t('col.by'), width: 7, render: s => s.name },
    { key: 'opened', title: t('shift.openedAt'), width: 8, render: s => when(s.openedAt, now) },
    {
      key: 'closed',
      title: t('shift.closedAt'),
      width: 8,
      render: s => (s.closedAt ? when(s.closedAt, now) : <State state="running" word={t('shift.running')} />),
    },
    ...ways.map(w => ({
      key: w,
      title: t(`ways.${w}`),
      width: 6,
      align: 'right' as const,
      render: (s: Shift) => yuan(s.totals[w]),
    })),
    { key: 'system', title: t('shift.system'), width: 7, align: 'right', render: s => yuan(s.systemCash) },
    {
      key: 'counted',
      title: t('shift.counted'),
      width: 7,
      align: 'right',
      render: s => (s.countedCash === null ? '—' : yuan(s.countedCash)),
    },
    {
      key: 'difference',
      title: t('shift.difference'),
      width: 8,
      render: s =>
        s.difference ? <State state="late" word={yuan(s.difference)} /> : s.difference === 0 ? '0.00' : '—',
    },
    { key: 'reason', title: t('open.reason'), render: s => s.reason ?? '—' },
  ]
  return (
    <DataTable
      id="parking.shifts"
      label={t('money.tab.shifts')}
      api="GET /api/estates/:estateId/parking/shifts"
      input={{ estateId }}
      columns={columns}
      filters={[
        { kind: 'date', key: 'from', label: t('stays.from') },
        { kind: 'date', key: 'to', label: t('stays.to') },
      ]}
      rowKey={s => s.id}
      exportHref={exportHref('parking.shifts', estateId)}
      empty={{ title: t('empty.shifts'), hint: t('shift.hint') }}
    />
  )
}

function Fees(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const columns: Column<Fee>[] = [
    { key: 'at', title: t('col.at'), width: 8, render: f => when(f.madeAt, now) },
    { key: 'plate', title: t('plate'), width: 8, render: f => f.plate ?? '—' },
    {
      key: 'kind',
      title: t('col.kind'),
      width: 7,
      render: f => (
        <State
          state={f.kind === 'paid' ? 'kept' : f.kind === 'owed' ? 'late' : 'stopped'}
          word={t(`fee.${f.kind}`)}
        />
      ),
    },
    { key: 'amount', title: t('col.sum'), width: 6, align: 'right', render: f => yuan(f.amount) },
    { key: 'way', title: t('col.way'), width: 6, render: f => (f.way ? t(`ways.${f.way}`) : '—') },
    { key: 'receipt', title: t('col.receipt'), width: 8, render: f => f.receipt?.number ?? '—' },
    { key: 'why', title: t('col.why'), render: f => f.reason ?? f.lines.join('；') },
    { key: 'by', title: t('col.by'), width: 6, render: f => f.madeBy },
  ]
  return (
    <DataTable
      id="parking.fees"
      label={t('money.tab.fees')}
      api="GET /api/estates/:estateId/parking/fees"
      input={{ estateId }}
      columns={columns}
      filters={[
        {
          kind: 'select',
          key: 'kind',
          label: t('col.kind'),
          options: (['paid', 'owed', 'waived'] as const).map(value => ({ value, label: t(`fee.${value}`) })),
        },
        {
          kind: 'select',
          key: 'way',
          label: t('col.way'),
          options: ways.map(value => ({ value, label: t(`ways.${value}`) })),
        },
        { kind: 'date', key: 'from', label: t('stays.from') },
        { kind: 'date', key: 'to', label: t('stays.to') },
      ]}
      rowKey={f => f.id}
      exportHref={exportHref('parking.fees', estateId)}
      empty={{ title: t('empty.fees'), hint: t('stays.hint') }}
    />
  )
}

function Income(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const [month, setMonth] = useState(date(now).slice(0, 7))
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/parking/income', { estateId, month })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="pk-stack">
      <Month value={month} set={setMonth} />
      <p className="pk-big">¥{yuan(data.received)}</p>
      <p>{t('money.publicOf', { sum: yuan(data.publicIncome) })}</p>
      <table className="pk-compare">
        <thead>
          <tr>
            <th scope="col">{t('col.what')}</th>
            <th scope="col">{t('money.charged')}</th>
            <th scope="col">{t('money.received')}</th>
            <th scope="col">{t('money.refunded')}</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map(l => (
            <tr key={`${l.source}.${l.publicIncome}`}>
              <td>
                {t(`money.source.${l.source}`)} · {l.publicIncome ? t('publicIncome') : t('money.company')}
              </td>
              <td>{yuan(l.charged)}</td>
              <td>{yuan(l.received)}</td>
              <td>{yuan(l.refunded)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="aj-weak">
        {t('money.rest', { cars: data.cars, waived: yuan(data.waived), owed: yuan(data.owed) })}
      </p>
    </div>
  )
}
