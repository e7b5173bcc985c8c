import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { inLanguage } from '../../i18n.ts'
import { useSettings } from '../../settings.ts'

type Import = Answer<'GET /api/imports/:importId'>
type Preview = Answer<'GET /api/imports/:importId/preview'>
type Column = Answer<'GET /api/imports/kinds'>['items'][number]['columns'][number]

interface MapColumnsProps {
  one: Import
  columns: Column[]
  preview: Preview
  busy: boolean
  choose: (sheet: number, mapping: Record<string, number>) => void
}

/** Which column of the file fills which of ours, with the first values beside it. */
export function MapColumns({ one, columns, preview, busy, choose }: MapColumnsProps): ReactNode {
  const { t } = useTranslation('transfer')
  const { language } = useSettings()
  const sheet = one.sheets[one.sheet]
  const errors = new Map(preview.mappingErrors.map(error => [error.column, inLanguage(error.text, language)]))
  const set = (key: string, at: string) => {
    const { [key]: _old, ...rest } = one.mapping
    // a column of the file fills one of ours: the one that had it gives it up
    const free = Object.fromEntries(Object.entries(rest).filter(([, other]) => String(other) !== at))
    choose(one.sheet, at === '' ? rest : { ...free, [key]: Number(at) })
  }
  return (
    <section className="aj-stack" aria-busy={busy}>
      <h2>{t('map.title')}</h2>
      <p className="aj-weak">{t('map.hint')}</p>
      {one.sheets.length > 1 ? (
        <label className="tr-sheet">
          {t('map.sheet')}
          <select
            className="aj-input"
            value={one.sheet}
            onChange={event => choose(Number(event.target.value), {})}
          >
            {one.sheets.map((each, at) => (
              <option key={each.name} value={at}>
                {t('map.sheetRows', { name: each.name, count: each.rows })}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <table className="tr-table tr-map">
        <thead>
          <tr>
            <th scope="col">{t('map.ours')}</th>
            <th scope="col">{t('map.theirs')}</th>
            <th scope="col">{t('map.first')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(column => {
            const error = errors.get(column.key)
            const name = inLanguage(column.header, language)
            return (
              <tr key={column.key}>
                <th scope="row">
                  {name}
                  {column.required ? <span className="tr-needed"> {t('column.required')}</span> : null}
                  {column.hint ? (
                    <small className="aj-weak">{inLanguage(column.hint, language)}</small>
                  ) : null}
                </th>
                <td>
                  <select
                    className="aj-input"
                    aria-label={t('map.choose', { name })}
                    aria-invalid={error ? true : undefined}
                    value={one.mapping[column.key] ?? ''}
                    onChange={event => set(column.key, event.target.value)}
                  >
                    <option value="">{t('map.none')}</option>
                    {(sheet?.header ?? []).map((header, at) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: columns of a file may share a name, their place is their identity
                      <option key={at} value={at}>
                        {header === '' ? t('map.unnamed', { at: at + 1 }) : header}
                      </option>
                    ))}
                  </select>
                  {error ? <p className="aj-error">{error}</p> : null}
                </td>
                <td className="tr-sample">
                  {preview.sample
                    .map(row => row.cells[column.key] ?? '')
                    .filter(cell => cell !== '')
                    .slice(0, 3)
                    .join(' · ')}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
