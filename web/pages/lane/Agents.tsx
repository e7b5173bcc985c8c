/** Agents in gatehouses: which decide alone when the line is cut, how they are, and the code for a new one. */
import type { TFunction } from 'i18next'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmByName } from '../../ui/ConfirmByName.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { devicesKey } from './parts.tsx'
import './lane.css'

const agentsKey = 'GET /api/estates/:estateId/lane-agents'
type Agent = Answer<typeof agentsKey>['items'][number]
type Camera = Answer<typeof devicesKey>['items'][number]
interface Given {
  code: string
  codeUntil: string
}

export default function Agents(): ReactNode {
  const { t } = useTranslation('lane-agents')
  const { can } = useMe()
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(agentsKey, { estateId }, { every: 10_000 })
  const cameras = useApi(devicesKey, { estateId }).data?.items ?? []
  const [naming, setNaming] = useState(false)
  const [given, setGiven] = useState<Given>()
  const refused = can('device.manage') ? undefined : t('notYours')
  return (
    <div className="ln-stack">
      <div className="ln-row">
        <h1>{t('title')}</h1>
        <Button kind="main" icon="plus" refused={refused} onClick={() => setNaming(true)}>
          {t('add')}
        </Button>
      </div>
      <p className="aj-weak">{t('lead')}</p>
      {error ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading lines={4} /> : null}
      {data?.items.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : null}
      {data?.items.map(each => (
        <AgentCard key={each.id} estateId={estateId} agent={each} cameras={cameras} refused={refused} />
      ))}
      {naming ? <NameAgent estateId={estateId} close={() => setNaming(false)} given={setGiven} /> : null}
      {given ? <CodeShown given={given} close={() => setGiven(undefined)} /> : null}
    </div>
  )
}

/** What is worth a word of an agent's health, worst first. */
function healthOf(a: Agent, t: TFunction<'lane-agents'>): string[] {
  return [
    a.disk === 'full' ? t('health.full', { n: a.unkept }) : '',
    a.backlog > 0
      ? t('health.backlog', { n: a.backlog, at: a.oldestAt === null ? '' : dateTime(a.oldestAt) })
      : '',
    a.pictures > 0 ? t('health.pictures', { n: a.pictures }) : '',
    a.picturesLost > 0 ? t('health.picturesLost', { n: a.picturesLost }) : '',
    a.driftMs !== null && Math.abs(a.driftMs) > 5000
      ? t('health.drift', { s: Math.round(a.driftMs / 1000) })
      : '',
    a.p99Ms === null ? '' : t('health.took', { p50: a.p50Ms ?? 0, p99: a.p99Ms }),
    a.version === null ? '' : t('health.version', { version: a.version }),
    a.state === 'waiting' && a.codeUntil !== null ? t('health.code', { at: dateTime(a.codeUntil) }) : '',
  ].filter(Boolean)
}

interface CardProps {
  estateId: string
  agent: Agent
  cameras: readonly Camera[]
  refused: string | undefined
}

function AgentCard({ estateId, agent, cameras, refused }: CardProps): ReactNode {
  const { t } = useTranslation('lane-agents')
  const [act, setAct] = useState<'cameras' | 'revoke'>()
  const revoke = useMutate('POST /api/estates/:estateId/lane-agents/:agentId/revoke', {
    stale: [agentsKey, devicesKey],
  })
  const gone = agent.state === 'revoked' ? t('gone') : refused
  const mine = cameras.filter(c => agent.devices.includes(c.id)).map(c => c.name)
  return (
    <article className="ln-card" aria-label={agent.name}>
      <div className="ln-row">
        <strong>{agent.name}</strong>
        <State
          state={
            agent.state === 'live' && agent.disk !== 'full'
              ? 'kept'
              : agent.state === 'waiting'
                ? 'soon'
                : agent.state === 'revoked'
                  ? 'stopped'
                  : 'late'
          }
          word={t(`state.${agent.state}`, { at: agent.seenAt === null ? '' : dateTime(agent.seenAt) })}
        />
        <span>{mine.length > 0 ? t('moves', { names: mine.join(t('and')) }) : t('movesNone')}</span>
      </div>
      <p className="aj-weak aj-num">{healthOf(agent, t).join(' · ')}</p>
      <div className="ln-row">
        <Button kind="plain" refused={gone} onClick={() => setAct('cameras')}>
          {t('cameras')}
        </Button>
        <Button kind="plain" refused={gone} onClick={() => setAct('revoke')}>
          {t('revoke')}
        </Button>
      </div>
      {act === 'cameras' ? (
        <PickCameras estateId={estateId} agent={agent} cameras={cameras} close={() => setAct(undefined)} />
      ) : null}
      {act === 'revoke' ? (
        <ConfirmByName
          title={t('revokeTitle', { name: agent.name })}
          consequence={t('revokeThen')}
          name={agent.name}
          act={t('revoke')}
          close={() => setAct(undefined)}
          run={async () => {
            await revoke.mutateAsync({ estateId, agentId: agent.id, reason: t('revoke') })
            say(t('done.revoked', { name: agent.name }))
          }}
        />
      ) : null}
    </article>
  )
}

