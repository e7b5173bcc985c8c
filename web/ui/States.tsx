import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.ts'
import { Button } from './Button.tsx'
import './states.css'

/** Nothing here yet: says what will appear and how to begin. */
export function Empty({
  title,
  hint,
  children,
}: {
  title: string
  hint?: string
  children?: ReactNode
}): ReactNode {
  return (
    <div className="aj-blank">
      <p className="aj-blank-title">{title}</p>
      {hint ? <p className="aj-weak">{hint}</p> : null}
      {children}
    </div>
  )
}

/** Something failed: what happened, what was kept, what to do, and a way to try again. */
export function Failing({
  error,
  again,
  kept,
}: {
  error: unknown
  again?: () => void
  kept?: string
}): ReactNode {
  const { t } = useTranslation('common')
  const said = sentence(error, t)
  return (
    <div className="aj-blank" role="alert">
      <p className="aj-blank-title">{said.title}</p>
      <p className="aj-weak">{said.next}</p>
      {kept ? <p>{kept}</p> : null}
      {said.id ? <p className="aj-weak aj-num">{t('fail.id', { id: said.id })}</p> : null}
      {again ? <Button onClick={again}>{t('act.again')}</Button> : null}
    </div>
  )
}

/** What an error says to a reader: the server's own words where it gave any. */
export function sentence(
  error: unknown,
  t: (key: string) => string,
): { title: string; next: string; id?: string } {
  if (!(error instanceof ApiError)) return { title: t('fail.title'), next: t('fail.next') }
  if (error.status === 0) return { title: t('fail.network'), next: t('fail.networkNext') }
  const title = error.message || t('fail.title')
  return {
    title,
    next: error.detail && error.detail !== title ? error.detail : error.status >= 500 ? t('fail.next') : '',
    // a refusal explains itself; only a fault of ours is looked up by its number
    id: (error.status >= 500 && error.requestId) || undefined,
  }
}

/** Keeps the shape of the page while it loads: `lines` grey bars of text height. */
export function Loading({ lines = 6 }: { lines?: number }): ReactNode {
  const { t } = useTranslation('common')
  return (
    <div className="aj-loading" role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey bars have no identity
        <span key={i} style={{ width: `${92 - ((i * 17) % 40)}%` }} />
      ))}
    </div>
  )
}
