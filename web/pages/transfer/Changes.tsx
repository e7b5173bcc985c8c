import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { count } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useSettings } from '../../settings.ts'
import { Icon } from '../../ui/icons.tsx'

/** What the sound rows would bring about beyond themselves, read before the button is pressed. */
export function Changes({ preview }: { preview: Answer<'GET /api/imports/:importId/preview'> }): ReactNode {
  const { t } = useTranslation('transfer')
  const { language } = useSettings()
  if (preview.changed === 0) return null
  return (
    <section className="aj-stack">
      <h2>{t('changes.title')}</h2>
      <p className="tr-verdict">
        <span data-tone="soon">
          <Icon name="alert" /> {t('changes.count', { shown: count(preview.changed) })}
        </span>
      </p>
      <div className="tr-scroll">
        <table className="tr-table">
          <thead>
            <tr>
              <th scope="col">{t('check.line')}</th>
              <th scope="col">{t('changes.what')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.changes.map(change => (
              <tr key={change.line}>
                <th scope="row" className="aj-num">
                  {change.line}
                </th>
                <td>{inLanguage(change.text, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {preview.changed > preview.changes.length ? (
        <p className="aj-weak">{t('changes.more', { shown: count(preview.changes.length) })}</p>
      ) : null}
    </section>
  )
}
