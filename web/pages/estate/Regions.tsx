import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer, RowOf } from '../../contracts.ts'
import { count } from '../../format.ts'
import { useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { queryClient, useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import './estate.css'

type Region = RowOf<'GET /api/regions'>
type Totals = Answer<'GET /api/regions/:regionId/census'>['totals']
const levels = ['city', 'district', 'subdistrict', 'neighbourhood', 'grid'] as const

/** The region tree, and what the survey says of the chosen one and of each below it. */
export default function Regions(): ReactNode {
  const { t } = useTranslation('estate')
  const { can } = useMe()
  const { data, error, refetch } = useApi('GET /api/regions')
  const [chosen, choose] = useState<string>()
  const [under, addUnder] = useState<Region | 'top'>()
  const [renaming, rename] = useState<Region>()
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const current = data.items.find(r => r.id === chosen) ?? data.items[0]
  const refused = can('region.manage') ? undefined : t('refused.regionManage')
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('region.title')}</h1>
        <Button onClick={() => addUnder('top')} refused={refused}>
          {t('region.addCity')}
        </Button>
        {current && current.kind !== 'grid' ? (
          <Button kind="main" icon="plus" onClick={() => addUnder(current)} refused={refused}>
            {t('region.addUnder', { name: current.name })}
          </Button>
        ) : null}
      </header>
      {current === undefined ? (
        <Empty title={t('region.none')} hint={t('region.noneHint')} />
      ) : (
        <div className="es-split">
          <nav className="es-tree" aria-label={t('region.tree')}>
            {data.items.map(r => (
              <button
                key={r.id}
                type="button"
                aria-current={r.id === current.id}
                style={{ paddingInlineStart: `${0.5 + (r.path.split('/').length - 3) * 1.1}rem` }}
                onClick={() => choose(r.id)}
              >
                {r.name} <span className="aj-weak">{t(`level.${r.kind}`)}</span>
              </button>
            ))}
          </nav>
          <div>
            <div className="aj-row">
              <h2 className="aj-grow">{current.name}</h2>
              <Button kind="plain" onClick={() => rename(current)} refused={refused}>
                {t('region.rename')}
              </Button>
            </div>
            <Survey key={current.id} regionId={current.id} choose={choose} />
          </div>
        </div>
      )}
      {under ? (
        <Dialog
          title={under === 'top' ? t('region.addCity') : t('region.addUnder', { name: under.name })}
          close={() => addUnder(undefined)}
        >
          <RegionForm parent={under === 'top' ? undefined : under} done={() => addUnder(undefined)} />
        </Dialog>
      ) : null}
      {renaming ? (
        <Dialog title={t('region.renameOne', { name: renaming.name })} close={() => rename(undefined)}>
          <RenameForm region={renaming} done={() => rename(undefined)} />
        </Dialog>
      ) : null}
    </>
  )
}

const columns = [
  'estates',
  'company',
  'abandoned',
  'selfManaged',
  'withSubjectUnit',
  'buildings',
  'households',
] as const

function cell(totals: Totals, column: (typeof columns)[number]): number {
  if (column === 'company' || column === 'abandoned' || column === 'selfManaged') return totals.care[column]
  if (column === 'buildings') return totals.residentialBuildings
  return totals[column]
}

