import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Failing, Loading } from '../../ui/States.tsx'
import { EntryFrame } from './EntryFrame.tsx'

interface Authority {
  /** SHA-256 of the authority's certificate, to compare by eye */
  fingerprint: string
  httpsPort: number
  hosts: string[]
}

/** The program answers this only while its own HTTPS door is open; else a page comes back, which is no JSON. */
async function authority(): Promise<Authority | null> {
  const response = await fetch('/install/info', { headers: { accept: 'application/json' } })
  return response.ok && response.headers.get('content-type')?.includes('json') ? response.json() : null
}

/** How a phone on the estate's network learns to trust this program, which camera and offline use need. */
export default function Install(): ReactNode {
  const { t } = useTranslation('entry')
  const { data, error, refetch } = useQuery({ queryKey: ['install'], queryFn: authority, retry: false })
  return (
    <EntryFrame title={t('install.title')} lead={t('install.lead')} wide>
      {error ? <Failing error={error} again={refetch} /> : null}
      {data === undefined && !error ? <Loading lines={4} /> : null}
      {data === null ? <p className="aj-install-off">{t('install.off')}</p> : null}
      {data ? <Steps authority={data} /> : null}
    </EntryFrame>
  )
}

function Steps({ authority }: { authority: Authority }): ReactNode {
  const { t } = useTranslation('entry')
  return (
    <>
      <p className="aj-install-get">
        <a className="aj-button" data-kind="main" href="/install/anju-ca.crt" download>
          {t('install.download')}
        </a>
      </p>
      <p>{t('install.address')}</p>
      <ul className="aj-install-hosts">
        {authority.hosts.map(host => {
          const address = `https://${host.includes(':') ? `[${host}]` : host}:${authority.httpsPort}`
          return (
            <li key={host}>
              <a href={address}>{address}</a>
            </li>
          )
        })}
      </ul>
      {(['android', 'ios', 'windows'] as const).map(system => (
        <section key={system} className="aj-install-part">
          <h2>{t(`install.${system}`)}</h2>
          <ol className="aj-steps">
            {[1, 2, 3].map(step => (
              <li key={step}>{t(`install.${system}${step}`)}</li>
            ))}
          </ol>
        </section>
      ))}
      <p className="aj-weak">{t('install.then')}</p>
      <p className="aj-weak aj-num aj-install-print">
        {t('install.fingerprint', { fingerprint: authority.fingerprint })}
      </p>
    </>
  )
}
