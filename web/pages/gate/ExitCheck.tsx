/** A closed entrance is an emergency exit: when it is to be looked at, and writing down what was found (K14). */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'

type GateShown = Answer<'GET /api/estates/:estateId/gates'>['items'][number]

/** By when it is to be checked, and when it was last. */
export function ExitDue({ gate }: { gate: GateShown }): ReactNode {
  const { t } = useTranslation('gate-exit')
  return (
    <p>
      {gate.checkDueOn ? (
        <State
          state={gate.checkLate ? 'late' : 'running'}
          word={t(gate.checkLate ? 'late' : 'due', { day: gate.checkDueOn })}
        />
      ) : null}{' '}
      <span className="aj-weak">
        {gate.lastCheckAt ? t('last', { at: dateTime(gate.lastCheckAt) }) : t('never')}
      </span>
    </p>
  )
}

export interface Found {
  kind: 'check' | 'emergency_opening'
  ok: boolean
  note?: string
}

const found = {
  fine: { kind: 'check', ok: true },
  trouble: { kind: 'check', ok: false },
  opened: { kind: 'emergency_opening', ok: true },
} as const

/** Asks what was found; `send` says where it goes. */
export function ExitForm(props: {
  gate: { id: string; name: string }
  send: (found: Found, clientId: string) => Promise<unknown>
  close: () => void
}): ReactNode {
  const { t } = useTranslation('gate-exit')
  const form = useForm({
    key: `gate.exit.${props.gate.id}`,
    initial: { what: 'fine' as keyof typeof found, note: '' },
    check: v => ({ note: v.what === 'fine' || v.note.trim() ? undefined : t('need') }),
    send: async (v, clientId) => {
      const note = v.note.trim()
      await props.send({ ...found[v.what], ...(note ? { note } : {}) }, clientId)
      props.close()
    },
  })
  return (
    <Dialog title={props.gate.name} close={props.close}>
      <FormBox form={form} submit={t('submit')}>
        <Choices
          legend={t('what')}
          options={(['fine', 'trouble', 'opened'] as const).map(value => ({ value, label: t(value) }))}
          value={form.values.what}
          onChange={what => form.set({ what })}
        />
        <Field
          form={form}
          name="note"
          label={t('note')}
          hint={t('noteHint')}
          optional={form.values.what === 'fine'}
        >
          <input {...form.bind('note')} className="aj-input" autoComplete="off" />
        </Field>
      </FormBox>
    </Dialog>
  )
}
