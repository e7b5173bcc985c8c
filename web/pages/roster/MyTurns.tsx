import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { day as dayText } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { AskSwap } from './AskSwap.tsx'
import { hoursOf } from './days.ts'
import type { Duty } from './keys.ts'
import { Swaps, swapsKey } from './Swaps.tsx'
import './roster.css'

const ahead = 28 * 86_400_000

/** My turns of the coming four weeks, and swaps: asked, answered, decided. */
export default function MyTurns(): ReactNode {
  const { t } = useTranslation('roster')
  const { language } = useSettings()
  const { me } = useMe()
  const estateId = useEstateId()
  const [asking, ask] = useState<Duty>()
  const [from] = useState(() => new Date(nowMs()).toISOString())
  const [until] = useState(() => new Date(nowMs() + ahead).toISOString())
  const mine = { estateId, from, until, accountId: me?.account.id }
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/duties', mine, {
    when: me !== undefined,
  })
  const { data: posts } = useApi('GET /api/estates/:estateId/posts', { estateId })
  const { data: swaps } = useApi(swapsKey, { estateId })
  const now = nowMs()
  const open = (id: string) =>
    swaps?.items.some(s => s.turn.dutyId === id && (s.state === 'asked' || s.state === 'agreed')) ?? false
  return (
    <div className="aj-stack">
      <h1>{t('turns.title')}</h1>
      <Swaps own />
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.items.length === 0 ? <Empty title={t('turns.none')} hint={t('turns.noneHint')} /> : null}
      <ul className="ro-turns">
        {data?.items.map(d => (
          <li key={d.id}>
            <span>
              <strong className="aj-num">{dayText(d.startsAt, language)}</strong>
              <br />
              <span className="aj-num">
                {hoursOf(d.startsAt, d.endsAt)}
                {d.endsAt ? null : t('week.standing')}
              </span>{' '}
              {posts?.items.find(p => p.id === d.postId)?.name ?? t(`kind.${d.kind}`)}
            </span>
            {d.absence ? (
              <State state="stopped" word={t('week.absent')} />
            ) : open(d.id) ? (
              <State state="running" word={t('swap.open')} />
            ) : Date.parse(d.startsAt) > now ? (
              <Button icon="swap" onClick={() => ask(d)}>
                {t('swap.ask')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {asking ? (
        <Dialog sheet title={t('swap.ask')} close={() => ask(undefined)}>
          <AskSwap turn={asking} done={() => ask(undefined)} />
        </Dialog>
      ) : null}
    </div>
  )
}
