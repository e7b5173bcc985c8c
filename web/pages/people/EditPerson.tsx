import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { stalePeople } from './stale.ts'

type PersonFile = Answer<'GET /api/estates/:estateId/persons/:personId'>

/** What is typed, or null for what is taken away; nothing for what stays. */
function told(typed: string, removed: boolean): string | null | undefined {
  return removed ? null : typed.trim() || undefined
}

/** Mends a person's file. Numbers are never shown here: an empty field leaves them as they are. */
export function EditPerson(props: { estateId: string; file: PersonFile; close: () => void }): ReactNode {
  const { t } = useTranslation('people')
  const { estateId, file, close } = props
  const form = useForm({
    key: `people.edit.${file.id}`,
    initial: {
      name: file.name,
      phone: '',
      noPhone: false,
      idNumber: '',
      noId: false,
      birthYear: file.birthYear?.toString() ?? '',
      note: file.note ?? '',
    },
    check: v => ({
      name: v.name.trim() ? undefined : t('add.needName'),
      birthYear: v.birthYear === '' || /^(18|19|20)\d\d$/.test(v.birthYear) ? undefined : t('edit.needYear'),
    }),
    send: async v => {
      await api('PUT /api/estates/:estateId/persons/:personId', {
        estateId,
        personId: file.id,
        version: file.version,
        ...(v.name.trim() === file.name ? {} : { name: v.name.trim() }),
        phone: told(v.phone, v.noPhone),
        idNumber: told(v.idNumber, v.noId),
        birthYear: v.birthYear === '' ? null : Number(v.birthYear),
        note: v.note.trim() || null,
      })
      say(t('edit.done', { name: v.name.trim() }))
      await stalePeople()
      close()
    },
  })
  const number = (
    name: 'phone' | 'idNumber',
    gone: 'noPhone' | 'noId',
    masked: string | null,
    remove: string,
  ) => (
    <>
      <Field
        form={form}
        name={name}
        label={t(name)}
        hint={t('edit.keep', { masked: masked ?? '—' })}
        optional
      >
        <input
          {...form.bind(name)}
          className="aj-input"
          autoComplete="off"
          inputMode={name === 'phone' ? 'tel' : undefined}
          placeholder={masked ?? ''}
          disabled={form.values[gone]}
        />
      </Field>
      {masked ? (
        <label className="pe-tick">
          <input
            type="checkbox"
            checked={form.values[gone]}
            onChange={event => form.set({ [gone]: event.target.checked })}
          />
          {remove}
        </label>
      ) : null}
    </>
  )
  return (
    <Dialog title={t('edit.title', { name: file.name })} close={close}>
      <FormBox form={form} submit={t('edit.save')}>
        <Field form={form} name="name" label={t('name')}>
          <input {...form.bind('name')} className="aj-input" autoComplete="off" maxLength={60} />
        </Field>
        {number('phone', 'noPhone', file.phone, t('edit.noPhone'))}
        {number('idNumber', 'noId', file.idNumber, t('edit.noId'))}
        <Field form={form} name="birthYear" label={t('birthYear')} optional>
          <input {...form.bind('birthYear')} className="aj-input" inputMode="numeric" maxLength={4} />
        </Field>
        <Field form={form} name="note" label={t('note')} optional>
          <textarea {...form.bind('note')} className="aj-input" maxLength={500} rows={3} />
        </Field>
      </FormBox>
    </Dialog>
  )
}
