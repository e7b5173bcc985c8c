/** How many are inside each building now, for the desk: whom an evacuation must look for. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../query.ts'

const figures = ['residents', 'visitors', 'workers', 'overstays', 'missingExits'] as const

export function Headcount({ estateId }: { estateId: string }): ReactNode {
  const { t } = useTranslation('gate-desk')
  const { data } = useApi('GET /api/estates/:estateId/gate/headcount', { estateId })
  if (!data) return null
  return (
    <section className="gp-stack" style={{ marginBottom: '0.8rem' }}>
      <h2>{t('heads.title')}</h2>
      {data.buildings.length === 0 ? <p className="aj-weak">{t('heads.none')}</p> : null}
      <div className="gp-grid">
        {data.buildings.map(each => (
          <article key={each.building} className="gp-post">
            <h3>{each.building ? `${t('heads.building')} ${each.building}` : t('heads.elsewhere')}</h3>
            <p className="aj-num">
              {figures
                .filter(name => name === 'residents' || each[name] > 0)
                .map(name => `${t(`heads.${name}`)} ${each[name]}`)
                .join(' · ')}
            </p>
          </article>
        ))}
      </div>
    </section>
  )
}
