import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { nowMs } from '../../clock.ts'
import { when } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { sendPhotos } from '../../ui/photo.ts'
import { Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { type TicketClass, useClasses, usePromiseWords } from './words.ts'
import './desk.css'

/** What residents raise themselves, most frequent first; orders come from the catalogue. */
const offered = ['repair', 'complaint', 'inquiry', 'suggestion'] as const

/** Three taps: what it is, what happened, send. The promise is told before it is sent. */
export default function Raise(): ReactNode {
  const { t } = useTranslation('desk')
  const { classes, name } = useClasses()
  const words = usePromiseWords()
  const [chosen, setChosen] = useState<TicketClass>()
  if (classes.length === 0) return <Loading />
  if (chosen) return <Write cls={chosen} back={() => setChosen(undefined)} />
  return (
    <div className="dk-page aj-stack">
      <h1>{t('raise.what')}</h1>
      {offered.map(kind => (
        <section key={kind} className="aj-stack">
          <h2>{t(`kind.${kind}`)}</h2>
          {classes
            .filter(c => c.kind === kind && !c.toManager)
            .map(c => (
              <button
                key={c.class}
                type="button"
                className="aj-button dk-choice"
                data-wide=""
                onClick={() => setChosen(c)}
              >
                <span>{name(c)}</span>
                <span className="aj-weak">{c.promises.map(words).join('；')}</span>
              </button>
            ))}
        </section>
      ))}
    </div>
  )
}

function Write({ cls, back }: { cls: TicketClass; back: () => void }): ReactNode {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  const client = useQueryClient()
  const go = useNavigate()
  const { name, subtypeOf } = useClasses()
  const words = usePromiseWords()
  const [photos, setPhotos] = useState<Blob[]>([])
  const form = useForm({
    key: `desk.raise.${cls.kind}.${cls.class}`,
    initial: { text: '', accused: '', subtype: '', place: '' },
    check: v => ({
      text: v.text.trim() ? undefined : t('need'),
      accused: cls.accused === 'required' && !v.accused.trim() ? t('raise.needAccused') : undefined,
    }),
    send: async (v, clientId) => {
      const some = (text: string) => text.trim() || undefined
      const made = await api(
        'POST /api/estates/:estateId/tickets',
        {
          estateId,
          clientId,
          kind: cls.kind,
          class: cls.class,
          subtype: some(v.subtype),
          text: v.text,
          accusedRoom: some(v.accused),
          place: some(v.place),
          channel: 'app',
        },
        { clientId },
      )
      const lost = await sendPhotos(photos, (upload, i) =>
        api(
          'POST /api/estates/:estateId/my/tickets/:ticketId/photos',
          { estateId, ticketId: made.id, upload },
          { clientId: `${clientId}-${i}` },
        ),
      )
      await client.invalidateQueries({ queryKey: ['GET /api/estates/:estateId/my/tickets'] })
      const due = made.promises
        .map(p => p.dueAt)
        .filter(d => d !== null)
        .sort()[0]
      if (lost > 0) say(t('raise.photoLost', { n: lost }), 'failed')
      else say(due ? t('raise.done', { time: when(due, nowMs()) }) : t('raise.doneNoLimit'))
      await go({ to: paths.page('resident', `requests/${made.id}`), replace: true })
    },
  })
  return (
    <div className="dk-page aj-stack">
      <h1>{name(cls)}</h1>
      <p>
        {cls.promises.length > 0
          ? t('raise.promise', { promise: cls.promises.map(words).join('；') })
          : t('intake.noPromise')}
      </p>
      <FormBox
        form={form}
        submit={t('raise.send')}
        more={
          <button type="button" className="aj-button" data-kind="plain" onClick={back}>
            {t('raise.other')}
          </button>
        }
      >
        {cls.subtypes.length > 0 ? (
          <Field form={form} name="subtype" label={t('fact.subtype')} optional>
            <select {...form.bind('subtype')} className="aj-input">
              <option value="">{t('field.choose')}</option>
              {cls.subtypes.map(s => (
                <option key={s.key} value={s.key}>
                  {subtypeOf({ kind: cls.kind, class: cls.class, subtype: s.key })}
                </option>
              ))}
            </select>
          </Field>
        ) : null}
        {cls.accused !== 'no' ? (
          <Field
            form={form}
            name="accused"
            label={t('intake.accused')}
            hint={t('raise.hidden')}
            optional={cls.accused === 'optional'}
          >
            <input {...form.bind('accused')} className="aj-input" placeholder="1-2-301" />
          </Field>
        ) : null}
        <Field form={form} name="text" label={t('raise.text')} hint={t('raise.textHint')}>
          <textarea {...form.bind('text')} className="aj-input" rows={5} maxLength={10_000} />
        </Field>
        <PhotoPick label={t('field.photo')} photos={photos} onChange={setPhotos} max={3} />
      </FormBox>
    </div>
  )
}
