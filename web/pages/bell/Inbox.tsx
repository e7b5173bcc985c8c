import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { useNow } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { when } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { queryClient, useApi, useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading, sentence } from '../../ui/States.tsx'

type Message = RowOf<'GET /api/messages'>

/** Where a message leads in a shell: the record it speaks of, if that shell has its page. */
function linkOf(m: Message, shell: string): string | undefined {
  if (m.ref === null) return undefined
  const at = `e=${m.estateId}`
  if (m.ref.topic === 'ticket')
    return shell === 'console'
      ? `/console/tickets?open=${m.ref.id}&${at}`
      : shell === 'field'
        ? `/field?open=${m.ref.id}&${at}`
        : undefined
  if (m.ref.topic === 'gate_report' && shell === 'board') {
    const [r, l, d] = m.ref.id.split('/')
    return `/board/reports?r=${r}&l=${l}&d=${d}`
  }
  if (m.ref.topic === 'response_patrol' && shell === 'board') return '/board/response/patrols'
  if (m.ref.topic === 'response_review' && shell === 'board') return '/board/response/patrols'
  if (m.ref.topic === 'response_paper' && shell === 'board') return '/board/response/papers'
  if (m.ref.topic === 'response_survey' && shell === 'board') return '/board/response/survey'
  if (m.ref.topic === 'response_check' && shell === 'board') return '/board/response/care'
  if (m.ref.topic === 'response_check' && shell === 'field') return `/field/response-care?${at}`
  if (m.ref.topic === 'response_task' && shell === 'board') return '/board/response/tasks'
  if (m.ref.topic === 'response_task' && shell === 'console') return `/console/response?${at}`
  if (m.ref.topic === 'response_task' && shell !== 'resident') return `/${shell}/response?${at}`
  if (m.ref.topic === 'response' && shell === 'field') return `/field/response?${at}`
  if (m.ref.topic === 'gate_exit') {
    if (shell === 'gate') return `/gate/exits?${at}`
    return shell === 'console' ? `/console/gate/checks?gateId=${m.ref.id}&${at}` : undefined
  }
  // these topics are their page's path on the desk (offers.ts, charger-file.ts); a phone has one page for both
  const parking = m.ref.topic.startsWith('parking/')
  if (parking && shell === 'resident') return `/resident/parking?${at}`
  if (shell !== 'console') return undefined
  if (m.ref.topic === 'response_paper') return `/console/response?${at}`
  if (parking) return `/console/${m.ref.topic}?${at}`
  if (m.ref.topic === 'vacancy') return `/console/posts?${at}`
  if (m.ref.topic === 'roster' || m.ref.topic === 'duty') return `/console/roster?${at}`
  if (m.ref.topic === 'bulletin_schedule') return `/console/bulletins?tab=regular&${at}`
  return undefined
}

/** It wants an answer: it is urgent, or goes on to the next person without one. */
const wants = (m: Message) => (m.urgent || m.goesOnAt !== null) && m.acknowledgedAt === null && !m.withdrawn

/** A person's own messages, what wants an answer first. Opening the list counts as having seen it. */
export function Inbox({ close, shell }: { close: () => void; shell: string }): ReactNode {
  const { t } = useTranslation('bell')
  const { data, error, refetch } = useApi('GET /api/messages', { limit: 50 })
  useSeen(data?.items)
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  if (data.items.length === 0) return <Empty title={t('inbox.none')} hint={t('inbox.noneHint')} />
  const items = [...data.items].sort((a, b) => Number(wants(b)) - Number(wants(a)))
  return (
    <ul className="no-inbox">
      {items.map(m => (
        <One key={m.id} message={m} link={linkOf(m, shell)} close={close} />
      ))}
    </ul>
  )
}

/** Tells the server once which of the shown messages were seen. */
function useSeen(items: Message[] | undefined): void {
  const told = useRef(new Set<string>())
  useEffect(() => {
    const fresh = (items ?? []).filter(m => m.seenAt === null && !told.current.has(m.id))
    if (fresh.length === 0) return
    for (const m of fresh) told.current.add(m.id)
    void Promise.allSettled(
      fresh.map(m =>
        api('POST /api/estates/:estateId/messages/:messageId/seen', {
          estateId: m.estateId,
          messageId: m.id,
        }),
      ),
    ).then(() => queryClient.invalidateQueries({ queryKey: ['GET /api/messages'] }))
  }, [items])
}

function One(props: { message: Message; link: string | undefined; close: () => void }): ReactNode {
  const { t } = useTranslation('bell')
  const { t: common } = useTranslation('common')
  const { language } = useSettings()
  const now = useNow()
  const m = props.message
  const take = useMutate('POST /api/estates/:estateId/messages/:messageId/acknowledge', {
    stale: ['GET /api/messages'],
  })
  const waits = wants(m)
  const failed = take.error ? sentence(take.error, common) : undefined
  return (
    <li className="no-message" data-new={m.seenAt === null ? '' : undefined}>
      <p className="no-message-head">
        <strong>{inLanguage(m.title, language)}</strong>
        <time className="aj-weak aj-num">{when(m.at, now)}</time>
      </p>
      <p className="no-message-body">{inLanguage(m.body, language)}</p>
      <p className="no-message-foot">
        {m.withdrawn ? (
          <State state="stopped" word={t('inbox.withdrawn')} />
        ) : m.acknowledgedAt ? (
          <State state="kept" word={t('inbox.taken', { time: when(m.acknowledgedAt, now) })} />
        ) : waits ? (
          <State state="late" word={t('inbox.waits')} />
        ) : null}
        {m.estate ? <span className="aj-weak">{m.estate}</span> : null}
        {m.step > 1 ? <span className="aj-weak">{t('inbox.step', { count: m.step })}</span> : null}
        {m.goesOnAt ? (
          <span className="aj-weak">{t('inbox.goesOn', { time: when(m.goesOnAt, now) })}</span>
        ) : null}
        <span className="aj-grow" />
        {props.link ? (
          <a className="aj-button" href={props.link} onClick={props.close}>
            {t('inbox.open')}
          </a>
        ) : null}
        {waits ? (
          <Button
            kind="main"
            busy={take.isPending}
            onClick={() => take.mutate({ estateId: m.estateId, messageId: m.id })}
          >
            {t('inbox.take')}
          </Button>
        ) : null}
      </p>
      {failed ? (
        <p className="aj-error" role="alert">
          {failed.title} {failed.next}
        </p>
      ) : null}
    </li>
  )
}
