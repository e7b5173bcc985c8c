import { useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, newClientId } from '../../api.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import type { FormState } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { Proposals } from '../triage/Proposals.tsx'
import { LookUp, SimilarMatters, type Tie } from './Beside.tsx'
import { Before, CallerBox, CallerCard, nobody } from './Caller.tsx'
import { PromiseFields, WhoFields } from './IntakeFields.tsx'
import { classOf, kinds, type Receipt, useIntake, type Values } from './intake-form.ts'
import { type Kind, type TicketClass, useClasses } from './words.ts'

/** Classes of which the answer is looked up while the caller waits (S1-42, S1-44, S1-46). */
const lookedUp = ['charge', 'outside', 'department']

/**
 * Intake while talking: who calls, what it is, what is promised. By keys alone: Enter takes the caller, Shift+Alt+1 to 5
 * the kind, Ctrl+Enter saves. Beside it the home, what it raised before, and what may be the same matter.
 */
export function Intake({ done, open }: { done: () => void; open: (ticketId: string) => void }): ReactNode {
  const { t } = useTranslation('desk')
  const [tie, setTie] = useState<Tie>()
  const [receipt, setReceipt] = useState<Receipt>()
  const { classes } = useClasses()
  const form = useIntake({}, tie, made => {
    if (made.state === 'closed') {
      say(t('intake.doneAtOnce', { number: made.number }))
      done()
    } else setReceipt(made)
  })
  const back = useComeBack(form, done)
  if (receipt)
    return (
      <Told
        receipt={receipt}
        tie={tie}
        close={done}
        open={() => {
          done()
          open(receipt.id)
        }}
      />
    )
  const v = form.values
  const cls = classOf(classes, v)
  const keys = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void form.submit()
    }
    const kind =
      event.altKey && event.shiftKey ? kinds[Number(event.code.replace('Digit', '')) - 1] : undefined
    if (!kind) return
    event.preventDefault()
    form.set(startOf(kind, classes))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the form's fields inside
    <div className="dk-intake" onKeyDown={keys}>
      <div>
        <FormBox form={form} submit={t(v.answer.trim() ? 'intake.answerNow' : 'intake.submit')} columns={2}>
          <CallerField form={form} />
          <TextField form={form} />
          <div className="dk-wide">
            <Proposals
              text={v.text}
              chosen={v}
              take={p => form.set({ kind: p.kind as Kind, class: p.class, subtype: p.subtype ?? '' })}
            />
          </div>
          <ClassFields form={form} cls={cls} />
          {cls ? <PromiseFields form={form} cls={cls} /> : null}
          <WhoFields form={form} />
        </FormBox>
        <p className="aj-weak dk-keys">{t('intake.keys')}</p>
      </div>
      <aside className="dk-beside">
        <CallerCard
          who={v.who}
          onPick={who => form.set({ who, caller: [who.unit, who.person].filter(Boolean).join(' ') })}
        />
        {v.kind === 'inquiry' && lookedUp.includes(v.class) ? (
          <LookUp
            cls={v.class}
            onUse={answer => form.set({ answer: [v.answer, answer].filter(Boolean).join('；') })}
          />
        ) : null}
        <Before unitId={v.who.unitId} onBack={back.send} busy={back.busy} />
        <SimilarMatters
          text={v.text}
          kind={v.kind}
          cls={v.class}
          unitId={v.who.unitId}
          unit={v.who.unit}
          accused={v.accused}
          place={v.place}
          tie={tie}
          onTie={setTie}
        />
      </aside>
    </div>
  )
}

/** A kind with the class most often meant, where there is one; a complaint's class is always chosen by hand. */
function startOf(kind: Kind, classes: readonly TicketClass[]): Partial<Values> {
  const of = classes.filter(c => c.kind === kind)
  const sure = of.length === 1 || kind === 'inquiry'
  return { kind, class: sure ? (of[0]?.class ?? '') : '', subtype: '', answer: '', limit: '', consent: false }
}

