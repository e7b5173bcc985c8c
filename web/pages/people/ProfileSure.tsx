import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { sentence } from '../../ui/States.tsx'

/** Asks once, naming the object: what is wiped cannot be brought back. */
export function Sure(props: {
  title: string
  then: string
  act: string
  run: () => Promise<unknown>
  close: () => void
}): ReactNode {
  const { t } = useTranslation('common')
  const [busy, setBusy] = useState(false)
  const [failed, fail] = useState<unknown>()
  const said = failed ? sentence(failed, t) : undefined
  const go = async () => {
    setBusy(true)
    try {
      await props.run()
      props.close()
    } catch (error) {
      fail(error)
      setBusy(false)
    }
  }
  return (
    <Dialog sheet title={props.title} close={props.close}>
      <p>{props.then}</p>
      {said ? (
        <p className="aj-error" role="alert">
          {said.title} {said.next}
        </p>
      ) : null}
      <div className="aj-dialog-acts">
        <Button onClick={props.close}>{t('act.cancel')}</Button>
        <Button kind="danger" busy={busy} onClick={go}>
          {props.act}
        </Button>
      </div>
    </Dialog>
  )
}
