import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import './garage.css'

export interface AskField {
  name: string
  label: string
  /** number: a whole number; metres2: m² with two decimals, sent in 0.01 m²; yuan: sent in fen */
  kind?: 'text' | 'area' | 'number' | 'metres2' | 'yuan' | 'date' | 'select'
  options?: readonly { value: string; label: string }[]
  optional?: boolean
  initial?: string
  hint?: string
}

export interface Asked {
  /** what was typed, trimmed; nothing for a field left empty */
  text: (name: string) => string | undefined
  /** a required text */
  must: (name: string) => string
  /** a number in the contract's unit: whole, 0.01 m² or fen */
  number: (name: string) => number
  photo: Blob | undefined
  clientId: string
}

export interface AskFormProps {
  id: string
  fields: readonly AskField[]
  submit: string
  photo?: string
  send: (asked: Asked) => Promise<unknown>
  more?: ReactNode
}

const scaled = { metres2: 100, yuan: 100 } as const

/** A form of plain fields: what is required says so, numbers are checked before they are sent. */
export function AskForm({ id, fields, submit, photo, send, more }: AskFormProps): ReactNode {
  const { t } = useTranslation('parking-garage')
  const [photos, setPhotos] = useState<Blob[]>([])
  const initial = Object.fromEntries(fields.map(f => [f.name, f.initial ?? '']))
  const numeric = (f: AskField) => f.kind === 'number' || f.kind === 'metres2' || f.kind === 'yuan'
  const form = useForm<Record<string, string>>({
    key: id,
    initial,
    check: values =>
      Object.fromEntries(
        fields.map(f => {
          const value = (values[f.name] ?? '').trim()
          if (value === '') return [f.name, f.optional ? undefined : t('need')]
          return [f.name, numeric(f) && !Number.isFinite(Number(value)) ? t('needNumber') : undefined]
        }),
      ),
    send: async (values, clientId) => {
      const text = (name: string) => values[name]?.trim() || undefined
      await send({
        text,
        must: name => text(name) ?? '',
        number: name => {
          const kind = fields.find(f => f.name === name)?.kind
          const factor = kind === 'metres2' || kind === 'yuan' ? scaled[kind] : 1
          return Math.round(Number(text(name) ?? 0) * factor)
        },
        photo: photos[0],
        clientId,
      })
      setPhotos([])
    },
  })
  return (
    <FormBox form={form} submit={submit} more={more}>
      {fields.map(f => (
        <Field key={f.name} form={form} name={f.name} label={f.label} hint={f.hint} optional={f.optional}>
          <Control field={f} bound={form.bind(f.name)} />
        </Field>
      ))}
      {photo ? <PhotoPick label={photo} photos={photos} onChange={setPhotos} max={1} /> : null}
    </FormBox>
  )
}

function Control(props: {
  field: AskField
  bound: ReturnType<ReturnType<typeof useForm<Record<string, string>>>['bind']>
}): ReactNode {
  const { t } = useTranslation('parking-garage')
  const { field, bound } = props
  if (field.kind === 'select')
    return (
      <select {...bound} className="aj-input">
        <option value="">{t('choose')}</option>
        {field.options?.map(o => (
          <option key={o.value} value={o.value}>
            {o.label}
          </option>
        ))}
      </select>
    )
  if (field.kind === 'area') return <textarea {...bound} className="aj-input" rows={3} />
  const mode =
    field.kind === 'number'
      ? 'numeric'
      : field.kind === 'metres2' || field.kind === 'yuan'
        ? 'decimal'
        : undefined
  return (
    <input
      {...bound}
      className="aj-input"
      type={field.kind === 'date' ? 'date' : 'text'}
      inputMode={mode}
      autoComplete="off"
    />
  )
}

/** The same in a dialog that closes when it was accepted. */
export function AskDialog({
  title,
  close,
  wide,
  stay,
  ...form
}: AskFormProps & { title: string; close: () => void; wide?: boolean; stay?: boolean }): ReactNode {
  return (
    <Dialog title={title} close={close} wide={wide}>
      <AskForm
        {...form}
        send={async asked => {
          await form.send(asked)
          // what was sent shows something itself, as a password that is told once
          if (!stay) close()
        }}
      />
    </Dialog>
  )
}
