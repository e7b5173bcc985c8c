import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs, useNow } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { date, day as dayText } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { AssignForm, type Place } from './AssignForm.tsx'
import { addDays, instantOf, mondayOf, within } from './days.ts'
import { type Duty, dutiesKey, type Post, postsKey } from './keys.ts'
import { Swaps } from './Swaps.tsx'
import { Turn } from './Turn.tsx'
import { WeekTools } from './WeekTools.tsx'
import './roster.css'

const gapsKey = 'GET /api/estates/:estateId/roster/gaps'

/** A week of turns, post by post, with what nobody is assigned to. */
export default function Week(): ReactNode {
  const { t } = useTranslation('roster')
  const { can } = useMe()
  const estateId = useEstateId()
  const now = useNow(60_000)
  const [monday, go] = useState(() => mondayOf(date(nowMs())))
  const [place, assign] = useState<Place>()
  const [turn, look] = useState<Duty>()
  const span = { from: instantOf(monday, '00:00'), until: instantOf(addDays(monday, 7), '00:00') }
  const posts = useApi(postsKey, { estateId })
  const turns = useApi(dutiesKey, { estateId, ...span }, { keep: true })
  const holes = useApi(gapsKey, { estateId, ...span }, { keep: true })
  const error = posts.error ?? turns.error ?? holes.error
  const writes = can('roster.write')
  const days = Array.from({ length: 7 }, (_, i) => addDays(monday, i))
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('week.title')}</h1>
        {writes ? (
          <Button kind="main" icon="plus" onClick={() => assign({ day: date(now) })}>
            {t('week.add')}
          </Button>
        ) : null}
      </header>
      <div className="ro-bar">
        <Button icon="left" aria-label={t('week.back')} onClick={() => go(addDays(monday, -7))} />
        <strong className="aj-num">{t('week.of', { from: days[0], until: days[6] })}</strong>
        <Button icon="right" aria-label={t('week.next')} onClick={() => go(addDays(monday, 7))} />
        <Button kind="plain" onClick={() => go(mondayOf(date(now)))}>
          {t('week.now')}
        </Button>
        <span className="aj-grow" />
        {posts.data?.items.length ? <Ahead estateId={estateId} /> : null}
        <WeekTools monday={monday} go={go} />
      </div>
      <Swaps />
      {error && !posts.data ? <Failing error={error} again={posts.refetch} /> : null}
      {!posts.data && !error ? <Loading lines={12} /> : null}
      {posts.data?.items.length === 0 && turns.data?.items.length === 0 ? (
        <Empty title={t('week.none')} hint={t('week.noneHint')} />
      ) : posts.data ? (
        <Grid
          days={days}
          today={date(now)}
          rows={rowsOf(posts.data.items, turns.data?.items ?? [], t)}
          turns={turns.data?.items ?? []}
          gaps={holes.data?.items ?? []}
          assign={writes ? assign : undefined}
          look={look}
        />
      ) : null}
      {place ? (
        <Dialog title={t('week.add')} close={() => assign(undefined)} wide>
          <AssignForm place={place} posts={posts.data?.items ?? []} done={() => assign(undefined)} />
        </Dialog>
      ) : null}
      {turn ? (
        <Dialog title={t('duty.title', { name: turn.name })} close={() => look(undefined)}>
          <Turn turn={turn} posts={posts.data?.items ?? []} done={() => look(undefined)} />
        </Dialog>
      ) : null}
    </>
  )
}

/** The coming day in one sentence: it is what must be mended first. */
function Ahead({ estateId }: { estateId: string }): ReactNode {
  const { t } = useTranslation('roster')
  const [from] = useState(() => new Date(nowMs()).toISOString())
  const [until] = useState(() => new Date(nowMs() + 86_400_000).toISOString())
  const { data } = useApi(gapsKey, { estateId, from, until })
  if (!data) return null
  return data.items.length === 0 ? (
    <State state="kept" word={t('week.noGaps')} />
  ) : (
    <State state="soon" word={t('week.gaps', { count: data.items.length })} />
  )
}

interface Row {
  key: string
  label: string
  hint: string
  place: { postId: string } | { kind: Duty['kind'] }
}

function rowsOf(posts: Post[], turns: Duty[], t: (key: string) => string): Row[] {
  const kinds = [...new Set(turns.filter(d => d.postId === null).map(d => d.kind))]
  return [
    ...posts.map(p => ({ key: p.id, label: p.name, hint: t(`kind.${p.kind}`), place: { postId: p.id } })),
    ...kinds.map(kind => ({ key: kind, label: t(`kind.${kind}`), hint: t('week.onCall'), place: { kind } })),
  ]
}

function Grid(props: {
  days: string[]
  today: string
  rows: Row[]
  turns: Duty[]
  gaps: RowOf<typeof gapsKey>[]
  assign: ((place: Place) => void) | undefined
  look: (turn: Duty) => void
}): ReactNode {
  const { t } = useTranslation('roster')
  const { language } = useSettings()
  const { assign } = props
  return (
    <table className="ro-week">
      <thead>
        <tr>
          <th scope="col">{t('week.post')}</th>
          {props.days.map(day => (
            <th key={day} scope="col" data-today={day === props.today ? '' : undefined}>
              {dayText(instantOf(day, '12:00'), language).slice(5)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map(row => (
          <tr key={row.key}>
            <th scope="row">
              {row.label}
              <br />
              <span className="aj-weak">{row.hint}</span>
            </th>
            {props.days.map(day => (
              <td key={day}>
                <div className="ro-cell">
                  {props.turns
                    .filter(d =>
                      'postId' in row.place ? d.postId === row.place.postId : d.kind === row.key && !d.postId,
                    )
                    .map(d => ({ d, part: within(day, d.startsAt, d.endsAt) }))
                    .map(({ d, part }) =>
                      part ? (
                        <button
                          key={d.id}
                          type="button"
                          className="ro-turn"
                          data-absent={d.absence ? '' : undefined}
                          onClick={() => props.look(d)}
                        >
                          <span>
                            {d.name}
                            {d.absence ? ` · ${t('week.absent')}` : ''}
                          </span>
                          <span className="aj-num">
                            {part.from}–{part.until}
                          </span>
                        </button>
                      ) : null,
                    )}
                  {props.gaps
                    .filter(g => 'postId' in row.place && g.postId === row.place.postId)
                    .map(g => ({ g, part: within(day, g.from, g.until) }))
                    .map(({ g, part }) =>
                      part ? (
                        <button
                          key={g.from}
                          type="button"
                          className="ro-gap aj-num"
                          onClick={() => assign?.({ day, ...row.place, from: part.from, until: part.until })}
                        >
                          {t('week.gap', part)}
                        </button>
                      ) : null,
                    )}
                  {assign ? (
                    <button
                      type="button"
                      className="ro-add"
                      aria-label={t('week.addTo', { post: row.label, day })}
                      onClick={() => assign({ day, ...row.place })}
                    >
                      +
                    </button>
                  ) : null}
                </div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
