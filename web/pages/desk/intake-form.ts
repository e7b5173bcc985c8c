import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { useEstateId } from '../../me.ts'
import { type FormState, useForm } from '../../ui/form.ts'
import type { Tie } from './Beside.tsx'
import { nobody, type Who } from './Caller.tsx'
import { type Kind, type TicketClass, useClasses } from './words.ts'

export const kinds = ['complaint', 'inquiry', 'repair', 'suggestion', 'order'] as const
export const channels = ['phone', 'visit', 'message', 'paper', 'patrol', 'other'] as const

export const blank = {
  kind: 'complaint' as Kind,
  class: '',
  subtype: '',
  severity: 'normal' as 'normal' | 'major',
  text: '',
  channel: 'phone',
  caller: '',
  who: nobody as Who,
  accused: '',
  reveal: false,
  place: '',
  requesterName: '',
  requesterPhone: '',
  onBehalf: false,
  answer: '',
  limit: '',
  limitReason: '',
  consent: false,
}
export type Values = typeof blank
export type Receipt = Answer<'POST /api/estates/:estateId/tickets'>

export function classOf(classes: readonly TicketClass[], v: Values): TicketClass | undefined {
  return classes.find(c => c.kind === v.kind && c.class === v.class)
}

/** The intake's form: what must be there, what is sent, and the tie to a similar ticket once the number is known. */
export function useIntake(
  first: Partial<Values>,
  tie: Tie | undefined,
  done: (receipt: Receipt) => void,
): FormState<Values> {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  const client = useQueryClient()
  const { classes } = useClasses()
  return useForm<Values>({
    key: 'desk.intake',
    initial: { ...blank, ...first },
    check: v => {
      const cls = classOf(classes, v)
      return {
        class: cls ? undefined : t('need'),
        text: v.text.trim() ? undefined : t('need'),
        caller: v.caller.trim() && !v.who.unitId && !v.who.personId ? t('caller.unknown') : undefined,
        accused: cls?.accused === 'required' && !v.accused.trim() ? t('need') : undefined,
        limit: v.limit && !/^\d+$/.test(v.limit) ? t('intake.wholeNumber') : undefined,
      }
    },
    send: async (v, clientId) => {
      const made = await api('POST /api/estates/:estateId/tickets', bodyOf(v, estateId, clientId), {
        clientId,
      })
      if (tie) await tieTo(estateId, made.id, tie, t('similar.reason'), clientId)
      await client.invalidateQueries({ predicate: q => String(q.queryKey[0]).includes('tickets') })
      done(made)
    },
  })
}

async function tieTo(
  estateId: string,
  ticketId: string,
  tie: Tie,
  reason: string,
  clientId: string,
): Promise<void> {
  const options = { clientId: `${clientId}-tie` }
  if (tie.way === 'join')
    await api(
      'POST /api/estates/:estateId/tickets/:ticketId/join',
      { estateId, ticketId, intoId: tie.id, reason },
      options,
    )
  else
    await api(
      'POST /api/estates/:estateId/tickets/:ticketId/link',
      { estateId, ticketId, otherId: tie.id },
      options,
    )
}

function bodyOf(v: Values, estateId: string, clientId: string) {
  const some = (text: string) => text.trim() || undefined
  return {
    estateId,
    clientId,
    kind: v.kind,
    class: v.class,
    subtype: some(v.subtype),
    severity: v.severity,
    text: v.text,
    channel: v.channel as (typeof channels)[number],
    unitId: some(v.who.unitId),
    requesterPersonId: some(v.who.personId),
    accusedRoom: some(v.accused),
    revealToAccused: v.accused.trim() !== '' && v.reveal,
    place: some(v.place),
    requesterName: some(v.requesterName) ?? some(v.who.person),
    requesterPhone: some(v.requesterPhone),
    onBehalf: v.onBehalf,
    answer: some(v.answer),
    consent: v.consent,
    limit: v.limit.trim() ? { amount: Number(v.limit), reason: some(v.limitReason) } : undefined,
  }
}