/** The caller comes back on an old matter: two taps, no new ticket. */
function useComeBack(form: FormState<Values>, done: () => void) {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const send = async (ticket: { id: string; number: string; closed: boolean }) => {
    const text = form.values.text.trim() || t('caller.asked')
    const input = { estateId, ticketId: ticket.id }
    setBusy(true)
    try {
      if (ticket.closed)
        await api(
          'POST /api/estates/:estateId/tickets/:ticketId/reopen',
          { ...input, reason: text.slice(0, 500) },
          { clientId: newClientId() },
        )
      else
        await api(
          'POST /api/estates/:estateId/tickets/:ticketId/again',
          { ...input, text, channel: form.values.channel as 'phone' },
          { clientId: newClientId() },
        )
      await client.invalidateQueries({ predicate: q => String(q.queryKey[0]).includes('tickets') })
      form.reset()
      say(t(ticket.closed ? 'caller.reopened' : 'caller.kept', { number: ticket.number }))
      done()
    } catch (error) {
      say(error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }
  return { send: (ticket: Parameters<typeof send>[0]) => void send(ticket), busy }
}

function CallerField({ form }: { form: FormState<Values> }): ReactNode {
  const { t } = useTranslation('desk')
  const id = form.fieldId('caller')
  // after the dialog has opened, which takes the focus for its first button
  useEffect(() => {
    const frame = requestAnimationFrame(() => document.getElementById(id)?.focus())
    return () => cancelAnimationFrame(frame)
  }, [id])
  return (
    <Field form={form} name="caller" label={t('caller.label')} optional>
      <CallerBox
        id={id}
        value={form.values.caller}
        invalid={form.errorOf('caller') !== undefined}
        onType={caller => form.set({ caller, who: nobody })}
        onPick={who => {
          form.set({ who, caller: [who.unit, who.person].filter(Boolean).join(' ') })
          document.getElementById(form.fieldId('text'))?.focus()
        }}
      />
    </Field>
  )
}

function TextField({ form }: { form: FormState<Values> }): ReactNode {
  const { t } = useTranslation('desk')
  return (
    <div className="dk-wide">
      <Field form={form} name="text" label={t('fact.text')}>
        <textarea {...form.bind('text')} className="aj-input" rows={3} maxLength={10_000} />
      </Field>
    </div>
  )
}

function ClassFields({ form, cls }: { form: FormState<Values>; cls: TicketClass | undefined }): ReactNode {
  const { t } = useTranslation('desk')
  const { classes, name, subtypeOf } = useClasses()
  const rest = useApi('GET /api/estates/:estateId/desk/rest-hours', { estateId: useEstateId() })
  const isNoise = (key: string) =>
    classes
      .find(c => c.kind === form.values.kind && c.class === key)
      ?.subtypes.some(s => s.key === 'rest_noise')
  const isRest = rest.data?.now === true && isNoise(form.values.class)
  return (
    <>
      <div className="dk-wide">
        <Choices
          legend={t('intake.kind')}
          options={kinds.map((value, i) => ({ value, label: `${i + 1} ${t(`kind.${value}`)}` }))}
          value={form.values.kind}
          onChange={kind => form.set(startOf(kind, classes))}
        />
      </div>
      <Field form={form} name="class" label={t('fact.class')}>
        <select
          {...form.bind('class')}
          className="aj-input"
          onChange={event => {
            const key = event.target.value
            // noise in rest hours is the likeliest of its kind; the caller may still say otherwise
            form.set({ class: key, subtype: rest.data?.now && isNoise(key) ? 'rest_noise' : '' })
          }}
        >
          <option value="">{t('field.choose')}</option>
          {classes
            .filter(c => c.kind === form.values.kind)
            .map(c => (
              <option key={c.class} value={c.class}>
                {name(c)}
              </option>
            ))}
        </select>
      </Field>
      {cls && cls.subtypes.length > 0 ? (
        <Field
          form={form}
          name="subtype"
          label={t('fact.subtype')}
          hint={isRest ? t('rest.now') : undefined}
          optional
        >
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
      {cls && cls.accused !== 'no' ? (
        <Field
          form={form}
          name="accused"
          label={t('intake.accused')}
          hint={t('intake.accusedHint')}
          optional={cls.accused === 'optional'}
        >
          <input {...form.bind('accused')} className="aj-input" placeholder="1-2-301" />
        </Field>
      ) : null}
      <Choices
        legend={t('filter.severity')}
        options={(['normal', 'major'] as const).map(value => ({ value, label: t(`severity.${value}`) }))}
        value={form.values.severity}
        onChange={severity => form.set({ severity })}
      />
    </>
  )
}

/** S8-10: the number, and what to tell the customer before he hangs up. */
function Told(props: {
  receipt: Receipt
  tie: Tie | undefined
  close: () => void
  open: () => void
}): ReactNode {
  const { t } = useTranslation('desk')
  const { language } = useSettings()
  const { receipt } = props
  return (
    <div className="aj-stack" role="status">
      <p>
        {t('told.number')} <strong className="aj-num dk-big">{receipt.number}</strong>
      </p>
      {props.tie ? <p>{t(`told.${props.tie.way}`, { number: props.tie.number })}</p> : null}
      {receipt.told ? (
        <>
          <p className="aj-weak">{t('told.say')}</p>
          <p className="dk-big">{inLanguage(receipt.told, language)}</p>
        </>
      ) : (
        <p>{t('intake.noPromise')}</p>
      )}
      <div className="dk-acts">
        <Button kind="main" onClick={props.close} autoFocus>
          {t('told.close')}
        </Button>
        <Button onClick={props.open}>{t('told.open')}</Button>
      </div>
    </div>
  )
}
