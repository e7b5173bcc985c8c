/** Gates of an estate: open, guarded or closed, with keeper and key; second entrances asked for; closures so far. */
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { ClosureList } from './ClosureList.tsx'
import { ExitDue, ExitForm } from './ExitCheck.tsx'
import { Keeping } from './Retention.tsx'
import './gate-pages.css'

const list = 'GET /api/estates/:estateId/gates'
type GateShown = Answer<typeof list>['items'][number]
type GateState = GateShown['state']
const states = { open: 'kept', guarded: 'running', closed: 'stopped' } as const

export default function Gates(): ReactNode {
  const { t } = useTranslation(['gate', 'gate-exit', 'errors'])
  const estateId = useEstateId()
  const { can } = useMe()
  const { data, error, refetch } = useApi(list, { estateId })
  const [change, setChange] = useState<GateShown>()
  const [ask, setAsk] = useState<GateShown>()
  const [check, setCheck] = useState<GateShown>()
  const [adding, setAdding] = useState(false)
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const manage = can('gate.manage')
  return (
    <div className="gp-stack">
      <div className="aj-page-head">
        <h1>{t('gates.title')}</h1>
        {manage ? (
          <Button kind="main" icon="plus" onClick={() => setAdding(true)}>
            {t('gates.add')}
          </Button>
        ) : null}
      </div>
      <p className="aj-weak">{t('gates.hours', data.hours)}</p>
      {data.items.length === 0 ? <Empty title={t('gates.none')} hint={t('gates.noneHint')} /> : null}
      <div className="gp-grid">
        {data.items.map(gate => (
          <article key={gate.id} className="gp-post">
            <h2>
              {gate.name} <State state={states[gate.state]} word={t(`gateState.${gate.state}`)} />
            </h2>
            <p className="aj-weak">
              {t(`gateKind.${gate.kind}`)}
              {gate.stateReason ? ` · ${gate.stateReason}` : ''}
              {gate.stateBy ? ` · ${gate.stateBy}` : ''}
              {gate.stateAt ? ` · ${dateTime(gate.stateAt)}` : ''}
            </p>
            {gate.state === 'closed' ? (
              <p>
                {t('gates.keeper', { keeper: gate.keeper ?? '—', key: gate.keyPlace ?? '—' })}{' '}
                {gate.unkept ? <State state="late" word={t('gates.unkept')} /> : null}
              </p>
            ) : null}
            {gate.state === 'closed' ? <ExitDue gate={gate} /> : null}
            {gate.state === 'closed' ? (
              <div className="gp-row">
                <Button
                  refused={can('gate.register') ? undefined : t('errors:core.forbidden')}
                  onClick={() => setCheck(gate)}
                >
                  {t('gate-exit:act')}
                </Button>
                <Link to={paths.page('console', 'gate/checks')} search={{ e: estateId, gateId: gate.id }}>
                  {t('gate-exit:records')}
                </Link>
              </div>
            ) : null}
            {manage ? (
              <div className="gp-row">
                <Button onClick={() => setChange(gate)}>{t('gates.change')}</Button>
                {gate.state === 'closed' ? (
                  <Button kind="plain" onClick={() => setAsk(gate)}>
                    {t('gates.ask')}
                  </Button>
                ) : null}
              </div>
            ) : null}
          </article>
        ))}
      </div>
      {data.exceptions.map(each => (
        <p key={each.id}>
          <State
            state={each.state === 'asked' ? 'soon' : each.state === 'approved' ? 'kept' : 'stopped'}
            word={t(`exception.${each.state}`)}
          />{' '}
          {each.gateName}: {each.reason} · {each.askedBy} {each.decidedBy ? `→ ${each.decidedBy}` : ''}
        </p>
      ))}
      {can('closure.read') ? <Keeping estateId={estateId} /> : null}
      <ClosureList estateId={estateId} />
      {check ? <Check gate={check} estateId={estateId} close={() => setCheck(undefined)} /> : null}
      {change ? <Change gate={change} estateId={estateId} close={() => setChange(undefined)} /> : null}
      {ask ? <Ask gate={ask} estateId={estateId} close={() => setAsk(undefined)} /> : null}
      {adding ? <Add estateId={estateId} close={() => setAdding(false)} /> : null}
    </div>
  )
}

