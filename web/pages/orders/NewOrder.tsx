import { type ReactNode, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { RowOf } from '../../contracts.ts'
import { yuan } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { priceText } from '../catalogue/price.ts'
import type { Ticket } from '../desk/words.ts'
import { hundredths, total } from './amount.ts'

type Item = RowOf<'GET /api/estates/:estateId/catalogue/items'>
const channels = ['phone', 'visit', 'message', 'paper', 'other'] as const

const blank = {
  room: '',
  quantity: '1',
  wanted: '',
  text: '',
  name: '',
  phone: '',
  channel: 'phone' as (typeof channels)[number],
  onBehalf: true,
}

/** The desk orders for somebody: item and price first, told on the phone, then whose and when. */
export function NewOrder({ quote, done }: { quote?: Ticket; done: () => void }): ReactNode {
  const { t } = useTranslation(['orders', 'catalogue'])
  const estateId = useEstateId()
  const [item, setItem] = useState<Item>()
  const rooms = useRooms()
  const form = useForm({
    key: quote ? `orders.quote.${quote.id}` : 'orders.new',
    initial: blank,
    check: v => ({
      quantity: hundredths(v.quantity) === undefined ? t('form.needQuantity') : undefined,
      room: v.room && !rooms.known[v.room] ? t('form.roomUnknown') : undefined,
    }),
    send: async (v, clientId) => {
      const some = (text: string) => text.trim() || undefined
      const made = await api(
        'POST /api/estates/:estateId/orders',
        {
          estateId,
          itemId: item?.id ?? '',
          priceId: item?.price?.id ?? '',
          quantity: hundredths(v.quantity),
          text: v.text,
          unitId: quote ? (quote.unitId ?? undefined) : rooms.known[v.room],
          wantedAt: v.wanted ? `${v.wanted}:00+08:00` : undefined,
          requesterName: some(v.name),
          requesterPhone: some(v.phone),
          requesterPersonId: quote?.requester?.personId ?? undefined,
          channel: v.channel,
          onBehalf: v.onBehalf,
          quoteTicketId: quote?.id,
        },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('form.placed', { number: made.number }))
      done()
    },
  })
  const many = hundredths(form.values.quantity)
  const fixed = item?.price?.method === 'fixed' ? item.price.amount : null
  const sum = quote ? quote.quotedFee : fixed !== null && many ? total(fixed, many) : null
  return (
    <div className="or-new">
      <PickItem chosen={item} choose={setItem} open={quote !== undefined} />
      <FormBox
        form={form}
        columns={2}
        submit={sum === null ? t('form.order') : t('form.orderFor', { sum: yuan(sum) })}
        refused={item ? undefined : t('form.chooseFirst')}
      >
        {quote ? null : (
          <Field form={form} name="room" label={t('form.room')} hint={t('form.roomHint')} optional>
            <input
              {...form.bind('room')}
              className="aj-input"
              list="or-rooms"
              autoComplete="off"
              placeholder="1-2-301"
              onInput={event => rooms.look(event.currentTarget.value)}
            />
          </Field>
        )}
        <datalist id="or-rooms">
          {rooms.labels.map(label => (
            <option key={label} value={label} />
          ))}
        </datalist>
        <Field
          form={form}
          name="quantity"
          label={t('form.quantity', { unit: item?.price?.unit ?? t('form.times') })}
        >
          <input {...form.bind('quantity')} className="aj-input" inputMode="decimal" />
        </Field>
        <Field form={form} name="name" label={t('form.name')} optional>
          <input {...form.bind('name')} className="aj-input" autoComplete="off" />
        </Field>
        <Field form={form} name="phone" label={t('form.phone')} optional>
          <input {...form.bind('phone')} className="aj-input" inputMode="tel" autoComplete="off" />
        </Field>
        <Field form={form} name="wanted" label={t('form.wanted')} optional>
          <input {...form.bind('wanted')} className="aj-input" type="datetime-local" />
        </Field>
        <Field form={form} name="channel" label={t('form.channel')}>
          <select {...form.bind('channel')} className="aj-input">
            {channels.map(channel => (
              <option key={channel} value={channel}>
                {t(`channel.${channel}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field form={form} name="text" label={t('form.wish')} optional>
          <textarea {...form.bind('text')} className="aj-input" rows={2} />
        </Field>
        <label className="aj-row">
          <input
            type="checkbox"
            checked={form.values.onBehalf}
            onChange={event => form.set({ onBehalf: event.target.checked })}
          />
          {t('form.onBehalf')}
        </label>
      </FormBox>
    </div>
  )
}

/** Rooms as they are typed, with their ids. */
function useRooms() {
  const estateId = useEstateId()
  const [typed, look] = useState('')
  const q = useDeferredValue(typed.trim())
  const { data } = useApi(
    'GET /api/estates/:estateId/units',
    { estateId, q, limit: 12 },
    { when: q !== '', keep: true },
  )
  const items = data?.items ?? []
  return {
    look,
    labels: items.map(u => u.label),
    known: Object.fromEntries(items.map(u => [u.label, u.id])) as Record<string, string>,
  }
}

function PickItem(props: { chosen?: Item; choose: (item: Item) => void; open: boolean }): ReactNode {
  const { t } = useTranslation(['orders', 'catalogue'])
  const estateId = useEstateId()
  const [q, find] = useState('')
  const typed = useDeferredValue(q.trim())
  const { data } = useApi(
    'GET /api/estates/:estateId/catalogue/items',
    { estateId, state: 'active', priced: 'yes', ...(typed ? { q: typed } : {}) },
    { keep: true },
  )
  const fits = (i: Item) =>
    i.allowed.order === true && (!props.open || i.price?.method === 'on_site' || i.price?.method === 'from')
  const items = (data?.items ?? []).filter(fits)
  return (
    <div className="or-pick">
      <input
        className="aj-input"
        type="search"
        aria-label={t('form.item')}
        placeholder={t('form.itemHint')}
        value={q}
        onChange={event => find(event.target.value)}
      />
      <ul>
        {items.slice(0, 40).map(i => (
          <li key={i.id}>
            <button type="button" aria-pressed={props.chosen?.id === i.id} onClick={() => props.choose(i)}>
              <span>{i.name}</span>
              <span className="aj-num">{priceText(i.price, (key, v) => t(`catalogue:${key}`, v))}</span>
            </button>
          </li>
        ))}
      </ul>
      {data && items.length === 0 ? <p className="aj-weak">{t('form.noItem')}</p> : null}
    </div>
  )
}
