import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { nowMs } from '../../clock.ts'
import { when } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { type FormState, useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { Proposals } from '../triage/Proposals.tsx'
import { type Kind, type TicketClass, useClasses, usePromiseWords } from './words.ts'

const kinds = ['complaint', 'inquiry', 'repair', 'suggestion', 'order'] as const
const channels = ['phone', 'visit', 'message', 'paper', 'patrol', 'other'] as const

const blank = {
  kind: 'complaint',
  class: '',
  subtype: '',
  text: '',
  channel: 'phone',
  unit: '',
  accused: '',
  place: '',
  requesterName: '',
  requesterPhone: '',
  onBehalf: false,
  answer: '',
  limit: '',
  limitReason: '',
  consent: false,
}
type Values = typeof blank

/** Intake while talking: keyboard only, the promise of the chosen class in sight before it is given. */
export function Intake({ done }: { done: () => void }): ReactNode {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  const client = useQueryClient()
  const { classes } = useClasses()
  const [units, setUnits] = useState<Record<string, string>>({})
  const form = useForm<Values>({
    key: 'desk.intake',
    initial: blank,
    check: v => {
      const cls = classes.find(c => c.kind === v.kind && c.class === v.class)
      return {
        class: cls ? undefined : t('need'),
        text: v.text.trim() ? undefined : t('need'),
        unit: v.unit && !units[v.unit] ? t('intake.unitUnknown') : undefined,
        accused: cls?.accused === 'required' && !v.accused.trim() ? t('need') : undefined,
      }
    },
    send: async (v, clientId) => {
      const made = await api('POST /api/estates/:estateId/tickets', bodyOf(v, estateId, units, clientId), {
        clientId,
      })
      await client.invalidateQueries({ queryKey: ['GET /api/estates/:estateId/tickets'] })
      const due = made.promises
        .map(p => p.dueAt)
        .filter(d => d !== null)
        .sort()[0]
      say(
        made.state === 'closed'
          ? t('intake.doneAtOnce', { number: made.number })
          : due
            ? t('intake.done', { number: made.number, time: when(due, nowMs()) })
            : t('intake.doneNoLimit', { number: made.number }),
      )
      done()
    },
  })
  const cls = classes.find(c => c.kind === form.values.kind && c.class === form.values.class)
  return (
    <FormBox form={form} submit={t('intake.submit')} columns={2}>
      <ClassFields form={form} cls={cls} />
      <Field form={form} name="text" label={t('fact.text')}>
        <textarea {...form.bind('text')} className="aj-input" rows={4} maxLength={4000} />
      </Field>
      <Proposals
        text={form.values.text}
        chosen={form.values}
        take={p => form.set({ kind: p.kind, class: p.class, subtype: p.subtype ?? '' })}
      />
      <UnitField
        form={form}
        name="unit"
        label={t('intake.unit')}
        known={units}
        learn={found => setUnits(before => ({ ...before, ...found }))}
      />
      {cls && cls.accused !== 'no' ? (
        <Field
          form={form}
          name="accused"
          label={t('intake.accused')}
          hint={t('intake.accusedHint')}
          optional={cls.accused === 'optional'}
        >
          <input {...form.bind('accused')} className="aj-input" placeholder="1-2-301" />
        </Field>
      ) : null}
      <WhoFields form={form} />
      {cls ? <PromiseFields form={form} cls={cls} /> : null}
    </FormBox>
  )
}

function bodyOf(v: Values, estateId: string, units: Record<string, string>, clientId: string) {
  const some = (text: string) => text.trim() || undefined
  return {
    estateId,
    clientId,
    kind: v.kind as Kind,
    class: v.class,
    subtype: some(v.subtype),
    text: v.text,
    channel: v.channel as (typeof channels)[number],
    unitId: units[v.unit],
    accusedRoom: some(v.accused),
    place: some(v.place),
    requesterName: some(v.requesterName),
    requesterPhone: some(v.requesterPhone),
    onBehalf: v.onBehalf,
    answer: some(v.answer),
    consent: v.consent,
    limit: v.limit.trim() ? { amount: Number(v.limit), reason: some(v.limitReason) } : undefined,
  }
}

function ClassFields({ form, cls }: { form: FormState<Values>; cls: TicketClass | undefined }): ReactNode {
  const { t } = useTranslation('desk')
  const { classes, name, subtypeOf } = useClasses()
  return (
    <>
      <Choices
        legend={t('fact.kind')}
        options={kinds.map(value => ({ value, label: t(`kind.${value}`) }))}
        value={form.values.kind as Kind}
        onChange={kind => form.set({ kind, class: '', subtype: '' })}
      />
      <Field form={form} name="class" label={t('fact.class')}>
        <select {...form.bind('class')} className="aj-input">
          <option value="">{t('field.choose')}</option>
          {classes
            .filter(c => c.kind === form.values.kind)
            .map(c => (
              <option key={c.class} value={c.class}>
                {name(c)}
              </option>
            ))}
        </select>
      </Field>
      {cls && cls.subtypes.length > 0 ? (
        <Field form={form} name="subtype" label={t('fact.subtype')} optional>
          <select {...form.bind('subtype')} className="aj-input">
            <option value="">{t('field.choose')}</option>
            {cls.subtypes.map(s => (
              <option key={s.key} value={s.key}>
                {subtypeOf({ kind: cls.kind, class: cls.class, subtype: s.key })}
              </option>
            ))}
          </select>
        </Field>
      ) : null}
    </>
  )
}

function UnitField(props: {
  form: FormState<Values>
  name: 'unit'
  label: string
  known: Record<string, string>
  learn: (found: Record<string, string>) => void
}): ReactNode {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  const typed = useDeferredValue(props.form.values[props.name].trim())
  const { data } = useApi(
    'GET /api/estates/:estateId/units',
    { estateId, q: typed, limit: 12 },
    { when: typed !== '', keep: true },
  )
  const items = data?.items ?? []
  const fresh = items.filter(u => !props.known[u.label])
  if (fresh.length > 0) queueMicrotask(() => props.learn(Object.fromEntries(fresh.map(u => [u.label, u.id]))))
  return (
    <Field form={props.form} name={props.name} label={props.label} hint={t('intake.unitHint')} optional>
      <input
        {...props.form.bind(props.name)}
        className="aj-input"
        list="dk-units"
        autoComplete="off"
        placeholder="1-2-301"
      />
      <datalist id="dk-units">
        {items.map(u => (
          <option key={u.id} value={u.label} />
        ))}
      </datalist>
    </Field>
  )
}

function WhoFields({ form }: { form: FormState<Values> }): ReactNode {
  const { t } = useTranslation('desk')
  return (
    <>
      <Field form={form} name="requesterName" label={t('intake.name')} optional>
        <input {...form.bind('requesterName')} className="aj-input" autoComplete="off" />
      </Field>
      <Field form={form} name="requesterPhone" label={t('intake.phone')} optional>
        <input {...form.bind('requesterPhone')} className="aj-input" inputMode="tel" autoComplete="off" />
      </Field>
      <Field form={form} name="place" label={t('fact.place')} hint={t('intake.placeHint')} optional>
        <input {...form.bind('place')} className="aj-input" />
      </Field>
      <Field form={form} name="channel" label={t('fact.channel')}>
        <select {...form.bind('channel')} className="aj-input">
          {channels.map(c => (
            <option key={c} value={c}>
              {t(`channel.${c}`)}
            </option>
          ))}
        </select>
      </Field>
      <label className="aj-row">
        <input
          type="checkbox"
          checked={form.values.onBehalf}
          onChange={e => form.set({ onBehalf: e.target.checked })}
        />
        {t('intake.onBehalf')}
      </label>
    </>
  )
}

/** What is promised by this class, and the limit or the answer where the handler gives it himself. */
function PromiseFields({ form, cls }: { form: FormState<Values>; cls: TicketClass }): ReactNode {
  const { t } = useTranslation('desk')
  const words = usePromiseWords()
  const chosen = cls.promises.find(p => p.chosen)
  return (
    <>
      <p>
        <strong>{t('intake.promise')}</strong>{' '}
        {cls.promises.length > 0 ? cls.promises.map(words).join('；') : t('intake.noPromise')}
      </p>
      {chosen ? (
        <Field
          form={form}
          name="limit"
          label={t('field.limit', { unit: t(`unitName.${chosen.unit}`) })}
          hint={t('intake.limitHint', { max: chosen.max ?? '-' })}
          optional
        >
          <input {...form.bind('limit')} className="aj-input" inputMode="numeric" />
        </Field>
      ) : null}
      {chosen && chosen.overPolicy !== 'refuse' ? (
        <Field form={form} name="limitReason" label={t('intake.limitReason')} optional>
          <input {...form.bind('limitReason')} className="aj-input" />
        </Field>
      ) : null}
      {cls.atOnce ? (
        <Field form={form} name="answer" label={t('intake.answer')} hint={t('intake.answerHint')} optional>
          <textarea {...form.bind('answer')} className="aj-input" rows={2} />
        </Field>
      ) : null}
      {cls.onSite ? (
        <label className="aj-row">
          <input
            type="checkbox"
            checked={form.values.consent}
            onChange={e => form.set({ consent: e.target.checked })}
          />
          {t('intake.consent')}
        </label>
      ) : null}
    </>
  )
}
