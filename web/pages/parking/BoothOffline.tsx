/** The booth without network: who was let through is written down and goes by itself; money goes on paper until then. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { newClientId } from '../../api.ts'
import { useEstateId } from '../../me.ts'
import { enqueue, useOutbox } from '../../offline/queue.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { say } from '../../ui/toast.ts'
import type { LaneShown } from './Booth.tsx'
import { firstLane, LaneAndWay, type LaneAsked, UsualReasons, wayThrough } from './BoothFields.tsx'

const nameOf = (estateId: string) => `anju.booth.lanes.${estateId}`

/** Lanes are no personal data: their names stay on the device, so that the form is whole after a restart. */
export function keepLanes(estateId: string, lanes: readonly LaneShown[]): void {
  const kept = JSON.stringify(lanes.map(({ id, name, gate, direction }) => ({ id, name, gate, direction })))
  if (localStorage.getItem(nameOf(estateId)) !== kept) localStorage.setItem(nameOf(estateId), kept)
}

function lanesKept(estateId: string): LaneAsked[] {
  const text = localStorage.getItem(nameOf(estateId))
  return text ? (JSON.parse(text) as LaneAsked[]) : []
}

const kinds = ['through', 'free', 'cash'] as const
const reasons = ['device', 'emergency', 'delivery', 'staff'] as const

export function BoothOffline(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { waiting } = useOutbox()
  const lanes = lanesKept(estateId)
  return (
    <section className="pk-card" data-now="" aria-label={t('off.title')}>
      <p className="aj-row">
        <State state="late" word={t('off.title')} />
        {waiting > 0 ? <span className="aj-num">{t('off.waiting', { n: waiting })}</span> : null}
      </p>
      <ul className="pk-off">
        <li>{t('off.barrier')}</li>
        <li>{t('off.money')}</li>
        <li>{t('off.correct')}</li>
      </ul>
      {lanes.length === 0 ? <p className="aj-weak">{t('off.noLanes')}</p> : <Passed lanes={lanes} />}
    </section>
  )
}

function Passed({ lanes }: { lanes: readonly LaneAsked[] }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const form = useForm({
    key: 'parking.offline',
    initial: {
      ...firstLane(lanes),
      kind: 'through' as (typeof kinds)[number],
      plate: '',
      note: '',
      reason: '',
      paper: '',
      sum: '',
    },
    check: v => ({
      reason: v.reason.trim().length >= 2 ? undefined : t('open.needReason'),
      note: v.plate.trim() || v.note.trim() ? undefined : t('open.needNote'),
      paper: v.kind !== 'cash' || v.paper.trim() ? undefined : t('off.needPaper'),
      sum: v.kind !== 'cash' || Number(v.sum) > 0 ? undefined : t('off.needSum'),
    }),
    send: async v => {
      const lane = lanes.find(l => l.id === v.laneId)
      const cash = v.kind === 'cash' ? t('off.cashNote', { paper: v.paper, sum: v.sum }) : ''
      const note = [v.note, cash].filter(text => text !== '').join('；')
      await enqueue(
        'POST /api/estates/:estateId/lanes/:laneId/pass',
        {
          estateId,
          laneId: v.laneId,
          direction: wayThrough(lane, v.way),
          plate: v.plate,
          reason: v.reason,
          free: v.kind === 'free',
          ...(note ? { note } : {}),
          // it was moved by hand: a record that comes an hour later opens nothing
          barrier: false,
        },
        { label: `${lane?.name ?? ''} ${v.plate || v.note}`, clientId: newClientId() },
      )
      say(t('off.kept', { plate: v.plate || v.note }))
    },
  })
  return (
    <FormBox form={form} submit={t('off.do')}>
      <LaneAndWay lanes={lanes} laneId={form.values.laneId} way={form.values.way} change={form.set} />
      <Choices
        legend={t('off.kind')}
        options={kinds.map(value => ({ value, label: t(`off.kinds.${value}`) }))}
        value={form.values.kind}
        onChange={kind => form.set({ kind })}
      />
      <Field form={form} name="plate" label={t('plate')} optional>
        <input {...form.bind('plate')} className="aj-input" autoCapitalize="characters" autoComplete="off" />
      </Field>
      <Field form={form} name="note" label={t('open.note')} hint={t('open.noteHint')} optional>
        <input {...form.bind('note')} className="aj-input" />
      </Field>
      {form.values.kind === 'cash' ? (
        <>
          <Field form={form} name="paper" label={t('off.paper')}>
            <input {...form.bind('paper')} className="aj-input" />
          </Field>
          <Field form={form} name="sum" label={t('off.sum')}>
            <input {...form.bind('sum')} className="aj-input" inputMode="decimal" />
          </Field>
        </>
      ) : null}
      <UsualReasons reasons={reasons} pick={reason => form.set({ reason })} />
      <Field form={form} name="reason" label={t('open.reason')}>
        <input {...form.bind('reason')} className="aj-input" />
      </Field>
    </FormBox>
  )
}
