/** The office's page of mechanical garages: which run, what is wrong, whose slots, when they must be inspected. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { squareMetres, when } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { FaultView } from './FaultView.tsx'
import { AskDialog } from './GarageForm.tsx'
import { GarageView } from './GarageView.tsx'
import { type GarageShown, garageStates, garages, inspectionStates } from './garage.ts'
import './garage.css'

export default function Garages(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { can } = useMe()
  const [tab, setTab] = useState('garages')
  const [adding, add] = useState(false)
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('garages.title')}</h1>
        {can('parking.manage') ? (
          <Button kind="main" icon="plus" onClick={() => add(true)}>
            {t('garages.add')}
          </Button>
        ) : null}
        <a className="aj-button" href={exportHref('parking.garages', estateId)({})}>
          {t('xlsx')}
        </a>
      </header>
      <Tabs
        label={t('garages.title')}
        tabs={(['garages', 'fetches', 'faults'] as const).map(key => ({
          key,
          label: t(`garages.tab.${key}`),
        }))}
        value={tab}
        onChange={setTab}
      >
        {tab === 'garages' ? <Cards /> : tab === 'fetches' ? <Fetches /> : <Faults />}
      </Tabs>
      {adding ? <AddGarage close={() => add(false)} /> : null}
    </>
  )
}

function Cards(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const [open, setOpen] = useState<string>()
  const { data, error, refetch } = useApi(garages, { estateId }, { every: 15_000 })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  if (data.items.length === 0) return <Empty title={t('garages.none')} hint={t('garages.noneHint')} />
  return (
    <div className="aj-stack">
      <p className="aj-weak">{t('garages.spaces', { n: data.spaces })}</p>
      <div className="pg-cards">
        {data.items.map(g => (
          <GarageCard key={g.id} g={g} open={() => setOpen(g.id)} />
        ))}
      </div>
      {open ? <GarageView id={open} close={() => setOpen(undefined)} /> : null}
    </div>
  )
}

export function GarageCard({ g, open }: { g: GarageShown; open: () => void }): ReactNode {
  const { t } = useTranslation('parking-garage')
  return (
    <article className="pg-card" data-alarm={g.trapped > 0 ? '' : undefined}>
      <h2>{g.name}</h2>
      <p>
        <State state={garageStates[g.state]} word={t(`state.${g.state}`)} />{' '}
        {g.stateReason ? <span className="aj-weak">{g.stateReason}</span> : null}
      </p>
      {g.trapped > 0 ? (
        <p>
          <State state="late" word={t('garages.trapped', { n: g.trapped })} />
        </p>
      ) : null}
      <p className="pg-big">{t('garages.free', { free: g.free, all: g.slots })}</p>
      <p className="aj-weak">
        {t(`kind.${g.kind}`)} · {g.lot ? `${g.lot} · ` : ''}
        {g.place} · {t('garages.queue', { n: g.waiting })} ·{' '}
        {t('garages.cycle', { n: g.cycle, how: t(g.cycleMeasured ? 'measured' : 'maker') })}
      </p>
      <p className="aj-weak">
        {t('garages.land', {
          all: squareMetres(g.landArea),
          each: g.landPerSpace === null ? '—' : squareMetres(g.landPerSpace),
        })}
      </p>
      <p>
        <State state={inspectionStates[g.inspection]} word={t(`inspection.${g.inspection}`)} />{' '}
        <span className="aj-weak">{t('garages.until', { day: g.inspectedUntil })}</span>
      </p>
      <div className="pg-acts">
        <Button onClick={open}>{t('open')}</Button>
      </div>
    </article>
  )
}

function Fetches(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const now = useNow(30_000)
  return (
    <DataTable
      id="parking.fetches"
      label={t('garages.tab.fetches')}
      api="GET /api/estates/:estateId/garage-fetches"
      input={{ estateId }}
      rowKey={f => f.id}
      columns={[
        { key: 'at', title: t('col.asked'), width: 9, render: f => when(f.askedAt, now) },
        { key: 'garage', title: t('col.garage'), render: f => f.garage },
        { key: 'slot', title: t('col.slot'), width: 6, render: f => f.slot },
        { key: 'room', title: t('col.room'), width: 8, render: f => f.room ?? '—' },
        {
          key: 'began',
          title: t('col.began'),
          width: 9,
          render: f => (f.beganAt ? when(f.beganAt, now) : '—'),
        },
        {
          key: 'ready',
          title: t('col.ready'),
          width: 9,
          render: f => (f.readyAt ? when(f.readyAt, now) : '—'),
        },
        { key: 'state', title: t('col.state'), width: 8, render: f => t(`fetch.${f.state}`) },
      ]}
      filters={[
        {
          kind: 'select',
          key: 'state',
          label: t('col.state'),
          options: (['open', 'done'] as const).map(value => ({ value, label: t(`filter.${value}`) })),
        },
        { kind: 'date', key: 'from', label: t('filter.from') },
        { kind: 'date', key: 'to', label: t('filter.to') },
      ]}
      every={15_000}
      exportHref={exportHref('parking.garage_fetches', estateId)}
      empty={{ title: t('fetch.none'), hint: t('fetch.noneHint') }}
    />
  )
}

function Faults(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const now = useNow(30_000)
  return (
    <DataTable
      id="parking.faults"
      label={t('garages.tab.faults')}
      api="GET /api/estates/:estateId/garage-faults"
      input={{ estateId }}
      rowKey={f => f.id}
      columns={[
        { key: 'number', title: t('col.number'), width: 12, render: f => f.number },
        { key: 'at', title: t('col.found'), width: 9, render: f => when(f.foundAt, now) },
        { key: 'garage', title: t('col.garage'), width: 10, render: f => f.garage },
        { key: 'what', title: t('col.what'), render: f => f.what },
        { key: 'trapped', title: t('col.trapped'), width: 6, align: 'right', render: f => f.trapped },
        {
          key: 'rescue',
          title: t('col.rescue'),
          width: 8,
          render: f => (f.rescue ? <State state={f.rescue} word={t(`rescue.${f.rescue}`)} /> : '—'),
        },
        { key: 'accountable', title: t('col.accountable'), width: 9, render: f => f.accountable ?? '—' },
        { key: 'state', title: t('col.state'), width: 8, render: f => t(`fault.${f.state}`) },
      ]}
      filters={[
        {
          kind: 'select',
          key: 'state',
          label: t('col.state'),
          options: (['open', 'closed'] as const).map(value => ({ value, label: t(`filter.${value}`) })),
        },
      ]}
      drawer={id => <FaultView key={id} id={id} />}
      drawerTitle={f => f?.number ?? ''}
      every={15_000}
      exportHref={exportHref('parking.garage_faults', estateId)}
      empty={{ title: t('fault.none'), hint: t('fault.noneHint') }}
    />
  )
}

function AddGarage({ close }: { close: () => void }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const add = useMutate('POST /api/estates/:estateId/garages', { stale: [garages] })
  const lots = useApi('GET /api/estates/:estateId/parking/lots', { estateId }).data?.items ?? []
  const kinds = ['lift_slide', 'stack', 'vertical', 'rotary', 'planar', 'aisle'] as const
  const number = (name: string, initial: string) => ({
    name,
    label: t(`add.${name}`),
    kind: 'number' as const,
    initial,
  })
  return (
    <AskDialog
      id="garage.add"
      title={t('garages.add')}
      submit={t('garages.add')}
      close={close}
      wide
      fields={[
        { name: 'name', label: t('add.name') },
        {
          name: 'kind',
          label: t('add.kind'),
          kind: 'select',
          options: kinds.map(value => ({ value, label: t(`kind.${value}`) })),
        },
        { name: 'place', label: t('add.place') },
        {
          name: 'lotId',
          label: t('add.lot'),
          hint: t('add.lotHint'),
          kind: 'select',
          optional: true,
          options: lots.map(l => ({ value: l.id, label: l.name })),
        },
        number('levels', '3'),
        number('perLevel', '10'),
        number('machines', '1'),
        number('cycleSeconds', '90'),
        { name: 'landArea', label: t('add.landArea'), kind: 'metres2' },
        number('length', '5000'),
        number('width', '1850'),
        number('height', '1550'),
        number('weight', '1700'),
        { name: 'registration', label: t('add.registration') },
        { name: 'keeper', label: t('add.keeper') },
        { name: 'rescue', label: t('add.rescue') },
        { name: 'inspectedUntil', label: t('add.inspectedUntil'), kind: 'date' },
        { name: 'inUseFrom', label: t('add.inUseFrom'), kind: 'date' },
      ]}
      send={a =>
        add.mutateAsync({
          estateId,
          name: a.must('name'),
          kind: kinds.find(k => k === a.text('kind')) ?? 'lift_slide',
          place: a.must('place'),
          ...(a.text('lotId') ? { lotId: a.must('lotId') } : {}),
          levels: a.number('levels'),
          perLevel: a.number('perLevel'),
          machines: a.number('machines'),
          cycleSeconds: a.number('cycleSeconds'),
          landArea: a.number('landArea'),
          max: {
            length: a.number('length'),
            width: a.number('width'),
            height: a.number('height'),
            weight: a.number('weight'),
          },
          registration: a.must('registration'),
          keeper: a.must('keeper'),
          rescue: a.must('rescue'),
          inspectedUntil: a.must('inspectedUntil'),
          inUseFrom: a.must('inUseFrom'),
        })
      }
    />
  )
}
