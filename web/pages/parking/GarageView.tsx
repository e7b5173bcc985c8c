/** One garage in a drawer: its state and acts, slots by level, queue, faults, inspections, its book. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Drawer } from '../../ui/Drawer.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { FaultActs } from './FaultView.tsx'
import { AskDialog } from './GarageForm.tsx'
import { type Garage, garage, garageStale, garageStates, inspectionStates, yesNo } from './garage.ts'
import './garage.css'

type Slot = Garage['rows'][number]

export function GarageView({ id, close }: { id: string; close: () => void }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { can } = useMe()
  const [slot, setSlot] = useState<Slot>()
  const { data: g, error, refetch } = useApi(garage, { estateId, garageId: id }, { every: 15_000 })
  return (
    <Drawer title={g?.name ?? t('garages.title')} close={close}>
      {error && !g ? <Failing error={error} again={refetch} /> : null}
      {!g && !error ? <Loading /> : null}
      {g ? (
        <div className="aj-stack">
          <p>
            <State state={garageStates[g.state]} word={t(`state.${g.state}`)} /> {g.stateReason}{' '}
            <span className="aj-weak">{g.stateBy}</span>
          </p>
          <GarageActs g={g} />
          <Facts
            facts={[
              { label: t('add.kind'), value: t(`kind.${g.kind}`) },
              { label: t('add.lot'), value: g.lot ?? t('garages.noLot') },
              { label: t('add.place'), value: g.place },
              { label: t('add.registration'), value: g.registration },
              { label: t('add.keeper'), value: g.keeper },
              { label: t('add.rescue'), value: g.rescue },
              {
                label: t('add.inspectedUntil'),
                value: (
                  <>
                    {g.inspectedUntil}{' '}
                    <State state={inspectionStates[g.inspection]} word={t(`inspection.${g.inspection}`)} />
                  </>
                ),
              },
              { label: t('garages.applied'), value: g.appliedOn },
            ]}
          />
          {g.faults
            .filter(f => f.state !== 'closed')
            .map(f => (
              <article key={f.id} className="pg-card" data-alarm={f.state === 'rescue' ? '' : undefined}>
                <FaultActs f={f} />
              </article>
            ))}
          <h3>{t('garages.slots')}</h3>
          <Slots g={g} choose={can('parking.manage') ? setSlot : undefined} />
          <h3>{t('garages.inspections')}</h3>
          {g.inspections.length === 0 ? <p className="aj-weak">{t('garages.noInspections')}</p> : null}
          <div className="pg-scroll">
            <table className="pg-plain">
              <tbody>
                {g.inspections.map(i => (
                  <tr key={i.id}>
                    <td>{i.doneOn}</td>
                    <td>{t(`inspected.${i.kind}`)}</td>
                    <td>
                      <State state={i.passed ? 'kept' : 'late'} word={t(i.passed ? 'passed' : 'failed')} />
                    </td>
                    <td>
                      {i.report} · {i.body}
                    </td>
                    <td>{i.validUntil ?? '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <h3>{t('garages.book')}</h3>
          {g.notes.length === 0 ? <p className="aj-weak">{t('garages.noBook')}</p> : null}
          <Timeline
            items={g.notes.map(n => ({
              id: n.id,
              at: n.at,
              title: t(`note.${n.kind}`),
              who: n.by,
              detail: n.reason,
            }))}
          />
          {slot ? <SlotForm garageId={g.id} slot={slot} close={() => setSlot(undefined)} /> : null}
        </div>
      ) : null}
    </Drawer>
  )
}

/** Stop, start, inspect, print: what the office does with a garage. */
function GarageActs({ g }: { g: Garage }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { can } = useMe()
  const refusal = useRefusal()
  const [act, setAct] = useState<'stop' | 'start' | 'lot' | 'apply' | 'inspect'>()
  const ids = { estateId, garageId: g.id }
  const stop = useMutate('POST /api/estates/:estateId/garages/:garageId/stop', { stale: garageStale })
  const start = useMutate('POST /api/estates/:estateId/garages/:garageId/start', { stale: garageStale })
  const apply = useMutate('POST /api/estates/:estateId/garages/:garageId/apply', { stale: garageStale })
  const inspect = useMutate('POST /api/estates/:estateId/garages/:garageId/inspections', {
    stale: garageStale,
  })
  const close = () => setAct(undefined)
  const reason = [{ name: 'reason', label: t('reason') }]
  return (
    <div className="pg-acts">
      {can('parking.operate') ? (
        <>
          <Button kind="main" onClick={() => setAct('start')} refused={refusal(g.allowed.start)}>
            {t('act.start')}
          </Button>
          <Button onClick={() => setAct('stop')} refused={refusal(g.allowed.stop)}>
            {t('act.stop')}
          </Button>
        </>
      ) : null}
      {can('parking.manage') ? (
        <>
          <Button onClick={() => setAct('lot')} refused={refusal(g.allowed.lot)}>
            {t('act.lot')}
          </Button>
          <Button onClick={() => setAct('apply')}>{t('act.apply')}</Button>
          <Button onClick={() => setAct('inspect')}>{t('act.inspect')}</Button>
        </>
      ) : null}
      <a className="aj-button" href={printHref('garage-book', ids)} target="_blank" rel="noopener">
        {t('print')}
      </a>
      {act === 'stop' || act === 'start' ? (
        <AskDialog
          id={`garage.${act}.${g.id}`}
          title={`${t(`act.${act}`)} · ${g.name}`}
          submit={t(`act.${act}`)}
          fields={reason}
          close={close}
          send={a => (act === 'stop' ? stop : start).mutateAsync({ ...ids, reason: a.must('reason') })}
        />
      ) : null}
      {act === 'lot' ? <LotOf g={g} close={close} /> : null}
      {act === 'apply' ? (
        <AskDialog
          id={`garage.apply.${g.id}`}
          title={`${t('act.apply')} · ${g.name}`}
          submit={t('save')}
          fields={[{ name: 'on', label: t('garages.applied'), kind: 'date' }]}
          close={close}
          send={a => apply.mutateAsync({ ...ids, on: a.must('on') })}
        />
      ) : null}
      {act === 'inspect' ? (
        <AskDialog
          id={`garage.inspect.${g.id}`}
          title={`${t('act.inspect')} · ${g.name}`}
          submit={t('save')}
          fields={[
            { name: 'doneOn', label: t('inspect.doneOn'), kind: 'date' },
            { name: 'passed', label: t('inspect.result'), kind: 'select', options: yesNo(t) },
            { name: 'report', label: t('inspect.report') },
            { name: 'body', label: t('inspect.body') },
            { name: 'validUntil', label: t('inspect.validUntil'), kind: 'date', optional: true },
            { name: 'note', label: t('note.note'), optional: true },
          ]}
          close={close}
          send={a =>
            inspect.mutateAsync({
              ...ids,
              kind: 'periodic',
              doneOn: a.must('doneOn'),
              passed: a.text('passed') === 'yes',
              report: a.must('report'),
              body: a.must('body'),
              validUntil: a.text('validUntil'),
              note: a.text('note'),
            })
          }
        />
      ) : null}
    </div>
  )
}

