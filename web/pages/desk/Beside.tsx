import { type ReactNode, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { when, yuan } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { type Kind, useClasses } from './words.ts'

/** What to do with the new ticket and one that is alike, once it has its number. */
export interface Tie {
  way: 'join' | 'link'
  id: string
  number: string
}

/** Tickets that may be the same matter, while it is typed: one tap joins or links. */
export function SimilarMatters(props: {
  text: string
  kind: Kind
  cls: string
  unitId: string
  /** 1-2-301: what this home itself raised stands in its own list */
  unit: string
  accused: string
  place: string
  tie: Tie | undefined
  onTie: (tie: Tie | undefined) => void
}): ReactNode {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const { nameOf } = useClasses()
  const text = useDeferredValue(props.text.trim())
  const { data } = useApi(
    'GET /api/estates/:estateId/desk/similar',
    {
      estateId,
      text: text.slice(0, 500),
      kind: props.kind,
      class: props.cls || undefined,
      unitId: props.unitId || undefined,
      accusedRoom: props.accused.trim() || undefined,
      place: props.place.trim() || undefined,
    },
    { when: text.length > 3 || props.unitId !== '', keep: true },
  )
  const items = (data?.items ?? []).filter(i => i.unit === null || i.unit !== props.unit)
  if (items.length === 0) return null
  return (
    <section className="dk-panel" aria-label={t('similar.title')}>
      <h3>{t('similar.title')}</h3>
      {items.map(i => (
        <div key={i.id} className="dk-past" data-chosen={props.tie?.id === i.id ? '' : undefined}>
          <p>
            <span className="aj-num">{i.number}</span> {i.unit} {nameOf(i.kind, i.class)} ·{' '}
            {t(`step.${i.state}`)} <span className="aj-weak aj-num">{when(i.receivedAt, now)}</span>
            {i.repeats > 0 ? <span className="dk-tag">{t('repeats', { n: i.repeats })}</span> : null}
          </p>
          <p className="dk-cut">{i.text}</p>
          <div className="dk-acts">
            {(['join', 'link'] as const)
              .filter(way => way === 'link' || i.state !== 'closed')
              .map(way => {
                const on = props.tie?.id === i.id && props.tie.way === way
                return (
                  <button
                    key={way}
                    type="button"
                    className="aj-button"
                    aria-pressed={on}
                    onClick={() => props.onTie(on ? undefined : { way, id: i.id, number: i.number })}
                  >
                    {t(`similar.${way}`)}
                  </button>
                )
              })}
          </div>
        </div>
      ))}
    </section>
  )
}

/** Price list (S1-42) and directories (S1-44, S1-46) while the phone is at the ear; a tap puts the answer in the form. */
export function LookUp({ cls, onUse }: { cls: string; onUse: (answer: string) => void }): ReactNode {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const prices = cls === 'charge'
  const price = useApi(
    'GET /api/estates/:estateId/catalogue/items',
    { estateId, q: q || undefined, state: 'active' },
    { when: prices && q !== '', keep: true },
  )
  const kind = cls === 'outside' ? ('outside' as const) : ('procedure' as const)
  const entries = useApi(
    'GET /api/estates/:estateId/catalogue/directory',
    { estateId, q: q || undefined, kind },
    { when: !prices && q !== '', keep: true },
  )
  const found = prices
    ? (price.data?.items ?? []).map(i => ({
        id: i.id,
        name: i.name,
        said: i.price
          ? i.price.amount === null
            ? t(`price.${i.price.method}`)
            : t(i.price.method === 'from' ? 'price.fromAmount' : 'price.amount', {
                amount: yuan(i.price.amount),
                unit: i.price.unit ?? '',
              })
          : t('price.none'),
        note: i.standard,
      }))
    : (entries.data?.items ?? []).map(e => ({
        id: e.id,
        name: e.name,
        said: [e.price, e.contact].filter(Boolean).join(' · '),
        note: e.body,
      }))
  const asked = prices ? price.data !== undefined : entries.data !== undefined
  return (
    <section className="dk-panel" aria-label={t(`lookUp.${prices ? 'price' : kind}`)}>
      <label>
        {t(`lookUp.${prices ? 'price' : kind}`)}
        <input
          className="aj-input"
          name="lookup"
          value={typed}
          autoComplete="off"
          onChange={event => setTyped(event.target.value)}
          onKeyDown={event => {
            if (event.key !== 'Enter' || event.ctrlKey) return
            event.preventDefault()
            const first = found[0]
            if (first) onUse(`${first.name} ${first.said}`.trim())
          }}
        />
      </label>
      {q !== '' && asked && found.length === 0 ? (
        <p className="aj-weak">{t(prices ? 'lookUp.noPrice' : 'lookUp.nothing')}</p>
      ) : null}
      {q === ''
        ? null
        : found.slice(0, 6).map(f => (
            <button
              key={f.id}
              type="button"
              className="dk-found"
              onClick={() => onUse(`${f.name} ${f.said}`.trim())}
            >
              <strong>{f.name}</strong> <span>{f.said}</span>
              <span className="aj-weak dk-cut">{f.note}</span>
            </button>
          ))}
    </section>
  )
}
