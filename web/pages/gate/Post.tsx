/** Taking, keeping and leaving the post: who is here, the code that proves it, what is handed over. */
import { Link } from '@tanstack/react-router'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, newClientId } from '../../api.ts'
import { nowMs, useNow } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { when } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { sendOrQueue } from '../../offline/queue.ts'
import { paths } from '../../paths.ts'
import { queryClient, useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading, sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { CodeScreen, PairScreen, usePostScreen } from './PostCode.tsx'
import { codeAt, type PostScreen, proofFrom } from './post-code.ts'
import { Scan } from './Scan.tsx'
import './gate-pages.css'
import './post.css'

type PostShown = Answer<'GET /api/estates/:estateId/posts'>['items'][number]
const posts = 'GET /api/estates/:estateId/posts'
const base = 'POST /api/estates/:estateId/posts/:postId'

export default function Post(): ReactNode {
  const { t } = useTranslation(['gate', 'post'])
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(posts, { estateId }, { every: 30_000 })
  const { screen, set } = usePostScreen(estateId)
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const own = data.items.filter(post => post.kind === 'gate')
  return (
    <div className="gp-stack pc-page">
      <h1>{t('gate:post.title')}</h1>
      {screen ? <CodeScreen screen={screen} gone={() => set(undefined)} /> : null}
      {own.length === 0 ? <Empty title={t('gate:post.none')} hint={t('gate:post.noneHint')} /> : null}
      {own.map(post => (
        <One
          key={post.id}
          post={post}
          estateId={estateId}
          screen={screen?.postId === post.id ? screen : undefined}
        />
      ))}
      <Link to={paths.page('gate', 'exits')}>{t('post:exits')}</Link>
      {screen ? null : <PairScreen estateId={estateId} done={set} />}
    </div>
  )
}

/** An act at the post: sent at once, or kept on this device with its time and sent when there is network again. */
function useAct(post: PostShown, estateId: string) {
  const { t } = useTranslation(['gate', 'post', 'common'])
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<ApiError>()
  const id = useRef<string>(undefined)
  const act = async (
    what: 'check-in' | 'check-out' | 'presence' | 'handover',
    body: object,
    done: string,
  ) => {
    setBusy(true)
    setFailed(undefined)
    id.current ??= newClientId()
    try {
      const how = await sendOrQueue(
        `${base}/${what}`,
        { estateId, postId: post.id, ...body },
        { label: `${t(`post:act.${what}`)} ${post.name}`, clientId: id.current },
      )
      id.current = undefined
      say(how === 'sent' ? done : t('post:kept', { done }))
      await queryClient.invalidateQueries({ queryKey: [posts] })
      return true
    } catch (error) {
      id.current = undefined
      if (!(error instanceof ApiError)) throw error
      setFailed(error)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { act, busy, failed: failed ? sentence(failed, t).title : undefined }
}

function One(props: { post: PostShown; estateId: string; screen: PostScreen | undefined }): ReactNode {
  const { post, estateId, screen } = props
  const { t } = useTranslation(['gate', 'post'])
  const { me } = useMe()
  const now = useNow()
  const [scanning, scan] = useState<'check-in' | 'presence'>()
  const { act, busy, failed } = useAct(post, estateId)
  const mine = post.present.find(person => person.accountId === me?.account.id)
  const words = { 'check-in': t('gate:post.came', { post: post.name }), presence: t('post:shown') }
  const prove = async (what: 'check-in' | 'presence') => {
    // the tablet of the post itself: the tap is the proof
    if (screen) await act(what, { proof: { qr: (await codeAt(screen, nowMs())).qr } }, words[what])
    else scan(what)
  }
  return (
    <section className="gp-post" aria-label={post.name}>
      <h2>{post.name}</h2>
      <p>
        {post.present.length > 0 ? (
          <State
            state={post.unattended ? 'late' : 'kept'}
            word={t('gate:post.present', {
              who: post.present
                .map(
                  p =>
                    `${p.name} ${when(p.since, now)}${p.strength === 'strong' ? '' : t(`post:proof.${p.strength}`)}`,
                )
                .join('、'),
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
      <Handover post={post} mine={mine !== undefined} me={me?.account.id} act={act} busy={busy} />
      {failed ? (
        <p role="alert" className="aj-form-failure">
          {failed}
        </p>
      ) : null}
      {mine ? (
        <>
          {post.presenceMinutes > 0 ? (
            <>
              <Button kind="main" wide busy={busy} onClick={() => prove('presence')}>
                {t('post:show')}
              </Button>
              {mine.shownUntil ? (
                <p className="aj-weak">{t('post:until', { at: when(mine.shownUntil, now) })}</p>
              ) : null}
            </>
          ) : null}
          <Leaving post={post} me={me?.account.id} act={act} busy={busy} />
        </>
      ) : (
        <>
          <Button kind="main" wide busy={busy} onClick={() => prove('check-in')}>
            {screen ? t('gate:post.come') : t('post:comeCode')}
          </Button>
          {screen ? null : (
            <Button wide busy={busy} onClick={() => act('check-in', {}, words['check-in'])}>
              {t('post:comeBare')}
            </Button>
          )}
        </>
      )}
      {scanning ? (
        <Scan
          close={() => scan(undefined)}
          found={async text => {
            scan(undefined)
            await act(scanning, { proof: proofFrom(text) }, words[scanning])
          }}
        />
      ) : null}
    </section>
  )
}

type Act = ReturnType<typeof useAct>['act']

/** What the one before left; who it was handed to confirms it. */
function Handover(props: {
  post: PostShown
  mine: boolean
  me: string | undefined
  act: Act
  busy: boolean
}): ReactNode {
  const { t } = useTranslation(['gate', 'post'])
  const now = useNow()
  const h = props.post.handover
  if (!h) return null
  return (
    <div className="gp-notice">
      {t('gate:post.handover', { who: h.by, at: when(h.at, now) })}
      {h.note ? `：${h.note}` : ''}
      {h.matters.length > 0 ? (
        <ul className="pc-matters">
          {h.matters.map(m => (
            <li key={m}>{m}</li>
          ))}
        </ul>
      ) : null}
      {h.confirmedAt ? (
        <p>{t('post:confirmed', { who: h.to?.name ?? '', at: when(h.confirmedAt, now) })}</p>
      ) : null}
      {h.to && !h.confirmedAt && h.to.accountId === props.me ? (
        <Button
          kind="main"
          wide
          busy={props.busy}
          onClick={() => props.act('handover', {}, t('post:confirmedNow', { who: h.by }))}
        >
          {t('post:confirm', { who: h.by })}
        </Button>
      ) : null}
    </div>
  )
}

function Leaving(props: { post: PostShown; me: string | undefined; act: Act; busy: boolean }): ReactNode {
  const { t } = useTranslation(['gate', 'post'])
  const [open, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const [matters, setMatters] = useState('')
  const other = props.post.present.find(person => person.accountId !== props.me)
  if (!open)
    return (
      <Button wide onClick={() => setOpen(true)}>
        {t('gate:post.leave')}
      </Button>
    )
  const lines = matters
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
  return (
    <>
      <label className="aj-field">
        {t('post:matters')}
        <textarea className="aj-input" value={matters} onChange={event => setMatters(event.target.value)} />
      </label>
      <label className="aj-field">
        {other ? t('gate:post.note', { who: other.name }) : t('gate:post.reason')}
        <textarea className="aj-input" value={note} onChange={event => setNote(event.target.value)} />
      </label>
      <Button
        kind="main"
        wide
        busy={props.busy}
        onClick={() =>
          props.act(
            'check-out',
            {
              ...(note.trim() ? { note: note.trim() } : {}),
              ...(lines.length > 0 ? { matters: lines } : {}),
              ...(other ? { handedTo: other.accountId } : { reason: note.trim() }),
            },
            t('gate:post.left', { post: props.post.name }),
          )
        }
      >
        {t('gate:post.leaveNow')}
      </Button>
    </>
  )
}
