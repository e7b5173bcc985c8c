/** The closures of an estate: document, period, who and why, and what became of the data. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { printHref } from '../../transfer.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing } from '../../ui/States.tsx'
import { Erase } from './ClosureActs.tsx'
import { closures } from './keys.ts'
import { Retention } from './Retention.tsx'

export function ClosureList({ estateId }: { estateId: string }): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const { can } = useMe()
  const { data, error, refetch } = useApi(closures, { estateId })
  const purges = useApi('GET /api/estates/:estateId/closure-purges', { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  return (
    <section className="gp-stack">
      <h2>{t('gate-desk:closure.list')}</h2>
      {purges.data ? (
        <p className="aj-weak">{t('gate-desk:purge.line', { days: purges.data.days })}</p>
      ) : null}
      {purges.data ? (
        <Retention
          estateId={estateId}
          kept={purges.data}
          refused={can('rule.write') ? undefined : t('gate-desk:needRule')}
        />
      ) : null}
      {data?.items.length === 0 ? (
        <Empty title={t('gate-desk:closure.none')} hint={t('gate-desk:closure.noneHint')} />
      ) : null}
      {data?.items.map(each => (
        <article key={each.id} className="gp-post">
          <h3>
            {each.decision.issuer} {each.decision.number}{' '}
            <State
              state={each.inForce ? 'running' : 'stopped'}
              word={t(
                each.inForce
                  ? 'gate-desk:closure.inForce'
                  : each.state === 'lifted'
                    ? 'gate-desk:closure.lifted'
                    : 'gate-desk:closure.waiting',
              )}
            />
          </h3>
          <p>
            {each.decision.decidedOn} · {each.decision.scope} · {dateTime(each.startsAt)} —{' '}
            {dateTime(each.endsAt)}
          </p>
          <p className="aj-weak">
            {each.reason} · {each.madeBy} {dateTime(each.madeAt)}
          </p>
          {each.lift ? (
            <p>
              {t('gate-desk:closure.liftedBy', {
                number: each.lift.number,
                by: each.lift.by,
                at: dateTime(each.lift.at),
              })}
            </p>
          ) : null}
          {purges.data?.items
            .filter(purge => purge.closureId === each.id)
            .slice(0, 5)
            .map(purge => (
              <p key={purge.id} className="aj-weak">
                {t('gate-desk:purge.done', {
                  at: dateTime(purge.at),
                  cutoff: dateTime(purge.cutoff),
                  count: Object.values(purge.before).reduce((sum, n) => sum + n, 0),
                })}
              </p>
            ))}
          {each.unassessed > 0 && !each.erasure?.confirmedBy ? (
            <p className="gp-verdict" data-tone="late">
              {t('gate-desk:purge.unassessed', { count: each.unassessed })}
            </p>
          ) : null}
          {each.state === 'active' ? (
            <a
              className="aj-button"
              href={printHref('gate.notice', { estateId, closureId: each.id })}
              target="_blank"
              rel="noreferrer"
            >
              {t('gate-desk:closure.notice')}
            </a>
          ) : null}
          {each.erasure?.confirmedBy ? (
            <p>
              {t('gate-desk:closure.erased', {
                n: each.erasure.before?.registrants ?? 0,
                by: each.erasure.confirmedBy,
                at: dateTime(each.erasure.confirmedAt ?? 0),
              })}
            </p>
          ) : null}
          {each.erasure?.confirmedBy ? (
            <a
              className="aj-button"
              href={printHref('gate.erasure', { estateId, closureId: each.id })}
              target="_blank"
              rel="noreferrer"
            >
              {t('gate-desk:erase.print')}
            </a>
          ) : each.state === 'lifted' && can('closure.end') ? (
            <Erase estateId={estateId} closure={each} />
          ) : null}
        </article>
      ))}
    </section>
  )
}
