/** The office's page of parking order: what was seen, who was asked to move, who answers for an accident, the month. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { Key } from '../../contracts.ts'
import { dateTime, squareMetres, when, yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { exportHref, printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { AskDialog } from './GarageForm.tsx'
import { Accidents, Congestions, Moves } from './OrderLists.tsx'
import { OrderMonth } from './OrderMonth.tsx'
import './garage.css'

const list = 'GET /api/estates/:estateId/parking/violations'
const one = 'GET /api/estates/:estateId/parking/violations/:violationId'
const tabs = ['violations', 'moves', 'accidents', 'congestions', 'month'] as const

export default function Order(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const [tab, setTab] = useState<string>('violations')
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('order.title')}</h1>
      </header>
      <Tabs
        label={t('order.title')}
        tabs={tabs.map(key => ({ key, label: t(`order.tab.${key}`) }))}
        value={tab}
        onChange={setTab}
      >
        {tab === 'violations' ? <Violations /> : null}
        {tab === 'moves' ? <Moves /> : null}
        {tab === 'accidents' ? <Accidents /> : null}
        {tab === 'congestions' ? <Congestions /> : null}
        {tab === 'month' ? <OrderMonth /> : null}
      </Tabs>
    </>
  )
}

const states = { open: 'soon', closed: 'kept', void: 'stopped' } as const

function Violations(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const now = useNow(60_000)
  return (
    <DataTable
      id="parking.violations"
      label={t('order.tab.violations')}
      api={list}
      input={{ estateId }}
      rowKey={v => v.id}
      sort="-at"
      columns={[
        { key: 'at', title: t('col.at'), width: 9, sort: true, render: v => when(v.happenedAt, now) },
        { key: 'plate', title: t('col.plate'), width: 8, render: v => v.plate },
        { key: 'type', title: t('order.type'), width: 10, render: v => v.typeName },
        { key: 'phase', title: t('order.phase'), width: 6, render: v => t(`phase.${v.phase}`) },
        { key: 'place', title: t('col.place'), render: v => `${v.zone} ${v.place}` },
        { key: 'room', title: t('col.room'), width: 7, render: v => v.room ?? '—' },
        {
          key: 'repeat',
          title: t('order.repeat'),
          width: 5,
          align: 'right',
          sort: true,
          render: v => v.repeat,
        },
        { key: 'told', title: t('order.told'), width: 7, render: v => t(v.toldAt ? 'yes' : 'slipOnly') },
        {
          key: 'state',
          title: t('col.state'),
          width: 8,
          render: v => <State state={states[v.state]} word={t(`record.${v.state}`)} />,
        },
      ]}
      filters={[
        { kind: 'text', key: 'plate', label: t('col.plate'), width: 9 },
        {
          kind: 'select',
          key: 'phase',
          label: t('order.phase'),
          options: (['entry', 'driving', 'parking'] as const).map(value => ({
            value,
            label: t(`phase.${value}`),
          })),
        },
        {
          kind: 'select',
          key: 'state',
          label: t('col.state'),
          options: (['open', 'closed', 'void'] as const).map(value => ({
            value,
            label: t(`record.${value}`),
          })),
        },
        { kind: 'date', key: 'from', label: t('filter.from') },
        { kind: 'date', key: 'to', label: t('filter.to') },
      ]}
      drawer={id => <ViolationView key={id} id={id} />}
      drawerTitle={v => (v ? `${v.plate} · ${v.typeName}` : '')}
      every={30_000}
      exportHref={exportHref('parking.violations', estateId)}
      empty={{ title: t('order.none'), hint: t('order.noneHint') }}
    />
  )
}

function ViolationView({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { can } = useMe()
  const refusal = useRefusal()
  const [act, setAct] = useState<'close' | 'void' | 'damage'>()
  const stale: Key[] = [list, one, 'GET /api/estates/:estateId/parking/order/month']
  const slip = useMutate('POST /api/estates/:estateId/parking/violations/:violationId/slip', { stale })
  const shut = useMutate('POST /api/estates/:estateId/parking/violations/:violationId/close', { stale })
  const damage = useMutate('POST /api/estates/:estateId/parking/violations/:violationId/damage', { stale })
  const { data: v, error, refetch } = useApi(one, { estateId, violationId: id })
  if (error && !v) return <Failing error={error} again={refetch} />
  if (!v) return <Loading />
  const ids = { estateId, violationId: v.id }
  const print = async () => {
    await slip.mutateAsync(ids)
    window.open(printHref('violation-slip', ids), '_blank', 'noopener')
  }
  return (
    <div className="aj-stack">
      <p>
        <State state={states[v.state]} word={t(`record.${v.state}`)} /> {t('order.nth', { n: v.repeat })}
      </p>
      {v.photos.map(file => (
        <img
          key={file}
          className="pg-photo"
          alt={v.typeName}
          src={`/api/estates/${estateId}/parking/violations/${v.id}/photos/${file}`}
        />
      ))}
      <Facts
        facts={[
          { label: t('col.number'), value: v.number },
          { label: t('col.at'), value: `${dateTime(v.happenedAt)} ${v.madeBy}` },
          { label: t('col.place'), value: `${v.zone} ${v.place}` },
          { label: t('col.room'), value: v.room },
          { label: t('order.told'), value: v.toldAt ? dateTime(v.toldAt) : t('slipOnly') },
          { label: t('order.slips'), value: v.slips },
          { label: t('note.note'), value: v.note },
          ...(v.compensation === null
            ? []
            : [
                { label: t('order.damage'), value: `${v.damage ?? ''} ${squareMetres(v.greenArea ?? 0)} m²` },
                { label: t('order.compensation'), value: `¥${yuan(v.compensation)}` },
              ]),
          ...(v.result ? [{ label: t('order.result'), value: `${v.result}（${v.closedBy ?? ''}）` }] : []),
        ]}
      />
      <div className="pg-acts">
        {can('parking.operate') ? (
          <>
            <Button kind="main" onClick={() => setAct('close')} refused={refusal(v.allowed.close)}>
              {t('order.close')}
            </Button>
            <Button icon="print" onClick={() => void print()}>
              {t('order.slip')}
            </Button>
            <Button onClick={() => setAct('void')} refused={refusal(v.allowed.void)}>
              {t('order.void')}
            </Button>
          </>
        ) : null}
        {can('parking.manage') ? (
          <Button onClick={() => setAct('damage')} refused={refusal(v.allowed.damage)}>
            {t('order.damage')}
          </Button>
        ) : null}
      </div>
      {act === 'damage' ? (
        <AskDialog
          id={`order.damage.${v.id}`}
          title={`${t('order.damage')} · ${v.plate}`}
          submit={t('order.charge')}
          close={() => setAct(undefined)}
          fields={[
            { name: 'damage', label: t('order.damageWhat') },
            { name: 'greenArea', label: t('order.greenArea'), kind: 'metres2', initial: '0' },
            { name: 'compensation', label: t('order.compensation'), kind: 'yuan' },
          ]}
          send={a =>
            damage.mutateAsync({
              ...ids,
              damage: a.must('damage'),
              greenArea: a.number('greenArea'),
              compensation: a.number('compensation'),
            })
          }
        />
      ) : null}
      {act === 'close' || act === 'void' ? (
        <AskDialog
          id={`order.${act}.${v.id}`}
          title={`${t(`order.${act}`)} · ${v.plate}`}
          submit={t(`order.${act}`)}
          close={() => setAct(undefined)}
          fields={[{ name: 'result', label: t(act === 'void' ? 'reason' : 'order.result') }]}
          send={a => shut.mutateAsync({ ...ids, void: act === 'void', result: a.must('result') })}
        />
      ) : null}
    </div>
  )
}
