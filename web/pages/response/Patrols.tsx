/** Police patrols in the county town (S6-31) and the weekly review of the closure (J-08). */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { date, dateTime } from '../../format.ts'
import { useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { RegionPage } from './parts.tsx'
import { Reviews } from './Reviews.tsx'

const list = 'GET /api/regions/:regionId/response/patrols'
type Patrol = RowOf<typeof list>

export default function Patrols(): ReactNode {
  const { t } = useTranslation('response')
  const { can } = useMe()
  const [planning, plan] = useState(false)
  return (
    <RegionPage
      title={t('patrol.title')}
      acts={() =>
        can('patrol.write') ? (
          <Button kind="main" icon="plus" onClick={() => plan(true)}>
            {t('patrol.plan')}
          </Button>
        ) : null
      }
    >
      {id => (
        <>
          {can('closure.read') ? <Reviews regionId={id} /> : null}
          <List regionId={id} />
          {planning ? <Plan regionId={id} close={() => plan(false)} /> : null}
        </>
      )}
    </RegionPage>
  )
}

const signs = { planned: 'running', done: 'kept', dropped: 'stopped' } as const

function List({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const { data } = useApi(list, { regionId, limit: 1 }, { keep: true })
  const [closing, close] = useState<Patrol>()
  const columns: Column<Patrol>[] = [
    {
      key: 'at',
      title: t('patrol.at'),
      width: 19,
      render: p => `${dateTime(p.startsAt)} – ${dateTime(p.endsAt).slice(5)}`,
    },
    {
      key: 'state',
      title: t('task.state'),
      width: 9,
      render: p => (
        <State
          state={p.late ? 'late' : signs[p.state]}
          word={t(p.late ? 'patrol.late' : `patrolState.${p.state}`)}
        />
      ),
    },
    { key: 'route', title: t('patrol.route'), render: p => p.route },
    { key: 'leader', title: t('patrol.leader'), width: 7, render: p => p.leader },
    { key: 'officers', title: t('patrol.officers'), width: 5, align: 'right', render: p => p.officers },
    {
      key: 'incidents',
      title: t('patrol.incidents'),
      width: 6,
      align: 'right',
      render: p => p.incidents ?? '—',
    },
    { key: 'note', title: t('patrol.note'), render: p => p.note ?? '—' },
    {
      key: 'act',
      title: t('act'),
      width: 8,
      render: p =>
        data?.plans && p.state === 'planned' ? (
          <Button onClick={() => close(p)}>{t('patrol.close')}</Button>
        ) : null,
    },
  ]
  return (
    <>
      <h2>{t('patrol.list')}</h2>
      <DataTable
        id="response.patrols"
        label={t('patrol.list')}
        api={list}
        input={{ regionId }}
        columns={columns}
        filters={[
          {
            kind: 'select',
            key: 'state',
            label: t('task.state'),
            options: (['planned', 'done', 'dropped'] as const).map(value => ({
              value,
              label: t(`patrolState.${value}`),
            })),
          },
        ]}
        rowKey={p => p.id}
        empty={{ title: t('patrol.empty'), hint: t('patrol.emptyHint') }}
      />
      {closing ? <Close regionId={regionId} patrol={closing} close={() => close(undefined)} /> : null}
    </>
  )
}

function Plan({ regionId, close }: { regionId: string; close: () => void }): ReactNode {
  const { t } = useTranslation('response')
  const plan = useMutate('POST /api/regions/:regionId/response/patrols', { stale: [list] })
  const form = useForm({
    key: 'response.patrol',
    initial: { day: date(nowMs()), from: '20:00', until: '23:00', route: '', leader: '', officers: '4' },
    check: v => ({
      route: v.route.trim() ? undefined : t('need.route'),
      leader: v.leader.trim() ? undefined : t('need.holder'),
      officers: /^[1-9]\d{0,2}$/.test(v.officers) ? undefined : t('need.number'),
      until: v.until > v.from ? undefined : t('need.after'),
    }),
    send: async v => {
      await plan.mutateAsync({
        regionId,
        startsAt: `${v.day}T${v.from}:00+08:00`,
        endsAt: `${v.day}T${v.until}:00+08:00`,
        route: v.route,
        leader: v.leader,
        officers: Number(v.officers),
      })
      say(t('patrol.planned'))
      close()
    },
  })
  return (
    <Dialog title={t('patrol.plan')} close={close}>
      <FormBox form={form} submit={t('patrol.plan')} columns={2}>
        <Field form={form} name="day" label={t('dis.day')}>
          <input {...form.bind('day')} type="date" className="aj-input" />
        </Field>
        {(['from', 'until'] as const).map(name => (
          <Field key={name} form={form} name={name} label={t(`patrol.${name}`)}>
            <input {...form.bind(name)} type="time" className="aj-input" />
          </Field>
        ))}
        {(['route', 'leader', 'officers'] as const).map(name => (
          <Field key={name} form={form} name={name} label={t(`patrol.${name}`)}>
            <input {...form.bind(name)} className="aj-input" />
          </Field>
        ))}
      </FormBox>
    </Dialog>
  )
}

function Close(props: { regionId: string; patrol: Patrol; close: () => void }): ReactNode {
  const { t } = useTranslation('response')
  const [state, setState] = useState<'done' | 'dropped'>('done')
  const end = useMutate('POST /api/regions/:regionId/response/patrols/:patrolId/close', { stale: [list] })
  const form = useForm({
    key: `response.patrol.${props.patrol.id}`,
    initial: { note: '', incidents: '0' },
    check: v => ({
      note: v.note.trim() ? undefined : t('need.note'),
      incidents: /^\d{1,3}$/.test(v.incidents) ? undefined : t('need.number'),
    }),
    send: async v => {
      await end.mutateAsync({
        regionId: props.regionId,
        patrolId: props.patrol.id,
        version: props.patrol.version,
        state,
        note: v.note,
        incidents: Number(v.incidents),
      })
      say(t('patrol.closed'))
      props.close()
    },
  })
  return (
    <Dialog title={`${t('patrol.close')} · ${props.patrol.route}`} close={props.close}>
      <FormBox form={form} submit={t('patrol.close')}>
        <Choices
          legend={t('task.state')}
          options={(['done', 'dropped'] as const).map(value => ({ value, label: t(`patrolState.${value}`) }))}
          value={state}
          onChange={setState}
        />
        <Field form={form} name="note" label={t('patrol.note')}>
          <textarea {...form.bind('note')} className="aj-input" />
        </Field>
        <Field form={form} name="incidents" label={t('patrol.incidents')}>
          <input {...form.bind('incidents')} className="aj-input" inputMode="numeric" />
        </Field>
      </FormBox>
    </Dialog>
  )
}
