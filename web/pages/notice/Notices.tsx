import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { when } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { printHref } from '../../transfer.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { useCategories } from './categories.ts'
import './notice.css'

type Bulletin = RowOf<'GET /api/estates/:estateId/bulletins'>

/** What the estate tells me: pinned and newest first, unread with a dot; opening one counts as read. */
export default function Notices(): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const now = useNow()
  const navigate = useNavigate()
  const search: { category?: string; open?: string } = useSearch({ strict: false })
  const category = useCategories()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/bulletins', { estateId, limit: 200 })
  const read = useMutate('POST /api/estates/:estateId/bulletins/:bulletinId/read', {
    stale: ['GET /api/estates/:estateId/bulletins'],
  })
  const sent = data?.items.filter(b => b.state === 'sent')
  const kinds = [...new Set(sent?.map(b => b.category))]
  const shown = sent?.filter(b => !search.category || b.category === search.category)
  const open = sent?.find(b => b.id === search.open)
  const { mutate: markRead } = read
  const unread = open && !open.read ? open.id : undefined
  // also when it was opened by its address, from the first page or a message
  useEffect(() => {
    if (unread) markRead({ estateId, bulletinId: unread })
  }, [unread, estateId, markRead])
  const look = (b: Bulletin | undefined) => {
    void navigate({
      to: '.',
      search: { ...(search.category ? { category: search.category } : {}), ...(b ? { open: b.id } : {}) },
    })
  }
  return (
    <>
      <h1>{t('notices.title')}</h1>
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {sent?.length === 0 ? <Empty title={t('notices.none')} hint={t('notices.noneHint')} /> : null}
      {kinds.length > 1 ? (
        <nav className="no-kinds" aria-label={t('bulletin.category')}>
          {['', ...kinds].map(kind => (
            <button
              key={kind}
              type="button"
              aria-pressed={(search.category ?? '') === kind}
              onClick={() => navigate({ to: '.', search: kind ? { category: kind } : {} })}
            >
              {kind === '' ? t('notices.all') : category(kind)}
            </button>
          ))}
        </nav>
      ) : null}
      {shown?.map(b => (
        <button key={b.id} type="button" className="no-read" aria-haspopup="dialog" onClick={() => look(b)}>
          <strong data-new={b.read ? undefined : ''}>
            {b.read ? null : <span className="aj-sr">{t('notices.unread')}</span>}
            <Marks bulletin={b} />
            {b.title}
          </strong>
          <br />
          <span className="aj-weak">
            {category(b.category)} · {b.sentAt ? when(b.sentAt, now) : ''} · {b.sender}
          </span>
        </button>
      ))}
      {open ? (
        <Dialog sheet title={open.title} close={() => look(undefined)}>
          <p>
            <Marks bulletin={open} />
          </p>
          <p className="no-text">{open.body}</p>
          {open.cites.length > 0 ? (
            <p className="aj-weak">
              {t('bulletin.cites')}
              {t('colon')}
              {open.cites.map(c => c.title).join(t('and'))}
            </p>
          ) : null}
          <p className="aj-weak">
            {category(open.category)} · {open.sentAt ? when(open.sentAt, now) : ''} · {open.sender}
          </p>
          <p>
            <a
              className="aj-button"
              href={printHref('bulletin', { estateId, bulletinId: open.id })}
              target="_blank"
              rel="noreferrer"
            >
              <Icon name="print" />
              {t('bulletin.print')}
            </a>
          </p>
        </Dialog>
      ) : null}
    </>
  )
}

export function Marks({ bulletin: b }: { bulletin: Bulletin }): ReactNode {
  const { t } = useTranslation('notice')
  return (
    <>
      {b.urgent ? (
        <span className="no-tag" data-urgent="">
          {t('bulletin.urgent')}
        </span>
      ) : null}
      {b.pinned ? <span className="no-tag">{t('bulletin.pinned')}</span> : null}
      {b.edition > 1 ? <span className="no-tag">{t('bulletin.corrected')}</span> : null}
    </>
  )
}