function Survey({ regionId, choose }: { regionId: string; choose: (id: string) => void }): ReactNode {
  const { t } = useTranslation('estate')
  const { data, error, refetch } = useApi('GET /api/regions/:regionId/census', { regionId })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={8} />
  const { totals } = data
  const list = (more: Record<string, string>) => ({
    to: paths.page('console', 'estates'),
    search: { regionId, ...more },
  })
  return (
    <>
      <dl className="es-figures">
        <Figure label={t('survey.estates')} value={totals.estates} link={list({})} />
        <Figure label={t('survey.company')} value={totals.care.company} link={list({ care: 'company' })} />
        <Figure
          label={t('survey.abandoned')}
          value={totals.care.abandoned}
          link={list({ care: 'abandoned' })}
        />
        <Figure
          label={t('survey.selfManaged')}
          value={totals.care.selfManaged}
          link={list({ care: 'self_managed' })}
        />
        <Figure
          label={t('survey.withSubjectUnit')}
          value={totals.withSubjectUnit}
          link={list({ subjectUnit: 'yes' })}
        />
        <Figure label={t('survey.buildings')} value={totals.residentialBuildings} />
        <Figure label={t('survey.companies')} value={totals.companies} />
        <Figure label={t('survey.staff')} value={totals.staff} />
      </dl>
      <p className="aj-weak">
        {t('survey.definition')}{' '}
        {t('survey.state', {
          checked: totals.checked,
          unchecked: totals.unchecked,
          none: totals.notSurveyed,
        })}
        {totals.companiesWithoutStaff > 0
          ? ` ${t('survey.withoutStaff', { count: totals.companiesWithoutStaff })}`
          : ''}
      </p>
      {data.children.length > 0 ? (
        <table className="es-table">
          <thead>
            <tr>
              <th scope="col">{t('region.below')}</th>
              {columns.map(c => (
                <th key={c} scope="col" data-right>
                  {t(`survey.${c}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.children.map(child => (
              <tr key={child.region.id}>
                <th scope="row">
                  <button type="button" className="es-link" onClick={() => choose(child.region.id)}>
                    {child.region.name}
                  </button>
                </th>
                {columns.map(c => (
                  <td key={c} data-right>
                    {count(cell(child.totals, c))}
                  </td>
                ))}
              </tr>
            ))}
            {data.direct.estates > 0 ? (
              <tr>
                <th scope="row">{t('survey.direct')}</th>
                {columns.map(c => (
                  <td key={c} data-right>
                    {count(cell(data.direct, c))}
                  </td>
                ))}
              </tr>
            ) : null}
          </tbody>
        </table>
      ) : null}
    </>
  )
}

function Figure(props: {
  label: string
  value: number
  link?: { to: string; search: Record<string, string> }
}): ReactNode {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>{props.link ? <Link {...props.link}>{count(props.value)}</Link> : count(props.value)}</dd>
    </div>
  )
}

function RegionForm({ parent, done }: { parent: Region | undefined; done: () => void }): ReactNode {
  const { t } = useTranslation('estate')
  const kind = levels[parent ? levels.indexOf(parent.kind) + 1 : 0] ?? 'grid'
  const form = useForm({
    key: `estate.region.${parent?.id ?? 'top'}`,
    initial: { name: '', code: '' },
    check: v => ({
      name: v.name.trim() ? undefined : t('region.needName'),
      code: /^[0-9A-Za-z]{1,16}$/.test(v.code.trim()) ? undefined : t('region.needCode'),
    }),
    send: async (v, clientId) => {
      await api(
        'POST /api/regions',
        { parentId: parent?.id ?? null, kind, name: v.name.trim(), code: v.code.trim() },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('region.added', { name: v.name }))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('region.add')}>
      <Field form={form} name="name" label={`${t('region.name')}（${t(`level.${kind}`)}）`}>
        <input {...form.bind('name')} className="aj-input" />
      </Field>
      <Field form={form} name="code" label={t('region.code')} hint={t('region.codeHint')}>
        <input {...form.bind('code')} className="aj-input" />
      </Field>
    </FormBox>
  )
}

function RenameForm({ region, done }: { region: Region; done: () => void }): ReactNode {
  const { t } = useTranslation('estate')
  const form = useForm({
    key: `estate.region.rename.${region.id}.${region.version}`,
    initial: { name: region.name },
    check: v => ({ name: v.name.trim() ? undefined : t('region.needName') }),
    send: async v => {
      await api('PUT /api/regions/:regionId', {
        regionId: region.id,
        version: region.version,
        name: v.name.trim(),
      })
      await queryClient.invalidateQueries()
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('save')}>
      <Field form={form} name="name" label={t('region.name')}>
        <input {...form.bind('name')} className="aj-input" />
      </Field>
    </FormBox>
  )
}
