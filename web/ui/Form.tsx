import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import type { FormState } from './form.ts'
import { sentence } from './States.tsx'
import './form.css'

export interface FieldProps<V extends object> {
  form: FormState<V>
  name: keyof V & string
  label: string
  hint?: string
  optional?: boolean
  children: ReactNode
}

/** Label, control, hint and error of one field. The control takes `{...form.bind(name)}`. */
export function Field<V extends object>({
  form,
  name,
  label,
  hint,
  optional,
  children,
}: FieldProps<V>): ReactNode {
  const { t } = useTranslation('common')
  const error = form.errorOf(name)
  const id = form.fieldId(name)
  return (
    <div className="aj-field" data-error={error ? '' : undefined}>
      <label htmlFor={id}>
        {label}
        {optional ? <span className="aj-weak"> {t('form.optional')}</span> : null}
      </label>
      {children}
      {hint && !error ? <p className="aj-hint">{hint}</p> : null}
      {error ? (
        <p className="aj-error" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
    </div>
  )
}

export interface FormBoxProps<V extends object> {
  form: FormState<V>
  children: ReactNode
  /** The one main act. */
  submit: string
  /** Why it cannot be sent now, if so. */
  refused?: string
  more?: ReactNode
  columns?: 1 | 2 | 3
}

/** The form itself: Enter sends, the whole refusal stands above the buttons. */
export function FormBox<V extends object>({
  form,
  children,
  submit,
  refused,
  more,
  columns = 1,
}: FormBoxProps<V>): ReactNode {
  const { t } = useTranslation('common')
  const said = form.failure ? sentence(form.failure, t) : undefined
  return (
    <form className="aj-form" noValidate onSubmit={form.submit} data-columns={columns}>
      <div className="aj-form-fields">{children}</div>
      {said ? (
        <p className="aj-form-failure" role="alert">
          <strong>{said.title}</strong> {said.next} {t('form.kept')}
          {said.id ? <span className="aj-num"> {t('fail.id', { id: said.id })}</span> : null}
        </p>
      ) : null}
      <div className="aj-form-acts">
        <Button kind="main" type="submit" busy={form.busy} refused={refused} showWhy>
          {form.busy ? t('form.sending') : submit}
        </Button>
        {more}
      </div>
    </form>
  )
}
