import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { nowMs } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { limitWhen, when } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import type { ruleOf } from './promise-form.ts'

const key = 'POST /api/estates/:estateId/desk/table/preview'
type Trial = Answer<typeof key>

/** What would have been late last month: counts, and the tickets one by one. */
export function PromiseTrial({
  rule,
  stale,
}: {
  rule: ReturnType<typeof ruleOf>
  stale: boolean
}): ReactNode {
  const { t } = useTranslation('promises')
  const estateId = useEstateId()
  const { data, error, refetch } = useQuery({
    queryKey: [key, estateId, rule],
    queryFn: () => api(key, { estateId, ...rule }),
    retry: false,
  })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={4} />
  return (
    <section aria-label={t('trial.title', { month: data.month })} aria-live="polite">
      <h3>{t('trial.title', { month: data.month })}</h3>
      {stale ? <p className="pr-stale">{t('trial.stale')}</p> : null}
      {data.tickets === 0 ? (
        <p className="aj-weak">{t('trial.none', { month: data.month })}</p>
      ) : (
        <>
          <p>
            {t('trial.counts', {
              judged: data.judged,
              now: data.lateNow,
              under: data.lateThen,
              newly: data.newlyLate,
              freed: data.noLongerLate,
            })}
          </p>
          {data.unpublished > 0 ? <p>{t('trial.unpublished', { n: data.unpublished })}</p> : null}
          {data.items.length > 0 ? <Items items={data.items} /> : null}
        </>
      )}
    </section>
  )
}

function Items({ items }: { items: Trial['items'] }): ReactNode {
  const { t } = useTranslation(['promises', 'desk'])
  const now = nowMs()
  const limit = (at: string | null) => (at ? limitWhen(at, now) : '—')
  return (
    <table className="pr-table">
      <thead>
        <tr>
          {(['number', 'unit', 'who', 'start', 'dueNow', 'dueThen', 'done', 'becomes'] as const).map(h => (
            <th key={h} scope="col">
              {t(`trial.${h}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map(i => (
          <tr key={i.id}>
            <td>
              <a href={paths.page('console', 'tickets', i.id)} className="aj-num">
                {i.number}
              </a>
            </td>
            <td className="aj-num">{i.unit}</td>
            <td>{i.assignee}</td>
            <td className="aj-num">{when(i.start, now)}</td>
            <td className="aj-num">{limit(i.dueNow)}</td>
            <td className="aj-num">{limit(i.dueThen)}</td>
            <td className="aj-num">{i.done ? when(i.done, now) : '—'}</td>
            <td>
              <State state={i.lateThen ? 'late' : 'kept'} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
