import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer, RowOf } from '../../contracts.ts'
import { date } from '../../format.ts'
import { useEstate, useEstateId } from '../../me.ts'
import { queryClient, useApi, useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmByName } from '../../ui/ConfirmByName.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { type FormState, useForm } from '../../ui/form.ts'
import { Failing, Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import './people.css'

type Row = RowOf<'GET /api/accounts'>
type Held = Row['assignments'][number]
const listKey = 'GET /api/accounts'
const oneKey = 'GET /api/accounts/:accountId'

function stale(): void {
  for (const key of [listKey, oneKey]) queryClient.invalidateQueries({ queryKey: [key] })
}

/** Who may do what here: staff accounts with the roles they hold and where. */
export default function Accounts(): ReactNode {
  const { t } = useTranslation('people')
  const [adding, setAdding] = useState(false)
  const [secret, setSecret] = useState<{ username: string; password: string }>()
  const columns: Column<Row>[] = [
    { key: 'name', title: t('name'), width: 9, render: row => row.name },
    { key: 'username', title: t('account.username'), width: 10, render: row => row.username },
    {
      key: 'roles',
      title: t('account.roles'),
      render: row =>
        row.assignments
          .filter(a => a.live)
          .map(a => [a.roleName, a.targetName].filter(Boolean).join(' · '))
          .join('；'),
    },
    {
      key: 'second',
      title: t('account.second'),
      width: 6,
      render: row => (row.twoFactor ? t('account.on') : t('account.off')),
    },
    {
      key: 'state',
      title: t('account.state'),
      width: 8,
      render: row =>
        row.disabledAt ? t('account.closed', { day: date(row.disabledAt) }) : t('account.open'),
    },
  ]
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('account.title')}</h1>
        <Button kind="main" icon="plus" onClick={() => setAdding(true)}>
          {t('account.add')}
        </Button>
      </header>
      <DataTable
        id="people.accounts"
        label={t('account.label')}
        api={listKey}
        input={{}}
        columns={columns}
        filters={[
          { kind: 'text', key: 'q', label: t('account.q'), width: 14 },
          {
            kind: 'select',
            key: 'state',
            label: t('account.state'),
            options: (['live', 'closed', 'all'] as const).map(value => ({
              value,
              label: t(`account.states.${value}`),
            })),
          },
        ]}
        rowKey={row => row.id}
        drawerTitle={row => row?.name ?? ''}
        drawer={id => <AccountView accountId={id} showSecret={setSecret} />}
        exportHref={exportHref('accounts', undefined)}
        empty={{ title: t('account.empty') }}
      />
      {adding ? <NewAccount close={() => setAdding(false)} showSecret={setSecret} /> : null}
      {secret ? (
        <Dialog title={t('account.secretTitle')} close={() => setSecret(undefined)}>
          <p>{t('account.secretLead', { username: secret.username })}</p>
          <code className="pe-secret">{secret.password}</code>
        </Dialog>
      ) : null}
    </>
  )
}

type ShowSecret = (secret: { username: string; password: string }) => void

function AccountView({ accountId, showSecret }: { accountId: string; showSecret: ShowSecret }): ReactNode {
  const { t } = useTranslation('people')
  const { data, error, refetch } = useApi(oneKey, { accountId })
  const [act, setAct] = useState<'assign' | 'close' | 'password'>()
  const close = useMutate('POST /api/accounts/:accountId/close', { done: stale })
  const reset = useMutate('POST /api/accounts/:accountId/password')
  const reopen = useMutate('POST /api/accounts/:accountId/reopen', { done: stale })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const done = () => setAct(undefined)
  return (
    <div className="pe-file">
      <h2>{t('account.roles')}</h2>
      {data.assignments.map(a => (
        <HeldRole key={a.id} accountId={accountId} held={a} />
      ))}
      <div className="aj-row" style={{ marginTop: '1rem', flexWrap: 'wrap' }}>
        {data.disabledAt ? (
          <Button busy={reopen.isPending} onClick={() => reopen.mutate({ accountId })}>
            {t('account.reopen')}
          </Button>
        ) : (
          <>
            <Button kind="main" onClick={() => setAct('assign')}>
              {t('account.assign')}
            </Button>
            <Button onClick={() => setAct('password')}>{t('account.reset')}</Button>
            <Button kind="danger" onClick={() => setAct('close')}>
              {t('account.close')}
            </Button>
          </>
        )}
      </div>
      {act === 'assign' ? <Assign accountId={accountId} close={done} /> : null}
      {act === 'close' ? (
        <ConfirmByName
          title={t('account.closeTitle', { name: data.name })}
          consequence={t('account.closeThen')}
          name={data.name}
          act={t('account.close')}
          close={done}
          run={() => close.mutateAsync({ accountId })}
        />
      ) : null}
      {act === 'password' ? (
        <ConfirmByName
          title={t('account.resetTitle', { name: data.name })}
          consequence={t('account.resetThen')}
          name={data.name}
          act={t('account.reset')}
          close={done}
          run={async () => {
            const { password } = await reset.mutateAsync({ accountId })
            showSecret({ username: data.username ?? '', password })
          }}
        />
      ) : null}
    </div>
  )
}

