/** The guard's first page: find who stands there, two taps and he is through. */
import { Link } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newClientId } from '../../api.ts'
import { nowIso, useNow } from '../../clock.ts'
import { useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { AtGate, type GateFace } from './AtGate.tsx'
import { closureNow, withinHours } from './decide.ts'
import { find } from './find.ts'
import type { Open } from './Opened.tsx'
import { looksShown, readCard } from './read-text.ts'
import { judgeShown, readConflicts } from './terminal.ts'
import { dropWake, useWake } from './wake.ts'

// What a tap opens comes after the first screen, from the tablet's own store when there is no network.
const Opened = lazy(() => import('./Opened.tsx').then(m => ({ default: m.Opened })))

export default function Register(): ReactNode {
  return <AtGate>{face => <Page face={face} />}</AtGate>
}

function Page({ face }: { face: GateFace }): ReactNode {
  const { t } = useTranslation('gate')
  const [q, setQ] = useState('')
  const [open, keepOpen] = useWake<(Open & { id: string }) | undefined>('register.open', undefined)
  const setOpen = (next: Open | undefined) => keepOpen(next && { ...next, id: newClientId() })
  const close = () => {
    setOpen(undefined)
    dropWake('new.direction', 'new.draft', 'known')
  }
  const finish = () => {
    setOpen(undefined)
    dropWake('known')
    setQ('')
  }
  const [unreadable, setUnreadable] = useState(false)
  /** What a camera, a hand scanner or a card reader gave: a code or pass, or an ID card. */
  const take = async (text: string) => {
    setUnreadable(false)
    const card = looksShown(text) ? undefined : readCard(text)
    if (card) return setOpen({ kind: 'new', card })
    setQ('')
    setOpen({ kind: 'shown', shown: { text, verdict: await judgeShown(face, text), at: nowIso() } })
  }
  const enter = () => {
    if (looksShown(q) || readCard(q)) void take(q).then(() => setQ(''))
    else if (found.length === 1 && found[0]) setOpen({ kind: 'known', person: found[0] })
    else setUnreadable(/^AJ/i.test(q.trim()))
  }
  const found = find(face.snapshot.people, q)
  const at: GateFace = open ? { ...face, attemptId: open.id } : face
  return (
    <div className="gp-register">
      <div className="gp-left">
        <h1>{t('register.title')}</h1>
        <Strip face={face} lock={() => setOpen({ kind: 'lock' })} />
        <Conflicts face={face} />
        <label className="gp-search">
          <Icon name="search" />
          <span className="aj-sr">{t('register.find')}</span>
          <input
            className="aj-input"
            value={q}
            onChange={event => setQ(event.target.value)}
            onKeyDown={event => {
              if (event.key !== 'Enter') return
              // else the same key would press the close button of the dialog it opens
              event.preventDefault()
              enter()
            }}
            placeholder={t('register.hint')}
            autoComplete="off"
            enterKeyHint="search"
          />
          {q ? (
            <button
              type="button"
              className="aj-plain-icon"
              aria-label={t('register.clear')}
              onClick={() => setQ('')}
            >
              <Icon name="close" />
            </button>
          ) : null}
        </label>
        <Keypad add={sign => setQ(q + sign)} back={() => setQ(q.slice(0, -1))} />
        {unreadable ? (
          <p className="gp-verdict" data-tone="late" role="alert">
            {t('refusal.pass_unknown')}
          </p>
        ) : null}
        <div className="gp-bar">
          <Button icon="scan" kind="main" onClick={() => setOpen({ kind: 'scan' })}>
            {t('scan.act')}
          </Button>
          <Button icon="plus" onClick={() => setOpen({ kind: 'new' })}>
            {t('register.new')}
          </Button>
          <Button icon="car" onClick={() => setOpen({ kind: 'vehicle' })}>
            {t('register.vehicle')}
          </Button>
          <Button icon="alert" kind="danger" onClick={() => setOpen({ kind: 'emergency' })}>
            {t('register.emergency')}
          </Button>
        </div>
      </div>
      <section className="gp-found" aria-label={t('register.found')} aria-live="polite">
        {found.map(person => (
          <button
            key={person.id}
            type="button"
            className="gp-person"
            onClick={() => setOpen({ kind: 'known', person })}
          >
            <strong>{person.name}</strong>
            <span className="aj-num">{person.unit ?? '—'}</span>
            <span className="aj-weak">
              {t(`kind.${person.kind}`)} · {person.last ? t(`now.${person.last}`) : t('now.unknown')}
              {person.plate ? ` · ${person.plate}` : ''}
            </span>
          </button>
        ))}
        {found.length === 0 ? (
          <p className="aj-weak">{q ? t('register.nobody') : t('register.begin')}</p>
        ) : null}
      </section>
      {open ? (
        <Suspense fallback={null}>
          <Opened
            open={open}
            face={at}
            unit={/\d/.test(q) ? q : ''}
            take={text => void take(text)}
            close={close}
            done={finish}
          />
        </Suspense>
      ) : null}
    </div>
  )
}

/** What binds now: the decision, the hours, whether this guard is at his post, whether the line is there. */
function Strip({ face, lock }: { face: GateFace; lock: () => void }): ReactNode {
  const { t } = useTranslation('gate')
  const { language } = useSettings()
  const { me } = useMe()
  const now = useNow(10_000)
  const { snapshot, estateId } = face
  const gate = snapshot.gates.find(each => each.id === face.gateId)
  const closure = closureNow(snapshot, now)
  const shut = closure !== null && !withinHours(snapshot.hours, now)
  const posts = useApi('GET /api/estates/:estateId/posts', { estateId }, { when: face.state.fresh })
  const here = posts.data?.items.some(post =>
    post.present.some(person => person.accountId === me?.account.id),
  )
  return (
    <div className="gp-strip">
      <p data-tone={shut ? 'late' : closure ? 'running' : undefined}>
        <strong>{gate?.name}</strong>{' '}
        {closure
          ? t('strip.closed', {
              number: closure.number,
              from: snapshot.hours.from,
              until: snapshot.hours.until,
            })
          : t('strip.open')}
      </p>
      {shut ? <p data-tone="late">{t('strip.outside', snapshot.hours)}</p> : null}
      {gate?.state === 'closed' ? <p data-tone="late">{t('strip.gateClosed')}</p> : null}
      {here === false ? (
        <p data-tone="soon">
          {t('strip.notHere')} <Link to={paths.page('gate', 'post')}>{t('strip.toPost')}</Link>
        </p>
      ) : null}
      {face.state.lock === 'none' ? (
        <p data-tone="soon">
          {t('lock.none')}{' '}
          <button type="button" className="gp-link" onClick={lock}>
            {t('lock.begin')}
          </button>
        </p>
      ) : null}
      {closure ? (
        <details>
          <summary>{t('strip.purpose')}</summary>
          {language === 'en' ? closure.purpose.en : closure.purpose.zh}
        </details>
      ) : null}
    </div>
  )
}

function Conflicts({ face }: { face: GateFace }): ReactNode {
  const { t } = useTranslation('gate')
  const { conflicts } = face.state
  if (conflicts.length === 0) return null
  return (
    <div className="gp-strip" role="alert">
      {conflicts.map(each => (
        <p key={each.clientId} data-tone="soon">
          {each.label}: {t([`refusal.${each.code}`, 'conflict.kept'])}
        </p>
      ))}
      <Button onClick={readConflicts}>{t('conflict.read')}</Button>
    </div>
  )
}

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '-', '0']

function Keypad({ add, back }: { add: (sign: string) => void; back: () => void }): ReactNode {
  const { t } = useTranslation('gate')
  return (
    <div className="gp-keys">
      {keys.map(key => (
        <button key={key} type="button" className="aj-button" onClick={() => add(key)}>
          {key}
        </button>
      ))}
      <button type="button" className="aj-button" aria-label={t('register.back')} onClick={back}>
        ⌫
      </button>
    </div>
  )
}
