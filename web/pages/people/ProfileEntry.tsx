import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import {
  type Entry,
  type FieldDef,
  type File,
  lastDay,
  type Member,
  useFieldWords,
} from './profile-parts.tsx'

const purposes = ['service', 'care', 'emergency'] as const
const channels = ['desk', 'paper', 'phone'] as const

export interface Given {
  field: string
  memberId: string | null
  value: string
  purposes: (typeof purposes)[number][]
  untilDay: string
  separate: boolean
  agreed: boolean
}
export interface StaffGiven extends Given {
  consentBy: string
  channel: (typeof channels)[number]
}

/** The date so many months from today, as it stands in a date field. */
function monthsOn(months: number): string {
  const [year = 0, month = 1, day = 1] = date(nowMs()).split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10)
}

/**
 * One item with the consent that carries it. Whom it is about, who consents and whether it is sensitive decide which
 * ticks are asked; the server decides again.
 */
export function ProfileEntry(props: {
  file: Pick<File, 'members' | 'me' | 'terms' | 'householdId'>
  field: FieldDef
  member: Member | undefined
  entry?: Entry | undefined
  /** Entered by staff: who of the household consents, and how, is asked too. */
  staff?: boolean
  send: (given: StaffGiven, clientId: string) => Promise<unknown>
  close: () => void
}): ReactNode {
  const { t } = useTranslation('profile')
  const { field, member, file, entry } = props
  const words = useFieldWords()(field)
  const first = member && !member.minor ? member.id : file.members.find(m => m.adult)?.id
  const form = useForm({
    key: `profile.${file.householdId}.${field.key}.${member?.id ?? ''}`,
    initial: {
      value: entry?.value ?? (field.kind === 'yesno' ? 'yes' : ''),
      service: entry ? entry.purposes.includes('service') : field.purposes.includes('service'),
      care: entry?.purposes.includes('care') ?? false,
      emergency: entry?.purposes.includes('emergency') ?? false,
      untilDay: entry ? lastDay(entry.until) : monthsOn(file.terms.defaultMonths),
      separate: false,
      agreed: false,
      consentBy: (props.staff ? first : file.me) ?? '',
      channel: 'desk' as (typeof channels)[number],
    },
    // what a household tells is never left in the browser's store
    secret: ['value'],
    check: v => ({
      value: v.value.trim() ? undefined : t('entry.needValue'),
      service: v.service || v.care || v.emergency ? undefined : t('entry.needPurpose'),
      separate: sensitive && !v.separate ? t('entry.needSeparate') : undefined,
      agreed: other(v.consentBy) && !v.agreed ? t('entry.needAgreed', { name: member?.name }) : undefined,
    }),
    send: async (v, clientId) => {
      const chosen = purposes.filter(p => v[p] && field.purposes.includes(p))
      const { value, untilDay, separate, agreed, consentBy, channel } = v
      const given = { value, untilDay, separate, agreed, consentBy, channel, purposes: chosen }
      await props.send({ ...given, field: field.key, memberId: member?.id ?? null }, clientId)
      props.close()
    },
  })
  const sensitive = field.sensitive || member?.minor === true
  const other = (by: string) => member !== undefined && member.id !== by && !member.minor
  const v = form.values
  const title = member ? t('entry.of', { item: words.name, name: member.name }) : words.name
  return (
    <Dialog sheet={!props.staff} title={title} close={props.close}>
      <FormBox form={form} submit={t('entry.save')}>
        <p className="pf-lead">{t(sensitive ? 'entry.leadSensitive' : 'entry.lead')}</p>
        {field.kind === 'yesno' ? (
          <Choices
            legend={words.name}
            value={v.value}
            onChange={value => form.set({ value })}
            options={[
              { value: 'yes', label: t('value.yes') },
              { value: 'no', label: t('value.no') },
            ]}
          />
        ) : (
          <Field form={form} name="value" label={words.name} hint={words.hint}>
            {field.kind === 'year' ? (
              <input {...form.bind('value')} className="aj-input aj-num" inputMode="numeric" maxLength={4} />
            ) : (
              <textarea {...form.bind('value')} className="aj-input" rows={3} maxLength={1000} />
            )}
          </Field>
        )}
        <fieldset className="pf-checks">
          <legend>{t('entry.purposes')}</legend>
          {purposes
            .filter(p => field.purposes.includes(p))
            .map(p => (
              <label key={p}>
                <input
                  type="checkbox"
                  id={p === 'service' ? form.fieldId('service') : undefined}
                  checked={v[p]}
                  onChange={event => form.set({ [p]: event.target.checked })}
                />
                <span>
                  {t(`purpose.${p}`)} <span className="aj-weak">{t(`purposeLong.${p}`)}</span>
                </span>
              </label>
            ))}
          {form.errorOf('service') ? <p className="aj-error">{form.errorOf('service')}</p> : null}
        </fieldset>
        <Field form={form} name="untilDay" label={t('entry.until')} hint={t('entry.untilHint')}>
          <input
            {...form.bind('untilDay')}
            type="date"
            className="aj-input"
            min={date(nowMs() + 86_400_000)}
            max={monthsOn(file.terms.maxMonths)}
          />
        </Field>
        {props.staff ? <StaffConsent form={form} members={file.members} /> : null}
        {sensitive ? (
          <Tick form={form} name="separate" text={t('entry.separate', { item: words.name })} />
        ) : null}
        {other(v.consentBy) ? (
          <Tick form={form} name="agreed" text={t('entry.agreed', { name: member?.name })} />
        ) : null}
      </FormBox>
    </Dialog>
  )
}

type EntryForm = ReturnType<
  typeof useForm<{
    separate: boolean
    agreed: boolean
    consentBy: string
    channel: (typeof channels)[number]
  }>
>

function Tick(props: {
  form: Pick<EntryForm, 'fieldId' | 'errorOf'> & {
    values: { separate: boolean; agreed: boolean }
    set: (part: { separate?: boolean; agreed?: boolean }) => void
  }
  name: 'separate' | 'agreed'
  text: string
}): ReactNode {
  const { form, name, text } = props
  const error = form.errorOf(name)
  return (
    <div>
      <label className="pf-consent">
        <input
          type="checkbox"
          id={form.fieldId(name)}
          checked={form.values[name]}
          onChange={event => form.set({ [name]: event.target.checked })}
        />
        <span>{text}</span>
      </label>
      {error ? <p className="aj-error">{error}</p> : null}
    </div>
  )
}

function StaffConsent(props: {
  form: {
    values: { consentBy: string; channel: (typeof channels)[number] }
    set: (part: { consentBy?: string; channel?: (typeof channels)[number] }) => void
  }
  members: File['members']
}): ReactNode {
  const { t } = useTranslation('profile')
  const { form } = props
  return (
    <>
      <label className="aj-field">
        <span className="aj-label">{t('entry.consentBy')}</span>
        <select
          className="aj-input"
          value={form.values.consentBy}
          onChange={event => form.set({ consentBy: event.target.value })}
        >
          {props.members
            .filter(m => !m.minor)
            .map(m => (
              <option key={m.id} value={m.id}>
                {m.name}
              </option>
            ))}
        </select>
      </label>
      <Choices
        legend={t('entry.channel')}
        value={form.values.channel}
        onChange={channel => form.set({ channel })}
        options={channels.map(value => ({ value, label: t(`channel.${value}`) }))}
      />
    </>
  )
}
