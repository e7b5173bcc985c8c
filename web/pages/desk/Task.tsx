import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { Failing, Loading } from '../../ui/States.tsx'
import { ProfileHints } from '../people/ProfileHints.tsx'
import { Acts } from './Acts.tsx'
import { Way } from './TicketParts.tsx'
import { TicketView } from './TicketView.tsx'

const one = 'GET /api/estates/:estateId/tickets/:ticketId'

/** One task on the phone: where to go, by when, and the next step as one large button. */
export default function Task(): ReactNode {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  const { ticketId = '' }: { ticketId?: string } = useParams({ strict: false })
  const { data, error, refetch } = useApi(one, { estateId, ticketId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="dk-page aj-stack">
      <h1>{t('tasks.go', { place: data.accusedUnit ?? data.place ?? data.unit ?? data.number })}</h1>
      <Way ticket={data} />
      <ProfileHints ticketId={ticketId} field />
      <TicketView ticket={data} acts={<Acts ticket={data} phone />} />
    </div>
  )
}
