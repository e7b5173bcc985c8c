/** What the pages of this room share: the region that is looked at, a form in a dialog, figures in a row. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { count } from '../../format.ts'
import { useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import './response.css'

export type Kept = Answer<'GET /api/regions/:regionId/response/duty/estates'>['items'][number]

interface Region {
  id: string
  name: string
  kind: string
}

/** The region chosen in the address (`?r=`), else the highest of mine; those of mine and the ones below to choose from. */
export function useRegion(): { id: string; regions: Region[]; choose: (id: string) => void; ready: boolean } {
  const search: { r?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const { can } = useMe()
  const tree = can('region.read')
  const { data } = useApi('GET /api/regions', {}, { when: tree })
  const boards = useApi('GET /api/boards', {})
  // the tree shows the way down from the city too; what lies above one's own region cannot be looked at
  const own = new Set(boards.data?.regions.map(r => r.id))
  const tops = (data?.items ?? []).filter(r => own.has(r.id)).map(r => r.path)
  // the police see no tree: the regions of their posting are the choice
  const regions = tree
    ? (data?.items ?? []).filter(r => r.kind !== 'grid' && tops.some(top => r.path.startsWith(top)))
    : (boards.data?.regions ?? [])
  const id = search.r ?? boards.data?.regions[0]?.id ?? ''
  return {
    id,
    regions,
    choose: r => navigate({ to: '.', search: { r } }),
    ready: (!tree || data !== undefined) && boards.data !== undefined,
  }
}

/** The pages of closed management on the board, in the order in which the work goes. */
const pages = [
  ['survey', 'region.read'],
  ['duty', 'response.read'],
  ['grouping', 'response.read'],
  ['members', 'response.read'],
  ['vehicles', 'response.read'],
  ['tasks', 'response.read'],
  ['dispatch', 'response.read'],
  ['papers', 'response.read'],
  ['care', 'isolation.manage'],
  ['patrols', 'response.read'],
] as const

function RoomNav({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const { can } = useMe()
  return (
    <nav className="rs-nav" aria-label={t('nav.label')}>
      {pages
        .filter(([, permission]) => can(permission))
        .map(([page]) => (
          <Link
            key={page}
            to={paths.page('board', `response/${page}`)}
            search={{ r: regionId }}
            activeOptions={{ includeSearch: false }}
            className="aj-board-link"
          >
            {t(`nav.${page}`)}
          </Link>
        ))}
    </nav>
  )
}

/** The page of a region: its heading, the choice of a region, and what the page shows once one is known. */
export function RegionPage(props: {
  title: string
  /** only regions of this kind can be looked at; the first of them stands for a higher one */
  kind?: 'neighbourhood'
  acts?: (regionId: string) => ReactNode
  children: (regionId: string) => ReactNode
}): ReactNode {
  const { t } = useTranslation('response')
  const { id, regions, choose, ready } = useRegion()
  const fitting = props.kind ? regions.filter(r => r.kind === props.kind) : regions
  const chosen = fitting.some(r => r.id === id) ? id : (fitting[0]?.id ?? (props.kind ? '' : id))
  if (!ready) return <Loading lines={10} />
  if (chosen === '') return <Empty title={t('noRegion')} />
  return (
    <div className="rs-page">
      <RoomNav regionId={id} />
      <header className="rs-head">
        <h1>{props.title}</h1>
        {fitting.length > 1 ? (
          <label className="aj-row">
            <span className="aj-weak">{t('region')}</span>
            <select className="aj-input" value={chosen} onChange={event => choose(event.target.value)}>
              {fitting.map(r => (
                <option key={r.id} value={r.id}>
                  {r.name}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <span className="aj-weak">{fitting[0]?.name}</span>
        )}
        <span className="aj-grow" />
        {props.acts?.(chosen)}
      </header>
      {props.children(chosen)}
    </div>
  )
}

/** Numbers side by side; `bad` is red while it is not nought, `whole` says of how many. */
export function Numbers(props: {
  label: string
  items: readonly { key: string; label: string; n: number; of?: number; bad?: boolean; good?: boolean }[]
}): ReactNode {
  return (
    <dl className="rs-numbers" aria-label={props.label}>
      {props.items.map(({ key, label, n, of, bad, good }) => (
        <div key={key} data-tone={bad && n > 0 ? 'late' : good ? 'kept' : undefined}>
          <dt>{label}</dt>
          <dd className="aj-num">
            {count(n)}
            {of === undefined ? null : <small> / {count(of)}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What was read, or why not; the shape of a page while it loads. */
export function Read<T>(props: {
  of: { data: T | undefined; error: Error | null; refetch: () => unknown }
  children: (data: T) => ReactNode
}): ReactNode {
  const { data, error, refetch } = props.of
  if (data !== undefined) return props.children(data)
  if (error) return <Failing error={error} again={() => void refetch()} />
  return <Loading lines={8} />
}
