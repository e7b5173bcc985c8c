import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { Icon } from './icons.tsx'
import { sentence } from './States.tsx'

export interface PersonRevealProps {
  /** 138****1234, as the server masks it */
  masked: string
  /** what it is: 手机号, 身份证号 */
  label: string
  /** Asks the server with a purpose; the server logs who looked and why, and the person himself can see it. */
  reveal: (purpose: string) => Promise<string>
  /** purposes offered; others can be typed */
  purposes?: readonly string[]
}

/** How long an opened value stays on the screen. */
const openMs = 60_000

/** A masked value. Seeing it in full wants a purpose, is logged, and ends by itself after a minute. */
export function PersonReveal({ masked, label, reveal, purposes = [] }: PersonRevealProps): ReactNode {
  const { t } = useTranslation('common')
  const [asking, setAsking] = useState(false)
  const [full, setFull] = useState<string>()
  return (
    <span className="aj-row" style={{ display: 'inline-flex', gap: '0.25rem' }}>
      <span className="aj-num">{full ?? masked}</span>
      {full ? null : (
        <button
          type="button"
          className="aj-switch"
          aria-haspopup="dialog"
          aria-label={t('reveal.open', { label })}
          onClick={() => setAsking(true)}
        >
          <Icon name="eye" />
          {t('act.show')}
        </button>
      )}
      {asking ? (
        <Ask
          label={label}
          purposes={purposes}
          close={() => setAsking(false)}
          reveal={async purpose => {
            setFull(await reveal(purpose))
            setAsking(false)
            setTimeout(() => setFull(undefined), openMs)
          }}
        />
      ) : null}
    </span>
  )
}

function Ask(props: {
  label: string
  purposes: readonly string[]
  close: () => void
  reveal: (purpose: string) => Promise<void>
}): ReactNode {
  const { t } = useTranslation('common')
  const [purpose, setPurpose] = useState('')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const said = failed ? sentence(failed, t) : undefined
  const send = async (event: { preventDefault(): void }) => {
    event.preventDefault()
    if (purpose.trim().length < 2 || busy) return
    setBusy(true)
    setFailed(undefined)
    await props.reveal(purpose.trim()).catch((error: unknown) => {
      setFailed(error)
      setBusy(false)
    })
  }
  return (
    <Dialog title={t('reveal.open', { label: props.label })} close={props.close}>
      <form onSubmit={send} className="aj-stack">
        <p>{t('reveal.logged')}</p>
        {props.purposes.length > 0 ? (
          <div className="aj-row" style={{ flexWrap: 'wrap' }}>
            {props.purposes.map(each => (
              <Button key={each} onClick={() => setPurpose(each)} aria-pressed={each === purpose}>
                {each}
              </Button>
            ))}
          </div>
        ) : null}
        <label>
          {t('reveal.purpose')}
          <input
            className="aj-input"
            value={purpose}
            maxLength={100}
            onChange={event => setPurpose(event.target.value)}
          />
        </label>
        {said ? (
          <p className="aj-error" role="alert">
            {said.title} {said.next}
          </p>
        ) : null}
        <div className="aj-dialog-acts">
          <Button
            type="submit"
            kind="main"
            busy={busy}
            refused={purpose.trim().length < 2 ? t('reveal.needPurpose') : undefined}
          >
            {t('act.show')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
