import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrendProps } from './trend.ts'
import './figure.css'

// without network the chart library may not be there: the page goes on without the drawing
const Chart = lazy(() => import('./TrendChart.tsx').catch(() => ({ default: () => null })))

/** A line of days. The chart library arrives only where a trend is shown; the same data stands in a table. */
export function Trend(props: TrendProps): ReactNode {
  const { t } = useTranslation('common')
  const height = `${props.height ?? 4}rem`
  return (
    <div className="aj-trend">
      <Suspense fallback={<div style={{ height }} />}>
        <Chart {...props} />
      </Suspense>
      {/* a table cannot be made small itself: it would lengthen the page unseen */}
      <div className="aj-sr">
        <table>
          <caption>{props.label}</caption>
          <tbody>
            {props.points.map(point => (
              <tr key={point.day}>
                <th scope="row">{point.day}</th>
                <td>{point.value ?? t('figure.none')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
