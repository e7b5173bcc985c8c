import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { sendPhotos } from '../../ui/photo.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { CallerBox, nobody } from './Caller.tsx'
import type { Receipt } from './intake-form.ts'
import { useClasses } from './words.ts'
import './desk.css'

const list = 'GET /api/estates/:estateId/tickets'

/** What stands below a suggestion where it can be printed. */
type Paper = (ticketId: string) => ReactNode

/** S8-08: any employee takes a customer's suggestion on the spot; below it those he took, with their state. */
export default function Suggest({ paper }: { paper?: Paper }): ReactNode {
  const { t } = useTranslation('desk')
  const { language } = useSettings()
  const [receipt, setReceipt] = useState<Receipt>()
  return (
    <div className="dk-page aj-stack">
      <h1>{t('suggest.title')}</h1>
      {receipt ? (
        <div className="aj-stack" role="status">
          <p>
            {t('told.number')} <strong className="aj-num dk-big">{receipt.number}</strong>，
            {t('suggest.office')}
          </p>
          {receipt.told ? (
            <>
              <p className="aj-weak">{t('told.say')}</p>
              <p className="dk-big">{inLanguage(receipt.told, language)}</p>
            </>
          ) : null}
          <Button kind="main" wide onClick={() => setReceipt(undefined)}>
            {t('suggest.another')}
          </Button>
        </div>
      ) : (
        <Write done={setReceipt} />
      )}
      <Mine paper={paper} />
    </div>
  )
}

function Write({ done }: { done: (receipt: Receipt) => void }): ReactNode {
  const { t } = useTranslation('desk')
  const { can } = useMe()
  const estateId = useEstateId()
  const client = useQueryClient()
  const { classes } = useClasses()
  const [photos, setPhotos] = useState<Blob[]>([])
  const cls = classes.find(c => c.kind === 'suggestion')
  const form = useForm({
    key: 'desk.suggest',
    initial: { text: '', caller: '', who: nobody, name: '', phone: '' },
    check: v => ({
      text: v.text.trim() ? undefined : t('need'),
      caller: v.caller.trim() && !v.who.unitId && !v.who.personId ? t('caller.unknown') : undefined,
    }),
    send: async (v, clientId) => {
      const made = await api(
        'POST /api/estates/:estateId/tickets',
        {
          estateId,
          clientId,
          kind: 'suggestion',
          class: cls?.class ?? 'service',
          text: v.text,
          channel: 'visit',
          unitId: v.who.unitId || undefined,
          requesterPersonId: v.who.personId || undefined,
          requesterName: v.name.trim() || v.who.person || undefined,
          requesterPhone: v.phone.trim() || undefined,
        },
        { clientId },
      )
      const lost = await sendPhotos(can('ticket.handle') ? photos : [], (upload, i) =>
        api(
          'POST /api/estates/:estateId/tickets/:ticketId/record',
          { estateId, ticketId: made.id, upload },
          { clientId: `${clientId}-${i}` },
        ),
      )
      if (lost > 0) say(t('raise.photoLost', { n: lost }), 'failed')
      await client.invalidateQueries({ queryKey: [list] })
      setPhotos([])
      done(made)
    },
  })
  return (
    <FormBox form={form} submit={t('suggest.send')}>
      <Field form={form} name="text" label={t('suggest.text')}>
        <textarea {...form.bind('text')} className="aj-input" rows={4} maxLength={10_000} />
      </Field>
      <Field form={form} name="caller" label={t('suggest.room')} optional>
        <CallerBox
          id={form.fieldId('caller')}
          value={form.values.caller}
          invalid={form.errorOf('caller') !== undefined}
          onType={caller => form.set({ caller, who: nobody })}
          onPick={who => form.set({ who, caller: [who.unit, who.person].filter(Boolean).join(' ') })}
        />
      </Field>
      {form.values.who.personId ? null : (
        <>
          <Field form={form} name="name" label={t('intake.name')} optional>
            <input {...form.bind('name')} className="aj-input" autoComplete="off" />
          </Field>
          <Field form={form} name="phone" label={t('intake.phone')} optional>
            <input {...form.bind('phone')} className="aj-input" inputMode="tel" autoComplete="off" />
          </Field>
        </>
      )}
      {can('ticket.handle') ? (
        <PhotoPick label={t('field.photo')} photos={photos} onChange={setPhotos} max={3} />
      ) : null}
    </FormBox>
  )
}

/** What I took first, until the customer is satisfied (S8-11). */
function Mine({ paper }: { paper: Paper | undefined }): ReactNode {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  const { nameOf } = useClasses()
  const { data, error, refetch } = useApi(list, { estateId, mine: 'received', show: 'all', limit: 20 })
  return (
    <section className="aj-stack" aria-label={t('suggest.mine')}>
      <h2>{t('suggest.mine')}</h2>
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.items.length === 0 ? <Empty title={t('suggest.none')} hint={t('suggest.noneHint')} /> : null}
      {data?.items.map(row => (
        <article key={row.id} className="dk-card">
          <p className="dk-tags">
            <strong>{nameOf(row.kind, row.class)}</strong>
            <span className="dk-tag">{t(row.outcome ? `outcome.${row.outcome}` : `step.${row.state}`)}</span>
            <span className="aj-weak aj-num">{row.number}</span>
          </p>
          <p className="dk-cut">{row.text}</p>
          {row.dueState ? <State state={row.dueState} /> : null}
          {paper && row.kind === 'suggestion' ? paper(row.id) : null}
        </article>
      ))}
    </section>
  )
}
