/** A resident invites a visitor: the code, large, to read out or send on. */
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { date, limitWhen, when } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { MyAsks } from './MyAsks.tsx'
import './gate-pages.css'

const mine = 'GET /api/estates/:estateId/my-passes'
type PassShown = Answer<typeof mine>['items'][number]

export default function MyPasses(): ReactNode {
  const { t } = useTranslation('gate')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(mine, { estateId })
  const [unitId, setUnitId] = useState<string>()
  const today = date(useNow())
  const invite = useMutate('POST /api/estates/:estateId/my-passes', { stale: [mine] })
  const form = useForm({
    key: 'gate.invite',
    initial: { guest: '', day: '' },
    check: v => ({
      guest: v.guest.trim() ? undefined : t('need.name'),
    }),
    send: v =>
      invite.mutateAsync({
        estateId,
        guest: v.guest.trim(),
        ...(unitId ? { unitId } : {}),
        ...(v.day === '' || v.day === today ? {} : wholeDay(v.day)),
      }),
  })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  if (data.units.length === 0) return <Empty title={t('mine.noHome')} hint={t('mine.noHomeHint')} />
  return (
    <div className="gp-stack">
      <MyAsks estateId={estateId} />
      <div className="gp-two">
        <Link to={paths.page('resident', 'passes/code')} className="aj-button" data-kind="main">
          <Icon name="scan" /> {t('mine.showCode')}
        </Link>
        <Link to={paths.page('resident', 'passes/record')} className="aj-button">
          <Icon name="list" /> {t('mine.record')}
        </Link>
      </div>
      <h1>{t('mine.title')}</h1>
      <FormBox form={form} submit={t('mine.submit')}>
        {data.units.length > 1 ? (
          <Choices
            legend={t('field.unit')}
            options={data.units.map(unit => ({ value: unit.id, label: unit.label }))}
            value={unitId ?? data.units[0]?.id}
            onChange={setUnitId}
          />
        ) : null}
        <Field form={form} name="guest" label={t('mine.guest')} hint={t('mine.hint', { hours: data.hours })}>
          <input {...form.bind('guest')} className="aj-input" autoComplete="off" />
        </Field>
        <Field form={form} name="day" label={t('mine.day')} optional>
          <input {...form.bind('day')} className="aj-input" type="date" min={today} />
        </Field>
      </FormBox>
      <h2>{t('mine.list')}</h2>
      {data.items.length === 0 ? <Empty title={t('mine.none')} /> : null}
      {data.items.map(pass => (
        <One key={pass.id} pass={pass} estateId={estateId} />
      ))}
    </div>
  )
}

/** A code for another day opens all of it, in the estate's zone. */
function wholeDay(day: string): { fromAt: string; untilAt: string } {
  const from = Date.parse(`${day}T00:00:00+08:00`)
  return { fromAt: new Date(from).toISOString(), untilAt: new Date(from + 86_400_000).toISOString() }
}

function One({ pass, estateId }: { pass: PassShown; estateId: string }): ReactNode {
  const { t } = useTranslation('gate')
  const now = useNow()
  const revoke = useMutate('POST /api/estates/:estateId/my-passes/:id/revoke', {
    stale: [mine],
    done: () => say(t('mine.revoked')),
  })
  const live = pass.state === 'live' || pass.state === 'early'
  return (
    <article className="gp-post">
      <p className="gp-row">
        <strong className="aj-grow">{pass.guest}</strong>
        <State state={live ? 'running' : 'stopped'} word={t(`passState.${pass.state}`)} />
      </p>
      {live && pass.code ? <p className="gp-big">{pass.code}</p> : null}
      <p className="aj-weak">
        {pass.unit} · {pass.state === 'early' ? `${when(pass.fromAt, now)} –` : null}{' '}
        {t('mine.until', { until: limitWhen(pass.untilAt, now) })}
      </p>
      {live ? (
        <Button kind="plain" busy={revoke.isPending} onClick={() => revoke.mutate({ estateId, id: pass.id })}>
          {t('mine.revoke')}
        </Button>
      ) : null}
    </article>
  )
}
