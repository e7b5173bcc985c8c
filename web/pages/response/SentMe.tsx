/** Where I was sent: one tap says that I have arrived, with or without network (S6-20). */
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newClientId } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { clockTime, dateTime } from '../../format.ts'
import { sendOrQueue } from '../../offline/queue.ts'
import { useKept } from '../../offline/useKept.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'

const list = 'GET /api/response/sent'
type Sent = Answer<typeof list>['items'][number]

export function SentMe(): ReactNode {
  const { t } = useTranslation('response')
  const { data } = useKept(list, {}, { every: 60_000 })
  if (!data || data.items.length === 0) return null
  return (
    <section aria-label={t('sentMe.title')}>
      {data.items.map(each => (
        <One key={each.id} sent={each} />
      ))}
    </section>
  )
}

function One({ sent }: { sent: Sent }): ReactNode {
  const { t } = useTranslation(['response', 'common'])
  const client = useQueryClient()
  // the tap stands also while it waits for the network
  const [there, setThere] = useState(sent.state === 'arrived')
  const [failed, setFailed] = useState('')
  const [clientId] = useState(newClientId)
  const arrive = async () => {
    setFailed('')
    try {
      const how = await sendOrQueue(
        'POST /api/response/sent/:dispatchId/arrived',
        { dispatchId: sent.id, estateId: sent.estateId },
        { label: `${t('sentMe.arrived')} ${sent.estate}`, clientId },
      )
      setThere(true)
      say(how === 'queued' ? t('common:pending.kept') : t('sentMe.told'))
      await client.invalidateQueries({ queryKey: [list] })
    } catch (error) {
      setFailed(sentence(error, t).title)
    }
  }
  return (
    <article className="rs-card">
      <strong>{t('sentMe.go', { estate: sent.estate })}</strong>
      <span>{sent.work}</span>
      <span className="aj-weak aj-num">
        {t('sentMe.period', { from: dateTime(sent.from), until: clockTime(sent.until) })}
      </span>
      {failed ? (
        <p className="aj-error" role="alert">
          {failed}
        </p>
      ) : null}
      {there ? (
        <State state="kept" word={t('sentMe.there')} />
      ) : (
        <Button kind="main" wide onClick={arrive}>
          {t('sentMe.arrived')}
        </Button>
      )}
    </article>
  )
}
