/** Drill or fire: everybody inside by building, ticked off one by one, with or without network. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newClientId } from '../../api.ts'
import { nowIso } from '../../clock.ts'
import { clockTime } from '../../format.ts'
import { enqueue } from '../../offline/queue.ts'
import { useApi } from '../../query.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { AtGate, type GateFace } from './AtGate.tsx'
import type { Known } from './find.ts'
import { dropWake, useWake } from './wake.ts'

const M = '/api/estates/:estateId/gate/musters/:key' as const

export default function Muster(): ReactNode {
  return <AtGate>{face => <Page face={face} />}</AtGate>
}

interface Begun {
  key: string
  kind: 'drill' | 'fire'
  /** who was inside when it began: nobody leaves the list because a gate opened meanwhile */
  ids: string[]
  safe: string[]
}

const buildingOf = (person: Known) => person.unit?.split('-')[0] ?? ''

function Page({ face }: { face: GateFace }): ReactNode {
  const { t } = useTranslation('gate')
  const { estateId, snapshot } = face
  const [begun, setBegun] = useWake<Begun | undefined>('muster', undefined)
  const inside = snapshot.people.filter(person => person.last === 'in')
  const begin = async (kind: Begun['kind']) => {
    const key = newClientId()
    setBegun({ key, kind, ids: inside.map(person => person.id), safe: [] })
    await enqueue(
      `POST ${M}`,
      { estateId, key, kind, deviceAt: nowIso() },
      { label: t('muster.began', { kind: t(`muster.${kind}`) }) },
    )
  }
  if (!begun)
    return (
      <div className="gp-stack gp-narrow">
        <h1>{t('muster.title', { count: inside.length })}</h1>
        <Button kind="danger" wide onClick={() => void begin('fire')}>
          {t('muster.beginFire')}
        </Button>
        <Others estateId={estateId} join={setBegun} inside={inside} />
        <Button wide onClick={() => void begin('drill')}>
          {t('muster.beginDrill')}
        </Button>
        <Heads people={inside} />
      </div>
    )
  return (
    <List
      face={face}
      begun={begun}
      change={setBegun}
      over={() => {
        dropWake('muster')
        setBegun(undefined)
      }}
    />
  )
}

/** A list that another tablet began: this one ticks on the same. */
function Others(props: { estateId: string; inside: Known[]; join: (begun: Begun) => void }): ReactNode {
  const { t } = useTranslation('gate')
  const { data } = useApi('GET /api/estates/:estateId/gate/musters', { estateId: props.estateId })
  const open = data?.items.filter(each => each.endedAt === null && each.kind !== 'other').slice(0, 3) ?? []
  return (
    <>
      {open.map(each => (
        <Button
          key={each.key}
          wide
          onClick={() =>
            props.join({
              key: each.key,
              kind: each.kind === 'fire' ? 'fire' : 'drill',
              ids: props.inside.map(person => person.id),
              safe: [],
            })
          }
        >
          {t('muster.join', { who: each.begunBy, kind: t(`muster.${each.kind}`) })}
        </Button>
      ))}
    </>
  )
}

function Heads({ people }: { people: Known[] }): ReactNode {
  const { t } = useTranslation('gate')
  const buildings = [...new Set(people.map(buildingOf))].sort((a, b) =>
    a.localeCompare(b, 'zh', { numeric: true }),
  )
  if (people.length === 0) return <Empty title={t('inside.none')} hint={t('inside.noneHint')} />
  return (
    <ul className="gp-heads">
      {buildings.map(building => (
        <li key={building}>
          {building ? t('muster.building', { building }) : t('muster.elsewhere')}{' '}
          <strong className="aj-num">
            {people.filter(person => buildingOf(person) === building).length}
          </strong>
        </li>
      ))}
    </ul>
  )
}

