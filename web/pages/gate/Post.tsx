/** Taking and leaving the post: who is here, who comes, the note for the next. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { when } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading, sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import './gate-pages.css'

type PostShown = Answer<'GET /api/estates/:estateId/posts'>['items'][number]
const posts = 'GET /api/estates/:estateId/posts'

export default function Post(): ReactNode {
  const { t } = useTranslation('gate')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(posts, { estateId }, { every: 30_000 })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const own = data.items.filter(post => post.kind === 'gate')
  return (
    <div className="gp-stack">
      <h1>{t('post.title')}</h1>
      {own.length === 0 ? <Empty title={t('post.none')} hint={t('post.noneHint')} /> : null}
      {own.map(post => (
        <One key={post.id} post={post} estateId={estateId} />
      ))}
    </div>
  )
}

function One({ post, estateId }: { post: PostShown; estateId: string }): ReactNode {
  const { t } = useTranslation(['gate', 'common'])
  const { me } = useMe()
  const now = useNow()
  const [leaving, setLeaving] = useState(false)
  const [note, setNote] = useState('')
  const come = useMutate('POST /api/estates/:estateId/posts/:postId/check-in', {
    stale: [posts],
    done: () => say(t('gate:post.came', { post: post.name })),
  })
  const go = useMutate('POST /api/estates/:estateId/posts/:postId/check-out', {
    stale: [posts],
    done: () => {
      setLeaving(false)
      say(t('gate:post.left', { post: post.name }))
    },
  })
  const mine = post.present.some(person => person.accountId === me?.account.id)
  const others = post.present.filter(person => person.accountId !== me?.account.id)
  const failed = come.error ?? go.error
  const leave = () => {
    const handedTo = others[0]?.accountId
    go.mutate({
      estateId,
      postId: post.id,
      ...(note ? { note } : {}),
      ...(handedTo ? { handedTo } : { reason: note }),
    })
  }
  return (
    <section className="gp-post">
      <h2>{post.name}</h2>
      <p>
        {post.present.length > 0 ? (
          <State
            state="kept"
            word={t('gate:post.present', {
              who: post.present.map(person => `${person.name} ${when(person.since, now)}`).join('、'),
            })}
          />
        ) : (
          <State state={post.unattended?.late ? 'late' : 'soon'} word={t('gate:post.empty')} />
        )}
      </p>
      {post.onDuty.length > 0 ? (
        <p className="aj-weak">
          {t('gate:post.due', { who: post.onDuty.map(person => person.name).join('、') })}
        </p>
      ) : null}
      {post.handover ? (
        <p className="gp-notice">
          {t('gate:post.handover', { who: post.handover.by, at: when(post.handover.at, now) })}:{' '}
          {post.handover.note}
        </p>
      ) : null}
      {failed ? (
        <p role="alert" className="aj-form-failure">
          {sentence(failed, t).title}
        </p>
      ) : null}
      {mine && leaving ? (
        <>
          <label className="aj-field">
            {others.length > 0 ? t('gate:post.note', { who: others[0]?.name }) : t('gate:post.reason')}
            <textarea className="aj-input" value={note} onChange={event => setNote(event.target.value)} />
          </label>
          <Button kind="main" wide busy={go.isPending} onClick={leave}>
            {t('gate:post.leaveNow')}
          </Button>
        </>
      ) : null}
      {mine && !leaving ? (
        <Button wide onClick={() => setLeaving(true)}>
          {t('gate:post.leave')}
        </Button>
      ) : null}
      {mine ? null : (
        <Button
          kind="main"
          wide
          busy={come.isPending}
          onClick={() => come.mutate({ estateId, postId: post.id })}
        >
          {t('gate:post.come')}
        </Button>
      )}
    </section>
  )
}
