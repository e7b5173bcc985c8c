import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Choices } from '../../ui/Choices.tsx'
import { Field } from '../../ui/Form.tsx'
import type { FormState } from '../../ui/form.ts'
import { clocks, policies, starts, type Typed, units } from './promise-form.ts'

/** The fields of one clock. `fixed`: which clock it is cannot change, only its terms. */
export function PromiseFields(props: { form: FormState<Typed>; fixed: boolean; today: string }): ReactNode {
  const { t } = useTranslation(['promises', 'desk'])
  const { form } = props
  const v = form.values
  const text = (name: 'amount' | 'max' | 'soonMinutes' | 'escalateMinutes') => (
    <input {...form.bind(name)} className="aj-input" inputMode="numeric" />
  )
  return (
    <>
      {props.fixed ? null : (
        <>
          <Field form={form} name="clock" label={t('head.clock')}>
            <select {...form.bind('clock')} className="aj-input">
              {clocks.map(c => (
                <option key={c} value={c}>
                  {t(`desk:clock.${c}`)}
                </option>
              ))}
            </select>
          </Field>
          <Field form={form} name="startsAt" label={t('field.startsAt')}>
            <select {...form.bind('startsAt')} className="aj-input">
              {starts.map(s => (
                <option key={s} value={s}>
                  {t(`start.${s}`)}
                </option>
              ))}
            </select>
          </Field>
        </>
      )}
      <Field form={form} name="amount" label={t('head.limit')}>
        {text('amount')}
      </Field>
      <Choices
        legend={t('field.unit')}
        value={v.unit}
        onChange={unit => form.set({ unit })}
        options={units.map(u => ({ value: u, label: t(`desk:unitName.${u}`) }))}
      />
      {v.unit === 'minutes' ? (
        <>
          <Field form={form} name="frames" label={t('field.frames')} hint={t('field.framesHint')} optional>
            <input {...form.bind('frames')} className="aj-input" placeholder="08:30-12:00, 14:00-18:00" />
          </Field>
          {v.frames.trim() ? (
            <Choices
              legend={t('field.frameDays')}
              value={v.frameDays}
              onChange={frameDays => form.set({ frameDays })}
              options={(['all', 'working'] as const).map(d => ({ value: d, label: t(`frameDays.${d}`) }))}
            />
          ) : (
            <span />
          )}
        </>
      ) : null}
      <label className="aj-row">
        <input type="checkbox" checked={v.chosen} onChange={e => form.set({ chosen: e.target.checked })} />
        {t('field.chosen')}
      </label>
      {v.chosen ? (
        <>
          <Field form={form} name="max" label={t('field.max')} optional>
            {text('max')}
          </Field>
          <Field form={form} name="overPolicy" label={t('field.overPolicy')}>
            <select {...form.bind('overPolicy')} className="aj-input">
              {policies.map(p => (
                <option key={p} value={p}>
                  {t(`over.${p}`)}
                </option>
              ))}
            </select>
          </Field>
        </>
      ) : null}
      {v.unit === 'workingDays' ? (
        <p className="aj-hint">{t('field.soonDayHint')}</p>
      ) : (
        <Field form={form} name="soonMinutes" label={t('field.soon')}>
          {text('soonMinutes')}
        </Field>
      )}
      <Field form={form} name="escalateMinutes" label={t('field.escalate')}>
        {text('escalateMinutes')}
      </Field>
      <Field form={form} name="from" label={t('field.from')} hint={t('field.fromHint')}>
        <input {...form.bind('from')} className="aj-input" type="date" min={props.today} />
      </Field>
      <Field form={form} name="reason" label={t('field.reason')} hint={t('field.reasonHint')}>
        <input {...form.bind('reason')} className="aj-input" maxLength={500} />
      </Field>
    </>
  )
}
