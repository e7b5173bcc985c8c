import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EntryFrame } from './EntryFrame.tsx'

/** How a phone on the estate's network learns to trust this program, which camera and offline use need. */
export default function Install(): ReactNode {
  const { t } = useTranslation('entry')
  return (
    <EntryFrame title={t('install.title')} lead={t('install.lead')} wide>
      <p style={{ margin: '1rem 0 1.5rem' }}>
        <a className="aj-button" data-kind="main" href="/api/install/ca.crt" download>
          {t('install.download')}
        </a>
      </p>
      {(['android', 'ios', 'windows'] as const).map(system => (
        <section key={system} style={{ marginBottom: '1.5rem' }}>
          <h2 style={{ marginBottom: '0.75rem' }}>{t(`install.${system}`)}</h2>
          <ol className="aj-steps">
            {[1, 2, 3].map(step => (
              <li key={step}>{t(`install.${system}${step}`)}</li>
            ))}
          </ol>
        </section>
      ))}
      <p className="aj-weak">{t('install.then')}</p>
    </EntryFrame>
  )
}
