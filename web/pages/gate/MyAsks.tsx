/** At the top of the resident's passes: a visitor who stands at the gate now, and parcels that wait. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { when } from '../../format.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { say } from '../../ui/toast.ts'

const mine = 'GET /api/estates/:estateId/my-gate'

export function MyAsks({ estateId }: { estateId: string }): ReactNode {
  const { t } = useTranslation('gate')
  const now = useNow(5000)
  const { data } = useApi(mine, { estateId }, { every: 15_000 })
  const answer = useMutate('POST /api/estates/:estateId/my-gate/asks/:id/answer', {
    stale: [mine],
    done: done => say(t(done.state === 'allowed' ? 'ask.allowed' : 'ask.refusedNow', { guest: done.guest })),
  })
  const open = data?.asks.filter(each => each.state === 'asked' || each.state === 'silent') ?? []
  const parcels = data?.parcels.filter(each => each.state === 'waiting') ?? []
  return (
    <>
      {open.map(each => (
        <section key={each.id} className="gp-post gp-now" aria-label={t('ask.waits', { guest: each.guest })}>
          <h2>{t('ask.waits', { guest: each.guest })}</h2>
          <p>
            {each.gate} → {each.unit} · {when(each.at, now)}
          </p>
          <div className="gp-two">
            <Button
              kind="main"
              busy={answer.isPending}
              onClick={() => answer.mutate({ estateId, id: each.id, allow: true })}
            >
              {t('ask.yes')}
            </Button>
            <Button
              kind="danger"
              busy={answer.isPending}
              onClick={() => answer.mutate({ estateId, id: each.id, allow: false })}
            >
              {t('ask.no')}
            </Button>
          </div>
        </section>
      ))}
      {parcels.map(each => (
        <p key={each.id} className="gp-notice">
          {t('parcel.mine', { carrier: each.carrier, count: each.pieces, place: each.place })}
        </p>
      ))}
    </>
  )
}
