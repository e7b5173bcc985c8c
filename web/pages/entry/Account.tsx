import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { EntryFrame } from './EntryFrame.tsx'
import { SecondFactor } from './SecondFactor.tsx'
import './account.css'

/** My account: is it safe, and where am I signed in? Who signs in by phone code has no password to change. */
export default function Account(): ReactNode {
  const { t } = useTranslation('account')
  const { me } = useMe()
  if (!me) return <Loading />
  return (
    <EntryFrame title={t('title')} lead={me.account.name} wide>
      {me.account.username ? (
        <>
          <section className="ac-part" aria-label={t('password.title')}>
            <h2>{t('password.title')}</h2>
            <p>
              {t('password.user')} <strong>{me.account.username}</strong>
            </p>
            <a className="aj-button" href={paths.password()}>
              {t('password.change')}
            </a>
          </section>
          <SecondFactor on={me.account.twoFactor} />
        </>
      ) : null}
      <Sessions />
      <p>
        <a href={paths.root()}>{t('back')}</a>
      </p>
    </EntryFrame>
  )
}

const listKey = 'GET /api/me/sessions'

function Sessions(): ReactNode {
  const { t } = useTranslation('account')
  const { data, error, refetch } = useApi(listKey)
  const end = useMutate('POST /api/me/sessions/:sessionId/end', {
    stale: [listKey],
    done: () => say(t('sessions.ended')),
  })
  const others = useMutate('POST /api/me/sessions/end-others', {
    stale: [listKey],
    done: ({ ended }) => say(t('sessions.othersEnded', { count: ended })),
  })
  return (
    <section className="ac-part" aria-label={t('sessions.title')}>
      <h2>{t('sessions.title')}</h2>
      <p className="aj-weak">{t('sessions.lead')}</p>
      {error ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading lines={3} /> : null}
      <ul className="ac-list">
        {data?.items.map(session => (
          <li key={session.id}>
            <span>
              {session.device || t('sessions.unknown')}{' '}
              <span className="aj-weak aj-num">{t('sessions.since', { at: dateTime(session.since) })}</span>
            </span>
            {session.current ? (
              <State state="kept" word={t('sessions.here')} />
            ) : (
              <Button busy={end.isPending} onClick={() => end.mutate({ sessionId: session.id })}>
                {t('sessions.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button
        kind="danger"
        busy={others.isPending}
        refused={data && data.items.length < 2 ? t('sessions.alone') : undefined}
        onClick={() => others.mutate({})}
      >
        {t('sessions.endOthers')}
      </Button>
    </section>
  )
}
