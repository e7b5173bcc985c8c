import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { printHref } from '../../transfer.ts'
import { Icon } from '../../ui/icons.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import './notice.css'

/** The steward service: what it offers, who it is, how to reach it (S1-04). To read on the phone, to print, to hang up. */
export default function StewardService(): ReactNode {
  const { t } = useTranslation('library')
  const { language } = useSettings()
  const estateId = useEstateId()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/steward-service', { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const [title = '', ...lines] = (language === 'en' ? data.text.en : data.text.zh).split('\n')
  return (
    <div className="aj-stack">
      <h1>{title}</h1>
      <p>
        <a
          className="aj-button"
          href={printHref('steward-service', { estateId })}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="print" />
          {t('service.leaflet')}
        </a>
      </p>
      <div className="no-leaflet">
        {lines
          .filter(line => line.trim())
          .map(line =>
            line.trim().length <= 40 && !/[。；，.;,：:]/.test(line) ? (
              <h2 key={line}>{line}</h2>
            ) : (
              <p key={line}>{line}</p>
            ),
          )}
      </div>
      <h2>{t('service.who')}</h2>
      {data.stewards.length === 0 ? <p className="aj-weak">{t('service.none')}</p> : null}
      <ul className="no-stewards">
        {data.stewards.map(s => (
          <li key={s.accountId}>
            {s.photo ? (
              <img
                alt=""
                src={`/api/estates/${estateId}/staff-cards/${s.accountId}/photo?v=${s.version}`}
                loading="lazy"
              />
            ) : (
              <span className="no-face">
                <Icon name="person" size="1.75rem" />
              </span>
            )}
            <span>
              <strong>{s.name}</strong>
              <br />
              <span className="aj-weak">{t('service.of', { buildings: s.buildings.join(t('and')) })}</span>
              {s.strengths ? (
                <>
                  <br />
                  <span className="aj-weak">{s.strengths}</span>
                </>
              ) : null}
            </span>
            {s.phone ? (
              <a className="aj-button" href={`tel:${s.phone}`}>
                <Icon name="phone" />
                <span className="aj-num">{s.phone}</span>
              </a>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  )
}
