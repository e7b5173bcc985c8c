import { useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { date } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { ProfileItems } from './ProfileItems.tsx'
import { AddMember } from './ProfileMember.tsx'
import { Known } from './profile-parts.tsx'
import './profile.css'

const one = 'GET /api/estates/:estateId/households/:householdId/profile'
const give = 'POST /api/estates/:estateId/households/:householdId/profile'

/** One household of mine: what they told me to serve them better, and what nobody has asked yet. */
export default function ProfileOne(): ReactNode {
  const { t } = useTranslation('profile')
  const estateId = useEstateId()
  const { householdId = '' }: { householdId?: string } = useParams({ strict: false })
  const { data, error, refetch } = useApi(one, { estateId, householdId })
  const [adding, add] = useState(false)
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const fresh = async () => {
    await queryClient.invalidateQueries({ queryKey: [one] })
    await queryClient.invalidateQueries({ queryKey: ['GET /api/estates/:estateId/steward/households'] })
  }
  const adult = data.members.find(m => m.adult)
  return (
    <div className="pf-page">
      <h1>{t('one.title', { unit: data.unit })}</h1>
      <p className="aj-weak">{t('one.since', { day: date(data.since), kind: t(`kind.${data.kind}`) })}</p>
      <Known percent={data.completeness.percent} />
      <p className="pf-lead">{t('one.lead')}</p>
      <ProfileItems
        file={data}
        acts={{
          staff: true,
          give: async (given, clientId) => {
            await api(give, { estateId, householdId, ...given }, { clientId })
            say(t('entry.saved'))
            await fresh()
          },
          decline: async (field, memberId) => {
            const consentBy = memberId ?? adult?.id ?? ''
            await api(give, { estateId, householdId, field, memberId, consentBy, state: 'declined' })
            say(t('item.declineSaid'))
            await fresh()
          },
          withdraw: async entry => {
            await api('POST /api/estates/:estateId/households/:householdId/profile/:entryId/withdraw', {
              estateId,
              householdId,
              entryId: entry.id,
            })
            say(t('withdraw.done'))
            await fresh()
          },
        }}
      />
      <Button icon="plus" wide onClick={() => add(true)}>
        {t('member.add')}
      </Button>
      {adding ? (
        <AddMember
          householdId={householdId}
          close={() => add(false)}
          send={async (member, clientId) => {
            const key = 'POST /api/estates/:estateId/households/:householdId/profile/members'
            await api(key, { estateId, householdId, ...member }, { clientId })
            await fresh()
          }}
        />
      ) : null}
    </div>
  )
}
