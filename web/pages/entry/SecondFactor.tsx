import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { queryClient } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { say } from '../../ui/toast.ts'

type Begun = Answer<'POST /api/me/second-factor'>
const secret: 'password'[] = ['password']
const meChanged = () => queryClient.invalidateQueries({ queryKey: ['GET /api/me'] })

/** The second factor: on with the app's first code, off with the password; backup codes are shown once. */
export function SecondFactor({ on }: { on: boolean }): ReactNode {
  const { t } = useTranslation('account')
  const [asking, setAsking] = useState(false)
  const [begun, setBegun] = useState<Begun>()
  const stop = () => {
    setAsking(false)
    setBegun(undefined)
  }
  return (
    <section className="ac-part" aria-label={t('second.title')}>
      <h2>
        {t('second.title')}{' '}
        <State state={on ? 'kept' : 'stopped'} word={t(on ? 'second.on' : 'second.off')} />
      </h2>
      <p className="aj-weak">{t(on ? 'second.leadOn' : 'second.leadOff')}</p>
      {begun ? (
        <Confirm begun={begun} done={stop} />
      ) : asking ? (
        <Prove on={on} begun={setBegun} done={stop} />
      ) : (
        <Button kind={on ? 'danger' : 'main'} onClick={() => setAsking(true)}>
          {t(on ? 'second.switchOff' : 'second.switchOn')}
        </Button>
      )}
    </section>
  )
}

function Prove(props: { on: boolean; begun: (begun: Begun) => void; done: () => void }): ReactNode {
  const { t } = useTranslation('account')
  const form = useForm({
    key: 'account.second',
    initial: { password: '' },
    secret,
    check: v => ({ password: v.password ? undefined : t('second.needPassword') }),
    send: async v => {
      if (!props.on) {
        props.begun(await api('POST /api/me/second-factor', v))
        return
      }
      await api('POST /api/me/second-factor/off', v)
      await meChanged()
      say(t('second.isOff'))
      props.done()
    },
  })
  return (
    <FormBox
      form={form}
      submit={t(props.on ? 'second.switchOff' : 'second.next')}
      more={<Button onClick={props.done}>{t('common:act.cancel')}</Button>}
    >
      <Field form={form} name="password" label={t('second.password')}>
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

/** The key by itself, for who cannot scan what is on the same phone. */
function keyOf(uri: string): string {
  return new URL(uri).searchParams.get('secret') ?? ''
}

function Confirm({ begun, done }: { begun: Begun; done: () => void }): ReactNode {
  const { t } = useTranslation('account')
  const form = useForm({
    key: 'account.secondCode',
    initial: { code: '' },
    check: v => ({ code: /^\d{6}$/.test(v.code.trim()) ? undefined : t('second.needCode') }),
    send: async v => {
      await api('POST /api/me/second-factor/confirm', { code: v.code.trim() })
      await meChanged()
      say(t('second.isOn'))
      done()
    },
  })
  return (
    <ol className="aj-steps ac-steps">
      <li>
        <p>{t('second.scan')}</p>
        <img src={begun.qr} alt={t('second.qr')} width={200} height={200} />
        <p className="aj-weak">{t('second.byHand')}</p>
        <code className="ac-code">{keyOf(begun.uri)}</code>
      </li>
      <li>
        <p>{t('second.keep')}</p>
        <ul className="ac-codes" aria-label={t('second.codes')}>
          {begun.backupCodes.map(code => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <Button onClick={() => window.print()}>{t('second.print')}</Button>
      </li>
      <li>
        <FormBox form={form} submit={t('second.confirm')}>
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
      </li>
    </ol>
  )
}
