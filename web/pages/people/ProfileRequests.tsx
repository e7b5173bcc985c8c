import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, url } from '../../api.ts'
import type { RowOf } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { queryClient, useApi } from '../../query.ts'
import { printHref } from '../../transfer.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import './profile.css'

const list = 'GET /api/estates/:estateId/subject-requests'
const one = 'GET /api/estates/:estateId/subject-requests/:requestId'
type Row = RowOf<typeof list>

function RequestState({ row }: { row: Row }): ReactNode {
  const { t } = useTranslation('profile')
  const state =
    row.state === 'open' ? (row.late ? 'late' : 'running') : row.state === 'done' ? 'kept' : 'stopped'
  return (
    <State state={state} word={t(`request.state.${row.state === 'open' && row.late ? 'late' : row.state}`)} />
  )
}

/** What persons asked of their own data, and by when they are answered (W26). */
export default function ProfileRequests(): ReactNode {
  const { t } = useTranslation('profile')
  const estateId = useEstateId()
  const columns: Column<Row>[] = [
    {
      key: 'unit',
      title: t('request.unit'),
      width: 7,
      render: row => <span className="aj-num">{row.unit}</span>,
    },
    { key: 'kind', title: t('request.kind'), width: 9, render: row => t(`request.${row.kind}`) },
    { key: 'askedBy', title: t('request.askedBy'), width: 8, render: row => row.askedBy },
    {
      key: 'askedAt',
      title: t('request.askedAt'),
      width: 10,
      render: row => <span className="aj-num">{dateTime(row.askedAt)}</span>,
    },
    {
      key: 'dueOn',
      title: t('request.dueOn'),
      width: 8,
      render: row => <span className="aj-num">{row.dueOn ?? t('rights.noDay')}</span>,
    },
    { key: 'state', title: t('request.stateTitle'), width: 8, render: row => <RequestState row={row} /> },
    { key: 'by', title: t('request.entered'), render: row => row.enteredBy ?? t('channel.app') },
  ]
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('request.title')}</h1>
      </header>
      <p className="aj-weak">{t('request.lead')}</p>
      <DataTable
        id="profile.requests"
        label={t('request.title')}
        api={list}
        input={{ estateId }}
        columns={columns}
        filters={[
          {
            kind: 'select',
            key: 'state',
            label: t('request.stateTitle'),
            options: (['open', 'done', 'refused', 'all'] as const).map(value => ({
              value,
              label: t(`request.state.${value}`),
            })),
          },
        ]}
        rowKey={row => row.id}
        drawerTitle={row => (row ? `${row.unit} ${t(`request.${row.kind}`)}` : t('request.title'))}
        drawer={id => <OneRequest requestId={id} />}
        empty={{ title: t('request.none'), hint: t('request.noneHint') }}
      />
    </>
  )
}

function OneRequest({ requestId }: { requestId: string }): ReactNode {
  const { t } = useTranslation('profile')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(one, { estateId, requestId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const copy = data.kind === 'export' && data.state === 'open'
  return (
    <div className="aj-stack">
      <p>
        <RequestState row={data} />
      </p>
      <Facts
        facts={[
          { label: t('request.askedBy'), value: data.askedBy },
          { label: t('request.askedAt'), value: dateTime(data.askedAt) },
          { label: t('request.dueOn'), value: data.dueOn ?? t('rights.noDay') },
          { label: t('entry.channel'), value: t(`channel.${data.channel}`) },
          { label: t('request.entered'), value: data.enteredBy },
          { label: t('request.note'), value: data.note },
          {
            label: t('request.doneAt'),
            value: data.doneAt ? `${dateTime(data.doneAt)} ${data.doneBy}` : null,
          },
          { label: t('request.answer'), value: data.answer },
          ...(data.wiped === null ? [] : [{ label: t('request.wiped'), value: data.wiped }]),
        ]}
      />
      <Link to={paths.page('console', `households/${data.householdId}`)}>{t('request.household')}</Link>
      {copy ? (
        <>
          <p className="aj-weak">{t('request.copyLead')}</p>
          <div className="aj-row">
            <a className="aj-button" href={printHref('household-file', { estateId, requestId })}>
              <Icon name="print" />
              {t('request.pdf')}
            </a>
            <a
              className="aj-button"
              download={`household-${data.unit}.json`}
              href={url('GET /api/estates/:estateId/subject-requests/:requestId/file', {
                estateId,
                requestId,
              })}
            >
              <Icon name="download" />
              {t('request.json')}
            </a>
          </div>
        </>
      ) : null}
      {data.state === 'open' ? <Settle row={data} estateId={estateId} /> : null}
    </div>
  )
}

function Settle({ row, estateId }: { row: Row; estateId: string }): ReactNode {
  const { t } = useTranslation('profile')
  const done = async () => {
    await queryClient.invalidateQueries({ queryKey: [list] })
    await queryClient.invalidateQueries({ queryKey: [one] })
  }
  const finish = useForm({
    key: `profile.finish.${row.id}`,
    initial: { answer: t(`request.usual.${row.kind}`) },
    send: async v => {
      const key = 'POST /api/estates/:estateId/subject-requests/:requestId/finish'
      const made = await api(key, { estateId, requestId: row.id, answer: v.answer })
      say(t(`request.finished.${row.kind}`, { count: made.wiped ?? 0 }))
      await done()
    },
  })
  const refuse = useForm({
    key: `profile.refuse.${row.id}`,
    initial: { answer: '' },
    check: v => ({ answer: v.answer.trim().length >= 5 ? undefined : t('request.needReason') }),
    send: async v => {
      const key = 'POST /api/estates/:estateId/subject-requests/:requestId/refuse'
      await api(key, { estateId, requestId: row.id, answer: v.answer })
      say(t('request.refusedSaid'))
      await done()
    },
  })
  return (
    <>
      <FormBox form={finish} submit={t(`request.finish.${row.kind}`)}>
        {row.kind === 'deletion' ? <p>{t('request.deletionThen', { name: row.askedBy })}</p> : null}
        <Field form={finish} name="answer" label={t('request.answer')}>
          <input {...finish.bind('answer')} className="aj-input" maxLength={300} />
        </Field>
      </FormBox>
      <details>
        <summary>{t('request.refuse')}</summary>
        <FormBox form={refuse} submit={t('request.refuse')}>
          <Field form={refuse} name="answer" label={t('request.reason')} hint={t('request.reasonHint')}>
            <textarea {...refuse.bind('answer')} className="aj-input" rows={2} maxLength={300} />
          </Field>
        </FormBox>
      </details>
    </>
  )
}
