/** A paper that came to us: read it, confirm it, answer in a line. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useRefusal } from '../../refusal.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { sentence } from '../../ui/States.tsx'
import { PaperBody } from './PaperForm.tsx'

type Paper = Answer<'GET /api/estates/:estateId/response/papers'>['items'][number]

export function Received(props: { paper: Paper; confirm: (reply: string) => Promise<unknown> }): ReactNode {
  const { t } = useTranslation('response')
  const refusal = useRefusal()
  const { paper } = props
  const [reply, setReply] = useState('')
  const [failed, setFailed] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    setBusy(true)
    setFailed(undefined)
    try {
      await props.confirm(reply.trim())
    } catch (error) {
      setFailed(error)
    } finally {
      setBusy(false)
    }
  }
  const { unit } = paper
  return (
    <details className="rs-card" open={unit.readAt === null}>
      <summary>
        <strong>
          {paper.title} · {t('group.version', { n: paper.version })}
        </strong>{' '}
        <State
          state={unit.readAt ? 'kept' : unit.late ? 'late' : 'soon'}
          word={
            unit.readAt
              ? t('paper.readBy', { by: unit.readBy ?? '', at: dateTime(unit.readAt) })
              : paper.dueOn
                ? t('paper.readUntil', { day: paper.dueOn })
                : t('paper.notRead')
          }
        />
      </summary>
      <p className="aj-weak">
        {t('paper.from', { region: paper.from, by: paper.sentBy ?? '' })}{' '}
        {paper.sentAt ? dateTime(paper.sentAt) : ''} · {t('paper.for', { unit: unit.name })}
      </p>
      <PaperBody body={paper.body} />
      {unit.reply ? <p>{t('paper.reply', { text: unit.reply })}</p> : null}
      {unit.readAt === null ? (
        <>
          <label>
            {t('paper.answer')}
            <input className="aj-input" value={reply} onChange={event => setReply(event.target.value)} />
          </label>
          {failed ? (
            <p className="aj-error" role="alert">
              {sentence(failed, t).title}
            </p>
          ) : null}
          <span>
            <Button
              kind="main"
              icon="check"
              busy={busy}
              refused={refusal(paper.allowed.read)}
              showWhy
              onClick={confirm}
            >
              {t('paper.confirm')}
            </Button>
          </span>
        </>
      ) : null}
    </details>
  )
}
