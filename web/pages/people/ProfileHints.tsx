import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '../../i18n.ts'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Icon } from '../../ui/icons.tsx'
import './profile.css'

/** What this household told that helps now (S1-22); nothing is drawn for who has no need of it. */
export function ProfileHints({ ticketId, field }: { ticketId: string; field?: boolean }): ReactNode {
  const { t } = useTranslation('profile')
  const { language } = useSettings()
  const { can } = useMe()
  const estateId = useEstateId()
  const { data } = useApi('GET /api/estates/:estateId/tickets/:ticketId/hints', { estateId, ticketId })
  if (!data || (data.items.length === 0 && !data.householdId)) return null
  const open = field && data.householdId && can('household.profile.read') ? data.householdId : undefined
  return (
    <section className="pf-hints" aria-label={t('hints.title')}>
      <h3>{t('hints.title')}</h3>
      {data.items.length === 0 ? <p className="aj-weak">{t('hints.none')}</p> : null}
      <ul>
        {data.items.map(item => (
          <li key={`${item.kind}${item.text.zh}${item.member ?? ''}`}>
            {item.kind === 'measure' ? <Icon name="flag" size="1rem" /> : null}{' '}
            {item.name ? (
              <strong>
                {item.member
                  ? t('entry.of', { item: inLanguage(item.name, language), name: item.member })
                  : inLanguage(item.name, language)}
              </strong>
            ) : null}{' '}
            {inLanguage(item.text, language)}
          </li>
        ))}
      </ul>
      {open ? <Link to={paths.page('field', `households/${open}`)}>{t('hints.open')}</Link> : null}
    </section>
  )
}