function List(props: {
  face: GateFace
  begun: Begun
  change: (begun: Begun) => void
  over: () => void
}): ReactNode {
  const { t } = useTranslation('gate')
  const { face, begun, change } = props
  const { estateId } = face
  const [building, setBuilding] = useState<string>()
  const [missing, setMissing] = useState(false)
  const server = useApi(`GET ${M}`, { estateId, key: begun.key }, { every: 10_000, when: face.state.fresh })
  const ticked = new Map(server.data?.people.map(person => [person.id, person.safe]) ?? [])
  const isSafe = (id: string) => begun.safe.includes(id) || ticked.get(id) === true
  // by room, as one walks through the buildings and as the printed list has it
  const all = face.snapshot.people
    .filter(person => begun.ids.includes(person.id))
    .sort((a, b) => (a.unit ?? '').localeCompare(b.unit ?? '', 'zh', { numeric: true }))
  const buildings = [...new Set(all.map(buildingOf))].sort((a, b) =>
    a.localeCompare(b, 'zh', { numeric: true }),
  )
  const shown = all.filter(
    person => (building === undefined || buildingOf(person) === building) && (!missing || !isSafe(person.id)),
  )
  const tick = async (person: Known, safe: boolean) => {
    change({ ...begun, safe: safe ? [...begun.safe, person.id] : begun.safe.filter(id => id !== person.id) })
    await enqueue(
      `POST ${M}/ticks`,
      { estateId, key: begun.key, ticks: [{ personId: person.id, safe, at: nowIso() }] },
      { label: `${t('muster.tick')} ${person.unit ?? ''}` },
    )
  }
  const end = async () => {
    await enqueue(`POST ${M}/end`, { estateId, key: begun.key }, { label: t('muster.end') })
    say(t('muster.ended', { safe: all.filter(person => isSafe(person.id)).length, all: all.length }))
    props.over()
  }
  const left = all.filter(person => !isSafe(person.id)).length
  const { data } = server
  if (data?.endedAt)
    return (
      <div className="gp-stack gp-narrow">
        <h1>{t('muster.over', { who: data.endedBy, at: clockTime(data.endedAt) })}</h1>
        <p>{t('muster.ended', { safe: data.safe, all: data.people.length })}</p>
        <Button kind="main" wide onClick={props.over}>
          {t('muster.back')}
        </Button>
      </div>
    )
  return (
    <div className="gp-stack">
      <h1>{t('muster.left', { left, all: all.length })}</h1>
      {data && data.key !== begun.key ? (
        <p role="status">
          {t('muster.joined', { who: data.begunBy, at: clockTime(data.at), kind: t(`muster.${data.kind}`) })}
        </p>
      ) : null}
      <div className="gp-row">
        {[undefined, ...buildings].map(each => (
          <Button
            key={each ?? '*'}
            kind={each === building ? 'main' : 'normal'}
            onClick={() => setBuilding(each)}
          >
            {each === undefined
              ? t('muster.all')
              : each
                ? t('muster.building', { building: each })
                : t('muster.elsewhere')}
          </Button>
        ))}
        <label className="gp-check">
          <input type="checkbox" checked={missing} onChange={event => setMissing(event.target.checked)} />
          {t('muster.onlyMissing')}
        </label>
      </div>
      <div className="gp-found">
        {shown.map(person => {
          const safe = isSafe(person.id)
          return (
            <button
              key={person.id}
              type="button"
              className="gp-person"
              aria-pressed={safe}
              data-tone={safe ? 'kept' : undefined}
              onClick={() => void tick(person, !safe)}
            >
              <strong>{person.name}</strong>
              <span className="aj-num">{person.unit ?? '—'}</span>
              <span className="aj-weak" style={safe ? { color: 'inherit' } : undefined}>
                {t(`kind.${person.kind}`)} · {safe ? t('muster.safe') : t('muster.notFound')}
              </span>
            </button>
          )
        })}
      </div>
      <div className="gp-row">
        <a
          className="aj-button"
          href={printHref('gate.muster', { estateId, key: begun.key })}
          target="_blank"
          rel="noreferrer"
        >
          {t('muster.print')}
        </a>
        <Button kind="danger" onClick={() => void end()}>
          {t('muster.end')}
        </Button>
      </div>
    </div>
  )
}
