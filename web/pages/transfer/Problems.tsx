import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { count } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useSettings } from '../../settings.ts'
import { Icon } from '../../ui/icons.tsx'

type Preview = Answer<'GET /api/imports/:importId/preview'>
type Column = Answer<'GET /api/imports/kinds'>['items'][number]['columns'][number]

/** How many rows are sound, and the first that are not: line, what stands there, what is wrong and how to mend it. */
export function Problems(props: { preview: Preview; columns: Column[]; errorsHref: string }): ReactNode {
  const { t } = useTranslation('transfer')
  const { language } = useSettings()
  const { preview } = props
  const names = new Map(props.columns.map(column => [column.key, inLanguage(column.header, language)]))
  if (preview.mappingErrors.length > 0) return null
  return (
    <section className="aj-stack">
      <h2>{t('check.title')}</h2>
      <p className="tr-verdict">
        <span data-tone="kept">
          <Icon name="check" /> {t('check.good', { count: preview.good, shown: count(preview.good) })}
        </span>
        {preview.bad > 0 ? (
          <span data-tone="late">
            <Icon name="alert" /> {t('check.bad', { count: preview.bad, shown: count(preview.bad) })}
          </span>
        ) : null}
      </p>
      {preview.bad > 0 ? (
        <>
          <p>
            <a className="aj-button" href={props.errorsHref} download>
              <Icon name="download" />
              {t('check.download')}
            </a>{' '}
            <span className="aj-weak">{t('check.mend')}</span>
          </p>
          <div className="tr-scroll">
            <table className="tr-table">
              <thead>
                <tr>
                  <th scope="col">{t('check.line')}</th>
                  <th scope="col">{t('check.wrong')}</th>
                  <th scope="col">{t('check.content')}</th>
                </tr>
              </thead>
              <tbody>
                {preview.errors.map(row => (
                  <tr key={row.line}>
                    <th scope="row" className="aj-num">
                      {row.line}
                    </th>
                    <td>
                      <ul>
                        {row.errors.map(error => (
                          <li key={`${error.column} ${error.code}`}>
                            {error.column ? <strong>{names.get(error.column)} </strong> : null}
                            {inLanguage(error.text, language)}
                          </li>
                        ))}
                      </ul>
                    </td>
                    <td className="tr-sample">
                      {Object.values(row.cells)
                        .filter(cell => cell !== '')
                        .join(' · ')}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {preview.bad > preview.errors.length ? (
            <p className="aj-weak">{t('check.more', { shown: count(preview.errors.length) })}</p>
          ) : null}
        </>
      ) : null}
    </section>
  )
}
