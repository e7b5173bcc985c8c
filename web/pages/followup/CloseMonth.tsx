import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { percent } from '../../ui/Figure.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { say } from '../../ui/toast.ts'
import { type Month, stale, useMonthName } from './words.ts'

/** What is frozen, before it is frozen; below a target the director writes down why. */
export function CloseMonth({ month, done }: { month: Month; done: () => void }): ReactNode {
  const { t } = useTranslation('followup')
  const { language } = useSettings()
  const name = useMonthName()
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/followup/months/:month/close', { stale: [...stale] })
  const form = useForm({
    key: `followup.close.${month.month}`,
    initial: { reason: '' },
    check: v => (month.short && !v.reason.trim() ? { reason: t('close.reasonNeeded') } : {}),
    send: async v => {
      const reason = v.reason.trim()
      await send.mutateAsync({ estateId, month: month.month, ...(reason ? { reason } : {}) })
      say(t('close.done', { month: name(month.month) }))
      done()
    },
  })
  return (
    <div className="aj-stack">
      <p>{t('close.what', { month: name(month.month) })}</p>
      <table className="fu-counts">
        <tbody>
          {month.figures.map(f => (
            <tr key={f.key}>
              <th scope="row">{inLanguage(f.title, language)}</th>
              <td className="aj-num">
                {f.denominator ? percent(f.numerator, f.denominator) : t('noData')} ({f.numerator}/
                {f.denominator ?? 0})
              </td>
              <td>
                {f.met === null ? null : (
                  <State state={f.met ? 'kept' : 'late'} word={t(f.met ? 'outlook.met' : 'outlook.missed')} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {month.short ? <p className="fu-banner">{t('close.short')}</p> : null}
      <FormBox form={form} submit={t('close.send')}>
        <Field form={form} name="reason" label={t('close.reason')} optional={!month.short}>
          <textarea {...form.bind('reason')} className="aj-input" maxLength={500} />
        </Field>
      </FormBox>
    </div>
  )
}
