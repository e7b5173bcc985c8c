import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { Entry, type StaffEntry } from './StaffEntry.tsx'
import './people.css'

const key = 'GET /api/estates/:estateId/my/staff-file'

/** My own file: what was written about my work, and what I say to it (S7-16). */
export default function MyStaffFile(): ReactNode {
  const { t } = useTranslation('people')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(key, { estateId }, { when: estateId !== '' })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="pe-home">
      <h1>{t('staff.mine')}</h1>
      {data.items.length === 0 ? <Empty title={t('staff.none')} hint={t('staff.mineHint')} /> : null}
      {data.items.map(entry => (
        <Entry key={entry.id} entry={entry}>
          {entry.withdrawn || entry.reply ? null : <Answer estateId={estateId} entry={entry} />}
        </Entry>
      ))}
    </div>
  )
}

function Answer({ estateId, entry }: { estateId: string; entry: StaffEntry }): ReactNode {
  const { t } = useTranslation('people')
  const [reply, setReply] = useState('')
  const seen = useMutate('POST /api/estates/:estateId/my/staff-entries/:entryId/seen', { stale: [key] })
  return (
    <div className="aj-stack">
      <label>
        {t('staff.reply')}
        <input
          className="aj-input"
          value={reply}
          maxLength={500}
          onChange={event => setReply(event.target.value)}
        />
      </label>
      <Button
        kind="main"
        busy={seen.isPending}
        onClick={() =>
          seen.mutate({ estateId, entryId: entry.id, ...(reply.trim() ? { reply: reply.trim() } : {}) })
        }
      >
        {t('staff.read')}
      </Button>
    </div>
  )
}
