import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** Twenty-four bars; the same numbers stand in a table for screen readers. */
export function Hours({ label, values }: { label: string; values: number[] }): ReactNode {
  const { t } = useTranslation('board')
  const most = Math.max(1, ...values)
  const peak = values.indexOf(Math.max(...values))
  return (
    <div className="bo-hours aj-trend">
      <svg viewBox="0 0 240 60" preserveAspectRatio="none" aria-hidden="true">
        {values.map((value, hour) => {
          const height = (value / most) * 58
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is the hour
            <rect key={hour} x={hour * 10 + 1} y={60 - height} width={8} height={Math.max(height, 0.5)} />
          )
        })}
      </svg>
      <p className="bo-hours-foot aj-weak aj-num" aria-hidden="true">
        <span>0</span>
        <span>{values[peak] ? `${t('hour', { hour: peak })} ${values[peak]}` : ''}</span>
        <span>24</span>
      </p>
      <div className="aj-sr">
        <table>
          <caption>{label}</caption>
          <tbody>
            {values.map((value, hour) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is the hour
              <tr key={hour}>
                <th scope="row">{t('hour', { hour })}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
