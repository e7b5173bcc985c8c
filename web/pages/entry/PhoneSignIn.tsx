import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, api } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { sentence } from '../../ui/States.tsx'

const secret: 'code'[] = ['code']
const mobile = /^1[3-9]\d{9}$/

/** A resident signs in with the phone number that the office has on file and a code sent to it. */
export function PhoneSignIn({ enter }: { enter: () => void }): ReactNode {
  const { t } = useTranslation('entry')
  const [wait, setWait] = useState(0)
  const [told, setTold] = useState('')
  const form = useForm({
    key: 'sign-in-phone',
    initial: { phone: '', code: '' },
    secret,
    check: values => ({
      phone: mobile.test(values.phone.replace(/\s/g, '')) ? undefined : t('phone.needPhone'),
      code: /^\d{6}$/.test(values.code.trim()) ? undefined : t('phone.needCode'),
    }),
    send: async ({ phone, code }) => {
      await api('POST /api/sign-in/phone', { phone: phone.replace(/\s/g, ''), code: code.trim() })
      enter()
    },
  })
  useEffect(() => {
    if (wait <= 0) return
    const timer = setTimeout(() => setWait(wait - 1), 1000)
    return () => clearTimeout(timer)
  }, [wait])
  const phone = form.values.phone.replace(/\s/g, '')
  const ask = async () => {
    setTold('')
    try {
      const answer = await api('POST /api/sign-in/phone-code', { phone })
      setWait(answer.waitSeconds)
      setTold(t('phone.sent'))
    } catch (error) {
      const said = sentence(error, t)
      setTold(error instanceof ApiError ? `${said.title} ${said.next}` : t('phone.failed'))
    }
  }
  const refused = mobile.test(phone)
    ? wait > 0
      ? t('phone.wait', { seconds: wait })
      : undefined
    : t('phone.needPhone')
  return (
    <FormBox form={form} submit={t('signIn.submit')}>
      <Field form={form} name="phone" label={t('phone.number')} hint={t('phone.hint')}>
        <input
          {...form.bind('phone')}
          className="aj-input"
          type="tel"
          inputMode="tel"
          autoComplete="tel-national"
        />
      </Field>
      <Field form={form} name="code" label={t('phone.code')}>
        <div className="aj-code-row">
          <input
            {...form.bind('code')}
            className="aj-input"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
          />
          <Button onClick={ask} refused={refused}>
            {wait > 0 ? t('phone.again', { seconds: wait }) : t('phone.send')}
          </Button>
        </div>
        <p className="aj-hint" role="status">
          {told}
        </p>
      </Field>
    </FormBox>
  )
}
