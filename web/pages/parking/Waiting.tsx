/** Who waits for a space, in the order of the rule; a free one is offered to the first. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { useNow } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { date, dateTime, when } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { queryClient, useApi } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { uses } from './lot.ts'
import './parking.css'

const list = 'GET /api/estates/:estateId/parking/waiting'
type WaitShown = RowOf<typeof list>
const states = {
  waiting: 'running',
  offered: 'soon',
  taken: 'kept',
  withdrawn: 'stopped',
  lapsed: 'stopped',
} as const

export default function Waiting(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { can } = useMe()
  const now = useNow(60_000)
  const [adding, add] = useState(false)
  const rule = useApi(list, { estateId, limit: 1 })
  const columns: Column<WaitShown>[] = [
    { key: 'place', title: t('wait.place'), width: 4, align: 'right', render: w => w.place ?? '—' },
    { key: 'room', title: t('col.room'), width: 8, render: w => <strong>{w.room}</strong> },
    {
      key: 'use',
      title: t('spaces.use'),
      width: 8,
      render: w => `${t(`use.${w.use}`)}${w.disability ? ` · ${t('wait.disability')}` : ''}`,
    },
    { key: 'spaces', title: t('wait.has'), width: 6, align: 'right', render: w => w.spaces },
    { key: 'asked', title: t('wait.asked'), width: 9, render: w => dateTime(w.askedAt) },
    {
      key: 'state',
      title: t('col.state'),
      width: 12,
      render: w => (
        <State
          state={states[w.state]}
          word={
            w.state === 'offered' && w.offeredSpace
              ? t('wait.offeredUntil', { number: w.offeredSpace.number, at: when(w.offeredUntil ?? '', now) })
              : t(`wait.state.${w.state}`)
          }
        />
      ),
    },
    { key: 'note', title: t('wait.note'), render: w => w.note ?? w.reason ?? '—' },
  ]
  return (
    <div className="pk-stack">
      <header className="aj-page-head">
        <h1>{t('wait.title')}</h1>
        {can('parking.manage') ? (
          <Button kind="main" icon="plus" onClick={() => add(true)}>
            {t('wait.add')}
          </Button>
        ) : null}
      </header>
      <p className="aj-weak">{rule.data?.rule}</p>
      <DataTable
        id="parking.waiting"
        label={t('wait.title')}
        api={list}
        input={{ estateId }}
        columns={columns}
        filters={[
          {
            kind: 'select',
            key: 'use',
            label: t('spaces.use'),
            options: uses.map(value => ({ value, label: t(`use.${value}`) })),
          },
          {
            kind: 'select',
            key: 'state',
            label: t('col.state'),
            options: (['open', 'done', 'all'] as const).map(value => ({
              value,
              label: t(`wait.show.${value}`),
            })),
          },
        ]}
        rowKey={w => w.id}
        drawerTitle={w => w?.room ?? ''}
        drawer={id => <WaitView key={id} id={id} />}
        exportHref={exportHref('parking.waiting', estateId)}
        empty={{ title: t('empty.waiting'), hint: t('wait.hint') }}
      />
      {adding ? <AddWait close={() => add(false)} /> : null}
    </div>
  )
}

function WaitView({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { can } = useMe()
  const refusal = useRefusal()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/parking/waiting/:waitId', {
    estateId,
    waitId: id,
  })
  const [step, setStep] = useState<'offer' | 'withdraw'>()
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const terms = new URLSearchParams({
    room: data.room,
    waitId: data.id,
    spaceId: data.offeredSpace?.id ?? '',
  })
  return (
    <div className="pk-stack">
      <Facts
        facts={[
          { label: t('wait.place'), value: data.place },
          { label: t('spaces.use'), value: t(`use.${data.use}`) },
          { label: t('wait.has'), value: data.spaces },
          { label: t('wait.asked'), value: dateTime(data.askedAt) },
          {
            label: t('wait.offered'),
            value: data.offeredSpace
              ? `${data.offeredSpace.lot} ${data.offeredSpace.number}（${t('wait.until', { at: dateTime(data.offeredUntil ?? '') })}）`
              : null,
          },
          { label: t('wait.note'), value: data.note ?? data.reason },
        ]}
      />
      {can('parking.manage') ? (
        <div className="pk-reasons">
          <Button kind="main" refused={refusal(data.allowed.offer)} onClick={() => setStep('offer')}>
            {t('wait.offer')}
          </Button>
          {data.allowed.take === true ? (
            <a className="aj-button" href={`${paths.page('console', 'parking/permits')}?${terms}`}>
              {t('wait.take')}
            </a>
          ) : null}
          <Button refused={refusal(data.allowed.withdraw)} onClick={() => setStep('withdraw')}>
            {t('wait.withdraw')}
          </Button>
        </div>
      ) : null}
      {step === 'offer' ? <Offer wait={data} close={() => setStep(undefined)} /> : null}
      {step === 'withdraw' ? <Withdraw wait={data} close={() => setStep(undefined)} /> : null}
    </div>
  )
}

function Offer({ wait, close }: { wait: WaitShown; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { data } = useApi('GET /api/estates/:estateId/parking/spaces', {
    estateId,
    use: wait.use,
    held: 'free',
    limit: 200,
    ...(wait.lotId ? { lotId: wait.lotId } : {}),
  })
  const free = data?.items.filter(s => s.offeredTo === null) ?? []
  const form = useForm({
    key: `parking.offer.${wait.id}`,
    initial: { spaceId: '' },
    check: v => ({ spaceId: v.spaceId ? undefined : t('wait.needSpace') }),
    send: async (v, clientId) => {
      const made = await api(
        'POST /api/estates/:estateId/parking/waiting/:waitId/offer',
        { estateId, waitId: wait.id, spaceId: v.spaceId, version: wait.version },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('wait.offerDone', { room: wait.room, at: dateTime(made.offeredUntil ?? '') }))
      close()
    },
  })
  return (
    <Dialog title={t('wait.offerTo', { room: wait.room })} close={close}>
      <FormBox
        form={form}
        submit={t('wait.offer')}
        refused={data && free.length === 0 ? t('wait.noFree') : undefined}
      >
        <Field form={form} name="spaceId" label={t('spaces.number')}>
          <select {...form.bind('spaceId')} className="aj-input">
            <option value="">—</option>
            {free.map(s => (
              <option key={s.id} value={s.id}>
                {s.lot} {s.level} {s.number} {t(`ground.${s.ground}`)}
              </option>
            ))}
          </select>
        </Field>
      </FormBox>
    </Dialog>
  )
}

function Withdraw({ wait, close }: { wait: WaitShown; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const form = useForm({
    key: `parking.withdraw.${wait.id}`,
    initial: { reason: '' },
    check: v => ({ reason: v.reason.trim() ? undefined : t('open.needReason') }),
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/parking/waiting/:waitId/withdraw',
        { estateId, waitId: wait.id, reason: v.reason },
        { clientId },
      )
      await queryClient.invalidateQueries()
      close()
    },
  })
  return (
    <Dialog title={t('wait.withdrawOf', { room: wait.room })} close={close}>
      <FormBox form={form} submit={t('wait.withdraw')}>
        <Field form={form} name="reason" label={t('open.reason')}>
          <input {...form.bind('reason')} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

function AddWait({ close }: { close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const form = useForm({
    key: 'parking.wait.add',
    initial: { room: '', use: 'car' as WaitShown['use'], disability: false, askedOn: date(now), note: '' },
    check: v => ({ room: v.room.trim() ? undefined : t('visitor.needRoom') }),
    send: async (v, clientId) => {
      const { askedOn, ...rest } = v
      const asked = askedOn && askedOn !== date(now) ? { askedOn } : {}
      const made = await api(
        'POST /api/estates/:estateId/parking/waiting',
        { estateId, ...rest, ...asked },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('wait.added', { room: made.room, place: made.place }))
      close()
    },
  })
  return (
    <Dialog title={t('wait.add')} close={close}>
      <FormBox form={form} submit={t('wait.add')}>
        <Field form={form} name="room" label={t('col.room')}>
          <input {...form.bind('room')} className="aj-input" />
        </Field>
        <Field form={form} name="use" label={t('spaces.use')}>
          <select {...form.bind('use')} className="aj-input">
            {uses.map(u => (
              <option key={u} value={u}>
                {t(`use.${u}`)}
              </option>
            ))}
          </select>
        </Field>
        <label className="aj-row">
          <input
            type="checkbox"
            checked={form.values.disability}
            onChange={e => form.set({ disability: e.target.checked })}
          />
          {t('wait.disabilityAsk')}
        </label>
        <Field form={form} name="askedOn" label={t('wait.askedOn')} hint={t('wait.askedHint')}>
          <input {...form.bind('askedOn')} className="aj-input" type="date" />
        </Field>
        <Field form={form} name="note" label={t('wait.note')} optional>
          <input {...form.bind('note')} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}
