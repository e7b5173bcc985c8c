import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { nowMs } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { date } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Failing, Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { Entry } from './StaffEntry.tsx'
import './people.css'

const listKey = 'GET /api/estates/:estateId/staff-files'
const oneKey = 'GET /api/estates/:estateId/staff-files/:accountId'
type Row = RowOf<typeof listKey>
const kinds = ['training', 'commendation', 'discipline', 'assessment'] as const

const stale = () =>
  queryClient.invalidateQueries({ predicate: q => String(q.queryKey[0]).includes('/staff-files') })

/** How our people do: trained, praised, warned, assessed (S7-16). */
export default function StaffFiles(): ReactNode {
  const { t } = useTranslation('people')
  const estateId = useEstateId()
  const columns: Column<Row>[] = [
    { key: 'name', title: t('name'), width: 10, render: row => row.name },
    { key: 'roles', title: t('account.roles'), render: row => row.roles.join('、') },
    { key: 'entries', title: t('staff.entries'), width: 7, render: row => row.entries },
    { key: 'last', title: t('staff.last'), width: 8, render: row => row.lastOn ?? '—' },
    { key: 'score', title: t('staff.mean'), width: 9, render: row => row.score ?? '—' },
  ]
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('staff.title')}</h1>
      </header>
      <DataTable
        id="people.staff"
        label={t('staff.title')}
        api={listKey}
        input={{ estateId }}
        columns={columns}
        rowKey={row => row.accountId}
        drawerTitle={row => row?.name ?? ''}
        drawer={id => <File estateId={estateId} accountId={id} />}
        empty={{ title: t('staff.nobody') }}
      />
    </>
  )
}

function File({ estateId, accountId }: { estateId: string; accountId: string }): ReactNode {
  const { t } = useTranslation('people')
  const { data, error, refetch } = useApi(oneKey, { estateId, accountId })
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<string>()
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="pe-file">
      <Button kind="main" icon="plus" onClick={() => setAdding(true)}>
        {t('staff.add')}
      </Button>
      {data.items.length === 0 ? <p className="aj-weak">{t('staff.none')}</p> : null}
      {data.items.map(entry => (
        <Entry key={entry.id} entry={entry}>
          {entry.withdrawn ? null : (
            <Button kind="plain" onClick={() => setEnding(entry.id)}>
              {t('staff.withdraw')}
            </Button>
          )}
        </Entry>
      ))}
      {adding ? (
        <Add estateId={estateId} accountId={accountId} name={data.name} close={() => setAdding(false)} />
      ) : null}
      {ending ? <Withdraw estateId={estateId} entryId={ending} close={() => setEnding(undefined)} /> : null}
    </div>
  )
}

function Add(props: { estateId: string; accountId: string; name: string; close: () => void }): ReactNode {
  const { t } = useTranslation('people')
  const form = useForm({
    key: `people.staff.${props.accountId}`,
    initial: {
      kind: 'training' as (typeof kinds)[number],
      onDate: date(nowMs()),
      title: '',
      text: '',
      score: '',
    },
    check: v => ({
      title: v.title.trim() ? undefined : t('staff.needTitle'),
      score: v.kind !== 'assessment' || /^(100|\d{1,2})$/.test(v.score) ? undefined : t('staff.needScore'),
    }),
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/staff-files/:accountId/entries',
        {
          estateId: props.estateId,
          accountId: props.accountId,
          kind: v.kind,
          onDate: v.onDate,
          title: v.title.trim(),
          text: v.text.trim() || undefined,
          ...(v.kind === 'assessment' ? { score: Number(v.score) } : {}),
        },
        { clientId },
      )
      say(t('staff.done', { name: props.name }))
      await stale()
      props.close()
    },
  })
  return (
    <Dialog title={t('staff.addTitle', { name: props.name })} close={props.close}>
      <FormBox form={form} submit={t('staff.add')}>
        <Choices
          legend={t('staff.kind')}
          value={form.values.kind}
          onChange={kind => form.set({ kind })}
          options={kinds.map(value => ({ value, label: t(`staff.kinds.${value}`) }))}
        />
        <Field form={form} name="onDate" label={t('staff.on')}>
          <input {...form.bind('onDate')} type="date" className="aj-input" />
        </Field>
        <Field form={form} name="title" label={t('staff.what')}>
          <input {...form.bind('title')} className="aj-input" maxLength={120} autoComplete="off" />
        </Field>
        {form.values.kind === 'assessment' ? (
          <Field form={form} name="score" label={t('staff.score')}>
            <input {...form.bind('score')} className="aj-input" inputMode="numeric" maxLength={3} />
          </Field>
        ) : null}
        <Field form={form} name="text" label={t('note')} optional>
          <textarea {...form.bind('text')} className="aj-input" rows={3} maxLength={2000} />
        </Field>
      </FormBox>
    </Dialog>
  )
}

function Withdraw(props: { estateId: string; entryId: string; close: () => void }): ReactNode {
  const { t } = useTranslation('people')
  const form = useForm({
    key: `people.staffEnd.${props.entryId}`,
    initial: { reason: '' },
    check: v => ({ reason: v.reason.trim() ? undefined : t('staff.needReason') }),
    send: async v => {
      await api('POST /api/estates/:estateId/staff-entries/:entryId/withdraw', {
        estateId: props.estateId,
        entryId: props.entryId,
        reason: v.reason.trim(),
      })
      await stale()
      props.close()
    },
  })
  return (
    <Dialog title={t('staff.withdraw')} close={props.close}>
      <FormBox form={form} submit={t('staff.withdraw')}>
        <Field form={form} name="reason" label={t('staff.reason')}>
          <input {...form.bind('reason')} className="aj-input" maxLength={200} />
        </Field>
      </FormBox>
    </Dialog>
  )
}