function PickCameras({
  estateId,
  agent,
  cameras,
  close,
}: Omit<CardProps, 'refused'> & { close: () => void }): ReactNode {
  const { t } = useTranslation('lane-agents')
  const bind = useMutate('PUT /api/estates/:estateId/lane-agents/:agentId/devices', {
    stale: [agentsKey, devicesKey],
  })
  const [picked, setPicked] = useState(() => new Set(agent.devices))
  const [failed, setFailed] = useState<unknown>()
  const toggle = (id: string) =>
    setPicked(before => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  return (
    <Dialog title={t('camerasTitle', { name: agent.name })} close={close}>
      <div className="ln-stack">
        <p className="aj-weak">{t('camerasLead')}</p>
        {cameras.length === 0 ? <Empty title={t('noCamera')} hint={t('noCameraHint')} /> : null}
        {cameras.map(c => (
          <label key={c.id} className="ln-row">
            <input type="checkbox" checked={picked.has(c.id)} onChange={() => toggle(c.id)} />
            {c.name} {c.lane}
          </label>
        ))}
        {failed ? <Failing error={failed} /> : null}
        <Button
          kind="main"
          onClick={() =>
            void bind
              .mutateAsync({ estateId, agentId: agent.id, deviceIds: [...picked] })
              .then(d => {
                say(t('done.cameras', { n: d.devices }))
                close()
              })
              .catch(setFailed)
          }
        >
          {t('save')}
        </Button>
      </div>
    </Dialog>
  )
}

function NameAgent({
  estateId,
  close,
  given,
}: {
  estateId: string
  close: () => void
  given: (g: Given) => void
}): ReactNode {
  const { t } = useTranslation('lane-agents')
  const add = useMutate('POST /api/estates/:estateId/lane-agents', { stale: [agentsKey] })
  const form = useForm({
    key: 'lane.agent.new',
    initial: { name: '' },
    check: v => ({ name: v.name.trim() === '' ? t('needName') : undefined }),
    send: async v => {
      given(await add.mutateAsync({ estateId, name: v.name.trim() }))
      close()
    },
  })
  return (
    <Dialog title={t('add')} close={close}>
      <FormBox form={form} submit={t('getCode')}>
        <Field form={form} name="name" label={t('name')} hint={t('nameHint')}>
          <input {...form.bind('name')} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

function CodeShown({ given, close }: { given: Given; close: () => void }): ReactNode {
  const { t } = useTranslation('lane-agents')
  const { origin } = window.location
  return (
    <Dialog title={t('codeTitle')} close={close}>
      <div className="ln-stack">
        <p>{t('codeLead', { at: dateTime(given.codeUntil) })}</p>
        <p className="ln-code aj-num">{given.code}</p>
        <ol className="ln-steps">
          <li>{t('step.install')}</li>
          <li>
            <code>
              npm run edge -- enrol {origin} {given.code}
            </code>
          </li>
          <li>
            <code>npm run edge</code>
          </li>
          <li>{t('step.cameras')}</li>
        </ol>
      </div>
    </Dialog>
  )
}
