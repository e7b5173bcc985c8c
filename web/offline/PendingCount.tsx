import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
import { useOutbox } from './queue.ts'
import './pending.css'

/**
 * Always visible where records may be queued: how many wait on this device, and whether we are connected. `list` is the
 * address of the page that names them.
 */
export function PendingCount({ list }: { list?: string }): ReactNode {
  const { t } = useTranslation('common')
  const { waiting, refused, online } = useOutbox()
  if (online && waiting === 0 && refused === 0)
    return (
      <span className="aj-sr" role="status">
        {t('pending.none')}
      </span>
    )
  const said = (
    <>
      <Icon name={online ? 'cloud' : 'offline'} />
      {online ? null : <span>{t('pending.offline')}</span>}
      {waiting > 0 ? <span>{t('pending.waiting', { count: waiting })}</span> : null}
      {refused > 0 ? <strong>{t('pending.refused', { count: refused })}</strong> : null}
    </>
  )
  return (
    <p className="aj-pending" role="status" data-online={online ? '' : undefined}>
      {list && waiting + refused > 0 ? (
        <Link to={list} className="aj-pending-link">
          {said}
        </Link>
      ) : (
        said
      )}
    </p>
  )
}
