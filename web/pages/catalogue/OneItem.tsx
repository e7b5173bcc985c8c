import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { nowMs } from '../../clock.ts'
import { date, dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { ItemForm } from './ItemForm.tsx'
import { Orderable } from './Orderable.tsx'
import { priceText } from './price.ts'

const methods = ['fixed', 'from', 'on_site', 'free', 'included'] as const

/** One item: what it is, its price today and to come, every earlier price. */
export function OneItem({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('catalogue')
  const estateId = useEstateId()
  const { can } = useMe()
  const [mode, to] = useState<'see' | 'edit' | 'price'>('see')
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/catalogue/items/:itemId', {
    estateId,
    itemId: id,
  })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const back = () => to('see')
  if (mode === 'edit') return <ItemForm key={data.version} estateId={estateId} item={data} done={back} />
  if (mode === 'price') return <PriceForm estateId={estateId} itemId={id} done={back} />
  return (
    <div className="aj-stack">
      <div className="aj-row">
        <Orderable item={data} />
        <strong>{priceText(data.price, t)}</strong>
      </div>
      <Facts
        facts={[
          { label: t('item.service'), value: t(`service.${data.service}`) },
          { label: t('item.life'), value: data.life ? t(`life.${data.life}`) : null },
          { label: t('item.content'), value: data.content },
          { label: t('item.standard'), value: data.standard },
          ...(data.clause ? [{ label: t('item.clause'), value: data.clause }] : []),
          { label: t('item.audience'), value: data.audience },
          ...(data.groups.minFloors === undefined
            ? []
            : [{ label: t('item.minFloors'), value: data.groups.minFloors }]),
          ...(data.groups.fromFloor === undefined
            ? []
            : [{ label: t('item.fromFloor'), value: data.groups.fromFloor }]),
          ...(data.paid === null
            ? []
            : [{ label: t('item.paid'), value: t(data.paid ? 'paid.paid' : 'paid.free') }]),
          { label: t('item.provider'), value: data.provider },
          { label: t('item.hours'), value: data.hours },
          { label: t('item.delivery'), value: data.delivery },
          { label: t('item.startsOn'), value: data.startsOn },
          { label: t('item.origin'), value: data.origin },
        ]}
      />
      <div className="aj-row">
        <Button
          kind="main"
          onClick={() => to('price')}
          refused={can('price.write') ? undefined : t('refused.price')}
        >
          {t('price.set')}
        </Button>
        <Button onClick={() => to('edit')} refused={can('catalogue.write') ? undefined : t('refused.write')}>
          {t('item.edit')}
        </Button>
      </div>
      <h3>{t('price.history')}</h3>
      {data.history.length === 0 ? <p className="aj-weak">{t('price.noHistory')}</p> : null}
      <ul className="aj-stack">
        {data.history.map(p => (
          <li key={p.id}>
            <strong className="aj-num">{p.validFrom}</strong> {priceText(p, t)}
            <br />
            <span className="aj-weak">
              {p.madeBy} {dateTime(p.madeAt)}
              {p.reason ? ` · ${p.reason}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Yuan as typed to fen; undefined when it is no amount above zero with two decimals at most. */
function fen(text: string): number | undefined {
  const match = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(text.trim())
  const value = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : 0
  return value > 0 ? value : undefined
}

function PriceForm(props: { estateId: string; itemId: string; done: () => void }): ReactNode {
  const { t } = useTranslation('catalogue')
  const { estateId, itemId } = props
  const form = useForm({
    key: `catalogue.price.${itemId}`,
    initial: {
      method: 'fixed' as (typeof methods)[number],
      amount: '',
      unit: t('price.time'),
      validFrom: date(nowMs()),
      reason: '',
    },
    check: v => ({
      amount:
        (v.method === 'fixed' || v.method === 'from') && fen(v.amount) === undefined
          ? t('price.needAmount')
          : undefined,
    }),
    send: async (v, clientId) => {
      const priced = v.method === 'fixed' || v.method === 'from'
      await api(
        'POST /api/estates/:estateId/catalogue/items/:itemId/prices',
        {
          estateId,
          itemId,
          method: v.method,
          amount: priced ? fen(v.amount) : null,
          unit: priced ? v.unit : null,
          validFrom: v.validFrom,
          reason: v.reason || null,
        },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('price.saved'))
      props.done()
    },
  })
  const priced = form.values.method === 'fixed' || form.values.method === 'from'
  return (
    <FormBox
      form={form}
      submit={t('price.set')}
      more={<Button onClick={props.done}>{t('common:act.cancel')}</Button>}
    >
      <Field form={form} name="method" label={t('price.method')}>
        <select {...form.bind('method')} className="aj-input">
          {methods.map(m => (
            <option key={m} value={m}>
              {t(`method.${m}`)}
            </option>
          ))}
        </select>
      </Field>
      {priced ? (
        <>
          <Field form={form} name="amount" label={t('price.amount')}>
            <input {...form.bind('amount')} className="aj-input" inputMode="decimal" placeholder="30.00" />
          </Field>
          <Field form={form} name="unit" label={t('price.unit')}>
            <input {...form.bind('unit')} className="aj-input" />
          </Field>
        </>
      ) : null}
      <Field form={form} name="validFrom" label={t('price.validFrom')} hint={t('price.validFromHint')}>
        <input {...form.bind('validFrom')} className="aj-input" type="date" />
      </Field>
      <Field form={form} name="reason" label={t('price.reason')} optional>
        <input {...form.bind('reason')} className="aj-input" />
      </Field>
    </FormBox>
  )
}
