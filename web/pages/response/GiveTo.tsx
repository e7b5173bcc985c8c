/** Giving work or a person in care to somebody of the estate's staff. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { sentence } from '../../ui/States.tsx'

export function GiveTo(props: {
  estateId: string
  label: string
  refused?: string | undefined
  give: (accountId: string) => Promise<unknown>
}): ReactNode {
  const { t } = useTranslation('response')
  const { estateId } = props
  const [open, setOpen] = useState(false)
  const [who, setWho] = useState('')
  const [failed, setFailed] = useState('')
  const staff = useApi('GET /api/estates/:estateId/staff', { estateId }, { when: open })
  if (!open)
    return (
      <span>
        <Button refused={props.refused} onClick={() => setOpen(true)}>
          {props.label}
        </Button>
      </span>
    )
  const give = async () => {
    try {
      await props.give(who)
      setOpen(false)
    } catch (error) {
      setFailed(sentence(error, t).title)
    }
  }
  return (
    <div className="rs-acts">
      <select
        className="aj-input"
        style={{ width: 'auto' }}
        aria-label={props.label}
        value={who}
        onChange={event => setWho(event.target.value)}
      >
        <option value="">—</option>
        {staff.data?.items.map(p => (
          <option key={p.accountId} value={p.accountId}>
            {p.name}
          </option>
        ))}
      </select>
      <Button kind="main" refused={who ? undefined : t('need.who')} onClick={give}>
        {props.label}
      </Button>
      {failed ? (
        <p className="aj-error" role="alert">
          {failed}
        </p>
      ) : null}
    </div>
  )
}
