import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { RowOf } from '../../contracts.ts'
import { squareMetres } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { queryClient, useApi } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { UnitForm } from './UnitForm.tsx'
import { options, unitStates, unitUses } from './words.ts'
import './estate.css'

type Unit = RowOf<'GET /api/estates/:estateId/units'>

/** Every unit of the estate, found by its name, building, use or state. */
export default function Units(): ReactNode {
  const { t } = useTranslation('estate')
  const estateId = useEstateId()
  const { can } = useMe()
  const [adding, add] = useState(false)
  const buildings = useApi('GET /api/estates/:estateId/buildings', { estateId })
  const columns: Column<Unit>[] = [
    { key: 'label', title: t('unit.room'), width: 9, render: u => <strong>{u.label}</strong> },
    { key: 'building', title: t('unit.building'), width: 6, render: u => u.building || '—' },
    { key: 'section', title: t('unit.section'), width: 5, render: u => u.section || '—' },
    { key: 'floor', title: t('unit.floor'), width: 5, align: 'right', render: u => u.floor ?? '—' },
    {
      key: 'area',
      title: t('unit.area'),
      width: 8,
      align: 'right',
      render: u => (u.area === null ? '—' : squareMetres(u.area)),
    },
    { key: 'use', title: t('unit.use'), width: 6, render: u => t(`use.${u.use}`) },
    { key: 'state', title: t('unit.state'), render: u => <UnitState state={u.state} /> },
  ]
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('unit.title')}</h1>
        {can('estate.import') ? (
          <Link className="aj-button" to={paths.page('console', 'imports')} search={{ kind: 'units' }}>
            {t('unit.import')}
          </Link>
        ) : null}
        <Button
          kind="main"
          icon="plus"
          onClick={() => add(true)}
          refused={can('unit.write') ? undefined : t('refused.unitWrite')}
        >
          {t('unit.add')}
        </Button>
      </header>
      <DataTable
        id="estate.units"
        label={t('unit.title')}
        api="GET /api/estates/:estateId/units"
        input={{ estateId }}
        columns={columns}
        filters={[
          { kind: 'text', key: 'q', label: t('unit.room'), placeholder: '1-2-301' },
          {
            kind: 'select',
            key: 'buildingId',
            label: t('unit.building'),
            options: (buildings.data?.items ?? []).map(b => ({
              value: b.id,
              label: b.name || t('building.only'),
            })),
          },
          { kind: 'select', key: 'state', label: t('unit.state'), options: options(unitStates, t, 'state') },
          { kind: 'select', key: 'use', label: t('unit.use'), options: options(unitUses, t, 'use') },
          {
            kind: 'select',
            key: 'area',
            label: t('unit.area'),
            more: true,
            options: [
              { value: 'unknown', label: t('unit.areaUnknown') },
              { value: 'known', label: t('unit.areaKnown') },
            ],
          },
        ]}
        rowKey={u => u.id}
        drawerTitle={u => u?.label ?? t('unit.one')}
        drawer={(id, close) => <OneUnit key={id} id={id} close={close} />}
        exportHref={exportHref('units', estateId)}
        empty={{
          title: t('unit.none'),
          hint: t('unit.noneHint'),
          act: can('estate.import') ? (
            <Link
              className="aj-button"
              data-kind="main"
              to={paths.page('console', 'imports')}
              search={{ kind: 'units' }}
            >
              {t('unit.import')}
            </Link>
          ) : undefined,
        }}
      />
      {adding ? (
        <Dialog title={t('unit.add')} close={() => add(false)}>
          <UnitForm
            estateId={estateId}
            done={label => {
              add(false)
              say(t('unit.added', { label }))
            }}
          />
        </Dialog>
      ) : null}
    </>
  )
}

/** The state of a unit: a word, and a sign that tells lived-in from empty. */
export function UnitState({ state }: { state: Unit['state'] }): ReactNode {
  const { t } = useTranslation('estate')
  return (
    <span className="es-state" data-state={state}>
      {t(`state.${state}`)}
    </span>
  )
}

function OneUnit({ id, close }: { id: string; close: () => void }): ReactNode {
  const { t } = useTranslation('estate')
  const estateId = useEstateId()
  const { can } = useMe()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/units/:unitId', {
    estateId,
    unitId: id,
  })
  const [asked, ask] = useState(false)
  const [failed, fail] = useState<unknown>()
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const remove = async () => {
    try {
      await api('DELETE /api/estates/:estateId/units/:unitId', { estateId, unitId: id })
      await queryClient.invalidateQueries({ queryKey: ['GET /api/estates/:estateId/units'] })
      say(t('unit.removed', { label: data.label }))
      close()
    } catch (reason) {
      fail(reason)
    }
  }
  return (
    <div className="aj-stack">
      <UnitForm
        key={data.version}
        estateId={estateId}
        unit={data}
        done={label => say(t('unit.saved', { label }))}
      />
      {can('unit.write') ? (
        asked ? (
          <div className="aj-row">
            <Button kind="danger" onClick={remove}>
              {t('unit.removeSure', { label: data.label })}
            </Button>
            <Button onClick={() => ask(false)}>{t('common:act.cancel')}</Button>
          </div>
        ) : (
          <div>
            <Button kind="plain" onClick={() => ask(true)}>
              {t('unit.remove')}
            </Button>
          </div>
        )
      ) : null}
      {failed ? <Failing error={failed} /> : null}
    </div>
  )
}
