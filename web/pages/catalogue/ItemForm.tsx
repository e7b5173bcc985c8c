import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { queryClient } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import type { Item } from './price.ts'

const services = ['public', 'special', 'commercial'] as const
const managements = [
  'building_equipment',
  'sanitation',
  'security_fire',
  'greening',
  'traffic',
  'other_public',
] as const
const lives = ['clothing', 'food', 'housing', 'travel', 'other'] as const
const states = ['proposed', 'active', 'ended'] as const
const texts = ['clause', 'audience', 'provider', 'hours', 'delivery', 'origin'] as const
const orderClasses = ['special', 'onsite', 'advice'] as const

const whole = (text: string) => text === '' || /^-?\d{1,3}$/.test(text.trim())

/** An item's facts; its price is set apart, from a day on. */
export function ItemForm(props: { estateId: string; item?: Item; done: () => void }): ReactNode {
  const { t } = useTranslation('catalogue')
  const { estateId, item } = props
  const form = useForm({
    key: item ? `catalogue.item.${item.id}.${item.version}` : `catalogue.item.${estateId}`,
    initial: {
      name: item?.name ?? '',
      service: item?.service ?? ('special' as (typeof services)[number]),
      management: item?.management ?? ('' as (typeof managements)[number] | ''),
      life: item?.life ?? ('' as (typeof lives)[number] | ''),
      content: item?.content ?? '',
      standard: item?.standard ?? '',
      clause: item?.clause ?? '',
      audience: item?.audience ?? '',
      minFloors: item?.groups.minFloors === undefined ? '' : String(item.groups.minFloors),
      fromFloor: item?.groups.fromFloor === undefined ? '' : String(item.groups.fromFloor),
      paid: item?.paid === true ? 'paid' : item?.paid === false ? 'free' : '',
      orderClass: item?.orderClass ?? ('special' as (typeof orderClasses)[number]),
      provider: item?.provider ?? '',
      hours: item?.hours ?? '',
      delivery: item?.delivery ?? '',
      origin: item?.origin ?? '',
      startsOn: item?.startsOn ?? '',
      state: item?.state ?? ('active' as (typeof states)[number]),
    },
    check: v => {
      const need = v.service === 'commercial' && v.state === 'active'
      return {
        name: v.name.trim() ? undefined : t('item.needName'),
        // S3-105, S3-108: a commercial service says when, how soon, free or paid, and from which day
        hours: need && !v.hours.trim() ? t('item.needHours') : undefined,
        delivery: need && !v.delivery.trim() ? t('item.needDelivery') : undefined,
        paid: need && !v.paid ? t('item.needPaid') : undefined,
        startsOn: need && !v.startsOn ? t('item.needStart') : undefined,
        minFloors: whole(v.minFloors) ? undefined : t('item.needWhole'),
        fromFloor: whole(v.fromFloor) ? undefined : t('item.needWhole'),
      }
    },
    send: async (v, clientId) => {
      const { minFloors, fromFloor, paid, ...rest } = v
      const body = {
        ...rest,
        estateId,
        paid: paid === '' ? null : paid === 'paid',
        groups: {
          ...(minFloors ? { minFloors: Number(minFloors) } : {}),
          ...(fromFloor ? { fromFloor: Number(fromFloor) } : {}),
          ...(item?.groups.buildings ? { buildings: item.groups.buildings } : {}),
        },
        management: v.management || null,
        life: v.life || null,
        startsOn: v.startsOn || null,
      }
      if (item)
        await api('PUT /api/estates/:estateId/catalogue/items/:itemId', {
          ...body,
          itemId: item.id,
          version: item.version,
        })
      else await api('POST /api/estates/:estateId/catalogue/items', body, { clientId })
      await queryClient.invalidateQueries()
      say(t('item.saved', { name: v.name }))
      props.done()
    },
  })
  const select = (
    name: 'service' | 'management' | 'life' | 'state',
    values: readonly string[],
    group: string,
  ) => (
    <select {...form.bind(name)} className="aj-input">
      {name === 'management' || name === 'life' ? <option value="">—</option> : null}
      {values.map(value => (
        <option key={value} value={value}>
          {t(`${group}.${value}`)}
        </option>
      ))}
    </select>
  )
  return (
    <FormBox
      form={form}
      columns={2}
      submit={t('save')}
      more={<Button onClick={props.done}>{t('common:act.cancel')}</Button>}
    >
      <Field form={form} name="name" label={t('item.name')}>
        <input {...form.bind('name')} className="aj-input" />
      </Field>
      <Field form={form} name="service" label={t('item.service')}>
        {select('service', services, 'service')}
      </Field>
      <Field form={form} name="management" label={t('item.management')} optional>
        {select('management', managements, 'heading')}
      </Field>
      <Field form={form} name="life" label={t('item.life')} optional>
        {select('life', lives, 'life')}
      </Field>
      <Field form={form} name="content" label={t('item.content')} optional>
        <textarea {...form.bind('content')} className="aj-input" rows={2} />
      </Field>
      <Field form={form} name="standard" label={t('item.standard')} optional>
        <textarea {...form.bind('standard')} className="aj-input" rows={2} />
      </Field>
      {texts.map(name => (
        <Field key={name} form={form} name={name} label={t(`item.${name}`)} optional>
          <input {...form.bind(name)} className="aj-input" />
        </Field>
      ))}
      {form.values.service === 'public' ? null : (
        <>
          <Field
            form={form}
            name="paid"
            label={t('item.paid')}
            optional={form.values.service !== 'commercial'}
          >
            <select {...form.bind('paid')} className="aj-input">
              <option value="">—</option>
              <option value="paid">{t('paid.paid')}</option>
              <option value="free">{t('paid.free')}</option>
            </select>
          </Field>
          <Field form={form} name="orderClass" label={t('item.orderClass')}>
            <select {...form.bind('orderClass')} className="aj-input">
              {orderClasses.map(value => (
                <option key={value} value={value}>
                  {t(`orderClass.${value}`)}
                </option>
              ))}
            </select>
          </Field>
          <Field
            form={form}
            name="minFloors"
            label={t('item.minFloors')}
            hint={t('item.minFloorsHint')}
            optional
          >
            <input {...form.bind('minFloors')} className="aj-input" inputMode="numeric" />
          </Field>
          <Field form={form} name="fromFloor" label={t('item.fromFloor')} optional>
            <input {...form.bind('fromFloor')} className="aj-input" inputMode="numeric" />
          </Field>
        </>
      )}
      <Field form={form} name="startsOn" label={t('item.startsOn')} optional>
        <input {...form.bind('startsOn')} className="aj-input" type="date" />
      </Field>
      <Field form={form} name="state" label={t('item.state')}>
        {select('state', states, 'itemState')}
      </Field>
    </FormBox>
  )
}
