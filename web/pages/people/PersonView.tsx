import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { date } from '../../format.ts'
import { useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { PersonReveal } from '../../ui/PersonReveal.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { Consents } from './Consents.tsx'
import { EditPerson } from './EditPerson.tsx'
import { EndTie, EndVehicle } from './EndTie.tsx'
import { EnteredBy } from './EnteredBy.tsx'

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
  const { can } = useMe()
  const [editing, setEditing] = useState(false)
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
      {can('person.write') ? <Button onClick={() => setEditing(true)}>{t('edit.act')}</Button> : null}
      <h2>{t('file.homes')}</h2>
      <Homes file={data} estateId={estateId} />
      {data.roles.length > 0 ? (
        <>
          <h2>{t('file.roles')}</h2>
          <ul className="pe-list">
            {data.roles.map(r => (
              <li key={`${r.role}${r.from}`}>
                {r.role} · {r.place}{' '}
                <State
                  state={r.live ? 'kept' : 'stopped'}
                  word={t(r.live ? 'consent.live' : 'consent.over')}
                />{' '}
                <span className="aj-weak aj-num">
                  {date(r.from)} – {r.until ? date(r.until) : t('today')}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <h2>{t('file.vehicles')}</h2>
      {data.vehicles.length === 0 ? <p className="aj-weak">{t('file.noVehicle')}</p> : null}
      <ul className="pe-list">
        {data.vehicles.map(v => (
          <li key={v.id} className="pe-line">
            <span>
              <span className="aj-num">{v.plate}</span>{' '}
              <span className="aj-weak">
                {t(`vehicle.${v.kind}`)} {v.until ? `– ${date(v.until)}` : ''}
              </span>
              <EnteredBy name={v.enteredBy} />
            </span>
            {v.until ? null : <EndVehicle estateId={estateId} vehicleId={v.id} plate={v.plate} />}
          </li>
        ))}
      </ul>
      <h2>{t('file.consents')}</h2>
      <Consents estateId={estateId} personId={personId} name={data.name} items={data.consents} />
      {editing ? <EditPerson estateId={estateId} file={data} close={() => setEditing(false)} /> : null}
    </div>
  )
}

function Homes({ file, estateId }: { file: PersonFile; estateId: string }): ReactNode {
  const { t } = useTranslation('people')
  if (file.ties.length === 0) return <p className="aj-weak">{t('file.noHome')}</p>
  return (
    <ul className="pe-list">
      {file.ties.map(tie => (
        <li key={tie.id} className="pe-line">
          <span>
            <Link to={paths.page('console', `homes/${tie.unitId}`)}>{tie.unit}</Link>{' '}
            {tie.live ? t(`ties.${tie.tie}`) : t(`was.${tie.tie}`)}{' '}
            <span className="aj-weak aj-num">
              {date(tie.from)} – {tie.until ? date(tie.until) : t('today')}
            </span>
            <EnteredBy name={tie.enteredBy} />
          </span>
          <EndTie estateId={estateId} tie={tie} />
        </li>
      ))}
    </ul>
  )
}
