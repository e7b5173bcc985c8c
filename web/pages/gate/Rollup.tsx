/** The gates' figures of a region: each part and its sum, each day and its sum, both as a file. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { count, date } from '../../format.ts'
import { useApi } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Icon } from '../../ui/icons.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import './gate-pages.css'

const key = 'GET /api/regions/:regionId/gate/rollup'
type Total = Answer<typeof key>['total']
const figures = [
  'personsIn',
  'personsOut',
  'vehiclesIn',
  'vehiclesOut',
  'refusals',
  'emergencies',
  'incidents',
  'unattended',
] as const satisfies (keyof Total)[]

export default function Rollup(): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const search: { r?: string; from?: string; until?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const boards = useApi('GET /api/boards', {})
  const today = date(nowMs())
  const from = search.from ?? today
  const until = search.until ?? today
  const regionId = search.r ?? boards.data?.regions[0]?.id ?? ''
  const set = (part: Record<string, string>) =>
    navigate({ to: '.', search: { r: regionId, from, until, ...part } })
  const { data, error, refetch } = useApi(
    key,
    { regionId, from, until },
    { when: regionId !== '', keep: true },
  )
  if (boards.data?.regions.length === 0) return <Empty title={t('gate-desk:rollup.none')} />
  // his own regions, and the one he went down to
  const choice = new Map(boards.data?.regions.map(r => [r.id, r.name]))
  if (data) choice.set(data.region.id, data.region.name)
  const asked = { regionId, from, until }
  return (
    <div className="gp-stack gp-page">
      <h1>{t('gate-desk:rollup.title', { name: data?.region.name ?? '' })}</h1>
      <div className="gp-row">
        <label>
          {t('gate-desk:rollup.region')}{' '}
          <select className="aj-input" value={regionId} onChange={event => set({ r: event.target.value })}>
            {[...choice].map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {(['from', 'until'] as const).map(name => (
          <label key={name}>
            {t(`gate-desk:rollup.${name}`)}{' '}
            <input
              type="date"
              className="aj-input"
              value={name === 'from' ? from : until}
              onChange={event => set({ [name]: event.target.value })}
            />
          </label>
        ))}
      </div>
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading lines={8} /> : null}
      {data ? (
        <>
          <p className="aj-weak">{t('gate-desk:rollup.estates', { n: data.estates, closed: data.closed })}</p>
          <Table
            caption={t('gate-desk:rollup.parts')}
            href={exportHref('gate.rollup', undefined)(asked)}
            rows={data.children.map(c => ({ key: c.id, name: c.name, sums: c }))}
            total={data.total}
            open={id => {
              const child = data.children.find(c => c.id === id)
              return child && child.kind !== 'estate' ? () => set({ r: id }) : undefined
            }}
          />
          <p className="aj-weak">{t('gate-desk:rollup.once')}</p>
          <Table
            caption={t('gate-desk:rollup.days')}
            href={exportHref('gate.rollup_days', undefined)({ regionId })}
            rows={data.days.map(d => ({ key: d.day, name: d.day, sums: d }))}
          />
        </>
      ) : null}
    </div>
  )
}

function Table(props: {
  caption: string
  href: string
  rows: { key: string; name: string; sums: Total }[]
  total?: Total
  open?: (key: string) => (() => void) | undefined
}): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const total: Total =
    props.total ??
    props.rows.reduce<Total>(
      (sum, row) => {
        for (const figure of figures) sum[figure] += row.sums[figure]
        return sum
      },
      {
        personsIn: 0,
        personsOut: 0,
        vehiclesIn: 0,
        vehiclesOut: 0,
        refusals: 0,
        emergencies: 0,
        incidents: 0,
        unattended: 0,
      },
    )
  return (
    <table className="gp-sums">
      <caption>
        {props.caption}{' '}
        <a className="aj-switch" href={props.href} download>
          <Icon name="download" /> .xlsx
        </a>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('gate-desk:rollup.name')}</th>
          {figures.map(figure => (
            <th key={figure} scope="col">
              {t(`figure.${figure}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map(row => {
          const open = props.open?.(row.key)
          return (
            <tr key={row.key}>
              <th scope="row">
                {open ? (
                  <button type="button" className="aj-switch" onClick={open}>
                    {row.name}
                  </button>
                ) : (
                  row.name
                )}
              </th>
              {figures.map(figure => (
                <td key={figure}>{count(row.sums[figure])}</td>
              ))}
            </tr>
          )
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('gate-desk:rollup.total')}</th>
          {figures.map(figure => (
            <td key={figure}>{count(total[figure])}</td>
          ))}
        </tr>
      </tfoot>
    </table>
  )
}
