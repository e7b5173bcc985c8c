import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { day as dayText } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { sentence } from '../../ui/States.tsx'
import { hoursOf } from './days.ts'

export const swapsKey = 'GET /api/estates/:estateId/duty-swaps'
type Swap = RowOf<typeof swapsKey>

const look = {
  asked: 'running',
  agreed: 'soon',
  declined: 'stopped',
  approved: 'kept',
  refused: 'stopped',
  withdrawn: 'stopped',
} as const

/** Swaps that wait for somebody; `own` also shows how the last ones ended. */
export function Swaps({ own }: { own?: boolean }): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const { can } = useMe()
  const { data } = useApi(swapsKey, { estateId }, { when: can('post.check_in') })
  const open = (s: Swap) => s.state === 'asked' || s.state === 'agreed'
  const items = data?.items.filter((s, at) => open(s) || (own && at < 5)) ?? []
  if (items.length === 0) return null
  return (
    <section className="ro-swaps" aria-label={t('swap.title')}>
      <h2>{t('swap.title')}</h2>
      {items.map(s => (
        <One key={s.id} swap={s} />
      ))}
    </section>
  )
}

function One({ swap: s }: { swap: Swap }): ReactNode {
  const { t } = useTranslation('roster')
  const { t: common } = useTranslation('common')
  const { language } = useSettings()
  const estateId = useEstateId()
  const stale = { stale: [swapsKey, 'GET /api/estates/:estateId/duties'] as const }
  const answer = useMutate('POST /api/estates/:estateId/duty-swaps/:swapId/answer', {
    stale: [...stale.stale],
  })
  const decide = useMutate('POST /api/estates/:estateId/duty-swaps/:swapId/decide', {
    stale: [...stale.stale],
  })
  const back = useMutate('POST /api/estates/:estateId/duty-swaps/:swapId/withdraw', {
    stale: [...stale.stale],
  })
  const error = answer.error ?? decide.error ?? back.error
  const failed = error ? sentence(error, common) : undefined
  const turn = (d: Swap['turn']) =>
    `${dayText(d.startsAt, language)} ${hoursOf(d.startsAt, d.endsAt)} ${d.post ?? t(`kind.${d.kind}`)}`
  const at = { estateId, swapId: s.id }
  return (
    <article className="ro-swap">
      <p>
        <strong>
          {s.asked.name} → {s.to.name}
        </strong>{' '}
        <State
          state={look[s.state]}
          word={t(`swap.state.${s.state}`, { name: s.state === 'asked' ? s.to.name : (s.decidedBy ?? '') })}
        />
      </p>
      <p className="aj-num">{turn(s.turn)}</p>
      {s.inReturn ? <p className="aj-num">{t('swap.for', { turn: turn(s.inReturn) })}</p> : null}
      <p className="aj-weak">
        {s.reason}
        {s.note ? ` · ${s.note}` : ''}
      </p>
      {failed ? (
        <p className="aj-error" role="alert">
          {failed.title} {failed.next}
        </p>
      ) : null}
      <p className="aj-row">
        {s.allowed.answer === true ? (
          <>
            <Button kind="main" busy={answer.isPending} onClick={() => answer.mutate({ ...at, agree: true })}>
              {t('swap.agree')}
            </Button>
            <Button busy={answer.isPending} onClick={() => answer.mutate({ ...at, agree: false })}>
              {t('swap.decline')}
            </Button>
          </>
        ) : null}
        {s.allowed.decide === true ? (
          <>
            <Button
              kind="main"
              busy={decide.isPending}
              onClick={() => decide.mutate({ ...at, approve: true })}
            >
              {t('swap.approve')}
            </Button>
            <Button busy={decide.isPending} onClick={() => decide.mutate({ ...at, approve: false })}>
              {t('swap.refuse')}
            </Button>
          </>
        ) : null}
        {s.allowed.withdraw === true ? (
          <Button kind="plain" busy={back.isPending} onClick={() => back.mutate(at)}>
            {t('swap.withdraw')}
          </Button>
        ) : null}
      </p>
    </article>
  )
}
