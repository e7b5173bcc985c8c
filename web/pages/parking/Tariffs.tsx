/** What parking costs: the tariff in force, drafts tried on made-up and real stays, publishing with a day. */
import { useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { useNow } from '../../clock.ts'
import { date, yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { TariffEditor } from './TariffEditor.tsx'
import { type TariffShown, tariffs } from './tariff.ts'
import './parking.css'

export default function Tariffs(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { can } = useMe()
  const search: { lot?: string } = useSearch({ strict: false })
  const lots = useApi('GET /api/estates/:estateId/parking/lots', { estateId })
  const [chosen, choose] = useState(search.lot)
  const lotId = chosen ?? lots.data?.items[0]?.id ?? ''
  const { data, error, refetch } = useApi(tariffs, { estateId, lotId }, { when: lotId !== '' })
  const [editing, edit] = useState<TariffShown | 'new'>()
  if (lots.error && !lots.data) return <Failing error={lots.error} again={lots.refetch} />
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!lots.data) return <Loading />
  if (lots.data.items.length === 0) return <Empty title={t('empty.lots')} hint={t('lots.hint')} />
  const current = data?.items.find(x => x.current)
  return (
    <div className="pk-stack">
      <header className="aj-page-head">
        <h1>{t('tariff.title')}</h1>
        <span className="aj-row">
          <a
            className="aj-button"
            href={printHref('parking-board', { estateId, lotId })}
            target="_blank"
            rel="noreferrer"
          >
            {t('lots.board')}
          </a>
          {can('parking.manage') ? (
            <Button kind="main" icon="plus" onClick={() => edit('new')}>
              {t('tariff.add')}
            </Button>
          ) : null}
        </span>
      </header>
      {lots.data.items.length > 1 ? (
        <Choices
          legend={t('col.lot')}
          hideLegend
          options={lots.data.items.map(l => ({ value: l.id, label: l.name }))}
          value={lotId}
          onChange={value => {
            choose(value)
            edit(undefined)
          }}
        />
      ) : null}
      {editing ? (
        <TariffEditor
          key={editing === 'new' ? 'new' : editing.id}
          lotId={lotId}
          draft={editing === 'new' ? undefined : editing}
          start={editing === 'new' ? current : undefined}
          close={() => edit(undefined)}
        />
      ) : null}
      {data?.items.length === 0 ? <Empty title={t('tariff.none')} hint={t('tariff.hint')} /> : null}
      <div className="pk-grid">
        {data?.items.map(x => (
          <Card key={x.id} tariff={x} notice={data.noticeDays} edit={() => edit(x)} first={!current} />
        ))}
      </div>
    </div>
  )
}

function Card(props: { tariff: TariffShown; notice: number; edit: () => void; first: boolean }): ReactNode {
  const { t } = useTranslation('parking')
  const { can } = useMe()
  const refusal = useRefusal()
  const [step, setStep] = useState<'publish' | 'withdraw'>()
  const { tariff: x } = props
  const { body } = x
  return (
    <article className="pk-card">
      <p className="aj-row">
        <strong>{x.name}</strong>
        <State
          state={x.current ? 'kept' : x.state === 'draft' ? 'running' : 'stopped'}
          word={x.current ? t('tariff.current') : t(`tariff.state.${x.state}`)}
        />
      </p>
      <p className="aj-weak">
        {x.effectiveOn ? t('tariff.from', { day: x.effectiveOn }) : t('tariff.noDay')}
        {x.basis ? ` · ${x.basis}` : ''}
      </p>
      <ul className="aj-num">
        <li>
          {t('tariff.freeLine', { n: body.freeMinutes })} {t(`tariff.mode.${body.freeMode}`)}
        </li>
        {body.periods.map(p => (
          <li key={p.from}>
            {t('tariff.priceLine', { from: p.from, n: body.unitMinutes, sum: yuan(p.price) })}
            {p.cap === null ? '' : ` ${t('tariff.capLine', { sum: yuan(p.cap) })}`}
          </li>
        ))}
        {body.cap.kind === 'none' ? null : (
          <li>
            {t(`tariff.cap.${body.cap.kind}`)} {yuan(body.cap.amount)}
          </li>
        )}
        {body.entriesCap === null ? null : <li>{t('tariff.entriesLine', { sum: yuan(body.entriesCap) })}</li>}
        <li>{t('tariff.graceLine', { n: body.graceMinutes })}</li>
      </ul>
      {can('parking.manage') && x.state !== 'withdrawn' ? (
        <div className="pk-reasons">
          <Button refused={refusal(x.allowed.change)} onClick={props.edit}>
            {t('tariff.change')}
          </Button>
          <Button refused={refusal(x.allowed.publish)} onClick={() => setStep('publish')}>
            {t('tariff.publish')}
          </Button>
          {x.allowed.withdraw === true ? (
            <Button onClick={() => setStep('withdraw')}>{t('tariff.withdraw')}</Button>
          ) : null}
        </div>
      ) : null}
      {step === 'publish' ? (
        <Publish tariff={x} notice={props.first ? 0 : props.notice} close={() => setStep(undefined)} />
      ) : null}
      {step === 'withdraw' ? <WithdrawTariff tariff={x} close={() => setStep(undefined)} /> : null}
    </article>
  )
}

function Publish(props: { tariff: TariffShown; notice: number; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const { tariff } = props
  const form = useForm({
    key: `parking.publish.${tariff.id}`,
    initial: { on: date(now + props.notice * 86_400_000) },
    check: v => ({ on: v.on ? undefined : t('permit.needUntil') }),
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/parking/tariffs/:tariffId/publish',
        { estateId, tariffId: tariff.id, effectiveOn: v.on, version: tariff.version },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('tariff.published', { name: tariff.name, day: v.on }))
      props.close()
    },
  })
  return (
    <Dialog title={t('tariff.publishOf', { name: tariff.name })} close={props.close}>
      <FormBox
        form={form}
        submit={t('tariff.publish')}
        refused={tariff.basis ? undefined : t('tariff.needBasis')}
      >
        <p>{t('tariff.publishLead', { n: props.notice })}</p>
        <Field form={form} name="on" label={t('tariff.day')}>
          <input {...form.bind('on')} className="aj-input" type="date" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

function WithdrawTariff({ tariff, close }: { tariff: TariffShown; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const form = useForm({
    key: `parking.withdrawTariff.${tariff.id}`,
    initial: { reason: '' },
    check: v => ({ reason: v.reason.trim() ? undefined : t('open.needReason') }),
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/parking/tariffs/:tariffId/withdraw',
        { estateId, tariffId: tariff.id, reason: v.reason },
        { clientId },
      )
      await queryClient.invalidateQueries()
      close()
    },
  })
  return (
    <Dialog title={t('tariff.withdrawOf', { name: tariff.name })} close={close}>
      <FormBox form={form} submit={t('tariff.withdraw')}>
        <Field form={form} name="reason" label={t('open.reason')}>
          <input {...form.bind('reason')} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}
