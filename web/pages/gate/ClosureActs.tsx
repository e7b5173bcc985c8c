/** What headquarters does to closures besides beginning and lifting one: extend it, close a region, approve an entrance. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { date, dateTime } from '../../format.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmByName } from '../../ui/ConfirmByName.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Failing, sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { closures } from './keys.ts'

const papers = ['issuer', 'number', 'scope'] as const

export function Extend(props: { estateId: string; id: string; version: number; endsAt: string }): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const [open, setOpen] = useState(false)
  const extend = useMutate('POST /api/estates/:estateId/closures/:id/extend', {
    stale: [closures],
    done: () => {
      say(t('extend.done'))
      setOpen(false)
    },
  })
  const form = useForm({
    key: `gate.extend.${props.id}`,
    initial: { issuer: '', number: '', scope: '', decidedOn: date(nowMs()), until: '' },
    check: v => ({
      ...Object.fromEntries(papers.filter(name => !v[name].trim()).map(name => [name, t('need.paper')])),
      ...(v.until > date(props.endsAt) ? {} : { until: t('extend.later', { day: date(props.endsAt) }) }),
    }),
    send: ({ until, ...paper }) =>
      extend.mutateAsync({
        estateId: props.estateId,
        id: props.id,
        version: props.version,
        ...paper,
        endsAt: `${until}T00:00:00+08:00`,
      }),
  })
  if (!open) return <Button onClick={() => setOpen(true)}>{t('extend.act')}</Button>
  return (
    <section className="gp-post">
      <h2>{t('extend.act')}</h2>
      <FormBox form={form} submit={t('extend.submit')} columns={2}>
        {papers.map(name => (
          <Field key={name} form={form} name={name} label={t(`gate-desk:closure.${name}Label`)}>
            <input {...form.bind(name)} className="aj-input" />
          </Field>
        ))}
        {(['decidedOn', 'until'] as const).map(name => (
          <Field key={name} form={form} name={name} label={t(`gate-desk:closure.${name}Label`)}>
            <input {...form.bind(name)} type="date" className="aj-input" />
          </Field>
        ))}
      </FormBox>
    </section>
  )
}

type Begun = Answer<'POST /api/regions/:regionId/closures'>

/** One document closes every estate of a region; each keeps its main gate, and what could not be closed is named. */
export function CloseRegion(): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk', 'errors'])
  const [open, setOpen] = useState(false)
  const [done, setDone] = useState<Begun>()
  const regions = useApi('GET /api/regions', {}, { when: open })
  const begin = useMutate('POST /api/regions/:regionId/closures', { stale: [closures], done: setDone })
  const today = date(nowMs())
  const form = useForm({
    key: 'gate.region',
    initial: {
      regionId: '',
      issuer: '',
      number: '',
      scope: '',
      reason: '',
      purposeZh: t('gate-desk:closure.purposeZh'),
      decidedOn: today,
      from: today,
      until: date(nowMs() + 14 * 86_400_000),
    },
    check: v => ({
      ...Object.fromEntries(
        ([...papers, 'reason'] as const).filter(name => !v[name].trim()).map(name => [name, t('need.paper')]),
      ),
      ...(v.regionId ? {} : { regionId: t('region.need') }),
      ...(v.until > v.from ? {} : { until: t('need.period') }),
    }),
    send: ({ from, until, ...paper }) =>
      begin.mutateAsync({
        ...paper,
        startsAt: `${from}T00:00:00+08:00`,
        endsAt: `${until}T00:00:00+08:00`,
      }),
  })
  if (done)
    return (
      <section className="gp-post" role="status">
        <h2>{t('region.closed', { count: done.closed.length })}</h2>
        {done.skipped.length > 0 ? <p>{t('region.skipped', { count: done.skipped.length })}</p> : null}
        <ul>
          {done.skipped.map(each => (
            <li key={each.estateId}>
              {each.name}: {t(`errors:${each.code}`, { number: '' })}
            </li>
          ))}
        </ul>
        <Button onClick={() => setDone(undefined)}>{t('region.ok')}</Button>
      </section>
    )
  if (!open) return <Button onClick={() => setOpen(true)}>{t('region.act')}</Button>
  return (
    <section className="gp-post">
      <h2>{t('region.act')}</h2>
      {regions.error ? <Failing error={regions.error} again={regions.refetch} /> : null}
      <FormBox form={form} submit={t('region.submit')} columns={2}>
        <Field form={form} name="regionId" label={t('region.which')}>
          <select {...form.bind('regionId')} className="aj-input">
            <option value="">—</option>
            {regions.data?.items.map(region => (
              <option key={region.id} value={region.id}>
                {region.name}
              </option>
            ))}
          </select>
        </Field>
        {([...papers, 'reason', 'purposeZh'] as const).map(name => (
          <Field key={name} form={form} name={name} label={t(`gate-desk:closure.${name}Label`)}>
            <input {...form.bind(name)} className="aj-input" />
          </Field>
        ))}
        {(['decidedOn', 'from', 'until'] as const).map(name => (
          <Field key={name} form={form} name={name} label={t(`gate-desk:closure.${name}Label`)}>
            <input {...form.bind(name)} type="date" className="aj-input" />
          </Field>
        ))}
      </FormBox>
    </section>
  )
}