function Check({ gate, estateId, close }: Inner): ReactNode {
  const { t } = useTranslation(['gate-exit'])
  const record = useMutate('POST /api/estates/:estateId/gates/:gateId/checks', { stale: [list] })
  return (
    <ExitForm
      gate={gate}
      close={close}
      send={async (found, clientId) => {
        await record.mutateAsync({ estateId, gateId: gate.id, clientId, ...found })
        say(t('gate-exit:done'))
      }}
    />
  )
}

type Inner = { gate: GateShown; estateId: string; close: () => void }

function Change({ gate, estateId, close }: Inner): ReactNode {
  const { t } = useTranslation('gate')
  const set = useMutate('POST /api/estates/:estateId/gates/:gateId/state', { stale: [list] })
  const keep = useMutate('PUT /api/estates/:estateId/gates/:gateId', { stale: [list] })
  const form = useForm({
    key: `gate.change.${gate.id}`,
    initial: { state: gate.state, reason: '', keeper: gate.keeper ?? '', keyPlace: gate.keyPlace ?? '' },
    check: v => ({ reason: v.state === gate.state || v.reason.trim() ? undefined : t('need.reason') }),
    send: async v => {
      const { name, kind, version } = gate
      const base = { estateId, gateId: gate.id }
      const kept = await keep.mutateAsync({
        ...base,
        name,
        kind,
        keeper: v.keeper,
        keyPlace: v.keyPlace,
        version,
      })
      if (v.state !== gate.state)
        await set.mutateAsync({ ...base, state: v.state, reason: v.reason, version: kept.version })
      close()
    },
  })
  return (
    <Dialog title={gate.name} close={close}>
      <FormBox form={form} submit={t('gates.save')}>
        <Choices<GateState>
          legend={t('gates.state')}
          options={(['open', 'guarded', 'closed'] as const).map(value => ({
            value,
            label: t(`gateState.${value}`),
          }))}
          value={form.values.state}
          onChange={state => form.set({ state })}
        />
        {(['reason', 'keeper', 'keyPlace'] as const).map(name => (
          <Field key={name} form={form} name={name} label={t(`gates.${name}Label`)}>
            <input {...form.bind(name)} className="aj-input" />
          </Field>
        ))}
      </FormBox>
    </Dialog>
  )
}

function Ask({ gate, estateId, close }: Inner): ReactNode {
  const { t } = useTranslation('gate')
  const ask = useMutate('POST /api/estates/:estateId/gates/:gateId/exceptions', { stale: [list] })
  const form = useForm({
    key: `gate.ask.${gate.id}`,
    initial: { reason: '' },
    send: async v => {
      await ask.mutateAsync({ estateId, gateId: gate.id, reason: v.reason })
      close()
    },
  })
  return (
    <Dialog title={t('gates.askTitle', { gate: gate.name })} close={close}>
      <FormBox form={form} submit={t('gates.askSubmit')}>
        <Field form={form} name="reason" label={t('gates.askReason')} hint={t('gates.askHint')}>
          <textarea {...form.bind('reason')} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

function Add({ estateId, close }: { estateId: string; close: () => void }): ReactNode {
  const { t } = useTranslation('gate')
  const add = useMutate('POST /api/estates/:estateId/gates', { stale: [list] })
  const form = useForm({
    key: 'gate.add',
    initial: { name: '', kind: 'main' as GateShown['kind'] },
    check: v => ({ name: v.name.trim() ? undefined : t('need.gateName') }),
    send: async v => {
      await add.mutateAsync({ estateId, ...v })
      close()
    },
  })
  return (
    <Dialog title={t('gates.add')} close={close}>
      <FormBox form={form} submit={t('gates.add')}>
        <Field form={form} name="name" label={t('gates.name')}>
          <input {...form.bind('name')} className="aj-input" />
        </Field>
        <Choices
          legend={t('field.kind')}
          options={(['main', 'side', 'vehicle', 'fire'] as const).map(value => ({
            value,
            label: t(`gateKind.${value}`),
          }))}
          value={form.values.kind}
          onChange={kind => form.set({ kind })}
        />
      </FormBox>
    </Dialog>
  )
}
