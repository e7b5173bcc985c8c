import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface Day {
  date: string
  kind: 'off' | 'work'
  name: string
}

const two = (n: number) => String(n).padStart(2, '0')

/** The weekday of a date, Monday 0; a date has no zone, so it is read as UTC. */
export function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
}

/** The twelve months; days off and make-up workdays are marked by a sign as well as by colour. */
export function CalendarYear({ year, days }: { year: number; days: readonly Day[] }): ReactNode {
  const { t } = useTranslation('calendar')
  const listed = new Map(days.map(d => [d.date, d]))
  return (
    <>
      <p className="ca-key">
        <span data-kind="off">{t('sign.off')}</span> {t('key.off')}
        <span data-kind="work">{t('sign.work')}</span> {t('key.work')}
      </p>
      <div className="ca-year">
        {Array.from({ length: 12 }, (_, i) => i + 1).map(month => (
          <Month key={month} year={year} month={month} listed={listed} />
        ))}
      </div>
      <details>
        <summary>{t('list', { count: days.length })}</summary>
        <ul className="cal-days">
          {days.map(d => (
            <li key={d.date}>
              <span className="aj-num">{d.date}</span> {t(`weekday.${weekdayOf(d.date)}`)} {d.name}{' '}
              <span className="ca-mark" data-kind={d.kind}>
                {t(`key.${d.kind}`)}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}

function Month(props: { year: number; month: number; listed: Map<string, Day> }): ReactNode {
  const { t } = useTranslation('calendar')
  const { year, month, listed } = props
  const first = `${year}-${two(month)}-01`
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const cells = [
    ...Array.from({ length: weekdayOf(first) }, () => 0),
    ...Array.from({ length }, (_, i) => i + 1),
  ]
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, w) => cells.slice(w * 7, w * 7 + 7))
  return (
    <table className="ca-month">
      <caption>{t('month', { year, month })}</caption>
      <thead>
        <tr>
          {Array.from({ length: 7 }, (_, i) => i).map(i => (
            <th key={i} scope="col">
              {t(`short.${i}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, w) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the weeks of a month have no other name
          <tr key={w}>
            {Array.from({ length: 7 }, (_, i) => week[i] ?? 0).map((day, i) => {
              const found = day ? listed.get(`${year}-${two(month)}-${two(day)}`) : undefined
              const kind = found?.kind ?? (day && i > 4 ? 'weekend' : undefined)
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: its place in the week is the cell
                <td key={i} data-kind={kind} title={found?.name}>
                  {day || ''}
                  {found ? (
                    <small>
                      {t(`sign.${found.kind}`)}
                      <span className="aj-sr"> {found.name}</span>
                    </small>
                  ) : null}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
