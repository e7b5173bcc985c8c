import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '../../i18n.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { certificatesKey, type StaffingRow, staffingKey } from './keys.ts'
import { CertificateForm, StaffingForm } from './StaffingForms.tsx'

/** How many there should be, are, and hold the certificate they need (S7-32): by role, then by post. */
export function Staffing(): ReactNode {
  const { t } = useTranslation('roster')
  const { language } = useSettings()
  const { can } = useMe()
  const estateId = useEstateId()
  const [setting, set] = useState<StaffingRow>()
  const { data, error, refetch } = useApi(staffingKey, { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="aj-stack">
      <div className="ro-bar">
        <h2>{t('staffing.byRole')}</h2>
        <span className="aj-grow" />
        <a className="aj-button" href={exportHref('roster.staffing', estateId)({})}>
          <Icon name="download" />
          {t('paper.xlsx')}
        </a>
      </div>
      <table className="ro-table">
        <thead>
          <tr>
            {(['role', 'should', 'actual', 'certificate', 'certified', 'state'] as const).map(name => (
              <th key={name} scope="col">
                {t(`staffing.${name}`)}
              </th>
            ))}
            <th scope="col">
              <span className="aj-sr">{t('stewards.acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.items.map(r => (
            <tr key={r.role}>
              <th scope="row" title={r.people.map(p => p.name).join(t('and'))}>
                {inLanguage(r.title, language)}
              </th>
              <td className="aj-num">{r.headcount ?? '—'}</td>
              <td className="aj-num">{r.actual}</td>
              <td>{r.certificate ?? '—'}</td>
              <td className="aj-num">{r.certificate ? `${r.certified}/${r.actual}` : '—'}</td>
              <td>
                <Fullness
                  headcount={r.headcount}
                  actual={r.actual}
                  uncertified={r.certificate ? r.actual - r.certified : 0}
                />
              </td>
              <td>
                {can('roster.write') ? <Button onClick={() => set(r)}>{t('staffing.set')}</Button> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ByPost />
      {can('roster.write') ? <Certificates /> : null}
      {setting ? (
        <Dialog
          title={`${t('staffing.set')} · ${inLanguage(setting.title, language)}`}
          close={() => set(undefined)}
        >
          <StaffingForm row={setting} done={() => set(undefined)} />
        </Dialog>
      ) : null}
    </div>
  )
}

function Fullness(props: { headcount: number | null; actual: number; uncertified: number }): ReactNode {
  const { t } = useTranslation('roster')
  if (props.headcount === null) return <State state="stopped" word={t('establishment.open')} />
  if (props.actual < props.headcount)
    return <State state="late" word={t('establishment.short', { count: props.headcount - props.actual })} />
  if (props.uncertified > 0)
    return <State state="soon" word={t('staffing.uncertified', { count: props.uncertified })} />
  return <State state="kept" word={t('establishment.full')} />
}

function ByPost(): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const { data } = useApi('GET /api/estates/:estateId/roster/establishment', { estateId })
  if (!data || data.items.length === 0) return null
  return (
    <>
      <h2>{t('staffing.byPost')}</h2>
      <table className="ro-table">
        <thead>
          <tr>
            <th scope="col">{t('posts.name')}</th>
            <th scope="col">{t('posts.kind')}</th>
            <th scope="col">{t('establishment.should')}</th>
            <th scope="col">{t('establishment.actual')}</th>
            <th scope="col">{t('establishment.certificate')}</th>
            <th scope="col">{t('posts.state')}</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map(p => (
            <tr key={p.postId}>
              <th scope="row">{p.post}</th>
              <td>{t(`kind.${p.kind}`)}</td>
              <td className="aj-num">{p.headcount ?? '—'}</td>
              <td className="aj-num">{p.actual}</td>
              <td>{p.certificate ?? '—'}</td>
              <td>
                <Fullness headcount={p.headcount} actual={p.actual} uncertified={0} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const look = { valid: 'kept', soon: 'soon', expired: 'late' } as const

function Certificates(): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const [adding, add] = useState(false)
  const { data } = useApi(certificatesKey, { estateId })
  const end = useMutate('POST /api/estates/:estateId/staff-certificates/:certificateId/end', {
    stale: [certificatesKey, staffingKey],
  })
  return (
    <>
      <div className="ro-bar">
        <h2>{t('staffing.certificates')}</h2>
        <span className="aj-grow" />
        <Button icon="plus" onClick={() => add(true)}>
          {t('staffing.add')}
        </Button>
      </div>
      {data?.items.length === 0 ? <p className="aj-weak">{t('staffing.noCertificates')}</p> : null}
      {data && data.items.length > 0 ? (
        <table className="ro-table">
          <thead>
            <tr>
              {(['person', 'certificate', 'issuer', 'until', 'state'] as const).map(name => (
                <th key={name} scope="col">
                  {t(`staffing.${name}`)}
                </th>
              ))}
              <th scope="col">
                <span className="aj-sr">{t('stewards.acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map(c => (
              <tr key={c.id}>
                <th scope="row">{c.name}</th>
                <td>{c.kind}</td>
                <td>{c.issuer ?? '—'}</td>
                <td className="aj-num">{c.validUntil ?? t('staffing.forever')}</td>
                <td>
                  <State state={look[c.state]} word={t(`staffing.${c.state}`)} />
                </td>
                <td>
                  <Button
                    kind="plain"
                    busy={end.isPending}
                    onClick={() => end.mutate({ estateId, certificateId: c.id })}
                  >
                    {t('staffing.end')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {adding ? (
        <Dialog title={t('staffing.add')} close={() => add(false)}>
          <CertificateForm done={() => add(false)} />
        </Dialog>
      ) : null}
    </>
  )
}
