import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { printHref } from '../../transfer.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PaperLinks } from '../../ui/PaperLinks.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'

const one = 'GET /api/estates/:estateId/conduct/:conductId'
type Conduct = Answer<typeof one>
const authorities = ['committee', 'neighbourhood', 'police', 'fire', 'housing', 'enforcement'] as const

export function ConductState({ row }: { row: Pick<Conduct, 'state' | 'reportDue'> }): ReactNode {
  const { t } = useTranslation('covenant')
  if (row.state === 'recorded' && row.reportDue) return <State state="soon" word={t('state.due')} />
  const state = { recorded: 'running', reported: 'running', closed: 'kept' } as const
  return <State state={state[row.state]} word={t(`state.${row.state}`)} />
}

/** One record: what happened, the times before, whom it was reported to, and what may be done. */
export function ConductOne({ conductId }: { conductId: string }): ReactNode {
  const { t } = useTranslation('covenant')
  const estateId = useEstateId()
  const { can } = useMe()
  const { data, error, refetch } = useApi(one, { estateId, conductId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="aj-stack">
      <p>
        <ConductState row={data} />
      </p>
      <p>{data.what}</p>
      {data.photoId ? (
        <img
          className="cv-photo"
          alt={t('photoOf', { what: data.what.slice(0, 40) })}
          src={`/api/estates/${estateId}/files/${data.photoId}`}
        />
      ) : null}
      <Facts
        facts={[
          { label: t('happenedAt'), value: dateTime(data.happenedAt) },
          { label: t('unit'), value: data.unit },
          { label: t('who'), value: data.who },
          { label: t('place'), value: data.place },
          { label: t('result'), value: t(`results.${data.result}`) },
          { label: t('resultNote'), value: data.resultNote },
          {
            label: t('article'),
            value: data.article
              ? `${data.article}${data.covenantVersion ? ` · ${t('text.version', { version: data.covenantVersion })}` : ''}`
              : null,
          },
          { label: t('recordedBy'), value: data.recordedBy },
          {
            label: t('reply'),
            value:
              data.reply && data.replyBy
                ? `${data.reply}（${t('replyBy', { by: data.replyBy })}）`
                : data.reply,
          },
          { label: t('outcome'), value: data.outcome },
        ]}
      />
      {data.before.length > 0 ? (
        <section aria-label={t('before')}>
          <h3>{t('before')}</h3>
          <ul className="cv-list">
            {data.before.map(b => (
              <li key={b.id}>
                <span className="aj-num">{dateTime(b.happenedAt)}</span> {t(`results.${b.result}`)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {data.reports.length > 0 ? (
        <section aria-label={t('reports')}>
          <h3>{t('reports')}</h3>
          <ul className="cv-list">
            {data.reports.map(r => (
              <li key={r.id}>
                <span className="aj-num">{dateTime(r.at)}</span> {t(`to.${r.toWhom}`)} {r.toName}：{r.text}{' '}
                <span className="aj-weak">{r.by}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <PaperLinks
        name={t('paper.name')}
        sheet={t('paper.sheet')}
        href={format => printHref('conduct-record', { estateId, conductId }, format)}
      />
      {can('conduct.report') && data.state !== 'closed' ? <Acts data={data} estateId={estateId} /> : null}
    </div>
  )
}

function Acts({ data, estateId }: { data: Conduct; estateId: string }): ReactNode {
  const { t } = useTranslation('covenant')
  const conductId = data.id
  const fresh = async () => {
    await queryClient.invalidateQueries({ queryKey: [one] })
    await queryClient.invalidateQueries({ queryKey: ['GET /api/estates/:estateId/conduct'] })
  }
  const report = useForm({
    key: `conduct.report.${conductId}`,
    initial: { toWhom: 'committee' as (typeof authorities)[number], toName: '', text: '' },
    check: v => ({
      toName: v.toName.trim() ? undefined : t('report.needName'),
      text: v.text.trim().length >= 5 ? undefined : t('report.needText'),
    }),
    send: async (v, clientId) => {
      const key = 'POST /api/estates/:estateId/conduct/:conductId/report'
      await api(key, { estateId, conductId, ...v }, { clientId })
      say(t('report.done', { name: v.toName }))
      await fresh()
    },
  })
  const close = useForm({
    key: `conduct.close.${conductId}`,
    initial: { outcome: '' },
    check: v => ({ outcome: v.outcome.trim().length >= 2 ? undefined : t('close.needOutcome') }),
    send: async v => {
      await api('POST /api/estates/:estateId/conduct/:conductId/close', { estateId, conductId, ...v })
      say(t('close.done'))
      await fresh()
    },
  })
  const said = useForm({
    key: `conduct.reply.${conductId}`,
    initial: { said: '' },
    check: v => ({ said: v.said.trim().length >= 2 ? undefined : t('mine.needReply') }),
    send: async v => {
      await api('POST /api/estates/:estateId/conduct/:conductId/reply', {
        estateId,
        conductId,
        text: v.said,
      })
      say(t('said.done'))
      await fresh()
    },
  })
  return (
    <>
      {data.unitId ? (
        <>
          <h3>{t('said.title')}</h3>
          <FormBox form={said} submit={t('said.act')}>
            <Field form={said} name="said" label={t('reply')} hint={t('said.hint')}>
              <textarea {...said.bind('said')} className="aj-input" rows={2} maxLength={500} />
            </Field>
          </FormBox>
        </>
      ) : null}
      <h3>{t('report.title')}</h3>
      <FormBox form={report} submit={t('report.act')} columns={2}>
        <Field form={report} name="toWhom" label={t('report.whom')}>
          <select {...report.bind('toWhom')} className="aj-input">
            {authorities.map(value => (
              <option key={value} value={value}>
                {t(`to.${value}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field form={report} name="toName" label={t('report.name')}>
          <input {...report.bind('toName')} className="aj-input" maxLength={60} />
        </Field>
        <Field form={report} name="text" label={t('report.text')}>
          <textarea {...report.bind('text')} className="aj-input" rows={2} maxLength={1000} />
        </Field>
      </FormBox>
      <h3>{t('close.title')}</h3>
      <FormBox form={close} submit={t('close.act')} refused={useRefusal()(data.allowed.close)}>
        <Field form={close} name="outcome" label={t('outcome')}>
          <input {...close.bind('outcome')} className="aj-input" maxLength={300} />
        </Field>
      </FormBox>
    </>
  )
}
