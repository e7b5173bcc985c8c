import { useLocation } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Inbox } from './Inbox.tsx'
import './bell.css'

/** The bell of every shell: how many messages wait, and which of them want an answer. */
export default function Bell(): ReactNode {
  const { t } = useTranslation('bell')
  const { me } = useMe()
  const mine = me?.permissions.includes('message.read') ?? false
  const [shown, show] = useState(false)
  const { pathname } = useLocation()
  const { data } = useApi('GET /api/messages', { limit: 50 }, { when: mine, every: 60_000 })
  if (!mine) return null
  const count = data?.unseen ?? 0
  const urgent = data?.toAcknowledge ?? 0
  const said = urgent > 0 ? t('bell.urgent', { count: urgent }) : t('bell.unseen', { count })
  const number = urgent > 0 ? urgent : count
  return (
    <>
      <button
        type="button"
        className="aj-switch no-bell"
        aria-haspopup="dialog"
        // what is seen must be part of what is said
        aria-label={number > 99 ? `${said} (99+)` : said}
        title={said}
        onClick={() => show(true)}
      >
        <Icon name="bell" />
        {number > 0 ? (
          <span className="no-count aj-num" data-urgent={urgent > 0 ? '' : undefined}>
            {urgent > 0 ? '!' : ''}
            {number > 99 ? '99+' : number}
          </span>
        ) : null}
      </button>
      {shown ? (
        <Dialog
          title={t('bell.title')}
          close={() => show(false)}
          sheet={/^\/(resident|field)/.test(pathname)}
          wide
        >
          <Inbox close={() => show(false)} shell={pathname.split('/')[1] ?? ''} />
        </Dialog>
      ) : null}
    </>
  )
}
