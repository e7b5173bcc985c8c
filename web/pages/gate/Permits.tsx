/** The desk's standing passes: issue, print, report lost and replace; and the quotas they follow. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import type { Answer, RowOf } from '../../contracts.ts'
import { date, dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { exportHref, printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import './gate-pages.css'

const api = 'GET /api/estates/:estateId/gate/permits'
type Row = RowOf<typeof api>
type Kind = Row['kind']
const kinds = ['household', 'worker', 'shift'] as const
const states = { live: 'kept', expired: 'stopped', lost: 'late', revoked: 'stopped' } as const

export default function Permits(): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk', 'errors'])
  const estateId = useEstateId()
  const { can } = useMe()
  const [making, setMaking] = useState(false)
  const [ruling, setRuling] = useState(false)
  const [ending, setEnding] = useState<Row>()
  const { data } = useApi(api, { estateId, limit: 1 })
  const mayIssue = can('pass.issue')
  const columns: Column<Row>[] = [
    { key: 'number', title: t('gate-desk:permit.number'), width: 7, render: row => row.number },
    { key: 'kind', title: t('field.kind'), width: 7, render: row => t(`permitKind.${row.kind}`) },
    { key: 'unit', title: t('list.unit'), width: 7, render: row => row.unit ?? '—' },
    { key: 'holder', title: t('gate-desk:permit.holder'), width: 7, render: row => row.holder || '—' },
    {
      key: 'gates',
      title: t('list.gate'),
      width: 8,
      render: row => row.gates?.map(gate => gate.name).join('、') ?? t('gate-desk:permit.allGates'),
    },
    {
      key: 'hours',
      title: t('gate-desk:permit.hours'),
      width: 7,
      render: row => (row.hours ? `${row.hours.from}–${row.hours.until}` : '—'),
    },
    { key: 'until', title: t('passes.until'), width: 9, render: row => dateTime(row.untilAt) },
    {
      key: 'state',
      title: t('gates.state'),
      width: 7,
      render: row => <State state={states[row.state]} word={t(`gate-desk:permitState.${row.state}`)} />,
    },
    { key: 'by', title: t('list.by'), render: row => `${row.issuedBy} ${dateTime(row.issuedAt)}` },
    {
      key: 'acts',
      title: t('passes.act'),
      width: 12,
      render: row =>
        mayIssue ? (
          <span className="gp-row">
            {row.state === 'live' ? (
              <a
                className="aj-button"
                href={printHref('gate.permit', { estateId, permitId: row.id })}
                target="_blank"
                rel="noreferrer"
              >
                {t('gate-desk:permit.print')}
              </a>
            ) : null}
            <Button
              kind="plain"
              refused={row.allowed.end === true ? undefined : t(`errors:${row.allowed.end}`)}
              onClick={() => setEnding(row)}
            >
              {t('gate-desk:permit.end')}
            </Button>
          </span>
        ) : null,
    },
  ]
  return (
    <>
      <div className="aj-page-head">
        <h1>{t('gate-desk:permit.title')}</h1>
        {data ? (
          <Button
            refused={can('rule.write') ? undefined : t('gate-desk:needRule')}
            onClick={() => setRuling(true)}
          >
            {t('gate-desk:permit.rule')}
          </Button>
        ) : null}
        {mayIssue ? (
          <Button kind="main" icon="plus" onClick={() => setMaking(true)}>
            {t('gate-desk:permit.issue')}
          </Button>
        ) : null}
      </div>
      {data ? <RuleWords rule={data.rule} /> : null}
      <DataTable
        id="gate.permits"
        label={t('gate-desk:permit.title')}
        api={api}
        input={{ estateId }}
        columns={columns}
        exportHref={exportHref('gate.permits', estateId)}
        filters={[
          { kind: 'text', key: 'unit', label: t('list.unit'), placeholder: '1-2-301', width: 8 },
          {
            kind: 'select',
            key: 'kind',
            label: t('field.kind'),
            options: kinds.map(value => ({ value, label: t(`permitKind.${value}`) })),
          },
          {
            kind: 'select',
            key: 'state',
            label: t('gates.state'),
            options: (['live', 'lost', 'revoked'] as const).map(value => ({
              value,
              label: t(`gate-desk:permitState.${value}`),
            })),
          },
        ]}
        rowKey={row => row.id}
        empty={{ title: t('gate-desk:permit.none'), hint: t('gate-desk:permit.noneHint') }}
      />
      {making ? <Issue estateId={estateId} close={() => setMaking(false)} /> : null}
      {ending ? <End estateId={estateId} row={ending} close={() => setEnding(undefined)} /> : null}
      {ruling && data ? <Rule estateId={estateId} rule={data.rule} close={() => setRuling(false)} /> : null}
    </>
  )
}

type RuleShown = Answer<typeof api>['rule']

function RuleWords({ rule }: { rule: RuleShown }): ReactNode {
  const { t } = useTranslation('gate-desk')
  const said =
    rule.outings === 0
      ? t('gate-desk:permit.free')
      : t(`permit.per_${rule.per}`, { days: rule.everyDays, count: rule.outings })
  return (
    <p className="aj-weak">
      {said} {rule.required ? t('gate-desk:permit.required') : ''}
    </p>
  )
}

function Issue({ estateId, close }: { estateId: string; close: () => void }): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const gates = useApi('GET /api/estates/:estateId/gates', { estateId })
  const make = useMutate('POST /api/estates/:estateId/gate/permits', { stale: [api] })
  const [chosen, setChosen] = useState<string[]>([])
  const form = useForm({
    key: 'gate.permit',
    initial: { kind: 'household' as Kind, unit: '', holder: '', from: '', until: '' },
    secret: ['holder'],
    check: v => ({
      unit: v.kind !== 'household' || v.unit.trim() ? undefined : t('need.unit'),
      holder: v.kind === 'household' || v.holder.trim() ? undefined : t('need.name'),
      until: (v.from === '') === (v.until === '') ? undefined : t('need.period'),
    }),
    send: async (v, clientId) => {
      const made = await make.mutateAsync({
        estateId,
        clientId,
        kind: v.kind,
        ...(v.unit.trim() ? { unit: v.unit.trim() } : {}),
        ...(v.holder.trim() ? { holder: v.holder.trim() } : {}),
        ...(chosen.length > 0 ? { gates: chosen } : {}),
        ...(v.from ? { hours: { from: v.from, until: v.until } } : {}),
      })
      say(t('gate-desk:permit.issued', { number: made.number }))
      close()
    },
  })
  return (
    <Dialog title={t('gate-desk:permit.issue')} close={close}>
      <FormBox form={form} submit={t('gate-desk:permit.issue')}>
        <Choices
          legend={t('field.kind')}
          options={kinds.map(value => ({ value, label: t(`permitKind.${value}`) }))}
          value={form.values.kind}
          onChange={kind => form.set({ kind })}
        />
        <Field form={form} name="unit" label={t('field.unit')} optional={form.values.kind !== 'household'}>
          <input {...form.bind('unit')} className="aj-input" maxLength={30} />
        </Field>
        <Field
          form={form}
          name="holder"
          label={t('gate-desk:permit.holder')}
          optional={form.values.kind === 'household'}
        >
          <input {...form.bind('holder')} className="aj-input" maxLength={40} autoComplete="off" />
        </Field>
        <div className="gp-two">
          {(['from', 'until'] as const).map(name => (
            <Field key={name} form={form} name={name} label={t(`gate-desk:permit.${name}`)} optional>
              <input {...form.bind(name)} type="time" className="aj-input" />
            </Field>
          ))}
        </div>
        <fieldset className="gp-row">
          <legend>{t('gate-desk:permit.gates')}</legend>
          {gates.data?.items.map(gate => (
            <label key={gate.id} className="gp-check">
              <input
                type="checkbox"
                checked={chosen.includes(gate.id)}
                onChange={event =>
                  setChosen(event.target.checked ? [...chosen, gate.id] : chosen.filter(id => id !== gate.id))
                }
              />
              {gate.name}
            </label>
          ))}
        </fieldset>
      </FormBox>
    </Dialog>
  )
}

function End({ estateId, row, close }: { estateId: string; row: Row; close: () => void }): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const end = useMutate('POST /api/estates/:estateId/gate/permits/:id/end', { stale: [api] })
  const form = useForm({
    key: `gate.permit.end.${row.id}`,
    initial: { what: 'replace' as 'replace' | 'lost' | 'revoked', reason: '' },
    check: v => ({ reason: v.reason.trim() ? undefined : t('need.reason') }),
    send: async (v, clientId) => {
      const done = await end.mutateAsync({
        estateId,
        clientId,
        id: row.id,
        state: v.what === 'revoked' ? 'revoked' : 'lost',
        replace: v.what === 'replace',
        reason: v.reason.trim(),
        version: row.version,
      })
      say(
        done.fresh
          ? t('gate-desk:permit.replaced', { number: done.fresh.number })
          : t('gate-desk:permit.ended', { number: row.number }),
      )
      close()
    },
  })
  return (
    <Dialog title={t('gate-desk:permit.endTitle', { number: row.number })} close={close}>
      <FormBox form={form} submit={t('gate-desk:permit.endSubmit')}>
        <Choices
          legend={t('gate-desk:permit.what')}
          options={(['replace', 'lost', 'revoked'] as const).map(value => ({
            value,
            label: t(`gate-desk:permit.what_${value}`),
          }))}
          value={form.values.what}
          onChange={what => form.set({ what })}
        />
        <Field form={form} name="reason" label={t('gates.reasonLabel')}>
          <input {...form.bind('reason')} className="aj-input" maxLength={200} />
        </Field>
      </FormBox>
    </Dialog>
  )
}

function Rule(props: { estateId: string; rule: RuleShown; close: () => void }): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const { estateId, rule, close } = props
  const set = useMutate('PUT /api/estates/:estateId/gate/permit-rule', { stale: [api] })
  const form = useForm({
    key: `gate.permit.rule.${estateId}`,
    initial: {
      per: rule.per,
      outings: String(rule.outings),
      everyDays: String(rule.everyDays),
      required: rule.required ? ('yes' as const) : ('no' as const),
      fromDate: date(nowMs()),
      source: '',
    },
    check: v => ({
      source: v.source.trim() ? undefined : t('need.paper'),
      outings: /^\d{1,2}$/.test(v.outings) && Number(v.outings) <= 20 ? undefined : '0–20',
      everyDays:
        /^\d{1,2}$/.test(v.everyDays) && Number(v.everyDays) >= 1 && Number(v.everyDays) <= 14
          ? undefined
          : '1–14',
    }),
    send: async v => {
      await set.mutateAsync({
        estateId,
        per: v.per,
        outings: Number(v.outings),
        everyDays: Number(v.everyDays),
        required: v.required === 'yes',
        days: rule.days,
        beyondHours: rule.beyondHours,
        fromDate: v.fromDate,
        source: v.source.trim(),
      })
      say(t('gate-desk:permit.ruled'))
      close()
    },
  })
  return (
    <Dialog title={t('gate-desk:permit.rule')} close={close}>
      <FormBox form={form} submit={t('gates.save')}>
        <Choices
          legend={t('gate-desk:permit.per')}
          options={(['household', 'person'] as const).map(value => ({
            value,
            label: t(`gate-desk:permit.perWho_${value}`),
          }))}
          value={form.values.per}
          onChange={per => form.set({ per })}
        />
        <div className="gp-two">
          <Field form={form} name="everyDays" label={t('gate-desk:permit.everyDays')}>
            <input {...form.bind('everyDays')} inputMode="numeric" className="aj-input" />
          </Field>
          <Field
            form={form}
            name="outings"
            label={t('gate-desk:permit.outings')}
            hint={t('gate-desk:permit.outingsHint')}
          >
            <input {...form.bind('outings')} inputMode="numeric" className="aj-input" />
          </Field>
        </div>
        <Choices
          legend={t('gate-desk:permit.requiredLabel')}
          options={(['no', 'yes'] as const).map(value => ({
            value,
            label: t(`gate-desk:permit.required_${value}`),
          }))}
          value={form.values.required}
          onChange={required => form.set({ required })}
        />
        <Field form={form} name="fromDate" label={t('gate-desk:permit.fromDate')}>
          <input {...form.bind('fromDate')} type="date" className="aj-input" />
        </Field>
        <Field form={form} name="source" label={t('gate-desk:permit.source')}>
          <input {...form.bind('source')} className="aj-input" maxLength={200} />
        </Field>
      </FormBox>
    </Dialog>
  )
}
