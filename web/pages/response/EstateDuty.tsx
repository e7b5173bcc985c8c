/** One estate: its parties, who answers for each, who stands above, who stands there of the brigade, and the history. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { date } from '../../format.ts'
import { useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { NameParty } from './NameHolder.tsx'
import { Read } from './parts.tsx'

const key = 'GET /api/estates/:estateId/response/duty'
type Party = Answer<typeof key>['parties'][number]

export function EstateDutyView({ estateId }: { estateId: string }): ReactNode {
  const { t } = useTranslation('response')
  const read = useApi(key, { estateId })
  return (
    <Read of={read}>
      {data => {
        const shown: Party[] = data.parties.some(p => p.kind === 'neighbourhood')
          ? data.parties
          : [
              ...data.parties,
              {
                kind: 'neighbourhood',
                main: false,
                organisation: null,
                holder: null,
                members: null,
                missing: false,
              },
            ]
        return (
          <div className="aj-stack rs-page">
            {shown.map(p => (
              <PartyCard key={p.kind} party={p} estateId={estateId} />
            ))}
            {data.above.length > 0 ? (
              <section>
                <h3>{t('duty.above')}</h3>
                <ul>
                  {data.above.map(h => (
                    <li key={h.id}>
                      {h.region} · {t(`kind.${h.kind}`)} · {h.holder} {h.office} {h.phone ?? ''}
                    </li>
                  ))}
                </ul>
              </section>
            ) : null}
            {data.brigade.length > 0 ? (
              <section>
                <h3>{t('duty.posted')}</h3>
                <ul>
                  {data.brigade.map(b => (
                    <li key={`${b.name}${b.from}`} className={b.until ? 'aj-weak' : undefined}>
                      {b.group} · {b.name}
                      {b.leads ? ` · ${t('duty.lead')}` : ''} · {date(b.from)}
                      {b.until ? ` – ${date(b.until)}` : ''}
                    </li>
                  ))}
                </ul>
              </section>
            ) : null}
            {data.past.length > 0 ? (
              <section>
                <h3>{t('duty.past', { n: data.past.length })}</h3>
                <ul>
                  {data.past.map(h => (
                    <li key={h.id} className="aj-weak">
                      {t(`party.${h.kind}`)} · {h.holder} · {h.office} · {h.from} – {h.until ?? ''}
                    </li>
                  ))}
                </ul>
              </section>
            ) : null}
          </div>
        )
      }}
    </Read>
  )
}

function PartyCard({ party, estateId }: { party: Party; estateId: string }): ReactNode {
  const { t } = useTranslation('response')
  const { can } = useMe()
  const [open, setOpen] = useState(false)
  const { kind, holder } = party
  return (
    <article className="rs-card" data-tone={party.missing ? 'late' : undefined}>
      <h3>
        <span>{party.organisation ?? t(`party.${kind}`)}</span>
        {party.main ? <span className="rs-tag">{t('duty.main')}</span> : null}
      </h3>
      {kind === 'brigade' ? (
        <span>{party.missing ? t('duty.noBrigade') : t('duty.members', { n: party.members ?? 0 })}</span>
      ) : holder ? (
        <span>
          {holder.holder} · {holder.office} {holder.phone ?? ''} · {t('since', { day: holder.from })}
        </span>
      ) : (
        <span>{t('duty.none')}</span>
      )}
      {kind !== 'brigade' && can('response.write') ? (
        <span>
          <Button onClick={() => setOpen(true)}>{t(holder ? 'duty.change' : 'duty.name')}</Button>
        </span>
      ) : null}
      {open && kind !== 'brigade' ? (
        <NameParty estateId={estateId} party={kind} close={() => setOpen(false)} />
      ) : null}
    </article>
  )
}
