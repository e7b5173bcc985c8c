import { Link, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { count, when } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { percent } from '../../ui/Figure.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { Acts } from './Acts.tsx'
import { type BoardOf, boardPath, detailsHref } from './details.ts'
import { Figures } from './Figures.tsx'

const key = 'GET /api/regions/:regionId/board'
type Board = Answer<typeof key>

/** A region: the sums of its estates, and each part below it by the figure one asked about. */
export function RegionBoard({ regionId, of }: { regionId: string; of?: BoardOf }): ReactNode {
  const { t } = useTranslation('board')
  const now = useNow()
  const { data, error, refetch } = useApi(
    key,
    { regionId, ...(of ? { of } : {}) },
    { every: 60_000, keep: true },
  )
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={14} />
  return (
    <>
      <header className="bo-head">
        {data.above.length > 0 ? (
          <nav className="bo-way" aria-label={t('where')}>
            {data.above.map(p => (
              <Link key={p.id} to={boardPath(of)} search={{ r: p.id }}>
                {p.name}
              </Link>
            ))}
          </nav>
        ) : null}
        <h1>{t(of ? 'closure.title' : 'region.title', { name: data.place.name })}</h1>
        <span className="aj-weak">{data.asOf ? t('asOf', { time: when(data.asOf, now) }) : ''}</span>
      </header>
      <div className="bo-page">
        <Figures board={data} hrefOf={f => `${boardPath(of)}?r=${regionId}&f=${f.key}#parts`} />
        <div className="bo-aside">
          <Acts board={data} />
          <Parts board={data} of={of} />
        </div>
      </div>
    </>
  )
}

/** The list behind a region's figure: its parts, the largest first; each opens its own board. */
function Parts({ board, of }: { board: Board; of: BoardOf | undefined }): ReactNode {
  const { t } = useTranslation('board')
  const { language } = useSettings()
  const search: { f?: string } = useSearch({ strict: false })
  const figure = board.figures.find(f => f.key === search.f) ?? board.figures[0]
  if (!figure) return null
  const href = detailsHref(figure.key, { r: board.place.id }, board.day)
  const value = (c: Board['children'][number]) => c.values[figure.key]
  const rate = figure.unit === 'percent'
  const rows = [...board.children].sort((a, b) => {
    const [x, y] = [value(a)?.value ?? null, value(b)?.value ?? null]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return rate ? x - y : y - x
  })
  return (
    <section className="bo-side" id="parts">
      <h2>
        {t('parts')}{' '}
        <span className="aj-weak">{t('partsBy', { figure: inLanguage(figure.title, language) })}</span>
      </h2>
      {rows.length === 0 ? <p className="bo-calm">{t('noParts')}</p> : null}
      {href ? (
        <p>
          <a className="aj-button" href={href}>
            {t('details.behind')}
          </a>
        </p>
      ) : null}
      <ul className="bo-parts">
        {rows.map(c => (
          <li key={c.id}>
            <Link
              to={boardPath(of)}
              search={c.kind === 'estate' ? { p: c.id } : { r: c.id, ...(search.f ? { f: search.f } : {}) }}
            >
              {c.name}
            </Link>
            <span className="aj-num">
              {written(value(c), figure.unit, t) ?? <span className="aj-weak">{t('noData')}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function written(
  v: { value: number | null; numerator: number; denominator: number | null } | undefined,
  unit: string,
  t: (key: string, values: Record<string, string>) => string,
): string | undefined {
  if (!v || v.value === null) return undefined
  if (unit === 'pair') return t('pair', { in: count(v.numerator), out: count(v.denominator ?? 0) })
  if (unit === 'percent' && v.denominator)
    return `${percent(v.numerator, v.denominator)} (${count(v.numerator)}/${count(v.denominator)})`
  return count(Math.round(v.value))
}
