/** Disinfection of the abandoned estates on a day, by neighbourhood; the estates that lack it are named (S6-24). */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { useApi } from '../../query.ts'
import { Read } from './parts.tsx'

export function Disinfection({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const [day, setDay] = useState(date(nowMs()))
  const read = useApi('GET /api/regions/:regionId/response/disinfection', { regionId, day }, { keep: true })
  return (
    <Read of={read}>
      {data =>
        data.items.every(r => r.abandoned === 0) ? null : (
          <table className="rs-table">
            <caption>
              <span className="aj-row">
                {t('dis.title')}
                <label className="aj-row">
                  <span className="aj-sr">{t('dis.day')}</span>
                  <input
                    type="date"
                    className="aj-input"
                    style={{ width: 'auto' }}
                    value={day}
                    onChange={event => setDay(event.target.value || day)}
                  />
                </label>
              </span>
            </caption>
            <thead>
              <tr>
                <th scope="col">{t('region')}</th>
                <th scope="col">{t('care.abandoned')}</th>
                <th scope="col">{t('dis.planned')}</th>
                <th scope="col">{t('dis.done')}</th>
                <th scope="col">{t('dis.gaps')}</th>
              </tr>
            </thead>
            <tbody>
              {data.items.map(r => (
                <tr key={r.id}>
                  <th scope="row">{r.name}</th>
                  <td className="aj-num">{r.abandoned}</td>
                  <td className="aj-num">{r.planned}</td>
                  <td
                    className="aj-num"
                    data-tone={r.done === r.abandoned && r.done > 0 ? 'kept' : undefined}
                  >
                    {r.done}
                  </td>
                  <td>
                    <span className="rs-tags">
                      {r.gaps.map(g => (
                        <span
                          key={g.id}
                          className="rs-tag"
                          data-tone={g.why === 'not_planned' ? 'late' : 'soon'}
                        >
                          {g.name} {t(`dis.${g.why}`)}
                        </span>
                      ))}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Read>
  )
}
