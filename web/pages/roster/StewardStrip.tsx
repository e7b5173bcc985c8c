import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { Icon } from '../../ui/icons.tsx'
import { Face } from './MySteward.tsx'
import './roster.css'

/** The steward on the resident's first page: face, name, phone, each one tap away (S1-05). */
export function StewardStrip(): ReactNode {
  const { t } = useTranslation('roster')
  const { can } = useMe()
  const estateId = useEstateId()
  const { data } = useApi('GET /api/estates/:estateId/my-steward', { estateId }, { when: can('own.read') })
  const s = data?.steward
  if (!s) return null
  return (
    <section className="ro-strip" aria-label={t('mine.title')}>
      <Link to={paths.page('resident', 'steward')} className="ro-strip-who">
        <Face steward={s} size="small" />
        <span>
          <strong>{s.name}</strong>
          <br />
          <span className="aj-weak">
            {s.inFor
              ? t('mine.inFor', { name: s.inFor.name, until: s.inFor.until })
              : t('mine.of', { building: s.building })}
          </span>
        </span>
      </Link>
      {s.phone ? (
        <a className="aj-button" href={`tel:${s.phone}`} aria-label={t('mine.call', { phone: s.phone })}>
          <Icon name="phone" />
          <span className="aj-num">{s.phone}</span>
        </a>
      ) : null}
    </section>
  )
}
