import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icons.tsx'
import './dialog.css'

/** A record beside its list. Not modal: the list stays in use, ↑ ↓ there leaf through the records. Esc closes. */
export function Drawer({
  title,
  close,
  children,
}: {
  title: string
  close: () => void
  children: ReactNode
}): ReactNode {
  const { t } = useTranslation('common')
  const heading = useId()
  const latest = useRef(close)
  useEffect(() => {
    latest.current = close
  })
  useEffect(() => {
    const on = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      // an open dialog, menu or popup above the drawer closes first
      if (
        document.querySelector(
          'dialog[open], details[open], .ant-select-dropdown:not(.ant-select-dropdown-hidden)',
        )
      )
        return
      latest.current()
    }
    document.addEventListener('keydown', on)
    return () => document.removeEventListener('keydown', on)
  }, [])
  return (
    <aside className="aj-drawer" aria-labelledby={heading}>
      <header className="aj-dialog-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" className="aj-plain-icon" onClick={close} aria-label={t('act.close')}>
          <Icon name="close" />
        </button>
      </header>
      <div className="aj-dialog-body">{children}</div>
    </aside>
  )
}
