import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { RowOf } from '../../contracts.ts'
import { useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { queryClient, useApi } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { Pick } from './UnitForm.tsx'
import { cares, estateKinds, options } from './words.ts'
import './estate.css'

type Estate = RowOf<'GET /api/estates'>

/** Every estate the reader may see, by region, class and company. */
export default function Estates(): ReactNode {
  const { t } = useTranslation('estate')
  const { can } = useMe()
  const [adding, add] = useState(false)
  const regions = useApi('GET /api/regions', undefined, { when: can('region.read') })
  const columns: Column<Estate>[] = [
    { key: 'name', title: t('estates.name'), width: 14, render: e => <strong>{e.name}</strong> },
    { key: 'region', title: t('standing.region'), render: e => e.regionNames.join(' / ') },
    { key: 'care', title: t('census.care'), width: 8, render: e => t(`care.${e.care}`) },
    { key: 'company', title: t('standing.company'), render: e => e.companyName ?? '—' },
    { key: 'subject', title: t('standing.subjectUnit'), render: e => e.subjectUnitName ?? '—' },
    { key: 'kind', title: t('standing.kind'), width: 7, render: e => t(`kind.${e.kind}`) },
    { key: 'address', title: t('standing.address'), hidden: true, render: e => e.address ?? '—' },
  ]
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('estates.title')}</h1>
        {can('estate.create') ? (
          <>
            <Link className="aj-button" to={paths.page('console', 'imports')} search={{ kind: 'estates' }}>
              {t('estates.import')}
            </Link>
            <Button kind="main" icon="plus" onClick={() => add(true)}>
              {t('estates.add')}
            </Button>
          </>
        ) : null}
      </header>
      <DataTable
        id="estate.estates"
        label={t('estates.title')}
        api="GET /api/estates"
        input={{}}
        columns={columns}
        filters={[
          { kind: 'text', key: 'q', label: t('estates.find'), width: 16 },
          {
            kind: 'select',
            key: 'regionId',
            label: t('standing.region'),
            width: 12,
            options: (regions.data?.items ?? []).map(r => ({ value: r.id, label: r.name })),
          },
          { kind: 'select', key: 'care', label: t('census.care'), options: options(cares, t, 'care') },
          {
            kind: 'select',
            key: 'subjectUnit',
            label: t('standing.subjectUnit'),
            options: [
              { value: 'yes', label: t('estates.withSubject') },
              { value: 'no', label: t('estates.withoutSubject') },
            ],
          },
          {
            kind: 'select',
            key: 'kind',
            label: t('standing.kind'),
            more: true,
            options: options(estateKinds, t, 'kind'),
          },
        ]}
        rowKey={e => e.id}
        drawerTitle={e => e?.name ?? ''}
        drawer={id => <OneEstate id={id} />}
        exportHref={exportHref('estates', undefined)}
        empty={{ title: t('estates.none'), hint: t('estates.noneHint') }}
      />
      {adding ? (
        <Dialog title={t('estates.add')} close={() => add(false)}>
          <EstateForm done={() => add(false)} />
        </Dialog>
      ) : null}
    </>
  )
}

function OneEstate({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('estate')
  const { data } = useApi('GET /api/estates/:estateId', { estateId: id })
  if (!data) return null
  return (
    <div className="aj-stack">
      <Facts
        facts={[
          { label: t('standing.region'), value: data.regionNames.join(' / ') },
          { label: t('standing.further'), value: data.furtherRegions.map(r => r.name).join('、') },
          { label: t('census.care'), value: t(`care.${data.care}`) },
          { label: t('standing.company'), value: data.companyName },
          { label: t('standing.subjectUnit'), value: data.subjectUnitName },
          { label: t('standing.address'), value: data.address },
        ]}
      />
      <Link className="aj-button" data-kind="main" to={paths.page('console', 'estate')} search={{ e: id }}>
        {t('estates.open')}
      </Link>
    </div>
  )
}

function EstateForm({ done }: { done: () => void }): ReactNode {
  const { t } = useTranslation('estate')
  const regions = useApi('GET /api/regions')
  const form = useForm({
    key: 'estate.new',
    initial: {
      regionId: '',
      name: '',
      kind: 'compound' as (typeof estateKinds)[number],
      care: 'company' as (typeof cares)[number],
      address: '',
    },
    check: v => ({
      name: v.name.trim() ? undefined : t('estates.needName'),
      regionId: v.regionId ? undefined : t('estates.needRegion'),
    }),
    send: async (v, clientId) => {
      const made = await api(
        'POST /api/estates',
        { regionId: v.regionId, name: v.name, kind: v.kind, care: v.care, address: v.address || undefined },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('estates.added', { name: made.name }))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('estates.add')}>
      <Field form={form} name="name" label={t('estates.name')}>
        <input {...form.bind('name')} className="aj-input" />
      </Field>
      <Field form={form} name="regionId" label={t('standing.region')}>
        <Pick
          bound={form.bind('regionId')}
          none={t('standing.choose')}
          choices={(regions.data?.items ?? []).map(r => ({
            value: r.id,
            label: `${'　'.repeat(r.path.split('/').length - 3)}${r.name}`,
          }))}
        />
      </Field>
      <Field form={form} name="kind" label={t('standing.kind')}>
        <Pick bound={form.bind('kind')} choices={options(estateKinds, t, 'kind')} />
      </Field>
      <Field form={form} name="care" label={t('census.care')}>
        <Pick bound={form.bind('care')} choices={options(cares, t, 'care')} />
      </Field>
      <Field form={form} name="address" label={t('standing.address')} optional>
        <input {...form.bind('address')} className="aj-input" />
      </Field>
    </FormBox>
  )
}
