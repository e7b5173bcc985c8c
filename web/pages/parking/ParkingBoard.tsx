/** For the authorities: where spaces are short, and whether it is the old estates. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { nowIso } from '../../clock.ts'
import { date } from '../../format.ts'
import { useApi } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Figure } from '../../ui/Figure.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import './garage.css'

const key = 'GET /api/parking/board'
const share = (n: number | null) => (n === null ? '—' : String(n))

/** A number of an estate that has told neither homes nor cars nor spaces is not nought: nobody has said it. */
function known(e: { households: number; cars: number; spaces: number }, value: number): number | string {
  return e.households === 0 && e.cars === 0 && e.spaces === 0 ? '—' : value
}

export default function ParkingBoard(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const { data, error, refetch } = useApi(key, { limit: 1 })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const today = date(nowIso())
  return (
    <div className="pg-page aj-stack">
      <h1>{t('board.title')}</h1>
      <div className="pg-figures">
        <Figure
          big
          title={t('numbers.shortage')}
          value={data.sums.shortage}
          period={today}
          definition={t('board.shortageHow', { n: data.sums.short, all: data.sums.estates })}
        />
        <Figure
          big
          title={t('numbers.spaces')}
          value={data.sums.spaces}
          period={today}
          definition={t('board.spacesHow')}
        />
        <Figure
          big
          title={t('numbers.cars')}
          value={data.sums.cars}
          period={today}
          definition={t('board.carsHow')}
        />
        <Figure
          big
          title={t('numbers.waiting')}
          value={data.sums.waiting}
          period={today}
          definition={t('numbers.waitingHow')}
        />
      </div>
      <h2>{t('board.ages')}</h2>
      <div className="pg-scroll">
        <table className="pg-plain">
          <thead>
            <tr>
              <th>{t('board.band')}</th>
              {(['estates', 'households', 'cars', 'spaces'] as const).map(k => (
                <th key={k} className="pg-n">
                  {t(`board.${k}`)}
                </th>
              ))}
              <th className="pg-n">{t('numbers.perHousehold')}</th>
              <th className="pg-n">{t('numbers.shortage')}</th>
            </tr>
          </thead>
          <tbody>
            {data.ages.map(a => (
              <tr key={a.band}>
                <td>{a.band === '?' ? t('board.unknown') : a.band}</td>
                <td className="pg-n">{a.estates}</td>
                <td className="pg-n">{known(a, a.households)}</td>
                <td className="pg-n">{known(a, a.cars)}</td>
                <td className="pg-n">{known(a, a.spaces)}</td>
                <td className="pg-n">{share(a.perHousehold)}</td>
                <td className="pg-n">{known(a, a.shortage)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <DataTable
        id="parking.board"
        label={t('board.title')}
        api={key}
        input={{}}
        rowKey={e => e.estateId}
        sort="-shortage"
        columns={[
          { key: 'estate', title: t('board.estate'), render: e => e.estate },
          {
            key: 'built',
            title: t('board.built'),
            width: 8,
            align: 'right',
            sort: 'builtYear',
            render: e => e.builtYear ?? '—',
          },
          {
            key: 'households',
            title: t('board.households'),
            width: 8,
            align: 'right',
            render: e => known(e, e.households),
          },
          { key: 'cars', title: t('board.cars'), width: 8, align: 'right', render: e => known(e, e.cars) },
          {
            key: 'spaces',
            title: t('board.spaces'),
            width: 8,
            align: 'right',
            render: e => known(e, e.spaces),
          },
          {
            key: 'ratio',
            title: t('numbers.perHousehold'),
            width: 9,
            align: 'right',
            sort: 'perHousehold',
            render: e => share(e.perHousehold),
          },
          {
            key: 'shortage',
            title: t('numbers.shortage'),
            width: 8,
            align: 'right',
            sort: true,
            render: e => known(e, e.shortage),
          },
          {
            key: 'waiting',
            title: t('numbers.waiting'),
            width: 8,
            align: 'right',
            render: e => known(e, e.waiting),
          },
        ]}
        filters={[
          {
            kind: 'select',
            key: 'age',
            label: t('board.band'),
            options: data.ages.map(a => ({
              value: a.band,
              label: a.band === '?' ? t('board.unknown') : a.band,
            })),
          },
        ]}
        exportHref={exportHref('parking.board', undefined)}
        empty={{ title: t('board.none'), hint: t('board.noneHint') }}
      />
    </div>
  )
}
