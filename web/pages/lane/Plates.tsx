/** Barred and special plates: asked with reason and end, confirmed by a second person. */
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { queryClient, useApi, useMutate } from '../../query.ts'
import type { PromiseState } from '../../theme.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column, Filter } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { listKey } from './parts.tsx'
import './lane.css'

type Row = RowOf<typeof listKey>
const oneKey = 'GET /api/estates/:estateId/lane-list/:id'
const signs: Record<Row['state'], PromiseState> = {
  asked: 'soon',
  live: 'running',
  refused: 'stopped',
  ended: 'stopped',
  over: 'stopped',
}
const services = ['police', 'fire', 'ambulance', 'rescue', 'sanitation', 'other'] as const
const anew = () =>
  Promise.all([listKey, oneKey].map(key => queryClient.invalidateQueries({ queryKey: [key] })))

export default function Plates(): ReactNode {
  const { t } = useTranslation('lane')
  const { can } = useMe()
  const estateId = useEstateId()
  const [adding, setAdding] = useState(false)
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        key: 'plate',
        title: t('col.plate'),
        width: 8,
        render: row => <span className="ln-plate">{row.plate}</span>,
      },
      {
        key: 'kind',
        title: t('list.kind'),
        width: 8,
        render: row => t(`right.${row.kind}`) + (row.service ? ` · ${t(`service.${row.service}`)}` : ''),
      },
      {
        key: 'state',
        title: t('list.state'),
        width: 8,
        render: row => <State state={signs[row.state]} word={t(`listState.${row.state}`)} />,
      },
      { key: 'reason', title: t('act.reason'), render: row => row.reason },
      {
        key: 'until',
        title: t('list.until'),
        width: 10,
        render: row => (row.until ? dateTime(row.until) : t('list.noEnd')),
      },
      {
        key: 'askedAt',
        title: t('list.asked'),
        width: 12,
        sort: true,
        render: row => `${row.askedBy} ${dateTime(row.askedAt)}`,
      },
      {
        key: 'decided',
        title: t('list.decided'),
        width: 12,
        render: row => (row.decidedAt ? `${row.decidedBy} ${dateTime(row.decidedAt)}` : '—'),
      },
    ],
    [t],
  )
  const filters = useMemo<Filter[]>(
    () => [
      { key: 'plate', label: t('col.plate'), kind: 'text', width: 8 },
      {
        key: 'kind',
        label: t('list.kind'),
        kind: 'select',
        options: (['barred', 'special'] as const).map(value => ({ value, label: t(`right.${value}`) })),
      },
      {
        key: 'state',
        label: t('list.state'),
        kind: 'select',
        options: (['asked', 'live', 'refused', 'ended'] as const).map(value => ({
          value,
          label: t(`listState.${value}`),
        })),
      },
    ],
    [t],
  )
  return (
    <>
      <div className="ln-row">
        <h1>{t('list.title')}</h1>
        <Button
          kind="main"
          icon="plus"
          refused={can('lane.operate') ? undefined : t('act.notYours')}
          onClick={() => setAdding(true)}
        >
          {t('list.add')}
        </Button>
      </div>
      <p className="aj-weak">{t('list.lead')}</p>
      <DataTable
        id="lane.list"
        label={t('list.title')}
        api={listKey}
        input={{ estateId }}
        columns={columns}
        filters={filters}
        rowKey={row => row.id}
        sort="-askedAt"
        drawer={id => <Entry estateId={estateId} id={id} />}
        drawerTitle={row => row?.plate ?? t('list.title')}
        exportHref={exportHref('lane.list', estateId)}
        empty={{ title: t('list.none'), hint: t('list.noneHint') }}
      />
      {adding ? <Add estateId={estateId} close={() => setAdding(false)} /> : null}
    </>
  )
}

