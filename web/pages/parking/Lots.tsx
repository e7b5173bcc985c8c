/** Lots and their spaces: how many, who has them, what is free. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi, useMutate } from '../../query.ts'
import { exportHref, printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { LotForm, SpaceForm } from './LotForms.tsx'
import { type LotShown, lotsKey, type SpaceShown, spacesKey, uses } from './lot.ts'
import { lastDay } from './parts.tsx'
import './parking.css'

export default function Lots(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { can } = useMe()
  const { data, error, refetch } = useApi(lotsKey, { estateId })
  const counts = useApi('GET /api/estates/:estateId/parking/counts', { estateId })
  const garages = useApi('GET /api/estates/:estateId/garages', { estateId }).data?.items ?? []
  const [editing, edit] = useState<LotShown | 'new'>()
  const [adding, add] = useState<LotShown>()
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const manage = can('parking.manage')
  const c = counts.data
  const garagesIn = (lotId: string) => {
    const shown = garages
      .filter(g => g.lotId === lotId)
      .map(g => t('lots.garageFree', { name: g.name, free: g.free, all: g.slots }))
    return shown.length > 0 ? [{ label: t('lots.garages'), value: shown.join('、') }] : []
  }
  return (
    <div className="pk-stack">
      <header className="aj-page-head">
        <h1>{t('lots.title')}</h1>
        <span className="aj-row">
          {can('parking.manage') ? <a href={paths.page('console', 'imports')}>{t('lots.import')}</a> : null}
          {manage ? (
            <Button kind="main" icon="plus" onClick={() => edit('new')}>
              {t('lots.add')}
            </Button>
          ) : null}
        </span>
      </header>
      {c ? (
        <p className="aj-num">
          {t('lots.counts', { spaces: c.spaces, homes: c.homes, vehicles: c.vehicles, waiting: c.waiting })}{' '}
          {c.shortage > 0 ? <State state="soon" word={t('lots.shortage', { n: c.shortage })} /> : null}
        </p>
      ) : null}
      {data.items.length === 0 ? <Empty title={t('empty.lots')} hint={t('lots.hint')} /> : null}
      <div className="pk-grid">
        {data.items.map(lot => (
          <article key={lot.id} className="pk-card">
            <h2>{lot.name}</h2>
            <p className="aj-weak">
              {t(`ground.${lot.ground}`)} · {lot.levels.join('、')} · {lot.hours}
            </p>
            <Facts
              facts={[
                { label: t('lots.spaces'), value: t('lots.heldFree', lot.counts) },
                {
                  label: t('lots.inside'),
                  value: t('lots.insideText', {
                    temporary: lot.counts.insideTemporary,
                    permit: lot.counts.insidePermit,
                  }),
                },
                { label: t('lots.visitors'), value: `${lot.counts.openForVisitors} / ${lot.visitorSpaces}` },
                ...garagesIn(lot.id),
                {
                  label: t('lots.operator'),
                  value: (
                    <>
                      {lot.operator} <span className="pk-whole">{lot.complaintPhone}</span>
                    </>
                  ),
                },
              ]}
            />
            <div className="pk-reasons">
              <a
                className="aj-button"
                href={printHref('parking-board', { estateId, lotId: lot.id })}
                target="_blank"
                rel="noreferrer"
              >
                {t('lots.board')}
              </a>
              {manage ? <Button onClick={() => edit(lot)}>{t('lots.change')}</Button> : null}
              {manage ? <Button onClick={() => add(lot)}>{t('spaces.add')}</Button> : null}
            </div>
          </article>
        ))}
      </div>
      <Spaces lots={data.items} />
      {editing ? (
        <LotForm lot={editing === 'new' ? undefined : editing} close={() => edit(undefined)} />
      ) : null}
      {adding ? <SpaceForm lot={adding} close={() => add(undefined)} /> : null}
    </div>
  )
}

function Spaces({ lots }: { lots: readonly LotShown[] }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const columns: Column<SpaceShown>[] = [
    {
      key: 'number',
      title: t('spaces.number'),
      width: 8,
      render: s => <strong className="aj-num">{s.number}</strong>,
    },
    { key: 'lot', title: t('col.lot'), width: 10, render: s => `${s.lot} ${s.level}` },
    { key: 'ground', title: t('spaces.ground'), width: 7, render: s => t(`ground.${s.ground}`) },
    {
      key: 'use',
      title: t('spaces.use'),
      width: 8,
      render: s => `${t(`use.${s.use}`)}${s.capacity > 1 ? ` × ${s.capacity}` : ''}`,
    },
    {
      key: 'state',
      title: t('col.state'),
      width: 8,
      render: s =>
        s.state !== 'usable' ? (
          <State state="stopped" word={t(`spaces.state.${s.state}`)} />
        ) : s.permitId ? (
          <State state="kept" word={t(`permit.kind.${s.permitKind ?? 'lease'}`)} />
        ) : s.offeredTo ? (
          <State state="soon" word={t('spaces.offered', { room: s.offeredTo })} />
        ) : (
          <State state="running" word={t('spaces.free')} />
        ),
    },
    { key: 'holder', title: t('spaces.holder'), width: 8, render: s => s.holder ?? '—' },
    { key: 'until', title: t('col.until'), width: 7, render: s => (s.until ? lastDay(s.until) : '—') },
    { key: 'decision', title: t('spaces.decision'), render: s => s.decision ?? '—', hidden: true },
    { key: 'charger', title: t('spaces.charger'), width: 5, render: s => (s.charger ? t('yes') : '—') },
  ]
  return (
    <DataTable
      id="parking.spaces"
      label={t('spaces.title')}
      api={spacesKey}
      input={{ estateId }}
      columns={columns}
      filters={[
        { kind: 'text', key: 'q', label: t('spaces.q'), width: 10 },
        {
          kind: 'select',
          key: 'lotId',
          label: t('col.lot'),
          options: lots.map(l => ({ value: l.id, label: l.name })),
        },
        {
          kind: 'select',
          key: 'held',
          label: t('col.state'),
          options: (['free', 'held'] as const).map(value => ({ value, label: t(`spaces.${value}`) })),
        },
        {
          kind: 'select',
          key: 'use',
          label: t('spaces.use'),
          options: uses.map(value => ({ value, label: t(`use.${value}`) })),
        },
      ]}
      rowKey={s => s.id}
      drawerTitle={s => (s ? `${s.lot} ${s.number}` : '')}
      drawer={id => <SpaceView key={id} id={id} />}
      exportHref={exportHref('parking.spaces', estateId)}
      empty={{ title: t('empty.spaces'), hint: t('spaces.hint') }}
    />
  )
}

function SpaceView({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { can } = useMe()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/parking/spaces/:spaceId', {
    estateId,
    spaceId: id,
  })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="pk-stack">
      <Facts
        facts={[
          { label: t('spaces.ground'), value: t(`ground.${data.ground}`) },
          { label: t('spaces.use'), value: t(`use.${data.use}`) },
          { label: t('spaces.former'), value: t(`former.${data.formerUse}`) },
          { label: t('spaces.decision'), value: data.decision },
          { label: t('spaces.holder'), value: data.holder },
          { label: t('col.until'), value: data.until ? lastDay(data.until) : null },
          { label: t('spaces.closedWhy'), value: data.stateReason },
        ]}
      />
      {data.permitId ? (
        <a href={`${paths.page('console', 'parking/permits')}?open=${data.permitId}`}>{t('spaces.permit')}</a>
      ) : null}
      {can('parking.manage') ? <SpaceChange key={data.version} space={data} /> : null}
    </div>
  )
}

function SpaceChange({ space }: { space: SpaceShown }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const send = useMutate('PUT /api/estates/:estateId/parking/spaces/:spaceId', {
    stale: [spacesKey, lotsKey, 'GET /api/estates/:estateId/parking/spaces/:spaceId'],
  })
  const form = useForm({
    key: `parking.space.${space.id}`,
    initial: {
      use: space.use,
      capacity: String(space.capacity),
      state: space.state,
      reason: space.stateReason ?? '',
      charger: space.charger ? 'yes' : 'no',
    },
    check: v => ({ reason: v.state === 'usable' || v.reason.trim() ? undefined : t('spaces.needReason') }),
    send: async v => {
      await send.mutateAsync({
        estateId,
        spaceId: space.id,
        use: v.use,
        capacity: Number(v.capacity) || 1,
        charger: v.charger === 'yes',
        sign: v.use === 'accessible' || space.sign,
        state: v.state,
        reason: v.reason,
        version: space.version,
      })
      say(t('saved'))
    },
  })
  return (
    <FormBox form={form} submit={t('save')}>
      <Choices
        legend={t('spaces.use')}
        options={uses.map(value => ({ value, label: t(`use.${value}`) }))}
        value={form.values.use}
        onChange={use => form.set({ use })}
      />
      <Field form={form} name="capacity" label={t('spaces.capacity')}>
        <input {...form.bind('capacity')} className="aj-input" inputMode="numeric" />
      </Field>
      <Choices
        legend={t('spaces.charger')}
        options={(['yes', 'no'] as const).map(value => ({ value, label: t(value) }))}
        value={form.values.charger as 'yes' | 'no'}
        onChange={charger => form.set({ charger })}
      />
      <Choices
        legend={t('col.state')}
        options={(['usable', 'closed', 'removed'] as const).map(value => ({
          value,
          label: t(`spaces.state.${value}`),
        }))}
        value={form.values.state}
        onChange={state => form.set({ state })}
      />
      <Field form={form} name="reason" label={t('spaces.closedWhy')} optional>
        <input {...form.bind('reason')} className="aj-input" />
      </Field>
    </FormBox>
  )
}
