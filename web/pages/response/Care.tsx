/** The neighbourhood's list of those isolated and those in need: today's checks, what is missing, supplies (J-01, J-03). */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { date } from '../../format.ts'
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
import { CaseView, Turns } from './CaseView.tsx'
import { Numbers, Read, RegionPage } from './parts.tsx'
import { useEstatesOf } from './TaskForms.tsx'

const list = 'GET /api/regions/:regionId/response/care'
type Row = RowOf<typeof list>

export default function Care(): ReactNode {
  const { t } = useTranslation('response')
  const [adding, add] = useState(false)
  return (
    <RegionPage
      title={t('care2.title')}
      acts={() => (
        <Button kind="main" icon="plus" onClick={() => add(true)}>
          {t('care2.add')}
        </Button>
      )}
    >
      {id => (
        <>
          <Sums regionId={id} />
          <List regionId={id} />
          {adding ? <Add regionId={id} close={() => add(false)} /> : null}
        </>
      )}
    </RegionPage>
  )
}

function Sums({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const read = useApi(list, { regionId, limit: 1 }, { keep: true, every: 60_000 })
  return (
    <Read of={read}>
      {({ sums, helpPhone }) => (
        <>
          <p>
            {helpPhone ? (
              t('care2.help', { phone: helpPhone })
            ) : (
              <span data-tone="late">{t('care2.noHelp')}</span>
            )}{' '}
            <span className="aj-weak">{t('care2.secret')}</span>
          </p>
          <Numbers
            label={t('care2.title')}
            items={[
              { key: 'missed', label: t('care2.missed'), n: sums.missed, bad: true },
              { key: 'alarms', label: t('care2.alarms'), n: sums.alarms, bad: true },
              { key: 'over', label: t('care2.over'), n: sums.over },
              { key: 'needs', label: t('care2.needs'), n: sums.needs },
              { key: 'isolation', label: t('careKind.isolation'), n: sums.isolation },
              { key: 'care', label: t('careKind.care'), n: sums.care },
            ]}
          />
        </>
      )}
    </Read>
  )
}

function List({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const columns: Column<Row>[] = [
    { key: 'estate', title: t('duty.estate'), width: 11, render: c => <strong>{c.estate}</strong> },
    { key: 'unit', title: t('care2.unit'), width: 7, render: c => c.unit },
    { key: 'name', title: t('field.holder'), width: 6, render: c => c.name },
    { key: 'kind', title: t('task.kind'), width: 7, render: c => t(`careKind.${c.kind}`) },
    {
      key: 'period',
      title: t('care2.period'),
      width: 13,
      render: c => (
        <>
          {c.startOn} – {c.endOn ?? t('care2.noEnd')}
          {c.over ? (
            <span className="rs-tag" data-tone="soon">
              {t('care2.isOver')}
            </span>
          ) : null}
        </>
      ),
    },
    { key: 'today', title: t('care2.today'), render: c => <Turns turns={c.today} /> },
    {
      key: 'alarm',
      title: t('care2.alarm'),
      width: 6,
      render: c => (c.alarm ? <State state="late" word={t('care2.ill')} /> : '—'),
    },
    { key: 'needs', title: t('care2.needs'), width: 5, align: 'right', render: c => c.needs },
    { key: 'worker', title: t('care2.worker'), width: 8, render: c => c.worker },
  ]
  return (
    <DataTable
      id="response.care"
      label={t('care2.title')}
      api={list}
      input={{ regionId }}
      columns={columns}
      every={60_000}
      filters={[
        {
          kind: 'select',
          key: 'kind',
          label: t('task.kind'),
          options: (['isolation', 'care'] as const).map(value => ({ value, label: t(`careKind.${value}`) })),
        },
        {
          kind: 'select',
          key: 'state',
          label: t('task.state'),
          options: (['open', 'ended'] as const).map(value => ({ value, label: t(`caseState.${value}`) })),
        },
        {
          kind: 'select',
          key: 'missed',
          label: t('care2.missed'),
          options: [{ value: 'yes', label: t('care2.missed') }],
        },
      ]}
      rowKey={c => `${c.estateId}_${c.id}`}
      drawerTitle={c => (c ? `${c.estate} ${c.unit} · ${c.name}` : t('care2.title'))}
      drawer={key => <CaseView estateId={key.split('_')[0] ?? ''} caseId={key.split('_')[1] ?? ''} />}
      empty={{ title: t('care2.empty'), hint: t('care2.emptyHint') }}
    />
  )
}

function Add({ regionId, close }: { regionId: string; close: () => void }): ReactNode {
  const { t } = useTranslation('response')
  const estates = useEstatesOf(regionId)
  const [kind, setKind] = useState<'isolation' | 'care'>('isolation')
  const add = useMutate('POST /api/estates/:estateId/response/care', { stale: [list] })
  const form = useForm({
    key: 'response.care',
    initial: {
      estateId: '',
      unit: '',
      name: '',
      phone: '',
      health: '',
      startOn: date(nowMs()),
      workerId: '',
    },
    secret: ['name', 'phone', 'health'],
    check: v => ({
      estateId: v.estateId ? undefined : t('need.estate'),
      unit: v.unit.trim() ? undefined : t('need.unit'),
      name: v.name.trim() ? undefined : t('need.holder'),
      workerId: v.workerId ? undefined : t('need.who'),
      startOn: v.startOn ? undefined : t('need.day'),
    }),
    send: async v => {
      const { phone, health, ...rest } = v
      await add.mutateAsync({ ...rest, kind, ...(phone ? { phone } : {}), ...(health ? { health } : {}) })
      say(t('care2.added'))
      close()
    },
  })
  const { estateId } = form.values
  const staff = useApi('GET /api/estates/:estateId/staff', { estateId }, { when: estateId !== '' })
  return (
    <Dialog title={t('care2.add')} close={close} wide>
      <p className="aj-weak">{t('care2.addHint')}</p>
      <FormBox form={form} submit={t('care2.add')} columns={2}>
        <Choices
          legend={t('task.kind')}
          options={(['isolation', 'care'] as const).map(value => ({ value, label: t(`careKind.${value}`) }))}
          value={kind}
          onChange={setKind}
        />
        <Field form={form} name="estateId" label={t('duty.estate')}>
          <select {...form.bind('estateId')} className="aj-input">
            <option value="">—</option>
            {estates.map(e => (
              <option key={e.id} value={e.id}>
                {e.name}
              </option>
            ))}
          </select>
        </Field>
        {(['unit', 'name', 'phone', 'health'] as const).map(name => (
          <Field
            key={name}
            form={form}
            name={name}
            label={t(`care2.field.${name}`)}
            optional={name === 'phone' || name === 'health'}
          >
            <input {...form.bind(name)} className="aj-input" autoComplete="off" />
          </Field>
        ))}
        <Field form={form} name="startOn" label={t('care2.field.startOn')}>
          <input {...form.bind('startOn')} type="date" className="aj-input" />
        </Field>
        <Field form={form} name="workerId" label={t('care2.worker')}>
          <select {...form.bind('workerId')} className="aj-input">
            <option value="">—</option>
            {staff.data?.items.map(p => (
              <option key={p.accountId} value={p.accountId}>
                {p.name}
              </option>
            ))}
          </select>
        </Field>
      </FormBox>
    </Dialog>
  )
}
