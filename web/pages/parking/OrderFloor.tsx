/** What a patrol man records on the spot: a violation with its photo, a car to be moved, an accident, a queue on the road. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newClientId } from '../../api.ts'
import { nowMs, useNow } from '../../clock.ts'
import { clockTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { sendOrQueue } from '../../offline/queue.ts'
import { useKept } from '../../offline/useKept.ts'
import { queryClient, useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { AskDialog, type Asked, type AskField, AskForm } from './GarageForm.tsx'
import './garage.css'

const types = 'GET /api/estates/:estateId/parking/order/types'
const acts = ['violation', 'move', 'accident', 'congestion', 'timing'] as const
type Act = (typeof acts)[number]
export const causes = ['peak', 'barrier', 'visitor', 'dispute', 'parked', 'road', 'other'] as const

export default function OrderFloor(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const [act, setAct] = useState<Act>('violation')
  return (
    <div className="pg-page aj-stack">
      <h1>{t('order.floor')}</h1>
      <Choices
        legend={t('order.what')}
        hideLegend
        options={acts.map(value => ({ value, label: t(`order.act.${value}`) }))}
        value={act}
        onChange={setAct}
      />
      {act === 'timing' ? <Timing /> : <Record key={act} act={act} />}
      {act === 'congestion' ? <OpenCongestions /> : null}
    </div>
  )
}

const keys = {
  violation: 'POST /api/estates/:estateId/parking/violations',
  move: 'POST /api/estates/:estateId/parking/moves',
  accident: 'POST /api/estates/:estateId/parking/accidents',
  congestion: 'POST /api/estates/:estateId/parking/congestions',
} as const

function useWords() {
  const { language } = useSettings()
  const estateId = useEstateId()
  const kept = useKept(types, { estateId })
  return { ...kept, estateId, lang: language === 'en' ? ('en' as const) : ('zh' as const) }
}

function Record({ act }: { act: keyof typeof keys }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const { data, error, refetch, estateId, lang } = useWords()
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const options = (values: readonly string[], name: string) =>
    values.map(value => ({ value, label: t(`${name}.${value}`) }))
  const zone: AskField = {
    name: 'zone',
    label: t('col.zone'),
    kind: 'select',
    options: data.zones.map(z => ({ value: z, label: z })),
  }
  const zoneText: AskField = data.zones.length > 0 ? zone : { name: 'zone', label: t('col.zone') }
  const place: AskField = { name: 'place', label: t('col.place') }
  const plate: AskField = { name: 'plate', label: t('col.plate') }
  const gate: AskField = {
    name: 'gateId',
    label: t('col.gate'),
    kind: 'select',
    options: data.gates.map(g => ({ value: g.id, label: g.name })),
  }
  const fields: { [K in keyof typeof keys]: AskField[] } = {
    violation: [
      {
        name: 'type',
        label: t('order.type'),
        kind: 'select',
        options: data.items.map(i => ({ value: i.code, label: `${t(`phase.${i.phase}`)} · ${i[lang]}` })),
      },
      plate,
      {
        name: 'vehicleKind',
        label: t('order.vehicle'),
        kind: 'select',
        initial: 'car',
        options: options(['car', 'motorcycle', 'bicycle', 'other'], 'vehicle'),
      },
      zoneText,
      place,
      { name: 'note', label: t('note.note'), optional: true },
    ],
    move: [plate, place, { name: 'reason', label: t('mine.why'), initial: t('mine.whyUsual') }],
    accident: [
      {
        name: 'kind',
        label: t('order.accident'),
        kind: 'select',
        options: options(['accident', 'damage', 'theft', 'fire'], 'accident'),
      },
      zoneText,
      place,
      { name: 'what', label: t('order.course'), kind: 'area' },
      { name: 'injured', label: t('order.injured'), kind: 'number', initial: '0' },
      { name: 'parties', label: t('order.parties'), optional: true, hint: t('order.partiesHint') },
      { name: 'policeNumber', label: t('order.police'), optional: true },
    ],
    congestion: [
      gate,
      { name: 'length', label: t('order.length'), kind: 'number' },
      { name: 'cause', label: t('order.cause'), kind: 'select', options: options(causes, 'cause') },
      { name: 'note', label: t('note.note'), optional: true },
    ],
  }
  const send = async (a: Asked) => {
    const numbers = new Set(['injured', 'length'])
    const body = Object.fromEntries(
      fields[act].flatMap(f => {
        const value = a.text(f.name)
        return value === undefined ? [] : [[f.name, numbers.has(f.name) ? a.number(f.name) : value]]
      }),
    )
    const label = `${t(`order.act.${act}`)} ${a.text('plate') ?? a.text('place') ?? ''}`
    const how = await sendOrQueue(
      keys[act],
      { estateId, ...body, ...(a.photo ? { upload: a.photo } : {}) },
      { label, clientId: a.clientId },
    )
    await queryClient.invalidateQueries({ predicate: q => String(q.queryKey[0]).includes('/parking/') })
    say(t(how === 'queued' ? 'queued' : `order.done.${act}`))
  }
  return (
    <AskForm
      id={`order.${act}`}
      submit={t(`order.submit.${act}`)}
      photo={act === 'violation' || act === 'accident' ? t('photo') : undefined}
      fields={fields[act]}
      send={send}
    />
  )
}

function OpenCongestions(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const [ending, end] = useState<string>()
  const { data } = useApi('GET /api/estates/:estateId/parking/congestions', { estateId, limit: 20 })
  const open = data?.items.filter(c => c.untilAt === null) ?? []
  return (
    <>
      {open.map(c => (
        <article key={c.id} className="pg-card">
          <p>
            <strong>{c.gate}</strong> {clockTime(c.fromAt)} · {c.length} m · {t(`cause.${c.cause}`)}
          </p>
          <Button kind="main" onClick={() => end(c.id)}>
            {t('order.end')}
          </Button>
        </article>
      ))}
      {ending ? (
        <AskDialog
          id={`order.end.${ending}`}
          title={t('order.end')}
          submit={t('order.end')}
          close={() => end(undefined)}
          fields={[{ name: 'measure', label: t('order.measure') }]}
          send={async a => {
            await sendOrQueue(
              'POST /api/estates/:estateId/parking/congestions/:congestionId/end',
              { estateId, congestionId: ending, measure: a.must('measure') },
              { label: t('order.end'), clientId: a.clientId },
            )
            await queryClient.invalidateQueries({
              predicate: q => String(q.queryKey[0]).includes('congestions'),
            })
          }}
        />
      ) : null}
    </>
  )
}

/** A stop-watch for one car at the barrier: tap when it stops, tap when it has passed. */
function Timing(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const { data, estateId } = useWords()
  const now = useNow(100)
  const [gate, setGate] = useState<string>()
  const [direction, setDirection] = useState<'in' | 'out'>('in')
  const [method, setMethod] = useState<'plate' | 'card' | 'guard'>('plate')
  const [queue, setQueue] = useState(0)
  const [from, setFrom] = useState<number>()
  const gateId = gate ?? data?.gates[0]?.id
  if (!data) return <Loading />
  const stop = async () => {
    if (from === undefined || gateId === undefined) return
    const millis = Math.max(100, Math.round(nowMs() - from))
    setFrom(undefined)
    const how = await sendOrQueue(
      'POST /api/estates/:estateId/parking/timings',
      { estateId, gateId, direction, method, millis, queue },
      { label: `${t('order.act.timing')} ${(millis / 1000).toFixed(1)} s`, clientId: newClientId() },
    )
    say(t(how === 'queued' ? 'queued' : 'timing.done', { s: (millis / 1000).toFixed(1) }))
  }
  return (
    <div className="aj-stack">
      <Choices
        legend={t('col.gate')}
        options={data.gates.map(g => ({ value: g.id, label: g.name }))}
        value={gateId}
        onChange={setGate}
      />
      <Choices
        legend={t('timing.direction')}
        options={(['in', 'out'] as const).map(value => ({ value, label: t(`timing.${value}`) }))}
        value={direction}
        onChange={setDirection}
      />
      <Choices
        legend={t('timing.method')}
        options={(['plate', 'card', 'guard'] as const).map(value => ({
          value,
          label: t(`reading.${value}`),
        }))}
        value={method}
        onChange={setMethod}
      />
      <div className="pg-acts">
        <span>{t('timing.queue', { n: queue })}</span>
        <Button onClick={() => setQueue(n => Math.max(0, n - 1))} aria-label={t('timing.less')}>
          −
        </Button>
        <Button onClick={() => setQueue(n => n + 1)} aria-label={t('timing.more')}>
          +
        </Button>
      </div>
      <p className="pg-big">{from === undefined ? '0.0' : ((now - from) / 1000).toFixed(1)} s</p>
      {from === undefined ? (
        <Button
          kind="main"
          wide
          refused={gateId ? undefined : t('timing.noGate')}
          showWhy
          onClick={() => setFrom(nowMs())}
        >
          {t('timing.start')}
        </Button>
      ) : (
        <Button kind="main" wide onClick={() => void stop()}>
          {t('timing.stop')}
        </Button>
      )}
    </div>
  )
}
