import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { date } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { queryClient, useApi, useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { ConfirmByName } from '../../ui/ConfirmByName.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import './people.css'

const listKey = 'GET /api/estates/:estateId/api-keys'
type ApiKey = Answer<typeof listKey>['items'][number]
const rights = ['device', 'integration_reader', 'integration_desk', 'integration_payment'] as const

/** Keys of cameras, terminals and other systems: what each may do and until when. */
export default function Keys(): ReactNode {
  const { t } = useTranslation('people')
  const estateId = useEstateId()
  const [adding, setAdding] = useState(false)
  const [made, setMade] = useState<{ name: string; key: string }>()
  const [ending, setEnding] = useState<ApiKey>()
  const revoke = useMutate('POST /api/estates/:estateId/api-keys/:keyId/revoke', { stale: [listKey] })
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('keys.title')}</h1>
        <Button kind="main" icon="plus" onClick={() => setAdding(true)}>
          {t('keys.add')}
        </Button>
      </header>
      <p className="aj-weak">{t('keys.lead')}</p>
      <KeyTable estateId={estateId} end={setEnding} />
      {adding ? <NewKey estateId={estateId} close={() => setAdding(false)} made={setMade} /> : null}
      {made ? (
        <Dialog title={t('keys.once', { name: made.name })} close={() => setMade(undefined)}>
          <p>{t('keys.onceLead')}</p>
          <code className="pe-secret">{made.key}</code>
        </Dialog>
      ) : null}
      {ending ? (
        <ConfirmByName
          title={t('keys.endTitle', { name: ending.name })}
          consequence={t('keys.endThen')}
          name={ending.name}
          act={t('keys.end')}
          close={() => setEnding(undefined)}
          run={async () => {
            await revoke.mutateAsync({ estateId, keyId: ending.id })
            say(t('keys.ended', { name: ending.name }))
          }}
        />
      ) : null}
    </>
  )
}

function KeyTable({ estateId, end }: { estateId: string; end: (key: ApiKey) => void }): ReactNode {
  const { t } = useTranslation('people')
  const columns: Column<ApiKey>[] = [
    { key: 'name', title: t('keys.name'), width: 14, render: key => key.name },
    { key: 'right', title: t('keys.right'), width: 10, render: key => t(`keys.rights.${key.role}`) },
    { key: 'hint', title: t('keys.hint'), width: 7, render: key => key.hint },
    { key: 'since', title: t('keys.since'), width: 8, render: key => date(key.madeAt) },
    {
      key: 'until',
      title: t('keys.until'),
      width: 8,
      render: key => (key.until ? date(key.until) : t('keys.open')),
    },
    {
      key: 'state',
      title: t('keys.state'),
      width: 8,
      render: key => (
        <State
          state={key.live ? 'kept' : 'stopped'}
          word={t(key.live ? 'keys.live' : key.revokedAt ? 'keys.revoked' : 'keys.over')}
        />
      ),
    },
    {
      key: 'end',
      title: t('keys.act'),
      render: key => (
        <Button kind="plain" refused={key.revokedAt ? t('keys.revoked') : undefined} onClick={() => end(key)}>
          {t('keys.end')}
        </Button>
      ),
    },
  ]
  return (
    <DataTable
      id="people.keys"
      label={t('keys.title')}
      api={listKey}
      input={{ estateId }}
      columns={columns}
      rowKey={key => key.id}
      empty={{ title: t('keys.empty'), hint: t('keys.emptyHint') }}
    />
  )
}

function NewKey(props: {
  estateId: string
  close: () => void
  made: (made: { name: string; key: string }) => void
}): ReactNode {
  const { t } = useTranslation('people')
  const { language } = useSettings()
  const roles = useApi('GET /api/roles')
  const form = useForm({
    key: 'people.key',
    initial: { name: '', role: 'device' as (typeof rights)[number], until: '' },
    check: v => ({
      name: v.name.trim() ? undefined : t('keys.needName'),
      until: v.until ? undefined : t('keys.needUntil'),
    }),
    send: async (v, clientId) => {
      const { key } = await api(
        'POST /api/estates/:estateId/api-keys',
        {
          estateId: props.estateId,
          name: v.name.trim(),
          role: v.role,
          until: `${v.until}T23:59:59.999+08:00`,
        },
        { clientId },
      )
      await queryClient.invalidateQueries({ queryKey: [listKey] })
      props.close()
      props.made({ name: v.name.trim(), key })
    },
  })
  const named = roles.data?.items.find(r => r.role === form.values.role)
  return (
    <Dialog title={t('keys.add')} close={props.close}>
      <FormBox form={form} submit={t('keys.add')}>
        <Field form={form} name="name" label={t('keys.name')} hint={t('keys.nameHint')}>
          <input {...form.bind('name')} className="aj-input" autoComplete="off" maxLength={80} />
        </Field>
        <Choices
          legend={t('keys.right')}
          value={form.values.role}
          onChange={role => form.set({ role })}
          options={rights.map(value => ({ value, label: t(`keys.rights.${value}`) }))}
        />
        <p className="aj-hint">
          {t(`keys.may.${form.values.role}`)} {named ? `(${language === 'en' ? named.en : named.zh})` : ''}
        </p>
        <Field form={form} name="until" label={t('keys.until')} hint={t('keys.untilHint')}>
          <input {...form.bind('until')} type="date" className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}
