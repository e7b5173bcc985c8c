/** Six digits of the guard's own: they unlock what this tablet keeps for work without network, for one shift. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { beginLock, unlock, wipeLocked } from '../../offline/locked.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { say } from '../../ui/toast.ts'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0'] as const

function Digits({ label, done }: { label: string; done: (digits: string) => void }): ReactNode {
  const { t } = useTranslation('gate')
  const [digits, setDigits] = useState('')
  const add = (sign: string) => {
    const next = (digits + sign).replace(/\D/g, '').slice(0, 6)
    setDigits(next.length === 6 ? '' : next)
    if (next.length === 6) done(next)
  }
  return (
    <div className="gp-lock">
      <label className="aj-field">
        {label}
        <input
          className="aj-input gp-code"
          type="password"
          inputMode="numeric"
          autoComplete="off"
          value={digits}
          onChange={event => {
            setDigits('')
            add(event.target.value.slice(digits.length > event.target.value.length ? 0 : digits.length))
          }}
        />
      </label>
      <div className="gp-keys">
        {keys.map((key, i) =>
          key === '' ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed pad
            <span key={i} />
          ) : (
            <button key={key} type="button" className="aj-button" onClick={() => add(key)}>
              {key}
            </button>
          ),
        )}
        <button
          type="button"
          className="aj-button"
          aria-label={t('register.back')}
          onClick={() => setDigits(digits.slice(0, -1))}
        >
          ⌫
        </button>
      </div>
    </div>
  )
}

/** Asked when the tablet wakes up with something kept. */
export function Unlock({ opened }: { opened: () => void }): ReactNode {
  const { t } = useTranslation('gate')
  const [left, setLeft] = useState<number>()
  const attempt = async (digits: string) => {
    const answer = await unlock(digits)
    if (answer === 'open' || answer === 0) opened()
    else setLeft(answer)
  }
  return (
    <div className="gp-stack gp-narrow">
      <h1>{t('lock.title')}</h1>
      <p className="aj-weak">{t('lock.hint')}</p>
      {left === undefined ? null : (
        <p className="gp-verdict" data-tone="late" role="alert">
          {t('lock.wrong', { count: left })}
        </p>
      )}
      <Digits label={t('lock.digits')} done={digits => void attempt(digits)} />
      <Button kind="plain" onClick={() => void wipeLocked().then(opened)}>
        {t('lock.forget')}
      </Button>
    </div>
  )
}

/** Sets the digits of this shift: twice, so that a slip does not lock the guard out. */
export function SetLock({
  owner,
  done,
  close,
}: {
  owner: string
  done: () => void
  close: () => void
}): ReactNode {
  const { t } = useTranslation('gate')
  const [first, setFirst] = useState<string>()
  const take = async (digits: string) => {
    if (first === undefined) setFirst(digits)
    else if (first === digits) {
      await beginLock(owner, digits)
      say(t('lock.set'))
      done()
    } else {
      setFirst(undefined)
      say(t('lock.differ'), 'failed')
    }
  }
  return (
    <Dialog title={t('lock.begin')} close={close}>
      <p>{t('lock.why')}</p>
      <Digits
        key={first ?? ''}
        label={first === undefined ? t('lock.choose') : t('lock.again')}
        done={digits => void take(digits)}
      />
    </Dialog>
  )
}
