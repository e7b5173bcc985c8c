import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { Icon } from '../../ui/icons.tsx'
import './notice.css'

/** Urgent bulletins on the resident's first page until he has read them. */
export function UrgentStrip(): ReactNode {
  const { t } = useTranslation('notice')
  const { can } = useMe()
  const estateId = useEstateId()
  const { data } = useApi(
    'GET /api/estates/:estateId/bulletins',
    { estateId, limit: 200 },
    { when: can('notice.read') },
  )
  const waiting = data?.items.filter(b => b.state === 'sent' && b.urgent && !b.read) ?? []
  if (waiting.length === 0) return null
  return (
    <section className="no-urgent" aria-label={t('bulletin.urgent')}>
      {waiting.map(b => (
        <Link key={b.id} to={paths.page('resident', 'notices', b.id)}>
          <Icon name="alert" />
          <span>{b.title}</span>
        </Link>
      ))}
    </section>
  )
}
