/** The booth without network: who was let through is written down and goes by itself; money goes on paper until then. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { nowIso, nowMs } from '../../clock.ts'
import { useEstateId, useMe } from '../../me.ts'
import { keep, kept } from '../../offline/keep.ts'
import { enqueue, useOutbox } from '../../offline/queue.ts'
import { type SealingKey, seal } from '../../offline/seal.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { say } from '../../ui/toast.ts'
import { firstLane, LaneAndWay, type LaneAsked, UsualReasons, wayThrough } from './BoothFields.tsx'
import type { LanesNow } from './booth.ts'

const nameOf = (estateId: string) => `anju.booth.lanes.${estateId}`

interface Kept {
  lanes: LaneAsked[]
  sealTo: SealingKey
}

const markOf = (account: string, estateId: string) => `booth:${account}:${estateId}`
/** the last mark that was heard, and when it was last put into the device's sealed memory */
const mark = { account: '', text: '', keptMs: 0 }
const MARK_EVERY_MS = 60_000

/**
 * What the form without network needs after a restart. Lanes and the server's public key are nobody's secret; the guard's
 * own mark goes where signing out and twelve hours wipe it.
 */
export function keepBooth(estateId: string, account: string, now: LanesNow): void {
  const lanes = now.lanes.map(({ id, name, gate, direction }) => ({ id, name, gate, direction }))
  const text = JSON.stringify({ lanes, sealTo: now.sealTo } satisfies Kept)
  if (localStorage.getItem(nameOf(estateId)) !== text) localStorage.setItem(nameOf(estateId), text)
  const due = mark.account !== account || nowMs() - mark.keptMs >= MARK_EVERY_MS
  Object.assign(mark, { account, text: now.maker })
  if (!due) return
  mark.keptMs = nowMs()
  void keep(markOf(account, estateId), { maker: now.maker })
}

function boothKept(estateId: string): Kept | undefined {
  const kept = JSON.parse(localStorage.getItem(nameOf(estateId)) ?? 'null') as Partial<Kept> | null
  return kept?.lanes && kept.sealTo ? { lanes: kept.lanes, sealTo: kept.sealTo } : undefined
}

async function myMark(account: string, estateId: string): Promise<string | undefined> {
  if (mark.account === account) return mark.text
  const name = markOf(account, estateId)
  return (await kept<{ maker: string }>(name).catch(() => undefined))?.maker
}

const kinds = ['through', 'free', 'cash'] as const
const reasons = ['device', 'emergency', 'delivery', 'staff'] as const

export function BoothOffline(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { waiting } = useOutbox()
  const booth = boothKept(estateId)
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
      {booth?.lanes.length ? <Passed {...booth} /> : <p className="aj-weak">{t('off.noLanes')}</p>}
    </section>
  )
}

function Passed({ lanes, sealTo }: Kept): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { me } = useMe()
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
    secret: ['plate', 'note', 'paper'],
    send: async (v, clientId) => {
      const lane = lanes.find(l => l.id === v.laneId)
      const cash = v.kind === 'cash' ? t('off.cashNote', { paper: v.paper, sum: v.sum }) : ''
      const note = [v.note, cash].filter(text => text !== '').join('；')
      const maker = await myMark(me?.account.id ?? '', estateId)
      const sealed = await seal(
        {
          laneId: v.laneId,
          direction: wayThrough(lane, v.way),
          plate: v.plate,
          reason: v.reason,
          free: v.kind === 'free',
          ...(note ? { note } : {}),
          deviceAt: nowIso(),
          ...(maker ? { maker } : {}),
        },
        sealTo,
      )
      const label = `${lane?.name ?? ''} ${t(`off.kinds.${v.kind}`)}`
      await enqueue(
        'POST /api/estates/:estateId/lanes/late',
        { estateId, clientId, sealed },
        { label, clientId, own: !maker },
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
