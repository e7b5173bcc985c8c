import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { date, dateTime, span, yuan } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { sentence } from '../../ui/States.tsx'
import { CostView } from './parts.tsx'
import type { TariffBody } from './tariff.ts'

/** What would this stay cost and why; and what last month's real stays would have cost. Nothing is kept. */
export function Simulator({ lotId, body }: { lotId: string; body: TariffBody | undefined }): ReactNode {
  const { t } = useTranslation(['parking', 'common'])
  const { language } = useSettings()
  const estateId = useEstateId()
  const now = useNow(60_000)
  const today = date(now)
  const [from, setFrom] = useState(`${today}T09:12`)
  const [until, setUntil] = useState(`${today}T11:24`)
  const [traits, setTraits] = useState({ big: false, nev: false, disabled: false })
  const one = useMutate('POST /api/estates/:estateId/parking/lots/:lotId/tariffs/try')
  const month = useMutate('POST /api/estates/:estateId/parking/lots/:lotId/tariffs/replay')
  const refused = body
    ? from && until && from <= until
      ? undefined
      : t('parking:sim.order')
    : t('parking:tariff.needNumbers')
  const change = (fen: number) =>
    t(`parking:sim.${fen > 0 ? 'more' : fen < 0 ? 'less' : 'equal'}`, { sum: yuan(Math.abs(fen)) })
  const tried = one.data
  const real = month.data
  return (
    <section className="pk-card" aria-label={t('parking:sim.title')}>
      <h2>{t('parking:sim.title')}</h2>
      <div className="pk-fields">
        <label className="aj-field">
          {t('parking:col.entered')}
          <input
            className="aj-input"
            type="datetime-local"
            value={from}
            onChange={e => setFrom(e.target.value)}
          />
        </label>
        <label className="aj-field">
          {t('parking:col.left')}
          <input
            className="aj-input"
            type="datetime-local"
            value={until}
            onChange={e => setUntil(e.target.value)}
          />
        </label>
      </div>
      <div className="pk-reasons">
        {(['big', 'nev', 'disabled'] as const).map(key => (
          <label key={key} className="aj-row">
            <input
              type="checkbox"
              checked={traits[key]}
              onChange={e => setTraits({ ...traits, [key]: e.target.checked })}
            />
            {t(`parking:sim.${key}`)}
          </label>
        ))}
      </div>
      <Button
        kind="main"
        busy={one.isPending}
        refused={refused}
        showWhy
        onClick={() =>
          body &&
          one.mutate({
            estateId,
            lotId,
            body,
            from: `${from}:00+08:00`,
            until: `${until}:00+08:00`,
            ...traits,
          })
        }
      >
        {t('parking:sim.do')}
      </Button>
      {one.error ? <p role="alert">{sentence(one.error, t).title}</p> : null}
      {tried?.faults.map(fault => (
        <p key={fault} role="alert" className="aj-form-failure">
          {fault}
        </p>
      ))}
      {tried?.tried ? (
        <>
          <p className="pk-big">{t('parking:sim.costs', { sum: yuan(tried.tried.total) })}</p>
          <CostView cost={tried.tried} />
          {tried.current ? (
            <p className="aj-weak">{t('parking:sim.now', { why: tried.current.why })}</p>
          ) : null}
          <table className="pk-compare">
            <thead>
              <tr>
                <th scope="col">{t('parking:sim.length')}</th>
                <th scope="col">{t('parking:sim.current')}</th>
                <th scope="col">{t('parking:sim.tried')}</th>
              </tr>
            </thead>
            <tbody>
              {tried.table.map(row => (
                <tr key={row.minutes}>
                  <td>{span(row.minutes * 60_000, language)}</td>
                  <td>{row.current === null ? '—' : yuan(row.current)}</td>
                  <td>{yuan(row.tried)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : null}
      <h2>{t('parking:sim.real')}</h2>
      <Button
        busy={month.isPending}
        refused={body ? undefined : t('parking:tariff.needNumbers')}
        onClick={() => body && month.mutate({ estateId, lotId, body })}
      >
        {t('parking:sim.replay')}
      </Button>
      {month.error ? (
        <p role="alert" className="aj-form-failure">
          {sentence(month.error, t).title} {sentence(month.error, t).next}
        </p>
      ) : null}
      {real ? (
        real.stays === 0 ? (
          <p className="aj-weak">{t('parking:sim.noStays')}</p>
        ) : (
          <>
            <p className="pk-big">{change(real.tried - real.current)}</p>
            <p>
              {t('parking:sim.sums', {
                stays: real.stays,
                current: yuan(real.current),
                tried: yuan(real.tried),
                charged: yuan(real.charged),
              })}
            </p>
            <p>{t('parking:sim.parts', real)}</p>
            {real.most.length === 0 ? null : (
              <table className="pk-compare">
                <caption className="aj-sr">{t('parking:sim.most')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('parking:sim.most')}</th>
                    <th scope="col">{t('parking:sim.current')}</th>
                    <th scope="col">{t('parking:sim.tried')}</th>
                  </tr>
                </thead>
                <tbody>
                  {real.most.map(m => (
                    <tr key={m.stayId}>
                      <td>
                        {m.plate} {dateTime(m.from)} ·{' '}
                        {span(Date.parse(m.until) - Date.parse(m.from), language)}
                      </td>
                      <td>{yuan(m.current)}</td>
                      <td>{yuan(m.tried)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </>
        )
      ) : null}
    </section>
  )
}
