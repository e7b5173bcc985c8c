import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { percent } from '../../ui/Figure.tsx'
import './wall.css'

/** S8-21: the three-minute promise on the resident's page, with how it was kept this month. */
export function PromiseThree(): ReactNode {
  const { t } = useTranslation('wall')
  const estateId = useEstateId()
  const { data } = useApi(
    'GET /api/estates/:estateId/my/three-minute',
    { estateId },
    { when: estateId !== '' },
  )
  if (!data?.offered) return null
  return (
    <section className="wa-three" aria-label={t('three')}>
      <strong>{t('my.promise')}</strong>
      <p className="aj-weak">
        {data.counted === 0
          ? t('my.none')
          : t('my.kept', {
              counted: data.counted,
              inTime: data.inTime,
              percent: percent(data.inTime, data.counted),
            })}
      </p>
    </section>
  )
}
