import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { type FormState, useForm } from '../../ui/form.ts'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { EntryFrame } from './EntryFrame.tsx'

const empty = {
  name: '',
  username: '',
  password: '',
  repeat: '',
  city: '',
  district: '',
  subdistrict: '',
  neighbourhood: '',
  estateName: '',
  kind: 'compound' as 'compound' | 'courtyard' | 'single_building',
}
type Values = typeof empty
const secret: (keyof Values)[] = ['password', 'repeat']

/** First start on an empty database: the first administrator (no default password), the place, the estate. */
export default function Setup(): ReactNode {
  const { t } = useTranslation('entry')
  const { data, error, refetch } = useApi('GET /api/setup')
  const form = useForm<Values>({
    key: 'setup',
    initial: empty,
    secret,
    check: values => ({
      ...Object.fromEntries(
        Object.entries(values)
          .filter(([, value]) => value.trim() === '')
          .map(([name]) => [name, t('setup.need')]),
      ),
      ...(values.password.length < 10 ? { password: t('setup.short') } : {}),
      ...(values.repeat !== values.password ? { repeat: t('setup.differ') } : {}),
    }),
    send: async v => {
      await api('POST /api/setup', {
        administrator: { username: v.username.trim(), name: v.name.trim(), password: v.password },
        region: {
          city: v.city,
          district: v.district,
          subdistrict: v.subdistrict,
          neighbourhood: v.neighbourhood,
        },
        estate: { name: v.estateName, kind: v.kind },
      })
      window.location.assign(paths.signIn())
    },
  })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  if (!data.needed)
    return (
      <Empty title={t('setup.done')} hint={t('setup.doneHint')}>
        <a className="aj-button" href={paths.signIn()}>
          {t('signIn.submit')}
        </a>
      </Empty>
    )
  return (
    <EntryFrame title={t('setup.title')} lead={t('setup.lead')} wide>
      <FormBox form={form} submit={t('setup.submit')} columns={2}>
        <Part title={t('setup.administrator')} />
        <Text form={form} name="name" label={t('setup.name')} />
        <Text form={form} name="username" label={t('setup.username')} autoComplete="username" />
        <Text
          form={form}
          name="password"
          label={t('setup.password')}
          hint={t('setup.passwordHint')}
          type="password"
        />
        <Text form={form} name="repeat" label={t('setup.repeat')} type="password" />
        <Part title={t('setup.place')} />
        <Text form={form} name="city" label={t('setup.city')} />
        <Text form={form} name="district" label={t('setup.district')} />
        <Text form={form} name="subdistrict" label={t('setup.subdistrict')} />
        <Text form={form} name="neighbourhood" label={t('setup.neighbourhood')} />
        <Part title={t('setup.estate')} />
        <Text form={form} name="estateName" label={t('setup.estateName')} />
        <Choices
          legend={t('setup.kind')}
          value={form.values.kind}
          onChange={kind => form.set({ kind })}
          options={[
            { value: 'compound', label: t('setup.compound') },
            { value: 'courtyard', label: t('setup.courtyard') },
            { value: 'single_building', label: t('setup.single') },
          ]}
        />
      </FormBox>
    </EntryFrame>
  )
}

function Part({ title }: { title: string }): ReactNode {
  return <h2 style={{ gridColumn: '1 / -1', marginTop: '1rem' }}>{title}</h2>
}

function Text(props: {
  form: FormState<Values>
  name: Exclude<keyof Values, 'kind'>
  label: string
  hint?: string
  type?: 'password'
  autoComplete?: string
}): ReactNode {
  const { form, name, label, hint, type, autoComplete } = props
  return (
    <Field form={form} name={name} label={label} hint={hint}>
      <input
        {...form.bind(name)}
        className="aj-input"
        type={type ?? 'text'}
        autoComplete={type === 'password' ? 'new-password' : (autoComplete ?? 'off')}
      />
    </Field>
  )
}
