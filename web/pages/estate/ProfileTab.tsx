import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { squareMetres } from '../../format.ts'
import { useMe } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { directions, shown, typed } from './words.ts'

type Profile = Answer<'GET /api/estates/:estateId/profile'>

/** The indicators in the order of the document, with the decimals in which people write them. */
const indicators = {
  landArea: 2,
  floorArea: 2,
  homeArea: 2,
  plotRatio: 2,
  greenRatio: 2,
  households: 0,
  residents: 0,
  buildings: 0,
  parkingSpaces: 0,
  lifts: 0,
  builtYear: 0,
  propertyFee: 4,
} as const
const names = Object.keys(indicators) as (keyof typeof indicators)[]

export function ProfileTab({ estateId }: { estateId: string }): ReactNode {
  const { t } = useTranslation('estate')
  const { can } = useMe()
  const [editing, edit] = useState(false)
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/profile', { estateId })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  if (editing)
    return <ProfileForm key={data.version} estateId={estateId} profile={data} close={() => edit(false)} />
  return (
    <div className="es-part">
      <section>
        <h2>{t('profile.location')}</h2>
        <p>{data.location ?? <span className="aj-weak">{t('profile.noLocation')}</span>}</p>
        <Facts facts={directions.map(d => ({ label: t(`direction.${d}`), value: data.boundaries[d] }))} />
      </section>
      <section>
        <h2>{t('profile.indicators')}</h2>
        <Facts
          facts={names.map(name => ({
            label: t(`indicator.${name}`),
            value:
              data.indicators[name] === undefined ? null : shown(data.indicators[name], indicators[name]),
          }))}
        />
      </section>
      <section>
        <h2>{t('profile.registered')}</h2>
        <p className="aj-weak">{t('profile.registeredHint')}</p>
        <Facts
          facts={[
            { label: t('indicator.buildings'), value: data.registered.buildings },
            { label: t('profile.units'), value: data.registered.units },
            { label: t('profile.homes'), value: data.registered.homes },
            { label: t('profile.area'), value: squareMetres(data.registered.area) },
          ]}
        />
      </section>
      <div>
        <Button
          kind="main"
          onClick={() => edit(true)}
          refused={can('profile.write') ? undefined : t('refused.profileWrite')}
          showWhy
        >
          {t('profile.edit')}
        </Button>
      </div>
    </div>
  )
}

function ProfileForm(props: { estateId: string; profile: Profile; close: () => void }): ReactNode {
  const { t } = useTranslation('estate')
  const { estateId, profile, close } = props
  const initial: Record<string, string> = { location: profile.location ?? '' }
  for (const d of directions) initial[d] = profile.boundaries[d] ?? ''
  for (const name of names) initial[name] = shown(profile.indicators[name], indicators[name])
  const form = useForm({
    key: `estate.profile.${estateId}.${profile.version}`,
    initial,
    check: v =>
      Object.fromEntries(
        names.flatMap(name =>
          Number.isNaN(typed(v[name] ?? '', indicators[name])) ? [[name, t('profile.wrongNumber')]] : [],
        ),
      ),
    send: async v => {
      await api('PUT /api/estates/:estateId/profile', {
        estateId,
        version: profile.version,
        location: v.location?.trim() || null,
        boundaries: Object.fromEntries(directions.map(d => [d, v[d] ?? ''])),
        indicators: Object.fromEntries(
          names.flatMap(name => {
            const value = typed(v[name] ?? '', indicators[name])
            return value === undefined ? [] : [[name, value]]
          }),
        ),
      })
      await queryClient.invalidateQueries({ queryKey: ['GET /api/estates/:estateId/profile'] })
      say(t('profile.saved'))
      close()
    },
  })
  return (
    <FormBox
      form={form}
      columns={3}
      submit={t('save')}
      more={<Button onClick={close}>{t('common:act.cancel')}</Button>}
    >
      <div className="es-wide">
        <Field form={form} name="location" label={t('profile.location')} optional>
          <textarea {...form.bind('location')} className="aj-input" rows={2} />
        </Field>
      </div>
      {directions.map(d => (
        <Field key={d} form={form} name={d} label={`${t('profile.bound')} · ${t(`direction.${d}`)}`} optional>
          <input {...form.bind(d)} value={form.values[d] ?? ''} className="aj-input" />
        </Field>
      ))}
      {names.map(name => (
        <Field key={name} form={form} name={name} label={t(`indicator.${name}`)} optional>
          <input
            {...form.bind(name)}
            value={form.values[name] ?? ''}
            className="aj-input"
            inputMode="decimal"
          />
        </Field>
      ))}
    </FormBox>
  )
}
