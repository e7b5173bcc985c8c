import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { sentence } from './States.tsx'

export interface ConfirmByNameProps {
  /** the act, as a sentence: 结束“2026 春季封闭”并销毁登记数据 */
  title: string
  /** what happens, and what cannot be undone */
  consequence: string
  /** the name that must be typed */
  name: string
  /** the word on the button: the act, not 确定 */
  act: string
  run: () => Promise<unknown>
  close: () => void
}

/** A dangerous act names its object and wants that name typed. */
export function ConfirmByName({ title, consequence, name, act, run, close }: ConfirmByNameProps): ReactNode {
  const { t } = useTranslation('common')
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const same = typed.normalize('NFC').trim() === name.normalize('NFC').trim()
  const said = failed ? sentence(failed, t) : undefined
  const go = async (event: { preventDefault(): void }) => {
    event.preventDefault()
    if (!same || busy) return
    setBusy(true)
    try {
      await run()
      close()
    } catch (error) {
      setFailed(error)
      setBusy(false)
    }
  }
  return (
    <Dialog title={title} close={close}>
      <form onSubmit={go} className="aj-stack">
        <p>{consequence}</p>
        <label>
          {t('confirm.type', { name })}
          <input
            className="aj-input"
            value={typed}
            autoComplete="off"
            onChange={event => setTyped(event.target.value)}
          />
        </label>
        {said ? (
          <p className="aj-error" role="alert">
            {said.title} {said.next}
          </p>
        ) : null}
        <div className="aj-dialog-acts">
          <Button onClick={close}>{t('act.cancel')}</Button>
          <Button type="submit" kind="danger" busy={busy} refused={same ? undefined : t('confirm.differs')}>
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