function HeldRole({ accountId, held }: { accountId: string; held: Held }): ReactNode {
  const { t } = useTranslation('people')
  const end = useMutate('POST /api/accounts/:accountId/assignments/:assignmentId/end', { done: stale })
  return (
    <div className="pe-role">
      <span>
        {[held.roleName, held.targetName || t(`scope.${held.scope}`)].join(' · ')}{' '}
        <span className="aj-weak aj-num">
          {date(held.from)} – {held.until ? date(held.until) : t('today')} {held.endReason ?? ''}
        </span>
        {end.error ? <span className="aj-error">{end.error.message}</span> : null}
      </span>
      {held.live ? (
        <Button
          kind="plain"
          busy={end.isPending}
          onClick={() => end.mutate({ accountId, assignmentId: held.id })}
        >
          {t('account.end')}
        </Button>
      ) : null}
    </div>
  )
}

type Template = Answer<'GET /api/roles'>['items'][number]
interface Wanted {
  role: string
  scope: string
  targetId: string
  from: string
  until: string
}
const wanted: Wanted = { role: '', scope: 'estate', targetId: '', from: '', until: '' }

/** The role, where it holds and until when; regions and buildings are chosen from those within reach. */
function RoleFields<V extends Wanted>({ form }: { form: FormState<V> }): ReactNode {
  const { t } = useTranslation('people')
  const { language } = useSettings()
  const estateId = useEstateId()
  const { data } = useApi('GET /api/roles')
  const role = data?.items.find(r => r.role === form.values.role)
  const scope = role?.scopes.find(s => s === form.values.scope) ?? role?.scopes[0]
  const regions = useApi('GET /api/regions', {}, { when: scope === 'region' })
  const buildings = useApi(
    'GET /api/estates/:estateId/buildings',
    { estateId },
    { when: scope === 'building' && estateId !== '' },
  )
  const organisations = useApi('GET /api/organisations', { limit: 200 }, { when: scope === 'organisation' })
  const [unit, setUnit] = useState('')
  const units = useApi(
    'GET /api/estates/:estateId/units',
    { estateId, q: unit, limit: 50 },
    { when: scope === 'unit' && estateId !== '' && unit !== '', keep: true },
  )
  const places: { id: string; name: string }[] | undefined =
    scope === 'region'
      ? regions.data?.items
      : scope === 'organisation'
        ? organisations.data?.items
        : scope === 'building'
          ? buildings.data?.items
          : scope === 'unit'
            ? units.data?.items.map(u => ({ id: u.id, name: u.label }))
            : []
  // roles of a home follow the register of owners and residents; here only what an office gives
  const given = (data?.items ?? []).filter(
    (r: Template) => r.shell !== 'resident' && !/^(device|integration_)/.test(r.role),
  )
  return (
    <>
      <Field form={form} name="role" label={t('account.role')}>
        <select
          {...form.bind('role')}
          className="aj-input"
          onChange={event => form.set({ role: event.target.value, targetId: '' } as Partial<V>)}
        >
          <option value="">{t('account.choose')}</option>
          {given.map(r => (
            <option key={r.role} value={r.role}>
              {language === 'en' ? r.en : r.zh}
            </option>
          ))}
        </select>
      </Field>
      {role ? (
        <Field form={form} name="scope" label={t('account.scope')}>
          <select {...form.bind('scope')} value={scope} className="aj-input">
            {role.scopes.map(s => (
              <option key={s} value={s}>
                {t(`scope.${s}`)}
              </option>
            ))}
          </select>
        </Field>
      ) : null}
      {scope === 'unit' ? (
        <label className="aj-field">
          {t('account.findUnit')}
          <input
            className="aj-input"
            value={unit}
            placeholder="1-2-301"
            onChange={event => setUnit(event.target.value.trim())}
          />
        </label>
      ) : null}
      {places && places.length > 0 ? (
        <Field form={form} name="targetId" label={t('account.place')}>
          <select {...form.bind('targetId')} className="aj-input">
            <option value="">{t('account.choose')}</option>
            {places.map(p => (
              <option key={p.id} value={p.id}>
                {p.name}
              </option>
            ))}
          </select>
        </Field>
      ) : null}
      <Field form={form} name="from" label={t('account.from')} hint={t('account.fromHint')} optional>
        <input {...form.bind('from')} type="date" className="aj-input" />
      </Field>
      <Field form={form} name="until" label={t('account.until')} optional>
        <input {...form.bind('until')} type="date" className="aj-input" />
      </Field>
    </>
  )
}

