import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { date } from '../../format.ts'
import { useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { Facts } from '../../ui/Facts.tsx'
import { PersonReveal } from '../../ui/PersonReveal.tsx'
import { Failing, Loading } from '../../ui/States.tsx'

type PersonFile = Answer<'GET /api/estates/:estateId/persons/:personId'>

/** A masked value that opens for a purpose; who may not see it in full gets the mask alone. */
export function Sensitive(props: {
  estateId: string
  personId: string
  field: 'phone' | 'idNumber'
  masked: string | null
}): ReactNode {
  const { t } = useTranslation('people')
  const { can } = useMe()
  const { estateId, personId, field, masked } = props
  if (masked === null) return null
  if (!can('person.reveal')) return <span className="aj-num">{masked}</span>
  return (
    <PersonReveal
      masked={masked}
      label={t(field)}
      purposes={[t('purpose.contact'), t('purpose.check'), t('purpose.urgent')]}
      reveal={async purpose =>
        (
          await api('POST /api/estates/:estateId/persons/:personId/reveal', {
            estateId,
            personId,
            field,
            purpose,
          })
        ).value
      }
    />
  )
}

/** One person: numbers masked, homes now and before, cars, consents. */
export function PersonView({ estateId, personId }: { estateId: string; personId: string }): ReactNode {
  const { t } = useTranslation('people')
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/persons/:personId', {
    estateId,
    personId,
  })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const reveal = { estateId, personId }
  return (
    <div className="pe-file">
      <Facts
        facts={[
          { label: t('phone'), value: <Sensitive {...reveal} field="phone" masked={data.phone} /> },
          { label: t('idNumber'), value: <Sensitive {...reveal} field="idNumber" masked={data.idNumber} /> },
          { label: t('birthYear'), value: data.birthYear },
          { label: t('note'), value: data.note },
        ]}
      />
      <h2>{t('file.homes')}</h2>
      <Homes file={data} />
      <h2>{t('file.vehicles')}</h2>
      {data.vehicles.length === 0 ? <p className="aj-weak">{t('file.noVehicle')}</p> : null}
      <ul className="pe-list">
        {data.vehicles.map(v => (
          <li key={v.id}>
            <span className="aj-num">{v.plate}</span>{' '}
            <span className="aj-weak">{t(`vehicle.${v.kind}`)}</span>
          </li>
        ))}
      </ul>
      <h2>{t('file.consents')}</h2>
      {data.consents.length === 0 ? <p className="aj-weak">{t('file.noConsent')}</p> : null}
      <ul className="pe-list">
        {data.consents.map(c => (
          <li key={c.id}>
            {t(`consent.${c.purpose}`)}{' '}
            <span className="aj-weak">
              {c.live ? t('consent.live') : t('consent.over')} · {date(c.givenAt)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Homes({ file }: { file: PersonFile }): ReactNode {
  const { t } = useTranslation('people')
  if (file.ties.length === 0) return <p className="aj-weak">{t('file.noHome')}</p>
  return (
    <ul className="pe-list">
      {file.ties.map(tie => (
        <li key={tie.id}>
          <Link to={paths.page('console', `homes/${tie.unitId}`)}>{tie.unit}</Link>{' '}
          {tie.live ? t(`ties.${tie.tie}`) : t(`was.${tie.tie}`)}{' '}
          <span className="aj-weak aj-num">
            {date(tie.from)} – {tie.until ? date(tie.until) : t('today')}
          </span>
        </li>
      ))}
    </ul>
  )
}
