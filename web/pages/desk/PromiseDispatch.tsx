import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'

const key = 'GET /api/estates/:estateId/tickets/:ticketId/nearest'

/** Who is on duty now, best first, each with why; one tap sends him. */
export function PromiseDispatch({ ticketId, done }: { ticketId: string; done: () => void }): ReactNode {
  const { t } = useTranslation('wall')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(key, { estateId, ticketId })
  const send = useMutate('POST /api/estates/:estateId/tickets/:ticketId/assign', {
    stale: ['GET /api/estates/:estateId/desk/wall', 'GET /api/estates/:estateId/tickets'],
    done: () => {
      say(t('dispatched'))
      done()
    },
  })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={4} />
  if (data.items.length === 0) return <Empty title={t('noDuty')} hint={t('noDutyHint')} />
  return (
    <>
      {send.error ? <Failing error={send.error} /> : null}
      <ol className="wa-people">
        {data.items.map((p, i) => (
          <li key={p.accountId}>
            <div className="aj-grow">
              <strong>{p.name}</strong>{' '}
              {p.suits ? (
                <State state="kept" word={t('suits')} />
              ) : (
                <State state="stopped" word={t('other')} />
              )}
              <p className="aj-weak">
                {t(`near.${p.near}`, { building: p.building })} ·{' '}
                {p.busy === 0 ? t('free') : t('busy', { n: p.busy })}
              </p>
            </div>
            <Button
              kind={i === 0 ? 'main' : 'normal'}
              busy={send.isPending}
              onClick={() => send.mutate({ estateId, ticketId, accountId: p.accountId })}
            >
              {t('send')}
            </Button>
          </li>
        ))}
      </ol>
    </>
  )
}
