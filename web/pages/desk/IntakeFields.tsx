import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/Form.tsx'
import type { FormState } from '../../ui/form.ts'
import { channels, type Values } from './intake-form.ts'
import { type TicketClass, usePromiseWords } from './words.ts'

/** Where, how and by whom; folded away where the caller was found. */
export function WhoFields({ form }: { form: FormState<Values> }): ReactNode {
  const { t } = useTranslation('desk')
  const found = form.values.who.personId !== ''
  return (
    <>
      {found ? null : (
        <>
          <Field form={form} name="requesterName" label={t('intake.name')} optional>
            <input {...form.bind('requesterName')} className="aj-input" autoComplete="off" />
          </Field>
          <Field form={form} name="requesterPhone" label={t('intake.phone')} optional>
            <input {...form.bind('requesterPhone')} className="aj-input" inputMode="tel" autoComplete="off" />
          </Field>
        </>
      )}
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
      <label className="aj-row dk-wide">
        <input
          type="checkbox"
          checked={form.values.onBehalf}
          onChange={e => form.set({ onBehalf: e.target.checked })}
        />
        {t('intake.onBehalf')}
      </label>
      {form.values.accused.trim() ? (
        <label className="aj-row dk-wide">
          <input
            type="checkbox"
            checked={form.values.reveal}
            onChange={e => form.set({ reveal: e.target.checked })}
          />
          {t('intake.reveal')}
        </label>
      ) : null}
    </>
  )
}

/** What is promised by this class, and the limit or the answer where the handler gives it himself. */
export function PromiseFields({ form, cls }: { form: FormState<Values>; cls: TicketClass }): ReactNode {
  const { t } = useTranslation('desk')
  const words = usePromiseWords()
  const chosen = cls.promises.find(p => p.chosen)
  const over = chosen?.max != null && Number(form.values.limit) > chosen.max
  return (
    <>
      <p className="dk-wide dk-promise">
        <strong>{t('intake.promise')}</strong>{' '}
        {cls.promises.length > 0 ? cls.promises.map(words).join('；') : t('intake.noPromise')}
      </p>
      {cls.toManager ? <p className="dk-wide">{t('intake.toManager')}</p> : null}
      {chosen ? (
        <Field
          form={form}
          name="limit"
          label={t('field.limit', { unit: t(`unitName.${chosen.unit}`) })}
          hint={t(cls.mustLimit ? 'intake.limitMust' : 'intake.limitHint', {
            max: chosen.max ?? '-',
            amount: chosen.amount,
          })}
          optional
        >
          <input {...form.bind('limit')} className="aj-input" inputMode="numeric" />
        </Field>
      ) : null}
      {chosen && over && chosen.overPolicy !== 'refuse' ? (
        <Field
          form={form}
          name="limitReason"
          label={t('intake.limitReason')}
          hint={chosen.overPolicy === 'approval' ? t('intake.limitApproval') : undefined}
        >
          <input {...form.bind('limitReason')} className="aj-input" />
        </Field>
      ) : null}
      {cls.atOnce ? (
        <div className="dk-wide">
          <Field form={form} name="answer" label={t('intake.answer')} hint={t('intake.answerHint')} optional>
            <textarea {...form.bind('answer')} className="aj-input" rows={2} maxLength={10_000} />
          </Field>
        </div>
      ) : null}
      {cls.onSite ? (
        <label className="aj-row dk-wide">
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
