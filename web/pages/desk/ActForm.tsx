import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../../api.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { type FormState, useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { SignaturePad } from '../../ui/SignaturePad.tsx'
import { say } from '../../ui/toast.ts'
import { type Ticket, useClasses } from './words.ts'

export const formActs = [
  'handle',
  'sign',
  'reply',
  'record',
  'assign',
  'handover',
  'limit',
  'postpone',
  'pause',
  'explain',
  'quote',
  'severity',
  'refuse',
  'reopen',
] as const
export type FormAct = (typeof formActs)[number]

const blank = {
  text: '',
  how: 'face',
  reason: '',
  accountId: '',
  amount: '',
  until: '',
  customerAnswer: '',
  agreed: 'yes',
  minutes: '10',
  fee: '',
  satisfied: 'yes',
}
type Values = typeof blank

interface ActFormProps {
  act: FormAct
  ticket: Ticket
  /** the resident's own request: other addresses, fewer acts */
  own?: boolean
  done: () => void
}

/** One form for every act that wants words, a choice, a photo or a signature. */
export function ActForm({ act, ticket, own, done }: ActFormProps): ReactNode {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  const client = useQueryClient()
  const [photos, setPhotos] = useState<Blob[]>([])
  const [signature, setSignature] = useState<Blob>()
  const staff = useApi(
    'GET /api/estates/:estateId/staff',
    { estateId },
    { when: act === 'assign' || act === 'handover' },
  )
  const need = (value: string) => (value.trim() ? undefined : t('need'))
  const form = useForm<Values>({
    key: `desk.${act}.${ticket.id}`,
    initial: { ...blank, severity: ticket.severity } as Values,
    check: v => checks(act, v, need),
    send: async (v, clientId) => {
      const body = bodyOf(act, v, ticket)
      const upload = act === 'record' ? photos[0] : act === 'sign' ? signature : undefined
      const path = own && act === 'record' ? 'photos' : act
      await request(
        `POST /api/estates/:estateId/${own ? 'my/' : ''}tickets/:ticketId/${path}`,
        { estateId, ticketId: ticket.id, ...body, ...(upload ? { upload } : {}) },
        { clientId },
      )
      await client.invalidateQueries({ predicate: q => String(q.queryKey[0]).includes('tickets') })
      say(t(`done.${act}`))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t(`${own ? 'own' : 'act'}.${act}`)}>
      <Fields act={act} form={form} ticket={ticket} own={own} people={staff.data?.items ?? []} />
      {act === 'record' ? (
        <PhotoPick label={t('field.photo')} photos={photos} onChange={setPhotos} max={1} />
      ) : null}
      {act === 'sign' && form.values.satisfied === 'yes' ? (
        <SignaturePad label={t(own ? 'field.signHere' : 'field.signature')} onChange={setSignature} />
      ) : null}
    </FormBox>
  )
}

function checks(
  act: FormAct,
  v: Values,
  need: (value: string) => string | undefined,
): Partial<Record<keyof Values, string>> {
  const out: Partial<Record<keyof Values, string>> = {}
  if (act === 'reply' || act === 'handle' || act === 'explain') out.text = need(v.text)
  if (['postpone', 'handover', 'severity', 'refuse', 'reopen'].includes(act)) out.reason = need(v.reason)
  if (act === 'assign' || act === 'handover') out.accountId = need(v.accountId)
  if (act === 'postpone') {
    out.until = need(v.until)
    out.customerAnswer = need(v.customerAnswer)
  }
  if (act === 'limit') out.amount = need(v.amount)
  if (act === 'quote') out.fee = /^\d+(\.\d{1,2})?$/.test(v.fee) ? undefined : need('')
  return out
}

function bodyOf(act: FormAct, v: Values, ticket: Ticket): Record<string, unknown> {
  const text = v.text.trim() || undefined
  switch (act) {
    case 'reply':
    case 'handle':
      return { text, how: v.how, version: ticket.version }
    case 'sign':
      return { satisfied: v.satisfied === 'yes', text }
    case 'record':
      return { text }
    case 'assign':
      return { accountId: v.accountId }
    case 'handover':
      return { accountId: v.accountId, reason: v.reason }
    case 'limit': {
      const clock = ticket.promises.find(p => p.chosen && p.stoppedAt === null && p.metAt === null)?.clock
      return { clock, limit: { amount: Number(v.amount), reason: v.reason.trim() || undefined } }
    }
    case 'postpone':
      return {
        until: `${v.until}:00+08:00`,
        reason: v.reason,
        customerAnswer: v.customerAnswer,
        agreed: v.agreed === 'yes',
      }
    case 'pause':
      return { reason: v.reason, note: text }
    case 'explain':
      return { text, minutes: Number(v.minutes) }
    case 'quote':
      return { fee: Math.round(Number(v.fee) * 100), text }
    case 'severity':
      return { severity: ticket.severity === 'major' ? 'normal' : 'major', reason: v.reason }
    default:
      return { reason: v.reason }
  }
}

interface FieldsProps {
  act: FormAct
  form: FormState<Values>
  ticket: Ticket
  own?: boolean
  people: readonly { accountId: string; name: string }[]
}

const withText: FormAct[] = ['reply', 'handle', 'record', 'explain', 'quote', 'pause', 'sign']
const withReason: FormAct[] = ['handover', 'postpone', 'severity', 'refuse', 'reopen', 'limit']

function Fields({ act, form, ticket, own, people }: FieldsProps): ReactNode {
  const { t } = useTranslation('desk')
  const { pauseReasons } = useClasses()
  const chosen = ticket.promises.find(p => p.chosen && p.stoppedAt === null)
  const yesNo = [
    { value: 'yes', label: t(act === 'sign' ? 'satisfied.yes' : 'yes') },
    { value: 'no', label: t(act === 'sign' ? 'satisfied.no' : 'no') },
  ]
  return (
    <>
      {act === 'sign' ? (
        <Choices
          legend={t(own ? 'satisfied.you' : 'satisfied.ask')}
          options={yesNo}
          value={form.values.satisfied}
          onChange={satisfied => form.set({ satisfied })}
        />
      ) : null}
      {act === 'assign' || act === 'handover' ? (
        <Field form={form} name="accountId" label={t('field.person')}>
          <select {...form.bind('accountId')} className="aj-input">
            <option value="">{t('field.choose')}</option>
            {people.map(p => (
              <option key={p.accountId} value={p.accountId}>
                {p.name}
              </option>
            ))}
          </select>
        </Field>
      ) : null}
      {act === 'limit' ? (
        <Field
          form={form}
          name="amount"
          label={t('field.limit', { unit: t(`unitName.${chosen?.unit ?? 'minutes'}`) })}
        >
          <input {...form.bind('amount')} className="aj-input" inputMode="numeric" />
        </Field>
      ) : null}
      {act === 'postpone' ? <PostponeFields form={form} yesNo={yesNo} /> : null}
      {act === 'pause' ? (
        <Choices
          legend={t('field.pauseReason')}
          options={pauseReasons}
          value={form.values.reason}
          onChange={reason => form.set({ reason })}
        />
      ) : null}
      {act === 'explain' ? (
        <Field form={form} name="minutes" label={t('field.minutes')}>
          <input {...form.bind('minutes')} className="aj-input" inputMode="numeric" />
        </Field>
      ) : null}
      {act === 'quote' ? (
        <Field form={form} name="fee" label={t('field.fee')}>
          <input {...form.bind('fee')} className="aj-input" inputMode="decimal" />
        </Field>
      ) : null}
      {act === 'reply' || act === 'handle' ? (
        <Choices
          legend={t('how.ask')}
          options={(['phone', 'face', 'message'] as const).map(value => ({
            value,
            label: t(`how.${value}`),
          }))}
          value={form.values.how}
          onChange={how => form.set({ how })}
        />
      ) : null}
      {withReason.includes(act) ? (
        <Field form={form} name="reason" label={t('field.reason')} optional={act === 'limit'}>
          <textarea {...form.bind('reason')} className="aj-input" rows={2} />
        </Field>
      ) : null}
      {withText.includes(act) ? (
        <Field
          form={form}
          name="text"
          label={t(`field.text.${act}`)}
          optional={!['reply', 'handle', 'explain'].includes(act)}
        >
          <textarea {...form.bind('text')} className="aj-input" rows={3} />
        </Field>
      ) : null}
    </>
  )
}

function PostponeFields({
  form,
  yesNo,
}: {
  form: FormState<Values>
  yesNo: { value: string; label: string }[]
}): ReactNode {
  const { t } = useTranslation('desk')
  return (
    <>
      <Field form={form} name="until" label={t('field.until')} hint={t('postpone.once')}>
        <input {...form.bind('until')} className="aj-input" type="datetime-local" />
      </Field>
      <Field form={form} name="customerAnswer" label={t('field.customerAnswer')}>
        <input {...form.bind('customerAnswer')} className="aj-input" />
      </Field>
      <Choices
        legend={t('postpone.agreed')}
        options={yesNo}
        value={form.values.agreed}
        onChange={agreed => form.set({ agreed })}
      />
    </>
  )
}
