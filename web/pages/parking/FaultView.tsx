/** A fault and its next step: people first, then the repair, the inspection, and who answers for it. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { AskDialog, type AskField } from './GarageForm.tsx'
import { garageStale, yesNo } from './garage.ts'
import './garage.css'

const list = 'GET /api/estates/:estateId/garage-faults'
export type Fault = RowOf<typeof list>
type Act = keyof Fault['allowed']

export function FaultView({ id }: { id: string }): ReactNode {
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(list, { estateId, id, limit: 1 })
  const f = data?.items[0]
  if (error) return <Failing error={error} again={refetch} />
  if (!f) return <Loading />
  return (
    <div className="aj-stack">
      <FaultActs f={f} />
    </div>
  )
}

/** How long the rescue still has, or how late it is, by the second. */
export function RescueClock({ f }: { f: Fault }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const now = useNow(1000)
  if (!f.arriveBy || f.rescue === null) return null
  if (f.arrivedAt) return <State state={f.rescue} word={t(`rescue.${f.rescue}`)} />
  const left = Date.parse(f.arriveBy) - now
  const minutes = Math.floor(Math.abs(left) / 60_000)
  const seconds = Math.floor((Math.abs(left) % 60_000) / 1000)
  return (
    <strong className="pg-big" role="timer">
      {t(left >= 0 ? 'rescue.left' : 'rescue.over', { m: minutes, s: String(seconds).padStart(2, '0') })}
    </strong>
  )
}

const order: readonly Act[] = ['call', 'arrive', 'free', 'repair', 'inspect', 'close']
const manages: readonly Act[] = ['inspect', 'close']

export function FaultActs({ f }: { f: Fault }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const refusal = useRefusal()
  const { can } = useMe()
  const [act, setAct] = useState<Act>()
  const shown = order.filter(
    a =>
      (f.trapped > 0 || !['call', 'arrive', 'free'].includes(a)) &&
      (manages.includes(a) ? can('parking.manage') : can('parking.operate')),
  )
  const next = shown.find(a => f.allowed[a] === true)
  return (
    <>
      <h3>{f.what}</h3>
      {f.state === 'rescue' ? (
        <>
          <p>
            <State state="late" word={t('garages.trapped', { n: f.trapped })} /> {f.who}
          </p>
          <RescueClock f={f} />
        </>
      ) : (
        <p>
          <State state={f.state === 'closed' ? 'kept' : 'soon'} word={t(`fault.${f.state}`)} />{' '}
          {f.rescue ? <State state={f.rescue} word={t(`rescue.${f.rescue}`)} /> : null}
        </p>
      )}
      <Facts
        facts={[
          { label: t('col.number'), value: f.number },
          { label: t('col.found'), value: `${dateTime(f.foundAt)} ${f.foundBy}` },
          ...(f.calledAt
            ? [{ label: t('fault.called'), value: `${dateTime(f.calledAt)} ${f.calledWho ?? ''}` }]
            : []),
          ...(f.arrivedAt ? [{ label: t('fault.arrived'), value: dateTime(f.arrivedAt) }] : []),
          ...(f.freedAt
            ? [{ label: t('fault.freed'), value: `${dateTime(f.freedAt)} ${f.harm ?? ''}` }]
            : []),
          ...(f.repair
            ? [{ label: t('fault.repair'), value: `${f.cause ?? ''} → ${f.repair}（${f.repairedBy ?? ''}）` }]
            : []),
          ...(f.accountable ? [{ label: t('col.accountable'), value: f.accountable }] : []),
        ]}
      />
      {f.state === 'closed' ? null : (
        <div className="pg-acts">
          {shown.map(a => (
            <Button
              key={a}
              kind={a === next ? 'main' : 'normal'}
              onClick={() => setAct(a)}
              refused={refusal(f.allowed[a])}
            >
              {t(`faultAct.${a}`)}
            </Button>
          ))}
        </div>
      )}
      {act ? <FaultForm f={f} act={act} close={() => setAct(undefined)} /> : null}
    </>
  )
}

function FaultForm({ f, act, close }: { f: Fault; act: Act; close: () => void }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const ids = { estateId, garageId: f.garageId, faultId: f.id }
  const call = useMutate('POST /api/estates/:estateId/garages/:garageId/faults/:faultId/call', {
    stale: garageStale,
  })
  const arrive = useMutate('POST /api/estates/:estateId/garages/:garageId/faults/:faultId/arrive', {
    stale: garageStale,
  })
  const free = useMutate('POST /api/estates/:estateId/garages/:garageId/faults/:faultId/free', {
    stale: garageStale,
  })
  const repair = useMutate('POST /api/estates/:estateId/garages/:garageId/faults/:faultId/repair', {
    stale: garageStale,
  })
  const inspect = useMutate('POST /api/estates/:estateId/garages/:garageId/faults/:faultId/inspect', {
    stale: garageStale,
  })
  const shut = useMutate('POST /api/estates/:estateId/garages/:garageId/faults/:faultId/close', {
    stale: garageStale,
  })
  const fields: Record<Act, AskField[]> = {
    call: [{ name: 'who', label: t('fault.who') }],
    arrive: [],
    free: [{ name: 'harm', label: t('fault.harm'), initial: t('fault.unharmed') }],
    repair: [
      { name: 'cause', label: t('fault.cause') },
      { name: 'repair', label: t('fault.repair') },
      { name: 'by', label: t('fault.by') },
    ],
    inspect: [
      { name: 'doneOn', label: t('inspect.doneOn'), kind: 'date' },
      { name: 'passed', label: t('inspect.result'), kind: 'select', options: yesNo(t) },
      { name: 'report', label: t('inspect.report') },
      { name: 'body', label: t('inspect.body') },
    ],
    close: [{ name: 'accountable', label: t('fault.accountable') }],
  }
  return (
    <AskDialog
      id={`garage.fault.${act}.${f.id}`}
      title={`${t(`faultAct.${act}`)} · ${f.number}`}
      submit={t(`faultAct.${act}`)}
      fields={fields[act]}
      close={close}
      send={a => {
        if (act === 'call') return call.mutateAsync({ ...ids, who: a.must('who') })
        if (act === 'arrive') return arrive.mutateAsync({ ...ids })
        if (act === 'free') return free.mutateAsync({ ...ids, harm: a.must('harm') })
        if (act === 'repair')
          return repair.mutateAsync({
            ...ids,
            cause: a.must('cause'),
            repair: a.must('repair'),
            by: a.must('by'),
          })
        if (act === 'inspect')
          return inspect.mutateAsync({
            ...ids,
            doneOn: a.must('doneOn'),
            passed: a.text('passed') === 'yes',
            report: a.must('report'),
            body: a.must('body'),
          })
        return shut.mutateAsync({ ...ids, accountable: a.must('accountable') })
      }}
    />
  )
}
