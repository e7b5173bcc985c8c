/** Merchants that let their guests park: what a coupon gives, the month's limit, and what each is to pay. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { nowIso } from '../../clock.ts'
import type { Answer, RowOf } from '../../contracts.ts'
import { date, dateTime, yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import './parking.css'

const list = 'GET /api/estates/:estateId/parking/merchants'
const settled = 'GET /api/estates/:estateId/parking/coupons'
type MerchantShown = Answer<typeof list>['items'][number]
type CouponShown = RowOf<typeof settled>

/** 60 分钟, ¥3.00, or both. */
export function useGives(): (m: { minutes: number; amount: number }) => string {
  const { t } = useTranslation('parking')
  return m =>
    [m.minutes > 0 ? t('coupon.minutes', { n: m.minutes }) : '', m.amount > 0 ? `¥${yuan(m.amount)}` : '']
      .filter(text => text !== '')
      .join(' + ')
}

export function Merchants(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { can } = useMe()
  const gives = useGives()
  const { data, error, refetch } = useApi(list, { estateId })
  const [editing, edit] = useState<MerchantShown | 'new'>()
  const [entering, enter] = useState<MerchantShown>()
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="pk-stack">
      <header className="aj-page-head">
        <h2>{t('coupon.title')}</h2>
        {can('parking.manage') ? (
          <Button kind="main" icon="plus" onClick={() => edit('new')}>
            {t('coupon.add')}
          </Button>
        ) : null}
      </header>
      <p className="aj-weak">{t('coupon.lead')}</p>
      {data.items.length === 0 ? <Empty title={t('coupon.none')} hint={t('coupon.noneHint')} /> : null}
      <div className="pk-grid">
        {data.items.map(m => (
          <article key={m.id} className="pk-card">
            <p className="aj-row">
              <strong>{m.name}</strong>
              <span className="aj-weak">{m.room}</span>
              <State state={m.active ? 'kept' : 'stopped'} word={t(m.active ? 'coupon.on' : 'coupon.off')} />
            </p>
            <p>{t('coupon.each', { what: gives(m) })}</p>
            <p className="aj-num">
              {t('coupon.used', { n: m.usedThisMonth, most: m.monthCoupons })} ·{' '}
              {t('coupon.pays', { percent: m.percent })}
            </p>
            <div className="pk-reasons">
              {can('parking.charge') ? (
                <Button refused={m.active ? undefined : t('coupon.off')} onClick={() => enter(m)}>
                  {t('coupon.enter')}
                </Button>
              ) : null}
              {can('parking.manage') ? <Button onClick={() => edit(m)}>{t('coupon.change')}</Button> : null}
            </div>
          </article>
        ))}
      </div>
      <Settlement />
      {editing ? (
        <MerchantForm merchant={editing === 'new' ? undefined : editing} close={() => edit(undefined)} />
      ) : null}
      {entering ? (
        <Dialog title={`${t('coupon.enter')} · ${entering.name}`} close={() => enter(undefined)}>
          <Give merchantId={entering.id} done={() => enter(undefined)} />
        </Dialog>
      ) : null}
    </div>
  )
}

