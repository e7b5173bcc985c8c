import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'

const relations = ['spouse', 'child', 'parent', 'relative', 'carer', 'flatmate', 'employee', 'other'] as const
type Relation = (typeof relations)[number]

/** A member of the household whom the register does not have: the name and the relation, nothing else. */
export function AddMember(props: {
  householdId: string
  send: (member: { name: string; relation: Relation }, clientId: string) => Promise<unknown>
  close: () => void
}): ReactNode {
  const { t } = useTranslation('profile')
  const form = useForm({
    key: `profile.member.${props.householdId}`,
    initial: { name: '', relation: 'child' as Relation },
    secret: ['name'],
    check: v => ({ name: v.name.trim() ? undefined : t('member.needName') }),
    send: async (v, clientId) => {
      await props.send(v, clientId)
      say(t('member.added', { name: v.name.trim() }))
      props.close()
    },
  })
  return (
    <Dialog sheet title={t('member.add')} close={props.close}>
      <FormBox form={form} submit={t('member.save')}>
        <Field form={form} name="name" label={t('member.name')}>
          <input {...form.bind('name')} className="aj-input" maxLength={60} autoComplete="off" />
        </Field>
        <Field form={form} name="relation" label={t('member.relation')}>
          <select {...form.bind('relation')} className="aj-input">
            {relations.map(value => (
              <option key={value} value={value}>
                {t(`relation.${value}`)}
              </option>
            ))}
          </select>
        </Field>
      </FormBox>
    </Dialog>
  )
}
