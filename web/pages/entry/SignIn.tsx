import { useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { paths } from '../../paths.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { EntryFrame } from './EntryFrame.tsx'
import { PhoneSignIn } from './PhoneSignIn.tsx'

type Way = 'staff' | 'phone'

/** Staff by user name and password (and a second factor), residents by phone code. */
export default function SignIn(): ReactNode {
  const { t } = useTranslation('entry')
  const search: { next?: string; way?: string } = useSearch({ strict: false })
  const [way, setWay] = useState<Way>(
    search.way === 'phone' || search.next?.startsWith('/resident') ? 'phone' : 'staff',
  )
  const [second, setSecond] = useState(false)
  const enter = () => {
    // only an address of ours: never send somebody who signed in to another site
    const next = search.next?.startsWith('/') && !search.next.startsWith('//') ? search.next : paths.root()
    window.location.assign(next)
  }
  if (second) return <SecondFactor enter={enter} back={() => setSecond(false)} />
  return (
    <EntryFrame title={t('signIn.title')} lead={t('signIn.lead')}>
      <Choices<Way>
        legend={t('signIn.who')}
        hideLegend
        value={way}
        onChange={setWay}
        options={[
          { value: 'staff', label: t('signIn.staff') },
          { value: 'phone', label: t('signIn.resident') },
        ]}
      />
      {way === 'staff' ? (
        <StaffSignIn enter={enter} second={() => setSecond(true)} />
      ) : (
        <PhoneSignIn enter={enter} />
      )}
    </EntryFrame>
  )
}

const secret: 'password'[] = ['password']

function StaffSignIn({ enter, second }: { enter: () => void; second: () => void }): ReactNode {
  const { t } = useTranslation('entry')
  const form = useForm({
    key: 'sign-in',
    initial: { username: '', password: '' },
    secret,
    check: values => ({
      username: values.username.trim() ? undefined : t('signIn.needUsername'),
      password: values.password ? undefined : t('signIn.needPassword'),
    }),
    send: async ({ username, password }) => {
      const answer = await api('POST /api/sign-in', { username: username.trim(), password })
      if (answer.twoFactor) second()
      else enter()
    },
  })
  return (
    <FormBox form={form} submit={t('signIn.submit')}>
      <Field form={form} name="username" label={t('signIn.username')}>
        <input
          {...form.bind('username')}
          className="aj-input"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Field>
      <Field form={form} name="password" label={t('signIn.password')}>
        <input
          {...form.bind('password')}
          className="aj-input"
          type="password"
          autoComplete="current-password"
        />
      </Field>
    </FormBox>
  )
}

function SecondFactor({ enter, back }: { enter: () => void; back: () => void }): ReactNode {
  const { t } = useTranslation('entry')
  const form = useForm({
    key: 'sign-in-second',
    initial: { code: '' },
    secret: ['code'],
    check: values => ({ code: /^\d{6}$/.test(values.code.trim()) ? undefined : t('second.needCode') }),
    send: async ({ code }) => {
      await api('POST /api/sign-in/second', { code: code.trim() })
      enter()
    },
  })
  return (
    <EntryFrame title={t('second.title')} lead={t('second.lead')}>
      <FormBox
        form={form}
        submit={t('second.submit')}
        more={
          <button type="button" className="aj-button" data-kind="plain" onClick={back}>
            {t('second.back')}
          </button>
        }
      >
        <Field form={form} name="code" label={t('second.code')}>
          <input
            {...form.bind('code')}
            className="aj-input"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
          />
        </Field>
      </FormBox>
    </EntryFrame>
  )
}