function Add({ estateId, close }: { estateId: string; close: () => void }): ReactNode {
  const { t } = useTranslation('lane')
  const send = useMutate('POST /api/estates/:estateId/lane-list')
  const form = useForm<{
    kind: 'barred' | 'special'
    service: (typeof services)[number]
    plate: string
    reason: string
    until: string
  }>({
    key: 'lane.list.add',
    initial: { kind: 'barred', service: 'police', plate: '', reason: '', until: '' },
    check: v => ({
      plate: v.plate.trim().length < 2 ? t('need.plate') : undefined,
      reason: v.reason.trim().length < 4 ? t('need.reasonLong') : undefined,
      until: v.kind === 'barred' && v.until === '' ? t('need.until') : undefined,
    }),
    send: async v => {
      await send.mutateAsync({
        estateId,
        kind: v.kind,
        plate: v.plate,
        reason: v.reason,
        ...(v.kind === 'special' ? { service: v.service } : {}),
        ...(v.until ? { until: `${v.until}T23:59:59+08:00` } : {}),
      })
      say(t('done.listed'))
      await anew()
      close()
    },
  })
  return (
    <Dialog title={t('list.add')} close={close}>
      <FormBox form={form} submit={t('list.ask')}>
        <Choices
          legend={t('list.kind')}
          options={(['barred', 'special'] as const).map(value => ({ value, label: t(`right.${value}`) }))}
          value={form.values.kind}
          onChange={kind => form.set({ kind })}
        />
        {form.values.kind === 'special' ? (
          <Choices
            legend={t('list.service')}
            options={services.map(value => ({ value, label: t(`service.${value}`) }))}
            value={form.values.service}
            onChange={service => form.set({ service })}
          />
        ) : null}
        <Field form={form} name="plate" label={t('col.plate')}>
          <input {...form.bind('plate')} className="aj-input" maxLength={16} placeholder={t('try.example')} />
        </Field>
        <Field form={form} name="reason" label={t('act.reason')} hint={t('list.reasonHint')}>
          <input {...form.bind('reason')} className="aj-input" maxLength={200} />
        </Field>
        <Field form={form} name="until" label={t('list.lastDay')} optional={form.values.kind === 'special'}>
          <input {...form.bind('until')} className="aj-input" type="date" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

function Entry({ estateId, id }: { estateId: string; id: string }): ReactNode {
  const { t } = useTranslation(['lane', 'errors'])
  const { data, error, refetch } = useApi(oneKey, { estateId, id })
  const [ending, setEnding] = useState(false)
  const decide = useMutate('POST /api/estates/:estateId/lane-list/:id/decision')
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const refusal = (allowed: true | string) => (allowed === true ? undefined : t(`errors:${allowed}`))
  const answer = async (approve: boolean) => {
    await decide.mutateAsync({ estateId, id, approve })
    say(approve ? t('done.confirmed') : t('done.refusedEntry'))
    await anew()
  }
  return (
    <div className="ln-stack">
      <State state={signs[data.state]} word={t(`listState.${data.state}`)} />
      <Facts
        facts={[
          { label: t('col.plate'), value: data.plate },
          { label: t('list.kind'), value: t(`right.${data.kind}`) },
          ...(data.service ? [{ label: t('list.service'), value: t(`service.${data.service}`) }] : []),
          { label: t('act.reason'), value: data.reason },
          { label: t('list.until'), value: data.until ? dateTime(data.until) : t('list.noEnd') },
          { label: t('list.asked'), value: `${data.askedBy} ${dateTime(data.askedAt)}` },
          {
            label: t('list.decided'),
            value: data.decidedAt ? `${data.decidedBy} ${dateTime(data.decidedAt)}` : null,
          },
        ]}
      />
      <div className="ln-row">
        <Button kind="main" refused={refusal(data.allowed.decide)} showWhy onClick={() => void answer(true)}>
          {t('list.confirm')}
        </Button>
        <Button refused={refusal(data.allowed.decide)} onClick={() => void answer(false)}>
          {t('list.refuse')}
        </Button>
        <Button kind="danger" refused={refusal(data.allowed.end)} onClick={() => setEnding(true)}>
          {t('list.end', { plate: data.plate })}
        </Button>
      </div>
      {ending ? <End estateId={estateId} id={id} plate={data.plate} close={() => setEnding(false)} /> : null}
    </div>
  )
}

function End({
  estateId,
  id,
  plate,
  close,
}: {
  estateId: string
  id: string
  plate: string
  close: () => void
}): ReactNode {
  const { t } = useTranslation('lane')
  const send = useMutate('POST /api/estates/:estateId/lane-list/:id/end')
  const form = useForm({
    key: `lane.list.end.${id}`,
    initial: { reason: '' },
    check: v => ({ reason: v.reason.trim().length < 2 ? t('need.reason') : undefined }),
    send: async v => {
      await send.mutateAsync({ estateId, id, reason: v.reason })
      say(t('done.endedEntry', { plate }))
      await anew()
      close()
    },
  })
  return (
    <Dialog title={t('list.end', { plate })} close={close}>
      <FormBox form={form} submit={t('list.end', { plate })}>
        <Field form={form} name="reason" label={t('act.reason')}>
          <input {...form.bind('reason')} className="aj-input" maxLength={200} />
        </Field>
      </FormBox>
    </Dialog>
  )
}
