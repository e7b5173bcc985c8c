/** Devices and lanes: what is connected and well, what knocks without a place, and how each lane decides. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { queryClient, useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmByName } from '../../ui/ConfirmByName.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { Adopt, DeviceForm, type Secret, SecretShown } from './DeviceForm.tsx'
import { LaneForm } from './LaneForm.tsx'
import { devicesKey } from './parts.tsx'
import './lane.css'

type Data = Answer<typeof devicesKey>
type Device = Data['items'][number]
type Lane = Data['lanes'][number]
const anew = () => queryClient.invalidateQueries({ queryKey: [devicesKey] })

export default function Devices(): ReactNode {
  const { t } = useTranslation('lane')
  const { can } = useMe()
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(devicesKey, { estateId }, { every: 10_000 })
  const [form, setForm] = useState<'new' | Device>()
  const [secret, setSecret] = useState<Secret>()
  const [lane, setLane] = useState<Lane>()
  const refused = can('device.manage') ? undefined : t('act.notYours')
  const vehicle = (data?.lanes ?? []).filter(l => l.carries !== 'person')
  return (
    <div className="ln-stack">
      <div className="ln-row">
        <h1>{t('devices.title')}</h1>
        <Button
          kind="main"
          icon="plus"
          refused={refused ?? (data?.lanes.length === 0 ? t('lanes.none') : undefined)}
          onClick={() => setForm('new')}
        >
          {t('devices.add')}
        </Button>
      </div>
      {error ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading lines={6} /> : null}
      {data && data.strays.length > 0 ? <Strays estateId={estateId} data={data} refused={refused} /> : null}
      {data?.items.length === 0 ? <Empty title={t('devices.none')} hint={t('devices.noneHint')} /> : null}
      {data?.items.map(each => (
        <DeviceCard
          key={each.id}
          estateId={estateId}
          device={each}
          refused={refused}
          change={() => setForm(each)}
          shown={setSecret}
        />
      ))}
      <h2>{t('lanes.title')}</h2>
      {data && vehicle.length === 0 ? <Empty title={t('lanes.none')} hint={t('lanes.noneHint')} /> : null}
      {vehicle.map(each => (
        <article key={each.id} className="ln-card">
          <div className="ln-row">
            <strong>{each.name}</strong>
            <span>{each.gate}</span>
            {each.direction === 'out' ? null : <span>{t(`temporary.${each.temporary}`)}</span>}
            {each.direction === 'in' ? null : <span>{t(`leaving.${each.leaving}`)}</span>}
            <span className="aj-weak">{t('lanes.passbackIs', { what: t(`passback.${each.passback}`) })}</span>
            <Button kind="plain" refused={refused} onClick={() => setLane(each)}>
              {t('lanes.change')}
            </Button>
          </div>
        </article>
      ))}
      {form && data ? (
        <DeviceForm
          estateId={estateId}
          lanes={data.lanes}
          device={form === 'new' ? undefined : form}
          close={() => setForm(undefined)}
          shown={setSecret}
        />
      ) : null}
      {secret ? <SecretShown secret={secret} close={() => setSecret(undefined)} /> : null}
      {lane ? <LaneForm estateId={estateId} lane={lane} close={() => setLane(undefined)} /> : null}
    </div>
  )
}

interface CardProps {
  estateId: string
  device: Device
  refused: string | undefined
  change: () => void
  shown: (secret: Secret) => void
}

function DeviceCard({ estateId, device, refused, change, shown }: CardProps): ReactNode {
  const { t } = useTranslation('lane')
  const [ending, setEnding] = useState(false)
  const push = useMutate('POST /api/estates/:estateId/lane-devices/:id/list', { stale: [devicesKey] })
  const key = useMutate('POST /api/estates/:estateId/lane-devices/:id/key', { stale: [devicesKey] })
  const revoke = useMutate('POST /api/estates/:estateId/lane-devices/:id/revoke', { stale: [devicesKey] })
  const { health } = device
  return (
    <article className="ln-card" aria-label={device.name}>
      <div className="ln-row">
        <strong>{device.name}</strong>
        <span>{t(`maker.${device.maker}`)}</span>
        <span>
          {device.lane} {t(`side.${device.direction}`)}
        </span>
        <State
          state={device.stopped ? 'late' : health.alive ? 'kept' : health.seenAt ? 'late' : 'stopped'}
          word={
            device.stopped
              ? t('health.stopped')
              : health.alive
                ? t('health.alive')
                : health.seenAt
                  ? t('health.silent', { at: dateTime(health.seenAt) })
                  : t('health.never')
          }
        />
        <span>{t(`way2.${device.way}`)}</span>
      </div>
      <p className="aj-weak aj-num">
        {[
          health.beatAt ? t('health.beat', { at: dateTime(health.beatAt) }) : '',
          health.driftMs !== null && Math.abs(health.driftMs) > 5000
            ? t('health.drift', { s: Math.round(health.driftMs / 1000) })
            : '',
          health.backlog ? t('health.backlog', { n: health.backlog }) : '',
          t('health.events', { n: health.events }),
          health.replays > 0 ? t('health.replays', { n: health.replays }) : '',
          health.malformed > 0 ? t('health.malformed', { n: health.malformed }) : '',
          health.p99Ms === null ? '' : t('health.took', { ms: Math.ceil(health.p99Ms) }),
          health.serial ?? '',
          health.address ?? '',
          device.list
            ? t(`pushed.${device.list.state}`, {
                n: device.list.plates,
                at: device.list.at ? dateTime(device.list.at) : '',
              })
            : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {device.noList === 'maker' ? <p className="aj-weak">{t('noList.maker')}</p> : null}
      <div className="ln-row">
        <Button kind="plain" refused={refused} onClick={change}>
          {t('devices.change')}
        </Button>
        <Button
          kind="plain"
          refused={refused ?? (device.noList ? t(`noList.${device.noList}`) : undefined)}
          onClick={() =>
            void push
              .mutateAsync({ estateId, id: device.id })
              .then(d =>
                say(t(d.way === 'digest' ? 'done.pushing' : 'done.pushed', { n: d.list?.plates ?? 0 })),
              )
          }
        >
          {t('devices.push')}
        </Button>
        <Button
          kind="plain"
          refused={refused}
          onClick={() =>
            void key
              .mutateAsync({ estateId, id: device.id })
              .then(a => shown({ ...a.secret, maker: device.maker, name: device.name }))
          }
        >
          {t('devices.newKey')}
        </Button>
        <Button kind="plain" refused={refused} onClick={() => setEnding(true)}>
          {t('devices.revoke')}
        </Button>
      </div>
      {ending ? (
        <ConfirmByName
          title={t('devices.revokeTitle', { name: device.name })}
          consequence={t('devices.revokeThen')}
          name={device.name}
          act={t('devices.revoke')}
          close={() => setEnding(false)}
          run={async () => {
            await revoke.mutateAsync({ estateId, id: device.id, reason: t('devices.revoke') })
            say(t('done.revoked', { name: device.name }))
            await anew()
          }}
        />
      ) : null}
    </article>
  )
}

function Strays({
  estateId,
  data,
  refused,
}: {
  estateId: string
  data: Data
  refused: string | undefined
}): ReactNode {
  const { t } = useTranslation('lane')
  const [adopting, setAdopting] = useState<Data['strays'][number]>()
  const drop = useMutate('POST /api/estates/:estateId/lane-strays/:id/drop', { stale: [devicesKey] })
  return (
    <section className="ln-stack" aria-label={t('strays.title')}>
      <h2>{t('strays.title')}</h2>
      <p className="aj-weak">{t('strays.lead')}</p>
      {data.strays.map(each => (
        <article key={each.id} className="ln-card">
          <div className="ln-row">
            <strong>{each.name ?? each.serial ?? each.address}</strong>
            <span>{t(`maker.${each.maker}`)}</span>
            <span className="aj-weak aj-num">{[each.serial, each.address].filter(Boolean).join(' · ')}</span>
            <span className="aj-weak aj-num">
              {t('strays.knocks', { n: each.knocks, at: dateTime(each.lastAt) })}
            </span>
            <span className="ln-row">
              <Button kind="main" refused={refused} onClick={() => setAdopting(each)}>
                {t('strays.adopt')}
              </Button>
              <Button
                refused={refused}
                onClick={() =>
                  void drop.mutateAsync({ estateId, id: each.id }).then(() => say(t('done.dropped')))
                }
              >
                {t('strays.drop')}
              </Button>
            </span>
          </div>
        </article>
      ))}
      {adopting ? (
        <Adopt estateId={estateId} stray={adopting} lanes={data.lanes} close={() => setAdopting(undefined)} />
      ) : null}
    </section>
  )
}
