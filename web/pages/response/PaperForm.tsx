/** Writing a plan with its five sections, or an instruction; and showing one. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { useMutate } from '../../query.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'

type Paper = Answer<'GET /api/regions/:regionId/response/papers/:paperId'>
type Body = Paper['body']
const sections = ['survey', 'fencing', 'responsibilities', 'gateRules', 'reporting'] as const
const stale = [
  'GET /api/regions/:regionId/response/papers',
  'GET /api/regions/:regionId/response/papers/:paperId',
] as const

export function PaperBody({ body }: { body: Body }): ReactNode {
  const { t } = useTranslation('response')
  if ('text' in body) return <p className="rs-long">{body.text}</p>
  return (
    <>
      {sections.map(name => (
        <section key={name}>
          <h3>{t(`section.${name}`)}</h3>
          <p className="rs-long">{body[name]}</p>
        </section>
      ))}
    </>
  )
}

export function PaperForm(props: {
  kind: 'plan' | 'instruction'
  regionId: string
  /** what is changed, or the version that the next one follows */
  from?: Paper
  next?: boolean
  done: (id: string) => void
}): ReactNode {
  const { t } = useTranslation('response')
  const { kind, regionId, from, next } = props
  const write = useMutate('POST /api/regions/:regionId/response/papers', { stale: [...stale] })
  const change = useMutate('PUT /api/regions/:regionId/response/papers/:paperId', { stale: [...stale] })
  const names = kind === 'plan' ? sections : (['text'] as const)
  const had: Record<string, string> = { ...from?.body }
  const form = useForm({
    key: `response.paper.${kind}.${from?.id ?? 'new'}.${next ? 'next' : ''}`,
    initial: {
      title: from?.title ?? '',
      dueOn: from?.dueOn ?? '',
      reason: '',
      survey: had.survey ?? '',
      fencing: had.fencing ?? '',
      responsibilities: had.responsibilities ?? '',
      gateRules: had.gateRules ?? '',
      reporting: had.reporting ?? '',
      text: had.text ?? '',
    },
    check: v => ({
      title: v.title.trim() ? undefined : t('need.what'),
      reason: next && !v.reason.trim() ? t('need.reason') : undefined,
      ...Object.fromEntries(names.filter(name => !v[name].trim()).map(name => [name, t('need.section')])),
    }),
    send: async v => {
      const { title, dueOn, reason, text, ...body } = v
      const more = { title, ...(dueOn ? { dueOn } : {}) }
      const paper =
        kind === 'plan'
          ? { kind: 'plan' as const, ...more, body }
          : { kind: 'instruction' as const, ...more, body: { text } }
      const answer =
        from && !next
          ? await change.mutateAsync({ regionId, paperId: from.id, paper, revision: from.revision })
          : await write.mutateAsync({
              regionId,
              paper,
              ...(from ? { series: from.series, reason } : {}),
            })
      say(t('paper.kept'))
      props.done(answer.id)
    },
  })
  return (
    <section className="rs-card" aria-label={t(`paper.new.${kind}`)}>
      <FormBox form={form} submit={t('paper.keep')}>
        <Field form={form} name="title" label={t('paper.name')}>
          <input {...form.bind('title')} className="aj-input" />
        </Field>
        {names.map(name => (
          <Field key={name} form={form} name={name} label={t(`section.${name}`)}>
            <textarea {...form.bind(name)} className="aj-input" rows={3} />
          </Field>
        ))}
        <Field form={form} name="dueOn" label={t('paper.due')} optional>
          <input {...form.bind('dueOn')} type="date" className="aj-input" />
        </Field>
        {next ? (
          <Field form={form} name="reason" label={t('paper.why')}>
            <input {...form.bind('reason')} className="aj-input" />
          </Field>
        ) : null}
      </FormBox>
    </section>
  )
}
