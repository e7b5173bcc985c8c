/** A visitor without a code: the home is asked on its phone; its answer stands here within seconds. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { when } from '../../format.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import type { GateFace } from './AtGate.tsx'
import { type PersonDraft, PersonFields, told } from './NewPerson.tsx'
import { Mend, PassActs, useRegister } from './parts.tsx'

const list = 'GET /api/estates/:estateId/gate/asks'
type AskShown = Answer<typeof list>['items'][number]
const states = {
  asked: 'running',
  silent: 'late',
  allowed: 'kept',
  refused: 'stopped',
  over: 'stopped',
} as const

export function Asks({ face }: { face: GateFace }): ReactNode {
  const { t } = useTranslation('gate')
  const { estateId, gateId } = face
  const { data } = useApi(list, { estateId }, { every: 5000, when: face.state.fresh })
  const ask = useMutate('POST /api/estates/:estateId/gate/asks', { stale: [list] })
  const form = useForm({
    key: 'gate.ask',
    initial: { unit: '', guest: '' },
    secret: ['guest'],
    check: v => ({
      unit: v.unit.trim() ? undefined : t('need.unit'),
      guest: v.guest.trim() ? undefined : t('need.name'),
    }),
    send: (v, clientId) =>
      ask.mutateAsync({ estateId, gateId, clientId, unit: v.unit.trim(), guest: v.guest.trim() }),
  })
  return (
    <section className="gp-stack" aria-label={t('ask.title')}>
      <h2>{t('ask.title')}</h2>
      <FormBox form={form} submit={t('ask.submit')}>
        <div className="gp-two">
          <Field form={form} name="unit" label={t('ask.unit')}>
            <input {...form.bind('unit')} className="aj-input" autoComplete="off" />
          </Field>
          <Field form={form} name="guest" label={t('ask.guest')}>
            <input {...form.bind('guest')} className="aj-input" autoComplete="off" />
          </Field>
        </div>
      </FormBox>
      {data?.items
        .filter(each => !each.entered && each.state !== 'over')
        .slice(0, 8)
        .map(each => (
          <One key={each.id} ask={each} face={face} />
        ))}
    </section>
  )
}

function One({ ask, face }: { ask: AskShown; face: GateFace }): ReactNode {
  const { t } = useTranslation('gate')
  const now = useNow(5000)
  const [entering, setEntering] = useState(false)
  const answer = useMutate('POST /api/estates/:estateId/gate/asks/:id/answer', { stale: [list] })
  const say = (allow: boolean) => answer.mutate({ estateId: face.estateId, id: ask.id, allow, how: 'phone' })
  return (
    <article className="gp-post">
      <p className="gp-row">
        <strong className="aj-grow">
          {ask.guest} → {ask.unit}
        </strong>
        <State state={states[ask.state]} word={t(`ask.state_${ask.state}`)} />
      </p>
      <p className="aj-weak">
        {when(ask.at, now)} ·{' '}
        {ask.answeredBy ? t('ask.by', { who: ask.answeredBy }) : t('ask.told', { count: ask.told })}
      </p>
      {ask.state === 'allowed' ? (
        entering ? (
          <Enter ask={ask} face={face} />
        ) : (
          <Button kind="main" wide onClick={() => setEntering(true)}>
            {t('ask.enter')}
          </Button>
        )
      ) : null}
      {ask.state === 'silent' || (ask.state === 'asked' && ask.told === 0) ? (
        <div className="gp-row">
          <span className="aj-weak">{t('ask.byPhone')}</span>
          <Button busy={answer.isPending} onClick={() => say(true)}>
            {t('ask.yes')}
          </Button>
          <Button kind="danger" busy={answer.isPending} onClick={() => say(false)}>
            {t('ask.no')}
          </Button>
        </div>
      ) : null}
    </article>
  )
}

function Enter({ ask, face }: { ask: AskShown; face: GateFace }): ReactNode {
  const { t } = useTranslation('gate')
  const closure = face.closure !== null
  const { send, busy, error } = useRegister(face)
  const [draft, setDraft] = useState<PersonDraft>({ kind: 'visitor', reason: t('visitor.reason') })
  const pass = async (mask: boolean | undefined) => {
    const person = {
      name: ask.guest,
      ...told(draft),
      unit: ask.unit,
      ...(closure ? { destination: ask.unit } : {}),
      ...(mask === undefined ? {} : { mask }),
    }
    await send(
      { direction: 'in', persons: [person], ...(ask.passId ? { passId: ask.passId } : {}) },
      t('visitor.label', { unit: ask.unit }),
    )
  }
  return (
    <>
      {closure ? (
        <PersonFields closure without={['unit', 'destination']} value={draft} onChange={setDraft} />
      ) : null}
      <Mend error={error} />
      <PassActs closure={closure} busy={busy} direction="in" pass={pass} />
    </>
  )
}
