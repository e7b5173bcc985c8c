/** Somebody known: the second tap lets him through; what he showed and what his quota says stands above it. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { Button } from '../../ui/Button.tsx'
import type { GateFace } from './AtGate.tsx'
import type { Verdict } from './code.ts'
import { idOf, type Known } from './find.ts'
import { Direction, Mend, PassActs, TripChips, useRegister, why } from './parts.tsx'
import { outingRefusal } from './quota.ts'
import { Refuse } from './Refuse.tsx'
import { useWake } from './wake.ts'

export interface ShownPass {
  text: string
  verdict: Verdict
  /** when it was read, ISO */
  at: string
}

interface Chosen {
  /** the attempt that it was chosen for */
  of: string | undefined
  direction: 'in' | 'out'
  trip: { destination: string; reason: string }
}

export function Returning({
  face,
  person,
  done,
  shown,
}: {
  face: GateFace
  person: Known
  done: () => void
  shown?: ShownPass | undefined
}): ReactNode {
  const { t } = useTranslation('gate')
  const last = { destination: person.destination, reason: person.reason }
  const usual = { destination: t('trip.shop.to'), reason: t('trip.shop.why') }
  // what the guard chose survives the tab with the attempt it belongs to, or his second tap would send the other way
  const [kept, keep] = useWake<Chosen | undefined>('known', undefined)
  const mine = kept?.of === face.attemptId ? kept : undefined
  const direction = mine?.direction ?? (person.last === 'out' ? 'in' : 'out')
  const trip = mine?.trip ?? (last.destination ? last : usual)
  const choose = (next: Partial<Chosen>) => keep({ direction, trip, ...next, of: face.attemptId })
  const [refusing, setRefusing] = useState(false)
  const { send, busy, error } = useRegister(face)
  const closure = face.closure !== null
  const asksTrip = closure && direction === 'out'
  const one = (mask: boolean | undefined) => ({
    ...idOf(person),
    kind: person.kind,
    ...(mask === undefined ? {} : { mask }),
    ...(asksTrip ? trip : {}),
  })
  const label = `${person.name} ${person.unit ?? ''}`
  const attempt = (mask: boolean | undefined) => ({
    direction,
    persons: [one(mask)],
    ...(shown ? { passText: shown.text, shownAt: shown.at } : {}),
  })
  const pass = async (mask: boolean | undefined) => {
    if (await send(attempt(mask), label, shown?.verdict.refusal ?? null, shown?.verdict)) done()
  }
  const barred = outingRefusal(
    face.snapshot,
    { ...attempt(true), gateId: face.gateId },
    shown?.verdict,
    nowMs(),
  )
  if (refusing)
    return (
      <Refuse
        busy={busy}
        send={async refuse => {
          if (await send({ direction, persons: [one(undefined)], refuse }, label)) done()
        }}
      />
    )
  return (
    <div className="gp-stack">
      {shown ? <ShownLine shown={shown} /> : null}
      {barred ? (
        <p className="gp-verdict" data-tone="late" role="alert">
          {why(t, barred.refusal, barred.quota)}
        </p>
      ) : null}
      <Direction value={direction} onChange={next => choose({ direction: next })} />
      {asksTrip ? <TripChips last={last} value={trip} onChange={next => choose({ trip: next })} /> : null}
      <Mend error={error} />
      <PassActs closure={closure} busy={busy} direction={direction} pass={pass} />
      <Button kind="plain" onClick={() => setRefusing(true)}>
        {t('act.refuse')}
      </Button>
    </div>
  )
}

/** What was shown: it opens, or why it does not. */
export function ShownLine({ shown }: { shown: ShownPass }): ReactNode {
  const { t } = useTranslation('gate')
  const { verdict } = shown
  if (verdict.refusal)
    return (
      <p className="gp-verdict" data-tone="late" role="alert">
        {t(`refusal.${verdict.refusal}`)}
      </p>
    )
  const word = verdict.permit
    ? t('shown.permit', { kind: t(`permitKind.${verdict.permit.kind}`), number: verdict.permit.number })
    : t('shown.code', { name: verdict.key?.name, unit: verdict.unit })
  return (
    <p className="gp-verdict" data-tone="kept">
      {word}
    </p>
  )
}
