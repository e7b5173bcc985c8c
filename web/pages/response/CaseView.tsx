/** One isolated or cared-for person: checks, supplies, ending; the name in full only with a purpose. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { say } from '../../ui/toast.ts'
import { NeedForm } from './CareForms.tsx'
import { GiveTo } from './GiveTo.tsx'
import { Read } from './parts.tsx'

const one = 'GET /api/estates/:estateId/response/care/:caseId'
export const careStale = [
  one,
  'GET /api/regions/:regionId/response/care',
  'GET /api/estates/:estateId/response/my-care',
] as const

const signs = { done: 'kept', open: 'running', missed: 'late' } as const

/** Today's checks, each with its hour. */
export function Turns(props: {
  turns: readonly { turn: number; state: keyof typeof signs; until: string }[]
}): ReactNode {
  const { t } = useTranslation('response')
  return (
    <span className="rs-tags">
      {props.turns.map(turn => (
        <State
          key={turn.turn}
          state={signs[turn.state]}
          word={t(`turn.${turn.state}`, { n: turn.turn, until: turn.until })}
        />
      ))}
    </span>
  )
}

export function CaseView({ estateId, caseId }: { estateId: string; caseId: string }): ReactNode {
  const { t } = useTranslation('response')
  const refusal = useRefusal()
  const read = useApi(one, { estateId, caseId })
  const brought = useMutate('POST /api/estates/:estateId/response/care/:caseId/needs/:needId/brought', {
    stale: [...careStale],
  })
  const end = useMutate('POST /api/estates/:estateId/response/care/:caseId/end', {
    stale: [...careStale],
    done: () => say(t('care2.ended')),
  })
  const give = useMutate('POST /api/estates/:estateId/response/care/:caseId/worker', {
    stale: [...careStale],
  })
  const [asking, ask] = useState(false)
  return (
    <Read of={read}>
      {data => (
        <div className="aj-stack">
          <Turns turns={data.today} />
          <Facts
            facts={[
              { label: t('task.kind'), value: t(`careKind.${data.kind}`) },
              { label: t('care2.unit'), value: data.unit },
              { label: t('care2.period'), value: `${data.startOn} – ${data.endOn ?? t('care2.noEnd')}` },
              { label: t('care2.worker'), value: data.worker },
            ]}
          />
          <Reveal estateId={estateId} caseId={caseId} />
          <h3>{t('care2.checks')}</h3>
          <ul>
            {data.checks.map(c => (
              <li key={`${c.day}${c.turn}`} data-tone={c.alarm ? 'late' : undefined}>
                {c.day} {t('care2.nth', { n: c.turn })} · {c.temperature ? `${c.temperature}℃` : '—'} ·{' '}
                {c.signs ?? t('care2.noSigns')} · {c.by}
              </li>
            ))}
          </ul>
          <h3>{t('care2.supplies')}</h3>
          <ul className="aj-stack">
            {data.need.map(n => (
              <li key={n.id} className="rs-tags">
                <span className="rs-tag">{t(`needKind.${n.kind}`)}</span> {n.what} · {n.dueOn}
                {n.broughtBy ? (
                  <State state="kept" word={t('care2.broughtBy', { by: n.broughtBy })} />
                ) : (
                  <Button onClick={() => brought.mutate({ estateId, caseId, needId: n.id })}>
                    {t('care2.brought')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <div className="rs-acts">
            <Button refused={refusal(data.allowed.need)} onClick={() => ask(!asking)}>
              {t('care2.need')}
            </Button>
            <Button
              refused={refusal(data.allowed.end)}
              onClick={() => end.mutate({ estateId, caseId, version: data.version })}
            >
              {t('care2.end')}
            </Button>
          </div>
          {data.allowed.end === 'core.forbidden' ? null : (
            <GiveTo
              estateId={estateId}
              label={t('care2.giveTo')}
              refused={refusal(data.allowed.end)}
              give={workerId => give.mutateAsync({ estateId, caseId, version: data.version, workerId })}
            />
          )}
          {asking ? <NeedForm estateId={estateId} caseId={caseId} done={() => ask(false)} /> : null}
        </div>
      )}
    </Read>
  )
}

/** The name in full: said why, written down, shown until the page is left. */
export function Reveal({ estateId, caseId }: { estateId: string; caseId: string }): ReactNode {
  const { t } = useTranslation('response')
  const [open, setOpen] = useState(false)
  const reveal = useMutate('POST /api/estates/:estateId/response/care/:caseId/reveal')
  const form = useForm({
    key: `response.reveal.${caseId}`,
    initial: { purpose: '' },
    check: v => ({ purpose: v.purpose.trim() ? undefined : t('need.purpose') }),
    send: v => reveal.mutateAsync({ estateId, caseId, ...v }),
  })
  if (reveal.data)
    return (
      <Facts
        facts={[
          { label: t('field.holder'), value: reveal.data.name },
          {
            label: t('field.phone'),
            value: reveal.data.phone ? <a href={`tel:${reveal.data.phone}`}>{reveal.data.phone}</a> : null,
          },
          { label: t('care2.field.health'), value: reveal.data.health },
        ]}
      />
    )
  if (!open)
    return (
      <span>
        <Button icon="eye" onClick={() => setOpen(true)}>
          {t('care2.reveal')}
        </Button>
      </span>
    )
  return (
    <FormBox form={form} submit={t('care2.reveal')}>
      <Field form={form} name="purpose" label={t('care2.purpose')} hint={t('care2.purposeHint')}>
        <input {...form.bind('purpose')} className="aj-input" />
      </Field>
    </FormBox>
  )
}
