import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useKept } from '../../offline/useKept.ts'
import { Failing, Loading } from '../../ui/States.tsx'
import { ProfileHints } from '../people/ProfileHints.tsx'
import { FieldActs } from './Acts.tsx'
import { Way } from './TicketParts.tsx'
import { TicketView } from './TicketView.tsx'

const one = 'GET /api/estates/:estateId/tickets/:ticketId'

/** One task on the phone: where to go, by when, and the next step as one large button. */
export default function Task(): ReactNode {
  const { t } = useTranslation(['desk', 'common'])
  const estateId = useEstateId()
  const { ticketId = '' }: { ticketId?: string } = useParams({ strict: false })
  const { data, error, refetch, keptAt } = useKept(one, { estateId, ticketId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="dk-page aj-stack">
      <h1>{t('tasks.go', { place: data.accusedUnit ?? data.place ?? data.unit ?? data.number })}</h1>
      {keptAt ? <p role="status">{t('common:pending.old', { at: dateTime(keptAt) })}</p> : null}
      <Way ticket={data} />
      <ProfileHints ticketId={ticketId} field />
      <TicketView ticket={data} acts={<FieldActs ticket={data} />} />
    </div>
  )
}