const waiting = 'GET /api/gate-exceptions'

/** Second entrances that wait for somebody else's decision, wherever in the caller's scope. */
export function Approvals(): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk', 'common', 'errors'])
  const { data } = useApi(waiting)
  const decide = useMutate('POST /api/estates/:estateId/gate-exceptions/:id/decision', {
    stale: [waiting, 'GET /api/estates/:estateId/gates'],
    done: answer => say(t(`exception.${answer.state}`)),
  })
  const said = decide.error ? sentence(decide.error, key => t(`common:${key}`)) : undefined
  if (!data || data.items.length === 0) return null
  return (
    <section className="gp-stack" aria-label={t('approval.title')}>
      <h2>{t('approval.title')}</h2>
      {said ? (
        <p className="aj-error" role="alert">
          {said.title} {said.next}
        </p>
      ) : null}
      {data.items.map(each => (
        <article key={each.id} className="gp-post">
          <p>
            <strong>{each.estate}</strong> · {each.gate}: {each.reason}
          </p>
          <p className="aj-weak aj-num">
            {each.askedBy} {dateTime(each.askedAt)}
          </p>
          <div className="gp-row">
            {([true, false] as const).map(approve => (
              <Button
                key={String(approve)}
                kind={approve ? 'main' : 'normal'}
                busy={decide.isPending}
                refused={each.own ? t('errors:gate.own_request') : undefined}
                showWhy={approve}
                onClick={() => decide.mutate({ estateId: each.estateId, id: each.id, approve })}
              >
                {t(approve ? 'approval.yes' : 'approval.no')}
              </Button>
            ))}
          </div>
        </article>
      ))}
    </section>
  )
}

type Closure = Answer<typeof closures>['items'][number]

/** S6-50: one asks, another confirms; the number must be typed, because nothing brings the data back. */
export function Erase({ estateId, closure }: { estateId: string; closure: Closure }): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const [asking, setAsking] = useState(false)
  const erase = useMutate('POST /api/estates/:estateId/closures/:id/erasure', { stale: [closures] })
  const asked = closure.erasure !== null
  return (
    <>
      {asked ? <p>{t('gate-desk:erase.waits', { by: closure.erasure?.askedBy ?? '' })}</p> : null}
      <Button kind="danger" onClick={() => setAsking(true)}>
        {t(asked ? 'gate-desk:erase.confirm' : 'gate-desk:erase.ask')}
      </Button>
      {asking ? (
        <ConfirmByName
          title={t(asked ? 'gate-desk:erase.confirmTitle' : 'gate-desk:erase.askTitle', {
            number: closure.decision.number,
          })}
          consequence={t(asked ? 'gate-desk:erase.confirmThen' : 'gate-desk:erase.askThen')}
          name={closure.decision.number}
          act={t(asked ? 'gate-desk:erase.confirm' : 'gate-desk:erase.ask')}
          close={() => setAsking(false)}
          run={async () => {
            await erase.mutateAsync({ estateId, id: closure.id })
            say(t(asked ? 'gate-desk:erase.done' : 'gate-desk:erase.asked'))
          }}
        />
      ) : null}
    </>
  )
}
