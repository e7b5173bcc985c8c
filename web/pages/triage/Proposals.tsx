import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useClasses, usePromiseWords } from '../desk/words.ts'
import './proposals.css'

const api = 'POST /api/estates/:estateId/triage/proposals'
export type Proposed = Answer<typeof api>['proposals'][number]

/** How long the typing rests before the text is read, in milliseconds. */
const REST = 350

function useRested(text: string): string {
  const [rested, rest] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => rest(text.trim()), REST)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}

/**
 * Up to three classes for what is being typed, each with its promise; a tap or Alt+1 to Alt+3 takes one. Says nothing
 * when it is not certain enough, and nothing while the chosen class is the one it would propose first.
 */
export function Proposals(props: Props): ReactNode {
  // its texts come from another room than the form's: the form must not wait for them
  return (
    <Suspense fallback={null}>
      <Shown {...props} />
    </Suspense>
  )
}

interface Props {
  text: string
  chosen: { kind: string; class: string }
  take: (p: Proposed) => void
  /** Given where the form has a severity: called when the person agrees that the matter is major. */
  major?: { set: boolean; take: () => void }
}

function Shown(props: Props): ReactNode {
  const { t } = useTranslation('triage')
  const { of, nameOf, subtypeOf } = useClasses()
  const words = usePromiseWords()
  const text = useRested(props.text)
  const { data } = useApi(api, { estateId: useEstateId(), text }, { when: text.length >= 4, keep: true })
  const { take } = props
  const shown = text.length >= 4 ? (data?.proposals ?? []) : []
  const settled = shown[0]?.kind === props.chosen.kind && shown[0]?.class === props.chosen.class
  const open = settled ? [] : shown
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      const found = e.altKey && !e.shiftKey ? open[Number(e.code.replace('Digit', '')) - 1] : undefined
      if (!found) return
      e.preventDefault()
      take(found)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [open, take])
  const danger = text.length >= 4 && props.major && !props.major.set ? data?.danger : null
  return (
    <div className="tr-proposals" role="status">
      {open.length > 0 ? <span className="tr-lead">{t('lead')}</span> : null}
      {open.map((p, i) => {
        const promise = of(p.kind, p.class)?.promises.map(words).join('；')
        const sub = p.subtype ? subtypeOf({ kind: p.kind, class: p.class, subtype: p.subtype }) : ''
        return (
          <button key={`${p.kind}/${p.class}`} type="button" className="tr-proposal" onClick={() => take(p)}>
            <kbd>Alt+{i + 1}</kbd>
            <strong>
              {t(`kind.${p.kind}`)} · {nameOf(p.kind, p.class)}
              {sub ? `（${sub}）` : ''}
            </strong>
            {promise ? <small>{promise}</small> : null}
          </button>
        )
      })}
      {danger ? (
        <button type="button" className="tr-proposal" data-danger="" onClick={props.major?.take}>
          <strong>{t('danger', { words: danger })}</strong>
        </button>
      ) : null}
    </div>
  )
}
