import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { day as dayText } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { addDays, instantOf, mondayOf, turnOf } from './days.ts'
import { TimePick } from './TimePick.tsx'

type Kind = RowOf<'GET /api/estates/:estateId/duties'>['kind']

/** Where a click on the week began. */
export interface Place {
  day: string
  postId?: string
  kind?: Kind
  from?: string
  until?: string
}

const onCall = ['management', 'complaints', 'repair', 'security', 'cleaning', 'greening'] as const
const shifts = {
  morning: ['08:00', '16:00'],
  evening: ['16:00', '24:00'],
  night: ['00:00', '08:00'],
  day: ['08:00', '20:00'],
  late: ['20:00', '08:00'],
} as const
type Shift = keyof typeof shifts | 'own'

const shiftOf = (from: string, until: string): Shift =>
  (Object.keys(shifts) as (keyof typeof shifts)[]).find(
    key => shifts[key][0] === from && shifts[key][1] === until,
  ) ?? 'own'

/** One person, one turn, on one or several days of the week. */
export function AssignForm(props: {
  place: Place
  posts: RowOf<'GET /api/estates/:estateId/posts'>[]
  done: () => void
}): ReactNode {
  const { t } = useTranslation('roster')
  const { language } = useSettings()
  const estateId = useEstateId()
  const { place } = props
  const { data: staff } = useApi('GET /api/estates/:estateId/staff', { estateId })
  const send = useMutate('POST /api/estates/:estateId/duties', {
    stale: [
      'GET /api/estates/:estateId/duties',
      'GET /api/estates/:estateId/roster/gaps',
      'GET /api/estates/:estateId/posts',
    ],
  })
  const form = useForm({
    key: `roster.assign.${place.postId ?? place.kind ?? ''}.${place.day}.${place.from ?? ''}`,
    initial: {
      where: place.postId ?? place.kind ?? props.posts[0]?.id ?? 'management',
      accountId: '',
      from: place.from ?? '08:00',
      until: place.until ?? '16:00',
      days: [place.day],
      superior: '',
    },
    check: v => ({
      ...(v.accountId ? {} : { accountId: t('duty.whoNeeded') }),
      ...(v.days.length > 0 ? {} : { days: t('duty.daysNeeded') }),
    }),
    send: async v => {
      const kind = onCall.find(one => one === v.where)
      await send.mutateAsync({
        estateId,
        duties: v.days.map(day => ({
          ...(kind ? { kind } : { postId: v.where }),
          accountId: v.accountId,
          ...turnOf(day, v.from, v.until),
          ...(v.superior ? { superior: v.superior } : {}),
        })),
      })
      say(t('duty.saved'))
      props.done()
    },
  })
  const v = form.values
  const flip = (day: string) =>
    form.set({ days: v.days.includes(day) ? v.days.filter(d => d !== day) : [...v.days, day].sort() })
  const people = (staff?.items ?? []).map(s => (
    <option key={s.accountId} value={s.accountId}>
      {s.name}
    </option>
  ))
  return (
    <FormBox form={form} submit={t('duty.save')} columns={2}>
      <Field form={form} name="where" label={t('week.post')}>
        <select {...form.bind('where')} className="aj-input">
          {props.posts.map(p => (
            <option key={p.id} value={p.id}>
              {p.name}
            </option>
          ))}
          {onCall.map(kind => (
            <option key={kind} value={kind}>
              {t(`kind.${kind}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="accountId" label={t('duty.who')}>
        <select {...form.bind('accountId')} className="aj-input">
          <option value="">—</option>
          {people}
        </select>
      </Field>
      <Choices
        legend={t('duty.shift')}
        value={shiftOf(v.from, v.until)}
        onChange={shift => {
          if (shift !== 'own') form.set({ from: shifts[shift][0], until: shifts[shift][1] })
        }}
        options={(['morning', 'evening', 'night', 'day', 'late', 'own'] as const).map(value => ({
          value,
          label: t(`duty.${value}`),
        }))}
      />
      <div className="ro-two">
        <Field form={form} name="from" label={t('duty.from')}>
          <TimePick {...form.bind('from')} />
        </Field>
        <Field form={form} name="until" label={t('duty.until')}>
          <TimePick {...form.bind('until')} end />
        </Field>
      </div>
      <fieldset className="aj-choices" id={form.fieldId('days')}>
        <legend>{t('duty.days')}</legend>
        {Array.from({ length: 7 }, (_, i) => addDays(mondayOf(place.day), i)).map(day => (
          <label key={day}>
            <input type="checkbox" checked={v.days.includes(day)} onChange={() => flip(day)} />
            {dayText(instantOf(day, '12:00'), language).slice(5)}
          </label>
        ))}
        {form.errorOf('days') ? <p className="aj-error">{form.errorOf('days')}</p> : null}
      </fieldset>
      <Field form={form} name="superior" label={t('duty.superior')} optional>
        <select {...form.bind('superior')} className="aj-input">
          <option value="">—</option>
          {people}
        </select>
      </Field>
    </FormBox>
  )
}
