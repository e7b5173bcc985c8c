import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { useNow } from '../../clock.ts'
import { date } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { endOfDay, fenOf } from './parts.tsx'

const kinds = ['lease', 'monthly', 'sale', 'gift', 'outside'] as const

/** Sell, give or let; the owners-first rules answer in the form, with the clause that holds. */
export function NewPermit(props: {
  from: { room?: string; waitId?: string; spaceId?: string }
  close: () => void
}): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const lots = useApi('GET /api/estates/:estateId/parking/lots', { estateId })
  const [chosen, choose] = useState<string[]>(props.from.spaceId ? [props.from.spaceId] : [])
  const free = useApi('GET /api/estates/:estateId/parking/spaces', { estateId, held: 'free', limit: 500 })
  const form = useForm({
    key: `parking.permit.${props.from.waitId ?? 'new'}`,
    initial: {
      lotId: '',
      kind: 'lease' as (typeof kinds)[number],
      room: props.from.room ?? '',
      holder: '',
      plates: '',
      many: '1',
      price: '',
      deed: '',
      signedOn: '',
      from: date(now),
      until: '',
    },
    check: v => ({
      room: v.kind === 'outside' || v.room.trim() ? undefined : t('visitor.needRoom'),
      holder: v.kind !== 'outside' || v.holder.trim() ? undefined : t('permit.needHolder'),
      price: fenOf(v.price) === undefined ? t('pay.number') : undefined,
      until: v.kind === 'sale' || v.kind === 'gift' || v.until ? undefined : t('permit.needUntil'),
    }),
    send: async (v, clientId) => {
      const lotId =
        free.data?.items.find(s => s.id === chosen[0])?.lotId ?? (v.lotId || lots.data?.items[0]?.id || '')
      const endless = v.kind === 'sale' || v.kind === 'gift'
      const made = await api(
        'POST /api/estates/:estateId/parking/permits',
        {
          estateId,
          lotId,
          kind: v.kind,
          ...(v.kind === 'outside' ? { holder: v.holder } : { room: v.room }),
          spaceIds: fixed ? chosen : [],
          plates: v.plates.split(/[、,，\s]+/).filter(Boolean),
          many: Number(v.many) || 1,
          price: fenOf(v.price) ?? 0,
          ...(v.deed ? { deed: v.deed } : {}),
          ...(v.signedOn ? { signedOn: v.signedOn } : {}),
          from: `${v.from}T00:00:00+08:00`,
          ...(endless ? {} : { until: endOfDay(v.until) }),
          ...(props.from.waitId ? { waitId: props.from.waitId } : {}),
        },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('permit.made', { who: made.room ?? made.holder ?? '' }))
      props.close()
    },
  })
  const fixed = ['sale', 'gift', 'lease'].includes(form.values.kind)
  const text = (
    name: 'room' | 'holder' | 'plates' | 'many' | 'price' | 'deed',
    more: { optional?: boolean; hint?: string } = {},
  ) => (
    <Field form={form} name={name} label={t(`permit.field.${name}`)} {...more}>
      <input {...form.bind(name)} className="aj-input" />
    </Field>
  )
  return (
    <Dialog title={t('permit.add')} close={props.close} wide>
      <FormBox form={form} submit={t('permit.do')} columns={2}>
        <Choices
          legend={t('col.kind')}
          options={kinds.map(value => ({ value, label: t(`permit.kind.${value}`) }))}
          value={form.values.kind}
          onChange={kind => form.set({ kind })}
        />
        {form.values.kind === 'outside' ? text('holder') : text('room')}
        {fixed ? (
          <div className="aj-field">
            <label htmlFor="parking-new-space">{t('permit.pickSpace')}</label>
            <select
              id="parking-new-space"
              className="aj-input"
              value=""
              onChange={e => choose([...chosen, e.target.value])}
            >
              <option value="">
                {free.data && free.data.total === 0 ? t('wait.noFree') : t('permit.pickHint')}
              </option>
              {free.data?.items
                .filter(s => !chosen.includes(s.id) && (s.offeredTo === null || s.id === props.from.spaceId))
                .map(s => (
                  <option key={s.id} value={s.id}>
                    {s.lot} {s.number} {t(`ground.${s.ground}`)} {t(`use.${s.use}`)}
                  </option>
                ))}
            </select>
            <span className="pk-reasons">
              {chosen.map(id => (
                <Button key={id} icon="close" onClick={() => choose(chosen.filter(x => x !== id))}>
                  {free.data?.items.find(s => s.id === id)?.number ?? '…'}
                </Button>
              ))}
            </span>
          </div>
        ) : (
          <Field form={form} name="lotId" label={t('col.lot')}>
            <select {...form.bind('lotId')} className="aj-input">
              {lots.data?.items.map(l => (
                <option key={l.id} value={l.id}>
                  {l.name}
                </option>
              ))}
            </select>
          </Field>
        )}
        {fixed ? null : text('many')}
        {text('plates', { optional: true, hint: t('permit.platesHint') })}
        {text('price')}
        <Field form={form} name="from" label={t('permit.from')}>
          <input {...form.bind('from')} className="aj-input" type="date" />
        </Field>
        {form.values.kind === 'sale' || form.values.kind === 'gift' ? null : (
          <Field form={form} name="until" label={t('permit.untilDay')}>
            <input {...form.bind('until')} className="aj-input" type="date" />
          </Field>
        )}
        {text('deed', { optional: true })}
        <Field
          form={form}
          name="signedOn"
          label={t('permit.signedOn')}
          hint={t('permit.signedHint')}
          optional
        >
          <input {...form.bind('signedOn')} className="aj-input" type="date" />
        </Field>
      </FormBox>
    </Dialog>
  )
}
