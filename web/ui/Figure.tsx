import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { count } from '../format.ts'
import type { PromiseState } from '../theme.ts'
import { Icon } from './icons.tsx'
import { State } from './State.tsx'
import './figure.css'

export interface FigureProps {
  title: string
  /** what exactly is counted */
  definition: string
  /** the stretch of time, in words or dates */
  period: string
  /** a plain count, or a share given by its two numbers */
  value?: number | null
  share?: { numerator: number; denominator: number } | null
  unit?: string
  /** instead of one number: two counts side by side, e.g. in and out */
  pair?: { words: string } | null
  /** address of the list behind the figure: what it counts, row by row */
  href?: string
  /** only where somebody must act now; `who` names him */
  alarm?: { state: PromiseState; who: string; word?: string }
  /** a trend below, e.g. <Trend> */
  children?: ReactNode
  big?: boolean
}

/**
 * A number that can be checked: its definition, period, numerator and denominator, and the list behind it.
 * No data is said, never drawn as 0 or 100 % (SX-07).
 */
export function Figure(props: FigureProps): ReactNode {
  const { t } = useTranslation('common')
  const { title, definition, period, href, alarm } = props
  const shown = written(props)
  const body = (
    <>
      <span className="aj-figure-title">
        {title}
        {href ? <Icon name="right" size="0.9em" /> : null}
      </span>
      <span
        className="aj-figure-value aj-num"
        data-state={alarm?.state}
        data-pair={props.pair ? '' : undefined}
      >
        {shown ?? <span className="aj-figure-none">{t('figure.none')}</span>}
        {shown && props.unit ? <small> {props.unit}</small> : null}
      </span>
    </>
  )
  return (
    <figure className="aj-figure" data-big={props.big ? '' : undefined}>
      {href ? (
        <a href={href} className="aj-figure-link">
          {body}
        </a>
      ) : (
        <div className="aj-figure-link">{body}</div>
      )}
      <figcaption>
        {props.share ? (
          <span className="aj-num">
            {count(props.share.numerator)} / {count(props.share.denominator)}
            {' · '}
          </span>
        ) : null}
        {period}
        <br />
        {definition}
      </figcaption>
      {alarm ? (
        <p className="aj-row">
          <State state={alarm.state} word={alarm.word} />
          {alarm.who}
        </p>
      ) : null}
      {props.children}
    </figure>
  )
}

function written({ value, share, pair }: FigureProps): string | undefined {
  if (pair !== undefined) return pair?.words
  if (share !== undefined)
    return share && share.denominator > 0 ? percent(share.numerator, share.denominator) : undefined
  return value === undefined || value === null ? undefined : count(value)
}

/** One decimal, cut and never rounded up: 99.96 % stays 99.9 %, only all of them is 100 %. */
export function percent(numerator: number, denominator: number): string {
  const tenths = Math.floor((numerator * 1000) / denominator)
  return `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)}%`
}
