/** Headquarters closes, extends and opens an estate, each by its document. */
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { rememberEstate, useEstate, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { settings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Empty } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { Approvals, CloseRegion, Extend } from './ClosureActs.tsx'
import { ClosureList } from './ClosureList.tsx'
import { closures } from './keys.ts'
import './gate-pages.css'

const texts = ['issuer', 'number', 'scope', 'reason', 'purposeZh', 'purposeEn'] as const
const days = ['decidedOn', 'from', 'until'] as const

export default function Closures(): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const estate = useEstate()
  const { can } = useMe()
  if (!estate) return <Empty title={t('gate-desk:closure.noEstate')} />
  return (
    <div className="gp-stack gp-page">
      <header className="aj-page-head">
        <h1>{t('gate-desk:closure.title', { estate: estate.name })}</h1>
        {/* the desk has the choice above every page; the board has it only where a page is about one estate */}
        {settings().shell === 'board' ? <EstateChoice id={estate.id} /> : null}
      </header>
      {can('gate.approve') ? <Approvals /> : null}
      {can('closure.decide') ? <Decide key={estate.id} estateId={estate.id} /> : null}
      {can('closure.decide') ? <CloseRegion /> : null}
      <ClosureList estateId={estate.id} />
    </div>
  )
}

function EstateChoice({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('common')
  const { me } = useMe()
  const navigate = useNavigate()
  return (
    <select
      className="aj-input"
      style={{ width: 'auto' }}
      aria-label={t('common:estate.choose')}
      value={id}
      onChange={event => {
        rememberEstate(event.target.value)
        navigate({ to: '.', search: { e: event.target.value } })
      }}
    >
      {me?.estates.map(each => (
        <option key={each.id} value={each.id}>
          {each.name}
        </option>
      ))}
    </select>
  )
}

function Decide({ estateId }: { estateId: string }): ReactNode {
  const { data } = useApi(closures, { estateId })
  const active = data?.items.find(each => each.state === 'active')
  if (!data) return null
  return active ? (
    <>
      <Extend estateId={estateId} id={active.id} version={active.version} endsAt={active.endsAt} />
      <Lift estateId={estateId} id={active.id} version={active.version} />
    </>
  ) : (
    <Begin estateId={estateId} />
  )
}

function Begin({ estateId }: { estateId: string }): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const gates = useApi('GET /api/estates/:estateId/gates', { estateId })
  const [entrance, setEntrance] = useState<string>()
  const begin = useMutate('POST /api/estates/:estateId/closures', {
    stale: [closures, 'GET /api/estates/:estateId/gates'],
    done: () => say(t('gate-desk:closure.begun')),
  })
  const today = date(nowMs())
  const kept = entrance ?? gates.data?.items[0]?.id
  const form = useForm({
    key: `gate.closure.${estateId}`,
    initial: {
      issuer: '',
      number: '',
      scope: '',
      reason: '',
      purposeZh: t('gate-desk:closure.purposeZh'),
      purposeEn: t('gate-desk:closure.purposeEn'),
      decidedOn: today,
      from: today,
      until: date(nowMs() + 14 * 86_400_000),
    },
    check: v => ({
      ...Object.fromEntries(
        (['issuer', 'number', 'scope', 'reason'] as const)
          .filter(name => !v[name].trim())
          .map(name => [name, t('need.paper')]),
      ),
      ...(v.until > v.from ? {} : { until: t('need.period') }),
    }),
    send: async v => {
      const { from, until, ...paper } = v
      const startsAt = `${from}T00:00:00+08:00`
      const endsAt = `${until}T00:00:00+08:00`
      await begin.mutateAsync({ estateId, ...paper, startsAt, endsAt, entranceGateId: kept ?? '' })
    },
  })
  return (
    <section className="gp-post">
      <h2>{t('gate-desk:closure.begin')}</h2>
      <FormBox
        form={form}
        submit={t('gate-desk:closure.submit')}
        columns={2}
        refused={gates.data?.items.length === 0 ? t('gates.none') : undefined}
      >
        {texts.map(name => (
          <Field key={name} form={form} name={name} label={t(`gate-desk:closure.${name}Label`)}>
            <input {...form.bind(name)} className="aj-input" />
          </Field>
        ))}
        {days.map(name => (
          <Field key={name} form={form} name={name} label={t(`gate-desk:closure.${name}Label`)}>
            <input {...form.bind(name)} type="date" className="aj-input" />
          </Field>
        ))}
        {gates.data && gates.data.items.length > 0 ? (
          <Choices
            legend={t('gate-desk:closure.entrance')}
            options={gates.data.items.map(gate => ({ value: gate.id, label: gate.name }))}
            value={kept}
            onChange={setEntrance}
          />
        ) : null}
      </FormBox>
    </section>
  )
}

function Lift({ estateId, id, version }: { estateId: string; id: string; version: number }): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const [open, setOpen] = useState(false)
  const lift = useMutate('POST /api/estates/:estateId/closures/:id/lift', {
    stale: [closures],
    done: () => say(t('gate-desk:closure.opened')),
  })
  const form = useForm({
    key: `gate.lift.${id}`,
    initial: { issuer: '', number: '', scope: '', reason: '', decidedOn: date(nowMs()) },
    check: v =>
      Object.fromEntries(
        (['issuer', 'number', 'scope', 'reason'] as const)
          .filter(name => !v[name].trim())
          .map(name => [name, t('need.paper')]),
      ),
    send: v => lift.mutateAsync({ estateId, id, version, ...v }),
  })
  if (!open)
    return (
      <Button kind="danger" onClick={() => setOpen(true)}>
        {t('gate-desk:closure.lift')}
      </Button>
    )
  return (
    <section className="gp-post">
      <h2>{t('gate-desk:closure.lift')}</h2>
      <FormBox form={form} submit={t('gate-desk:closure.liftSubmit')} columns={2}>
        {(['issuer', 'number', 'scope', 'reason'] as const).map(name => (
          <Field key={name} form={form} name={name} label={t(`gate-desk:closure.${name}Label`)}>
            <input {...form.bind(name)} className="aj-input" />
          </Field>
        ))}
        <Field form={form} name="decidedOn" label={t('gate-desk:closure.decidedOnLabel')}>
          <input {...form.bind('decidedOn')} type="date" className="aj-input" />
        </Field>
      </FormBox>
    </section>
  )
}
