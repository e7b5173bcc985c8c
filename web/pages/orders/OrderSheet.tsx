import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { yuan } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { queryClient } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { priceText } from '../catalogue/price.ts'
import { hundredths, type ServiceItem, total } from './amount.ts'

/** The last page before an order: what it is, what it costs, how many, and one button that names the sum. */
export function OrderSheet({ item }: { item: ServiceItem }): ReactNode {
  const { t } = useTranslation(['orders', 'catalogue'])
  const estateId = useEstateId()
  const go = useNavigate()
  const { price } = item
  const form = useForm({
    key: `orders.own.${item.id}`,
    initial: { quantity: '1', wanted: '', text: '' },
    check: v => ({ quantity: hundredths(v.quantity) === undefined ? t('form.needQuantity') : undefined }),
    send: async (v, clientId) => {
      const made = await api(
        'POST /api/estates/:estateId/orders',
        {
          estateId,
          itemId: item.id,
          priceId: price?.id ?? '',
          quantity: hundredths(v.quantity),
          text: v.text,
          wantedAt: v.wanted ? `${v.wanted}:00+08:00` : undefined,
          channel: 'app',
        },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('form.placed', { number: made.number }))
      await go({ to: paths.page('resident', `requests/${made.id}`) })
    },
  })
  const many = hundredths(form.values.quantity)
  const sum =
    price?.method === 'fixed' && price.amount !== null && many ? total(price.amount, many) : undefined
  const step = (by: number) =>
    form.set({ quantity: String(Math.max(1, Math.floor((many ?? 100) / 100) + by)) })
  return (
    <div className="aj-stack">
      <p className="or-big">{priceText(price, (key, v) => t(`catalogue:${key}`, v))}</p>
      <Facts
        facts={[
          { label: t('fact.content'), value: item.content },
          ...(item.standard ? [{ label: t('fact.standard'), value: item.standard }] : []),
          ...(item.hours ? [{ label: t('fact.hours'), value: item.hours }] : []),
          ...(item.delivery ? [{ label: t('fact.delivery'), value: item.delivery }] : []),
          ...(item.provider ? [{ label: t('fact.provider'), value: item.provider }] : []),
          ...(price?.note ? [{ label: t('fact.note'), value: price.note }] : []),
        ]}
      />
      {price?.method === 'from' || price?.method === 'on_site' ? <p>{t('form.onSiteLead')}</p> : null}
      <FormBox
        form={form}
        submit={sum === undefined ? t('form.order') : t('form.orderFor', { sum: yuan(sum) })}
      >
        <Field
          form={form}
          name="quantity"
          label={t('form.quantity', { unit: price?.unit ?? t('form.times') })}
        >
          <div className="or-step">
            <Button aria-label={t('form.less')} onClick={() => step(-1)}>
              −
            </Button>
            <input {...form.bind('quantity')} className="aj-input" inputMode="decimal" />
            <Button aria-label={t('form.more')} onClick={() => step(1)}>
              +
            </Button>
          </div>
        </Field>
        <Field form={form} name="wanted" label={t('form.wanted')} optional>
          <input {...form.bind('wanted')} className="aj-input" type="datetime-local" />
        </Field>
        <Field form={form} name="text" label={t('form.wish')} optional>
          <textarea {...form.bind('text')} className="aj-input" rows={2} maxLength={2000} />
        </Field>
      </FormBox>
    </div>
  )
}
