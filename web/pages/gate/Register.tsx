/** The guard's first page: find who stands there, two taps and he is through. */
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/icons.tsx'
import { closureNow, withinHours } from './decide.ts'
import { Emergency } from './Emergency.tsx'
import { find, type Known } from './find.ts'
import { NewPerson } from './NewPerson.tsx'
import { AtGate, type GateFace } from './parts.tsx'
import { Returning } from './Returning.tsx'
import { readConflicts } from './terminal.ts'
import { Vehicle } from './Vehicle.tsx'

type Open = { kind: 'known'; person: Known } | { kind: 'new' } | { kind: 'vehicle' } | { kind: 'emergency' }

export default function Register(): ReactNode {
  return <AtGate>{face => <Page face={face} />}</AtGate>
}

function Page({ face }: { face: GateFace }): ReactNode {
  const { t } = useTranslation('gate')
  const [q, setQ] = useState('')
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const finish = () => {
    setOpen(undefined)
    setQ('')
  }
  const found = find(face.snapshot.people, q)
  return (
    <div className="gp-register">
      <div className="gp-left">
        <h1>{t('register.title')}</h1>
        <Strip face={face} />
        <Conflicts face={face} />
        <label className="gp-search">
          <Icon name="search" />
          <span className="aj-sr">{t('register.find')}</span>
          <input
            className="aj-input"
            value={q}
            onChange={event => setQ(event.target.value)}
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
        <div className="gp-bar">
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
        <Dialog
          title={title(open, t)}
          close={close}
          wide={open.kind !== 'known'}
          sheet={open.kind === 'known'}
        >
          {open.kind === 'known' ? <Returning face={face} person={open.person} done={finish} /> : null}
          {open.kind === 'new' ? <NewPerson face={face} unit={/\d/.test(q) ? q : ''} done={finish} /> : null}
          {open.kind === 'vehicle' ? <Vehicle face={face} done={finish} /> : null}
          {open.kind === 'emergency' ? <Emergency face={face} done={finish} /> : null}
        </Dialog>
      ) : null}
    </div>
  )
}

function title(open: Open, t: (key: string) => string): string {
  if (open.kind === 'known') return `${open.person.name} ${open.person.unit ?? ''}`
  if (open.kind === 'new') return t('register.new')
  return open.kind === 'vehicle' ? t('register.vehicle') : t('register.emergency')
}

/** What binds now: the decision, the hours, whether this guard is at his post, whether the line is there. */
function Strip({ face }: { face: GateFace }): ReactNode {
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
