import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { forgetMe, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { EntryFrame } from './EntryFrame.tsx'

const empty = { current: '', next: '', repeat: '' }
const secret: (keyof typeof empty)[] = ['current', 'next', 'repeat']

/** A password of one's own: asked for at the first sign-in with one that somebody else made, or at any time. */
export default function Password(): ReactNode {
  const { t } = useTranslation('entry')
  const { me } = useMe()
  const form = useForm({
    key: 'password',
    initial: empty,
    secret,
    check: v => ({
      current: v.current ? undefined : t('signIn.needPassword'),
      next:
        [...v.next].length < 10 ? t('setup.short') : v.next === v.current ? t('password.same') : undefined,
      repeat: v.repeat === v.next ? undefined : t('setup.differ'),
    }),
    send: async v => {
      await api('POST /api/me/password', { current: v.current, next: v.next })
      forgetMe()
      window.location.assign(paths.root())
    },
  })
  const field = (name: keyof typeof empty, label: string, hint?: string) => (
    <Field form={form} name={name} label={label} hint={hint}>
      <input
        {...form.bind(name)}
        className="aj-input"
        type="password"
        autoComplete={name === 'current' ? 'current-password' : 'new-password'}
      />
    </Field>
  )
  return (
    <EntryFrame
      title={t('password.title')}
      lead={me?.account.mustChangePassword ? t('password.must') : t('password.lead')}
    >
      <FormBox form={form} submit={t('password.submit')}>
        {field('current', t('password.current'))}
        {field('next', t('password.next'), t('setup.passwordHint'))}
        {field('repeat', t('password.repeat'))}
      </FormBox>
    </EntryFrame>
  )
}