function MerchantForm(props: { merchant: MerchantShown | undefined; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const m = props.merchant
  const whole = (text: string) => /^\d+$/.test(text.trim())
  const money = (text: string) => /^\d+(\.\d{1,2})?$/.test(text.trim())
  const form = useForm({
    key: `parking.merchant.${m?.id ?? 'new'}`,
    initial: {
      name: m?.name ?? '',
      room: m?.room ?? '',
      minutes: String(m?.minutes ?? 60),
      amount: m ? yuan(m.amount) : '0.00',
      monthCoupons: String(m?.monthCoupons ?? 200),
      percent: String(m?.percent ?? 100),
      active: m?.active ?? true,
    },
    check: v => ({
      name: v.name.trim() ? undefined : t('coupon.needName'),
      minutes: whole(v.minutes) ? undefined : t('coupon.needNumber'),
      amount: money(v.amount) ? undefined : t('coupon.needMoney'),
      monthCoupons: whole(v.monthCoupons) && Number(v.monthCoupons) > 0 ? undefined : t('coupon.needNumber'),
      percent: whole(v.percent) && Number(v.percent) <= 100 ? undefined : t('coupon.needPercent'),
    }),
    send: async (v, clientId) => {
      const facts = {
        minutes: Number(v.minutes),
        amount: Math.round(Number(v.amount) * 100),
        monthCoupons: Number(v.monthCoupons),
        percent: Number(v.percent),
      }
      if (m)
        await api(
          'PUT /api/estates/:estateId/parking/merchants/:merchantId',
          { estateId, merchantId: m.id, ...facts, active: v.active, version: m.version },
          { clientId },
        )
      else
        await api(
          'POST /api/estates/:estateId/parking/merchants',
          { estateId, name: v.name, ...(v.room.trim() ? { room: v.room } : {}), ...facts },
          { clientId },
        )
      await queryClient.invalidateQueries()
      say(t('coupon.kept', { name: v.name }))
      props.close()
    },
  })
  return (
    <Dialog title={m ? t('coupon.changeTitle', { name: m.name }) : t('coupon.add')} close={props.close}>
      <FormBox form={form} submit={t(m ? 'coupon.save' : 'coupon.add')}>
        {m ? null : (
          <>
            <Field form={form} name="name" label={t('coupon.name')}>
              <input {...form.bind('name')} className="aj-input" />
            </Field>
            <Field form={form} name="room" label={t('coupon.room')} hint={t('coupon.roomHint')} optional>
              <input {...form.bind('room')} className="aj-input" />
            </Field>
          </>
        )}
        <Field form={form} name="minutes" label={t('coupon.minutesField')}>
          <input {...form.bind('minutes')} className="aj-input" inputMode="numeric" />
        </Field>
        <Field form={form} name="amount" label={t('coupon.amountField')}>
          <input {...form.bind('amount')} className="aj-input" inputMode="decimal" />
        </Field>
        <Field form={form} name="monthCoupons" label={t('coupon.monthField')}>
          <input {...form.bind('monthCoupons')} className="aj-input" inputMode="numeric" />
        </Field>
        <Field form={form} name="percent" label={t('coupon.percentField')} hint={t('coupon.percentHint')}>
          <input {...form.bind('percent')} className="aj-input" inputMode="numeric" />
        </Field>
        {m ? (
          <label className="aj-row">
            <input
              type="checkbox"
              checked={form.values.active}
              onChange={e => form.set({ active: e.target.checked })}
            />
            {t('coupon.active')}
          </label>
        ) : null}
      </FormBox>
    </Dialog>
  )
}

/** A guest's plate, and the coupon is given; by the desk for a stamped slip, by the shop itself on its phone. */
export function Give(props: { merchantId: string; mine?: boolean; done: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const form = useForm({
    key: `parking.coupon.${props.merchantId}`,
    initial: { plate: '' },
    check: v => ({ plate: v.plate.trim().length >= 2 ? undefined : t('visitor.needPlate') }),
    send: async (v, clientId) => {
      const { merchantId } = props
      if (props.mine)
        await api(
          'POST /api/estates/:estateId/my/coupons',
          { estateId, merchantId, plate: v.plate },
          { clientId },
        )
      else
        await api(
          'POST /api/estates/:estateId/parking/merchants/:merchantId/coupons',
          { estateId, merchantId, plate: v.plate },
          { clientId },
        )
      await queryClient.invalidateQueries()
      say(t('coupon.given', { plate: v.plate.trim().toUpperCase() }))
      props.done()
    },
  })
  return (
    <FormBox form={form} submit={t('coupon.give')}>
      <Field form={form} name="plate" label={t('coupon.plate')}>
        <input {...form.bind('plate')} className="aj-input" autoCapitalize="characters" autoComplete="off" />
      </Field>
    </FormBox>
  )
}

function Settlement(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const [month, setMonth] = useState(date(nowIso()).slice(0, 7))
  const { data } = useApi(settled, { estateId, month, limit: 200 }, { when: /^\d{4}-\d{2}$/.test(month) })
  return (
    <section className="pk-stack">
      <h2>{t('coupon.settle')}</h2>
      <p className="aj-row">
        <label className="aj-row pk-nowrap">
          {t('money.month')}
          <input className="aj-input" type="month" value={month} onChange={e => setMonth(e.target.value)} />
        </label>
        <a className="aj-button" href={exportHref('parking.coupons', estateId)({ month })}>
          {t('coupon.export')}
        </a>
      </p>
      {data?.items.length === 0 ? <p className="aj-weak">{t('coupon.noCoupons')}</p> : null}
      {data && data.sums.length > 0 ? (
        <table className="pk-rows">
          <thead>
            <tr>
              <th>{t('coupon.name')}</th>
              <th>{t('coupon.count')}</th>
              <th>{t('coupon.open')}</th>
              <th>{t('coupon.value')}</th>
              <th>{t('coupon.due')}</th>
            </tr>
          </thead>
          <tbody className="aj-num">
            {data.sums.map(s => (
              <tr key={s.merchantId}>
                <td>{s.merchant}</td>
                <td>{s.coupons}</td>
                <td>{s.open}</td>
                <td>{yuan(s.value)}</td>
                <td>
                  <strong>{yuan(s.pays)}</strong>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {data && data.items.length > 0 ? <CouponRows items={data.items} /> : null}
    </section>
  )
}

function CouponRows({ items }: { items: readonly CouponShown[] }): ReactNode {
  const { t } = useTranslation('parking')
  const gives = useGives()
  return (
    <table className="pk-rows">
      <thead>
        <tr>
          <th>{t('coupon.at')}</th>
          <th>{t('coupon.name')}</th>
          <th>{t('plate')}</th>
          <th>{t('coupon.by')}</th>
          <th>{t('coupon.what')}</th>
          <th>{t('coupon.value')}</th>
        </tr>
      </thead>
      <tbody className="aj-num">
        {items.map(c => (
          <tr key={c.id}>
            <td>{dateTime(c.givenAt)}</td>
            <td>{c.merchant}</td>
            <td>{c.plate ?? '—'}</td>
            <td>{c.givenBy}</td>
            <td>{gives(c)}</td>
            <td>{c.value === null ? t('coupon.inside') : yuan(c.value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