/** The lot in which it stands, said after it was entered, changed, or taken back. */
function LotOf({ g, close }: { g: Garage; close: () => void }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const lots = useApi('GET /api/estates/:estateId/parking/lots', { estateId })
  const set = useMutate('PUT /api/estates/:estateId/garages/:garageId/lot', {
    stale: [...garageStale, 'GET /api/estates/:estateId/parking/lots'],
  })
  if (lots.error && !lots.data) return <Failing error={lots.error} again={lots.refetch} />
  if (!lots.data) return <Loading />
  return (
    <AskDialog
      id={`garage.lot.${g.id}`}
      title={`${t('act.lot')} · ${g.name}`}
      submit={t('save')}
      fields={[
        {
          name: 'lotId',
          label: t('lot.to'),
          hint: t('lot.toHint'),
          kind: 'select',
          optional: true,
          initial: g.lotId ?? '',
          options: lots.data.items.map(l => ({ value: l.id, label: l.name })),
        },
        { name: 'reason', label: t('reason') },
      ]}
      close={close}
      send={a =>
        set.mutateAsync({
          estateId,
          garageId: g.id,
          lotId: a.text('lotId') ?? null,
          reason: a.must('reason'),
          version: g.version,
        })
      }
    />
  )
}

function Slots({ g, choose }: { g: Garage; choose: ((s: Slot) => void) | undefined }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const levels = [...new Set(g.rows.map(s => s.level))].toReversed()
  return (
    <div className="aj-stack">
      {levels.map(level => (
        <div key={level}>
          <p className="aj-weak">{t('garages.level', { n: level })}</p>
          <div className="pg-slots">
            {g.rows
              .filter(s => s.level === level)
              .map(s => (
                <button
                  key={s.code}
                  type="button"
                  data-state={s.state}
                  aria-label={[s.code, s.room, t(`slot.${s.state}`)].filter(Boolean).join(' ')}
                  onClick={() => choose?.(s)}
                >
                  {s.code}
                  <br />
                  {s.room ?? t(`slot.${s.state}`)}
                </button>
              ))}
          </div>
        </div>
      ))}
    </div>
  )
}

function SlotForm({ garageId, slot, close }: { garageId: string; slot: Slot; close: () => void }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const set = useMutate('PUT /api/estates/:estateId/garages/:garageId/slots/:code', { stale: garageStale })
  const car = slot.car ?? slot.max
  const number = (name: keyof typeof car) => ({
    name,
    label: t(`add.${name}`),
    kind: 'number' as const,
    initial: slot.car ? String(slot.car[name]) : '',
    optional: true,
    hint: t('slot.max', { n: slot.max[name] }),
  })
  return (
    <AskDialog
      id={`garage.slot.${garageId}.${slot.code}`}
      title={t('slot.title', { code: slot.code })}
      submit={t('save')}
      close={close}
      fields={[
        {
          name: 'state',
          label: t('col.state'),
          kind: 'select',
          initial: slot.state === 'blocked' ? 'blocked' : 'use',
          options: (['use', 'blocked'] as const).map(value => ({ value, label: t(`slot.${value}`) })),
        },
        {
          name: 'room',
          label: t('slot.room'),
          initial: slot.room ?? '',
          optional: true,
          hint: t('slot.roomHint'),
        },
        number('length'),
        number('width'),
        number('height'),
        number('weight'),
        { name: 'note', label: t('note.note'), optional: true, initial: slot.note ?? '' },
      ]}
      send={a => {
        const sized = (['length', 'width', 'height', 'weight'] as const).every(k => a.text(k) !== undefined)
        return set.mutateAsync({
          estateId,
          garageId,
          code: slot.code,
          blocked: a.text('state') === 'blocked',
          room: a.text('room'),
          note: a.text('note'),
          ...(sized
            ? {
                car: {
                  length: a.number('length'),
                  width: a.number('width'),
                  height: a.number('height'),
                  weight: a.number('weight'),
                },
              }
            : {}),
        })
      }}
    />
  )
}
