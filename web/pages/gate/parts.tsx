/** Parts of an attempt at the gate: how it ends in words, the mask question, reasons as chips. */
import type { TFunction } from 'i18next'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { say } from '../../ui/toast.ts'
import type { GateFace } from './AtGate.tsx'
import type { Verdict } from './code.ts'
import type { Attempt, Refusal } from './decide.ts'
import type { Quota } from './quota.ts'
import { signal } from './signal.ts'
import { type Done, submit } from './submit.ts'
import './gate-pages.css'

/** Sends an attempt and says in a sentence what became of it. */
export function useRegister(face: GateFace): {
  send: (
    attempt: Omit<Attempt, 'gateId'>,
    label: string,
    pass?: Refusal | null,
    shown?: Verdict,
  ) => Promise<Done | undefined>
  busy: boolean
  error: ApiError | undefined
} {
  const { t } = useTranslation('gate')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const send = async (
    attempt: Omit<Attempt, 'gateId'>,
    label: string,
    pass: Refusal | null = null,
    shown?: Verdict,
  ) => {
    if (busy) return undefined
    setBusy(true)
    setError(undefined)
    try {
      const done = await submit(
        face.estateId,
        { ...attempt, gateId: face.gateId },
        pass,
        label,
        shown,
        face.attemptId,
      )
      if (done.outcome === 'refused')
        say(t('done.refused', { why: why(t, done.refusal ?? 'other', done.quota) }), 'failed')
      else say(t(attempt.direction === 'in' ? 'done.in' : 'done.out', { who: label }))
      signal(done.outcome)
      return done
    } catch (caught) {
      if (!(caught instanceof ApiError)) throw caught
      setError(caught)
      return undefined
    } finally {
      setBusy(false)
    }
  }
  return { send, busy, error }
}

/** A refusal in words; a quota with how often and from when again. */
export function why(t: TFunction<'gate'>, refusal: Refusal, quota?: Quota): string {
  if (refusal !== 'quota' || !quota) return t(`refusal.${refusal}`)
  return t('quota.said', { ...quota, next: quota.next.slice(5) })
}

/** What is still to be mended, in the server's words. */
export function Mend({ error }: { error: ApiError | undefined }): ReactNode {
  if (!error) return null
  const lines = error.fields.map(field => field.detail).filter(text => text !== '')
  return (
    <div className="aj-form-failure" role="alert">
      {lines.length > 0 ? lines.map(line => <p key={line}>{line}</p>) : <p>{error.message}</p>}
    </div>
  )
}

export interface TripValue {
  destination: string
  reason: string
}

const common = ['shop', 'doctor', 'work', 'parcel', 'school'] as const

/** Where to and why: last time's first, the usual ones beside it, else typed. */
export function TripChips(props: {
  last: TripValue
  value: TripValue
  onChange: (value: TripValue) => void
}): ReactNode {
  const { t } = useTranslation('gate')
  const [own, setOwn] = useState(false)
  const pairs = common.map(key => ({ destination: t(`trip.${key}.to`), reason: t(`trip.${key}.why`) }))
  const all = [props.last, ...pairs].filter(
    (pair, i, list) => pair.destination !== '' && list.findIndex(x => text(x) === text(pair)) === i,
  )
  return (
    <div className="gp-stack">
      <Choices
        legend={t('trip.legend')}
        options={[
          ...all.map(pair => ({ value: text(pair), label: text(pair) })),
          { value: '*', label: t('trip.other') },
        ]}
        value={own ? '*' : text(props.value)}
        onChange={chosen => {
          setOwn(chosen === '*')
          const pair = all.find(each => text(each) === chosen)
          props.onChange(pair ?? { destination: '', reason: '' })
        }}
      />
      {own ? (
        <div className="gp-two">
          <label className="aj-field">
            {t('field.destination')}
            <input
              className="aj-input"
              value={props.value.destination}
              onChange={event => props.onChange({ ...props.value, destination: event.target.value })}
            />
          </label>
          <label className="aj-field">
            {t('field.reason')}
            <input
              className="aj-input"
              value={props.value.reason}
              onChange={event => props.onChange({ ...props.value, reason: event.target.value })}
            />
          </label>
        </div>
      ) : null}
    </div>
  )
}

const text = (pair: TripValue) => (pair.destination === '' ? '' : `${pair.destination} · ${pair.reason}`)

/** In or out, as large targets. */
export function Direction(props: {
  value: 'in' | 'out'
  onChange: (value: 'in' | 'out') => void
}): ReactNode {
  const { t } = useTranslation('gate')
  return (
    <Choices
      legend={t('field.direction')}
      hideLegend
      options={[
        { value: 'in', label: t('way.in') },
        { value: 'out', label: t('way.out') },
      ]}
      value={props.value}
      onChange={props.onChange}
    />
  )
}

/** The two ends of an attempt: masked and through, or not. Without a closure only the first, without the mask. */
export function PassActs(props: {
  closure: boolean
  busy: boolean
  direction: 'in' | 'out'
  pass: (mask: boolean | undefined) => void
  refuse?: () => void
}): ReactNode {
  const { t } = useTranslation('gate')
  const way = t(props.direction === 'in' ? 'way.in' : 'way.out')
  return (
    <div className="gp-acts">
      <Button
        kind="main"
        icon="check"
        busy={props.busy}
        onClick={() => props.pass(props.closure ? true : undefined)}
      >
        {props.closure ? t('act.masked', { way }) : t('act.pass', { way })}
      </Button>
      {props.closure ? (
        <Button kind="danger" icon="close" busy={props.busy} onClick={() => props.pass(false)}>
          {t('act.unmasked')}
        </Button>
      ) : null}
      {props.refuse ? (
        <Button kind="plain" onClick={props.refuse}>
          {t('act.refuse')}
        </Button>
      ) : null}
    </div>
  )
}
