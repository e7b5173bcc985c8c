/** Who is responsible: leaders per neighbourhood, the parties of each estate, and where nobody stands yet. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../query.ts'
import { exportHref, printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { EstateDutyView } from './EstateDuty.tsx'
import { NameRegion } from './NameHolder.tsx'
import { type Kept, Numbers, Read, RegionPage, useRegion } from './parts.tsx'

export default function Duty(): ReactNode {
  const { t } = useTranslation('response')
  return (
    <RegionPage
      title={t('duty.title')}
      acts={id => (
        <a
          className="aj-button"
          href={printHref('response.duty', { regionId: id })}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="print" /> {t('duty.print')}
        </a>
      )}
    >
      {id => (
        <>
          <Overview regionId={id} />
          <Estates regionId={id} />
        </>
      )}
    </RegionPage>
  )
}

function Overview({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const read = useApi('GET /api/regions/:regionId/response/duty', { regionId }, { keep: true })
  const { choose } = useRegion()
  return (
    <Read of={read}>
      {data => {
        const f = data.figures
        return (
          <>
            <Numbers
              label={t('duty.figures')}
              items={[
                { key: 'nobody', label: t('duty.nobody'), n: f.nobody, bad: true, good: f.nobody === 0 },
                { key: 'missing', label: t('duty.missing'), n: f.missing, bad: true, good: f.missing === 0 },
                {
                  key: 'brigade',
                  label: t('duty.brigade'),
                  n: f.brigadeThere,
                  of: f.brigadeNeeded,
                  good: f.brigadeNeeded > 0 && f.brigadeThere === f.brigadeNeeded,
                },
                { key: 'estates', label: t('duty.estates'), n: f.estates },
                { key: 'company', label: t('care.company'), n: f.company },
                { key: 'abandoned', label: t('care.abandoned'), n: f.abandoned },
                { key: 'self', label: t('care.self_managed'), n: f.selfManaged },
                { key: 'subject', label: t('duty.subject'), n: f.subject },
              ]}
            />
            {data.kinds.length > 0 ? (
              <section className="rs-cards" aria-label={t('duty.leaders')}>
                {data.kinds.map(kind => (
                  <Leader
                    key={kind}
                    kind={kind}
                    regionId={regionId}
                    holder={data.holders.find(h => h.kind === kind)}
                    past={data.past.filter(h => h.kind === kind)}
                    manages={data.manages}
                  />
                ))}
              </section>
            ) : null}
            {data.children.length > 0 ? (
              <table className="rs-table">
                <caption>{t('duty.below', { name: data.region.name })}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('region')}</th>
                    <th scope="col">{t('duty.leaders')}</th>
                    <th scope="col">{t('duty.estates')}</th>
                    <th scope="col">{t('duty.brigade')}</th>
                    <th scope="col">{t('duty.nobody')}</th>
                    <th scope="col">{t('duty.missing')}</th>
                  </tr>
                </thead>
                <tbody>
                  {data.children.map(c => (
                    <tr key={c.id}>
                      <th scope="row">
                        <button type="button" className="aj-switch" onClick={() => choose(c.id)}>
                          {c.name}
                        </button>
                      </th>
                      <td>
                        <span className="rs-tags">
                          {c.holders.map(h => (
                            <span key={h.id}>
                              {t(`kind.${h.kind}`)} {h.holder}
                            </span>
                          ))}
                          {c.lacking.map(kind => (
                            <span key={kind} className="rs-tag" data-tone="late">
                              {t('duty.lacks', { what: t(`kind.${kind}`) })}
                            </span>
                          ))}
                        </span>
                      </td>
                      <td className="aj-num">{c.figures.estates}</td>
                      <td className="aj-num">
                        {c.figures.brigadeThere} / {c.figures.brigadeNeeded}
                      </td>
                      <td className="aj-num" data-tone={c.figures.nobody > 0 ? 'late' : undefined}>
                        {c.figures.nobody}
                      </td>
                      <td className="aj-num">{c.figures.missing}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            ) : null}
          </>
        )
      }}
    </Read>
  )
}

function Leader(props: {
  kind: 'county_leader' | 'section_cadre' | 'main'
  regionId: string
  holder:
    | { holder: string; office: string; phone: string | null; from: string; until: string | null }
    | undefined
  past: { id: string; holder: string; office: string; from: string; until: string | null }[]
  manages: boolean
}): ReactNode {
  const { t } = useTranslation('response')
  const [open, setOpen] = useState(false)
  const { holder } = props
  return (
    <article className="rs-card" data-tone={holder ? undefined : 'late'}>
      <h2>{t(`kind.${props.kind}`)}</h2>
      {holder ? (
        <>
          <strong>{holder.holder}</strong>
          <span>
            {holder.office} {holder.phone ?? ''}
          </span>
          <span className="aj-weak">{t('since', { day: holder.from })}</span>
        </>
      ) : (
        <span>{t('duty.none')}</span>
      )}
      {props.past.length > 0 ? (
        <details>
          <summary>{t('duty.past', { n: props.past.length })}</summary>
          <ul>
            {props.past.map(p => (
              <li key={p.id}>
                {p.holder} · {p.office} · {p.from} – {p.until ?? ''}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {props.manages ? (
        <span>
          <Button onClick={() => setOpen(true)}>{t(holder ? 'duty.change' : 'duty.name')}</Button>
        </span>
      ) : null}
      {open ? <NameRegion regionId={props.regionId} kind={props.kind} close={() => setOpen(false)} /> : null}
    </article>
  )
}

const states = { nobody: 'late', part: 'soon', full: 'kept' } as const

function Estates({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const columns: Column<Kept>[] = [
    { key: 'name', title: t('duty.estate'), width: 12, render: e => <strong>{e.name}</strong> },
    {
      key: 'state',
      title: t('duty.state'),
      width: 8,
      render: e => <State state={states[e.state]} word={t(`state.${e.state}`)} />,
    },
    { key: 'region', title: t('region'), width: 8, render: e => e.region },
    { key: 'care', title: t('care.title'), width: 7, render: e => t(`care.${e.care}`) },
    {
      key: 'parties',
      title: t('duty.parties'),
      render: e => (
        <span className="rs-tags">
          {e.parties.map(p => (
            <span key={p.kind} className="rs-tag" data-tone={p.missing ? 'late' : undefined}>
              {p.organisation ?? t(`party.${p.kind}`)}
              {p.missing
                ? ` ${t('duty.open')}`
                : p.kind === 'brigade'
                  ? ` ${t('duty.members', { n: p.members ?? 0 })}`
                  : ` ${p.holder?.holder ?? ''}`}
            </span>
          ))}
        </span>
      ),
    },
  ]
  return (
    <DataTable
      id="response.duty"
      label={t('duty.list')}
      api="GET /api/regions/:regionId/response/duty/estates"
      input={{ regionId }}
      columns={columns}
      filters={[
        { kind: 'text', key: 'q', label: t('duty.find'), width: 14 },
        {
          kind: 'select',
          key: 'state',
          label: t('duty.state'),
          options: (['nobody', 'part', 'full'] as const).map(value => ({
            value,
            label: t(`state.${value}`),
          })),
        },
        {
          kind: 'select',
          key: 'care',
          label: t('care.title'),
          options: (['company', 'abandoned', 'self_managed'] as const).map(value => ({
            value,
            label: t(`care.${value}`),
          })),
        },
        {
          kind: 'select',
          key: 'subject',
          label: t('duty.subject'),
          options: (['yes', 'no'] as const).map(value => ({ value, label: t(`yesno.${value}`) })),
        },
      ]}
      rowKey={e => e.id}
      drawerTitle={e => e?.name ?? ''}
      drawer={id => <EstateDutyView estateId={id} />}
      exportHref={query => exportHref('response.duty', undefined)({ ...query, regionId })}
      empty={{ title: t('duty.empty'), hint: t('duty.emptyHint') }}
    />
  )
}
