/** Who is where, which closed estate lacks people, and sending somebody there (S6-20). */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { when } from '../../format.ts'
import { useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { Numbers, Read, RegionPage } from './parts.tsx'

const list = 'GET /api/regions/:regionId/response/dispatch'
type Row = RowOf<typeof list>
const states = { empty: 'late', short: 'soon', kept: 'kept', open: 'stopped' } as const

export default function DispatchPage(): ReactNode {
  const { t } = useTranslation('response')
  return (
    <RegionPage title={t('send.title')}>
      {id => (
        <>
          <Sums regionId={id} />
          <List regionId={id} />
        </>
      )}
    </RegionPage>
  )
}

function Sums({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const read = useApi(list, { regionId, limit: 1 }, { keep: true, every: 60_000 })
  return (
    <Read of={read}>
      {({ sums }) => (
        <Numbers
          label={t('send.title')}
          items={[
            {
              key: 'empty',
              label: t('send.empty'),
              n: sums.empty,
              of: sums.closed,
              bad: true,
              good: sums.closed > 0 && sums.empty === 0,
            },
            { key: 'short', label: t('send.short'), n: sums.short },
            { key: 'present', label: t('send.present'), n: sums.present },
            { key: 'sent', label: t('send.sent'), n: sums.sent },
          ]}
        />
      )}
    </Read>
  )
}

function List({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const { can } = useMe()
  const now = useNow(60_000)
  const [to, setTo] = useState<Row>()
  const back = useMutate('POST /api/estates/:estateId/response/dispatch/:dispatchId/over', { stale: [list] })
  const here = useMutate('POST /api/estates/:estateId/response/dispatch/:dispatchId/arrived', {
    stale: [list],
  })
  const columns: Column<Row>[] = [
    { key: 'name', title: t('duty.estate'), width: 11, render: e => <strong>{e.name}</strong> },
    {
      key: 'need',
      title: t('send.need'),
      width: 8,
      render: e => (
        <State
          state={states[e.need]}
          word={e.short > 0 ? t('send.lacks', { n: e.short }) : t(`need2.${e.need}`)}
        />
      ),
    },
    { key: 'region', title: t('region'), width: 8, render: e => e.region },
    {
      key: 'present',
      title: t('send.present'),
      render: e =>
        e.present.length === 0
          ? '—'
          : e.present.map(p => `${p.name}（${p.post} ${when(p.since, now)}）`).join('、'),
    },
    { key: 'members', title: t('send.members'), width: 6, align: 'right', render: e => e.members },
    {
      key: 'sent',
      title: t('send.sent'),
      render: e => (
        <span className="rs-tags">
          {e.sent.map(d => (
            <span key={d.id} className="rs-tag" data-tone={d.state === 'arrived' ? 'kept' : 'soon'}>
              {d.name} {t(`sentState.${d.state}`)} · {when(d.until, now)}
              {d.state === 'sent' && can('response.report') ? (
                <button
                  type="button"
                  className="aj-switch"
                  onClick={() => here.mutate({ estateId: d.estateId, dispatchId: d.id, version: d.version })}
                >
                  {t('send.arrived')}
                </button>
              ) : null}
              {can('response.write') ? (
                <button
                  type="button"
                  className="aj-switch"
                  onClick={() => back.mutate({ estateId: d.estateId, dispatchId: d.id, version: d.version })}
                >
                  {t('send.back')}
                </button>
              ) : null}
            </span>
          ))}
        </span>
      ),
    },
    {
      key: 'act',
      title: t('act'),
      width: 7,
      render: e => (can('response.write') ? <Button onClick={() => setTo(e)}>{t('send.act')}</Button> : null),
    },
  ]
  return (
    <>
      <DataTable
        id="response.dispatch"
        label={t('send.title')}
        api={list}
        input={{ regionId }}
        every={60_000}
        columns={columns}
        filters={[
          {
            kind: 'select',
            key: 'need',
            label: t('send.need'),
            options: (['empty', 'short', 'kept', 'open'] as const).map(value => ({
              value,
              label: t(`need2.${value}`),
            })),
          },
        ]}
        rowKey={e => e.id}
        empty={{ title: t('duty.empty'), hint: t('duty.emptyHint') }}
      />
      {to ? <Send regionId={regionId} estate={to} close={() => setTo(undefined)} /> : null}
    </>
  )
}

function Send(props: { regionId: string; estate: Row; close: () => void }): ReactNode {
  const { t } = useTranslation('response')
  const { estate } = props
  const [from, setFrom] = useState<'member' | 'staff'>('member')
  const members = useApi('GET /api/regions/:regionId/response/members', {
    regionId: props.regionId,
    limit: 500,
  })
  const staff = useApi(
    'GET /api/estates/:estateId/staff',
    { estateId: estate.id },
    { when: from === 'staff' },
  )
  const send = useMutate('POST /api/estates/:estateId/response/dispatch', { stale: [list] })
  const form = useForm({
    key: `response.send.${estate.id}`,
    initial: { who: '', work: t('send.workDefault'), hours: '4' },
    check: v => ({
      who: v.who ? undefined : t('need.who'),
      work: v.work.trim() ? undefined : t('need.what'),
      hours:
        /^\d{1,2}$/.test(v.hours) && Number(v.hours) >= 1 && Number(v.hours) <= 72
          ? undefined
          : t('need.hours'),
    }),
    send: async v => {
      await send.mutateAsync({
        estateId: estate.id,
        work: v.work,
        hours: Number(v.hours),
        ...(from === 'member' ? { memberId: v.who } : { accountId: v.who }),
      })
      say(t('send.done', { estate: estate.name }))
      props.close()
    },
  })
  const people =
    from === 'member'
      ? (members.data?.items ?? []).map(m => ({
          id: m.id,
          name: `${m.name} (${m.number}) ${m.group ?? t('send.free')}`,
        }))
      : (staff.data?.items ?? []).map(p => ({ id: p.accountId, name: p.name }))
  return (
    <Dialog title={t('send.actTitle', { estate: estate.name })} close={props.close}>
      <FormBox form={form} submit={t('send.act')}>
        <Choices
          legend={t('send.from')}
          options={(['member', 'staff'] as const).map(value => ({ value, label: t(`send.${value}`) }))}
          value={from}
          onChange={value => {
            setFrom(value)
            form.set({ who: '' })
          }}
        />
        <Field form={form} name="who" label={t('send.who')}>
          <select {...form.bind('who')} className="aj-input">
            <option value="">—</option>
            {people.map(p => (
              <option key={p.id} value={p.id}>
                {p.name}
              </option>
            ))}
          </select>
        </Field>
        <Field form={form} name="work" label={t('send.work')}>
          <input {...form.bind('work')} className="aj-input" />
        </Field>
        <Field form={form} name="hours" label={t('send.hours')}>
          <input {...form.bind('hours')} className="aj-input" inputMode="numeric" />
        </Field>
      </FormBox>
    </Dialog>
  )
}
