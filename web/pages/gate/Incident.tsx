/** Gate-crashing and ramming: what happened, who, which vehicle, the police's number. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { when } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { say } from '../../ui/toast.ts'
import './gate-pages.css'

type Kind = 'crash' | 'ram' | 'dispute' | 'other'
const list = 'GET /api/estates/:estateId/gate/incidents'

export default function Incident(): ReactNode {
  const { t } = useTranslation('gate')
  const estateId = useEstateId()
  const now = useNow()
  const [photos, setPhotos] = useState<Blob[]>([])
  const { data } = useApi(list, { estateId })
  const record = useMutate('POST /api/estates/:estateId/gate/incidents', { stale: [list] })
  const photo = useMutate('POST /api/estates/:estateId/gate/incidents/:id/photo', { stale: [list] })
  const initial = { kind: 'crash' as Kind, place: '', who: '', plate: '', account: '', policeNumber: '' }
  const form = useForm({
    key: 'gate.incident',
    initial,
    secret: ['who', 'plate', 'account'],
    check: v => ({
      place: v.place.trim() ? undefined : t('need.place'),
      account: v.account.trim() ? undefined : t('need.account'),
    }),
    send: async (v, clientId) => {
      const { who, plate, policeNumber, ...rest } = v
      const made = await record.mutateAsync({
        ...rest,
        estateId,
        clientId,
        ...(who ? { who } : {}),
        ...(plate ? { plate } : {}),
        ...(policeNumber ? { policeNumber } : {}),
      })
      for (const upload of photos) await photo.mutateAsync({ estateId, id: made.id, upload })
      setPhotos([])
      say(t('incident.done', { number: made.number }))
    },
  })
  return (
    <div className="gp-register">
      <div className="gp-left">
        <h1>{t('incident.title')}</h1>
        <FormBox form={form} submit={t('incident.submit')}>
          <Choices
            legend={t('incident.kind')}
            options={(['crash', 'ram', 'dispute', 'other'] as const).map(value => ({
              value,
              label: t(`incidentKind.${value}`),
            }))}
            value={form.values.kind}
            onChange={kind => form.set({ kind })}
          />
          {(['place', 'who', 'plate', 'policeNumber'] as const).map(name => (
            <Field
              key={name}
              form={form}
              name={name}
              label={t(`incident.${name}`)}
              optional={name !== 'place'}
            >
              <input {...form.bind(name)} className="aj-input" autoComplete="off" />
            </Field>
          ))}
          <Field form={form} name="account" label={t('incident.account')}>
            <textarea {...form.bind('account')} className="aj-input" />
          </Field>
          <PhotoPick label={t('incident.photo')} photos={photos} onChange={setPhotos} />
        </FormBox>
      </div>
      <section className="gp-found" aria-label={t('incident.list')}>
        {data?.items.map(each => (
          <article key={each.id} className="gp-person">
            <strong>
              {t(`incidentKind.${each.kind}`)} · {each.place}
            </strong>
            <span className="aj-weak">
              {each.number} · {when(each.happenedAt, now)} · {t(`incidentState.${each.state}`)}
            </span>
          </article>
        ))}
      </section>
    </div>
  )
}
