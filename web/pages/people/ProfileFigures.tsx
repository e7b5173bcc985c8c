import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { EntryTerms, type File, Known, useEntryText, useFieldWords } from './profile-parts.tsx'
import './profile.css'

const figures = 'GET /api/estates/:estateId/profile-figures'

/** How well the stewards know their households: figures only. One household is opened for a purpose, and sees it. */
export default function ProfileFigures(): ReactNode {
  const { t } = useTranslation('profile')
  const estateId = useEstateId()
  const { can } = useMe()
  const { data, error, refetch } = useApi(figures, { estateId })
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('figures.title')}</h1>
      </header>
      <p className="aj-weak">{t('figures.lead')}</p>
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.items.length === 0 ? <Empty title={t('figures.none')} hint={t('figures.noneHint')} /> : null}
      {data && data.items.length > 0 ? (
        <div className="pf-two">
          <table className="pf-table">
            <caption className="aj-sr">{t('figures.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('figures.building')}</th>
                <th scope="col">{t('figures.steward')}</th>
                <th scope="col">{t('figures.households')}</th>
                <th scope="col">{t('figures.complete')}</th>
                <th scope="col">{t('figures.nothing')}</th>
                <th scope="col">{t('figures.percent')}</th>
              </tr>
            </thead>
            <tbody>
              {data.items.map(row => (
                <tr key={row.buildingId}>
                  <th scope="row">{row.building}</th>
                  <td>{row.steward ?? <State state="soon" word={t('figures.noSteward')} />}</td>
                  <td className="aj-num">{row.households}</td>
                  <td className="aj-num">{row.complete}</td>
                  <td className="aj-num">{row.nothing}</td>
                  <td>
                    <Known percent={row.percent} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {can('household.profile.look') ? <LookAt homes={data.homes} estateId={estateId} /> : null}
        </div>
      ) : null}
    </>
  )
}

function LookAt(props: {
  homes: readonly { id: string; unit: string; percent: number | null }[]
  estateId: string
}): ReactNode {
  const { t } = useTranslation('profile')
  const [file, show] = useState<File>()
  const form = useForm({
    key: 'profile.look',
    initial: { unit: '', purpose: '' },
    check: v => ({
      unit: props.homes.some(h => h.unit === v.unit.trim()) ? undefined : t('look.needUnit'),
      purpose: v.purpose.trim().length >= 4 ? undefined : t('look.needPurpose'),
    }),
    send: async v => {
      const home = props.homes.find(h => h.unit === v.unit.trim())
      const key = 'POST /api/estates/:estateId/households/:householdId/look'
      show(await api(key, { estateId: props.estateId, householdId: home?.id ?? '', purpose: v.purpose }))
    },
  })
  return (
    <section aria-label={t('look.title')}>
      <h2>{t('look.title')}</h2>
      <p className="aj-weak">{t('look.lead')}</p>
      <FormBox form={form} submit={t('look.act')}>
        <Field form={form} name="unit" label={t('look.unit')}>
          <input {...form.bind('unit')} className="aj-input" list="pf-homes" autoComplete="off" />
        </Field>
        <datalist id="pf-homes">
          {props.homes.map(h => (
            <option key={h.id} value={h.unit} />
          ))}
        </datalist>
        <Field form={form} name="purpose" label={t('look.purpose')} hint={t('look.purposeHint')}>
          <input {...form.bind('purpose')} className="aj-input" maxLength={100} />
        </Field>
      </FormBox>
      {file ? <Shown file={file} /> : null}
    </section>
  )
}

function Shown({ file }: { file: File }): ReactNode {
  const { t } = useTranslation('profile')
  const words = useFieldWords()
  const text = useEntryText()
  const field = (key: string) => file.fields.find(f => f.key === key)
  return (
    <section aria-label={file.unit}>
      <h2>{t('one.title', { unit: file.unit })}</h2>
      <p>{file.members.map(m => `${m.name} ${t(`relation.${m.relation}`)}`).join(t('and'))}</p>
      {file.entries.length === 0 ? <p className="aj-weak">{t('look.nothing')}</p> : null}
      <ul className="pf-list">
        {file.entries.map(entry => {
          const def = field(entry.field)
          return (
            <li key={entry.id}>
              <strong>{def ? words(def).name : entry.field}</strong>{' '}
              {file.members.find(m => m.id === entry.memberId)?.name}
              <p>{text(entry)}</p>
              <EntryTerms entry={entry} />
            </li>
          )
        })}
      </ul>
      <p className="aj-weak">{t('look.hidden')}</p>
    </section>
  )
}
