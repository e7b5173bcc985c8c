import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Failing, Loading, sentence } from '../../ui/States.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { CallForm } from './CallForm.tsx'
import { CallResult } from './CallResult.tsx'
import { type Call, callKey } from './words.ts'

/** One call: the matter, the words to say, the number, and what was answered. Console and field phone alike. */
export function CallPanel({ month, ticketId }: { month: string; ticketId: string }): ReactNode {
  const { t } = useTranslation('followup')
  const { language } = useSettings()
  const estateId = useEstateId()
  const why = useRefusal()
  const { data, error, refetch } = useApi(callKey, { estateId, month, ticketId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const refused = why(data.call)
  return (
    <div className="aj-stack">
      <p className="aj-row">
        {data.major ? <strong className="fu-major">{t('major')}</strong> : null}
        <strong>{inLanguage(data.className, language)}</strong>
        <CallResult row={data} />
      </p>
      <p className="fu-said">{data.text}</p>
      {data.answer ? (
        <p className="fu-said">
          <span className="aj-weak">{t('call.answered')}</span> {data.answer}
        </p>
      ) : null}
      <Facts
        facts={[
          { label: t('call.who'), value: data.name },
          { label: t('col.unit'), value: data.unit },
          { label: t('call.handlers'), value: data.handlers.join(language === 'en' ? ', ' : '、') },
          { label: t('col.due'), value: data.dueOn },
          { label: t('col.assigned'), value: data.assigned },
        ]}
      />
      <Phone call={data} month={month} refused={refused} />
      {data.finalRefusal ? <p className="aj-weak">{t('call.finalRefusal')}</p> : null}
      {data.reopened ? <p className="aj-weak">{t('call.reopened')}</p> : null}
      {refused ? (
        <p className="fu-banner">{refused}</p>
      ) : (
        <CallForm key={data.attempts} call={data} month={month} />
      )}
      {data.course.length > 0 ? (
        <>
          <h3>{t('call.course')}</h3>
          <Timeline items={data.course.map(c => happening(c, t, language))} />
        </>
      ) : null}
    </div>
  )
}

function happening(c: Call['course'][number], t: (key: string) => string, language: 'zh-CN' | 'en') {
  const said = c.satisfaction ? ` · ${t(`result.${c.satisfaction}`)}` : ''
  return {
    id: c.id,
    at: c.at,
    icon: 'phone' as const,
    title: `${t(`outcome.${c.outcome}`)}${said}`,
    who: c.by,
    detail: (
      <>
        {c.answers.map(a => (
          <span key={a.zh} className="fu-answer">
            {inLanguage(a, language)}{' '}
            <strong>{t(`value.${a.value}`) === `value.${a.value}` ? a.value : t(`value.${a.value}`)}</strong>
          </span>
        ))}
        {c.note}
      </>
    ),
  }
}

/** Masked until it is needed for this call; the look is logged, so no purpose is asked for again. */
function Phone({
  call,
  month,
  refused,
}: {
  call: Call
  month: string
  refused: string | undefined
}): ReactNode {
  const { t } = useTranslation(['followup', 'common'])
  const estateId = useEstateId()
  const [phone, setPhone] = useState<string>()
  const look = useMutate('POST /api/estates/:estateId/followup/months/:month/calls/:ticketId/phone', {
    done: answer => setPhone(answer.phone),
  })
  if (!call.phone) return <p>{t('call.noPhone')}</p>
  return (
    <p className="aj-row fu-wrap">
      <span className="aj-weak">{t('call.phone')}</span>
      {phone ? (
        <a className="aj-num fu-number" href={`tel:${phone}`}>
          {phone}
        </a>
      ) : (
        <span className="aj-num">{call.phone}</span>
      )}
      {phone || refused ? null : (
        <Button
          icon="phone"
          busy={look.isPending}
          onClick={() => look.mutate({ estateId, month, ticketId: call.ticketId })}
        >
          {t('call.show')}
        </Button>
      )}
      {look.error ? <span role="alert">{sentence(look.error, key => t(`common:${key}`)).title}</span> : null}
    </p>
  )
}
