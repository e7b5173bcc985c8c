/** A visitor with a spoken code, or one for whom a home is asked and a code handed out. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { clockTime } from '../../format.ts'
import { useMe } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Asks } from './Asks.tsx'
import { AtGate, type GateFace } from './AtGate.tsx'
import { findPass, type Refusal, type Snapshot } from './decide.ts'
import { type PersonDraft, PersonFields, told } from './NewPerson.tsx'
import { Mend, PassActs, useRegister } from './parts.tsx'
import { readNow } from './terminal.ts'

export default function Visitor(): ReactNode {
  return <AtGate>{face => <Page face={face} />}</AtGate>
}

/** As long as somebody waits at a gate for a line that may be dead. */
const PATIENCE_MS = 3000

interface Seen {
  code: string
  pass: Snapshot['passes'][number] | undefined
  refusal: Refusal | null
}

function Page({ face }: { face: GateFace }): ReactNode {
  const { t } = useTranslation('gate')
  const { me } = useMe()
  const [code, setCode] = useState('')
  const [seen, setSeen] = useState<Seen>()
  const look = async (typed: string) => {
    const next = typed.replace(/\D/g, '').slice(0, 6)
    setCode(next)
    if (next.length < 6) return setSeen(undefined)
    const held = await findPass(face.snapshot, next, nowMs())
    // a code given a moment ago, here or by the home: what this terminal holds may be seconds old
    const news = held.pass || !me ? undefined : await readNow(face.estateId, me.account.id, PATIENCE_MS)
    setSeen({ code: next, ...(news ? await findPass(news, next, nowMs()) : held) })
  }
  return (
    <div className="gp-register">
      <div className="gp-left">
        <h1>{t('visitor.title')}</h1>
        <label className="aj-field">
          {t('visitor.code')}
          <input
            className="aj-input gp-code"
            inputMode="numeric"
            autoComplete="off"
            value={code}
            onChange={event => look(event.target.value)}
          />
        </label>
        {seen ? <Answer key={seen.code} face={face} seen={seen} done={() => look('')} /> : null}
      </div>
      <section className="gp-stack">
        <Asks face={face} />
        <HandOut face={face} />
      </section>
    </div>
  )
}

function Answer({ face, seen, done }: { face: GateFace; seen: Seen; done: () => void }): ReactNode {
  const { t } = useTranslation('gate')
  const { send, busy, error } = useRegister(face)
  const closure = face.closure !== null
  const { pass, refusal } = seen
  const [draft, setDraft] = useState<PersonDraft>({ kind: 'visitor', reason: t('visitor.reason') })
  const go = async (mask: boolean | undefined) => {
    const person = {
      ...told(draft),
      ...(closure ? { destination: pass?.unit ?? '' } : { name: draft.name || t('visitor.guest') }),
      ...(mask === undefined ? {} : { mask }),
    }
    const attempt = { direction: 'in' as const, persons: [person], passCode: seen.code, passId: pass?.id }
    const { passId, ...byCode } = attempt
    const done_ = await send(
      passId ? { ...byCode, passId } : byCode,
      t('visitor.label', { unit: pass?.unit ?? '' }),
      refusal,
    )
    if (done_) done()
  }
  if (refusal)
    return (
      <div className="gp-stack">
        <p className="gp-verdict" data-tone="late" role="alert">
          {t(`refusal.${refusal}`)}
        </p>
        <Button kind="danger" wide busy={busy} onClick={() => go(undefined)}>
          {t('refuse.record')}
        </Button>
      </div>
    )
  return (
    <div className="gp-stack">
      <p className="gp-verdict" data-tone="kept">
        {t('visitor.opens', { guest: pass?.guest, unit: pass?.unit, until: clockTime(pass?.untilAt ?? 0) })}
      </p>
      {closure ? (
        <PersonFields closure without={['unit', 'destination']} value={draft} onChange={setDraft} />
      ) : null}
      <Mend error={error} />
      <PassActs closure={closure} busy={busy} direction="in" pass={go} />
    </div>
  )
}

/** The guard asks the home and hands the visitor a code. */
function HandOut({ face }: { face: GateFace }): ReactNode {
  const { t } = useTranslation('gate')
  const issue = useMutate('POST /api/estates/:estateId/gate/passes')
  const form = useForm({
    key: 'gate.handout',
    initial: { unit: '', guest: '' },
    secret: ['guest'],
    check: v => ({
      unit: v.unit.trim() ? undefined : t('need.unit'),
      guest: v.guest.trim() ? undefined : t('need.name'),
    }),
    send: v => issue.mutateAsync({ estateId: face.estateId, unit: v.unit.trim(), guest: v.guest.trim() }),
  })
  return (
    <div className="gp-stack">
      <h2>{t('handout.title')}</h2>
      <FormBox form={form} submit={t('handout.submit')}>
        <Field form={form} name="unit" label={t('field.unit')}>
          <input {...form.bind('unit')} className="aj-input" autoComplete="off" />
        </Field>
        <Field form={form} name="guest" label={t('handout.guest')}>
          <input {...form.bind('guest')} className="aj-input" autoComplete="off" />
        </Field>
      </FormBox>
      {issue.data ? (
        <p className="gp-verdict" data-tone="kept" role="status">
          <span>{issue.data.unit}</span> <strong className="gp-big">{issue.data.code}</strong>
          <span>{t('handout.until', { until: clockTime(issue.data.untilAt) })}</span>
        </p>
      ) : null}
    </div>
  )
}
