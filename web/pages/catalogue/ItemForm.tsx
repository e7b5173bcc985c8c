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
const texts = ['audience', 'provider', 'hours', 'delivery', 'origin'] as const

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
      audience: item?.audience ?? '',
      provider: item?.provider ?? '',
      hours: item?.hours ?? '',
      delivery: item?.delivery ?? '',
      origin: item?.origin ?? '',
      startsOn: item?.startsOn ?? '',
      state: item?.state ?? ('active' as (typeof states)[number]),
    },
    check: v => ({ name: v.name.trim() ? undefined : t('item.needName') }),
    send: async (v, clientId) => {
      const body = {
        ...v,
        estateId,
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
      <Field form={form} name="startsOn" label={t('item.startsOn')} optional>
        <input {...form.bind('startsOn')} className="aj-input" type="date" />
      </Field>
      <Field form={form} name="state" label={t('item.state')}>
        {select('state', states, 'itemState')}
      </Field>
    </FormBox>
  )
}
