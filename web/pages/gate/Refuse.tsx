/** A refusal is an act with a reason. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import type { Attempt } from './decide.ts'

type Refusing = NonNullable<Attempt['refuse']>
const reasons: Refusing['reason'][] = ['stranger', 'not_identified', 'unwilling', 'licence', 'other']

export function Refuse({ busy, send }: { busy: boolean; send: (refuse: Refusing) => void }): ReactNode {
  const { t } = useTranslation('gate')
  const [reason, setReason] = useState<Refusing['reason']>('stranger')
  const [note, setNote] = useState('')
  return (
    <div className="gp-stack">
      <Choices
        legend={t('refuse.why')}
        options={reasons.map(value => ({ value, label: t(`refusal.${value}`) }))}
        value={reason}
        onChange={setReason}
      />
      <label className="aj-field">
        {t('refuse.note')}
        <input className="aj-input" value={note} onChange={event => setNote(event.target.value)} />
      </label>
      <Button kind="danger" wide busy={busy} onClick={() => send({ reason, ...(note ? { note } : {}) })}>
        {t('refuse.record')}
      </Button>
    </div>
  )
}
