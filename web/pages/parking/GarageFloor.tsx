/** The operator in the garage: whose car is next, one tap a step; what is broken and who is trapped stands on top. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { when } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { sendOrQueue } from '../../offline/queue.ts'
import { queryClient, useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { FaultActs } from './FaultView.tsx'
import { AskDialog } from './GarageForm.tsx'
import { type Garage, garage, garageStale, garageStates, garages } from './garage.ts'
import './garage.css'

export default function GarageFloor(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const [chosen, choose] = useState<string>()
  const { data, error, refetch } = useApi(garages, { estateId }, { every: 15_000 })
  const id = chosen ?? data?.items.find(g => g.trapped > 0)?.id ?? data?.items[0]?.id
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="pg-page aj-stack">
      <h1>{t('floor.title')}</h1>
      {data.items.length > 1 ? (
        <Choices
          legend={t('col.garage')}
          hideLegend
          options={data.items.map(g => ({ value: g.id, label: g.name }))}
          value={id}
          onChange={choose}
        />
      ) : null}
      {id ? <Floor key={id} id={id} /> : <Empty title={t('garages.none')} hint={t('garages.noneHint')} />}
    </div>
  )
}

function Floor({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const refusal = useRefusal()
  const [act, setAct] = useState<'fault' | 'trapped' | 'fetch' | 'stop' | 'start'>()
  const { data: g, error, refetch } = useApi(garage, { estateId, garageId: id }, { every: 5_000 })
  if (error && !g) return <Failing error={error} again={refetch} />
  if (!g) return <Loading />
  const open = g.faults.filter(f => f.state !== 'closed')
  return (
    <>
      <p>
        <strong>{g.name}</strong> <State state={garageStates[g.state]} word={t(`state.${g.state}`)} />{' '}
        {g.stateReason}
      </p>
      {open.map(f => (
        <article key={f.id} className="pg-card" data-alarm={f.state === 'rescue' ? '' : undefined}>
          <FaultActs f={f} />
        </article>
      ))}
      <div className="pg-acts">
        <Button kind="danger" icon="alert" onClick={() => setAct('trapped')}>
          {t('floor.trapped')}
        </Button>
        <Button icon="tool" onClick={() => setAct('fault')}>
          {t('floor.fault')}
        </Button>
        <Button icon="car" onClick={() => setAct('fetch')} refused={refusal(g.allowed.move)}>
          {t('floor.fetch')}
        </Button>
        <Button
          onClick={() => setAct(g.state === 'running' ? 'stop' : 'start')}
          refused={g.state === 'running' ? undefined : refusal(g.allowed.start)}
        >
          {t(g.state === 'running' ? 'act.stop' : 'act.start')}
        </Button>
      </div>
      <h2>{t('floor.queue', { n: g.queue.length })}</h2>
      <Queue g={g} />
      {act ? <FloorForm g={g} act={act} close={() => setAct(undefined)} /> : null}
    </>
  )
}

const nextStep = { waiting: 'moving', moving: 'ready', ready: 'taken' } as const

function Queue({ g }: { g: Garage }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const now = useNow(10_000)
  const refusal = useRefusal()
  const move = useMutate('POST /api/estates/:estateId/garage-fetches/:fetchId/move', { stale: garageStale })
  if (g.queue.length === 0) return <Empty title={t('floor.empty')} hint={t('floor.emptyHint')} />
  return (
    <div className="pg-cards">
      {g.queue.map(f => {
        if (f.state !== 'waiting' && f.state !== 'moving' && f.state !== 'ready') return null
        const to = nextStep[f.state]
        const stopped = to === 'moving' ? refusal(g.allowed.move) : undefined
        const early =
          to === 'moving' && (f.ahead ?? 0) >= g.machines ? t('floor.notFirst', { n: f.ahead }) : undefined
        return (
          <article key={f.id} className="pg-card">
            <p className="pg-big">
              {f.slot} <small>{f.room ?? ''}</small>
            </p>
            <p className="aj-weak">
              {when(f.askedAt, now)} · {f.askedBy} · {t(`fetch.${f.state}`)}
              {f.wait === null ? '' : ` · ${t('floor.wait', { n: Math.ceil(f.wait / 60) })}`}
            </p>
            <div className="pg-acts">
              <Button
                kind="main"
                wide
                busy={move.isPending}
                refused={stopped ?? early}
                showWhy
                onClick={() => move.mutate({ estateId, fetchId: f.id, to })}
              >
                {t(`floor.to.${to}`)}
              </Button>
              {f.state === 'waiting' ? (
                <Button
                  kind="plain"
                  onClick={() => move.mutate({ estateId, fetchId: f.id, to: 'cancelled' })}
                >
                  {t('floor.to.cancelled')}
                </Button>
              ) : null}
            </div>
          </article>
        )
      })}
    </div>
  )
}

function FloorForm(props: {
  g: Garage
  act: 'fault' | 'trapped' | 'fetch' | 'stop' | 'start'
  close: () => void
}): ReactNode {
  const { g, act, close } = props
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const ids = { estateId, garageId: g.id }
  const fetch = useMutate('POST /api/estates/:estateId/garages/:garageId/fetches', { stale: garageStale })
  const stop = useMutate('POST /api/estates/:estateId/garages/:garageId/stop', { stale: garageStale })
  const start = useMutate('POST /api/estates/:estateId/garages/:garageId/start', { stale: garageStale })
  if (act === 'fetch')
    return (
      <AskDialog
        id={`floor.fetch.${g.id}`}
        title={t('floor.fetch')}
        submit={t('floor.fetch')}
        close={close}
        fields={[
          {
            name: 'slot',
            label: t('col.slot'),
            kind: 'select',
            options: g.rows
              .filter(s => s.state === 'taken')
              .map(s => ({ value: s.code, label: `${s.code} ${s.room ?? ''}` })),
          },
        ]}
        send={a => fetch.mutateAsync({ ...ids, slot: a.must('slot') })}
      />
    )
  if (act === 'stop' || act === 'start')
    return (
      <AskDialog
        id={`floor.${act}.${g.id}`}
        title={`${t(`act.${act}`)} · ${g.name}`}
        submit={t(`act.${act}`)}
        close={close}
        fields={[{ name: 'reason', label: t('reason') }]}
        send={a => (act === 'stop' ? stop : start).mutateAsync({ ...ids, reason: a.must('reason') })}
      />
    )
  const trapped = act === 'trapped'
  return (
    <AskDialog
      id={`floor.${act}.${g.id}`}
      title={`${t(`floor.${act}`)} · ${g.name}`}
      submit={t(trapped ? 'floor.alarm' : 'floor.report')}
      close={close}
      photo={t('photo')}
      fields={[
        { name: 'what', label: t('fault.what'), initial: trapped ? t('floor.trappedWhat') : '' },
        { name: 'slot', label: t('col.slot'), optional: true },
        ...(trapped
          ? [
              { name: 'trapped', label: t('fault.people'), kind: 'number' as const, initial: '1' },
              { name: 'who', label: t('fault.trappedWho'), optional: true },
              {
                name: 'called',
                label: t('fault.called'),
                optional: true,
                hint: t('fault.calledHint', { who: g.rescue }),
              },
            ]
          : []),
      ]}
      send={async a => {
        const how = await sendOrQueue(
          'POST /api/estates/:estateId/garages/:garageId/faults',
          {
            ...ids,
            what: a.must('what'),
            ...(a.text('slot') ? { slot: a.text('slot') } : {}),
            ...(trapped
              ? {
                  trapped: a.number('trapped'),
                  ...(a.text('who') ? { who: a.text('who') } : {}),
                  ...(a.text('called') ? { called: a.text('called') } : {}),
                }
              : {}),
            ...(a.photo ? { upload: a.photo } : {}),
          },
          { label: `${t(`floor.${act}`)} ${g.name}`, clientId: a.clientId },
        )
        await queryClient.invalidateQueries({ predicate: q => String(q.queryKey[0]).includes('garage') })
        say(t(how === 'queued' ? 'queued' : trapped ? 'floor.alarmed' : 'floor.reported'))
      }}
    />
  )
}
