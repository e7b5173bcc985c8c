import { Link, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { type BoardOf, boardPath } from './details.ts'
import { EstateBoard } from './EstateBoard.tsx'
import { RegionBoard } from './RegionBoard.tsx'
import './board-page.css'

export default function Overview(): ReactNode {
  return <BoardOfPlace of={undefined} />
}

/** The board of a place: `?r=` a region, `?p=` an estate, else the highest place the caller holds. */
export function BoardOfPlace({ of }: { of: BoardOf | undefined }): ReactNode {
  const { t } = useTranslation('board')
  const { me } = useMe()
  const search: { r?: string; p?: string } = useSearch({ strict: false })
  const { data, error, refetch } = useApi('GET /api/boards', {})
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={14} />
  const first = data.regions[0]
  const region = search.p ? undefined : (search.r ?? first?.id)
  const estate = search.p ?? (region ? undefined : data.estates[0]?.id)
  if (!region && !estate) return <Empty title={t('none')} hint={t('noneHint')} />
  const several = data.regions.length + data.estates.length > 1
  return (
    <>
      {several ? (
        <nav className="bo-choose" aria-label={t('choose')}>
          {data.regions.map(r => (
            <Link key={r.id} to={boardPath(of)} search={{ r: r.id }}>
              {r.name}
            </Link>
          ))}
          {data.estates.map(e => (
            <Link key={e.id} to={boardPath(of)} search={{ p: e.id }}>
              {e.name}
            </Link>
          ))}
        </nav>
      ) : null}
      {region ? (
        <RegionBoard regionId={region} {...(of ? { of } : {})} />
      ) : (
        <EstateOverview estateId={estate ?? ''} desk={me?.shells.includes('console') ?? false} of={of} />
      )}
    </>
  )
}

function EstateOverview(props: { estateId: string; desk: boolean; of: BoardOf | undefined }): ReactNode {
  const { estateId, desk, of } = props
  const { t } = useTranslation('board')
  const { data } = useApi('GET /api/estates/:estateId/board', { estateId, ...(of ? { of } : {}) })
  return (
    <>
      {data ? (
        <header className="bo-head">
          <nav className="bo-way" aria-label={t('where')}>
            {data.above.map(p => (
              <Link key={p.id} to={boardPath(of)} search={{ r: p.id }}>
                {p.name}
              </Link>
            ))}
          </nav>
          <h1>{t(of ? 'closure.title' : 'region.title', { name: data.place.name })}</h1>
        </header>
      ) : null}
      <EstateBoard estateId={estateId} desk={desk} tickets={desk && !of} {...(of ? { of } : {})} />
    </>
  )
}
