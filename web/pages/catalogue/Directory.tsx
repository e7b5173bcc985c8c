import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { RowOf } from '../../contracts.ts'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { queryClient, useApi, useMutate } from '../../query.ts'
import { exportHref, printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import './catalogue.css'

const list = 'GET /api/estates/:estateId/catalogue/directory'
type Entry = RowOf<typeof list>
const kinds = ['outside', 'procedure'] as const

/** S1-44, S1-46: what is to be had outside the centre, and how other departments do it, with what they charge. */
export default function Directory(): ReactNode {
  const { t } = useTranslation('catalogue')
  const estateId = useEstateId()
  const { can } = useMe()
  const [adding, add] = useState(false)
  const refused = can('catalogue.write') ? undefined : t('refused.write')
  const columns: Column<Entry>[] = [
    { key: 'name', title: t('directory.name'), width: 13, render: e => <strong>{e.name}</strong> },
    { key: 'kind', title: t('directory.kind'), width: 11, render: e => t(`directory.${e.kind}`) },
    { key: 'body', title: t('directory.body'), render: e => e.body },
    { key: 'price', title: t('directory.price'), width: 11, render: e => e.price ?? '—' },
    { key: 'contact', title: t('directory.contact'), width: 11, render: e => e.contact ?? '—' },
    { key: 'source', title: t('directory.source'), width: 9, render: e => e.source ?? '—' },
    {
      key: 'checked',
      title: t('directory.checked'),
      width: 11,
      render: e => (
        <>
          <span className="aj-num">{e.checkedOn ?? '—'}</span>{' '}
          {e.stale ? <State state="soon" word={t('directory.stale')} /> : null}
        </>
      ),
    },
  ]
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('directory.title')}</h1>
        <span className="aj-row">
          <a className="aj-button" href={printHref('directory', { estateId })} target="_blank" rel="noopener">
            {t('directory.print')}
          </a>
          {can('catalogue.write') ? (
            <a className="aj-button" href={`${paths.page('console', 'imports')}?e=${estateId}`}>
              {t('directory.import')}
            </a>
          ) : null}
          <Button kind="main" icon="plus" onClick={() => add(true)} refused={refused}>
            {t('directory.add')}
          </Button>
        </span>
      </header>
      <DataTable
        id="catalogue.directory"
        label={t('directory.title')}
        api={list}
        input={{ estateId }}
        columns={columns}
        filters={[
          {
            kind: 'text',
            key: 'q',
            label: t('directory.find'),
            placeholder: t('directory.findHint'),
            width: 14,
          },
          {
            kind: 'select',
            key: 'kind',
            label: t('directory.kind'),
            options: kinds.map(value => ({ value, label: t(`directory.${value}`) })),
          },
          {
            kind: 'select',
            key: 'stale',
            label: t('directory.checked'),
            options: [{ value: 'yes', label: t('directory.stale') }],
          },
        ]}
        rowKey={e => e.id}
        drawerTitle={e => e?.name ?? ''}
        drawer={id => <One key={id} id={id} refused={refused} />}
        exportHref={exportHref('catalogue.directory', estateId)}
        empty={{ title: t('directory.none'), hint: t('directory.noneHint') }}
      />
      {adding ? (
        <Dialog title={t('directory.add')} close={() => add(false)}>
          <EntryForm done={() => add(false)} />
        </Dialog>
      ) : null}
    </>
  )
}

function One({ id, refused }: { id: string; refused: string | undefined }): ReactNode {
  const { t } = useTranslation('catalogue')
  const estateId = useEstateId()
  const [editing, edit] = useState(false)
  const { data } = useApi(list, { estateId })
  const check = useMutate('POST /api/estates/:estateId/catalogue/directory/:entryId/check', {
    stale: [list],
    done: () => say(t('directory.checkedDone')),
  })
  const remove = useMutate('DELETE /api/estates/:estateId/catalogue/directory/:entryId', { stale: [list] })
  if (!data) return <Loading />
  const e = data.items.find(one => one.id === id)
  if (!e) return <p>{t('directory.gone')}</p>
  if (editing) return <EntryForm key={e.version} entry={e} done={() => edit(false)} />
  return (
    <div className="aj-stack">
      {e.stale ? <State state="soon" word={t('directory.staleLong')} /> : null}
      <Facts
        facts={[
          { label: t('directory.kind'), value: t(`directory.${e.kind}`) },
          { label: t('directory.body'), value: e.body },
          { label: t('directory.price'), value: e.price },
          { label: t('directory.contact'), value: e.contact },
          { label: t('directory.source'), value: e.source },
          { label: t('directory.checked'), value: `${e.checkedOn ?? '—'} ${e.checkedBy ?? ''}` },
        ]}
      />
      <div className="aj-row">
        <Button
          kind="main"
          busy={check.isPending}
          refused={refused}
          onClick={() => check.mutate({ estateId, entryId: id })}
        >
          {t('directory.check')}
        </Button>
        <Button refused={refused} onClick={() => edit(true)}>
          {t('directory.edit')}
        </Button>
        <Button
          kind="danger"
          refused={refused}
          busy={remove.isPending}
          onClick={() => remove.mutate({ estateId, entryId: id })}
        >
          {t('directory.remove', { name: e.name })}
        </Button>
      </div>
    </div>
  )
}

function EntryForm({ entry, done }: { entry?: Entry; done: () => void }): ReactNode {
  const { t } = useTranslation('catalogue')
  const estateId = useEstateId()
  const form = useForm({
    key: entry ? `catalogue.entry.${entry.id}.${entry.version}` : `catalogue.entry.${estateId}`,
    initial: {
      kind: entry?.kind ?? ('outside' as (typeof kinds)[number]),
      name: entry?.name ?? '',
      body: entry?.body ?? '',
      price: entry?.price ?? '',
      contact: entry?.contact ?? '',
      source: entry?.source ?? '',
    },
    check: v => ({
      name: v.name.trim() ? undefined : t('directory.needName'),
      body: v.body.trim() ? undefined : t('directory.needBody'),
    }),
    send: async (v, clientId) => {
      if (entry)
        await api('PUT /api/estates/:estateId/catalogue/directory/:entryId', {
          estateId,
          entryId: entry.id,
          version: entry.version,
          ...v,
        })
      else await api('POST /api/estates/:estateId/catalogue/directory', { estateId, ...v }, { clientId })
      await queryClient.invalidateQueries()
      say(t('directory.saved', { name: v.name }))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('save')} more={<Button onClick={done}>{t('common:act.cancel')}</Button>}>
      <Field form={form} name="kind" label={t('directory.kind')}>
        <select {...form.bind('kind')} className="aj-input">
          {kinds.map(kind => (
            <option key={kind} value={kind}>
              {t(`directory.${kind}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="name" label={t('directory.name')}>
        <input {...form.bind('name')} className="aj-input" maxLength={100} />
      </Field>
      <Field form={form} name="body" label={t('directory.body')}>
        <textarea {...form.bind('body')} className="aj-input" rows={4} />
      </Field>
      {(['price', 'contact', 'source'] as const).map(name => (
        <Field key={name} form={form} name={name} label={t(`directory.${name}`)} optional>
          <input {...form.bind(name)} className="aj-input" />
        </Field>
      ))}
    </FormBox>
  )
}
