import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { ProfileFieldForm } from './ProfileFieldForm.tsx'
import type { FieldDef } from './profile-parts.tsx'
import './profile.css'

/** What the profile asks here, and what a flag makes those who serve do (S1-21, S3-31): data, changed without code. */
export default function ProfileFields(): ReactNode {
  const { t } = useTranslation('profile')
  const { language } = useSettings()
  const estateId = useEstateId()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/profile-fields', { estateId })
  const [edited, edit] = useState<FieldDef | 'field' | 'flag'>()
  const name = (f: FieldDef) => (language === 'en' ? f.en : f.zh)
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const table = (what: 'field' | 'flag') => (
    <table className="pf-table">
      <caption className="aj-sr">{t(`fields.${what}`)}</caption>
      <thead>
        <tr>
          <th scope="col">{t('fields.name')}</th>
          {what === 'field' ? <th scope="col">{t('fields.level')}</th> : null}
          <th scope="col">{t('fields.purposes')}</th>
          <th scope="col">{t(what === 'flag' ? 'fields.measures' : 'fields.shownOn')}</th>
          <th scope="col">{t('fields.state')}</th>
          <th scope="col">
            <span className="aj-sr">{t('fields.change')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {data.items
          .filter(f => f.what === what)
          .map(f => (
            <tr key={f.key}>
              <th scope="row">
                {name(f)}
                {f.sensitive ? (
                  <>
                    <br />
                    <span className="aj-weak">{t('fields.sensitive')}</span>
                  </>
                ) : null}
              </th>
              {what === 'field' ? <td>{t(`level.${f.level}`)}</td> : null}
              <td>{f.purposes.map(p => t(`purpose.${p}`)).join(t('and'))}</td>
              <td>
                {what === 'flag'
                  ? (f.measures ?? []).map(m => (
                      <p key={m.zh}>
                        <span className="aj-weak">{m.kinds.map(k => t(`ticket.${k}`)).join(t('and'))}</span>{' '}
                        {language === 'en' ? m.en || m.zh : m.zh}
                      </p>
                    ))
                  : f.shownOn.map(k => t(`ticket.${k}`)).join(t('and')) || '—'}
              </td>
              <td>
                {f.off ? (
                  <State state="stopped" word={t('fields.off')} />
                ) : (
                  <span className="aj-weak">{t(f.own ? 'fields.own' : 'fields.on')}</span>
                )}
              </td>
              <td>
                <Button kind="plain" onClick={() => edit(f)} aria-label={`${t('fields.change')} ${name(f)}`}>
                  {t('fields.change')}
                </Button>
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  )
  return (
    <div className="pf-desk">
      <header className="aj-page-head">
        <h1>{t('fields.title')}</h1>
        <span className="aj-row">
          <Button icon="flag" onClick={() => edit('flag')}>
            {t('fields.addFlag')}
          </Button>
          <Button kind="main" icon="plus" onClick={() => edit('field')}>
            {t('fields.addField')}
          </Button>
        </span>
      </header>
      <p className="aj-weak">{t('fields.lead')}</p>
      <h2>{t('fields.field')}</h2>
      {table('field')}
      <h2>{t('fields.flag')}</h2>
      {table('flag')}
      {edited ? (
        <Dialog
          wide
          title={
            typeof edited === 'string'
              ? t(edited === 'flag' ? 'fields.addFlag' : 'fields.addField')
              : t('fields.changing', { name: name(edited) })
          }
          close={() => edit(undefined)}
        >
          <ProfileFieldForm
            estateId={estateId}
            field={typeof edited === 'string' ? undefined : edited}
            what={typeof edited === 'string' ? edited : edited.what}
            done={() => edit(undefined)}
          />
        </Dialog>
      ) : null}
    </div>
  )
}
