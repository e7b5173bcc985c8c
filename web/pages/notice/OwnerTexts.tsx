import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { RowOf } from '../../contracts.ts'
import { date } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Empty, Failing, Loading, sentence } from '../../ui/States.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { say } from '../../ui/toast.ts'
import { LongText } from './LongText.tsx'
import { Receipts } from './Receipts.tsx'
import './covenant.css'

const list = 'GET /api/estates/:estateId/owner-texts'
type OwnerText = RowOf<typeof list>
const kinds = ['covenant', 'guide'] as const

/** The owners' covenant and the guide to correct use: what holds, and which homes have acknowledged it. */
export default function OwnerTexts(): ReactNode {
  const { t } = useTranslation('covenant')
  const search: { tab?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(list, { estateId })
  const kind = kinds.find(k => k === search.tab) ?? 'covenant'
  const [writing, write] = useState(false)
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const versions = data.items.filter(x => x.kind === kind)
  const draft = versions.find(x => x.publishedAt === null)
  const current = versions.find(x => x.current)
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('text.title')}</h1>
        <Button kind="main" icon="plus" onClick={() => write(true)}>
          {t(draft ? 'text.edit' : 'text.next')}
        </Button>
      </header>
      <Tabs
        label={t('text.title')}
        value={kind}
        onChange={tab => navigate({ to: '.', search: { tab } })}
        tabs={kinds.map(key => ({ key, label: t(`text.${key}`) }))}
      >
        {versions.length === 0 ? <Empty title={t('text.none')} hint={t('text.noneHint')} /> : null}
        <div className="cv-two">
          <section aria-label={t(`text.${kind}`)}>
            {draft ? <Draft draft={draft} estateId={estateId} /> : null}
            {current ? (
              <>
                <h2>
                  {current.title} {t('text.version', { version: current.version })}
                </h2>
                <p className="aj-weak">
                  {t('text.published', {
                    day: date(current.publishedAt ?? current.madeAt),
                    name: current.publishedBy,
                  })}
                  {current.decision ? ` · ${current.decision}` : ''}
                </p>
                <LongText label={t('text.body')} text={current.body} />
              </>
            ) : null}
            {versions
              .filter(x => x.publishedAt && !x.current)
              .map(x => (
                <details key={x.id}>
                  <summary>
                    {t('text.former', { version: x.version, day: date(x.publishedAt ?? x.madeAt) })}
                  </summary>
                  <LongText label={t('text.body')} text={x.body} />
                </details>
              ))}
          </section>
          {current ? <Receipts text={current} estateId={estateId} /> : null}
        </div>
      </Tabs>
      {writing ? (
        <Dialog
          wide
          title={`${t(`text.${kind}`)} · ${t(draft ? 'text.edit' : 'text.next')}`}
          close={() => write(false)}
        >
          <Write kind={kind} from={draft ?? current} estateId={estateId} done={() => write(false)} />
        </Dialog>
      ) : null}
    </>
  )
}

function Draft({ draft, estateId }: { draft: OwnerText; estateId: string }): ReactNode {
  const { t } = useTranslation('covenant')
  const { can } = useMe()
  const [failed, fail] = useState<unknown>()
  const said = failed ? sentence(failed, t) : undefined
  const publish = async () => {
    try {
      await api('POST /api/estates/:estateId/owner-texts/:textId/publish', { estateId, textId: draft.id })
      say(t('text.publishedSaid', { version: draft.version }))
      fail(undefined)
      await queryClient.invalidateQueries({ queryKey: [list] })
    } catch (error) {
      fail(error)
    }
  }
  return (
    <>
      <h2>{t('text.draft', { version: draft.version })}</h2>
      <LongText label={t('text.body')} text={draft.body} />
      {said ? (
        <p className="aj-error" role="alert">
          {said.title} {said.next}
        </p>
      ) : null}
      <p>
        <Button
          kind="main"
          refused={can('rulebook.approve') ? undefined : t('text.notYours')}
          onClick={publish}
        >
          {t('text.publish')}
        </Button>
      </p>
    </>
  )
}

function Write(props: {
  kind: (typeof kinds)[number]
  from: OwnerText | undefined
  estateId: string
  done: () => void
}): ReactNode {
  const { t } = useTranslation('covenant')
  const { kind, from, estateId } = props
  const form = useForm({
    key: `covenant.write.${kind}`,
    initial: {
      title: from?.title ?? t(`text.${kind}`),
      body: from?.body ?? '',
      decision: from?.publishedAt ? '' : (from?.decision ?? ''),
    },
    check: v => ({
      title: v.title.trim() ? undefined : t('text.needTitle'),
      body: v.body.trim().length >= 20 ? undefined : t('text.needBody'),
    }),
    send: async (v, clientId) => {
      const body = { estateId, kind, ...v, decision: v.decision || null }
      await api('POST /api/estates/:estateId/owner-texts', body, { clientId })
      await queryClient.invalidateQueries({ queryKey: [list] })
      say(t('text.saved'))
      props.done()
    },
  })
  return (
    <FormBox form={form} submit={t('text.save')}>
      <Field form={form} name="title" label={t('text.name')}>
        <input {...form.bind('title')} className="aj-input" maxLength={100} />
      </Field>
      {kind === 'covenant' ? (
        <Field form={form} name="decision" label={t('text.decision')} hint={t('text.decisionHint')}>
          <input {...form.bind('decision')} className="aj-input" maxLength={120} />
        </Field>
      ) : null}
      <Field form={form} name="body" label={t('text.body')}>
        <textarea {...form.bind('body')} className="aj-input" rows={14} maxLength={40_000} />
      </Field>
    </FormBox>
  )
}
