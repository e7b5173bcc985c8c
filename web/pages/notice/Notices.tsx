import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { when } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { useCategories } from './Bulletins.tsx'
import './notice.css'

/** What the estate tells me: newest first, unread with a dot; opening one counts as read. */
export default function Notices(): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const now = useNow()
  const category = useCategories()
  const [open, setOpen] = useState<RowOf<'GET /api/estates/:estateId/bulletins'>>()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/bulletins', { estateId })
  const read = useMutate('POST /api/estates/:estateId/bulletins/:bulletinId/read', {
    stale: ['GET /api/estates/:estateId/bulletins'],
  })
  const sent = data?.items.filter(b => b.state === 'sent')
  return (
    <>
      <h1>{t('notices.title')}</h1>
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {sent?.length === 0 ? <Empty title={t('notices.none')} hint={t('notices.noneHint')} /> : null}
      {sent?.map(b => (
        <button
          key={b.id}
          type="button"
          className="no-read"
          aria-haspopup="dialog"
          onClick={() => {
            setOpen(b)
            if (!b.read) read.mutate({ estateId, bulletinId: b.id })
          }}
        >
          <strong data-new={b.read ? undefined : ''}>
            {b.read ? null : <span className="aj-sr">{t('notices.unread')}</span>}
            {b.title}
          </strong>
          <br />
          <span className="aj-weak">
            {category(b.category)} · {b.sentAt ? when(b.sentAt, now) : ''} · {b.sender}
          </span>
        </button>
      ))}
      {open ? (
        <Dialog sheet title={open.title} close={() => setOpen(undefined)}>
          <p className="no-text">{open.body}</p>
          <p className="aj-weak">
            {category(open.category)} · {open.sentAt ? when(open.sentAt, now) : ''} · {open.sender}
          </p>
        </Dialog>
      ) : null}
    </>
  )
}
