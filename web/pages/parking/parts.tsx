import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { url } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { date, dateTime, yuan } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import './parking.css'

export type StayShown = Answer<'GET /api/estates/:estateId/parking/stays'>['items'][number]
export type StayFile = Answer<'GET /api/estates/:estateId/parking/stays/:stayId'>
export type CostShown = StayFile['quote']['cost']

/** 12.5 → 1250 fen; nothing for what is no sum of money. */
export function fenOf(text: string): number | undefined {
  const plain = text.trim()
  return /^\d{1,7}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined
}

/** A picture of the estate, small; opens large in a page of its own. */
export function Picture({ id, label }: { id: string | null; label: string }): ReactNode {
  const estateId = useEstateId()
  const { t } = useTranslation('parking')
  const [gone, setGone] = useState(false)
  if (id === null || gone) return <span className="pk-nopic aj-weak">{t('noPicture')}</span>
  const src = url('GET /api/estates/:estateId/files/:fileId', { estateId, fileId: id })
  return (
    <a href={src} target="_blank" rel="noreferrer" className="pk-pic">
      <img src={src} alt={label} onError={() => setGone(true)} />
    </a>
  )
}

/** Step by step what a stay costs; the sentence on top says it in one breath. */
export function CostView({ cost }: { cost: CostShown }): ReactNode {
  return (
    <div className="pk-cost">
      <p>
        <strong>{cost.why}</strong>
      </p>
      {cost.lines.length > 1 ? (
        <ol>
          {cost.lines.map(line => (
            <li key={line.text} className="aj-num">
              {line.text}
            </li>
          ))}
        </ol>
      ) : null}
    </div>
  )
}

export function StayState({ stay }: { stay: StayShown }): ReactNode {
  const { t } = useTranslation('parking')
  const word = stay.permitId && stay.state === 'inside' ? t('stay.insidePermit') : t(`stay.${stay.state}`)
  const state =
    stay.owed > 0 ? 'late' : stay.state === 'lost' ? 'soon' : stay.state === 'inside' ? 'running' : 'kept'
  return <State state={state} word={stay.owed > 0 ? t('stay.owes', { sum: yuan(stay.owed) }) : word} />
}

/** The marks of a record that real input left incomplete. */
export function Flags({ flags }: { flags: readonly string[] }): ReactNode {
  const { t } = useTranslation('parking')
  return (
    <>
      {flags.map(flag => (
        <State key={flag} state="soon" word={t(`flag.${flag}`)} />
      ))}
    </>
  )
}

/** A page of rows without a screen of its own: latest first, one line each, twenty at a time. */
export function Rows<T>(props: {
  label: string
  head: readonly string[]
  items: readonly T[]
  total: number
  offset: number
  size: number
  move: (offset: number) => void
  keyOf: (row: T) => string
  cells: (row: T) => readonly ReactNode[]
  empty: string
}): ReactNode {
  const { t } = useTranslation('parking')
  if (props.items.length === 0 && props.offset === 0) return <p className="aj-weak pk-empty">{props.empty}</p>
  const more = props.offset + props.items.length < props.total
  return (
    <div className="pk-rows">
      <table aria-label={props.label}>
        <thead>
          <tr>
            {props.head.map(title => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.items.map(row => (
            <tr key={props.keyOf(row)}>
              {props.cells(row).map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row keep their order
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {props.total > props.size ? (
        <p className="aj-row">
          <Button
            refused={props.offset > 0 ? undefined : t('rows.first')}
            onClick={() => props.move(Math.max(0, props.offset - props.size))}
          >
            {t('rows.newer')}
          </Button>
          <Button
            refused={more ? undefined : t('rows.last')}
            onClick={() => props.move(props.offset + props.size)}
          >
            {t('rows.older')}
          </Button>
          <span className="aj-weak aj-num">
            {t('rows.of', {
              from: props.offset + 1,
              to: props.offset + props.items.length,
              total: props.total,
            })}
          </span>
        </p>
      ) : null}
    </div>
  )
}

export const shownAt = (at: string | null): string => (at === null ? '—' : dateTime(at))

/** A day that is still included: its end as the instant at which a right is over. */
export const endOfDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00+08:00`) + 86_400_000).toISOString()

/** The last day that an end at midnight includes. */
export const lastDay = (until: string): string => date(Date.parse(until) - 1)
