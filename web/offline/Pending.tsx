import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../format.ts'
import { useMe } from '../me.ts'
import { Button } from '../ui/Button.tsx'
import { State } from '../ui/State.tsx'
import { Empty } from '../ui/States.tsx'
import { sendable } from './outbox.ts'
import { drop, queued, useOutbox, type Waiting } from './queue.ts'
import './pending.css'

/** What waits on this device, and what the server did not accept with its reason. */
export default function Pending(): ReactNode {
  const { t } = useTranslation('common')
  const all = useQueued()
  const { me } = useMe()
  return (
    <div className="aj-stack aj-pending-page">
      <h1>{t('pending.title')}</h1>
      {all.length === 0 ? (
        <Empty title={t('pending.empty')} hint={t('pending.emptyHint')} />
      ) : (
        <p>{t('pending.hint')}</p>
      )}
      {all.map(each => (
        <article key={each.clientId} className="aj-pending-one">
          <p>
            <strong>{each.label}</strong> <span className="aj-num">{dateTime(each.at)}</span>
          </p>
          <State
            state={each.refused ? 'late' : 'running'}
            word={
              each.refused
                ? t('pending.refusedState')
                : sendable(each, me?.account.id)
                  ? t('pending.wait')
                  : t('pending.other')
            }
          />
          {each.refused ? (
            <>
              <p role="alert">{each.refused.detail}</p>
              <Button onClick={() => each.seq !== undefined && void drop(each.seq)}>
                {t('pending.drop')}
              </Button>
            </>
          ) : null}
        </article>
      ))}
    </div>
  )
}

/** The queue's records, read anew whenever their number changes. */
export function useQueued(): Waiting[] {
  const { waiting, refused } = useOutbox()
  const [all, setAll] = useState<Waiting[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the counts say that the records changed
  useEffect(() => {
    let wanted = true
    void queued().then(found => wanted && setAll(found))
    return () => {
      wanted = false
    }
  }, [waiting, refused])
  return all
}
