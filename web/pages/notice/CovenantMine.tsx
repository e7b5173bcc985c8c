import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { RowOf } from '../../contracts.ts'
import { date, dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { queryClient, useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { LongText } from './LongText.tsx'
import './covenant.css'

const list = 'GET /api/estates/:estateId/owner-texts'
const records = 'GET /api/estates/:estateId/my/conduct'

/** What I agreed to as an owner and how to use the building rightly; and what was recorded of my home. */
export default function CovenantMine(): ReactNode {
  const { t } = useTranslation('covenant')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(list, { estateId })
  const mine = useApi(records, { estateId })
  return (
    <div className="cv-page">
      <h1>{t('mine.title')}</h1>
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.items.length === 0 ? <Empty title={t('mine.none')} hint={t('mine.noneHint')} /> : null}
      {data?.items.map(text => (
        <OneText key={text.id} text={text} estateId={estateId} />
      ))}
      <section aria-label={t('mine.records')}>
        <h2>{t('mine.records')}</h2>
        {mine.data?.items.length === 0 ? <p className="aj-weak">{t('mine.noRecords')}</p> : null}
        <ul className="cv-list">
          {mine.data?.items.map(c => (
            <li key={c.id}>
              <p>
                <span className="aj-num">{dateTime(c.happenedAt)}</span> {c.unit} {t(`kinds.${c.kind}`)}
              </p>
              <p>{c.what}</p>
              <p className="aj-weak">
                {t(`results.${c.result}`)} {c.article ?? ''} {c.outcome ?? ''}
              </p>
              {c.reply ? (
                <p>
                  {t('reply')}：{c.reply}
                </p>
              ) : c.state === 'closed' ? null : (
                <Reply conductId={c.id} estateId={estateId} />
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function OneText({ text, estateId }: { text: RowOf<typeof list>; estateId: string }): ReactNode {
  const { t } = useTranslation('covenant')
  const acknowledge = useMutate('POST /api/estates/:estateId/owner-texts/:textId/acknowledge', {
    stale: [list],
    done: () => say(t('mine.acknowledged')),
  })
  return (
    <section aria-label={text.title}>
      <h2>{text.title}</h2>
      <p className="aj-weak">
        {t('text.version', { version: text.version })} · {date(text.publishedAt ?? text.madeAt)}
        {text.decision ? ` · ${text.decision}` : ''}
      </p>
      <LongText label={t('text.body')} text={text.body} />
      {text.mine.map(home =>
        home.at ? (
          <p key={home.unitId}>
            <State state="kept" word={t('mine.done', { unit: home.unit, day: date(home.at) })} />
          </p>
        ) : (
          <p key={home.unitId}>
            <Button
              kind="main"
              wide
              busy={acknowledge.isPending}
              onClick={() => acknowledge.mutate({ estateId, textId: text.id, unitId: home.unitId })}
            >
              {t(`mine.act.${text.kind}`, { unit: home.unit })}
            </Button>
          </p>
        ),
      )}
      {acknowledge.error ? <Failing error={acknowledge.error} /> : null}
    </section>
  )
}

function Reply({ conductId, estateId }: { conductId: string; estateId: string }): ReactNode {
  const { t } = useTranslation('covenant')
  const form = useForm({
    key: `conduct.reply.${conductId}`,
    initial: { text: '' },
    check: v => ({ text: v.text.trim().length >= 2 ? undefined : t('mine.needReply') }),
    send: async v => {
      const key = 'POST /api/estates/:estateId/my/conduct/:conductId/reply'
      await api(key, { estateId, conductId, ...v })
      say(t('mine.replied'))
      await queryClient.invalidateQueries({ queryKey: [records] })
    },
  })
  return (
    <details>
      <summary>{t('mine.reply')}</summary>
      <FormBox form={form} submit={t('mine.send')}>
        <Field form={form} name="text" label={t('mine.replyLabel')}>
          <textarea {...form.bind('text')} className="aj-input" rows={3} maxLength={500} />
        </Field>
      </FormBox>
    </details>
  )
}
