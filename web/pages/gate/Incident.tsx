/** Gate-crashing and ramming: what happened, who, which vehicle, the police's number. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newClientId } from '../../api.ts'
import { nowIso, useNow } from '../../clock.ts'
import { when } from '../../format.ts'
import { enqueue } from '../../offline/queue.ts'
import { seal } from '../../offline/seal.ts'
import { useApi } from '../../query.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { say } from '../../ui/toast.ts'
import { AtGate, type GateFace } from './AtGate.tsx'
import './gate-pages.css'

type Kind = 'crash' | 'ram' | 'dispute' | 'other'
const list = 'GET /api/estates/:estateId/gate/incidents'

const late = 'POST /api/estates/:estateId/gate/incidents/late'

export default function Incident(): ReactNode {
  return <AtGate>{face => <Page face={face} />}</AtGate>
}

async function base64Of(photo: Blob): Promise<string> {
  let text = ''
  for (const byte of new Uint8Array(await photo.arrayBuffer())) text += String.fromCharCode(byte)
  return btoa(text)
}

function Page({ face }: { face: GateFace }): ReactNode {
  const { t } = useTranslation('gate')
  const { estateId, snapshot } = face
  const now = useNow()
  const [photos, setPhotos] = useState<Blob[]>([])
  const { data } = useApi(list, { estateId })
  const initial = { kind: 'crash' as Kind, place: '', who: '', plate: '', account: '', policeNumber: '' }
  const form = useForm({
    key: 'gate.incident',
    initial,
    secret: ['who', 'plate', 'account'],
    check: v => ({
      place: v.place.trim() ? undefined : t('need.place'),
      account: v.account.trim() ? undefined : t('need.account'),
    }),
    // one way with and without network: sealed on this device, sent at once when the line is there, photos after it
    send: async (v, clientId) => {
      const { maker, sealTo } = snapshot
      const told = Object.fromEntries(Object.entries(v).filter(([, text]) => text.trim() !== ''))
      const body = { ...told, gateId: face.gateId, happenedAt: nowIso(), maker }
      const label = t('incident.queued', { kind: t(`incidentKind.${v.kind}`) })
      await enqueue(late, { estateId, clientId, sealed: await seal(body, sealTo) }, { label, clientId })
      for (const [i, photo] of photos.entries()) {
        const sealed = await seal({ photo: await base64Of(photo), maker }, sealTo)
        const id = newClientId()
        await enqueue(
          `${late}/:of/photo`,
          { estateId, of: clientId, clientId: id, sealed },
          {
            label: `${label} · ${t('incident.photo')} ${i + 1}`,
            clientId: id,
          },
        )
      }
      setPhotos([])
      say(t(navigator.onLine ? 'incident.sent' : 'incident.kept'))
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
          <PhotoPick label={t('incident.photo')} photos={photos} onChange={setPhotos} max={3} />
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
