import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { printHref } from '../../transfer.ts'

/** Quality policy and service concept, as they stand for everybody (S7-02, S7-03). */
export function Policy(): ReactNode {
  const { t } = useTranslation('library')
  const { language } = useSettings()
  const estateId = useEstateId()
  const { data } = useApi('GET /api/estates/:estateId/policy', { estateId })
  if (!data) return null
  const text = (one: { zh: string; en: string }) => (language === 'en' ? one.en : one.zh)
  return (
    <section className="no-policy" aria-label={t('policy.title')}>
      <p>
        <span className="aj-weak">{t('kind.quality')}</span> <strong>{text(data.quality)}</strong>
      </p>
      <p>
        <span className="aj-weak">{t('kind.concept')}</span> <strong>{text(data.concept)}</strong>
      </p>
      <a href={printHref('quality-policy', { estateId })} target="_blank" rel="noreferrer">
        {t('policy.print')}
      </a>
    </section>
  )
}
