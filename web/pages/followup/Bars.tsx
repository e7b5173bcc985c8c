import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '../../i18n.ts'
import { useSettings } from '../../settings.ts'
import { percent } from '../../ui/Figure.tsx'

/** One share from 0 to 1: filled to where it stands, pale to where it can still come, a line at the target. */
export function ShareBar(props: {
  label: string
  share: number | null
  best?: number
  mark?: number
}): ReactNode {
  const { t } = useTranslation('followup')
  const width = (share: number) => `${Math.min(1, Math.max(0, share)) * 100}%`
  const written = props.share === null ? t('noData') : `${Math.floor(props.share * 1000) / 10}%`
  return (
    <div className="fu-bar" role="img" aria-label={`${props.label} ${written}`}>
      {props.best === undefined ? null : (
        <span className="fu-bar-best" style={{ width: width(props.best) }} />
      )}
      {props.share === null ? null : (
        <span
          className="fu-bar-now"
          data-short={props.mark !== undefined && props.share < props.mark ? '' : undefined}
          style={{ width: width(props.share) }}
        />
      )}
      {props.mark === undefined ? null : <span className="fu-bar-mark" style={{ left: width(props.mark) }} />}
    </div>
  )
}

interface Kept {
  key: string
  label: { zh: string; en: string }
  kept: number
  due: number
}

/** Promises kept, one bar each, most promises first. */
export function KeptBars({ title, rows }: { title: string; rows: readonly Kept[] }): ReactNode {
  const { t } = useTranslation('followup')
  const { language } = useSettings()
  return (
    <section>
      <h3>{title}</h3>
      {rows.length === 0 ? <p className="aj-weak">{t('noData')}</p> : null}
      <table className="fu-kept">
        <tbody>
          {rows.map(row => {
            const label = inLanguage(row.label, language)
            return (
              <tr key={row.key}>
                <th scope="row">{label}</th>
                <td className="fu-kept-bar">
                  <ShareBar label={label} share={row.due === 0 ? null : row.kept / row.due} />
                </td>
                <td className="aj-num">{row.due === 0 ? t('noData') : percent(row.kept, row.due)}</td>
                <td className="aj-num aj-weak">
                  {row.kept} / {row.due}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
