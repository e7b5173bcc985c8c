import type { ReactNode } from 'react'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { Failing, Loading } from '../../ui/States.tsx'
import { Acts } from './Acts.tsx'
import { type BoardOf, detailsHref } from './details.ts'
import { Figures } from './Figures.tsx'
import { Pressing } from './Pressing.tsx'

const key = 'GET /api/estates/:estateId/board'

/** One estate: figures as they stand, who must act, and the promises that end soonest. */
export function EstateBoard(props: {
  estateId: string
  desk: boolean
  tickets: boolean
  of?: BoardOf
}): ReactNode {
  const { estateId, of } = props
  const { data, error, refetch } = useApi(key, { estateId, ...(of ? { of } : {}) }, { every: 60_000 })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={14} />
  const href = (list: string) =>
    `${paths.page('console', list)}${list.includes('?') ? '&' : '?'}e=${encodeURIComponent(estateId)}`
  return (
    <div className="bo-page">
      <Figures
        board={data}
        hrefOf={f => (props.desk ? href(f.list) : detailsHref(f.key, { p: estateId }, data.day))}
      />
      <div className="bo-aside">
        <Acts board={data} />
        {props.tickets ? <Pressing estateId={estateId} /> : null}
      </div>
    </div>
  )
}