/** The assignment as the server wants it. A date holds to its end, in the estate's zone. */
function useAssignment() {
  const estate = useEstate()
  const { data } = useApi('GET /api/roles')
  return (v: Wanted) => {
    const role = data?.items.find(r => r.role === v.role)
    const scope = role?.scopes.find(s => s === v.scope) ?? role?.scopes[0] ?? 'estate'
    const inEstate = scope === 'estate' || scope === 'building' || scope === 'unit'
    return {
      role: role?.role ?? ('employee' as const),
      scope,
      ...(inEstate && estate ? { estateId: estate.id } : {}),
      ...(v.targetId ? { targetId: v.targetId } : {}),
      ...(v.from ? { from: `${v.from}T00:00:00+08:00` } : {}),
      ...(v.until ? { until: `${v.until}T23:59:59.999+08:00` } : {}),
    }
  }
}

function Assign({ accountId, close }: { accountId: string; close: () => void }): ReactNode {
  const { t } = useTranslation('people')
  const assignment = useAssignment()
  const form = useForm<Wanted>({
    key: `people.assign.${accountId}`,
    initial: wanted,
    check: v => ({ role: v.role ? undefined : t('account.needRole') }),
    send: async (v, clientId) => {
      await api('POST /api/accounts/:accountId/assignments', { accountId, ...assignment(v) }, { clientId })
      stale()
      close()
    },
  })
  return (
    <Dialog title={t('account.assign')} close={close}>
      <FormBox form={form} submit={t('account.assign')}>
        <RoleFields form={form} />
      </FormBox>
    </Dialog>
  )
}

const username = /^[A-Za-z][A-Za-z0-9_.-]{2,31}$/

function NewAccount({ close, showSecret }: { close: () => void; showSecret: ShowSecret }): ReactNode {
  const { t } = useTranslation('people')
  const assignment = useAssignment()
  const form = useForm({
    key: 'people.account',
    initial: { ...wanted, name: '', username: '' },
    check: v => ({
      name: v.name.trim() ? undefined : t('add.needName'),
      username: username.test(v.username.trim()) ? undefined : t('account.needUsername'),
      role: v.role ? undefined : t('account.needRole'),
    }),
    send: async (v, clientId) => {
      const made = await api(
        'POST /api/accounts',
        { username: v.username.trim(), name: v.name.trim(), assignment: assignment(v) },
        { clientId },
      )
      stale()
      close()
      if (made.password) showSecret({ username: v.username.trim(), password: made.password })
    },
  })
  return (
    <Dialog title={t('account.add')} close={close}>
      <FormBox form={form} submit={t('account.add')}>
        <Field form={form} name="name" label={t('name')}>
          <input {...form.bind('name')} className="aj-input" autoComplete="off" maxLength={60} />
        </Field>
        <Field form={form} name="username" label={t('account.username')} hint={t('account.usernameHint')}>
          <input {...form.bind('username')} className="aj-input" autoComplete="off" autoCapitalize="none" />
        </Field>
        <RoleFields form={form} />
      </FormBox>
    </Dialog>
  )
}
