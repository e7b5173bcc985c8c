import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../clock.ts'
import { dateTime, limitTime, limitWhen, when } from '../format.ts'
import { inLanguage } from '../i18n.ts'
import { useSettings } from '../settings.ts'
import { Dialog } from './Dialog.tsx'
import { type Bar, countedWords, drawBar, type Promised, stateNow, timeWords, verdict } from './promise.ts'
import { State } from './State.tsx'
import './promise.css'

export interface PromiseBarProps extends Promised {
  /** what was promised: 到场, 答复 */
  label?: string
  /** the rule in words, for the panel behind the bar */
  rule?: string
  /** why it ended without being met: replaced, postponed, closed */
  stopReason?: string | null
  /** the working-day calendar of this year is not published yet */
  unpublishedYear?: number | null
  /** one line for lists: words and a short bar */
  small?: boolean
}

/** A promise, drawn the same everywhere: its segments, time left in words, tap for why. */
export function PromiseBar(props: PromiseBarProps): ReactNode {
  const { t } = useTranslation('common')
  const { language } = useSettings()
  const now = useNow(props.dueAt && !props.metAt ? 10_000 : 60_000)
  const [why, setWhy] = useState(false)
  const state = stateNow(props, now)
  const words = timeWords(props, now, language)
  const bar = drawBar(props, now)
  const due = props.dueAt ? t('promise.by', { time: limitWhen(props.dueAt, now) }) : ''
  const said = [props.label, words, due].filter(Boolean).join(', ')
  if (props.small)
    return (
      <span className="aj-promise-small" data-state={state} title={said}>
        <BarLine bar={bar} state={state} />
        <span className="aj-promise-words">{words}</span>
      </span>
    )
  return (
    <>
      <button
        type="button"
        className="aj-promise"
        data-state={state}
        onClick={() => setWhy(true)}
        aria-haspopup="dialog"
      >
        <span className="aj-promise-head">
          {props.label ? <span>{props.label}</span> : null}
          <strong className="aj-promise-words">{words}</strong>
          <span className="aj-weak aj-num">{due}</span>
        </span>
        <BarLine bar={bar} state={state} />
      </button>
      {why ? (
        <Dialog title={props.label ?? t('promise.title')} close={() => setWhy(false)}>
          <Why {...props} state={state} bar={bar} words={words} />
        </Dialog>
      ) : null}
    </>
  )
}

function BarLine({ bar, state }: { bar: Bar; state: string }): ReactNode {
  return (
    <span className="aj-promise-bar" data-state={state} aria-hidden="true">
      {bar.parts.map(part => (
        <span
          key={part.left}
          className="aj-seg"
          data-kind={part.kind}
          style={{ left: `${part.left}%`, width: `${part.width}%` }}
        >
          <span style={{ width: `${part.past}%` }} />
        </span>
      ))}
      {bar.over ? (
        <span className="aj-seg-over" style={{ left: `${bar.over.left}%`, width: `${bar.over.width}%` }} />
      ) : null}
      {bar.due !== undefined ? <span className="aj-due" style={{ left: `${bar.due}%` }} /> : null}
      <span className="aj-mark-now" style={{ left: `${bar.mark}%` }} />
    </span>
  )
}

function Why(props: PromiseBarProps & { bar: Bar; words: string }): ReactNode {
  const { t } = useTranslation('common')
  return (
    <div className="aj-stack">
      <div className="aj-row">
        <State state={props.state} />
        <strong>{props.words}</strong>
      </div>
      <BarLine bar={props.bar} state={props.state} />
      {props.rule ? <p>{props.rule}</p> : null}
      <p className="aj-num">
        {t(`promise.why.${verdict(props, props.state)}`, {
          due: props.dueAt ? limitTime(props.dueAt) : '',
          met: props.metAt ? dateTime(props.metAt) : '',
          year: props.unpublishedYear,
          reason: props.stopReason ? t(`promise.ended.${props.stopReason}`) : '',
        })}
      </p>
      <Stretches segments={props.segments} />
    </div>
  )
}

/** Stretch by stretch what ran, what did not, and why. */
function Stretches({ segments }: Pick<Promised, 'segments'>): ReactNode {
  const { t } = useTranslation('common')
  const now = useNow(60_000)
  const { language } = useSettings()
  return (
    <table className="aj-why-table">
      <thead>
        <tr>
          <th>{t('promise.stretch')}</th>
          <th>{t('promise.from')}</th>
          <th>{t('promise.to')}</th>
          <th>{t('promise.counted')}</th>
        </tr>
      </thead>
      <tbody>
        {segments.map(segment => (
          <tr key={segment.from}>
            <td>
              <span className="aj-seg-key" data-kind={segment.kind} aria-hidden="true" />
              {t(`promise.kind.${segment.kind}`)}
              {segment.notes?.length ? (
                <span className="aj-weak"> {segment.notes.map(n => inLanguage(n, language)).join('、')}</span>
              ) : null}
            </td>
            <td className="aj-num">{when(segment.from, now)}</td>
            <td className="aj-num">{limitWhen(segment.to, now)}</td>
            <td className="aj-num">
              {countedWords(segment, days => t('promise.days', { n: days }), language) || '—'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
