import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Empty } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { callsKey, type Month, stale } from './words.ts'

/** The frozen versions, newest first; what was opened again since is listed and changes none of them. */
export function Versions({ month }: { month: Month }): ReactNode {
  const { t } = useTranslation('followup')
  const estateId = useEstateId()
  const { can } = useMe()
  const why = useRefusal()
  const [correcting, correct] = useState(false)
  if (month.versions.length === 0) return <Empty title={t('versions.none')} hint={t('versions.noneHint')} />
  return (
    <div className="aj-stack">
      <table className="fu-table">
        <thead>
          <tr>
            <th>{t('versions.version')}</th>
            <th>{t('versions.at')}</th>
            <th>{t('versions.by')}</th>
            <th>{t('versions.reason')}</th>
            <th>{t('versions.hash')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {month.versions.map(v => (
            <tr key={v.version}>
              <td className="aj-num">{v.version}</td>
              <td className="aj-num">{dateTime(v.at)}</td>
              <td>{v.by}</td>
              <td>{v.reason ?? '—'}</td>
              <td className="aj-num" title={v.hash}>
                {v.hash.slice(0, 12)}…
              </td>
              <td>
                {can('followup.run') ? (
                  <a
                    href={printHref('followup-report', { estateId, month: month.month, version: v.version })}
                    target="_blank"
                    rel="noreferrer"
                  >
                    PDF
                  </a>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {month.reopened.length > 0 ? (
        <section>
          <h3>{t('versions.reopened')}</h3>
          <p className="aj-weak">{t('versions.reopenedHint')}</p>
          <ul>
            {month.reopened.map(r => (
              <li key={r.ticketId} className="aj-num">
                <Link to={paths.page('console', 'tickets')} search={{ open: r.ticketId, show: 'all' }}>
                  {r.number}
                </Link>{' '}
                {dateTime(r.at)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {can('followup.close') ? (
        <p>
          <Button refused={why(month.allowed.correct)} showWhy onClick={() => correct(true)}>
            {t('correct.open')}
          </Button>
        </p>
      ) : null}
      {correcting ? (
        <Dialog title={t('correct.title')} close={() => correct(false)}>
          <Correct month={month.month} done={() => correct(false)} />
        </Dialog>
      ) : null}
    </div>
  )
}

const results = ['satisfied', 'partly', 'dissatisfied', 'refused', 'unreachable'] as const

function Correct({ month, done }: { month: string; done: () => void }): ReactNode {
  const { t } = useTranslation('followup')
  const estateId = useEstateId()
  const { data } = useApi(callsKey, { estateId, month, show: 'all', limit: 200 })
  const send = useMutate('POST /api/estates/:estateId/followup/months/:month/correct', { stale: [...stale] })
  const form = useForm<{ ticketId: string; result: (typeof results)[number] | ''; reason: string }>({
    key: `followup.correct.${month}`,
    initial: { ticketId: '', result: '', reason: '' },
    check: v => ({
      ...(v.ticketId ? {} : { ticketId: t('correct.ticketNeeded') }),
      ...(v.result ? {} : { result: t('correct.resultNeeded') }),
      ...(v.reason.trim() ? {} : { reason: t('correct.reasonNeeded') }),
    }),
    send: async v => {
      if (v.result === '') return
      await send.mutateAsync({ estateId, month, ticketId: v.ticketId, result: v.result, reason: v.reason })
      say(t('correct.done'))
      done()
    },
  })
  return (
    <div className="aj-stack">
      <p>{t('correct.what')}</p>
      <FormBox form={form} submit={t('correct.send')}>
        <Field form={form} name="ticketId" label={t('col.number')}>
          <select {...form.bind('ticketId')} className="aj-input">
            <option value="">—</option>
            {(data?.items ?? [])
              .filter(i => i.how !== null)
              .map(i => (
                <option key={i.ticketId} value={i.ticketId}>
                  {i.number} {i.unit ?? ''} · {i.result ? t(`result.${i.result}`) : t('result.open')}
                </option>
              ))}
          </select>
        </Field>
        <Field form={form} name="result" label={t('correct.result')}>
          <select {...form.bind('result')} className="aj-input">
            <option value="">—</option>
            {results.map(r => (
              <option key={r} value={r}>
                {t(`result.${r}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field form={form} name="reason" label={t('correct.reason')}>
          <textarea {...form.bind('reason')} className="aj-input" maxLength={500} />
        </Field>
      </FormBox>
    </div>
  )
}
