import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Choices } from '../../ui/Choices.tsx'
import { Field } from '../../ui/Form.tsx'
import type { FormState } from '../../ui/form.ts'
import { chosenOf, type FormAct, type Values } from './act-body.ts'
import { TicketPick } from './TicketPick.tsx'
import { type Kind, type Ticket, useClasses } from './words.ts'

interface FieldsProps {
  act: FormAct
  form: FormState<Values>
  ticket: Ticket
  own: boolean
  people: readonly { accountId: string; name: string }[]
}
type Part = Pick<FieldsProps, 'form' | 'ticket' | 'own'>

const withText: FormAct[] = [
  'reply',
  'handle',
  'record',
  'explain',
  'quote',
  'pause',
  'sign',
  'again',
  'renovation',
]
const withReason: FormAct[] = [
  'handover',
  'postpone',
  'severity',
  'refuse',
  'reopen',
  'limit',
  'take',
  'class',
  'join',
  'receiver',
]
const mustText: FormAct[] = ['reply', 'handle', 'explain', 'again', 'renovation']
const mayReason: FormAct[] = ['limit', 'take']

/** The fields of one act. */
export function ActFields({ act, form, ticket, own, people }: FieldsProps): ReactNode {
  const { t } = useTranslation('desk')
  const part = { form, ticket, own }
  return (
    <>
      {act === 'sign' ? <SignFields {...part} /> : null}
      {act === 'assign' || act === 'handover' || act === 'receiver' ? (
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
      {act === 'limit' || act === 'take' ? <LimitField {...part} /> : null}
      {act === 'postpone' ? <PostponeFields {...part} /> : null}
      {act === 'pause' ? <PauseFields {...part} /> : null}
      {act === 'class' ? <ClassFields {...part} /> : null}
      {act === 'join' || act === 'link' ? (
        <TicketPick form={form} ticket={ticket} openOnly={act === 'join'} />
      ) : null}
      {act === 'explain' ? <ExplainFields {...part} /> : null}
      {act === 'quote' ? (
        <Field form={form} name="fee" label={t('field.fee')}>
          <input {...form.bind('fee')} className="aj-input" inputMode="decimal" />
        </Field>
      ) : null}
      {act === 'severity' ? (
        <p>{t(ticket.severity === 'major' ? 'severity.toNormal' : 'severity.toMajor')}</p>
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
        <Field
          form={form}
          name="reason"
          label={t(act === 'refuse' ? 'field.refusal' : 'field.reason')}
          optional={mayReason.includes(act)}
        >
          <textarea {...form.bind('reason')} className="aj-input" rows={2} maxLength={500} />
        </Field>
      ) : null}
      {withText.includes(act) ? (
        <Field form={form} name="text" label={t(`field.text.${act}`)} optional={!mustText.includes(act)}>
          <textarea {...form.bind('text')} className="aj-input" rows={3} />
        </Field>
      ) : null}
    </>
  )
}

function SignFields({ form, own }: Part): ReactNode {
  const { t } = useTranslation('desk')
  return (
    <>
      <Choices
        legend={t(own ? 'satisfied.you' : 'satisfied.ask')}
        options={[
          { value: 'yes', label: t('satisfied.yes') },
          { value: 'no', label: t('satisfied.no') },
        ]}
        value={form.values.satisfied}
        onChange={satisfied => form.set({ satisfied })}
      />
      <Choices
        legend={t('field.rating')}
        options={['1', '2', '3', '4', '5'].map(value => ({ value, label: value }))}
        value={form.values.rating}
        onChange={rating => form.set({ rating })}
      />
      {!own && form.values.satisfied === 'yes' ? (
        <Choices
          legend={t('field.signWay')}
          options={(['screen', 'paper'] as const).map(value => ({ value, label: t(`signWay.${value}`) }))}
          value={form.values.paper}
          onChange={paper => form.set({ paper })}
        />
      ) : null}
    </>
  )
}

/** S1-38: the limit is the handler's to give, up to the rule's cap. */
function LimitField({ form, ticket }: Part): ReactNode {
  const { t } = useTranslation('desk')
  const { of } = useClasses()
  const chosen = chosenOf(ticket)
  const rule = of(ticket.kind, ticket.class)?.promises.find(p => p.clock === chosen?.clock)
  return (
    <Field
      form={form}
      name="amount"
      label={t('field.limit', { unit: t(`unitName.${chosen?.unit ?? 'minutes'}`) })}
      hint={rule ? t('field.limitMax', { max: rule.max ?? rule.amount }) : undefined}
    >
      <input {...form.bind('amount')} className="aj-input" inputMode="numeric" />
    </Field>
  )
}

function PauseFields({ form }: Part): ReactNode {
  const { t } = useTranslation('desk')
  const { pauseReasons } = useClasses()
  return (
    <Choices
      legend={t('field.pauseReason')}
      options={pauseReasons}
      value={form.values.reason}
      onChange={reason => form.set({ reason })}
    />
  )
}

function ClassFields({ form, ticket }: Part): ReactNode {
  const { t } = useTranslation('desk')
  const { classes, name, of, subtypeOf } = useClasses()
  const v = form.values
  const cls = of(v.kind, v.class)
  const kinds = [...new Set(classes.map(c => c.kind))]
  return (
    <>
      <Choices
        legend={t('fact.kind')}
        options={kinds.map(value => ({ value, label: t(`kind.${value}`) }))}
        value={v.kind || undefined}
        onChange={(kind: Kind) => form.set({ kind, class: '', subtype: '' })}
      />
      <Field form={form} name="class" label={t('fact.class')}>
        <select {...form.bind('class')} className="aj-input">
          <option value="">{t('field.choose')}</option>
          {classes
            .filter(c => c.kind === v.kind && !(c.kind === ticket.kind && c.class === ticket.class))
            .map(c => (
              <option key={c.class} value={c.class}>
                {name(c)}
              </option>
            ))}
        </select>
      </Field>
      {cls && cls.subtypes.length > 0 ? (
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
      {cls?.accused === 'required' && !ticket.accusedUnitId ? (
        <Field form={form} name="accused" label={t('intake.accused')}>
          <input {...form.bind('accused')} className="aj-input" placeholder="1-2-301" />
        </Field>
      ) : null}
    </>
  )
}

function PostponeFields({ form, ...part }: Part): ReactNode {
  const { t } = useTranslation('desk')
  return (
    <>
      <Field form={form} name="until" label={t('field.until')} hint={t('postpone.once')}>
        <input {...form.bind('until')} className="aj-input" type="datetime-local" />
      </Field>
      <AnswerFields form={form} {...part} />
    </>
  )
}

/** S8-25: the new time is asked for only when the customer agrees to it. */
function ExplainFields({ form, ...part }: Part): ReactNode {
  const { t } = useTranslation('desk')
  return (
    <>
      <AnswerFields form={form} {...part} />
      {form.values.agreed === 'yes' ? (
        <Field form={form} name="minutes" label={t('field.minutes')}>
          <input {...form.bind('minutes')} className="aj-input" inputMode="numeric" />
        </Field>
      ) : (
        <p className="aj-weak">{t('explain.runsOn')}</p>
      )}
    </>
  )
}

/** What the customer said to it, and whether he agrees. */
function AnswerFields({ form }: Part): ReactNode {
  const { t } = useTranslation('desk')
  return (
    <>
      <Field form={form} name="customerAnswer" label={t('field.customerAnswer')}>
        <input {...form.bind('customerAnswer')} className="aj-input" />
      </Field>
      <Choices
        legend={t('postpone.agreed')}
        options={[
          { value: 'yes', label: t('yes') },
          { value: 'no', label: t('no') },
        ]}
        value={form.values.agreed}
        onChange={agreed => form.set({ agreed })}
      />
    </>
  )
}
