import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icons.tsx'
import './dialog.css'

export interface DialogProps {
  title: string
  close: () => void
  children: ReactNode
  /** A sheet rises from the bottom edge (phones); a dialog stands in the middle. */
  sheet?: boolean
  wide?: boolean
}

/** A modal over the page, built on <dialog>: focus stays inside, Esc closes, focus returns to the opener. */
export function Dialog({ title, close, children, sheet, wide }: DialogProps): ReactNode {
  const { t } = useTranslation('common')
  const ref = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const dialog = ref.current
    const opener = document.activeElement
    if (dialog && !dialog.open) dialog.showModal()
    return () => {
      dialog?.close()
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={ref}
      className="aj-dialog"
      data-sheet={sheet ? '' : undefined}
      data-wide={wide ? '' : undefined}
      aria-labelledby={heading}
      onCancel={event => {
        event.preventDefault()
        close()
      }}
    >
      <header className="aj-dialog-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" className="aj-plain-icon" onClick={close} aria-label={t('act.close')}>
          <Icon name="close" />
        </button>
      </header>
      <div className="aj-dialog-body">{children}</div>
    </dialog>
  )
}
