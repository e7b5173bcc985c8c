import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { RowOf } from '../../contracts.ts'
import { useMe } from '../../me.ts'
import { queryClient } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { Pick } from './UnitForm.tsx'
import { options, organisationKinds, shown, typed } from './words.ts'

type Organisation = RowOf<'GET /api/organisations'>

/** Companies, subject units and offices, with their staff totals and the day they were counted. */
export default function Organisations(): ReactNode {
  const { t } = useTranslation('estate')
  const { can } = useMe()
  const [editing, edit] = useState<Organisation | 'new'>()
  const may = can('organisation.manage')
  const columns: Column<Organisation>[] = [
    { key: 'name', title: t('organisation.name'), width: 20, render: o => <strong>{o.name}</strong> },
    { key: 'kind', title: t('organisation.kind'), width: 10, render: o => t(`organisationKind.${o.kind}`) },
    { key: 'contact', title: t('organisation.contact'), render: o => o.contactName ?? '—' },
    { key: 'phone', title: t('organisation.phone'), width: 9, render: o => o.contactPhone ?? '—' },
    {
      key: 'staff',
      title: t('organisation.staff'),
      width: 6,
      align: 'right',
      render: o => o.staffCount ?? '—',
    },
    { key: 'on', title: t('organisation.countedOn'), width: 8, render: o => o.staffCountedOn ?? '—' },
    { key: 'estates', title: t('survey.estates'), width: 6, align: 'right', render: o => o.estates },
    {
      key: 'act',
      title: t('act'),
      width: 6,
      render: o => (
        <button type="button" className="es-link" onClick={() => edit(o)} disabled={!may}>
          {t('organisation.edit')}
        </button>
      ),
    },
  ]
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('organisation.title')}</h1>
        <Button
          kind="main"
          icon="plus"
          onClick={() => edit('new')}
          refused={may ? undefined : t('refused.organisation')}
        >
          {t('organisation.add')}
        </Button>
      </header>
      <DataTable
        id="estate.organisations"
        label={t('organisation.title')}
        api="GET /api/organisations"
        input={{}}
        columns={columns}
        filters={[
          { kind: 'text', key: 'q', label: t('organisation.name'), width: 16 },
          {
            kind: 'select',
            key: 'kind',
            label: t('organisation.kind'),
            options: options(organisationKinds, t, 'organisationKind'),
          },
        ]}
        rowKey={o => o.id}
        exportHref={exportHref('organisations', undefined)}
        empty={{ title: t('organisation.none'), hint: t('organisation.noneHint') }}
      />
      {editing ? (
        <Dialog
          title={editing === 'new' ? t('organisation.add') : editing.name}
          close={() => edit(undefined)}
        >
          <OrganisationForm
            organisation={editing === 'new' ? undefined : editing}
            done={() => edit(undefined)}
          />
        </Dialog>
      ) : null}
    </>
  )
}

function OrganisationForm(props: { organisation: Organisation | undefined; done: () => void }): ReactNode {
  const { t } = useTranslation('estate')
  const { organisation: old } = props
  const form = useForm({
    key: old ? `estate.organisation.${old.id}.${old.version}` : 'estate.organisation',
    initial: {
      kind: old?.kind ?? ('company' as (typeof organisationKinds)[number]),
      name: old?.name ?? '',
      creditCode: old?.creditCode ?? '',
      contactName: old?.contactName ?? '',
      contactPhone: '',
      staffCount: shown(old?.staffCount),
      vehicleCount: shown(old?.vehicleCount),
    },
    check: v => ({
      name: v.name.trim().length > 1 ? undefined : t('organisation.needName'),
      staffCount: Number.isNaN(typed(v.staffCount)) ? t('census.wholeNumber') : undefined,
      vehicleCount: Number.isNaN(typed(v.vehicleCount)) ? t('census.wholeNumber') : undefined,
    }),
    send: async (v, clientId) => {
      const body = {
        kind: v.kind,
        name: v.name,
        creditCode: v.creditCode || null,
        contactName: v.contactName || null,
        ...(v.contactPhone.trim() ? { contactPhone: v.contactPhone } : {}),
        regionId: old?.regionId ?? null,
        staffCount: typed(v.staffCount) ?? null,
        vehicleCount: typed(v.vehicleCount) ?? null,
      }
      if (old)
        await api('PUT /api/organisations/:organisationId', {
          ...body,
          organisationId: old.id,
          version: old.version,
        })
      else await api('POST /api/organisations', body, { clientId })
      await queryClient.invalidateQueries()
      say(t('organisation.saved', { name: v.name }))
      props.done()
    },
  })
  return (
    <FormBox form={form} columns={2} submit={t('save')}>
      <Field form={form} name="name" label={t('organisation.name')}>
        <input {...form.bind('name')} className="aj-input" />
      </Field>
      <Field form={form} name="kind" label={t('organisation.kind')}>
        <Pick bound={form.bind('kind')} choices={options(organisationKinds, t, 'organisationKind')} />
      </Field>
      <Field form={form} name="creditCode" label={t('organisation.credit')} optional>
        <input {...form.bind('creditCode')} className="aj-input" />
      </Field>
      <Field form={form} name="contactName" label={t('organisation.contact')} optional>
        <input {...form.bind('contactName')} className="aj-input" />
      </Field>
      <Field
        form={form}
        name="contactPhone"
        label={t('organisation.phone')}
        hint={old?.contactPhone ? t('organisation.phoneKept', { phone: old.contactPhone }) : undefined}
        optional
      >
        <input {...form.bind('contactPhone')} className="aj-input" inputMode="tel" />
      </Field>
      <Field
        form={form}
        name="staffCount"
        label={t('organisation.staff')}
        hint={t('organisation.staffHint')}
        optional
      >
        <input {...form.bind('staffCount')} className="aj-input" inputMode="numeric" />
      </Field>
      <Field form={form} name="vehicleCount" label={t('organisation.vehicles')} optional>
        <input {...form.bind('vehicleCount')} className="aj-input" inputMode="numeric" />
      </Field>
    </FormBox>
  )
}
