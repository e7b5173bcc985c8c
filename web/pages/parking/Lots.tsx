/** Lots and their spaces: how many, who has them, what is free. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer, RowOf } from '../../contracts.ts'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { queryClient, useApi, useMutate } from '../../query.ts'
import { exportHref, printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { lastDay } from './parts.tsx'
import './parking.css'

const list = 'GET /api/estates/:estateId/parking/lots'
const spacesKey = 'GET /api/estates/:estateId/parking/spaces'
export type LotShown = Answer<typeof list>['items'][number]
type SpaceShown = RowOf<typeof spacesKey>
export const grounds = ['planned', 'common', 'civil_defence'] as const
export const uses = ['car', 'accessible', 'ev', 'motorcycle', 'ebike', 'bicycle'] as const
const formers = ['planned', 'road', 'vacant', 'building', 'green', 'fire_lane'] as const

export default function Lots(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { can } = useMe()
  const { data, error, refetch } = useApi(list, { estateId })
  const counts = useApi('GET /api/estates/:estateId/parking/counts', { estateId })
  const [editing, edit] = useState<LotShown | 'new'>()
  const [adding, add] = useState<LotShown>()
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const manage = can('parking.manage')
  const c = counts.data
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
                { label: t('lots.operator'), value: `${lot.operator} ${lot.complaintPhone}` },
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
    stale: [spacesKey, list, 'GET /api/estates/:estateId/parking/spaces/:spaceId'],
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

function LotForm({ lot, close }: { lot: LotShown | undefined; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const gates = useApi('GET /api/estates/:estateId/gates', { estateId })
  const form = useForm({
    key: `parking.lot.${lot?.id ?? 'new'}`,
    initial: {
      name: lot?.name ?? '',
      ground: (lot?.ground ?? 'planned') as LotShown['ground'],
      levels: lot?.levels.join('、') ?? '',
      visitorSpaces: String(lot?.visitorSpaces ?? 0),
      operator: lot?.operator ?? '',
      hours: lot?.hours ?? t('lots.allDay'),
      complaintPhone: lot?.complaintPhone ?? '',
      payeeText: lot?.payeeText ?? '',
      disposal: lot?.disposal ?? '',
      gates: lot?.gates ?? [],
    },
    check: v => ({
      name: v.name.trim() ? undefined : t('lots.needName'),
      levels: v.levels.trim() ? undefined : t('lots.needLevels'),
      operator: v.operator.trim() ? undefined : t('lots.needOperator'),
      complaintPhone: v.complaintPhone.trim().length >= 3 ? undefined : t('lots.needPhone'),
    }),
    send: async (v, clientId) => {
      const body = {
        estateId,
        name: v.name,
        ground: v.ground,
        levels: v.levels.split(/[、,，\s]+/).filter(Boolean),
        gates: v.gates.length > 0 ? v.gates : null,
        visitorSpaces: Number(v.visitorSpaces) || 0,
        operator: v.operator,
        hours: v.hours,
        complaintPhone: v.complaintPhone,
        payeeText: v.payeeText,
        disposal: v.disposal,
      }
      if (lot)
        await api('PUT /api/estates/:estateId/parking/lots/:lotId', {
          ...body,
          lotId: lot.id,
          version: lot.version,
        })
      else await api('POST /api/estates/:estateId/parking/lots', body, { clientId })
      await queryClient.invalidateQueries()
      say(t('saved'))
      close()
    },
  })
  const text = (
    name: 'name' | 'levels' | 'visitorSpaces' | 'operator' | 'hours' | 'complaintPhone' | 'payeeText',
  ) => (
    <Field form={form} name={name} label={t(`lots.field.${name}`)} optional={name === 'payeeText'}>
      <input {...form.bind(name)} className="aj-input" />
    </Field>
  )
  return (
    <Dialog title={lot ? lot.name : t('lots.add')} close={close} wide>
      <FormBox form={form} submit={t('save')} columns={2}>
        {text('name')}
        {text('levels')}
        <Choices
          legend={t('spaces.ground')}
          options={grounds.map(value => ({ value, label: t(`ground.${value}`) }))}
          value={form.values.ground}
          onChange={ground => form.set({ ground })}
        />
        {text('visitorSpaces')}
        {text('operator')}
        {text('hours')}
        {text('complaintPhone')}
        {text('payeeText')}
        <fieldset className="aj-choices">
          <legend>{t('lots.gates')}</legend>
          {gates.data?.items.map(g => (
            <label key={g.id}>
              <input
                type="checkbox"
                checked={form.values.gates.includes(g.id)}
                onChange={e =>
                  form.set({
                    gates: e.target.checked
                      ? [...form.values.gates, g.id]
                      : form.values.gates.filter(x => x !== g.id),
                  })
                }
              />
              {g.name}
            </label>
          ))}
        </fieldset>
        <Field form={form} name="disposal" label={t('lots.disposal')} hint={t('lots.disposalHint')} optional>
          <textarea {...form.bind('disposal')} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

function SpaceForm({ lot, close }: { lot: LotShown; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const form = useForm({
    key: `parking.space.new.${lot.id}`,
    initial: {
      level: lot.levels[0] ?? '',
      number: '',
      ground: lot.ground,
      use: 'car' as SpaceShown['use'],
      capacity: '1',
      formerUse: 'planned' as (typeof formers)[number],
      decision: '',
    },
    check: v => ({ number: v.number.trim() ? undefined : t('spaces.needNumber') }),
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/parking/lots/:lotId/spaces',
        {
          estateId,
          lotId: lot.id,
          ...v,
          capacity: Number(v.capacity) || 1,
          sign: v.use === 'accessible',
          charger: v.use === 'ev',
        },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('spaces.added', { number: v.number }))
      form.reset({ ...v, number: '' })
    },
  })
  const pick = (
    name: 'ground' | 'use' | 'formerUse' | 'level',
    options: readonly { value: string; label: string }[],
  ) => (
    <Field form={form} name={name} label={t(`spaces.field.${name}`)}>
      <select {...form.bind(name)} className="aj-input">
        {options.map(o => (
          <option key={o.value} value={o.value}>
            {o.label}
          </option>
        ))}
      </select>
    </Field>
  )
  return (
    <Dialog title={t('spaces.addTo', { lot: lot.name })} close={close} wide>
      <FormBox form={form} submit={t('spaces.add')} columns={2}>
        <Field form={form} name="number" label={t('spaces.number')}>
          <input {...form.bind('number')} className="aj-input" />
        </Field>
        {pick(
          'level',
          lot.levels.map(l => ({ value: l, label: l })),
        )}
        {pick(
          'ground',
          grounds.map(value => ({ value, label: t(`ground.${value}`) })),
        )}
        {pick(
          'use',
          uses.map(value => ({ value, label: t(`use.${value}`) })),
        )}
        <Field form={form} name="capacity" label={t('spaces.capacity')}>
          <input {...form.bind('capacity')} className="aj-input" inputMode="numeric" />
        </Field>
        {pick(
          'formerUse',
          formers.map(value => ({ value, label: t(`former.${value}`) })),
        )}
        <Field
          form={form}
          name="decision"
          label={t('spaces.decision')}
          hint={t('spaces.decisionHint')}
          optional
        >
          <input {...form.bind('decision')} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}
