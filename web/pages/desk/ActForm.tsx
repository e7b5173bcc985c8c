import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../../api.ts'
import { useEstateId } from '../../me.ts'
import { sendOrQueue } from '../../offline/queue.ts'
import { useApi } from '../../query.ts'
import { FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { SignaturePad } from '../../ui/SignaturePad.tsx'
import { say } from '../../ui/toast.ts'
import { ActFields } from './ActFields.tsx'
import { blank, bodyOf, checks, type FormAct, type Values } from './act-body.ts'
import { isKeepable } from './after.ts'
import type { Ticket } from './words.ts'

interface ActFormProps {
  act: FormAct
  ticket: Ticket
  /** the resident's own request: other addresses, fewer acts */
  own?: boolean
  /** On a phone the acts of the spot are kept when there is no network. */
  phone?: boolean | undefined
  done: () => void
}

/** Acts in which a colleague is chosen. */
const toSomebody: FormAct[] = ['assign', 'handover', 'receiver']

/** One form for every act that wants words, a choice, a photo or a signature. */
export function ActForm({ act, ticket, own = false, phone = false, done }: ActFormProps): ReactNode {
  const { t } = useTranslation(['desk', 'common'])
  const estateId = useEstateId()
  const client = useQueryClient()
  const [photos, setPhotos] = useState<Blob[]>([])
  const [signature, setSignature] = useState<Blob>()
  const staff = useApi('GET /api/estates/:estateId/staff', { estateId }, { when: toSomebody.includes(act) })
  const form = useForm<Values>({
    key: `desk.${act}.${ticket.id}`,
    initial: { ...blank, text: act === 'renovation' ? (ticket.renovationRef ?? '') : '' },
    check: v => checks(act, v, t('need')),
    send: async (v, clientId) => {
      const signed = v.paper === 'paper' ? photos[0] : signature
      const upload =
        act === 'record' ? photos[0] : act === 'sign' && v.satisfied === 'yes' ? signed : undefined
      const path = own && act === 'record' ? 'photos' : act
      const key = `POST /api/estates/:estateId/${own ? 'my/' : ''}tickets/:ticketId/${path}`
      const body = bodyOf(act, v, ticket, own)
      const input = { estateId, ticketId: ticket.id, ...body, ...(upload ? { upload } : {}) }
      if (phone && isKeepable(act)) {
        // what waited before it has changed the record meanwhile: its version is no condition here
        const { version: _, ...kept } = { version: undefined, ...input }
        const label = `${ticket.number} ${t(`act.${act}`)}`
        if ((await sendOrQueue(key, kept, { label, clientId })) === 'queued') {
          say(t('common:pending.kept'))
          return done()
        }
      } else await request(key, input, { clientId })
      await client.invalidateQueries({ predicate: q => String(q.queryKey[0]).includes('tickets') })
      say(t(act === 'sign' && v.satisfied !== 'yes' ? 'done.signNot' : `done.${act}`))
      done()
    },
  })
  const signs = act === 'sign' && form.values.satisfied === 'yes'
  return (
    <FormBox form={form} submit={t(`${own ? 'own' : 'act'}.${act}`)}>
      <ActFields act={act} form={form} ticket={ticket} own={own} people={staff.data?.items ?? []} />
      {act === 'record' || (signs && form.values.paper === 'paper') ? (
        <PhotoPick
          label={t(signs ? 'field.paper' : 'field.photo')}
          photos={photos}
          onChange={setPhotos}
          max={1}
        />
      ) : null}
      {signs && form.values.paper === 'screen' ? (
        <SignaturePad label={t(own ? 'field.signHere' : 'field.signature')} onChange={setSignature} />
      ) : null}
    </FormBox>
  )
}
