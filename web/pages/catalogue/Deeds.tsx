import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { RowOf } from '../../contracts.ts'
import { useEstateId, useMe } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import './catalogue.css'

const list = 'GET /api/estates/:estateId/catalogue/deeds'
type Deed = RowOf<typeof list>

/** Small good deeds: anybody tells one, the office recognises it, then the residents see it (S3-106). */
export default function Deeds(): ReactNode {
  const { t } = useTranslation('catalogue')
  const estateId = useEstateId()
  const { can } = useMe()
  const [telling, tell] = useState(false)
  const [chosen, choose] = useState<Deed>()
  const { data, error, refetch } = useApi(list, { estateId })
  return (
    <div className="aj-stack">
      <header className="aj-page-head">
        <h1>{t('deed.title')}</h1>
        {can('deed.write') ? (
          <Button kind="main" icon="plus" onClick={() => tell(true)}>
            {t('deed.tell')}
          </Button>
        ) : null}
      </header>
      {error ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.items.length === 0 ? <Empty title={t('deed.none')} hint={t('deed.noneHint')} /> : null}
      <div className="ca-cards">
        {data?.items.map(d => (
          <article key={d.id} className="ca-card">
            <p className="aj-row">
              <strong>{d.staffName}</strong>
              <span className="aj-weak aj-num">{d.on}</span>
              {d.recognisedAt ? <State state="kept" word={t('deed.recognised')} /> : null}
            </p>
            <p>{d.text}</p>
            {d.words ? (
              <p className="aj-weak">{t('deed.said', { by: d.recognisedBy ?? '', words: d.words })}</p>
            ) : null}
            {can('deed.recognise') && !d.recognisedAt ? (
              <Button onClick={() => choose(d)}>{t('deed.recognise')}</Button>
            ) : null}
          </article>
        ))}
      </div>
      {telling ? (
        <Dialog title={t('deed.tell')} close={() => tell(false)} sheet>
          <Tell done={() => tell(false)} />
        </Dialog>
      ) : null}
      {chosen ? (
        <Dialog title={t('deed.recognise')} close={() => choose(undefined)}>
          <Recognise deed={chosen} done={() => choose(undefined)} />
        </Dialog>
      ) : null}
    </div>
  )
}

function Tell({ done }: { done: () => void }): ReactNode {
  const { t } = useTranslation('catalogue')
  const estateId = useEstateId()
  const form = useForm({
    key: 'catalogue.deed',
    initial: { staffName: '', text: '' },
    check: v => ({
      staffName: v.staffName.trim() ? undefined : t('deed.needWho'),
      text: v.text.trim() ? undefined : t('deed.needText'),
    }),
    send: async (v, clientId) => {
      await api('POST /api/estates/:estateId/catalogue/deeds', { estateId, ...v }, { clientId })
      await queryClient.invalidateQueries()
      say(t('deed.thanks'))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('deed.send')}>
      <Field form={form} name="staffName" label={t('deed.who')}>
        <input {...form.bind('staffName')} className="aj-input" maxLength={60} />
      </Field>
      <Field form={form} name="text" label={t('deed.what')}>
        <textarea {...form.bind('text')} className="aj-input" rows={3} maxLength={500} />
      </Field>
    </FormBox>
  )
}

function Recognise({ deed, done }: { deed: Deed; done: () => void }): ReactNode {
  const { t } = useTranslation('catalogue')
  const estateId = useEstateId()
  const form = useForm({
    key: `catalogue.recognise.${deed.id}`,
    initial: { words: '' },
    send: async v => {
      await api('POST /api/estates/:estateId/catalogue/deeds/:deedId/recognise', {
        estateId,
        deedId: deed.id,
        ...v,
      })
      await queryClient.invalidateQueries()
      say(t('deed.recognisedDone', { name: deed.staffName }))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('deed.recognise')}>
      <p>{deed.text}</p>
      <Field form={form} name="words" label={t('deed.words')} optional>
        <input {...form.bind('words')} className="aj-input" maxLength={300} />
      </Field>
    </FormBox>
  )
}
