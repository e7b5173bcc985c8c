/** The survey as a campaign: how far it is, who is late, whether the totals sum, and its frozen results. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import type { Answer, RowOf } from '../../contracts.ts'
import { date, dateTime } from '../../format.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { Numbers, Read, RegionPage } from './parts.tsx'

const key = 'GET /api/regions/:regionId/response/survey'
const list = 'GET /api/regions/:regionId/response/survey/estates'
type Survey = Answer<typeof key>
type Row = RowOf<typeof list>

export default function SurveyPage(): ReactNode {
  const { t } = useTranslation('response')
  return (
    <RegionPage title={t('survey.title')}>
      {id => (
        <>
          <Round regionId={id} />
          <Estates regionId={id} />
        </>
      )}
    </RegionPage>
  )
}

function Round({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const read = useApi(key, { regionId }, { keep: true })
  return (
    <Read of={read}>
      {data => (
        <>
          <Head regionId={regionId} data={data} />
          <Numbers
            label={t('survey.sums')}
            items={[
              {
                key: 'checked',
                label: t('survey.checked'),
                n: data.sums.checked,
                of: data.sums.estates,
                good: data.sums.estates > 0 && data.sums.checked === data.sums.estates,
              },
              { key: 'none', label: t('survey.none'), n: data.sums.notSurveyed, bad: true },
              { key: 'unchecked', label: t('survey.unchecked'), n: data.sums.unchecked },
              { key: 'with', label: t('survey.withCompany'), n: data.sums.withCompany },
              { key: 'without', label: t('survey.withoutCompany'), n: data.sums.withoutCompany },
              { key: 'companies', label: t('survey.companies'), n: data.sums.companies },
              { key: 'staff', label: t('survey.staff'), n: data.sums.staff },
              { key: 'buildings', label: t('survey.buildings'), n: data.sums.buildings },
              { key: 'sections', label: t('survey.sections'), n: data.sums.sections },
            ]}
          />
          <p data-tone={data.faults.length > 0 ? 'late' : 'kept'} role="status">
            {data.faults.length > 0
              ? t('survey.faults', { what: data.faults.map(f => t(`fault.${f}`)).join('、') })
              : t('survey.agrees', {
                  company: data.sums.company,
                  abandoned: data.sums.abandoned,
                  self: data.sums.selfManaged,
                  all: data.sums.estates,
                })}
          </p>
          {data.children.length > 0 ? (
            <table className="rs-table">
              <caption>{t('survey.parts')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('region')}</th>
                  {(
                    [
                      'estates',
                      'company',
                      'abandoned',
                      'self_managed',
                      'subject',
                      'buildings',
                      'sections',
                      'checked',
                      'late',
                    ] as const
                  ).map(head => (
                    <th key={head} scope="col">
                      {t(`surveyHead.${head}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.children.map(c => (
                  <tr key={c.id}>
                    <th scope="row">{c.name}</th>
                    {[
                      c.estates,
                      c.company,
                      c.abandoned,
                      c.selfManaged,
                      c.subject,
                      c.buildings,
                      c.sections,
                      c.checked,
                    ].map((n, i) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the columns keep their order
                      <td key={i} className="aj-num">
                        {n}
                      </td>
                    ))}
                    <td className="aj-num" data-tone={c.late > 0 ? 'late' : undefined}>
                      {c.late}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : null}
        </>
      )}
    </Read>
  )
}

function Head({ regionId, data }: { regionId: string; data: Survey }): ReactNode {
  const { t } = useTranslation('response')
  const refusal = useRefusal()
  const [open, setOpen] = useState<'begin' | 'close'>()
  const { round } = data
  const close = () => setOpen(undefined)
  const correcting = round?.state === 'closed'
  return (
    <section className="rs-card">
      {round ? (
        <>
          <h2>
            <span>{round.title}</span>
            <State
              state={round.late ? 'late' : round.state === 'closed' ? 'kept' : 'running'}
              word={t(round.late ? 'survey.late' : `roundState.${round.state}`)}
            />
          </h2>
          <span>
            {t('survey.led', { bureau: round.bureau, town: round.town })} · {round.startsOn} – {round.dueOn}
          </span>
          {round.results.map(r => (
            <span key={r.version} className="aj-weak">
              {t('survey.result', {
                n: r.version,
                at: dateTime(r.at),
                by: r.by,
                estates: r.figures.estates,
                buildings: r.figures.buildings,
              })}
              {r.reason ? ` · ${r.reason}` : ''}
            </span>
          ))}
        </>
      ) : (
        <h2>{t('survey.noRound')}</h2>
      )}
      <div className="rs-acts">
        {round ? (
          <Button
            kind="main"
            refused={refusal(correcting ? round.allowed.correct : round.allowed.close)}
            showWhy
            onClick={() => setOpen('close')}
          >
            {t(correcting ? 'survey.correct' : 'survey.close')}
          </Button>
        ) : null}
        <Button refused={refusal(data.allowed.begin)} onClick={() => setOpen('begin')}>
          {t('survey.begin')}
        </Button>
      </div>
      {open === 'begin' ? <Begin regionId={regionId} close={close} /> : null}
      {open === 'close' && round ? (
        <Close regionId={regionId} round={round} correcting={correcting} close={close} />
      ) : null}
    </section>
  )
}

function Begin({ regionId, close }: { regionId: string; close: () => void }): ReactNode {
  const { t } = useTranslation('response')
  const begin = useMutate('POST /api/regions/:regionId/response/survey', { stale: [key, list] })
  const form = useForm({
    key: 'response.survey',
    initial: {
      title: t('survey.titleDefault'),
      bureau: t('task.bureau'),
      town: '',
      startsOn: date(nowMs()),
      dueOn: date(nowMs() + 3 * 86_400_000),
    },
    check: v => ({
      title: v.title.trim() ? undefined : t('need.what'),
      bureau: v.bureau.trim() ? undefined : t('need.organisation'),
      town: v.town.trim() ? undefined : t('need.town'),
      dueOn: v.dueOn >= v.startsOn ? undefined : t('need.until'),
    }),
    send: async v => {
      await begin.mutateAsync({ regionId, ...v })
      say(t('survey.begun'))
      close()
    },
  })
  return (
    <Dialog title={t('survey.begin')} close={close}>
      <FormBox form={form} submit={t('survey.begin')} columns={2}>
        {(['title', 'bureau', 'town'] as const).map(name => (
          <Field key={name} form={form} name={name} label={t(`survey.field.${name}`)}>
            <input {...form.bind(name)} className="aj-input" />
          </Field>
        ))}
        {(['startsOn', 'dueOn'] as const).map(name => (
          <Field key={name} form={form} name={name} label={t(`survey.field.${name}`)}>
            <input {...form.bind(name)} type="date" className="aj-input" />
          </Field>
        ))}
      </FormBox>
    </Dialog>
  )
}

function Close(props: {
  regionId: string
  round: NonNullable<Survey['round']>
  correcting: boolean
  close: () => void
}): ReactNode {
  const { t } = useTranslation('response')
  const { round, correcting } = props
  const freeze = useMutate('POST /api/regions/:regionId/response/survey/:roundId/close', {
    stale: [key, list],
  })
  const form = useForm({
    key: `response.close.${round.id}`,
    initial: { reason: '' },
    check: v => ({ reason: correcting && !v.reason.trim() ? t('need.reason') : undefined }),
    send: async v => {
      await freeze.mutateAsync({
        regionId: props.regionId,
        roundId: round.id,
        version: round.version,
        ...(v.reason.trim() ? { reason: v.reason } : {}),
      })
      say(t('survey.closed'))
      props.close()
    },
  })
  return (
    <Dialog title={t(correcting ? 'survey.correct' : 'survey.close')} close={props.close}>
      <p>{t('survey.closeHint')}</p>
      <FormBox form={form} submit={t(correcting ? 'survey.correct' : 'survey.close')}>
        <Field form={form} name="reason" label={t('task.reason')} optional={!correcting}>
          <textarea {...form.bind('reason')} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

const steps = { none: 'stopped', unchecked: 'soon', checked: 'kept' } as const

function Estates({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const columns: Column<Row>[] = [
    { key: 'name', title: t('duty.estate'), width: 12, render: e => <strong>{e.name}</strong> },
    {
      key: 'step',
      title: t('survey.step'),
      width: 9,
      render: e => (
        <State
          state={e.late ? 'late' : steps[e.step]}
          word={e.late ? t('task.isLate', { state: t(`step.${e.step}`) }) : t(`step.${e.step}`)}
        />
      ),
    },
    { key: 'region', title: t('region'), width: 8, render: e => e.region },
    { key: 'care', title: t('care.title'), width: 7, render: e => t(`care.${e.care}`) },
    { key: 'company', title: t('party.company'), render: e => e.company ?? '—' },
    { key: 'subject', title: t('party.subject_unit'), render: e => e.subject ?? '—' },
    { key: 'buildings', title: t('survey.buildings'), width: 5, align: 'right', render: e => e.buildings },
    { key: 'sections', title: t('survey.sections'), width: 6, align: 'right', render: e => e.sections },
    { key: 'households', title: t('survey.households'), width: 5, align: 'right', render: e => e.households },
    {
      key: 'by',
      title: t('survey.by'),
      width: 11,
      render: e => (e.madeBy ? [e.madeBy, e.checkedBy].filter(Boolean).join(' / ') : '—'),
    },
  ]
  return (
    <DataTable
      id="response.survey"
      label={t('survey.list')}
      api={list}
      input={{ regionId }}
      columns={columns}
      filters={[
        { kind: 'text', key: 'q', label: t('duty.find'), width: 14 },
        {
          kind: 'select',
          key: 'step',
          label: t('survey.step'),
          options: (['none', 'unchecked', 'checked'] as const).map(value => ({
            value,
            label: t(`step.${value}`),
          })),
        },
        {
          kind: 'select',
          key: 'care',
          label: t('care.title'),
          options: (['company', 'abandoned', 'self_managed'] as const).map(value => ({
            value,
            label: t(`care.${value}`),
          })),
        },
      ]}
      rowKey={e => e.id}
      exportHref={query => exportHref('response.survey', undefined)({ ...query, regionId })}
      empty={{ title: t('duty.empty'), hint: t('survey.emptyHint') }}
    />
  )
}
