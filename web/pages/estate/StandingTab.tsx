import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { useMe } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { Pick } from './UnitForm.tsx'
import { cares, options } from './words.ts'

type Estate = Answer<'GET /api/estates/:estateId'>

/** Under whom the estate stands: home and further regions, class, company, subject unit. */
export function StandingTab({ estate }: { estate: Estate }): ReactNode {
  const { t } = useTranslation('estate')
  const { can } = useMe()
  return (
    <div className="es-part">
      <Facts
        facts={[
          { label: t('standing.region'), value: estate.regionNames.join(' / ') },
          { label: t('standing.further'), value: estate.furtherRegions.map(r => r.name).join('、') },
          { label: t('census.care'), value: t(`care.${estate.care}`) },
          { label: t('standing.company'), value: estate.companyName },
          { label: t('standing.subjectUnit'), value: estate.subjectUnitName },
          { label: t('standing.kind'), value: t(`kind.${estate.kind}`) },
          { label: t('standing.address'), value: estate.address },
        ]}
      />
      {can('estate.create') ? (
        <StandingForm estate={estate} />
      ) : (
        <p className="aj-weak">{t('refused.standing')}</p>
      )}
    </div>
  )
}

function StandingForm({ estate }: { estate: Estate }): ReactNode {
  const { t } = useTranslation('estate')
  const regions = useApi('GET /api/regions')
  const organisations = useApi('GET /api/organisations', { limit: 200 })
  const form = useForm({
    key: `estate.standing.${estate.id}.${estate.version}`,
    initial: {
      regionId: estate.regionId,
      further: estate.furtherRegions[0]?.id ?? '',
      care: estate.care,
      companyId: estate.companyId ?? '',
      subjectUnitId: estate.subjectUnitId ?? '',
    },
    check: v => ({
      companyId: v.care !== 'company' && v.companyId ? t('standing.noCompany') : undefined,
    }),
    send: async v => {
      const kept = estate.furtherRegions.slice(1).map(r => r.id)
      await api('PUT /api/estates/:estateId/standing', {
        estateId: estate.id,
        version: estate.version,
        regionId: v.regionId,
        furtherRegionIds: v.further ? [v.further, ...kept] : kept,
        care: v.care,
        companyId: v.companyId || null,
        subjectUnitId: v.subjectUnitId || null,
      })
      await queryClient.invalidateQueries()
      say(t('standing.saved'))
    },
  })
  if (!regions.data || !organisations.data) return <Loading lines={4} />
  const byPath = new Map(regions.data.items.map(r => [r.path, r.name]))
  const full = (path: string) =>
    path
      .split('/')
      .slice(1, -1)
      .map((_, at, all) => byPath.get(`/${all.slice(0, at + 1).join('/')}/`) ?? '')
      .join(' / ')
  const places = regions.data.items.map(r => ({ value: r.id, label: full(r.path) }))
  const companies = organisations.data.items
    .filter(o => o.kind === 'company')
    .map(o => ({ value: o.id, label: o.name }))
  const others = organisations.data.items
    .filter(o => o.kind !== 'company')
    .map(o => ({ value: o.id, label: o.name }))
  return (
    <section>
      <h2>{t('standing.change')}</h2>
      <p className="aj-weak">{t('standing.changeHint')}</p>
      <FormBox form={form} columns={2} submit={t('save')}>
        <Field form={form} name="regionId" label={t('standing.region')}>
          <Pick bound={form.bind('regionId')} choices={places} />
        </Field>
        <Field
          form={form}
          name="further"
          label={t('standing.further')}
          hint={t('standing.furtherHint')}
          optional
        >
          <Pick bound={form.bind('further')} choices={places} none={t('standing.none')} />
        </Field>
        <Field form={form} name="care" label={t('census.care')}>
          <Pick bound={form.bind('care')} choices={options(cares, t, 'care')} />
        </Field>
        <Field form={form} name="companyId" label={t('standing.company')} optional>
          <Pick bound={form.bind('companyId')} choices={companies} none={t('standing.none')} />
        </Field>
        <Field form={form} name="subjectUnitId" label={t('standing.subjectUnit')} optional>
          <Pick bound={form.bind('subjectUnitId')} choices={others} none={t('standing.none')} />
        </Field>
      </FormBox>
    </section>
  )
}
