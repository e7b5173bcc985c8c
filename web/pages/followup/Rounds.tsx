import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { date, dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import type { Month } from './words.ts'

/** Every round with its seed and the hash of its list: whoever doubts the sample draws it again. */
export function Rounds({ month }: { month: Month }): ReactNode {
  const { t } = useTranslation('followup')
  const [open, setOpen] = useState<number>()
  if (month.rounds.length === 0) return <Empty title={t('draws.none')} hint={t('draws.noneHint')} />
  return (
    <div className="aj-stack">
      <p>{t('draws.rule')}</p>
      <div className="fu-scroll">
        <table className="fu-table">
          <thead>
            <tr>
              <th>{t('draws.round')}</th>
              <th>{t('draws.span')}</th>
              <th className="fu-right">{t('draws.population')}</th>
              <th className="fu-right">{t('draws.drawn')}</th>
              <th>{t('draws.seed')}</th>
              <th>{t('draws.hash')}</th>
              <th>{t('draws.at')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {month.rounds.map(r => (
              <tr key={r.round}>
                <td className="aj-num">{r.round}</td>
                <td className="aj-num">
                  {date(r.from)} – {date(new Date(Date.parse(r.until) - 1).toISOString())}
                </td>
                <td className="aj-num fu-right">{r.population}</td>
                <td className="aj-num fu-right">{r.drawn}</td>
                <td className="aj-num">{r.seed}</td>
                <td className="aj-num" title={r.listHash}>
                  {r.listHash.slice(0, 12)}…
                </td>
                <td className="aj-num">
                  {dateTime(r.at)} {r.by}
                </td>
                <td>
                  <Button
                    onClick={() => setOpen(r.round)}
                    aria-label={t('draws.checkOf', { round: r.round })}
                  >
                    {t('draws.check')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open === undefined ? null : (
        <Dialog title={t('draws.listOf', { round: open })} close={() => setOpen(undefined)} wide>
          <RoundList month={month.month} round={open} />
        </Dialog>
      )}
    </div>
  )
}

function RoundList({ month, round }: { month: string; round: number }): ReactNode {
  const { t } = useTranslation('followup')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/followup/months/:month/rounds/:round', {
    estateId,
    month,
    round,
  })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="aj-stack">
      <p>
        <State
          state={data.verified ? 'kept' : 'late'}
          word={t(data.verified ? 'draws.verified' : 'draws.differs')}
        />{' '}
        <a href={exportHref('followup.round', estateId)({ month, round })} download>
          {t('draws.export')}
        </a>
      </p>
      <ol className="fu-recipe">
        <li>{t('draws.step1')}</li>
        <li>{t('draws.step2', { month, round })}</li>
        <li>{t('draws.step3')}</li>
        <li>{t('draws.step4', { percent: data.round.percent })}</li>
      </ol>
      <p className="fu-hash aj-num">
        SHA-256 {data.round.listHash}
        <br />
        {t('draws.seed')} {data.round.seed}
      </p>
      <table className="fu-table">
        <thead>
          <tr>
            <th className="fu-right">{t('col.place')}</th>
            <th>{t('col.number')}</th>
            <th>{t('draws.key')}</th>
            <th>{t('col.how')}</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map(i => (
            <tr key={i.number} data-weak={i.how ? undefined : ''}>
              <td className="aj-num fu-right">{i.place}</td>
              <td className="aj-num">
                {i.number} {i.major ? <strong className="fu-major">{t('major')}</strong> : null}
              </td>
              <td className="aj-num">{i.key}…</td>
              <td>{i.how ? t(`how.${i.how}`) : t('how.reserve')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
